"""A release folder read again: what readers outside the analysts may know, as a table."""

from pathlib import Path

import polars as pl

from heard.base.errors import InputProblems
from heard.dataset.tally import Tally
from heard.programme.release_folder import read_files


def read_release(folder: Path | str) -> pl.DataFrame:
    """The facts of a release that `heard.release_tables` or `heard release` wrote: one row a cell.

    Columns as in its tables.csv: the seven keys, `symbol` ("" shown, "b" a band, "c" not shown, "z" not asked, "u" too
    few to rely on), `count`, `base`, `eligible`, `share`, `low`, `high`. What is not shown is null, never 0.
    Raises InputProblems with all that is wrong where a file was changed, or is no release.
    """
    path, tally = Path(folder), Tally()
    _, facts = read_files(path, path.name, tally)
    if facts is None or tally.has_errors():
        raise InputProblems(tally.problems())
    return facts
