"""The demo's site as processes: its address and secrets, making it, running it. No Django: `python -m heard.web`."""

import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import TypedDict

from heard.base.errors import HeardError, UserError
from heard.base.files import say_why
from heard.cli.site import SITE

LOOPBACK = "127.0.0.1"
HIGHEST_PORT = 65_535
COUNCIL = "X0000001"
SECRETS = "secrets"
RANDOM = ("HEARD_SECRET_KEY", "HEARD_CODE_KEY", "HEARD_DRAFT_KEY")
PRIVATE = ("HEARD_COUNTING_KEY", f"HEARD_READING_KEY_{COUNCIL}")
OF_ANOTHER_SITE = ("HEARD_", "DATABASE_URL", "OWNER_DATABASE_URL", "DJANGO_")  # must not reach into the demo
LIFELINE = "HEARD_LIFELINE"  # see heard.web.config.lifeline
FACTS = "/demo/facts.json"
SECONDS_BETWEEN_LOOKS = 0.1
SECONDS_TO_ANSWER = 60
SECONDS_TO_END = 15


class User(TypedDict):
    """Somebody who can sign in."""

    role: str
    email: str
    password: str


class Ready(TypedDict):
    """What the site says of itself: the ready file's content."""

    url: str
    council: str
    users: list[User]
    codes: dict[str, list[str]]
    public: dict[str, str]


@dataclass(frozen=True, slots=True)
class Address:
    """Where the site is. Loopback only: nothing here is for another machine."""

    port: int

    @property
    def url(self) -> str:
        """With a slash at its end."""
        return f"http://{LOOPBACK}:{self.port}/"


class SiteFailed(HeardError):
    """The site could not be made or started; it said why itself."""


@contextmanager
def take_address(port: int) -> Iterator[Address]:
    """The port, kept from others while the site is made; 0 takes any free one. UserError where it cannot be had."""
    if not 0 <= port <= HIGHEST_PORT:
        raise UserError(
            f"There is no port {port}: choose one from 1 to {HIGHEST_PORT:,}, or 0 for any free one."
        )
    with socket.socket() as kept:
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a demo stopped a moment ago had it too
        try:
            kept.bind((LOOPBACK, port))
        except PermissionError:
            raise UserError(f"Port {port} is not for everybody: choose one over 1023 with --port.") from None
        except OSError as error:
            raise UserError(
                f"Port {port} cannot be had: {say_why(error)}. Choose another with --port, or 0 for any free one."
            ) from None
        yield Address(kept.getsockname()[1])


def read_environment(folder: Path) -> dict[str, str]:
    """What the site's processes are told, and nothing of another site's: its secrets are made once and kept."""
    path = folder / SECRETS / "environment"
    if not path.exists():
        _make_secrets(path)
    kept = dict(line.split("=", 1) for line in path.read_text(encoding="utf-8").splitlines())
    ours = {name: value for name, value in os.environ.items() if not name.startswith(OF_ANOTHER_SITE)}
    return {**ours, **kept, "HEARD_HOME": str(folder), "HEARD_PLAIN_HTTP": "1", "HEARD_DEMO": "1"}


def _make_secrets(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = {name: secrets.token_hex(32) for name in RANDOM}
    # A private key is a number below the order of P-256, which is over 2 to the 255th.
    made |= {name: f"{secrets.randbits(255):064x}" for name in PRIVATE}
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.writelines(f"{name}={value}\n" for name, value in made.items())
    new.replace(path)


@dataclass(frozen=True, slots=True)
class SiteInMaking:
    """A process that makes the site, and waits at its end for what the programme came to."""

    process: subprocess.Popen[str]

    def finish(self, told: Mapping[str, object]) -> None:
        """Tell it, and wait for its end; SiteFailed where it did not come to a good one."""
        with suppress(BrokenPipeError):
            self.process.communicate(json.dumps(told) + "\n")
        if self.process.wait() != 0:
            raise SiteFailed(
                "The demo's site could not be made. What went wrong stands above; start the demo again."
            )


@contextmanager
def make_site(folder: Path, *, councils: int, responses: int, today: date) -> Iterator[SiteInMaking]:
    """Make the site beside the programme: its key files take one core for seconds, the programme the other."""
    amount = ["--councils", str(councils), "--responses", str(responses), "--today", today.isoformat()]
    process = subprocess.Popen(
        [sys.executable, "-m", SITE, "prepare_demo", *amount],
        env=read_environment(folder),
        stdin=subprocess.PIPE,
        text=True,
        process_group=0,  # Ctrl-C is for this process, which then ends that one
    )
    try:
        yield SiteInMaking(process)
    finally:
        process.kill()  # where it has not ended, the demo is given up
        process.wait()


def run_site(address: Address, environment: Mapping[str, str], announce: Callable[[Ready], None]) -> int:
    """Run it until it ends, or until SIGTERM, SIGHUP or Ctrl-C ends it; its exit code. `announce` once it answers."""
    told_to_end = threading.Event()
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, lambda *_: told_to_end.set())
    reading, _writing = os.pipe()  # closes with this process, however it ends; the site ends itself then
    site = subprocess.Popen(
        [sys.executable, "-m", SITE, "serve", "--port", str(address.port), "--address", LOOPBACK],
        env={**environment, LIFELINE: str(reading)},
        pass_fds=(reading,),
        process_group=0,
        stdin=subprocess.DEVNULL,
    )
    try:
        _wait_until_ready(site, address, told_to_end, announce)
        while not told_to_end.wait(SECONDS_BETWEEN_LOOKS):
            if site.poll() is not None:
                raise SiteFailed(
                    "The site ended by itself. What went wrong stands above; start the demo again."
                )
    finally:
        _end(site)
    print("\nStopped.")
    return 0


def _wait_until_ready(
    site: "subprocess.Popen[bytes]",
    address: Address,
    told_to_end: threading.Event,
    announce: Callable[[Ready], None],
) -> None:
    until = time.monotonic() + SECONDS_TO_ANSWER
    while not told_to_end.wait(SECONDS_BETWEEN_LOOKS):
        if site.poll() is not None:
            return
        ready = _ask(address)
        if ready is not None:
            announce(ready)
            return
        if time.monotonic() > until:
            raise SiteFailed(
                f"The site did not answer within {SECONDS_TO_ANSWER} seconds. Start the demo again."
            )


def _ask(address: Address) -> Ready | None:
    """What the site says of itself; None while it does not answer."""
    connection = http.client.HTTPConnection(LOOPBACK, address.port, timeout=10)
    try:
        connection.request("GET", FACTS)
        response = connection.getresponse()
        found: Ready | None = json.loads(response.read()) if response.status == HTTPStatus.OK else None
    except (OSError, ValueError, http.client.HTTPException):
        return None
    finally:
        connection.close()
    return found


def _end(site: "subprocess.Popen[bytes]") -> None:
    site.terminate()
    try:
        site.wait(timeout=SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        site.kill()  # its parts end with their lifeline
        site.wait()
