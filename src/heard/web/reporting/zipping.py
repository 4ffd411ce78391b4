"""Several files as one zip, sent piece by piece: it is never whole, neither in memory nor on a disk."""

from collections.abc import Iterator
from datetime import date
from io import RawIOBase
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from heard.web.policy import PIECE_OF_A_ZIP

PACKED = (".docx", ".pptx", ".xlsx", ".pdf", ".parquet")  # packing them again takes time and saves nothing
OWNER_READS = 0o600


class _Spout(RawIOBase):
    """Takes what is written and gives it back in pieces. It cannot be sought in: the zip is then written in one go."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, piece: bytes) -> int:  # type: ignore[override]  # a zip writes bytes
        """Hold it until it is poured out."""
        self._held += piece
        return len(piece)

    def pour(self) -> bytes:
        """What was written since the last time."""
        poured = bytes(self._held)
        self._held.clear()
        return poured


def zip_files(files: Iterator[tuple[str, bytes]], *, day: date) -> Iterator[bytes]:
    """The pieces of a zip of these files, each dated that day. A file is asked for when it is its turn."""
    spout = _Spout()
    with ZipFile(spout, "w") as archive:
        for name, content in files:
            with archive.open(_entry(name, day), "w") as entry:
                for start in range(0, len(content), PIECE_OF_A_ZIP):
                    entry.write(content[start : start + PIECE_OF_A_ZIP])
                    yield spout.pour()
            yield spout.pour()
    yield spout.pour()


def _entry(name: str, day: date) -> ZipInfo:
    entry = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    entry.compress_type = ZIP_STORED if name.endswith(PACKED) else ZIP_DEFLATED
    entry.external_attr = OWNER_READS << 16
    return entry
