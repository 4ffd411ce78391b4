"""How Django finds this app."""

from django.apps import AppConfig


class VoicesConfig(AppConfig):
    """See the package's docstring."""

    name = "heard.web.voices"
    label = "voices"
    default_auto_field = "django.db.models.BigAutoField"
