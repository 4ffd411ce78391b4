"""How Django finds this app."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """See the package's docstring."""

    name = "heard.web.reporting"
    label = "reporting"
    default_auto_field = "django.db.models.BigAutoField"
