"""How Django finds this app."""

from django.apps import AppConfig


class ActingConfig(AppConfig):
    """See the package's docstring."""

    name = "heard.web.acting"
    label = "acting"
    default_auto_field = "django.db.models.BigAutoField"
