"""A first column map for a file that another survey tool exported."""

from pathlib import Path

from heard.base.errors import UserError
from heard.base.files import write_text
from heard.base.messages import quote
from heard.base.surveys import Survey
from heard.catalogue import load_catalogue
from heard.dataset.exports.column_map import ENDING
from heard.dataset.exports.drafting import Draft, draft_map
from heard.dataset.exports.looking import look_at
from heard.dataset.exports.matching import match_columns
from heard.dataset.exports.ours import AREA, SURVEY, WAVE
from heard.dataset.exports.questions import list_asked, list_written


def begin_map(file: Path, *, survey: Survey, wave: str, area: str, out: Path) -> Draft:
    """Write a first map of the file to `out`, which must not be there yet, and return it.

    `wave`, `area`: what stands in every row; empty = left to be filled in. Raises InputProblems where the file cannot
    be read.
    """
    if not out.name.endswith(ENDING):
        raise UserError(
            f"{quote(out.name)} is no name of a column map. It ends in {ENDING}, as {path_beside(file)}."
        )
    if out.exists():
        raise UserError(
            f"{out} is there already, and a person may have worked on it. Move it, or name another --out."
        )
    catalogue = load_catalogue()
    export = look_at(file)
    matches = match_columns(export, list_asked(catalogue, survey), list_written(catalogue, survey))
    draft = draft_map(export, matches, {WAVE: wave, AREA: area, SURVEY: survey.value})
    write_text(out, draft.text)
    return draft


def path_beside(file: Path) -> Path:
    """Where the map of a file is looked for."""
    return file.with_name(f"{file.stem}{ENDING}")
