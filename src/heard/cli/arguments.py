"""What several commands share: how an option is declared, how progress and results are said."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from heard.base.messages import make_visible, name_some

WITHHELD_NAMED = 5  # all of them with --json

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
        print(f"  {make_visible(message)}", file=sys.stderr, flush=True)


def say_result(arguments: argparse.Namespace, text: str, as_json: Mapping[str, object]) -> None:
    """The result on standard output, in words or as JSON; nothing in it can command a terminal."""
    words = json.dumps(as_json, ensure_ascii=False, indent=1) if arguments.json else text
    plain = _escape if arguments.json else make_visible
    print("\n".join(plain(line) for line in words.split("\n")), flush=True)


def _escape(words: str) -> str:
    """The same JSON, with what nobody sees as JSON writes it out."""
    return "".join(letter if letter.isprintable() else json.dumps(letter)[1:-1] for letter in words)


def say_dry(out: Path) -> str:
    """What a dry run left as it was, and what it may have written all the same."""
    return (
        f"Nothing was recorded, and nothing written to {out} (--dry-run). The responses may have been stored anew in "
        "the programme's folder dataset."
    )


def say_withheld(questions: Sequence[tuple[str, ...]]) -> str:
    """What the attacker could break, each by its title and then where: area and survey, or survey alone."""
    from heard.catalogue import load_catalogue

    indicators = load_catalogue().indicators
    titles = {key: each.title for key, each in indicators.items()}
    named = [f"{titles.get(key, 'How many took part')} ({' '.join(place)})" for *place, key in questions]
    return f"Withheld, because the attacker could break them: {name_some(named, WITHHELD_NAMED)}."


def say_name_kept(given: str, recorded: str) -> str:
    """That a name was given in vain, because what is recorded is never changed; empty where it was not."""
    if given == recorded or not given:
        return ""
    whose = f"in the name of {recorded}" if recorded else "in nobody's name"
    return f"It stays recorded {whose}: an entry of the ledger is never changed, and --by was not used."
