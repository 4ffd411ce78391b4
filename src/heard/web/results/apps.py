"""How Django finds this app."""

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    """See the package's docstring."""

    name = "heard.web.results"
    label = "results"
    default_auto_field = "django.db.models.BigAutoField"
