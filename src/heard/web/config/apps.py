"""How Django finds the commands that run the site."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """No tables; the commands `serve`, `work` and `clock`."""

    name = "heard.web.config"
    label = "config"
