"""How Django finds this app."""

from django.apps import AppConfig


class CodesConfig(AppConfig):
    """See the package's docstring."""

    name = "heard.web.codes"
    label = "codes"
    default_auto_field = "django.db.models.BigAutoField"
