"""How Django finds this app."""

from django.apps import AppConfig


class AnsweringConfig(AppConfig):
    """See the package's docstring."""

    name = "heard.web.answering"
    label = "answering"
    default_auto_field = "django.db.models.BigAutoField"
