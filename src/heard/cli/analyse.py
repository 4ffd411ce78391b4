"""`heard analyse FOLDER --wave W --out DIR`: estimates, comparisons and findings of one wave."""

import argparse
from pathlib import Path

from heard.base.messages import count_of
from heard.cli.arguments import add_command, add_folder, progress, say_result

ENGINES = ("local", "duckdb", "spark", "postgres")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "analyse",
        says="Count, estimate, compare and find, for every council of a wave or for one.",
        example="heard analyse spring-2026 --wave 2026 --out spring-2026-analysis",
        run=run,
    )
    add_folder(parser)
    parser.add_argument("--wave", required=True, help="the wave's key in programme.toml")
    parser.add_argument("--area", help="one council's code; left out: all of them and the nation")
    parser.add_argument(
        "--engine",
        choices=ENGINES,
        default=ENGINES[0],
        help="what counts the cube: this program, or what [engine] in programme.toml names; the figures are the same",
    )
    parser.add_argument(
        "--add",
        action="store_true",
        help="add to the cube that stands in DIR: only response files it did not count are counted",
    )
    parser.add_argument(
        "--weighted",
        action="store_true",
        help="also weight answers so that who answered resembles the cohort (flags never rest on it)",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where to write the files")


def run(arguments: argparse.Namespace) -> int:
    """Analyse and say what was written."""
    from heard.programme import analyse
    from heard.programme.engines import EngineName

    done = analyse(
        arguments.folder,
        wave=arguments.wave,
        area=arguments.area,
        out=arguments.out,
        weighted=arguments.weighted,
        engine=EngineName(arguments.engine),
        add=arguments.add,
        progress=progress,
    )
    found, counted = count_of(done.findings, "finding"), count_of(done.responses, "response")
    words = f"{found} from {counted}. Written to {arguments.out}: "
    say_result(
        arguments,
        words + ", ".join(done.files),
        {
            "out": str(arguments.out),
            "files": list(done.files),
            "responses": done.responses,
            "findings": done.findings,
        },
    )
    return 0
