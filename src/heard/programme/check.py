"""Everything wrong in a programme folder, with Heard's own catalogue."""

from pathlib import Path

from heard.base.problems import Problem
from heard.catalogue import load_catalogue
from heard.programme import folder as programme_folder


def check_programme(folder: Path | str) -> tuple[Problem, ...]:
    """Every error and warning of every file, all at once; empty where nothing is wrong."""
    return programme_folder.check_programme(Path(folder), load_catalogue())
