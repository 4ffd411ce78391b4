"""Put a made-up programme's folder in its place: whole or not at all, and never over anything real."""

import os
import tomllib
from collections.abc import Callable
from pathlib import Path

from heard.base.errors import UserError
from heard.base.files import temporary_folder

PROGRAMME_FILE = "programme.toml"


def check_place(out: Path) -> None:
    """Raise UserError unless `out` is free, empty, or a made-up programme that may be made anew."""
    if not out.exists():
        return
    if not out.is_dir():
        raise UserError(f"{out} is a file. Nothing was written; name a folder.")
    if any(out.iterdir()) and not _is_made_up(out):
        raise UserError(
            f"{out} holds something that is not a made-up programme. Nothing was written; "
            "name another folder, or move what is there."
        )


def replace_folder(out: Path, write: Callable[[Path], None]) -> None:
    """Have `write` fill a folder beside `out`, then put it in the place of `out`, with all that was in there.

    Stopped at any moment, this leaves the old folder, the new one or none, never a mixture; what else it
    leaves is removed by the next call.
    """
    check_place(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    with temporary_folder(out.parent) as temporary:
        made = temporary / "made"
        made.mkdir()
        write(made)
        check_place(out)
        if out.exists():
            os.rename(out, temporary / "replaced")
        os.rename(made, out)


def _is_made_up(folder: Path) -> bool:
    try:
        programme = tomllib.loads((folder / PROGRAMME_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return programme.get("made_up") is True
