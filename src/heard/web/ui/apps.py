"""How Django finds this app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """See the package's docstring."""

    name = "heard.web.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"
