"""The small tables of two programme folders put together: new rows are added, and none says anything else than before.

Rows that stand for the same thing (one area, one survey's cohort, one published figure, one council's comments on a
wave) are compared together and as they are written; their order never matters.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from heard.base.messages import name_some
from heard.base.problems import Problem
from heard.dataset.reading import read_table
from heard.programme.folder import AREAS, BENCHMARKS, COHORT, COMMENTS

STANDS_FOR: Mapping[str, tuple[str, ...]] = {
    AREAS: ("area",),
    COHORT: ("wave", "area", "survey"),
    BENCHMARKS: ("indicator", "survey", "cut_point", "population"),
    COMMENTS: ("wave", "area"),
}

Row = Mapping[str, str]  # without empty cells
Thing = tuple[str, ...]


@dataclass(frozen=True)
class Joined:
    """One file. `content`: what it becomes, None where it stays as it is. `new`, `same`: how many things.

    `different`: what stands in both and is not said alike.
    """

    content: bytes | None = None
    new: int = 0
    same: int = 0
    different: tuple[Thing, ...] = ()

    def problems(self, file: str) -> list[Problem]:
        """Why nothing can be put together; none where it can."""
        if not self.different:
            return []
        named = name_some([" ".join(each) for each in self.different])
        words = f"the copy says something else than what is here of {named}. Nothing that is here is written over."
        return [Problem(file, words)]


def join(file: str, ours: Path, theirs: Path) -> Joined:
    """What becomes of a file of that name here when the one there comes in. InputProblems where one cannot be read."""
    if not (theirs / file).is_file():
        return Joined()
    told = _group(_read(theirs / file), STANDS_FOR[file])
    if not (ours / file).is_file():
        return Joined((theirs / file).read_bytes(), new=len(told))
    here = _read(ours / file)
    known = _group(here, STANDS_FOR[file])
    new = [thing for thing in told if thing not in known]
    different = [thing for thing in told if thing in known and _alike(told[thing]) != _alike(known[thing])]
    added = [row for thing in new for row in told[thing]]
    content = _write([*here, *added]) if added and not different else None
    return Joined(content, len(new), len(told) - len(new) - len(different), tuple(different))


def _read(path: Path) -> list[Row]:
    rows = read_table(path).iter_rows(named=True)
    filled = [{name: value for name, value in row.items() if value is not None} for row in rows]
    return [row for row in filled if row]


def _group(rows: Sequence[Row], keys: Sequence[str]) -> dict[Thing, list[Row]]:
    found: dict[Thing, list[Row]] = {}
    for row in rows:
        found.setdefault(tuple(row.get(key, "") for key in keys), []).append(row)
    return found


def _alike(rows: Sequence[Row]) -> list[list[tuple[str, str]]]:
    return sorted(sorted(row.items()) for row in rows)


def _write(rows: Sequence[Row]) -> bytes:
    text = StringIO()
    columns = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
