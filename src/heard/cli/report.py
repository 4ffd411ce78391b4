"""`heard report FOLDER --wave W --area A --out DIR`: what a council puts on the table, and hands to children."""

import argparse
import os
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from heard.base.errors import UserError
from heard.base.messages import count_of, quote
from heard.base.policy import Level
from heard.base.surveys import Family
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
from heard.reports.outputs import Format, Kind

if TYPE_CHECKING:
    from heard.programme.report_set import ReportSet

ALL, TOGETHER, EACH = "all", "together", "each"

Name = TypeVar("Name", bound=StrEnum)


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "report",
        says="Write a council's reports for a wave: for every reader, in the formats people use.",
        example="heard report spring-2026 --wave 2026 --area X0000001 --kind all --format all --out reports",
        run=run,
    )
    add_folder(parser)
    parser.add_argument("--wave", required=True, help="the wave's key in programme.toml")
    parser.add_argument(
        "--area",
        required=True,
        help="the council's code; all: every council that answered, each in its own folder",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where to write the reports")
    parser.add_argument(
        "--level",
        choices=[level.value for level in Level],
        default=Level.PUBLIC.value,
        help="who full reports, summaries, slides and tables are for; public where none is named. What anybody may "
        "read (children, board, poster, postcard, easy_read) is made of public figures always",
    )
    parser.add_argument(
        "--kind",
        default=Kind.FULL.value,
        metavar="KINDS",
        help=f"{_listed(Kind)}; board is the committee paper",
    )
    parser.add_argument("--format", default=Format.HTML.value, metavar="FORMATS", help=_listed(Format))
    parser.add_argument(
        "--family",
        choices=[TOGETHER, EACH, *(family.value for family in Family)],
        default=TOGETHER,
        help="children in care and care leavers in one report, each in their own, or one of them",
    )
    parser.add_argument(
        "--words", type=Path, metavar="FILE", help="a TOML file with the council's own words and quotations"
    )
    add_record(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the reports and say where they are and what the ledger holds of them; of all councils, who was refused."""
    return run_all(arguments) if arguments.area == ALL else run_one(arguments)


def run_all(arguments: argparse.Namespace) -> int:
    """Every council's, family by family; 1 where one was refused."""
    from heard.programme.counted import count_programme
    from heard.programme.report_sets import Asked, list_answering, write_sets

    if arguments.dry_run or arguments.words or arguments.family not in (TOGETHER, EACH):
        raise UserError("Of all councils: without --dry-run, --words and --family. Nothing was written.")
    asked = Asked(
        folder=arguments.folder,
        wave=arguments.wave,
        level=Level(arguments.level),
        out=arguments.out,
        today=date.today(),
        kinds=_chosen(arguments.kind, Kind, "--kind"),
        formats=_chosen(arguments.format, Format, "--format"),
        by=arguments.by,
    )
    counted = count_programme(arguments.folder, wave=arguments.wave, progress=progress)
    areas = list_answering(counted, arguments.wave)
    found = []
    for each in write_sets(asked, areas):
        progress(f"{each.done} of {len(areas)}: {each.area}, {each.refused or count_of(each.files, 'file')}")
        found.append(each)
    refused = {each.area: each.refused for each in found if each.refused}
    lines = [f"Written: {count_of(len(found) - len(refused), 'council')} in {arguments.out}"]
    lines += [f"Not written: {area}: {why}" for area, why in sorted(refused.items())]
    files = {each.area: each.files for each in sorted(found, key=lambda each: each.area)}
    say_result(arguments, "\n".join(lines), {"files": files, "refused": refused})
    return 1 if refused else 0


def run_one(arguments: argparse.Namespace) -> int:
    """One council's."""
    from heard.programme.additions import read_additions
    from heard.programme.counted import count_programme
    from heard.programme.report_set import write_set
    from heard.reports.additions import NOTHING_ADDED

    kinds, formats = _chosen(arguments.kind, Kind, "--kind"), _chosen(arguments.format, Format, "--format")
    counted = count_programme(arguments.folder, wave=arguments.wave, area=arguments.area, progress=progress)
    words = arguments.words
    done = write_set(
        counted,
        wave=arguments.wave,
        area=arguments.area,
        level=Level(arguments.level),
        kinds=kinds,
        formats=formats,
        families=None if arguments.family in (TOGETHER, EACH) else (Family(arguments.family),),
        together=arguments.family == TOGETHER,
        additions=read_additions(words, counted.catalogue) if words else NOTHING_ADDED,
        out=arguments.out,
        today=date.today(),
        by=arguments.by,
        dry_run=arguments.dry_run,
        processes=os.cpu_count() or 1,
        progress=progress,
    )
    say_result(arguments, "\n".join(_lines(done, arguments)), _as_json(done, arguments))
    return 0


def _lines(done: "ReportSet", arguments: argparse.Namespace) -> list[str]:
    written = "Would be written" if arguments.dry_run else "Written"
    lines = [f"{written}: {file.path}" for file in done.files]
    if arguments.dry_run:
        lines.append(say_dry(arguments.out))
    withheld = dict.fromkeys(each for level in done.withheld.values() for each in level)
    if withheld:
        lines.append(say_withheld(tuple(withheld)))
    for entry in filter(None, done.entries.values()):
        facts = entry.facts.sha256[:12]
        lines.append(f"Recorded as entry {entry.number} of the ledger, facts {facts}: {entry.hash}")
        if kept := say_name_kept(arguments.by, entry.by):
            lines.append(kept)
    if arguments.by and arguments.level == Level.WORKING and not any(done.entries.values()):
        lines.append("A report at level working is recorded nowhere: --by was not used.")
    return [*lines, *done.left_out]


def _as_json(done: "ReportSet", arguments: argparse.Namespace) -> Mapping[str, object]:
    return {
        "files": [
            {
                "path": str(file.path),
                "kind": file.kind,
                "format": file.format,
                "level": file.level,
                "family": file.family,
                "survey": file.survey,
            }
            for file in done.files
        ],
        "level": arguments.level,
        "withheld": {
            level: [dict(zip(("survey", "indicator"), each, strict=True)) for each in broken]
            for level, broken in done.withheld.items()
        },
        "entries": {level: entry_as_json(entry) for level, entry in done.entries.items()},
        "left_out": list(done.left_out),
        "dry_run": arguments.dry_run,
    }


def _listed(names: type[StrEnum]) -> str:
    return f"{ALL}, or one or more of these with commas between: {', '.join(each.value for each in names)}"


def _chosen(given: str, names: type[Name], option: str) -> tuple[Name, ...]:
    """The names in a list with commas; a wrong one is said with what is allowed."""
    wanted = [part.strip() for part in given.split(",") if part.strip()]
    if ALL in wanted:
        return tuple(names)
    known = {each.value: each for each in names}
    wrong = [part for part in wanted if part not in known]
    if wrong or not wanted:
        said = f"{quote(wrong[0])} is none of them" if wrong else "names none"
        raise UserError(f"{option}: {said}. Allowed: {_listed(names)}.")
    return tuple(each for each in names if each.value in wanted)
