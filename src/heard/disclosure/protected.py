"""Tables that may be shown at a level: the only thing findings, charts and renderers take."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

import polars as pl

from heard.analysis.associations.columns import no_rows
from heard.analysis.frames import ALL, KEYS
from heard.analysis.nation import trends
from heard.base.policy import Level
from heard.base.shares import Banded, Cell, Hidden, Reason, Shown

CellKey = tuple[str, str, str, str, str, str]  # area, survey, group, level, indicator, cut point


class Symbol(StrEnum):
    """Why a value is missing from a released table; the empty symbol means that it is not."""

    SHOWN = ""
    BANDED = "b"
    HIDDEN = "c"
    NOT_ASKED = "z"
    UNRELIABLE = "u"


# The numbers that a row of a release may hold beside its key, by its symbol. A hidden row has a cohort only where it is
# of how many took part: that is no secret, and is known before anybody answered.
MAY_HOLD: Mapping[Symbol, tuple[str, ...]] = {
    Symbol.SHOWN: ("count", "base", "eligible", "share", "low", "high"),
    Symbol.BANDED: ("base", "eligible", "low", "high"),
    Symbol.HIDDEN: ("eligible",),
    Symbol.NOT_ASKED: (),
    Symbol.UNRELIABLE: ("base",),
}
IN_A_BAND = (*MAY_HOLD[Symbol.BANDED], "rule")  # what a banded row of estimates keeps
OF_THE_COHORT = (*MAY_HOLD[Symbol.HIDDEN], "share_of_eligible")  # what a hidden row of participation keeps
NAMES = (*KEYS, "against", "reference", "symbol")  # which cell it is: every row keeps it


def empty(frame: pl.DataFrame, where: pl.Expr, *, keep: Collection[str] = ()) -> pl.DataFrame:
    """The rows at `where` without any value but `keep`; a column added later is emptied too."""
    return frame.with_columns(_emptied(frame, where, keep))


def hide(frame: pl.DataFrame, where: pl.Expr, *, keep: Collection[str] = ()) -> pl.DataFrame:
    """The rows at `where` emptied but for `keep`, with the symbol for it; what was not asked stays so."""
    asked = pl.col("symbol") != Symbol.NOT_ASKED.value
    symbol = pl.when(where & asked).then(pl.lit(Symbol.HIDDEN.value)).otherwise("symbol")
    return frame.with_columns(*_emptied(frame, where, keep), symbol=symbol)


def hide_same(frame: pl.DataFrame, keys: pl.DataFrame) -> pl.DataFrame:
    """The rows hidden that have one of these keys, whose columns the frame has too."""
    marked = keys.unique().with_columns(marked=pl.lit(value=True))
    found = frame.join(marked, on=keys.columns, how="left", maintain_order="left")
    return hide(found, pl.col("marked").is_not_null()).drop("marked")


def _emptied(frame: pl.DataFrame, where: pl.Expr, keep: Collection[str]) -> list[pl.Expr]:
    values = [name for name in frame.columns if name not in (*NAMES, *keep)]
    return [pl.when(where).then(None).otherwise(pl.col(name)).alias(name) for name in values]


def no_associations() -> pl.DataFrame:
    """No association, as a protected table."""
    return no_rows().with_columns(symbol=pl.lit(Symbol.SHOWN.value))


def no_trends() -> pl.DataFrame:
    """No trend, as a protected table."""
    return trends.no_trends().with_columns(symbol=pl.lit(Symbol.SHOWN.value))


@dataclass(frozen=True)
class ProtectedTables:
    """The frames of `analysis.Tables` with a `symbol` column and only such values as `level` may see.

    estimates, comparisons and participation keep the columns of analysis. In a hidden row every value is null;
    in a banded one all but `base`, `eligible`, `low` and `high`, which are the band's ends. A banded row of
    associations holds no number: only that something goes with an outcome. `trends` has rows at level working only.
    """

    level: Level
    wave: str
    estimates: pl.DataFrame
    comparisons: pl.DataFrame
    participation: pl.DataFrame
    associations: pl.DataFrame = field(default_factory=no_associations)
    trends: pl.DataFrame = field(default_factory=no_trends)

    def estimate(
        self,
        survey: str,
        indicator: str,
        cut_point: str,
        *,
        area: str,
        group: str = ALL,
        level: str = ALL,
    ) -> Cell:
        """The share of one cell; Hidden where it is not asked, nobody answered or it may not be shown."""
        return self._cells.get((area, survey, group, level, indicator, cut_point), Hidden(Reason.NOT_ASKED))

    @cached_property
    def _cells(self) -> Mapping[CellKey, Cell]:
        keys = self.estimates.select("area", "survey", "group", "level", "indicator", "cut_point")
        values = self.estimates.select("symbol", "count", "base", "share", "low", "high", "eligible")
        named = values.iter_rows(named=True)
        return {key: _cell(**value) for key, value in zip(keys.iter_rows(), named, strict=True)}


def _cell(
    *,
    symbol: str,
    count: int | None,
    base: int | None,
    share: float | None,
    low: float | None,
    high: float | None,
    eligible: int | None,
) -> Cell:
    if symbol == Symbol.BANDED and low is not None and high is not None:
        return Banded(low, high)
    if symbol == Symbol.NOT_ASKED:
        return Hidden(Reason.NOT_ASKED)
    if symbol != Symbol.SHOWN:
        return Hidden(Reason.SMALL)
    if count is None or not base or share is None or low is None or high is None:
        return Hidden(Reason.NOBODY)
    return Shown(count, base, share, low, high, eligible)
