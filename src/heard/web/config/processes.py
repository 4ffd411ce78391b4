"""The site as one process group: web server, one worker and the clock, and the supervisor that looks after them.

The supervisor starts each in a process group of its own, starts again what ended by itself, and ends all when it is
told to. When it is killed they end too (heard.web.config.lifeline). The web server is started without the private keys
and without the right to change tables: what answers children cannot open anything.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from heard.base.errors import UserError
from heard.base.files import say_why
from heard.web.config.environment import PRIVATE_KEYS_PREFIXES
from heard.web.config.lifeline import VARIABLE
from heard.web.config.static_files import MARK
from heard.web.waves.server_keys import public_halves

LOOPBACK = "127.0.0.1"
PORT = 8000
HIGHEST_PORT = 65_535
NOT_FOR_THE_WEB = (*PRIVATE_KEYS_PREFIXES, "OWNER_DATABASE_URL")
A_FILE = f"/static/{MARK}"  # given out whatever name the site is asked by
SECONDS_BETWEEN_LOOKS = 0.1
SECONDS_TO_END = 7  # then what still runs is killed
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0  # before something that ended is started again; doubled each time
SECONDS_OF_HEALTH = 10  # after so long the next pause is the first again


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of process. `name` as people read it; `command` is what Python is given."""

    name: str
    command: tuple[str, ...]
    has_private_keys: bool


def list_parts(address: str, port: int, *, alone: bool) -> list[Part]:
    """What the site is made of; `alone`: the web server only."""
    web = Part(
        "The web server", ("-m", "heard.web.config.web_server", address, str(port)), has_private_keys=False
    )
    worker = Part("The worker", ("-m", "heard.web", "work"), has_private_keys=True)
    clock = Part("The clock", ("-m", "heard.web", "clock"), has_private_keys=True)
    return [web] if alone else [web, worker, clock]


def environment_for(part: Part, variables: Mapping[str, str]) -> dict[str, str]:
    """What a process is told: private keys only where they are used, and where they are not, their public halves."""
    if part.has_private_keys:
        return dict(variables)
    told = {name: value for name, value in variables.items() if not name.startswith(NOT_FOR_THE_WEB)}
    return {**public_halves(variables), **told}


def take_port(address: str, port: int) -> int:
    """The port, or a free one for 0; UserError at once where it cannot be had."""
    if not 0 <= port <= HIGHEST_PORT:
        raise UserError(
            f"There is no port {port}: choose one from 1 to {HIGHEST_PORT:,}, or 0 for any free one."
        )
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise UserError(
                f"Port {port} of {address} cannot be had: {say_why(error)}. Nothing was started. "
                "Choose another with --port, or 0 for any free one."
            ) from None
        return int(probe.getsockname()[1])


@dataclass
class Child:
    """A part that runs, or waits to be started again."""

    part: Part
    process: subprocess.Popen[bytes]
    started: float
    pause: float = FIRST_PAUSE
    due: float | None = None


def run_site(parts: Sequence[Part], address: str, port: int) -> None:
    """Run them until SIGTERM, SIGHUP or Ctrl-C, then end them all."""
    told_to_end = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: told_to_end.set())
    reading, _writing = os.pipe()  # the writing end is never inherited and closes with this process
    children: list[Child] = []
    threading.Thread(target=_say_when_up, args=(address, port, told_to_end), daemon=True).start()
    try:
        for part in parts:
            children.append(Child(part, _start(part, reading), time.monotonic()))
        while not told_to_end.wait(SECONDS_BETWEEN_LOOKS):
            for child in children:
                _look_after(child, reading)
    finally:
        _end_all(children)


def _start(part: Part, lifeline: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, *part.command],
        env={**environment_for(part, os.environ), VARIABLE: str(lifeline)},
        pass_fds=(lifeline,),
        process_group=0,
        stdin=subprocess.DEVNULL,
    )


def _look_after(child: Child, lifeline: int) -> None:
    """Notice that it ended; start it again when its pause is over."""
    now = time.monotonic()
    if child.due is None and child.process.poll() is not None:
        _signal(child, signal.SIGKILL)  # what it made may still hold the port
        if now - child.started > SECONDS_OF_HEALTH:
            child.pause = FIRST_PAUSE
        child.due = now + child.pause
        child.pause = min(child.pause * 2, LONGEST_PAUSE)
        _say(
            f"{child.part.name} ended by itself ({_say_end(child.process.returncode)}) and is started again."
        )
    if child.due is not None and now >= child.due:
        child.process, child.started, child.due = _start(child.part, lifeline), now, None


def _end_all(children: Sequence[Child]) -> None:
    for child in children:
        _signal(child, signal.SIGTERM)
    deadline = time.monotonic() + SECONDS_TO_END
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(timeout=max(0.0, deadline - time.monotonic()))
    for child in children:
        _signal(child, signal.SIGKILL)
        child.process.wait()


def _signal(child: Child, number: signal.Signals) -> None:
    """To the process and all it made; the group's number is its own even after it ended."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.process.pid, number)


def _say_end(code: int) -> str:
    return f"exit code {code}" if code >= 0 else f"signal {-code}"


def _say_when_up(address: str, port: int, told_to_end: threading.Event) -> None:
    while not told_to_end.wait(SECONDS_BETWEEN_LOOKS):
        try:
            connection = http.client.HTTPConnection(address, port, timeout=5)
            connection.request("HEAD", A_FILE)
            connection.getresponse()
        except OSError:
            continue
        host = f"[{address}]" if ":" in address else address
        _say(f"The site is at http://{host}:{port}/ – Ctrl-C ends it.")
        return


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201
