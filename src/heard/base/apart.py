"""Work in a process of its own, for a caller that must not load what it needs, nor trust what it is given.

What is asked goes to its standard input, what it answers comes from its standard output: nothing of it touches a disk,
an argument or a log. The process has a memory and a time of its own, and nothing of the caller's environment but where
programs are found: whatever a damaged or hostile file does to it, it holds no secret and ends.
"""

import os
import resource
import signal
import subprocess
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path

from heard.base.errors import HeardError
from heard.base.secrecy import keep_to_itself

TAKEN_ALONG = ("PATH", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "LANG", "LC_ALL")
ONE_THREAD = {"POLARS_MAX_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
OUT_OF_MEMORY = 4  # exit code
REFUSED_MEMORY = (
    b"memory allocation of "  # how a library in Rust begins its last words before it ends the process
)
NEARLY_ALL = 7 / 8  # of the memory a process may have: what fails from there on fails for want of it


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
            capture_output=True,  # what it complains of is looked at for one phrase and thrown away
            env={key: value for key, value in os.environ.items() if key in TAKEN_ALONG} | ONE_THREAD,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NoEnd(Why.TIME) from None
    if done.returncode:
        raise NoEnd(Why.MEMORY if _ran_short(done) else Why.ENDED)
    return done.stdout


def _ran_short(done: subprocess.CompletedProcess[bytes]) -> bool:
    return done.returncode == OUT_OF_MEMORY or (
        done.returncode == -signal.SIGABRT and REFUSED_MEMORY in done.stderr
    )


def answer_apart(work: Callable[[], None]) -> int:
    """Do the work and say nothing else: a traceback might hold what stands in a file. The process's exit code."""
    try:
        work()
    except MemoryError:
        return OUT_OF_MEMORY
    except BaseException:  # noqa: BLE001 whatever it is, its words may hold what stands in a file
        return OUT_OF_MEMORY if _has_taken_nearly_all() else HeardError.exit_code
    return 0


def _has_taken_nearly_all() -> bool:
    """Whether this process came near its limit: libraries that are refused memory say so in many wrong words."""
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    if limit == resource.RLIM_INFINITY:
        return False
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except MemoryError:
        return True
    except OSError:  # no such file on this system
        return False
    peak = next((line.split()[1] for line in status.splitlines() if line.startswith("VmPeak:")), "0")
    return int(peak) * 1024 >= NEARLY_ALL * limit


def limit_process(*, seconds: int, memory: int) -> None:
    """Memory and time end this process alone; nobody else on the machine reads what it holds."""
    keep_to_itself()
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes no file, whatever a library would like to
