"""How Django finds this app."""

from django.apps import AppConfig


class ModeratingConfig(AppConfig):
    """See the package's docstring."""

    name = "heard.web.moderating"
    label = "moderating"
    default_auto_field = "django.db.models.BigAutoField"
