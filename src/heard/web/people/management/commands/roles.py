"""`heard manage roles`: what each role may do, as the reference page."""

from typing import Any

from django.core.management.base import BaseCommand

from heard.web.people.reference import render


class Command(BaseCommand):
    """Written out of the table that decides it."""

    help = "Print what each role may do. Example: heard manage roles"

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        """As Markdown."""
        self.stdout.write(render(), ending="")
