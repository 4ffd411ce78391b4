"""Fill a database's table with a programme's responses, so that they are counted there."""

from dataclasses import dataclass
from pathlib import Path

from heard.base.errors import UserError
from heard.catalogue import load_catalogue
from heard.programme.counted import Progress, say_nothing
from heard.programme.engines import EngineName, check_installed
from heard.programme.folder import ensure_stored, open_programme


@dataclass(frozen=True, slots=True)
class Loaded:
    """The table's name, and how many responses stand in it."""

    table: str
    responses: int


def load(folder: Path, *, progress: Progress = say_nothing) -> Loaded:
    """Put every response of a programme into the table `[engine]` names, in place of what it held.

    Raises UserError where no database is named or it cannot be used, InputProblems for files that cannot be read.
    """
    check_installed(EngineName.POSTGRES)
    from heard.programme.engines import postgres

    catalogue = load_catalogue()
    progress("Checking the programme folder")
    programme = open_programme(folder, catalogue)
    if not (programme.engine.url and programme.engine.table):
        raise UserError(postgres.NOT_NAMED)
    progress("Reading the responses")
    stored = ensure_stored(programme, catalogue)
    progress(f"Filling {programme.engine.table}")
    return Loaded(programme.engine.table, postgres.load(stored, programme.engine))
