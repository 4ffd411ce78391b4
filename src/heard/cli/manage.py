"""`heard manage …`: the site's own commands, and Django's."""

import argparse

from heard.cli.arguments import add_command
from heard.cli.site import SITE, become


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "manage",
        says="Run one of the site's commands, or of Django's; `heard manage help` lists them.",
        example="heard manage prepare_database",
        run=run,
        has_json=False,
    )
    parser.add_argument("command", metavar="COMMAND", help="which one; `help COMMAND` explains it")
    parser.add_argument("arguments", metavar="…", nargs=argparse.REMAINDER, help="its own arguments")


def run(arguments: argparse.Namespace) -> int:
    """Never returns: the command takes this process's place."""
    become(SITE, [arguments.command, *arguments.arguments])
