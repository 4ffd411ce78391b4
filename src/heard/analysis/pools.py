"""The other councils a council is held against (method, items 6a and 6b)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from heard.analysis.arrays import Flags, Floats
from heard.analysis.cells import Cells
from heard.base.places import Area, Wave
from heard.base.policy import MAX_POOL_SHARE, MIN_POOL_AREAS, MIN_POOL_BASE, POOL_MONTHS


@dataclass(frozen=True, slots=True)
class Pool:
    """Every council's latest answers to one survey: (areas, items)."""

    count: Floats
    base: Floats


@dataclass(frozen=True, slots=True)
class Reference:
    """What each council is held against, itself left out: (areas, items).

    `areas` is how many councils are in it, `largest` the biggest one's part of its answers.
    """

    count: Floats
    base: Floats
    areas: Floats
    largest: Floats

    def qualifies(self) -> Flags:
        """Enough councils and answers, and no council more than the allowed part (which is never trimmed)."""
        enough = (self.areas >= MIN_POOL_AREAS) & (self.base >= MIN_POOL_BASE)
        return enough & (self.largest <= MAX_POOL_SHARE * self.base)


def in_time_order(waves: Mapping[str, Wave]) -> tuple[Wave, ...]:
    """The waves, latest first."""
    return tuple(
        sorted(waves.values(), key=lambda each: (each.closes_on, each.opens_on, each.key), reverse=True)
    )


def waves_of_pool(waves: Mapping[str, Wave], wave: Wave) -> tuple[Wave, ...]:
    """Waves a pool for this wave may take answers from: the wave first, then the latest."""
    earliest = months_before(wave.closes_on, POOL_MONTHS)
    others = (
        each
        for each in in_time_order(waves)
        if each.key != wave.key and earliest <= each.closes_on <= wave.closes_on
    )
    return (wave, *others)


def months_before(day: date, months: int) -> date:
    """The day so many months earlier; the last of the month where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for days in (day.day, 30, 29):
        try:
            return date(year, month + 1, min(day.day, days))
        except ValueError:
            continue
    return date(year, month + 1, 28)


def leave_out(cells: Cells, indicators: Collection[str]) -> Cells:
    """The cells with nobody's answers to these indicators, which a wave asked otherwise."""
    if not indicators:
        return cells
    kept = np.array([item.indicator not in indicators for item in cells.items], dtype=np.float64)
    return replace(cells, asked=cells.asked * kept, base=cells.base * kept, count=cells.count * kept)


def pool_latest(each: Sequence[Cells]) -> Pool:
    """Each council's latest answers to each item, from cells of everybody, latest wave first."""
    count, base = each[0].count[:, 0].copy(), each[0].base[:, 0].copy()
    for cells in each[1:]:
        missing = base == 0
        count[missing], base[missing] = cells.count[:, 0][missing], cells.base[:, 0][missing]
    return Pool(count, base)


def others_of(pool: Pool) -> Reference:
    """Every other council together."""
    ranked = np.sort(pool.base, axis=0)
    largest, second = ranked[-1], ranked[-2] if len(ranked) > 1 else np.zeros(pool.base.shape[1])
    return Reference(
        count=pool.count.sum(axis=0) - pool.count,
        base=pool.base.sum(axis=0) - pool.base,
        areas=(pool.base > 0).sum(axis=0) - (pool.base > 0).astype(np.float64),
        largest=np.where(pool.base == largest, second, largest),
    )


def neighbour_table(areas: Sequence[str], named: Mapping[str, Area]) -> Flags:
    """(areas, areas): whether the second is named as a neighbour of the first; its own code is dropped."""
    number = {code: place for place, code in enumerate(areas)}
    table = np.zeros((len(areas), len(areas)), dtype=bool)
    for code in areas:
        for neighbour in named[code].neighbours if code in named else ():
            if neighbour in number and neighbour != code:
                table[number[code], number[neighbour]] = True
    return table


def neighbours_of(pool: Pool, table: Flags) -> Reference:
    """The neighbours of each council together."""
    near = table.astype(np.float64)
    return Reference(
        count=near @ pool.count,
        base=near @ pool.base,
        areas=near @ (pool.base > 0).astype(np.float64),
        largest=np.stack([_largest(pool.base[row]) for row in table]) if len(table) else pool.base,
    )


def _largest(base: Floats) -> Floats:
    result: Floats = base.max(axis=0, initial=0.0)
    return result
