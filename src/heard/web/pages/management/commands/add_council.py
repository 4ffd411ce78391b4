"""`heard manage add_council`: a council takes part."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from heard.base.errors import UserError
from heard.base.messages import quote
from heard.base.places import KEY_IN_WORDS, is_key
from heard.web.people.actions import add_council


class Command(BaseCommand):
    """Called again for the same code, it changes the name and the help words."""

    help = (
        "Let a council take part. Example: heard manage add_council E1 --name Alderbrook --help-words 'Its children's "
        "rights officer, telephone …'"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Its code is the one of areas.csv."""
        parser.add_argument("code", help="as in the programme's areas.csv; it can never be changed")
        parser.add_argument("--name", required=True)
        parser.add_argument(
            "--help-words",
            default="",
            help="whom its children can turn to; several lines are several contacts",
        )

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Nothing is changed where the code cannot stand."""
        if not is_key(options["code"]):
            raise UserError(
                f"{quote(options['code'])} cannot be a council's code. Nothing was changed. Allowed: {KEY_IN_WORDS}."
            )
        add_council(code=options["code"], name=options["name"], help_words=options["help_words"])
        self.stdout.write(f"{options['name']} takes part as {options['code']}.")
