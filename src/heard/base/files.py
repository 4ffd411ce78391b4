"""Reading and writing files so that no reader ever sees half of one, and no fault of a disk is taken for ours."""

import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from heard.base.errors import InputProblems, UserError
from heard.base.problems import Problem

TEMPORARY_PREFIX = ".heard-"
# What the operating system found, in words: `strerror` is written for programmers.
IN_WORDS = {
    errno.ENOENT: "it is not there",
    errno.EACCES: "there is no right to do that",
    errno.EPERM: "there is no right to do that",
    errno.EROFS: "that disk can only be read",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full",
    errno.EFBIG: "the file would be larger than is allowed here",
    errno.EIO: "the disk does not take it, or does not give it back",
    errno.ENAMETOOLONG: "the name is too long",
    errno.EEXIST: "something else stands there already",
    errno.EISDIR: "it is a folder",
    errno.ENOTDIR: "a file stands where a folder should",
    errno.EADDRINUSE: "another program has it",
    errno.ELOOP: "it is a link that leads back to itself",
}


def say_why(error: OSError) -> str:
    """Why a file could not be read or written, in plain words, without the file."""
    return IN_WORDS.get(error.errno or 0, error.strerror or type(error).__name__)


@contextmanager
def to_be_read(path: Path) -> Iterator[None]:
    """Whatever keeps this file from being opened or read is InputProblems, for whoever gave it."""
    try:
        yield
    except OSError as error:
        raise InputProblems([Problem(path.name, f"cannot be read: {say_why(error)}.")]) from None


def write_together(folder: Path, writers: Mapping[str, Callable[[Path], None]]) -> None:
    """Write several files into `folder` so that each appears whole or not at all.

    Every file is first written in full to a temporary folder beside its place and put on disk; only then are
    they renamed, one after the other, while no other process does so here. What an interrupted run left behind is
    removed by the next; a folder made for nothing is taken away again.
    `writers` maps a file's name to a function that writes it to the path it is given.
    """
    with _made(folder), temporary_folder(folder) as temporary:
        for name, write in writers.items():
            write(temporary / name)
            _flush(temporary / name)
        with locked(folder):
            for name in writers:
                os.replace(temporary / name, folder / name)
        _flush(folder)


def change_file(path: Path, change: Callable[[bytes | None], bytes]) -> None:
    """Read a file, None where there is none, and write what `change` makes of it, whole or not at all.

    No other process writes here through this module meanwhile, so that two changes at once both stay. Where `change`
    raises, nothing is written.
    """
    folder = path.parent
    with _made(folder), temporary_folder(folder) as temporary, locked(folder):
        new = temporary / path.name
        with to_be_read(path):
            there = path.read_bytes() if path.exists() else None
        new.write_bytes(change(there))
        _flush(new)
        os.replace(new, path)
        _flush(folder)


def write_text(path: Path, text: str) -> None:
    """Write one text file in UTF-8, whole or not at all."""
    write_together(path.parent, {path.name: lambda to: _write(to, text)})


@contextmanager
def temporary_folder(beside: Path) -> Iterator[Path]:
    """A folder in `beside` that is gone afterwards. Those that killed processes left there are removed first.

    It is held as long as it is used, so that no other process takes it for a leftover.
    """
    with locked(beside):
        _remove_leftovers(beside)
        temporary = Path(tempfile.mkdtemp(prefix=TEMPORARY_PREFIX, dir=beside))
        held = _hold(temporary)
    try:
        yield temporary
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
        os.close(held)


@contextmanager
def locked(folder: Path, *, say_waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Wait until no other process holds this folder, then hold it; a kill lets go of it too.

    `say_waiting` is called once where there is somebody to wait for.
    """
    try:
        held = _hold(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        if say_waiting is not None:
            say_waiting()
        held = _hold(folder)
    try:
        yield
    finally:
        os.close(held)


def _hold(folder: Path, mode: int = fcntl.LOCK_EX) -> int:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, mode)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _remove_leftovers(folder: Path) -> None:
    for leftover in folder.glob(f"{TEMPORARY_PREFIX}*"):
        with suppress(OSError):  # held by a process at work, or not ours to remove
            held = _hold(leftover, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(leftover, ignore_errors=True)
            os.close(held)


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """`folder` is there; where the work fails, what was made of its path is taken away again."""
    if folder.exists() and not folder.is_dir():
        raise UserError(f"{folder} is a file. Nothing was written; name a folder.")
    new = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for each in new:
            with suppress(OSError):  # another process has written there meanwhile
                each.rmdir()
        raise


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
