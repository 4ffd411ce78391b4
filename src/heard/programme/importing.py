"""Bringing a copy of a programme folder into the folder that is here: whole, once, and never half of it to be read.

What comes is written in full below the folder first, then renamed to `.incoming` in one step: before it nothing has
happened, after it the import is decided. While `.incoming` is there no report or release is made (`folder`), and
whoever holds the folder can put the rest in place, as often as it takes: every file is put there whole, from a copy
that stays until all are.
"""

import os
import secrets
import shutil
from pathlib import Path

from heard.base.errors import InputProblems, UserError
from heard.base.files import TEMPORARY_PREFIX, temporary_folder
from heard.catalogue import load_catalogue
from heard.disclosure.ledger import Ledger
from heard.disclosure.ledger.joining import take_over
from heard.programme.archive import held, list_files
from heard.programme.comparison import Comparison, take_fingerprint
from heard.programme.folder import INCOMING, LEDGER, RESPONSES, SETTINGS, open_programme

FILES = "files"  # below what comes: every file as it will be here
OWNER_ONLY = 0o600


class NotAsCompared(UserError):
    """The folder here is no longer the one that the copy was compared with."""


def bring_in(theirs: Path, ours: Path, comparison: Comparison) -> None:
    """Put in place what the copy brings, under the locks of a release. Nothing where everything is here already.

    Raises NotAsCompared where the folder here changed since; InputProblems where the two together are no programme.
    """
    if not comparison.is_usable:
        raise InputProblems(comparison.problems)
    if comparison.brings_nothing:
        return
    ours.mkdir(parents=True, exist_ok=True)
    with temporary_folder(ours) as temporary:
        staged = temporary / "staged"
        _stage(theirs, staged, comparison)
        _check_together(ours, staged / FILES, temporary / "together")
        with held(ours):
            if (ours / INCOMING).exists() or take_fingerprint(ours) != comparison.fingerprint:
                raise NotAsCompared(
                    "The programme folder here was changed since the copy was compared with it. Nothing was brought "
                    "in; look at what the copy would bring now."
                )
            os.rename(staged, ours / INCOMING)
            _flush(ours)
            _put_in_place(ours)


def go_on(ours: Path) -> bool:
    """Finish an import that was killed; whether there was one."""
    if not (ours / INCOMING).is_dir():
        return False
    with held(ours):
        if not (ours / INCOMING).is_dir():
            return False
        _put_in_place(ours)
    return True


# --- Before it is decided -----------------------------------------------------------------------------


def _stage(theirs: Path, staged: Path, comparison: Comparison) -> None:
    """All that comes, written to the disk in full."""
    for name, joined in comparison.tables.items():
        if joined.content is not None:
            _write(staged / FILES / name, joined.content)
    for name, called in comparison.files.items():
        _copy(theirs / name, staged / FILES / called)
    if comparison.is_first:
        _copy(theirs / SETTINGS, staged / FILES / SETTINGS)
    if comparison.entries:
        for name in list_files(theirs):
            if name.startswith(f"{LEDGER}/"):
                _copy(theirs / name, staged / name)
    (staged / FILES).mkdir(parents=True, exist_ok=True)
    for folder in (staged, *(each for each in staged.rglob("*") if each.is_dir())):
        _flush(folder)


def _check_together(ours: Path, files: Path, together: Path) -> None:
    """Read the small files of both as the folder they will be; InputProblems where that has an error."""
    together.mkdir()
    (together / RESPONSES).mkdir()
    for folder in (ours, files):
        for name in list_files(folder):
            if not name.startswith(f"{LEDGER}/"):
                (together / name).unlink(missing_ok=True)
                (together / name).symlink_to((folder / name).resolve())
    open_programme(together, load_catalogue())


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _copy(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    with (
        path.open("rb") as content,
        open(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "wb") as file,
    ):
        shutil.copyfileobj(content, file, 1 << 20)
        file.flush()
        os.fsync(file.fileno())


# --- Once it is decided -------------------------------------------------------------------------------


def _put_in_place(ours: Path) -> None:
    """Only while the folder is held. Done again from its beginning, it does nothing twice.

    The ledger goes first: answers that something was published of are never here without it.
    """
    incoming = ours / INCOMING
    if (incoming / LEDGER).is_dir():
        take_over(Ledger.open(ours / LEDGER), Ledger.open(incoming / LEDGER))
    names = list_files(incoming / FILES)
    for name in sorted(names, key=lambda name: (name == SETTINGS, name.startswith(RESPONSES), name)):
        _put(incoming / FILES / name, ours / name)
    for folder in (ours / RESPONSES, ours):
        if folder.is_dir():
            _flush(folder)
    over = ours / f"{TEMPORARY_PREFIX}{secrets.token_hex(8)}"
    os.rename(incoming, over)  # a folder is not taken away in one step
    _flush(ours)
    shutil.rmtree(over, ignore_errors=True)


def _put(path: Path, to: Path) -> None:
    """A second name of the same file takes the place in one step; the first stays, should this be killed."""
    to.parent.mkdir(exist_ok=True)
    beside = path.parent / f".{path.name}"
    beside.unlink(missing_ok=True)
    os.link(path, beside)
    os.replace(beside, to)
    beside.unlink(missing_ok=True)  # left where both were the same file already


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
