"""What a process of the site keeps from the other processes of its machine."""

import ctypes
import os
import resource
from contextlib import suppress

PR_SET_DUMPABLE = 4  # prctl(2)


def keep_to_itself() -> None:
    """Only the machine's administrator reads this process's memory and environment, or a file it makes.

    Web server and worker run as one user, and without this a program that runs in the web server could read the
    worker's private keys out of /proc. A crash writes no memory to a disk either. Called by each process once it runs:
    the system forgets it when a process becomes another program. Beyond Linux there is only the last part.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.umask(0o077)
