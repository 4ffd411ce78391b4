"""`heard demo`: a made-up programme, its report and its files, served on this machine only."""

import argparse
import json
from pathlib import Path

from heard.base.files import write_text
from heard.cli.arguments import add_command, progress
from heard.cli.serving import serve_folder

DEFAULT_PORT = 8000
DEFAULT_FOLDER = Path("var/demo")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "demo",
        says="Make a made-up programme of councils, write one council's report, and open both on this machine.",
        example="heard demo --port 8000",
        run=run,
    )
    parser.add_argument(
        "--port", type=int, default=DEFAULT_PORT, help="port on loopback; 0 = any free one (8000)"
    )
    parser.add_argument("--folder", type=Path, default=DEFAULT_FOLDER, help="where its files lie (var/demo)")
    parser.add_argument(
        "--ready-file", type=Path, help="JSON written once the pages answer: addresses to open"
    )


def run(arguments: argparse.Namespace) -> int:
    """Prepare what is not there yet, serve it until Ctrl-C."""
    from heard.programme.demo import prepare_demo

    demo = prepare_demo(arguments.folder, progress=progress)
    with serve_folder(arguments.folder, port=arguments.port) as url:
        ready = {
            "url": url,
            "council": demo.council,
            "users": [],
            "codes": {},
            "public": {"report": f"{url}{demo.report}", "files": f"{url}files.html"},
        }
        if arguments.ready_file:
            write_text(arguments.ready_file, json.dumps(ready, ensure_ascii=False, indent=1) + "\n")
        print(f"\nHeard, with made-up data: {url}\n  the report of {demo.council}: {url}{demo.report}")
        print(
            f"  its files: {url}files.html\nStop with Ctrl-C. Run again, it goes on from here at once.",
            flush=True,
        )
        _wait()
    return 0


def _wait() -> None:
    """Until Ctrl-C or a polite kill, which end the demo as it should end."""
    import signal
    import threading

    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    try:
        stopped.wait()
    except KeyboardInterrupt:
        print("\nStopped.")
