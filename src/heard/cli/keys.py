"""`heard keys make`: a wave's key in two files, for two named people outside the council's line of work."""

import argparse
from pathlib import Path

from heard.cli.arguments import add_command
from heard.cli.site import become

MAKE = "heard.web.waves.make_keys"


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "keys",
        says="Make a wave's key: a key file for each of two holders, and the public key for the coordinator.",
        example="heard keys make --council X0000001 --wave 2026-27 --out keys",
        run=run,
    )
    parser.add_argument("action", choices=["make"], help="make = make a new key")
    parser.add_argument("--council", required=True, help="the council's code")
    parser.add_argument("--wave", required=True, help="the wave's key")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="where the three files are written"
    )


def run(arguments: argparse.Namespace) -> int:
    """Never returns: the site's own code takes this process's place, and asks for the passphrases."""
    chosen = ["--council", arguments.council, "--wave", arguments.wave, "--out", str(arguments.out)]
    become(MAKE, [*chosen, *(["--json"] if arguments.json else [])])
