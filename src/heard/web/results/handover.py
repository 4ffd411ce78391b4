"""The wave's private key on its way from the web process to the worker: a file of this user in memory, read once.

A task argument would stand in the database and in its backups; a file on a disk could be found after it was deleted.
The folder is /dev/shm/heard-<user number>, on a memory file system, or the one HEARD_HANDOVER names (two containers
share a memory volume; who names it answers for it being one). Nobody else may read it.
"""

import os
import secrets
import stat
import time
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from heard.base.errors import HeardError
from heard.web.codes.sealing import NotAKey, PrivateKey

SETTING = "HEARD_HANDOVER"
SHARED_MEMORY = Path("/dev/shm")
IN_MEMORY = {"tmpfs", "ramfs"}
LEFTOVER_SECONDS = 600  # a key nobody took within ten minutes is removed


class NoHandover(HeardError):
    """There is no safe place for the key on this machine; the message says what to set."""


def put(key: PrivateKey, *, job: UUID) -> None:
    """Lay the key down for this job, in place of any laid down for it before. Raises NoHandover."""
    folder = _folder()
    before = _files(folder, job)
    path = folder / f"{job.hex}-{secrets.token_hex(16)}"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        os.write(descriptor, key.to_bytes())
    finally:
        os.close(descriptor)
    _remove(before)


def take(*, job: UUID) -> PrivateKey | None:
    """The key laid down for this job, removed as it is read; None where there is none, or it has lain too long."""
    folder = _folder()
    remove_leftovers()
    found = None
    for path in _files(folder, job):
        with suppress(FileNotFoundError, NotAKey):
            found = _read_away(path) or found
    return found


def remove_leftovers(*, older_than: float = LEFTOVER_SECONDS) -> None:
    """Remove what nobody took. Nothing to do where there is no folder yet."""
    with suppress(NoHandover, OSError):
        old = [path for path in _files(_folder()) if _age(path) > older_than]
        _remove(old)


def _folder() -> Path:
    """The folder, made where it is missing; NoHandover where it is not ours alone or not in memory."""
    named = os.environ.get(SETTING)
    folder = Path(named) if named else SHARED_MEMORY / f"heard-{os.getuid()}"
    if not named and not _is_in_memory(SHARED_MEMORY):
        raise NoHandover(
            f"This machine has no {SHARED_MEMORY} in memory, so there is no safe place for the key. Nothing was "
            f"opened; let {SETTING} name a folder on a memory file system."
        )
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        raise NoHandover(f"The folder {SETTING} names cannot be used. Nothing was opened.") from None
    is_ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
    if not is_ours or stat.S_IMODE(found.st_mode) & 0o077:
        raise NoHandover(
            "The folder for handing the key over can be reached by somebody else on this machine. Nothing was "
            f"opened; it must belong to the site's own user with the rights 0700, or let {SETTING} name another."
        )
    return folder


def _is_in_memory(folder: Path) -> bool:
    """Whether this very folder is where a memory file system is mounted."""
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    except OSError:
        return False
    kinds = [mount[2] for mount in mounts if mount[1] == str(folder)]
    return bool(kinds) and kinds[-1] in IN_MEMORY


def _files(folder: Path, job: UUID | None = None) -> list[Path]:
    return sorted(folder.glob(f"{job.hex}-*" if job else "*-*"))


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0


def _read_away(path: Path) -> PrivateKey:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        path.unlink()
        return PrivateKey.from_bytes(os.read(descriptor, 64))
    finally:
        os.close(descriptor)


def _remove(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
