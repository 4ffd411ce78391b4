"""Work in a process of its own, for a caller that must not load what it needs, nor trust what it is given.

What is asked goes to its standard input, what it answers comes from its standard output: nothing of it touches a disk,
an argument or a log. The process has a memory and a time of its own, and nothing of the caller's environment but where
programs are found: whatever a damaged or hostile file does to it, it holds no secret and ends.
"""

import os
import resource
import subprocess
from collections.abc import Callable, Sequence
from enum import StrEnum

from heard.base.errors import HeardError
from heard.base.secrecy import keep_to_itself

TAKEN_ALONG = ("PATH", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "LANG", "LC_ALL")
ONE_THREAD = {"POLARS_MAX_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
OUT_OF_MEMORY = 4  # exit code


class Why(StrEnum):
    """Why the work did not come to its end."""

    TIME = "time"
    MEMORY = "memory"
    ENDED = "ended"  # by a fault, or by somebody else


class NoEnd(HeardError):
    """The work did not come to its end, whatever it was given."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


def ask_apart(command: Sequence[str], given: bytes, *, seconds: float) -> bytes:
    """What the process answers. Raises NoEnd."""
    try:
        done = subprocess.run(
            command,
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={key: value for key, value in os.environ.items() if key in TAKEN_ALONG} | ONE_THREAD,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NoEnd(Why.TIME) from None
    if done.returncode:
        raise NoEnd(Why.MEMORY if done.returncode == OUT_OF_MEMORY else Why.ENDED)
    return done.stdout


def answer_apart(work: Callable[[], None]) -> int:
    """Do the work and say nothing else: a traceback might hold what stands in a file. The process's exit code."""
    try:
        work()
    except MemoryError:
        return OUT_OF_MEMORY
    except BaseException:  # noqa: BLE001 whatever it is, its words may hold what stands in a file
        return HeardError.exit_code
    return 0


def limit_process(*, seconds: int, memory: int) -> None:
    """Memory and time end this process alone; nobody else on the machine reads what it holds."""
    keep_to_itself()
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes no file, whatever a library would like to
