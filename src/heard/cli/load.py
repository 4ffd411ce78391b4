"""`heard load FOLDER`: the responses into a database, to be counted there."""

import argparse

from heard.base.messages import count_of
from heard.cli.arguments import add_command, add_folder, progress, say_result


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "load",
        says="Fill the PostgreSQL table that [engine] in programme.toml names, for analyse --engine postgres.",
        example="heard load spring-2026",
        run=run,
    )
    add_folder(parser)


def run(arguments: argparse.Namespace) -> int:
    """Load and say how many."""
    from heard.programme.load import load

    done = load(arguments.folder, progress=progress)
    say_result(
        arguments,
        f"{count_of(done.responses, 'response')} in the table {done.table}.",
        {"table": done.table, "responses": done.responses},
    )
    return 0
