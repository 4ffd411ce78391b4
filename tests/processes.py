"""How a test runs the `heard` command as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

HEARD = Path(sys.executable).with_name("heard")
ENVIRONMENT = {
    key: value for key, value in os.environ.items() if key not in {"PYTHONDONTWRITEBYTECODE", "HEARD_DEBUG"}
}

Run = Callable[..., subprocess.CompletedProcess[str]]


def run_heard(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run `heard …` to its end."""
    command = [str(HEARD), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, check=False, timeout=300)
