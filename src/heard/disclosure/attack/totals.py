"""What is said of the nation, and which sums of councils fit it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from heard.analysis.arrays import Flags, Whole
from heard.analysis.frames import ALL
from heard.base.places import NATION
from heard.base.policy import POOL_BASE_ROUNDING
from heard.disclosure.attack.questions import Question
from heard.disclosure.attack.reading import Row
from heard.disclosure.attack.releases import Audience
from heard.disclosure.facts import RESPONDENTS, SCHEMA

National = Mapping[
    tuple[str, str, str], list[tuple[str, Row]]
]  # by wave, survey and indicator, with the release


@dataclass(frozen=True, slots=True)
class NationalRow:
    """What a row says of the nation. `base`: the least and most that answered; `count` that gave one of the answers
    of `mask`, exactly, or `points`, their share in whole per cent."""

    mask: int
    base: tuple[int, int] | None
    count: int | None
    points: int | None


def list_national(audience: Audience, before: National) -> National:
    """The rows of the nation that say a number: those of the level that is judged, and the ones known `before`."""
    found = {key: list(rows) for key, rows in before.items()}
    says = pl.any_horizontal(pl.col("count", "base", "share").is_not_null())
    for release in audience.releases:
        if release.level != audience.level:
            continue
        national = release.facts.filter(area=NATION, group=ALL).filter(
            says, pl.col("indicator") != RESPONDENTS
        )
        for values in national.select(list(SCHEMA)).iter_rows():
            row = Row(*values)
            found.setdefault((row.wave, row.survey, row.indicator), []).append((release.name, row))
    return found


def read_row(row: Row, question: Question) -> NationalRow:
    """What a row says, taken back to what it was rounded from."""
    half = POOL_BASE_ROUNDING // 2
    base = None if row.base is None else (max(row.base - half, 0), row.base + half - 1)
    points = None if row.share is None else round(row.share * 100)
    return NationalRow(question.cuts[row.cut_point], base, row.count, points)


class Nation:
    """The sums that fit what is said of the nation. Its masks are m sets of answers; `whole` is that of all."""

    def __init__(
        self, rows: tuple[NationalRow, ...], masks: Sequence[int], whole: int, *, is_whole: bool
    ) -> None:
        self._place = {mask: place for place, mask in enumerate(masks)}
        self.rows, self._whole, self._is_whole = rows, whole, is_whole
        ends = [row.base for row in rows if row.base is not None]
        self.least_base = max((least for least, _ in ends), default=0)
        self.most_base = min((most for _, most in ends), default=None)

    @property
    def is_told(self) -> bool:
        """Whether it is said how many answered, and every set of answers that something is said of is there."""
        places = {row.mask for row in self.rows} | {self._whole}
        return self.most_base is not None and places <= set(self._place)

    def fits(self, sums: Whole) -> Flags:
        """(k,) whether each of the sums, (k, m), is possible: is the nation's, or no more where others are in it."""
        return self._fits_all(sums) if self._is_whole else self._fits_some(sums)

    def aim(self) -> Whole:
        """(m,) the middle of what fits, -1 where nothing is said; 0 where the councils are only some of it."""
        target = np.full(len(self._place), -1)
        if not self._is_whole:
            return np.zeros_like(target)
        base = (self.least_base + (self.most_base or 0)) // 2
        target[self._place[self._whole]] = base
        for row in self.rows:
            if row.count is not None:
                target[self._place[row.mask]] = row.count
            elif row.points is not None:
                target[self._place[row.mask]] = round(base * row.points / 100)
        return target

    def _fits_all(self, sums: Whole) -> Flags:
        base = sums[:, self._place[self._whole]]
        fit: Flags = (base >= self.least_base) & (base <= (self.most_base or 0))
        for row in self.rows:
            count = sums[:, self._place[row.mask]]
            if row.count is not None:
                fit &= count == row.count
            elif row.points is not None:
                low, high = _ends(base, row.points)
                fit &= (low <= count) & (count <= high)
        return fit

    def _fits_some(self, sums: Whole) -> Flags:
        """Others make up the rest: as many answered as can have."""
        base = np.full(len(sums), self.most_base or 0)
        fit: Flags = (sums[:, self._place[self._whole]] <= base) & (base >= self.least_base)
        for mask in {row.mask for row in self.rows}:
            least, most = np.zeros_like(base), np.full_like(base, self.most_base or 0)
            for row in (each for each in self.rows if each.mask == mask):
                if row.count is not None:
                    least, most = np.maximum(least, row.count), np.minimum(most, row.count)
                elif row.points is not None:
                    low, high = _ends(base, row.points)
                    least, most = np.maximum(least, low), np.minimum(most, high)
            fit &= (least <= most) & (sums[:, self._place[mask]] <= most)
        return fit


def _ends(base: Whole, points: int) -> tuple[Whole, Whole]:
    """The fewest and the most of the base that are so many per cent of it, rounded half up."""
    return -((1 - 2 * points) * base // 200), ((2 * points + 1) * base - 1) // 200
