"""Counts → rows of cohort.csv: each survey in all, then by each demographic singly. Other rows of the file are kept.

With the standard library alone: the site's web process writes such rows too, and loads no data frames.
"""

import csv
import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from heard.base.errors import InputProblems, UserError
from heard.base.files import change_file, to_be_read
from heard.base.messages import name_some
from heard.base.problems import Problem
from heard.catalogue import Catalogue
from heard.cohort.columns import ELIGIBLE, KEYS
from heard.cohort.counting import CohortCount, SurveyCount

Row = Mapping[str, str]  # column → text; a column that is empty is left out
Place = tuple[str, str, str]  # wave, area, survey


class CohortChanged(UserError):
    """The rows that were to be replaced are others than those looked at."""


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows were written, took the place of others, and were there before and are kept."""

    rows: int
    replaced: int
    kept: int


def rows_of(count: CohortCount, *, wave: str, area: str, catalogue: Catalogue) -> tuple[Row, ...]:
    """`wave`, `area`, `survey`, one demographic or none, `eligible`; demographics in the catalogue's order."""
    order = {key: place for place, key in enumerate(catalogue.demographics)}
    return tuple(row for each in count.surveys for row in _rows_of_survey(each, wave, area, order))


def read_rows(path: Path, *, wave: str, area: str) -> tuple[Row, ...]:
    """The rows of one council in one wave; none where there is no file. InputProblems where it is no cohort.csv."""
    if not path.exists():
        return ()
    with to_be_read(path):
        _, rows = _parse(path.name, path.read_bytes())
    return tuple(row for row in rows if (row.get("wave"), row.get("area")) == (wave, area))


def fingerprint(rows: Iterable[Row]) -> str:
    """The same for the same rows in any order."""
    text = json.dumps(sorted(sorted(row.items()) for row in rows))
    return hashlib.sha256(text.encode()).hexdigest()


def write_cohort(
    path: Path, new: Sequence[Row], *, replacing: Collection[Place] = (), expected: str | None = None
) -> Written:
    """Put the rows in the file, in the place of those of the same wave, area and survey; all others stay.

    `replacing`: places whose rows go as well, though no new row is of them. `expected`: the fingerprint of the rows
    that go; CohortChanged where they are others. No other process changes the file between reading and writing.
    """
    places = {_place_of(row) for row in new} | set(replacing)
    written = Written(len(new), 0, 0)

    def change(there: bytes | None) -> bytes:
        nonlocal written
        columns, before = _parse(path.name, there) if there is not None else ([], [])
        gone = [row for row in before if _place_of(row) in places]
        if expected is not None and fingerprint(gone) != expected:
            raise CohortChanged("Somebody else changed who could answer meanwhile. Nothing was changed now.")
        kept = [row for row in before if _place_of(row) not in places]
        written = Written(rows=len(new), replaced=len(gone), kept=len(kept))
        return _write(columns, [*kept, *new])

    change_file(path, change)
    return written


def _rows_of_survey(count: SurveyCount, wave: str, area: str, order: Mapping[str, int]) -> Sequence[Row]:
    keys = {"wave": wave, "area": area, "survey": count.survey.value}
    margins = [
        {**keys, group: level, ELIGIBLE: str(children)}
        for group, levels in sorted(count.groups.items(), key=lambda each: order[each[0]])
        for level, children in levels.items()
    ]
    return [{**keys, ELIGIBLE: str(count.eligible)}, *margins]


def _place_of(row: Row) -> Place:
    return row.get("wave", ""), row.get("area", ""), row.get("survey", "")


def _parse(file: str, content: bytes) -> tuple[list[str], list[Row]]:
    """The names of the columns and the rows; InputProblems where this is no cohort.csv."""
    try:
        lines = [
            [cell.strip() for cell in line]
            for line in csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        ]
    except (UnicodeDecodeError, csv.Error):
        raise _something_else(file, "it is not CSV in UTF-8") from None
    columns, *rows = [line for line in lines if any(line)] or [[]]
    missing = [name for name in (*KEYS, ELIGIBLE) if name not in columns]
    if missing:
        raise _something_else(file, f"it has no column {name_some(missing)}")
    if len(set(columns)) < len(columns) or any(len(row) != len(columns) for row in rows):
        raise _something_else(file, "its rows do not fit its columns")
    return columns, [{name: cell for name, cell in zip(columns, row, strict=True) if cell} for row in rows]


def _something_else(file: str, why: str) -> InputProblems:
    message = f"something else than a cohort.csv is there: {why}. Nothing was written; name another file."
    return InputProblems([Problem(file, message)])


def _write(before: Sequence[str], rows: Sequence[Row]) -> bytes:
    """Every column there was, then those that are new, `eligible` last."""
    found = dict.fromkeys([*KEYS, *before, *(name for row in rows for name in row)])
    columns = [*(name for name in found if name != ELIGIBLE), ELIGIBLE]
    text = StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
