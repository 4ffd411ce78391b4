"""`heard report FOLDER --wave W --area A --out DIR`: what a council puts on the table."""

import argparse
from pathlib import Path

from heard.base.policy import Level
from heard.cli.arguments import add_command, add_folder, progress, say_result


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


def run(arguments: argparse.Namespace) -> int:
    """Write the report and say where it is."""
    from heard.programme import write_report

    path = write_report(
        arguments.folder,
        wave=arguments.wave,
        area=arguments.area,
        level=Level(arguments.level),
        out=arguments.out,
        progress=progress,
    )
    say_result(arguments, f"Written: {path}", {"report": str(path), "level": arguments.level})
    return 0
