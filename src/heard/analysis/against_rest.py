"""Each level of a group held against the rest of the children (method, item 6e)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from heard.analysis.arrays import Flags, Floats, Whole, ratio
from heard.analysis.cells import Cells
from heard.analysis.frames import WORD, repeated
from heard.analysis.groups import group_p
from heard.analysis.layout import EVERYBODY
from heard.analysis.multiplicity import false_discovery_q, holm_p
from heard.analysis.pairs import REST, TOO_FEW, Against, Where, first_reason, none_of, pair_frame
from heard.analysis.two_groups import two_group_p
from heard.base.policy import MIN_LEVEL_BASE
from heard.base.surveys import Survey
from heard.catalogue import Catalogue


@dataclass(frozen=True)
class GroupComparison:
    """The levels of one group in one survey: where each stands, the rest, and the tests.

    Arrays are (areas, levels, items) but `overall`, p that all levels answer alike, which is (areas, headlines).
    `made`: the level and one other at least have enough answers.
    """

    cells: Cells
    levels: Whole
    rest_count: Floats
    rest_base: Floats
    made: Flags
    p: Floats
    overall: Floats


def compared_groups(catalogue: Catalogue, survey: Survey) -> tuple[str, ...]:
    """The demographics of a survey whose levels are held against the rest."""
    return tuple(each.key for each in catalogue.demographics_of(survey) if each.compared and each.codes)


def compare_group(cells: Cells, wave: str, group: str) -> GroupComparison:
    """Test one group's levels in every area. Whoever's level is not known is in neither side."""
    levels = _levels_of(cells, group)
    count, base = cells.count[:, levels], cells.base[:, levels]
    rest_count, rest_base = count.sum(axis=1, keepdims=True) - count, base.sum(axis=1, keepdims=True) - base
    return _compared(cells, wave, group, rest=(rest_count, rest_base), beside=(count[:, :0], base[:, :0]))


def compare_open_group(cells: Cells, wave: str, group: str, *, closed: Flags) -> GroupComparison:
    """The same by open figures alone: a level that is not open has base 0 here, as has all of an item whose
    everybody is not open.

    The rest is everybody but the level. `closed` (areas, items): some level of the group is not open. Then everybody
    but the open levels stands beside them as one level more; where all are open, those whose level is not known are
    in no test of the group.
    """
    levels = _levels_of(cells, group)
    count, base = cells.count[:, levels], cells.base[:, levels]
    everybody = cells.levels.index(EVERYBODY)
    all_count, all_base = cells.count[:, [everybody]], cells.base[:, [everybody]]
    left = closed[:, None, :]
    beside_count, beside_base = (
        (whole - part.sum(axis=1, keepdims=True)) * left
        for whole, part in ((all_count, count), (all_base, base))
    )
    answered = base > 0
    rest = (all_count - count) * answered, (all_base - base) * answered
    return _compared(cells, wave, group, rest=rest, beside=(beside_count, beside_base))


def _levels_of(cells: Cells, group: str) -> Whole:
    return np.flatnonzero([each == group for each, _ in cells.levels])


def _compared(
    cells: Cells, wave: str, group: str, *, rest: tuple[Floats, Floats], beside: tuple[Floats, Floats]
) -> GroupComparison:
    """`rest`: count and base of each level's; `beside`: of further levels that only the group's test is made with."""
    levels = _levels_of(cells, group)
    count = np.concatenate([cells.count[:, levels], beside[0]], axis=1)
    base = np.concatenate([cells.base[:, levels], beside[1]], axis=1)
    enters = base >= MIN_LEVEL_BASE
    entered = enters & (enters.sum(axis=1, keepdims=True) >= 2)
    made = entered[:, : levels.size]
    p = np.full(made.shape, np.nan)
    own_count, own_base = cells.count[:, levels], cells.base[:, levels]
    p[made] = two_group_p(own_count[made], own_base[made], rest[0][made], rest[1][made])
    overall = _overall(cells, wave, group, count * entered, base * entered)
    return GroupComparison(cells, levels, *rest, made, p, overall)


def pair_with_rest(comparisons: Sequence[GroupComparison], wave: str) -> list[pl.DataFrame]:
    """Rows of every level against the rest, with q from the family of every group's test in an area.

    A level's q is the larger of its group's and Holm's p over the levels. Cut points that are not the headline
    have rows only where they are tested, and no q.
    """
    if not comparisons:
        return []
    family = np.concatenate([each.overall for each in comparisons], axis=1)
    ends = np.cumsum([each.overall.shape[1] for each in comparisons])[:-1]
    q_overall = np.split(false_discovery_q(family), ends, axis=1)
    surveys: dict[str, list[_Rows]] = {}
    for each, q in zip(comparisons, q_overall, strict=True):
        surveys.setdefault(each.cells.survey, []).append(_rows(each, q))
    cells = {each.cells.survey: each.cells for each in comparisons}
    return [_frame(cells[survey], wave, rows) for survey, rows in surveys.items()]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of one group: places, the rest, whether the comparison is made, p and q; arrays of one length."""

    area: Whole
    level: Whole
    item: Whole
    count: Floats
    base: Floats
    made: Flags
    p: Floats
    q: Floats


def _rows(each: GroupComparison, q_overall: Floats) -> _Rows:
    cells, headlines = each.cells, each.cells.headlines
    q = np.full(each.p.shape, np.nan)
    holm = np.moveaxis(holm_p(np.moveaxis(each.p[:, :, headlines], 1, -1)), -1, 1)
    q[:, :, headlines] = np.maximum(q_overall[:, None, :], holm)
    answered = (cells.base[:, each.levels] > 0) & (each.rest_base > 0)
    at = np.nonzero(each.made | (answered & np.isin(np.arange(len(cells.items)), headlines)))
    area, level, item = at
    return _Rows(
        area,
        each.levels[level],
        item,
        each.rest_count[at],
        each.rest_base[at],
        each.made[at],
        each.p[at],
        q[at],
    )


def _frame(cells: Cells, wave: str, groups: Sequence[_Rows]) -> pl.DataFrame:
    rows = _join(groups)
    against = Against(
        comparator=REST,
        reference=repeated("", rows.p.size, WORD),
        reason=first_reason(rows.p.size, (~rows.made, TOO_FEW), kind=WORD),
        count=rows.count,
        base=rows.base,
        share=ratio(rows.count, rows.base),
        p=rows.p,
        q=rows.q,
        better=none_of(rows.p),
    )
    return pair_frame(cells, wave, Where(rows.area, rows.level, rows.item), against)


def _join(groups: Sequence[_Rows]) -> _Rows:
    return _Rows(
        area=np.concatenate([each.area for each in groups]),
        level=np.concatenate([each.level for each in groups]),
        item=np.concatenate([each.item for each in groups]),
        count=np.concatenate([each.count for each in groups]),
        base=np.concatenate([each.base for each in groups]),
        made=np.concatenate([each.made for each in groups]),
        p=np.concatenate([each.p for each in groups]),
        q=np.concatenate([each.q for each in groups]),
    )


def _overall(cells: Cells, wave: str, group: str, count: Floats, base: Floats) -> Floats:
    """p that the levels answer alike, (areas, headlines); NaN where fewer than two levels enter."""
    headlines = cells.headlines
    shape = (len(cells.areas), headlines.size)

    def words(row: int) -> str:
        area, item = np.unravel_index(row, shape)
        each = cells.items[headlines[item]]
        return "|".join((wave, cells.areas[area], cells.survey, each.indicator, each.cut_point, group))

    rows = [
        np.moveaxis(values[:, :, headlines], 1, -1).reshape(-1, base.shape[1]) for values in (count, base)
    ]
    return group_p(rows[0], rows[1], words).reshape(shape)
