"""How Django finds this app."""

from django.apps import AppConfig


class WatchingConfig(AppConfig):
    """How a wave is coming in, who is being missed, and what adults do about it."""

    name = "heard.web.watching"
    label = "watching"
