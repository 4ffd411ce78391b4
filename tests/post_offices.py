"""A server for e-mail on this machine, for tests: it takes every message, and does first what a test wants done."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message


@dataclass
class PostOffice:
    """What it took. `before_yes` is called when a message is taken and before that is said."""

    port: int = 0
    taken: list[Message] = field(default_factory=list)
    before_yes: Callable[[Message], None] = lambda _message: None


@contextmanager
def open_post_office() -> Iterator[PostOffice]:
    """For as long as the block runs."""
    office = PostOffice()

    class Clerk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 here")
            while line := self.rfile.readline():
                word = line[:4].upper().strip()
                if word == b"DATA":
                    self._say("354 go on")
                    self._take()
                self._say("221 bye" if word == b"QUIT" else "250 yes")

        def _take(self) -> None:
            lines = iter(self.rfile.readline, b".\r\n")
            message = message_from_bytes(b"".join(lines))
            office.taken.append(message)
            office.before_yes(message)

        def _say(self, words: str) -> None:
            self.wfile.write(f"{words}\r\n".encode())

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Whoever was served is gone, on purpose."""

    with Server(("127.0.0.1", 0), Clerk) as server:
        office.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield office
        server.shutdown()
