"""How Django finds this app."""

from django.apps import AppConfig


class WavesConfig(AppConfig):
    """See the package's docstring."""

    name = "heard.web.waves"
    label = "waves"
    default_auto_field = "django.db.models.BigAutoField"
