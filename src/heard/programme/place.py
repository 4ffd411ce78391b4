"""Where results may be written, never among the files they come from, and how what is recorded is handed out."""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from heard.base.errors import UserError
from heard.base.files import say_why, temporary_folder, write_together
from heard.base.messages import LINE_IN_WORDS, make_visible, wrong_with_line
from heard.programme.folder import DATASET, KEPT, LEDGER, RESPONSES

if TYPE_CHECKING:
    from heard.disclosure.ledger import Entry


def check_out(out: Path, folder: Path) -> None:
    """Raise UserError where files written to `out` would stand among those of the programme folder `folder`, or where
    nothing can be written there. Writes nothing that stays."""
    real, programme = Path(os.path.realpath(out)), Path(os.path.realpath(folder))
    kept = [programme / name for name in (RESPONSES, DATASET, LEDGER, KEPT)]
    if real == programme or any(each == real or each in real.parents for each in kept):
        raise UserError(
            f"{out} holds the programme's own files. Nothing was written; name a folder of its own for the results."
        )
    _check_writable(out, real)


def check_handed_out(out: Path, folder: Path) -> None:
    """The same for what is handed out, which never stands below the programme folder, where the answers are."""
    check_out(out, folder)
    if Path(os.path.realpath(folder)) in Path(os.path.realpath(out)).parents:
        raise UserError(
            f"{out} stands in the programme folder, where the answers are. Nothing was written or recorded; name a "
            "folder outside it for what is handed out."
        )


def check_by(by: str) -> None:
    """Raise UserError where this cannot be the name something is recorded in: the ledger is never changed again."""
    if wrong := wrong_with_line(by):
        words = f"In whose name it is recorded (--by): {make_visible(wrong)} Allowed: {LINE_IN_WORDS}."
        raise UserError(f"{words} Nothing was written or recorded.")


def hand_out(out: Path, contents: Mapping[str, bytes], record: Callable[[], "Entry"]) -> "Entry":
    """Record files, by name, and write them to `out`; the entry they are recorded as.

    They are written in full beside their places, then recorded, then put under their names: a full disk is found
    before anything is counted as published, and a run killed in between leaves what nobody was given.
    """
    with _made(out), temporary_folder(out) as temporary:
        for name, content in contents.items():
            (temporary / name).write_bytes(content)
        entry = record()
        try:
            write_together(out, {name: partial(os.replace, temporary / name) for name in contents})
        except OSError as error:
            raise UserError(
                f"Recorded as entry {entry.number}, but not written: run it again. What kept it from {out}: "
                f"{say_why(error)}."
            ) from None
    return entry


def _check_writable(out: Path, real: Path) -> None:
    """A file without a name is made in the nearest folder that is there: rights alone tell little of a disk."""
    nearest = next(each for each in (real, *real.parents) if os.path.lexists(each))
    if not nearest.is_dir():
        which = (
            f"{out} is a file" if nearest == real else f"{out} cannot be made, because {nearest} is a file"
        )
        raise UserError(f"{which}. Nothing was written; name a folder.")
    try:
        with tempfile.TemporaryFile(dir=nearest):
            pass
    except OSError as error:
        raise UserError(
            f"{out}: nothing can be written to {nearest}: {say_why(error)}. Nothing was written or recorded; put that "
            "right, or name another folder."
        ) from None


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """`folder` is there; where the work fails, what was made of its path is taken away again."""
    new = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for each in new:
            with suppress(OSError):  # not made, or another process has written there meanwhile
                each.rmdir()
        raise
