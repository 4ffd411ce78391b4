"""The files below responses: which are read, which column map belongs to which, and what must not be passed over."""

from collections.abc import Sequence
from pathlib import Path

from heard.base.messages import name_some
from heard.dataset.exports.column_map import ENDING
from heard.dataset.reading import READERS
from heard.dataset.tally import Tally

# May hold responses too: refused with what can be read, never passed over.
NOT_READ = (
    ".zsav",
    ".por",
    ".xls",
    ".xlsm",
    ".xlsb",
    ".ods",
    ".tsv",
    ".json",
    ".gz",
    ".zip",
    ".dta",
    ".rds",
    ".feather",
)
HIDDEN = (".", "~$")  # of the system, and what Excel keeps beside an open workbook


def list_response_files(folder: Path, tally: Tally) -> tuple[Path, ...]:
    """The files to read, by name. One of a kind that is not read yet is an error, so that no answers are lost, and so
    is a column map that belongs to none of them or to two."""
    if not folder.is_dir():
        tally.add(folder.name, "the folder is missing.")
        return ()
    visible = [path for path in sorted(folder.iterdir()) if not path.name.startswith(HIDDEN)]
    tables = [path for path in visible if path.suffix.lower() in (*READERS, *NOT_READ)]
    files = tuple(path for path in tables if not path.is_dir() and _is_utf8(path.name))
    for path in visible:
        if path.is_dir():
            message = "is a folder, and not read. Files of responses stand side by side in responses."
            tally.warn(f"{folder.name}/{path.name}", message)
        elif path.name.endswith(ENDING):
            _check_map(path, files, tally)
        elif path not in tables:
            tally.warn(f"{folder.name}/{path.name}", "is no file of responses, and not read.")
        elif path not in files:
            tally.add(
                f"{folder.name}/{path.name}", "the file's name holds letters that cannot be read. Rename it."
            )
    if not files:
        tally.warn(folder.name, "there are no responses.")
    return files


def _check_map(path: Path, files: Sequence[Path], tally: Tally) -> None:
    """A column map is called as the file it belongs to, so that nobody has to look inside."""
    stem = path.name.removesuffix(ENDING)
    owners = [each.name for each in files if each.stem == stem]
    where = f"{path.parent.name}/{path.name}"
    if len(owners) > 1:
        words = f"is the column map of {name_some(owners)}. Give each a name of its own, and a map where it needs one."
        tally.add(where, words)
    elif not owners:
        words = "is a column map without its file. Give it the file's name: answers.csv has answers"
        tally.add(where, f"{words}{ENDING}.")


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
