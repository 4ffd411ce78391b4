"""What findings are compared with: a new benchmarks file is laid down, checked, compared, and put in place whole.

The site's own process reads no table: `figures` does it, in a process that has none of the site's secrets.
"""

import hashlib
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from heard.base.errors import UserError
from heard.base.files import locked, temporary_folder, write_together
from heard.web.people.actions import record_for_councils
from heard.web.people.queries import list_council_codes
from heard.web.policy import BENCHMARKS_WAIT_HOURS, SECONDS_TO_CHECK

FILE = "benchmarks.csv"
NONE = "none"  # in place of a digest: there is no file
NEEDED = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "TMPDIR", "OPENBLAS_NUM_THREADS")
GONE = "The checked file is kept for a day, and is there no more. Nothing was changed; choose the file again."


class NotChanged(UserError):
    """The benchmarks stay as they were; the message says why."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a file says and what it would change. `digest`: the file's; `before`: that of the one in place.

    `problems`: severity and sentence. `new`, `changed`, `gone`: figures in words.
    """

    digest: str
    before: str
    is_usable: bool
    problems: tuple[tuple[str, str], ...]
    count: int = 0
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def lay_down(content: bytes) -> str:
    """Keep a chosen file until somebody has read what it changes; its digest. Older ones are removed."""
    digest = hashlib.sha256(content).hexdigest()
    _remove_old()
    write_together(_waiting() / digest, {FILE: lambda path: _write(path, content)})
    return digest


def compare(digest: str) -> Comparison:
    """What the file laid down says. Raises NotChanged where it is there no more, or could not be checked in time."""
    path = _waiting_file(digest)
    before = find_digest()
    command = [sys.executable, "-m", "heard.web.programmes.figures", str(path), str(_folder())]
    only = {name: os.environ[name] for name in NEEDED if name in os.environ}
    try:
        ran = subprocess.run(command, env=only, capture_output=True, timeout=SECONDS_TO_CHECK, check=True)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        raise NotChanged(
            "The file could not be checked. Nothing was changed; try again, and tell whoever runs the site if it "
            "happens twice."
        ) from None
    told = json.loads(ran.stdout)
    lists = {name: tuple(told.get(name, ())) for name in ("new", "changed", "gone")}
    problems = tuple((severity, sentence) for severity, sentence in told["problems"])
    return Comparison(digest, before, told["is_usable"], problems, told.get("count", 0), **lists)


def put_in_place(*, digest: str, before: str, by: str, at: datetime) -> None:
    """The file laid down is the programme's from now on. It is in the log of every council.

    Raises NotChanged where it is no longer there, has errors, or would replace another file than the one it was
    compared with.
    """
    if not compare(digest).is_usable:
        raise NotChanged("The file has errors. Nothing was changed; put them right and choose it again.")
    content = _waiting_file(digest).read_bytes()
    with transaction.atomic():
        record_for_councils(
            list_council_codes(), by=by, action="set the benchmarks", subject=f"file {digest[:12]}", at=at
        )
        _replace(content, before)
    _remove(_waiting() / digest)


def find_digest() -> str:
    """Of the file in place; NONE where there is none."""
    try:
        return hashlib.sha256((_folder() / FILE).read_bytes()).hexdigest()
    except OSError:
        return NONE


def has_programme() -> bool:
    """Whether there is a programme folder for benchmarks to lie in."""
    return (_folder() / "programme.toml").is_file()


def _replace(content: bytes, before: str) -> None:
    """Under the programme's lock, so that nobody puts another in place between the look and the change."""
    with temporary_folder(_folder()) as temporary:
        _write(temporary / FILE, content)
        with locked(_folder()):
            if find_digest() != before:
                raise NotChanged(
                    "Somebody set other benchmarks meanwhile. Nothing was changed; choose the file again to see what "
                    "it changes now."
                )
            os.replace(temporary / FILE, _folder() / FILE)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _folder() -> Path:
    folder: Path = settings.HEARD.home / "programme"
    return folder


def _waiting() -> Path:
    folder: Path = settings.HEARD.home / "waiting"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _waiting_file(digest: str) -> Path:
    """The digest comes out of a form: it is looked for among those that are there, never put into a path."""
    found = next((each / FILE for each in _waiting().iterdir() if each.name == digest), None)
    if found is None or not found.is_file():
        raise NotChanged(GONE)
    return found


def _remove_old() -> None:
    for folder in _waiting().iterdir():
        if time.time() - folder.stat().st_mtime > BENCHMARKS_WAIT_HOURS * 3600:
            _remove(folder)


def _remove(folder: Path) -> None:
    (folder / FILE).unlink(missing_ok=True)
    folder.rmdir()
