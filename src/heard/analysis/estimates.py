"""How many gave each answer, of how many, and what the whole cohort would have said (method, items 1, 2, 10)."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import polars as pl

from heard.analysis.arrays import Flags, Floats, Whole, ratio
from heard.analysis.cells import Cells
from heard.analysis.eligible import eligible_at, eligible_of
from heard.analysis.flags import LEVEL_FLAG_WORDS, LevelFlag, level_flags
from heard.analysis.frames import LARGE_KEY_SCHEMA, WORD, key_columns, real, whole, worded
from heard.analysis.intervals import NOTE_WORDS, Note, cohort_intervals
from heard.base.bands import WELLBEING_BAND
from heard.base.surveys import parts_of
from heard.catalogue import POSITIVE, Catalogue

ROWS_AT_ONCE = 65_536  # some thirty arrays of that length (16 MB) stay in the processor's reach

SCHEMA: Mapping[str, pl.DataType | type[pl.DataType]] = {
    **LARGE_KEY_SCHEMA,
    "count": pl.Int64,
    "base": pl.Int64,
    "eligible": pl.Int64,
    "share": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "note": WORD,
    "level_flag": WORD,
    "rule": WORD,
}


def estimate(
    each: Iterable[Cells],
    *,
    catalogue: Catalogue,
    cohort: pl.DataFrame,
    wave: str,
    rules: Mapping[str, str] | None = None,
) -> pl.DataFrame:
    """The estimates of every survey's cells: one row a cell with answers, and one for everybody of an area even
    where nobody gave a code of the scale. Words are categories (`frames.in_words`). `cohort` is Cohort.frame; `rules`
    says by survey how the well-being band was made, which stands beside each of its shares."""
    frames = [
        frame
        for cells in each
        for frame in _estimate(cells, catalogue, cohort, wave, (rules or {}).get(cells.survey))
    ]
    return pl.concat([pl.DataFrame(schema=SCHEMA), *frames])


def _estimate(
    cells: Cells, catalogue: Catalogue, cohort: pl.DataFrame, wave: str, rule: str | None
) -> Iterator[pl.DataFrame]:
    """The rows of one survey, so many at once."""
    is_band = np.array([each.indicator == WELLBEING_BAND for each in cells.items], dtype=np.int64)
    ran = cells.respondents[:, :1, None] > 0
    first = np.arange(len(cells.levels))[None, :, None] == 0
    found = np.nonzero(ran & (first | (cells.base > 0)))
    eligible = eligible_of(cohort, wave, cells)
    for begin in range(0, found[0].size, ROWS_AT_ONCE):
        area, level, item = (each[begin : begin + ROWS_AT_ONCE] for each in found)
        rows = _rows(cells, catalogue, eligible, wave, (area, level, item))
        yield rows.with_columns(worded((None, rule), is_band[item], WORD).alias("rule"))


def _rows(
    cells: Cells, catalogue: Catalogue, cohort: Floats, wave: str, at: tuple[Whole, Whole, Whole]
) -> pl.DataFrame:
    area, level, item = at
    count, base = cells.count[area, level, item], cells.base[area, level, item]
    eligible = eligible_at(cells, cohort, area, level, item)
    intervals = cohort_intervals(count, base, eligible)
    share = ratio(count, base)
    flags = np.full(item.size, LevelFlag.NONE, dtype=np.int64)
    judged = np.flatnonzero((level == 0) & _may_be_flagged(cells)[item])
    flags[judged] = level_flags(
        base=base[judged],
        share=share[judged],
        low=intervals.low_outward[judged],
        high=intervals.high_outward[judged],
        expected_of_all=_expected_of_all(cells, catalogue)[item[judged]],
    )
    return pl.DataFrame(
        {
            **key_columns(cells, wave, at, WORD),
            "count": whole(count),
            "base": whole(base),
            "eligible": whole(np.where(intervals.notes == Note.COHORT_TOO_SMALL, np.nan, eligible)),
            "share": real(share),
            "low": real(intervals.low_outward),
            "high": real(intervals.high_outward),
            "note": worded(NOTE_WORDS, intervals.notes, WORD),
            "level_flag": worded(LEVEL_FLAG_WORDS, flags, WORD),
        }
    )


def _expected_of_all(cells: Cells, catalogue: Catalogue) -> Flags:
    return np.array(
        [catalogue.indicators[each.indicator].expected_of_all for each in cells.items], dtype=bool
    )


def _may_be_flagged(cells: Cells) -> Flags:
    """Only positive answers, in a survey of its own."""
    alone = len(parts_of(cells.survey)) == 1
    return np.array([alone and each.cut_point == POSITIVE for each in cells.items], dtype=bool)
