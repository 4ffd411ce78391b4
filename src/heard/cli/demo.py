"""`heard demo`: a made-up programme, its report and its files, served on this machine only."""

import argparse
import json
import signal
import threading
from pathlib import Path

from heard.base.files import write_text
from heard.cli.arguments import add_command, progress, say_result
from heard.cli.serving import serve

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

    if arguments.ready_file:
        arguments.ready_file.unlink(missing_ok=True)  # that of an earlier demo says nothing of this one
    with serve(arguments.port) as site:
        demo = prepare_demo(arguments.folder, progress=progress)
        site.show({name: arguments.folder / name for name in demo.files})
        stopped = _stop_politely()
        report, files = f"{site.url}{demo.report}", f"{site.url}files.html"
        ready = {
            "url": site.url,
            "council": demo.council,
            "users": [],
            "codes": {},
            "public": {"report": report, "files": files},
        }
        if arguments.ready_file:
            write_text(arguments.ready_file, json.dumps(ready, ensure_ascii=False, indent=1) + "\n")
        words = (
            f"\nHeard, with made-up data: {site.url}\n  the report of {demo.council}: {report}\n"
            f"  its files: {files}\nStop with Ctrl-C. Run again, it goes on from here at once."
        )
        say_result(arguments, words, ready)
        _wait(stopped)
    return 0


def _stop_politely() -> threading.Event:
    """Set by a polite kill, which ends the demo as Ctrl-C does."""
    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    return stopped


def _wait(stopped: threading.Event) -> None:
    try:
        stopped.wait()
    except KeyboardInterrupt:
        print("\nStopped.")
