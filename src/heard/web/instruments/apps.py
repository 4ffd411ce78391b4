"""How Django finds this app."""

from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    """See the package's docstring."""

    name = "heard.web.instruments"
    label = "instruments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """No process starts that would offer children a language which is not ready."""
        from heard.web.instruments.languages import check_offered  # it reads the catalogue

        check_offered()
