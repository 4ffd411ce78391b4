"""How Django finds this app."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """See the package's docstring."""

    name = "heard.web.pages"
    label = "pages"
    default_auto_field = "django.db.models.BigAutoField"
