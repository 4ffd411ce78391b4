"""`heard demo`: a made-up programme, its reports, and the site on it, on this machine only."""

import argparse
import json
from datetime import date
from pathlib import Path

from heard.base.files import write_text
from heard.cli.arguments import add_command, progress, say_result
from heard.cli.demo_site import Address, Ready, make_site, read_environment, run_site, take_address

DEFAULT_PORT = 8000
DEFAULT_FOLDER = Path("var/demo")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "demo",
        says="Make a made-up programme, one council's reports and a site on it; open all of it on this machine.",
        example="heard demo --port 8000",
        run=run,
    )
    parser.add_argument(
        "--port", type=int, default=DEFAULT_PORT, help="port on loopback; 0 = any free one (8000)"
    )
    parser.add_argument("--folder", type=Path, default=DEFAULT_FOLDER, help="where its files lie (var/demo)")
    parser.add_argument(
        "--ready-file", type=Path, help="JSON written once the site answers: addresses, people, unused codes"
    )
    # For tests: a programme that is made in seconds.
    parser.add_argument("--councils", type=int, default=80, help=argparse.SUPPRESS)
    parser.add_argument("--responses", type=int, default=30_000, help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Prepare what is not there yet, run the site until Ctrl-C."""
    if arguments.ready_file:
        arguments.ready_file.unlink(missing_ok=True)  # that of an earlier demo says nothing of this one
    folder: Path = arguments.folder.absolute()
    with take_address(arguments.port) as address:
        _prepare(folder, arguments.councils, arguments.responses)
        environment = read_environment(folder)
    return run_site(address, environment, lambda ready: _announce(arguments, address, folder, ready))


def _prepare(folder: Path, councils: int, responses: int) -> None:
    from heard.programme.demo import REPORTS, TOLD, Size, find_demo, hold_demo, make_demo, stamp_demo

    size, today = Size(councils, responses), date.today()
    with hold_demo(folder, progress=progress):
        if find_demo(folder, size=size, progress=progress):
            return
        with make_site(folder, councils=councils, responses=responses, today=today) as site:
            demo = make_demo(folder, size=size, today=today, progress=progress)
            site.finish({"told": (folder / REPORTS / TOLD).as_posix()})
        stamp_demo(folder, demo)


def _announce(arguments: argparse.Namespace, address: Address, folder: Path, ready: Ready) -> None:
    """The site answers: say so, to whoever waits for the file too."""
    if arguments.ready_file:
        write_text(arguments.ready_file, json.dumps(ready, ensure_ascii=False, indent=1) + "\n")
    say_result(arguments, _say(address, folder, ready), dict(ready))


def _say(address: Address, folder: Path, ready: Ready) -> str:
    users = "".join(
        f"\n    {user['role'].replace('_', ' '):<14} {user['email']:<34} {user['password']}"
        for user in ready["users"]
    )
    codes = "".join(
        f"\n    ages {survey:<6} {unused[0] if unused else 'every code is used'}"
        for survey, unused in ready["codes"].items()
    )
    return (
        f"\nHeard, with made-up data: {ready['public']['start']}\n"
        f"  a child answers at {ready['url']} with a code:{codes}\n"
        f"  sign in at {address.url}sign-in/ as:{users}\n"
        f"  key files, and what opens them: {folder / 'keys'}\n"
        f"  the last wave's report: {ready['public']['report']}\n"
        "Stop with Ctrl-C. Run again, it goes on from here at once."
    )
