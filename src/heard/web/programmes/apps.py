"""How Django finds this app."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """See the package's docstring."""

    name = "heard.web.programmes"
    label = "programmes"
    default_auto_field = "django.db.models.BigAutoField"
