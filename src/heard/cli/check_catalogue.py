"""`heard check-catalogue`: every inconsistency in the catalogue of indicators and questionnaires."""

import argparse
from dataclasses import asdict
from pathlib import Path

from heard.base.errors import UserError
from heard.base.problems import has_errors, summarise
from heard.cli.arguments import add_command, say_result


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "check-catalogue",
        says="List every inconsistency in the catalogue: Heard's own, or one in a folder.",
        example="heard check-catalogue",
        run=run,
    )
    parser.add_argument("folder", type=Path, nargs="?", metavar="FOLDER", help="another catalogue's folder")


def run(arguments: argparse.Namespace) -> int:
    """Say every problem; exit 2 where one of them is an error."""
    from heard.catalogue import check_catalogue

    problems = check_catalogue(arguments.folder)
    usable = not has_errors(problems)
    words = summarise(problems) if problems else "The catalogue is consistent."
    say_result(arguments, words, {"usable": usable, "problems": [asdict(problem) for problem in problems]})
    return 0 if usable else UserError.exit_code
