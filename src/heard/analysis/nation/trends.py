"""Trends over three or more comparable waves, of each council and of the nation."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import polars as pl

from heard.analysis.arrays import Flags, Floats, Whole
from heard.analysis.cells import Cells
from heard.analysis.flags import DIRECTION_WORDS, Flag, comparison_flags, directions
from heard.analysis.frames import KEY_SCHEMA, real, repeated, whole, worded
from heard.analysis.layout import EVERYBODY, Item
from heard.analysis.multiplicity import false_discovery_q_by_family
from heard.analysis.nation.trend_tests import find_trends
from heard.analysis.pairs import INTERVAL_TOO_WIDE, NOT_COMPARABLE, TOO_FEW, first_reason
from heard.base.errors import HeardError
from heard.base.places import NATION, Wave
from heard.base.policy import BENT_P, MIN_BASE_TO_COMPARE, MIN_WAVES_FOR_TREND

TREND_WORDS = ("clear", "possible", "steady", "cannot_tell")  # by Flag: "in line" with itself is steady
NOT_A_STRAIGHT_LINE = "not_a_straight_line"
DAYS_IN_A_YEAR = 365.25

SCHEMA = {
    **KEY_SCHEMA,
    "waves": pl.Int64,
    "first_wave": pl.String,
    "last_wave": pl.String,
    "years": pl.Float64,
    "first_count": pl.Int64,
    "first_base": pl.Int64,
    "last_count": pl.Int64,
    "last_base": pl.Int64,
    "smallest_base": pl.Int64,
    "slope": pl.Float64,
    "slope_low": pl.Float64,
    "slope_high": pl.Float64,
    "change": pl.Float64,
    "change_low": pl.Float64,
    "change_high": pl.Float64,
    "p": pl.Float64,
    "departure_p": pl.Float64,
    "q": pl.Float64,
    "flag": pl.String,
    "direction": pl.String,
    "reason": pl.String,
}

Series = Sequence[tuple[Wave, Cells]]


def no_trends() -> pl.DataFrame:
    """An empty table of trends."""
    return pl.DataFrame(schema=SCHEMA)


def describe_trends(each: Sequence[Series], *, nation: bool = True) -> pl.DataFrame:
    """The trends of every survey's series: columns of SCHEMA, one row an area and headline.

    A series is one survey's waves with their cells of everybody, oldest first, all of the same councils and items;
    the last is the wave described. A wave that asked an item otherwise has base 0 there. A row stands for a council
    (or the nation, `all`: every council held against itself) with answers in that wave and in two others at least.

    `slope` is in shares a year with a 95 % interval, `change` the line's from first to last wave with a 90 %
    interval. p, slope and change are null where a wave has too few answers. `q` is over an area's rows of all
    surveys. `flag`: clear, possible, steady, cannot_tell, by the lines of a comparison; "steady" is not said where
    the shares depart from a straight line. `reason`: too_few, not_comparable (no council answered twice),
    not_a_straight_line, interval_too_wide. With `nation` False there are no rows of the nation.
    Raises HeardError where a series does not fit together.
    """
    traced = [rows for series in each for rows in _trace(series) if nation or rows.areas != (NATION,)]
    if not traced:
        return no_trends()
    return _judge(pl.concat([_frame(rows) for rows in traced])).select(*SCHEMA)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of one survey's councils, or of its nation. `count` and `base` are (rows, strata, waves)."""

    waves: tuple[Wave, ...]
    survey: str
    areas: tuple[str, ...]
    items: tuple[Item, ...]
    area: Whole
    item: Whole
    count: Floats
    base: Floats


def _trace(series: Series) -> list[_Rows]:
    if len(series) < MIN_WAVES_FOR_TREND:
        return []
    _check(series)
    waves = tuple(wave for wave, _ in series)
    first = series[0][1]
    councils = np.flatnonzero([area != NATION for area in first.areas])
    items = first.headlines
    count, base = (
        np.stack([values[:, 0][councils][:, items] for values in arrays], axis=2)
        for arrays in ([cells.count for _, cells in series], [cells.base for _, cells in series])
    )
    areas = tuple(first.areas[place] for place in councils)
    area, item = np.nonzero(_enough_waves(base))
    [together] = np.nonzero(_enough_waves(base.sum(axis=0)))
    named = tuple(first.items[place] for place in items)
    return [
        _Rows(
            waves,
            first.survey,
            areas,
            named,
            area,
            item,
            count[area, item][:, None],
            base[area, item][:, None],
        ),
        _Rows(
            waves,
            first.survey,
            (NATION,),
            named,
            np.zeros_like(together),
            together,
            count[:, together].swapaxes(0, 1),
            base[:, together].swapaxes(0, 1),
        ),
    ]


def _check(series: Series) -> None:
    closing = [wave.closes_on for wave, _ in series]
    if sorted(set(closing)) != closing:
        raise HeardError(
            "a trend needs its waves oldest first, each closing on a later day than the one before"
        )
    first = series[0][1]
    for _, cells in series:
        same = (cells.survey, cells.areas, cells.items) == (first.survey, first.areas, first.items)
        if not same or cells.levels[0] != EVERYBODY:
            raise HeardError(f"the waves of a trend of {first.survey} differ in survey, areas or items")


def _enough_waves(base: Floats) -> Flags:
    answered = base > 0
    enough: Flags = answered[..., -1] & (answered.sum(axis=-1) >= MIN_WAVES_FOR_TREND)
    return enough


def _frame(rows: _Rows) -> pl.DataFrame:
    """One row a trend, with all but what hangs on the other rows of its area."""
    count, base = rows.count.sum(axis=1), rows.base.sum(axis=1)
    answered = base > 0
    first, row = answered.argmax(axis=1), np.arange(len(base))
    smallest = np.where(answered, base, np.inf).min(axis=1, initial=np.inf)
    years = _years(rows.waves)
    keys = [wave.key for wave in rows.waves]
    return pl.DataFrame(
        {
            "wave": repeated(keys[-1], row.size),
            "area": worded(rows.areas, rows.area),
            "survey": repeated(rows.survey, row.size),
            "group": repeated(EVERYBODY[0], row.size),
            "level": repeated(EVERYBODY[1], row.size),
            "indicator": worded([item.indicator for item in rows.items], rows.item),
            "cut_point": worded([item.cut_point for item in rows.items], rows.item),
            "waves": answered.sum(axis=1),
            "first_wave": worded(keys, first),
            "last_wave": repeated(keys[-1], row.size),
            "years": years[-1] - years[first],
            "first_count": whole(count[row, first]),
            "first_base": whole(base[row, first]),
            "last_count": whole(count[:, -1]),
            "last_base": whole(base[:, -1]),
            "smallest_base": whole(smallest),
            **{
                name: real(values) for name, values in _figures(rows, smallest >= MIN_BASE_TO_COMPARE).items()
            },
            "polarity": np.array([item.polarity for item in rows.items], dtype=np.int64)[rows.item],
        }
    )


def _years(waves: Sequence[Wave]) -> Floats:
    """When each wave closed, in years after the first."""
    return np.array([(wave.closes_on - waves[0].closes_on).days / DAYS_IN_A_YEAR for wave in waves])


def _figures(rows: _Rows, made: Flags) -> dict[str, Floats]:
    """The fields of Trends by name, NaN where no trend is sought."""
    places = np.flatnonzero(made)

    def words(row: int) -> str:
        item = rows.items[rows.item[places[row]]]
        area = rows.areas[rows.area[places[row]]]
        return f"{rows.waves[-1].key}|{area}|{rows.survey}|{item.indicator}|{item.cut_point}|trend"

    found = find_trends(rows.count[made], rows.base[made], _years(rows.waves), words)
    figures = {field.name: np.full(made.size, np.nan) for field in fields(found)}
    for name, values in figures.items():
        values[made] = getattr(found, name)
    return figures


def _judge(trends: pl.DataFrame) -> pl.DataFrame:
    """With q, flag, direction and reason."""
    slope, change, low, high, p, departure_p = (
        trends[name].to_numpy()
        for name in ("slope", "change", "change_low", "change_high", "p", "departure_p")
    )
    family = trends["area"].rank("dense").to_numpy().astype(np.int64)
    polarity, base = trends["polarity"].to_numpy(), trends["smallest_base"].to_numpy().astype(np.float64)
    q = false_discovery_q_by_family(p, family)
    flags = comparison_flags(
        base=base,
        difference=change,
        low_90=low,
        high_90=high,
        p=p,
        q=q,
        polarity=polarity,
        better=np.full(q.shape, np.nan),
    )
    bent = (flags == Flag.IN_LINE) & (np.nan_to_num(departure_p, nan=1.0) <= BENT_P)
    flags = np.where(bent, Flag.CANNOT_TELL, flags)
    few = base < MIN_BASE_TO_COMPARE
    return trends.with_columns(
        real(q).alias("q"),
        worded(TREND_WORDS, flags).alias("flag"),
        worded(DIRECTION_WORDS, directions(slope, polarity)).alias("direction"),
        first_reason(
            q.size,
            (few, TOO_FEW),
            (np.isnan(slope), NOT_COMPARABLE),
            (np.isnan(p), TOO_FEW),
            (bent, NOT_A_STRAIGHT_LINE),
            (flags == Flag.CANNOT_TELL, INTERVAL_TOO_WIDE),
        ).alias("reason"),
    )
