"""How Django finds this app."""

from django.apps import AppConfig


class CohortsConfig(AppConfig):
    """See the package's docstring."""

    name = "heard.web.cohorts"
    label = "cohorts"
    default_auto_field = "django.db.models.BigAutoField"
