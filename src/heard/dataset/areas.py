"""areas.csv: the councils of a programme."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from heard.base.errors import InputProblems
from heard.base.places import NATION, Area
from heard.base.problems import Problem
from heard.dataset.reading import ROW
from heard.dataset.small_tables import check_filled, check_unrepeated, read_small_table
from heard.dataset.tally import Tally
from heard.dataset.wrong_values import quote

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
    _check_codes(path.name, table, tally)
    _check_neighbours(path.name, table, tally)
    if tally.has_errors():
        raise InputProblems(tally.problems())
    known = set(table["area"])
    areas = {row["area"]: _area(row, known) for row in table.fill_null("").iter_rows(named=True)}
    return areas, tally.problems()


def _check_codes(file: str, table: pl.DataFrame, tally: Tally) -> None:
    reserved = table.filter(pl.col("area") == NATION)[ROW]
    if len(reserved):
        tally.add(file, f"{quote(NATION)} stands for all areas together.", column="area", rows=reserved)
    split = table.filter(pl.col("area").str.contains(SEPARATOR, literal=True))[ROW]
    if len(split):
        tally.add(file, "an area's code holds no semicolon.", column="area", rows=split)
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
