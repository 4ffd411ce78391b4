"""Starting the site's own commands. The command line knows no Django: they run as processes of their own."""

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

SITE = "heard.web"


def become(module: str, arguments: Sequence[str]) -> NoReturn:
    """Let `python -m module …` take this process's place: its signals and its exit code are then this command's."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable, "-m", module, *arguments])
