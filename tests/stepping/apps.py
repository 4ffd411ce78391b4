"""How Django finds this app, and through it the kind of work."""

from django.apps import AppConfig


class SteppingConfig(AppConfig):
    name = "stepping"
