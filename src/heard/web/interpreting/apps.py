"""How Django finds this app."""

from django.apps import AppConfig


class InterpretingConfig(AppConfig):
    """See the package's docstring."""

    name = "heard.web.interpreting"
    label = "interpreting"
    default_auto_field = "django.db.models.BigAutoField"
