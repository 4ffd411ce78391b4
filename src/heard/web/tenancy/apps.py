"""How Django finds this app."""

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    """No tables of its own; the command that prepares the database."""

    name = "heard.web.tenancy"
    label = "tenancy"
