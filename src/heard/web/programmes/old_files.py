"""Copies that lie in the site's home for some hours, and are wiped by their age alone."""

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from heard.base.files import TEMPORARY_PREFIX, temporary_folder


def wipe_old_files(folder: Path, *, before: datetime, suffixes: Collection[str]) -> None:
    """Wipe files last written at or before a moment, and what killed attempts left. Cannot fail."""
    with suppress(OSError):
        last = before.timestamp()
        old = [each for each in folder.iterdir() if each.stat().st_mtime <= last] if folder.is_dir() else []
        for each in old:
            if each.suffix in suffixes:
                each.unlink(missing_ok=True)
        if any(each.name.startswith(TEMPORARY_PREFIX) for each in old):
            with temporary_folder(folder):
                pass  # entering it removes what nobody holds any more
