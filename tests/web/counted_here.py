"""Programs that a page starts for one file and waits for, run inside the test: each start takes a second.

How they are started, what they are given and how they end is tried where that is the subject, with real ones.
"""

import io
import json
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from heard.base import apart as base_apart
from heard.cohort import apart
from heard.web.programmes import benchmarks, figures


def count_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program that counts a return: the same bytes in, the same bytes out."""

    def run(command: tuple[str, ...], *, input: bytes, **_: Any) -> subprocess.CompletedProcess[bytes]:
        answered = io.BytesIO()
        return subprocess.CompletedProcess(
            command, apart.main(io.BytesIO(input), answered), answered.getvalue()
        )

    monkeypatch.setattr(apart, "limit_process", lambda **_: None)  # they are this process's own
    monkeypatch.setattr(base_apart, "subprocess", SimpleNamespace(**vars(subprocess) | {"run": run}))


def compare_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program that checks a file of benchmarks."""

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[bytes]:
        told = figures.compare(Path(command[-2]), Path(command[-1]))
        return subprocess.CompletedProcess(command, 0, json.dumps(told).encode())

    monkeypatch.setattr(benchmarks, "subprocess", SimpleNamespace(**vars(subprocess) | {"run": run}))
