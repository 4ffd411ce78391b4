"""`heard audit verify`, which is `heard manage audit verify`: is every council's log what was written?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from heard.base.errors import CheckFailed
from heard.base.messages import count_of
from heard.web.audit.chain import find_break
from heard.web.audit.queries import count_events
from heard.web.people.actions import NoSuchCouncil
from heard.web.people.queries import list_council_codes
from heard.web.tenancy import in_council


class Command(BaseCommand):
    """Reads; changes nothing."""

    help = "Look through every council's log; exit 1 where one was changed. Example: heard audit verify"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One thing it does, named so that there may be more."""
        parser.add_argument("what", choices=["verify"], help="that no entry was changed or taken out")
        parser.add_argument("--council", help="one alone, by its code; all of them if not given")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Every council is looked at before the command ends, whatever is wrong with one."""
        broken, councils = [], list_council_codes()
        if options["council"] not in (None, *councils):
            raise NoSuchCouncil(options["council"])
        for council in [options["council"]] if options["council"] else councils:
            with in_council(council):
                place, count = find_break(), count_events()
            if place is None:
                self.stdout.write(f"{council}: {count_of(count, 'event')}, whole.")
            else:
                broken.append(
                    f"{council}: entry {place} does not follow from the one before; it, or one before it, was changed."
                )
        if broken:
            raise CheckFailed("\n".join(broken))
