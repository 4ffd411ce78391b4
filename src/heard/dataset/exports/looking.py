"""An export as somebody sees it who has to map it: its columns, what stands over them and which answers they hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from heard.base.files import to_be_read
from heard.dataset.csv_files import COMMA, find_separator
from heard.dataset.reading import CSV, read_slices
from heard.dataset.sav_files import Variable, describe_sav

MOST_VALUES = 40  # a column with more different values holds no answers to choose from


@dataclass(frozen=True, slots=True)
class Column:
    """`heading`: what a .sav calls it, else its name. `values`: those that stand in it or have a label, sorted; None
    where there are more than MOST_VALUES. `labels`: by value, of a .sav. `empty_count`: rows with nothing in it."""

    name: str
    heading: str
    values: tuple[str, ...] | None
    labels: Mapping[str, str]
    empty_count: int = 0

    def words_of(self, value: str) -> str:
        """The label of a value, or the value where it has none."""
        return self.labels.get(value, value)


@dataclass(frozen=True, slots=True)
class Export:
    """`separator`: what stands between the fields of a CSV."""

    file: str
    columns: tuple[Column, ...]
    separator: str = COMMA


def look_at(path: Path) -> Export:
    """The columns of a file that another tool wrote. InputProblems where it cannot be read."""
    with to_be_read(path):
        separator = find_separator(path) if path.suffix.lower() == CSV else COMMA
        variables = describe_sav(path) if path.suffix.lower() == ".sav" else {}
    seen: dict[str, set[str]] = {}
    empty: dict[str, int] = {}
    for rows in read_slices(path, separator):
        for name in rows.columns:
            empty[name] = empty.get(name, 0) + rows[name].null_count()
            _add(seen.setdefault(name, set()), rows[name])
    columns = (_column(name, seen[name], empty[name], variables.get(name)) for name in seen)
    return Export(path.name, tuple(columns), separator)


def _add(values: set[str], column: pl.Series) -> None:
    """One more than MOST_VALUES is enough to know that there are too many: what people wrote is not gathered."""
    if len(values) <= MOST_VALUES:
        values.update(column.unique().drop_nulls().sort().head(MOST_VALUES + 1))


def _column(name: str, seen: set[str], empty: int, variable: Variable | None) -> Column:
    labels = variable.labels if variable else {}
    heading = (variable.heading if variable else "") or name
    values = None if len(seen) > MOST_VALUES else tuple(sorted({*seen, *labels}, key=_in_order))
    return Column(name, heading, values, labels, empty)


def _in_order(value: str) -> tuple[float, str]:
    try:
        return float(value), value
    except ValueError:
        return float("inf"), value
