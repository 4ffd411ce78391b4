"""What was said before of the same children, to the same readers or to more: it cannot be taken back.

A cell that was shown is known, and no longer a thing to hide; one that was hidden stays hidden, for the rest of what
was said is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from heard.base.policy import Level
from heard.disclosure.facts import EVERY_ONE, RESPONDENTS
from heard.disclosure.protected import Symbol

Before = Literal["shown", "hidden", "banded", "open"]
Key = tuple[str, str, str, str, str]  # survey, group, level, indicator, cut point


@dataclass(frozen=True)
class Said:
    """The status of each cell of one council's wave that was said before; every other one is `open`.

    `needs`: cells that may not be shown anew because so few answers changed since, with what must stay in doubt.
    """

    before: Mapping[Key, Before] = field(default_factory=dict)
    needs: Mapping[Key, tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def read(cls, said: pl.DataFrame | None, further: pl.DataFrame | None, level: Level) -> "Said":
        """`said`: facts with the column `to`, the level they were said to. `further`: keys with `up` and `down`."""
        return cls({} if said is None else _statuses(said, level), {} if further is None else _needs(further))

    def respondents(self, survey: str, group: str, level: str) -> Before:
        """What was said of how many took part."""
        return self.of(survey, group, level, RESPONDENTS, EVERY_ONE)

    def of(self, survey: str, group: str, level: str, indicator: str, cut_point: str) -> Before:
        """What was said of a cell."""
        return self.before.get((survey, group, level, indicator, cut_point), "open")

    def need(self, survey: str, group: str, level: str, indicator: str, cut_point: str) -> tuple[int, int]:
        """What must stay in doubt of a cell because few answers changed."""
        return self.needs.get((survey, group, level, indicator, cut_point), (0, 0))


def _statuses(said: pl.DataFrame, level: Level) -> dict[Key, Before]:
    words: dict[str, Before] = {Symbol.SHOWN: "shown", Symbol.BANDED: "banded"}
    found: dict[Key, Before] = {}
    columns = ("survey", "group", "level", "indicator", "cut_point", "symbol", "to")
    for *key, symbol, to in said.select(columns).iter_rows():
        status = words.get(symbol, "hidden")
        place = (key[0], key[1], key[2], key[3], key[4])
        if to == level:
            found[place] = status
        elif status == "shown":  # to more readers: these know it too, but more may be said to them
            found.setdefault(place, status)
    return found


def _needs(further: pl.DataFrame) -> dict[Key, tuple[int, int]]:
    columns = ("survey", "group", "level", "indicator", "cut_point", "up", "down")
    return {
        (row[0], row[1], row[2], row[3], row[4]): (row[5], row[6])
        for row in further.select(columns).iter_rows()
    }
