"""The file of a council's opened answers in the programme folder: whole or not at all, and over nothing else."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from heard.base.errors import UserError
from heard.base.files import write_together
from heard.base.messages import quote
from heard.base.problems import Severity
from heard.catalogue import Questionnaire, load_catalogue
from heard.web.results.queries import programme_folder
from heard.web.results.responses import OpenedAnswers, write_rows

if TYPE_CHECKING:
    from heard.dataset.exports.ours import Ours


class AnswersThere(UserError):
    """The folder has answers of this council and wave that are not this opening's."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The programme folder holds answers of this council and wave already, in {quote(name)}. Nothing was "
            "written."
        )


def check_folder(wave: str, council: str) -> None:
    """Raise UserError where the folder cannot take the answers of this council and wave, and AnswersThere."""
    from heard.dataset.codebook import build_codebook
    from heard.dataset.exports.ours import ours_of
    from heard.programme.folder import open_programme

    catalogue = load_catalogue()
    programme = open_programme(programme_folder(), catalogue)
    if council not in programme.areas or wave not in programme.waves:
        raise UserError("the programme lacks this council or this wave")
    own = responses_file(wave, council)
    columns = ours_of(build_codebook(catalogue, programme.waves, programme.areas))
    for file in programme.response_files:
        if file.name != own and _holds_answers(file, columns, wave=wave, council=council):
            raise AnswersThere(file.name)


def _holds_answers(file: Path, columns: "Ours", *, wave: str, council: str) -> bool:
    """Whether answers came another way, as by a copy that was brought in: beside ours they would count twice."""
    import polars as pl

    from heard.dataset.exports.response_file import ResponseFile

    of_it = (pl.col("wave") == wave) & (pl.col("area") == council)
    return any(not rows.filter(of_it).is_empty() for rows in ResponseFile(file, columns).slices())


def responses_file(wave: str, council: str) -> str:
    """The name of the file that a council's opening writes."""
    return f"{wave}-{council}.csv"


def write_answers_file(
    wave: str, council: str, opened: OpenedAnswers, questionnaires: Sequence[Questionnaire]
) -> None:
    """The file stands under its name only after what was written could be read again as so many responses.

    An opening that was killed writes the same again; whatever else stands there is not ours to write over.
    """
    text, name = write_rows(opened, questionnaires), responses_file(wave, council)
    there = programme_folder() / "responses" / name
    if there.exists() and there.read_text(encoding="utf-8") != text:
        raise AnswersThere(name)
    write: Callable[[Path], None] = partial(_write_and_read_again, text, len(opened.rows))
    write_together(programme_folder() / "responses", {name: write})


def _write_and_read_again(text: str, rows: int, path: Path) -> None:
    from heard.dataset.codebook import build_codebook
    from heard.dataset.responses import ResponseReader
    from heard.programme.folder import open_programme

    path.write_text(text, encoding="utf-8", newline="\n")
    catalogue = load_catalogue()
    programme = open_programme(programme_folder(), catalogue)
    reader = ResponseReader(catalogue, build_codebook(catalogue, programme.waves, programme.areas))
    found = sum(batch.frame.height for batch in reader.read([path]))
    if found != rows or any(each.severity is Severity.ERROR for each in reader.problems()):
        raise UserError("the responses could not be read again")
