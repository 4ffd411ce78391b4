"""`heard synthesise OUT`: a made-up national programme to learn and to test with."""

import argparse
from pathlib import Path

from heard.cli.arguments import add_command, progress, say_result


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "synthesise",
        says="Make a programme folder of invented councils with made-up answers.",
        example="heard synthesise made-up --areas 80 --waves 2 --responses 30000 --seed 1",
        run=run,
    )
    parser.add_argument("out", type=Path, metavar="OUT", help="the folder to make")
    parser.add_argument("--areas", type=int, default=80, help="how many councils (80)")
    parser.add_argument("--waves", type=int, default=2, help="how many waves (2)")
    parser.add_argument("--responses", type=int, default=30_000, help="how many responses in all (30,000)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same folder (1)")
    parser.add_argument(
        "--plant", type=Path, help="CSV wave,area,survey,indicator,difference: true differences to be found"
    )
    parser.add_argument(
        "--between", type=float, help="how far councils truly differ, SD on the probit scale; 0 = not at all"
    )


def run(arguments: argparse.Namespace) -> int:
    """Make the folder and say where it is."""
    from heard.programme import make_programme

    make_programme(
        arguments.out,
        areas=arguments.areas,
        waves=arguments.waves,
        responses=arguments.responses,
        seed=arguments.seed,
        plant=arguments.plant,
        between=arguments.between,
        progress=progress,
    )
    say_result(arguments, f"Made up: {arguments.out}", {"folder": str(arguments.out), "made_up": True})
    return 0
