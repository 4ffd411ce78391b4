"""How Django finds this app."""

from django.apps import AppConfig


class ClosingConfig(AppConfig):
    """See the package's docstring."""

    name = "heard.web.closing"
    label = "closing"
    default_auto_field = "django.db.models.BigAutoField"
