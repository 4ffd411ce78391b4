"""How many children could answer, out of the programme folder's cohort.csv, for the pages about a wave.

Read with the standard library: the web process loads no data frames. Heard's own reading checks the file; here
anything wrong with it means that nobody knows.
"""

import csv
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

KEYS = {"wave", "area", "survey", "eligible"}
NOBODY_KNOWS: Mapping[str, int] = {}

Row = Mapping[str, str]
Levels = Mapping[str, int]


def read_eligible(programme: Path, *, wave: str, area: str) -> Mapping[str, int]:
    """Children who could answer, by survey; a survey that is not in it has an unknown cohort."""
    try:
        return _add_up(_read(programme, wave, area))
    except (OSError, ValueError, csv.Error):
        return NOBODY_KNOWS


def read_all_eligible(programme: Path) -> Mapping[tuple[str, str], Mapping[str, int]]:
    """The same for every wave and area, by both: read once, and again when the file is another."""
    path = programme / "cohort.csv"
    try:
        seen = path.stat()
    except OSError:
        return {}
    return _read_all(path, seen.st_mtime_ns, seen.st_size)


@lru_cache(maxsize=1)
def _read_all(path: Path, _changed: int, _size: int) -> Mapping[tuple[str, str], Mapping[str, int]]:
    rows: dict[tuple[str, str], list[Row]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not KEYS.issubset(reader.fieldnames or ()):
                return {}
            for row in reader:
                rows.setdefault((row["wave"], row["area"]), []).append(row)
    except (OSError, ValueError, csv.Error):
        return {}
    return {place: _known(of_place) for place, of_place in rows.items()}


def _known(rows: list[Row]) -> Mapping[str, int]:
    """One council's bad figure leaves the others theirs."""
    try:
        return _add_up(rows)
    except (TypeError, ValueError):
        return NOBODY_KNOWS


def read_eligible_groups(programme: Path, *, wave: str, area: str) -> Mapping[tuple[str, str], Levels]:
    """Children who could answer, by survey and demographic and then by level, one demographic at a time.

    Out of the rows that name this demographic and no other. One that does not add up to everybody of its survey, or
    that no row names alone, is left out: its cohort is unknown.
    """
    try:
        rows = _read(programme, wave, area)
        everybody = _add_up(rows)
        found: dict[tuple[str, str], dict[str, int]] = {}
        for row in rows:
            filled = _filled(row)
            if len(filled) == 1:
                (group,) = filled
                levels = found.setdefault((row["survey"], group), {})
                levels[row[group]] = levels.get(row[group], 0) + int(row["eligible"])
    except (OSError, ValueError, csv.Error):
        return {}
    return {key: levels for key, levels in found.items() if sum(levels.values()) == everybody.get(key[0])}


def _read(programme: Path, wave: str, area: str) -> Sequence[Row]:
    """The rows of this wave and area; none where the file has other columns."""
    with (programme / "cohort.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if not KEYS.issubset(rows.fieldnames or ()):
            return []
        return [row for row in rows if (row["wave"], row["area"]) == (wave, area)]


def _filled(row: Row) -> frozenset[str]:
    """The demographics that a row names."""
    return frozenset(name for name, value in row.items() if name and name not in KEYS and value)


def _add_up(rows: Sequence[Row]) -> Mapping[str, int]:
    """Rows that fill the same columns add up to everybody, so any one such set of rows gives the total."""
    totals: dict[tuple[str, frozenset[str]], int] = {}
    for row in rows:
        key = row["survey"], _filled(row)
        totals[key] = totals.get(key, 0) + int(row["eligible"])
    by_survey: dict[str, set[int]] = {}
    for (survey, _), total in totals.items():
        by_survey.setdefault(survey, set()).add(total)
    return {survey: found.pop() for survey, found in by_survey.items() if len(found) == 1}
