"""A line between browsers and a site that breaks: before a request, in the middle of it, after it was answered; that
says things of its own in the site's place; that delivers twice.

It stands in front of a running site on a port of its own. Only what is posted below the addresses given is disturbed.
"""

import random
import socket
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum

MOST_AT_ONCE = 65_536  # bytes of one read
SECONDS = 30.0
PORTAL = b"<!doctype html><title>Welcome to the Wi-Fi</title><p>Please sign in."


class Fault(StrEnum):
    """What happens to one request."""

    NONE = "none"
    BEFORE = "cut before"
    MIDDLE = "cut in the middle"
    AFTER = "cut after it was answered"
    TWICE = "delivered twice"
    OUT_OF_ORDER = "503 in between"
    NOT_UNDERSTOOD = "400 in between"
    PORTAL = "200 in between"


INSTEAD = {  # said in the site's place
    Fault.OUT_OF_ORDER: ("503 Service Unavailable", b""),
    Fault.NOT_UNDERSTOOD: ("400 Bad Request", b"<h1>Bad request</h1>"),
    Fault.PORTAL: ("200 OK", PORTAL),
}


@dataclass
class BrokenLine:
    """`weights`: how often what happens. `done`: what happened, and how often."""

    port: int
    site_port: int
    below: str
    weights: Mapping[Fault, int]
    seed: int
    done: Counter[Fault] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._draw = random.Random(self.seed)

    @property
    def url(self) -> str:
        """Where browsers find it."""
        return f"http://127.0.0.1:{self.port}/"

    def mend(self) -> None:
        """From now on nothing breaks."""
        self.weights = {Fault.NONE: 1}

    def serve(self, client: socket.socket) -> None:
        """One request of one connection."""
        with closing(client), suppress(OSError):
            client.settimeout(SECONDS)
            request, head = _read_request(client)
            if not head:
                return
            fault = self._draw_fault(head)
            if answer := self._pass_on(request, fault):
                client.sendall(answer)

    def _draw_fault(self, head: bytes) -> Fault:
        method, path = head.split(b" ", 2)[:2]
        if method != b"POST" or not path.decode().startswith(self.below):
            return Fault.NONE
        with self._lock:
            (fault,) = self._draw.choices(list(self.weights), list(self.weights.values()))
            self.done[fault] += 1
        return fault

    def _pass_on(self, request: bytes, fault: Fault) -> bytes:
        """What the browser receives; nothing where the line is cut."""
        if fault in INSTEAD:
            return _answer(*INSTEAD[fault])
        if fault is Fault.MIDDLE:
            self._ask_site(request[: len(request) * 2 // 3], waits=False)
        if fault in (Fault.BEFORE, Fault.MIDDLE):
            return b""
        answer = self._ask_site_twice(request) if fault is Fault.TWICE else self._ask_site(request)
        return b"" if fault is Fault.AFTER else answer

    def _ask_site_twice(self, request: bytes) -> bytes:
        """At once; the second of the two answers is dropped."""
        other = threading.Thread(target=self._ask_site, args=(request,))
        other.start()
        answer = self._ask_site(request)
        other.join()
        return answer

    def _ask_site(self, request: bytes, *, waits: bool = True) -> bytes:
        """What the site says; nothing where it is away, or dies meanwhile."""
        received = b""
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.site_port), SECONDS) as site:
            site.sendall(request)
            while waits and (piece := site.recv(MOST_AT_ONCE)):
                received += piece
        return received


@contextmanager
def broken_line(
    *, site_port: int, below: str, weights: Mapping[Fault, int], seed: int
) -> Iterator[BrokenLine]:
    """For as long as the block runs."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        line = BrokenLine(listening.getsockname()[1], site_port, below, weights, seed)
        threading.Thread(target=_accept, args=(listening, line), daemon=True).start()
        yield line


def _accept(listening: socket.socket, line: BrokenLine) -> None:
    with suppress(OSError):  # the block has ended
        while True:
            client, _ = listening.accept()
            threading.Thread(target=line.serve, args=(client,), daemon=True).start()


def _read_request(client: socket.socket) -> tuple[bytes, bytes]:
    """A whole request that asks for the connection to be closed after it; its head, empty where none came."""
    received = b""
    while b"\r\n\r\n" not in received:
        piece = client.recv(MOST_AT_ONCE)
        if not piece:
            return b"", b""
        received += piece
    head, _, body = received.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    told = dict(line.lower().split(b":", 1) for line in lines[1:])
    while len(body) < int(told.get(b"content-length", b"0")):
        body += client.recv(MOST_AT_ONCE)
    return b"\r\n".join([*lines, b"Connection: close", b"", b""]) + body, head


def _answer(status: str, body: bytes) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return head.encode() + body
