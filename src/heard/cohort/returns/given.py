"""A file as it was given: its name and its bytes, in memory. Where it came from, a disk or a form, no reader knows."""

from dataclasses import dataclass
from pathlib import Path, PurePath

from heard.base.files import to_be_read

TEXTS, BOOKS, OPEN_DOCUMENT, XML = (".csv", ".tsv", ".txt"), (".xlsx", ".xlsm"), ".ods", ".xml"
READABLE = (*TEXTS, *BOOKS, OPEN_DOCUMENT, XML)


@dataclass(frozen=True, slots=True, repr=False)
class GivenFile:
    """Children stand in `content`: it has no representation. `name` is for messages, and says by its end what it is."""

    name: str
    content: bytes

    @property
    def suffix(self) -> str:
        """The end of the name, in small letters: `.csv`."""
        return PurePath(self.name).suffix.lower()


def read_given(path: Path) -> GivenFile:
    """The file on a disk; of a kind that cannot be read, its name alone. InputProblems where it is not to be had."""
    with to_be_read(path):
        is_known = path.suffix.lower() in READABLE
        path.stat()
        return GivenFile(path.name, path.read_bytes() if is_known else b"")
