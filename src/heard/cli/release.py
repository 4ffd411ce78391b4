"""`heard release FOLDER --wave W --out DIR`: protected tables, recorded in the ledger."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from heard.base.messages import count_of
from heard.base.policy import Level
from heard.cli.arguments import (
    add_command,
    add_folder,
    progress,
    say_dry,
    say_name_kept,
    say_result,
    say_withheld,
)
from heard.cli.recording import add_record, entry_as_json

if TYPE_CHECKING:
    from heard.programme.release import Released


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "release",
        says="Publish a wave's protected tables and record them in the ledger; exit 1 where a council is refused.",
        example='heard release spring-2026 --wave 2026 --out open-data --by "Participation team"',
        run=run,
    )
    add_folder(parser)
    parser.add_argument("--wave", required=True, help="the wave's key in programme.toml")
    parser.add_argument("--area", help="one council's code; left out: all of them and the nation")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where to write the tables")
    parser.add_argument(
        "--level",
        choices=[Level.PUBLIC.value, Level.BOARD.value],
        default=Level.PUBLIC.value,
        help="who they are for; public where none is named",
    )
    add_record(parser)


def run(arguments: argparse.Namespace) -> int:
    """Release and say what was recorded."""
    from heard.programme.release import release_tables

    done = release_tables(
        arguments.folder,
        wave=arguments.wave,
        area=arguments.area,
        out=arguments.out,
        level=Level(arguments.level),
        by=arguments.by,
        dry_run=arguments.dry_run,
        today=date.today(),
        progress=progress,
    )
    counts = {word: _count(done, symbol) for word, symbol in (("shown", ""), ("bands", "b"), ("hidden", "c"))}
    say_result(
        arguments,
        _say(arguments, done, counts),
        {
            "out": str(arguments.out),
            "wave": arguments.wave,
            "level": arguments.level,
            "areas": list(done.areas),
            **counts,
            "withheld": [
                dict(zip(("area", "survey", "indicator"), each, strict=True)) for each in done.withheld
            ],
            "refused": dict(done.refused),
            "entry": entry_as_json(done.entry),
            "dry_run": arguments.dry_run,
        },
    )
    return 1 if done.refused else 0


def _count(done: "Released", symbol: str) -> int:
    return sum(each == symbol for each in done.facts["symbol"])


def _say(arguments: argparse.Namespace, done: "Released", counts: dict[str, int]) -> str:
    from heard.programme.release_folder import COVER_SHEET, TABLES

    councils = count_of(len(done.areas), "council")
    lines = [f"{arguments.level}, wave {arguments.wave}, {councils}: {_say_counts(done, counts)}"]
    if done.withheld:
        lines.append(say_withheld(done.withheld))
    lines += [_say_refused(each) for each in done.refused.values()]
    if done.entry is None:
        return "\n".join([*lines, say_dry(arguments.out)])
    recorded = "Recorded" if done.is_new else "The same was recorded before,"
    lines.append(f"{recorded} as entry {done.entry.number} of the ledger: {done.entry.hash}")
    if kept := say_name_kept(arguments.by, done.entry.by):
        lines.append(kept)
    return "\n".join([*lines, f"Written to {arguments.out}: {TABLES}, {COVER_SHEET}"])


def _say_refused(why: str) -> str:
    from heard.programme.safeguard import FIND_OUT

    return f"{why} Nothing new is said of it. {FIND_OUT}"


def _say_counts(done: "Released", counts: dict[str, int]) -> str:
    """How many cells say how much. Of the rest it is said what they are only where most of them are that."""
    said = f"of {count_of(done.facts.height, 'cell')} {counts['shown']:,} are shown, {counts['bands']:,} as bands"
    rest = [
        group for group, symbol in done.facts.select("group", "symbol").iter_rows() if symbol not in ("", "b")
    ]
    of_groups = sum(group != "all" for group in rest)
    if 2 * of_groups > len(rest):
        return f"{said}; most of the rest are of groups too small to tell of."
    return f"{said}; the rest are not told."
