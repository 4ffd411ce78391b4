"""`heard attack DIR...`: what an outsider can work out from everything that was published."""

import argparse
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from heard.base.errors import CheckFailed
from heard.base.messages import count_of
from heard.cli.arguments import add_command, progress, say_result

if TYPE_CHECKING:
    from heard.disclosure.attack import Attack, Breach

PATHS_SAID = 20  # all of them with --json
IN_WORDS = {
    "shown_small": "printed, and too small",
    "recovered": "hidden, and can be one number only",
    "small": "can only be some, and fewer than the threshold",
    "somebody": "small, and cannot be nobody",
    "insider": "betrayed to who knows one answer",
    "undecided": "not shown to be safe in time",
    "contradiction": "no table fits what was published",
}


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "attack",
        says="Try to work out what releases hide, all of them together; exit 1 where a child could be given away.",
        example="heard attack release-2025 release-2026",
        run=run,
    )
    parser.add_argument(
        "directories",
        type=Path,
        nargs="+",
        metavar="DIR",
        help="a release: a folder with tables.csv and ledger.json",
    )


def run(arguments: argparse.Namespace) -> int:
    """Attack and say what was found; exit 1 where anything was."""
    from heard.programme import attack_releases

    done = attack_releases(arguments.directories, progress=progress)
    as_json = {
        "safe": done.safe,
        "levels": {level.value: asdict(each) for level, each in done.tallies.items()},
        "notes": list(done.notes),
        "breaches": [asdict(breach) for breach in done.breaches],
    }
    say_result(arguments, "\n".join(_say(done)), as_json)
    return 0 if done.safe else CheckFailed.exit_code


def _say(done: "Attack") -> list[str]:
    lines = [
        f"{level}: {count_of(each.judged, 'cell')} judged: {each.hidden:,} hidden, {each.banded:,} said as a band, "
        f"{each.shown:,} shown."
        for level, each in done.tallies.items()
    ]
    lines += done.notes
    if done.safe:
        return [*lines, "Nothing could be worked out that must not be."]
    kinds = Counter(breach.kind for breach in done.breaches)
    lines += [f"{count_of(number, 'cell')} {IN_WORDS[kind]}" for kind, number in sorted(kinds.items())]
    lines += [_say_path(breach) for breach in done.breaches[:PATHS_SAID]]
    more = len(done.breaches) - PATHS_SAID
    return [*lines, f"and {more:,} more; all of them with --json"] if more > 0 else lines


def _say_path(breach: "Breach") -> str:
    whose = "everybody" if breach.group == "all" else f"{breach.group} {breach.level}"
    number = f"{breach.least}" if breach.least == breach.most else f"{breach.least} to {breach.most}"
    supposed = f" ({breach.reading})" if breach.reading else ""
    return (
        f"  {breach.kind}, {breach.reader} readers, {breach.area} {breach.wave}, {whose}, {number}: "
        f"{breach.path}{supposed}"
    )
