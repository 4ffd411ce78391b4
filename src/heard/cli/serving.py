"""Serving finished pages on loopback, until the site of a later issue takes over."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit

from heard.base.errors import UserError
from heard.base.files import say_why

LOOPBACK = "127.0.0.1"
HIGHEST_PORT = 65_535
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
SECONDS_TO_WAIT = 30  # for a browser that has connected and asks for nothing


@dataclass
class Site:
    """An address, and the pages it gives out: what stands after the / → the file. Only these can be reached."""

    url: str
    pages: dict[str, Path] = field(default_factory=dict)

    def show(self, pages: Mapping[str, Path]) -> None:
        """Give out these pages from now on."""
        self.pages.update(pages)


@contextmanager
def serve(port: int) -> Iterator[Site]:
    """Serve on 127.0.0.1, at first nothing. Port 0 takes any free one; UserError where it cannot be had."""
    site = Site("")
    server = _listen(port, type("Pages", (_Pages,), {"site": site}))
    site.url = f"http://{LOOPBACK}:{server.server_address[1]}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def _listen(port: int, handler: type["_Pages"]) -> ThreadingHTTPServer:
    if not 0 <= port <= HIGHEST_PORT:
        raise UserError(
            f"There is no port {port}: choose one from 1 to {HIGHEST_PORT:,}, or 0 for any free one."
        )
    try:
        server = ThreadingHTTPServer((LOOPBACK, port), handler)
    except PermissionError:
        raise UserError(f"Port {port} is not for everybody: choose one over 1023 with --port.") from None
    except OSError as error:
        raise UserError(
            f"Port {port} cannot be had: {say_why(error)}. Choose another with --port, or --port 0 for any free one."
        ) from None
    server.daemon_threads = True
    return server


class _Pages(BaseHTTPRequestHandler):
    """The site's pages and nothing else of the disk; no log of who read what, no word on what runs here."""

    site: Site
    timeout = SECONDS_TO_WAIT
    server_version, sys_version = "Heard", ""
    error_message_format = "%(message)s\n"
    error_content_type = "text/plain; charset=utf-8"

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        if not self._is_asked_by_name():
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        if not self.site.pages:
            self.send_error(HTTPStatus.SERVICE_UNAVAILABLE, "The pages are being made.")
            return
        page = self.site.pages.get(urlsplit(self.path).path.removeprefix("/") or "index.html")
        try:
            content = page.read_bytes() if page else None
        except OSError:  # removed meanwhile
            content = None
        if page is None or content is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        kind, _ = guess_type(page.name)
        text = (kind or "").startswith("text/") or kind == "application/json"
        self.send_response(HTTPStatus.OK)
        self.send_header(
            "Content-Type", f"{kind or 'application/octet-stream'}{'; charset=utf-8' if text else ''}"
        )
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if with_body:
            self.wfile.write(content)

    def _is_asked_by_name(self) -> bool:
        """Whether the browser meant this machine: a page elsewhere may have its own name lead to 127.0.0.1."""
        host = self.headers.get("Host", "")
        port = urlsplit(self.site.url).port
        return host in {f"{name}:{port}" for name in (LOOPBACK, "localhost")}

    def end_headers(self) -> None:
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_arguments: object) -> None:
        return
