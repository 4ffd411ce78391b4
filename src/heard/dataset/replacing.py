"""A folder put in the place of another, whole or not at all, by one process at a time."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from heard.base.files import locked


@contextmanager
def alone_at(into: Path) -> Iterator[None]:
    """Wait until no other process stores here; then remove what one that was killed left behind."""
    with locked(into.parent):
        for leftover in into.parent.glob(f"{leftovers(into)}*"):
            shutil.rmtree(leftover)
        yield


def put_in_place(new: Path, into: Path) -> None:
    """Put `new` where `into` is. Between the two renames the old one stands aside, where `put_back` finds it."""
    before = aside(into)
    shutil.rmtree(before, ignore_errors=True)
    if into.exists():
        into.rename(before)
    new.rename(into)
    shutil.rmtree(before, ignore_errors=True)


def put_back(path: Path) -> None:
    """Put the old dataset back where a run was killed between the two renames of `put_in_place`."""
    if not path.exists() and aside(path).exists():
        aside(path).rename(path)


def aside(path: Path) -> Path:
    return path.parent / f".{path.name}.before"


def leftovers(path: Path) -> str:
    return f".{path.name}-"
