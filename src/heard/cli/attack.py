"""`heard attack FOLDER...`: what an outsider can work out from everything that was published, and what words told."""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from heard.base.errors import CheckFailed
from heard.base.messages import count_of
from heard.cli.arguments import add_command, progress, say_result

if TYPE_CHECKING:
    from heard.disclosure.attack import Attack, Breach
    from heard.programme.told import ToldBreach

PATHS_SAID = 20  # all of them with --json
IN_WORDS = {
    "shown_small": "printed although too small",
    "recovered": "hidden, and can be one number only",
    "small": "hidden, and can only be some, fewer than the threshold",
    "somebody": "small, and cannot be nobody",
    "insider": "given away to somebody who knows one answer",
    "undecided": "not shown to be safe in time",
    "contradiction": "printed numbers that do not fit together",
}
TOLD_IN_WORDS = {
    "unmarked": "with a figure that names no finding",
    "changed": "saying what the published figures do not",
    "not_shown": "quoting what nobody was shown",
    "elsewhere": "of another council or wave",
    "unread": "that could not be read",
}
CONTRADICTION = "The printed numbers of {cells} do not fit together"


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "attack",
        says="Try to work out what was left unsaid, from all that was; exit 1 where a child could be given away.",
        example="heard attack release-2025 release-2026",
        run=run,
    )
    parser.add_argument(
        "directories",
        type=Path,
        nargs="+",
        metavar="FOLDER",
        help="a release, with tables.csv and ledger.json; or a programme folder: all that its ledger holds",
    )
    parser.add_argument(
        "--page",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        dest="pages",
        help="what was told in words, saved as HTML (or .txt): a page of you said, we did, a letter. Every figure in "
        "it must be one that the public tables bear; as often as there are files",
    )


def run(arguments: argparse.Namespace) -> int:
    """Attack and say what was found; exit 1 where anything was."""
    from heard.programme import attack_releases
    from heard.programme.told import attack_pages

    directories, pages = arguments.directories, arguments.pages
    told = attack_pages(directories, pages, progress=progress) if pages else ()
    done = attack_releases(directories, progress=progress)
    safe = done.safe and not told
    as_json = {
        "safe": safe,
        "levels": {
            level.value: {
                "read": each.judged,
                "hidden": each.hidden,
                "banded": each.banded,
                "shown": each.shown,
            }
            for level, each in done.tallies.items()
        },
        "not_judged": [
            dict(zip(("reader", "area", "wave"), each, strict=True)) for each in _list_not_judged(done)
        ],
        "notes": list(done.notes),
        "breaches": [asdict(breach) for breach in done.breaches],
        "told": [asdict(breach) for breach in told],
    }
    lines = [*_say(done), *(_say_told(told, pages) if pages else ())]
    say_result(arguments, "\n".join(lines), as_json)
    return 0 if safe else CheckFailed.exit_code


def _say_told(told: Sequence["ToldBreach"], pages: Sequence[Path]) -> list[str]:
    """What the words told beside the tables; each with its file and its sentence."""
    if not told:
        return [f"{count_of(len(pages), 'page')} read: every figure in words is one that anybody may read."]
    kinds = Counter(str(breach.kind) for breach in told)
    lines = [
        f"{count_of(number, 'sentence')} {TOLD_IN_WORDS[kind]}" for kind, number in sorted(kinds.items())
    ]
    lines += [f"  {each.file}: “{each.sentence}” {each.why}" for each in told[:PATHS_SAID]]
    more = len(told) - PATHS_SAID
    return [*lines, f"and {more:,} more; all of them with --json"] if more > 0 else lines


def _say(done: "Attack") -> list[str]:
    lines = [
        f"{level}: {count_of(each.judged, 'cell')} read: {each.hidden:,} hidden, {each.banded:,} said as a band, "
        f"{each.shown:,} shown."
        for level, each in done.tallies.items()
    ]
    lines += [
        f"Not judged: {area}, wave {wave}, as {reader} readers know it. Its printed numbers do not fit together; what "
        "could be worked out of it is not known."
        for reader, area, wave in _list_not_judged(done)
    ]
    lines += done.notes
    if done.safe:
        return [*lines, "Nothing that must stay hidden could be worked out."]
    kinds = Counter(str(breach.kind) for breach in done.breaches)
    lines += [_say_kind(kind, number) for kind, number in sorted(kinds.items())]
    lines += [_say_path(breach) for breach in done.breaches[:PATHS_SAID]]
    more = len(done.breaches) - PATHS_SAID
    return [*lines, f"and {more:,} more; all of them with --json"] if more > 0 else lines


def _list_not_judged(done: "Attack") -> list[tuple[str, str, str]]:
    """Readers, council and wave of which nothing is judged: no table at all fits what was published."""
    contradicted = [each for each in done.breaches if each.kind == "contradiction"]
    return sorted({(each.reader, each.area, each.wave) for each in contradicted})


def _say_kind(kind: str, number: int) -> str:
    cells = count_of(number, "cell")
    return CONTRADICTION.format(cells=cells) if kind == "contradiction" else f"{cells} {IN_WORDS[kind]}"


def _say_path(breach: "Breach") -> str:
    whose = "everybody" if breach.group == "all" else f"{breach.group} {breach.level}"
    number = f", {breach.least}" if breach.least == breach.most else f", {breach.least} to {breach.most}"
    number = "" if breach.kind == "contradiction" else number  # it has none
    supposed = f" ({breach.reading})" if breach.reading else ""
    return (
        f"  {IN_WORDS[breach.kind]}: {breach.reader} readers, {breach.area} {breach.wave}, {whose}{number}: "
        f"{breach.path}{supposed}"
    )
