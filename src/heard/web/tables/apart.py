"""Reading a council's table in a process of its own: a page must not load what reads workbooks, nor trust the file.

The file goes to its standard input and cells come from its standard output; nothing of it touches a disk, an argument
or a log. The process has a memory and a time of its own, and nothing of the caller's environment but where programs
are found. On the way in: one line of JSON (name of the file, limits), then the file.
"""

import json
import os
import resource
import subprocess
import sys
from typing import IO, TYPE_CHECKING

from heard.base.errors import HeardError, InputProblems, UserError
from heard.base.problems import Problem
from heard.base.secrecy import keep_to_itself
from heard.cohort.returns.given import BOOKS, OPEN_DOCUMENT, TEXTS, GivenFile
from heard.web.policy import MEMORY_TO_READ_A_TABLE, SECONDS_TO_READ_A_TABLE
from heard.web.tables.cells import Answer, Cells

if TYPE_CHECKING:
    from heard.cohort.returns.grids import Grid
    from heard.dataset.tally import Tally

COMMAND = (sys.executable, "-P", "-X", "utf8", "-m", "heard.web.tables.apart")
TAKEN_ALONG = ("PATH", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "LANG", "LC_ALL")
ONE_THREAD = {"POLARS_MAX_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
WORD = ".docx"
READABLE = (*TEXTS, *BOOKS, OPEN_DOCUMENT, WORD)
NOTHING_KEPT = "Nothing of it was kept."
OUT_OF_MEMORY = 4  # exit code


class CannotRead(UserError):
    """The reading did not come to an end, whatever the file holds."""


def read_apart(name: str, content: bytes) -> Answer:
    """What a file holds. Raises InputProblems with all that is wrong with it, CannotRead where it came to no end."""
    head = json.dumps({"name": name}).encode() + b"\n"
    try:
        done = subprocess.run(
            COMMAND,
            input=head + content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={key: value for key, value in os.environ.items() if key in TAKEN_ALONG} | ONE_THREAD,
            timeout=SECONDS_TO_READ_A_TABLE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CannotRead(
            f"Reading the file took longer than {SECONDS_TO_READ_A_TABLE} seconds and was stopped. {NOTHING_KEPT} "
            "Save the table alone, as CSV."
        ) from None
    if done.returncode == OUT_OF_MEMORY:
        raise CannotRead(f"The file needs more memory than there is for it here. {NOTHING_KEPT}")
    if done.returncode != 0:
        raise CannotRead(f"The reading was ended before it was done. {NOTHING_KEPT} Send the file again.")
    return _read_answer(done.stdout)


def _read_answer(content: bytes) -> Answer:
    try:
        answer = Answer.from_bytes(content)
    except (ValueError, KeyError, TypeError):
        raise CannotRead(f"The reading came to nothing. {NOTHING_KEPT} Send the file again.") from None
    if answer.problems:
        raise InputProblems(answer.problems)
    return answer


def main(given: IO[bytes], answered: IO[bytes]) -> int:
    """Read what comes in, answer, and say nothing else."""
    try:
        name = str(json.loads(given.readline())["name"])
        _limit()
        answered.write(_answer(name, given.read()).to_bytes())
    except MemoryError:
        return OUT_OF_MEMORY
    except BaseException:  # noqa: BLE001 whatever it is, its words may hold what stands in the file
        return HeardError.exit_code
    return 0


def _answer(name: str, content: bytes) -> Answer:
    try:
        return read_here(name, content)
    except InputProblems as error:
        return Answer(problems=error.problems)
    except UserError as error:
        return Answer(problems=(Problem(name, str(error)),))


def read_here(name: str, content: bytes) -> Answer:
    """What the process reads; nowhere else but in tests, which bring their own files. Raises InputProblems."""
    from heard.dataset.tally import Tally  # with what reads files, for this process alone

    file, tally = GivenFile(name, content), Tally()
    if file.suffix == WORD:
        from heard.web.tables.word import WORDS_OUTSIDE, read_word_tables

        tables, has_words_outside = read_word_tables(file.name, file.content)
        return Answer(tables, notes=(WORDS_OUTSIDE,) if has_words_outside else ())
    grids = _read_grids(file, tally)
    cells = tuple(Cells(each.place, each.rows, each.faults) for each in grids)
    return Answer(cells, notes=tuple(str(each) for each in tally.problems()))


def _read_grids(file: GivenFile, tally: "Tally") -> "tuple[Grid, ...]":
    if file.suffix in TEXTS:
        from heard.cohort.returns.grids import read_text_grid

        return (read_text_grid(file, tally),)
    if file.suffix in BOOKS:
        from heard.cohort.returns.workbooks import read_workbook_grids

        return read_workbook_grids(file)
    if file.suffix == OPEN_DOCUMENT:
        from heard.cohort.returns.open_documents import read_open_document_grids

        return read_open_document_grids(file)
    known = ", ".join(READABLE)
    raise InputProblems([Problem(file.name, f"this kind of file cannot be read. Those that can: {known}.")])


def _limit() -> None:
    """Memory and time end this process alone; nobody else on the machine reads what it holds."""
    keep_to_itself()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_TO_READ_A_TABLE, MEMORY_TO_READ_A_TABLE))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_TO_READ_A_TABLE, SECONDS_TO_READ_A_TABLE))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes no file, whatever a library would like to


if __name__ == "__main__":
    sys.exit(main(sys.stdin.buffer, sys.stdout.buffer))
