"""Writing files so that no reader ever sees half of one."""

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

TEMPORARY_PREFIX = ".heard-"


def write_together(folder: Path, writers: Mapping[str, Callable[[Path], None]]) -> None:
    """Write several files into `folder` so that each appears whole or not at all.

    Every file is first written in full to a temporary folder beside its place and put on disk; only then are
    they renamed, one after the other. What an interrupted run left behind is removed by the next.
    `writers` maps a file's name to a function that writes it to the path it is given.
    """
    folder.mkdir(parents=True, exist_ok=True)
    remove_leftovers(folder)
    with tempfile.TemporaryDirectory(prefix=TEMPORARY_PREFIX, dir=folder) as temporary:
        for name, write in writers.items():
            path = Path(temporary) / name
            write(path)
            _flush(path)
        for name in writers:
            os.replace(Path(temporary) / name, folder / name)
    _flush(folder)


def write_text(path: Path, text: str) -> None:
    """Write one text file in UTF-8, whole or not at all."""
    write_together(path.parent, {path.name: lambda to: _write(to, text)})


def remove_leftovers(folder: Path) -> None:
    """Remove what an interrupted run left behind in `folder`."""
    import shutil

    for leftover in folder.glob(f"{TEMPORARY_PREFIX}*"):
        shutil.rmtree(leftover, ignore_errors=True)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
