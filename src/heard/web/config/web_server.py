"""`python -m heard.web.config.web_server ADDRESS PORT`: the web server alone, as the supervisor starts it.

Two processes of two threads. No access log, and no log of granian's own: what it says of an error would hold a
request's words; ours keeps kind and place (heard.web.config.logs).
"""

import sys
from typing import TYPE_CHECKING

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings

from heard.base.secrecy import keep_to_itself
from heard.web.config.lifeline import end_with_supervisor

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler

PROCESSES = 2
THREADS = 2
SECONDS_TO_END = 4  # for requests under way
SECONDS_FOR_HEADERS = 10
LONGEST_HEAD = 64 * 1024  # bytes of a request's line and headers; the cookie of a long survey is under 16 KB


def make_application() -> "WSGIHandler":
    """What each of the web server's processes calls once, when it runs."""
    end_with_supervisor()  # by itself: the process that forked it may have been killed as well
    keep_to_itself()
    from heard.web.config.wsgi import application

    return application


def main(address: str, port: int) -> None:
    """Serve until ended."""
    end_with_supervisor()
    keep_to_itself()
    Granian(
        "heard.web.config.web_server:make_application",
        factory=True,
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=PROCESSES,
        blocking_threads=THREADS,
        http1_settings=HTTP1Settings(
            header_read_timeout=SECONDS_FOR_HEADERS * 1000, max_buffer_size=LONGEST_HEAD
        ),
        log_enabled=False,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_END,
        websockets=False,
    ).serve()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
