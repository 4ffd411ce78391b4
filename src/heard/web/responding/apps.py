"""How Django finds this app."""

from django.apps import AppConfig


class RespondingConfig(AppConfig):
    """See the package's docstring."""

    name = "heard.web.responding"
    label = "responding"
    default_auto_field = "django.db.models.BigAutoField"
