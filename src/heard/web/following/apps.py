"""How Django finds this app."""

from django.apps import AppConfig


class FollowingConfig(AppConfig):
    """See the package's docstring."""

    name = "heard.web.following"
    label = "following"
    default_auto_field = "django.db.models.BigAutoField"
