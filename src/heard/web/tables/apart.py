"""Reading a council's table in a process of its own (`base.apart`): a page loads nothing that reads workbooks.

On the way in: one line of JSON (the name of the file), then the file. On the way out: `cells.Answer`.
"""

import json
import sys
from typing import IO, TYPE_CHECKING

from heard.base.apart import NoEnd, Why, answer_apart, ask_apart, limit_process
from heard.base.errors import InputProblems, UserError
from heard.base.problems import Problem
from heard.cohort.returns.given import BOOKS, OPEN_DOCUMENT, TEXTS, GivenFile
from heard.web.policy import MEMORY_TO_READ_A_TABLE, SECONDS_TO_READ_A_TABLE
from heard.web.tables.cells import Answer, Cells

if TYPE_CHECKING:
    from heard.cohort.returns.grids import Grid
    from heard.dataset.tally import Tally

COMMAND = (sys.executable, "-P", "-X", "utf8", "-m", "heard.web.tables.apart")
WORD = ".docx"
READABLE = (*TEXTS, *BOOKS, OPEN_DOCUMENT, WORD)
NOTHING_KEPT = "Nothing of it was kept."
SAYS = {
    Why.TIME: f"Reading the file took longer than {SECONDS_TO_READ_A_TABLE} seconds and was stopped. {NOTHING_KEPT} "
    "Save the table alone, as CSV.",
    Why.MEMORY: f"The file needs more memory than there is for it here. {NOTHING_KEPT}",
    Why.ENDED: f"The reading was ended before it was done. {NOTHING_KEPT} Send the file again.",
}


class CannotRead(UserError):
    """The reading did not come to an end, whatever the file holds."""


def read_apart(name: str, content: bytes) -> Answer:
    """What a file holds. Raises InputProblems with all that is wrong with it, CannotRead where it came to no end."""
    head = json.dumps({"name": name}).encode() + b"\n"
    try:
        return _read_answer(ask_apart(COMMAND, head + content, seconds=SECONDS_TO_READ_A_TABLE))
    except NoEnd as ended:
        raise CannotRead(SAYS[ended.why]) from None


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

    def read() -> None:
        name = str(json.loads(given.readline())["name"])
        limit_process(seconds=SECONDS_TO_READ_A_TABLE, memory=MEMORY_TO_READ_A_TABLE)
        answered.write(_answer(name, given.read()).to_bytes())

    return answer_apart(read)


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


if __name__ == "__main__":
    sys.exit(main(sys.stdin.buffer, sys.stdout.buffer))
