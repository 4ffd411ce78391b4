"""A process of the site keeps its memory and its files to itself."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import ctypes, os, resource, sys
from heard.base.secrecy import keep_to_itself
keep_to_itself()
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), *resource.getrlimit(resource.RLIMIT_CORE))
open(sys.argv[1], "w").close()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be asked")
def test_neither_its_user_nor_a_crash_gives_its_memory_away_and_its_files_are_its_own(tmp_path: Path) -> None:
    made = tmp_path / "made"
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(made)], capture_output=True, text=True, check=True, timeout=300
    )
    assert ran.stdout.split() == ["0", "0", "0"]
    assert made.stat().st_mode & 0o777 == 0o600
