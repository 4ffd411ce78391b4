"""The `heard` command: reads its arguments, calls one thing, says what happened, ends with a named exit code.

0 done · 1 a check found something · 2 what the user gave cannot be used · 3 a fault of ours.
"""

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from io import TextIOWrapper

import heard
from heard.base.errors import HeardError, UserError
from heard.base.files import say_why
from heard.base.messages import make_visible
from heard.cli import (
    analyse,
    attack,
    audit,
    check,
    check_catalogue,
    cohort,
    demo,
    keys,
    load,
    manage,
    map_columns,
    method,
    release,
    report,
    serve,
    synthesise,
)

COMMANDS = (
    demo,
    synthesise,
    check,
    map_columns,
    cohort,
    analyse,
    load,
    report,
    release,
    attack,
    method,
    check_catalogue,
    serve,
    manage,
    audit,
    keys,
)
INTERRUPTED = 130
OUR_FAULT = HeardError.exit_code


def run(argv: Sequence[str] | None = None) -> None:
    """Entry point of the console script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # None where it was closed
            stream.reconfigure(errors="backslashreplace")  # a terminal without ü must not stop the work
    sys.exit(main(argv))


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
    except HeardError as error:
        _say(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        _say("Stopped. What was already written is whole.")
        return INTERRUPTED
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 the reader has gone
        return 0
    except OSError as error:
        _say(_say_of_the_disk(error))
        return UserError.exit_code
    except Exception as fault:  # noqa: BLE001 the last line of defence: say it is ours, and show no data
        _say_our_fault(fault)
        return OUR_FAULT
    return code


def parser() -> argparse.ArgumentParser:
    """The parser of every command."""
    top = argparse.ArgumentParser(
        prog="heard", description="From a programme folder of responses to honest findings and reports."
    )
    top.add_argument("--version", action="version", version=f"heard {heard.__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_to(commands)
    return top


def _say(text: str) -> None:
    for line in text.splitlines():
        print(make_visible(line), file=sys.stderr)


def _say_of_the_disk(error: OSError) -> str:
    """A file that cannot be opened and a disk that is full are nobody's fault, and for the user to put right."""
    what = error.filename2 or error.filename
    where = f"{what}: " if isinstance(what, str) else ""
    return f"{where}{say_why(error)}. Put that right and try again; nothing half written was left."


def _say_our_fault(fault: Exception) -> None:
    """Where it happened, not what stood there: an exception's own message may hold a child's answer."""
    print("This is a fault of Heard, not of your files. Nothing half written was left.", file=sys.stderr)
    for frame in traceback.extract_tb(fault.__traceback__):
        print(f"  {frame.filename}:{frame.lineno} {frame.name}", file=sys.stderr)
    print(f"  {type(fault).__name__} (set HEARD_DEBUG=1 to see its message)", file=sys.stderr)
    if os.environ.get("HEARD_DEBUG"):
        print(f"  {fault}", file=sys.stderr)
