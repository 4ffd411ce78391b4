"""A council held against published figures of the population (method, item 6c; decision 0006)."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import polars as pl

from heard.analysis.arrays import Flags, Floats, ratio
from heard.analysis.cells import Cells
from heard.analysis.frames import WORD
from heard.analysis.one_sample import one_sample_p
from heard.analysis.pairs import (
    LOOSE_MATCH,
    NOT_COMPARABLE,
    POPULATION,
    TOO_FEW,
    Against,
    Where,
    first_reason,
    none_of,
    pair_frame,
)
from heard.analysis.two_groups import two_group_p
from heard.base.policy import MIN_BASE_TO_COMPARE
from heard.base.surveys import parts_of
from heard.catalogue.benchmarks import Benchmark, Match

Key = tuple[str, str, str]  # indicator, survey, cut point


def choose_benchmarks(benchmarks: Iterable[Benchmark]) -> Mapping[Key, Benchmark]:
    """One benchmark an (indicator, survey, cut point): a testable one before a loose one, then the one whose ages
    overlap the survey's most, then the closer match, then the first in the file."""
    chosen: dict[Key, Benchmark] = {}
    for each in benchmarks:
        key = (each.indicator, each.survey, each.cut_point)
        if key not in chosen or _rank(each) > _rank(chosen[key]):
            chosen[key] = each
    return chosen


def is_testable(benchmark: Benchmark) -> bool:
    """Whether shares may be tested against it: not a loose match, nor 0 or 1 without a base."""
    return benchmark.match is not Match.LOOSE and (benchmark.base is not None or 0 < benchmark.share < 1)


def pair_with_population(
    cells: Cells, wave: str, benchmarks: Mapping[Key, Benchmark], selected: Flags
) -> pl.DataFrame | None:
    """Rows against each item's benchmark, for the selected areas; None where no item has one."""
    found = [benchmarks.get((item.indicator, cells.survey, item.cut_point)) for item in cells.items]
    listed = [(place, each) for place, each in enumerate(found) if each is not None]
    if not listed:
        return None
    has_one = np.array([each is not None for each in found])
    area, item = np.nonzero((cells.base[:, 0] > 0) & selected[:, None] & has_one)
    return pair_frame(
        cells,
        wave,
        Where(area, np.zeros_like(area), item),
        _against(
            cells.count[area, 0, item], cells.base[area, 0, item], [dict(listed)[int(each)] for each in item]
        ),
    )


def _against(count: Floats, base: Floats, benchmarks: Sequence[Benchmark]) -> Against:
    share = np.array([each.share for each in benchmarks], dtype=np.float64)
    their_base = np.array(
        [np.nan if each.base is None else each.base for each in benchmarks], dtype=np.float64
    )
    their_count = np.floor(share * their_base + 0.5)
    with_base = ~np.isnan(their_base)
    loose = np.array([each.match is Match.LOOSE for each in benchmarks], dtype=bool)
    untestable = np.array([not is_testable(each) for each in benchmarks], dtype=bool)
    too_few = base < MIN_BASE_TO_COMPARE
    p = np.where(
        with_base, two_group_p(count, base, their_count, their_base), one_sample_p(count, base, share)
    )
    return Against(
        comparator=POPULATION,
        reference=pl.Series([each.population for each in benchmarks], dtype=WORD),
        reason=first_reason(
            count.size, (loose, LOOSE_MATCH), (untestable, NOT_COMPARABLE), (too_few, TOO_FEW), kind=WORD
        ),
        count=their_count,
        base=their_base,
        share=np.where(with_base, ratio(their_count, their_base), share),
        p=np.where(untestable | too_few, np.nan, p),
        q=none_of(count),
        better=none_of(count),
    )


def _rank(benchmark: Benchmark) -> tuple[bool, int, bool]:
    ages = [part.ages for part in parts_of(benchmark.survey)]
    first, last = min(low for low, _ in ages), max(high for _, high in ages)
    overlap = min(last, benchmark.age_to) - max(first, benchmark.age_from) + 1
    return is_testable(benchmark), max(overlap, 0), benchmark.match is Match.SAME
