"""`heard manage check_language`: what a language still lacks."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from heard.base.errors import UserError
from heard.base.messages import quote
from heard.catalogue import list_languages
from heard.web.instruments.languages import list_gaps, list_unsigned
from heard.web.instruments.words import ENGLISH


class Command(BaseCommand):
    """For whoever translates: everything at once, as often as it is asked."""

    help = "Say what a language still lacks beside English. Example: heard manage check_language cy"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One language."""
        parser.add_argument("language", help="as browsers know it: cy, ar, ti")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Raises UserError with everything that is wrong; says so where a whole language is a draft still."""
        key, known = options["language"], list_languages(settings.HEARD.words)
        if key not in known:
            raise UserError(f"There is no language {quote(key)}. Those that are here: {', '.join(known)}.")
        if gaps := list_gaps(key):
            raise UserError("\n  ".join((f"{len(gaps)} things are wrong in {key}:", *gaps)))
        if key != ENGLISH and (unsigned := list_unsigned(key)):
            self.stdout.write("\n  ".join((f"{key} is whole, and a draft:", *unsigned)))
        else:
            self.stdout.write(f"{key} is whole and signed.")
