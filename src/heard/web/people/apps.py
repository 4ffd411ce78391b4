"""How Django finds this app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """See the package's docstring."""

    name = "heard.web.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
