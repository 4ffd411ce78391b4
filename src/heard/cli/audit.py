"""`heard audit verify`: whether the site's log of who did what is what was written."""

import argparse

from heard.cli.arguments import add_command
from heard.cli.site import SITE, become


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "audit",
        says="Look through the log of who did what, council by council; exit 1 where one was changed.",
        example="heard audit verify",
        run=run,
        has_json=False,
    )
    parser.add_argument("what", choices=["verify"], help="that every entry follows from the one before")
    parser.add_argument("--council", help="one alone, by its code (all)")


def run(arguments: argparse.Namespace) -> int:
    """Never returns: the site's command takes this process's place."""
    one = ["--council", arguments.council] if arguments.council else []
    become(SITE, ["audit", arguments.what, *one])
