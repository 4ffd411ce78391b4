"""No process of the site outlives the supervisor, even one that is killed.

Each holds the reading end of a pipe whose writing end only the supervisor has. When the supervisor is gone, however it
went, the system closes the pipe, and the process ends itself and the processes it made. Unlike Linux's own
parent-death signal this reaches grandchildren, and works on other systems.
"""

import os
import signal
import threading
import time
from functools import cache

VARIABLE = "HEARD_LIFELINE"  # the pipe's number, for processes that a supervisor started
SECONDS_TO_END = 5


def end_with_supervisor() -> None:
    """Watch the pipe from now on; nothing where no supervisor started this process, as under systemd.

    To be called again in a process that was forked from one that watches: a fork takes no threads along.
    """
    pipe = _find_pipe()
    if pipe is not None:
        threading.Thread(target=_watch, args=(pipe,), daemon=True).start()


@cache
def _find_pipe() -> int | None:
    """The pipe's number. A forked process remembers it; what any process starts anew must not take it for its own."""
    number = os.environ.pop(VARIABLE, "")
    return int(number) if number else None


def _watch(pipe: int) -> None:
    while os.read(pipe, 1):
        pass
    # The group is this process's own: the supervisor made one for each.
    os.killpg(0, signal.SIGTERM)
    time.sleep(SECONDS_TO_END)
    os.killpg(0, signal.SIGKILL)
