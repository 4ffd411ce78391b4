"""How Django finds this app."""

from django.apps import AppConfig


class CallbacksConfig(AppConfig):
    """See the package's docstring."""

    name = "heard.web.callbacks"
    label = "callbacks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The page of help asks whether there is anything here; it knows nothing else of this app."""
        from heard.web.answering.offers import offer_beside_help  # both reach models, which must be loaded
        from heard.web.callbacks.presenters.asking import find_offer

        offer_beside_help(find_offer)
