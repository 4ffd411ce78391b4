"""`heard check FOLDER`: everything wrong in a programme folder, all at once."""

import argparse
from dataclasses import asdict

from heard.base.errors import UserError
from heard.base.problems import has_errors, summarise
from heard.cli.arguments import add_command, add_folder, say_result


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "check",
        says="List everything wrong in a programme folder; exit 0 where it can be used, warnings allowed, else 2.",
        example="heard check spring-2026",
        run=run,
    )
    add_folder(parser)


def run(arguments: argparse.Namespace) -> int:
    """Say every problem; exit 2 where one of them is an error."""
    from heard.programme import check_programme

    problems = check_programme(arguments.folder)
    usable = not has_errors(problems)
    words = summarise(problems) if problems else "Nothing is wrong: the folder can be used."
    say_result(arguments, words, {"usable": usable, "problems": [asdict(problem) for problem in problems]})
    return 0 if usable else UserError.exit_code
