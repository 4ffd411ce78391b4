"""A programme folder as one file that can be taken elsewhere: all that it holds as of one moment, ledger included.

Whoever writes into the folder meanwhile waits while it is copied, not while the copy is packed.
"""

import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from heard.base.errors import UserError
from heard.base.files import locked, temporary_folder
from heard.base.messages import quote
from heard.disclosure.ledger import Ledger, hold_ledger
from heard.disclosure.ledger.files import FACTS, SNAPSHOTS
from heard.programme.folder import (
    AREAS,
    BENCHMARKS,
    COHORT,
    COMMENTS,
    INCOMING,
    LEDGER,
    RESPONSES,
    SETTINGS,
)
from heard.programme.response_files import HIDDEN

TOP = "programme"  # what the archive unpacks to: a folder of its own
OWNER_ONLY = 0o600
# When a file was last written tells when a council's answers were opened. The first day a zip can name.
NO_DAY = (1980, 1, 1, 0, 0, 0)
NOTHING = "Nothing was copied."

Progress = Callable[[int, int], None]


def write_archive(folder: Path, into: Path, *, say: Progress = lambda _done, _total: None) -> None:
    """Write a zip of the programme folder to `into`, whole or not at all, readable to its owner alone.

    The stored dataset is left out: it is made again from the responses. `say` is told how many files are packed, of
    how many. Raises UserError where there is no programme or a file is a link; DamagedLedger where the ledger is not
    whole, because no release could go on from it.
    """
    if not (folder / SETTINGS).is_file():
        raise UserError(f"There is no programme folder: {SETTINGS} is not there. {NOTHING}")
    with temporary_folder(into.parent) as temporary:
        copy, packed = temporary / TOP, temporary / "packed"
        with held(folder):
            if (folder / INCOMING).exists():
                raise UserError(f"An import broke off half way and is to be finished first. {NOTHING}")
            names = list_files(folder)
            for name in names:
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(folder / name, copy / name)
        _pack(copy, names, packed, say)
        os.replace(packed, into)


@contextmanager
def held(folder: Path) -> Iterator[Ledger]:
    """Nobody writes into the folder through this package. The ledger comes first, as in a release, so that neither
    waits for the other for ever."""
    with ExitStack() as holding:
        ledger = holding.enter_context(hold_ledger(folder / LEDGER))
        holding.enter_context(locked(folder))
        if (folder / RESPONSES).is_dir():
            holding.enter_context(locked(folder / RESPONSES))
        yield ledger


def list_files(folder: Path) -> list[str]:
    """Every file of the programme's, by its path below the folder. UserError where one of them is a link.

    A link would be left out unseen, or bring in a file from anywhere.
    """
    files = [folder / name for name in (SETTINGS, AREAS, COHORT, BENCHMARKS, COMMENTS)]
    below = (RESPONSES, LEDGER, f"{LEDGER}/{FACTS}", f"{LEDGER}/{SNAPSHOTS}")
    for each in below:
        if (folder / each).is_dir():
            files += (path for path in (folder / each).iterdir() if not path.name.startswith(HIDDEN))
    links = [path for path in (*files, *(folder / each for each in below)) if path.is_symlink()]
    if links:
        named = links[0].relative_to(folder)
        raise UserError(f"{quote(str(named))} is a link. {NOTHING} Put the file itself there.")
    return sorted(str(path.relative_to(folder)) for path in files if path.is_file())


def _pack(copy: Path, names: list[str], packed: Path, say: Progress) -> None:
    descriptor = os.open(packed, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with open(descriptor, "wb") as file:
        with zipfile.ZipFile(file, "w") as archive:
            for done, name in enumerate(names):
                say(done, len(names))
                _add(archive, copy / name, f"{TOP}/{name}")
        file.flush()
        os.fsync(descriptor)
    say(len(names), len(names))


def _add(archive: zipfile.ZipFile, path: Path, name: str) -> None:
    told = zipfile.ZipInfo(name, NO_DAY)
    told.compress_type = zipfile.ZIP_DEFLATED
    told.external_attr = OWNER_ONLY << 16
    told.file_size = path.stat().st_size  # so that one of more than two gigabytes is written as such
    with path.open("rb") as content, archive.open(told, "w") as member:
        shutil.copyfileobj(content, member, 1 << 20)
