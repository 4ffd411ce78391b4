"""How Django finds this app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """See the package's docstring."""

    name = "heard.web.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Learn every kind of work from the apps' tasks.py."""
        autodiscover_modules("tasks")
