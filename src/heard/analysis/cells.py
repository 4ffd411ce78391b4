"""The cube's counts as arrays: councils × groups' levels × cut points, one survey of one wave at a time.

Everything after the cube works on these; `layout` says which answers make which cut point.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import polars as pl

from heard.analysis.arrays import Floats, Whole
from heard.analysis.layout import RESPONDENTS, Item, Layout, Level, items_of
from heard.base.places import NATION
from heard.base.surveys import Survey, parts_of
from heard.catalogue import Catalogue

Numbered = tuple[list[str], Whole]  # words, and for each row the place of its word in them


@dataclass(frozen=True)
class Cells:
    """Counts of one survey (or several taken together) of one wave.

    `respondents` is (areas, levels); `asked`, `base` and `count` are (areas, levels, items). `levels` begins with
    EVERYBODY; only levels that say something of the group are in it. `of_parts`: of surveys taken together, the
    respondents of each, councils only.
    """

    survey: str
    areas: tuple[str, ...]
    levels: tuple[Level, ...]
    items: tuple[Item, ...]
    respondents: Floats
    asked: Floats
    base: Floats
    count: Floats
    of_parts: tuple[Floats, ...] = ()

    @cached_property
    def headlines(self) -> Whole:
        """Places of the items comparisons and flags rest on."""
        return np.flatnonzero([item.headline for item in self.items])

    @cached_property
    def polarity(self) -> Whole:
        """The items' polarity."""
        return np.array([item.polarity for item in self.items], dtype=np.int64)


def count_cells(
    cube: pl.DataFrame, catalogue: Catalogue, survey: Survey, areas: Sequence[str], *, groups: bool = True
) -> Cells:
    """Cells of one survey from its part of the cube (one wave); with `groups` False only those of everybody."""
    return count_laid_out(cube, Layout.of(catalogue, survey), areas, groups=groups)


def count_laid_out(cube: pl.DataFrame, layout: Layout, areas: Sequence[str], *, groups: bool = True) -> Cells:
    """The same, where the survey's layout is there already."""
    levels = layout.levels if groups else layout.levels[:1]
    table = _table(cube, areas, levels, layout.answers)
    asked, base, count = layout.add_up(table)
    respondents = table[:, :, layout.answers[RESPONDENTS]]
    return Cells(layout.survey, tuple(areas), levels, layout.items, respondents, asked, base, count)


def with_nation(cells: Cells) -> Cells:
    """The same cells with every council together as a last area."""

    def added(values: Floats) -> Floats:
        return np.concatenate([values, values.sum(axis=0, keepdims=True)])

    return Cells(
        cells.survey,
        (*cells.areas, NATION),
        cells.levels,
        cells.items,
        added(cells.respondents),
        added(cells.asked),
        added(cells.base),
        added(cells.count),
        cells.of_parts,
    )


def drop_indicators(cells: Cells, indicators: Collection[str]) -> Cells:
    """The same cells without the items of these indicators."""
    kept = [place for place, item in enumerate(cells.items) if item.indicator not in indicators]
    if len(kept) == len(cells.items):
        return cells
    return replace(
        cells,
        items=tuple(cells.items[place] for place in kept),
        asked=cells.asked[..., kept],
        base=cells.base[..., kept],
        count=cells.count[..., kept],
    )


def take_together(key: str, each: Mapping[str, Cells], catalogue: Catalogue) -> Cells | None:
    """Cells of the surveys `key` names, added (method, item 1); None where they share no cut point.

    A council is in them only where somebody answered each of the surveys: the row names them all. An indicator that
    one of them has no items of is not in them.
    """
    parts = [each[part] for part in parts_of(key) if part in each]
    if len(parts) < len(parts_of(key)):
        return None
    read = set.intersection(*({item.indicator for item in part.items} for part in parts))
    items = tuple(
        item
        for indicator in catalogue.indicators.values()
        if indicator.key in read and catalogue.is_asked(indicator.key, key)
        for item in items_of(indicator, catalogue.asked(indicator.key, key))
    )
    if not items:
        return None
    levels = tuple(level for level in parts[0].levels if all(level in part.levels for part in parts))
    ran = np.all([part.respondents[:, 0] > 0 for part in parts], axis=0)
    picked = [_picked(part, levels, items) for part in parts]
    respondents, asked, base, count = (
        np.sum([arrays[which] for arrays in picked], axis=0)
        * ran.reshape(-1, *[1] * (picked[0][which].ndim - 1))
        for which in range(4)
    )
    of_parts = tuple(arrays[0] for arrays in picked)
    return Cells(key, parts[0].areas, levels, items, respondents, asked, base, count, of_parts)


def places(column: Numbered, index: Mapping[str, int]) -> Whole:
    """The number `index` gives each word of a column; -1 where it gives none."""
    words, numbers = column
    return np.take(np.array([index.get(word, -1) for word in words] or [-1], dtype=np.int64), numbers)


def pair_places(columns: Sequence[Numbered], index: Mapping[tuple[str, str], int]) -> Whole:
    """The number `index` gives each pair of words of two columns; -1 where it gives none."""
    (first_words, first_numbers), (second_words, second_numbers) = columns
    row = {word: place for place, word in enumerate(first_words)}
    column = {word: place for place, word in enumerate(second_words)}
    table = np.full((max(len(row), 1), max(len(column), 1)), -1, dtype=np.int64)
    for (one, other), number in index.items():
        if one in row and other in column:
            table[row[one], column[other]] = number
    return np.take(
        table, first_numbers * table.shape[1] + second_numbers
    )  # thrice as quick as by two numbers


def numbered_columns(frame: pl.DataFrame, *names: str) -> list[Numbered]:
    """Each of these columns numbered; those that are pl.Enum at once, for asking polars takes longer than it does."""
    kinds = {name: kind for name in names if isinstance(kind := frame[name].dtype, pl.Enum)}
    numbers = frame.select(pl.col(name).to_physical() for name in kinds)
    return [
        (kinds[name].categories.to_list(), numbers[name].to_numpy().astype(np.int64))
        if name in kinds
        else numbered(frame[name])
        for name in names
    ]


def numbered(column: pl.Series) -> Numbered:
    """A column's words, which may be more than stand in it, and for each row the place of its word in them."""
    kind = column.dtype
    if isinstance(kind, pl.Categorical):
        there = column.unique()
        numbers = there.to_physical().to_numpy()
        place = np.zeros(int(numbers.max(initial=0)) + 1, dtype=np.int64)
        place[numbers] = np.arange(numbers.size)
        return there.cast(pl.String).to_list(), place[column.to_physical().to_numpy()]
    if not isinstance(kind, pl.Enum):
        kind = pl.Enum(column.cast(pl.String).unique().sort())
        column = column.cast(pl.String).cast(kind)
    return kind.categories.to_list(), column.to_physical().to_numpy().astype(np.int64)


def _table(
    cube: pl.DataFrame, areas: Sequence[str], levels: Sequence[Level], answers: Mapping[tuple[str, str], int]
) -> Floats:
    """The cube's rows as counts of (areas, levels, answers); rows of other levels or answers are left out."""
    code, *pairs = numbered_columns(cube, "area", "group", "level", "indicator", "answer")
    area = places(code, {code: number for number, code in enumerate(areas)})
    level = pair_places(pairs[:2], {pair: number for number, pair in enumerate(levels)})
    answer = pair_places(pairs[2:], answers)
    shape = (len(areas), len(levels), len(answers))
    key, counts = (area * shape[1] + level) * shape[2] + answer, cube["count"].to_numpy()
    unwanted = (area | level | answer) < 0
    if unwanted.any():
        key, counts = key[~unwanted], counts[~unwanted]
    table = np.bincount(key, weights=counts, minlength=int(np.prod(shape))).astype(np.float64, copy=False)
    return table.reshape(shape)


def _picked(
    cells: Cells, levels: Sequence[Level], items: Sequence[Item]
) -> tuple[Floats, Floats, Floats, Floats]:
    """One part's arrays at these levels and items."""
    rows = [cells.levels.index(level) for level in levels]
    keys = [(item.indicator, item.cut_point) for item in cells.items]
    columns = [keys.index((item.indicator, item.cut_point)) for item in items]
    asked, base, count = (
        np.take(np.take(each, rows, axis=1), columns, axis=2)
        for each in (cells.asked, cells.base, cells.count)
    )
    return cells.respondents[:, rows], asked, base, count
