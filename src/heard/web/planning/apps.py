"""How Django finds this app."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """See the package's docstring."""

    name = "heard.web.planning"
    label = "planning"
    default_auto_field = "django.db.models.BigAutoField"
