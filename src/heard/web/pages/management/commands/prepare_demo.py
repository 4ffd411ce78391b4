"""`python -m heard.web prepare_demo`: the site's half of `heard demo`, which starts it. It is no use by itself."""

import json
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from heard.base.errors import HeardError
from heard.web.pages.demo import Finished, prepare, read_finished


class CutOff(HeardError):
    """`heard demo` ended before the programme was made."""


class Command(BaseCommand):
    """Says on its standard input, in one line of JSON, what came of the programme."""

    help = "Make the demo's site. Only `heard demo` calls this; any other installation is refused."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How much is made up, and which day it is."""
        parser.add_argument("--councils", type=int, required=True)
        parser.add_argument("--responses", type=int, required=True)
        parser.add_argument("--today", type=date.fromisoformat, required=True)

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Ends without a finished site where standard input ends first."""
        from heard.programme.demo import Size

        size = Size(options["councils"], options["responses"])
        prepare(size=size, today=options["today"], wait=_wait, say=self._say)

    def _say(self, words: str) -> None:
        self.stderr.write(f"  {words}")


def _wait() -> tuple[Finished, ...]:
    line = sys.stdin.readline()
    if not line.endswith("\n"):
        raise CutOff("The demo was stopped. It is made anew when it is started again.")
    return read_finished(Path(json.loads(line)["told"]), settings.HEARD.home)
