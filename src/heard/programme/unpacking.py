"""Opening a zip of a programme folder that somebody hands in: nothing in it is believed before it was looked at.

Only what `archive` writes comes out of it, below the folder it is given and nowhere else. How much comes out is counted
as it comes, whatever the zip says of itself.
"""

import errno
import io
import os
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from heard.base.errors import InputProblems
from heard.base.messages import count_of, quote
from heard.base.problems import Problem
from heard.programme.folder import AREAS, BENCHMARKS, COHORT, COMMENTS, LEDGER, RESPONSES, SETTINGS
from heard.programme.response_files import HIDDEN

FILES = (SETTINGS, AREAS, COHORT, BENCHMARKS, COMMENTS)
FOLDERS = (RESPONSES, LEDGER, f"{LEDGER}/facts", f"{LEDGER}/snapshots")
OF_THE_LEDGER = re.compile(r"head|key|next|[0-9]{4,9}\.json|(facts|snapshots)/[0-9a-f]{64}\.parquet")
LONGEST_NAME = 200  # bytes: what any disk takes, with room for what is written beside it
ENCRYPTED = 0x1 | 0x40 | 0x2000  # of a member's flags
PACKED_AS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
PIECE = 1 << 20
SLACK = 16 << 20  # so little may come out of any zip, however small: alike rows pack well
BYTES_OF_A_NAME = 400  # what a member takes in the zip's list at most: 46, its name, and where it lies
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)
NOTHING = "Nothing was unpacked."
BROKEN = (
    "This is no zip, or it was damaged or cut short on its way. Take the copy again and bring it as it came."
)

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may come out. `ratio`: bytes that come out for each byte of the zip."""

    files: int
    size: int
    ratio: int


class NotUnpacked(InputProblems):
    """The zip is none, holds what no programme folder has, or would fill the disk."""


def unpack(file: Path, into: Path, limits: Limits, *, say: Progress = lambda _done, _total: None) -> None:
    """Unpack it to `into`, a folder that is made and is its owner's alone; the zip's own top folder is left out.

    `say` is told how many files are unpacked, of how many. Raises NotUnpacked with everything that is wrong with it.
    What came out until then lies in `into`, which is the caller's to remove.
    """
    try:
        with _Bounded(file, limits.files * BYTES_OF_A_NAME) as bounded, zipfile.ZipFile(bounded) as archive:
            places = _place(archive.infolist(), limits)
            _make_folders(into)
            left = _Left(limits.size, limits.ratio * file.stat().st_size + SLACK)
            for done, (name, member) in enumerate(places.items()):
                say(done, len(places))
                _write(archive, member, into / name, left)
            say(len(places), len(places))
    except DAMAGED:
        raise _refuse(BROKEN) from None
    except OSError as error:
        if error.errno != errno.EINVAL:  # the disk's fault; a place before the beginning is the zip's
            raise
        raise _refuse(BROKEN) from None


class _Bounded(io.FileIO):
    """The zip, of which nothing large is read at once: the list of its names is, and may be made to fill the memory."""

    def __init__(self, path: Path, most: int) -> None:
        super().__init__(path)
        self.most = max(most, PIECE)

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:
            size = os.fstat(self.fileno()).st_size - self.tell()
        if size > self.most:
            raise _refuse("The list of files in this zip is longer than that of any programme folder.")
        return super().read(size) or b""


@dataclass
class _Left:
    """How many bytes may still come out: of any zip, and of one so small."""

    size: int
    of_ratio: int

    def take(self, count: int) -> None:
        self.size -= count
        self.of_ratio -= count
        if self.size < 0:
            raise _refuse("More comes out of this zip than a programme folder may hold.")
        if self.of_ratio < 0:
            raise _refuse("Far more comes out of this zip than such a small file can honestly hold.")


def _refuse(message: str) -> NotUnpacked:
    return NotUnpacked([Problem("the zip", f"{message} {NOTHING}")])


# --- Names --------------------------------------------------------------------------------------------


def _place(members: Sequence[zipfile.ZipInfo], limits: Limits) -> dict[str, zipfile.ZipInfo]:
    """Each file by where it goes. NotUnpacked with every member that may not be there."""
    if len(members) > limits.files:
        raise _refuse(f"It holds {count_of(len(members), 'file')}; {limits.files:,} are the most.")
    top = _find_top(members)
    wrong = [Problem(quote(each.filename), why) for each in members if (why := _wrong_with(each, top))]
    places = {_below(each, top): each for each in members if not each.is_dir()}
    seen: dict[str, str] = {}
    for each in members:
        alike = unicodedata.normalize("NFC", each.filename.rstrip("/")).casefold()
        if alike in seen:
            wrong.append(Problem(quote(each.filename), f"stands there twice: so does {quote(seen[alike])}."))
        seen[alike] = each.filename
    if not wrong and SETTINGS not in places:
        wrong.append(Problem(SETTINGS, "is not in the zip: it is no copy of a programme folder."))
    if wrong:
        raise NotUnpacked(wrong)
    return places


def _find_top(members: Sequence[zipfile.ZipInfo]) -> str:
    """The one folder that everything lies in, with a stroke at its end; empty where there is none."""
    tops = {each.filename.partition("/")[0] for each in members}
    is_nested = all("/" in each.filename for each in members)
    (top,) = tops if len(tops) == 1 else ("",)
    return f"{top}/" if top and is_nested and top not in FOLDERS and top not in (".", "..") else ""


def _below(member: zipfile.ZipInfo, top: str) -> str:
    return member.filename.removeprefix(top)


def _wrong_with(member: zipfile.ZipInfo, top: str) -> str:
    """Why this member may not be there; empty where it may."""
    name = _below(member, top)
    if member.orig_filename != member.filename or "\\" in name or not name.isprintable():
        return "its name holds what no name of a file should."
    kind = stat.S_IFMT(member.external_attr >> 16)
    if member.is_dir():
        is_known = name.rstrip("/") in ("", *FOLDERS) and kind in (0, stat.S_IFDIR)
        return "" if is_known and not member.file_size else "is no folder of a programme folder."
    if kind not in (0, stat.S_IFREG):
        return "is a link or something else that is no file. Put the file itself there."
    if member.flag_bits & ENCRYPTED:
        return "is encrypted, and cannot be read here."
    if member.compress_type not in PACKED_AS:
        return "is packed in a way that no copy of a programme folder is."
    return "" if _is_known(name) else "is no file of a programme folder. A copy of one holds nothing else."


def _is_known(name: str) -> bool:
    folder, _, own = name.partition("/")
    if folder == LEDGER:
        return OF_THE_LEDGER.fullmatch(own) is not None
    if folder == RESPONSES:
        is_plain = "/" not in own and own not in ("", ".", "..") and not own.startswith(HIDDEN)
        return is_plain and len(own.encode(errors="replace")) <= LONGEST_NAME
    return name in FILES


# --- What comes out -----------------------------------------------------------------------------------


def _make_folders(into: Path) -> None:
    into.mkdir(mode=0o700)
    for folder in FOLDERS:
        (into / folder).mkdir(mode=0o700)


def _write(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path, left: _Left) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    written = 0
    with open(descriptor, "wb") as file, archive.open(member) as content:
        while piece := content.read(PIECE):
            left.take(len(piece))
            written += len(piece)
            file.write(piece)
    if written != member.file_size:
        raise zipfile.BadZipFile("shorter than it says")
