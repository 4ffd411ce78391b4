"""`heard report FOLDER --wave W --area A --out DIR`: what a council puts on the table."""

import argparse
from datetime import date
from pathlib import Path

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


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "report",
        says="Write a council's report for a wave.",
        example="heard report spring-2026 --wave 2026 --area X0000001 --level working --out reports",
        run=run,
    )
    add_folder(parser)
    parser.add_argument("--wave", required=True, help="the wave's key in programme.toml")
    parser.add_argument("--area", required=True, help="the council's code")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where to write the report")
    parser.add_argument(
        "--level",
        choices=[level.value for level in Level],
        default=Level.PUBLIC.value,
        help="who it is for; public where none is named",
    )
    parser.add_argument("--kind", choices=["full"], default="full", help="which report (full)")
    parser.add_argument("--format", choices=["html"], default="html", help="which format (html)")
    add_record(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the report and say where it is and what the ledger holds of it."""
    from heard.programme.report import hand_out_report

    done = hand_out_report(
        arguments.folder,
        wave=arguments.wave,
        area=arguments.area,
        level=Level(arguments.level),
        out=arguments.out,
        today=date.today(),
        by=arguments.by,
        dry_run=arguments.dry_run,
        progress=progress,
    )
    lines = [f"Written: {done.path}"]
    if arguments.dry_run:
        lines = [f"Would be written: {done.path}", say_dry(arguments.out)]
    if done.withheld:
        lines.append(say_withheld(done.withheld))
    if done.entry is not None:
        entry, facts = done.entry, done.entry.facts.sha256[:12]
        lines.append(f"Recorded as entry {entry.number} of the ledger, facts {facts}: {entry.hash}")
        if kept := say_name_kept(arguments.by, entry.by):
            lines.append(kept)
    elif arguments.by and arguments.level == Level.WORKING:
        lines.append("A report at level working is recorded nowhere: --by was not used.")
    say_result(
        arguments,
        "\n".join(lines),
        {
            "report": str(done.path),
            "level": arguments.level,
            "withheld": [dict(zip(("survey", "indicator"), each, strict=True)) for each in done.withheld],
            "entry": entry_as_json(done.entry),
            "dry_run": arguments.dry_run,
        },
    )
    return 0
