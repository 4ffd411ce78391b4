"""`heard manage begin_language`: the English words in a folder of their own, to be translated."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from heard.web.instruments.drafting import begin_language


class Command(BaseCommand):
    """Nothing is offered by it: the copy says that it is a draft."""

    help = (
        "Copy the English words to a folder, to be translated. Example: heard manage begin_language cy --name Cymraeg "
        "--into /srv/heard/words"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The language by its key and by its own name."""
        parser.add_argument("language", help="as browsers know it: cy, ar, ti")
        parser.add_argument("--name", required=True, help="what its speakers call it")
        parser.add_argument(
            "--direction", choices=["ltr", "rtl"], default="ltr", help="rtl: from right to left"
        )
        parser.add_argument("--into", type=Path, required=True, help="the folder that HEARD_WORDS names")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Nothing is written over."""
        told = {name: options[name] for name in ("name", "direction", "into")}
        home = begin_language(key=options["language"], **told)
        self.stdout.write(f"The English words are in {home}, to be translated.")
