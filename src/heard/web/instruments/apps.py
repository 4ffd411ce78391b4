"""How Django finds this app."""

from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    """See the package's docstring."""

    name = "heard.web.instruments"
    label = "instruments"
    default_auto_field = "django.db.models.BigAutoField"
