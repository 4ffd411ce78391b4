"""How Django finds this app."""

from django.apps import AppConfig


class PrintingConfig(AppConfig):
    """Cards, letters, leaflets, posters and the trusted adult's guide, as pages and as PDF. It keeps nothing."""

    name = "heard.web.printing"
    label = "printing"
    default_auto_field = "django.db.models.BigAutoField"
