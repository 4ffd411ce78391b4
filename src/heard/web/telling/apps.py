"""How Django finds this app."""

from django.apps import AppConfig


class TellingConfig(AppConfig):
    """See the package's docstring."""

    name = "heard.web.telling"
    label = "telling"
    default_auto_field = "django.db.models.BigAutoField"
