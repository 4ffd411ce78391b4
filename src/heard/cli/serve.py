"""`heard serve`: the site as one process group."""

import argparse

from heard.cli.arguments import add_command
from heard.cli.site import SITE, become

DEFAULT_PORT = 8000
LOOPBACK = "127.0.0.1"


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "serve",
        says="Run the site until Ctrl-C: web server, one worker and the clock. The environment holds its settings.",
        example="heard serve --port 8000",
        run=run,
        has_json=False,
    )
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="0 = any free one (8000)")
    parser.add_argument("--address", default=LOOPBACK, help="where it listens: this machine only (127.0.0.1)")
    parser.add_argument(
        "--no-worker",
        action="store_true",
        help="web server only: worker and clock run apart (heard manage work, clock)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Never returns: the site takes this process's place."""
    alone = ["--no-worker"] if arguments.no_worker else []
    become(SITE, ["serve", "--port", str(arguments.port), "--address", arguments.address, *alone])
