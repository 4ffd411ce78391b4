"""Serving a folder of finished pages on loopback, until the site of a later issue takes over."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

from heard.base.errors import UserError

LOOPBACK = "127.0.0.1"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'"


@contextmanager
def serve_folder(folder: Path, *, port: int) -> Iterator[str]:
    """Serve `folder` on 127.0.0.1 and give its address. Port 0 takes any free one; UserError where it is taken."""
    handler = partial(_Pages, directory=str(folder))
    try:
        server = ThreadingHTTPServer((LOOPBACK, port), handler)
    except OSError:
        raise UserError(
            f"Port {port} is taken. Choose another with --port, or --port 0 for any free one."
        ) from None
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{LOOPBACK}:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


class _Pages(SimpleHTTPRequestHandler):
    """Files only: no listing of folders, no log of who read what."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def list_directory(self, path: object) -> BytesIO | None:  # noqa: ARG002
        self.send_error(HTTPStatus.NOT_FOUND)
        return None

    def log_message(self, *_arguments: object) -> None:
        return
