"""areas.csv: the councils of a programme."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from heard.base.errors import InputProblems
from heard.base.messages import quote
from heard.base.places import KEY_IN_WORDS, NATION, Area, is_key
from heard.base.problems import Problem
from heard.dataset.reading import ROW
from heard.dataset.small_tables import check_filled, check_one_line, check_unrepeated, read_small_table
from heard.dataset.tally import Tally

REQUIRED = ("area", "name")
OPTIONAL = ("kind", "parent", "neighbours")
SEPARATOR = ";"
MOST_AREAS = 32_767  # what the stored dataset numbers them with holds no more


def read_areas(path: Path) -> tuple[Mapping[str, Area], tuple[Problem, ...]]:
    """Areas by code, in the order of the file, and the warnings. InputProblems where the file has an error.

    A neighbour that is not in the file takes no part in the programme: a warning, and left out.
    """
    tally = Tally()
    table = read_small_table(path, tally, required=REQUIRED, optional=OPTIONAL)
    check_filled(path.name, table, tally, REQUIRED)
    check_unrepeated(path.name, table.drop_nulls("area"), tally, ["area"], "the same area")
    check_one_line(path.name, table, tally, ("name", "kind", "parent"))
    _check_codes(path.name, table, tally)
    _check_neighbours(path.name, table, tally)
    if tally.has_errors():
        raise InputProblems(tally.problems())
    known = set(table["area"])
    areas = {row["area"]: _area(row, known) for row in table.fill_null("").iter_rows(named=True)}
    return areas, tally.problems()


def _check_codes(file: str, table: pl.DataFrame, tally: Tally) -> None:
    given = table.drop_nulls("area")
    for row, code in given.select(ROW, "area").iter_rows():
        if code.casefold() == NATION:
            tally.add(file, f"{quote(code)} stands for all areas together.", column="area", rows=(row,))
        elif not is_key(code):
            message = f"{quote(code)} cannot be an area's code."
            tally.add(file, message, column="area", rows=(row,), allowed=KEY_IN_WORDS)
    alike = given.with_columns(pl.col("area").str.to_lowercase().alias("alike")).unique(
        "area", maintain_order=True
    )
    check_unrepeated(
        file, alike, tally, ["alike"], "a code that differs from another in capital letters only"
    )
    if table.height > MOST_AREAS:
        tally.add(file, f"{table.height:,} areas; no more than {MOST_AREAS:,} can be read.")


def _check_neighbours(file: str, table: pl.DataFrame, tally: Tally) -> None:
    known = set(table["area"])
    for row, area, given in table.select(ROW, "area", "neighbours").drop_nulls().iter_rows():
        codes = _split(given)
        if area in codes:
            message = "an area is not its own neighbour; left out."
            tally.warn(file, message, column="neighbours", rows=(row,))
        for code in codes:
            if code not in known:
                message = f"{quote(code)} is no area of this file; left out."
                tally.warn(file, message, column="neighbours", rows=(row,))


def _area(row: Mapping[str, str], known: set[str]) -> Area:
    neighbours = [code for code in _split(row["neighbours"]) if code in known and code != row["area"]]
    return Area(row["area"], row["name"], row["kind"], row["parent"], tuple(dict.fromkeys(neighbours)))


def _split(codes: str) -> Sequence[str]:
    return [code.strip() for code in codes.split(SEPARATOR) if code.strip()]
