"""What several commands share: how an option is declared, how progress and results are said."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

Run = Callable[[argparse.Namespace], int]


def add_command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    *,
    says: str,
    example: str,
    run: Run,
    has_json: bool = True,
) -> argparse.ArgumentParser:
    """Declare a command with its one-line purpose and an example that works."""
    parser = commands.add_parser(
        name,
        help=says,
        description=says,
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    if has_json:
        parser.add_argument("--json", action="store_true", help="say the result as JSON, for other programs")
    parser.set_defaults(run=run)
    return parser


def add_folder(parser: argparse.ArgumentParser) -> None:
    """The programme folder every analysis starts from."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a programme folder")


def progress(message: str) -> None:
    """One line on what is being done now, on the error stream so that results can be piped."""
    with suppress(OSError):  # who does not listen to it any longer still wants the work done
        print(f"  {message}", file=sys.stderr, flush=True)


def say_result(arguments: argparse.Namespace, text: str, as_json: Mapping[str, object]) -> None:
    """The result on standard output, in words or as JSON."""
    print(json.dumps(as_json, ensure_ascii=False, indent=1) if arguments.json else text, flush=True)
