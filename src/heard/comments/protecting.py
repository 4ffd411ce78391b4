"""Counts of themes that may be shown, and when a child's words may be quoted (method, section 4, spec f).

Counts of one question do not add up, nor do those of several (see `counting`), so no cell can be worked out from others
and each is decided by itself, by the primary rules of `disclosure`. What joins cells is time: two releases of one
question differ by the comments decided on between them. So what was said before is held against what is to be said.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from heard.base.errors import HeardError
from heard.base.policy import LEVELS, MIN_BASE_TO_QUOTE, Level
from heard.base.shares import Banded, Cell, Hidden, Reason, Shown
from heard.comments.counting import QUESTION, SCHEMA
from heard.disclosure.deciding.primary import Primary
from heard.disclosure.protected import Symbol

KEY = (*QUESTION, "code")
RELEASED = {
    **SCHEMA,
    "symbol": pl.String,
    "share": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}


@dataclass(frozen=True)
class ProtectedThemes:
    """`frame`: columns as RELEASED, one row a code of a question, whether or not it is shown.

    A row without symbol has count, base and share; one with `b` its base and the ends of its band; with `c` nothing.
    """

    level: Level
    frame: pl.DataFrame

    def cell(self, survey: str, question: str, code: str, *, area: str, wave: str) -> Cell:
        """How many comments say it. Hidden where it may not be shown, or nothing was decided on.

        Of what is shown `low` and `high` are the share: comments are all that were written, not a sample of children.
        """
        return self._cells.get((wave, area, survey, question, code), Hidden(Reason.NOT_ASKED))

    @cached_property
    def _cells(self) -> Mapping[tuple[str, ...], Cell]:
        keys = self.frame.select(KEY).iter_rows()
        values = self.frame.select("symbol", "count", "base", "low", "high").iter_rows()
        return {key: _cell(*value) for key, value in zip(keys, values, strict=True)}


def protect_themes(
    counts: pl.DataFrame, level: Level, *, earlier: pl.DataFrame | None = None
) -> ProtectedThemes:
    """What `level` may see of one council's counts of themes.

    A question that fewer than the level's least base wrote to is hidden whole. A count under the threshold, nought
    among them, or that leaves fewer than the threshold who did not say it, is given as a band that is the same for all
    of them. `earlier`: every frame of these waves released before at any level, one under the other. A question is
    hidden where the comments since are too few, and a count where of those since too few said it, or did not.
    Raises HeardError for the level working, where nothing is hidden, and for counts of several councils.
    """
    if level is Level.WORKING:
        raise HeardError("at level working counts of themes are not protected")
    if counts["area"].n_unique() > 1:
        raise HeardError("counts of themes are protected one council at a time")
    primary = Primary.of(LEVELS[level])
    said = _said_before(earlier)
    rows = [_row(row[:5], row[5], row[6], primary, said) for row in counts.select(list(SCHEMA)).iter_rows()]
    return ProtectedThemes(level, pl.DataFrame(rows, schema=RELEASED, orient="row"))


def may_quote(*, comments: int, respondents: int) -> bool:
    """Whether anything of a council's question may be quoted: both who wrote to it and who took part are enough.

    Everything else about a quotation, whatever identifies anybody gone and two people's eyes, is for those who choose.
    """
    return min(comments, respondents) >= MIN_BASE_TO_QUOTE


Said = Mapping[
    tuple[str, ...], list[tuple[int, int | None]]
]  # key -> (base, count), None where it was a band


def _said_before(earlier: pl.DataFrame | None) -> Said:
    found: dict[tuple[str, ...], list[tuple[int, int | None]]] = {}
    if earlier is not None:
        told = earlier.filter(pl.col("base").is_not_null())
        for *key, base, count in told.select(*KEY, "base", "count").iter_rows():
            found.setdefault(tuple(key), []).append((base, count))
    return found


def _row(key: tuple[str, ...], count: int, base: int, primary: Primary, said: Said) -> tuple[object, ...]:
    before = said.get(key, [])
    if base < primary.minimum_base or any(
        0 < abs(base - other) < primary.minimum_base for other, _ in before
    ):
        return (*key, None, None, Symbol.HIDDEN.value, None, None, None)
    telling = any(_tells(count, base, then, other, primary) for other, then in before if then is not None)
    if telling:
        return (*key, None, None, Symbol.HIDDEN.value, None, None, None)
    if _is_few(count, base, primary):
        return (*key, None, base, Symbol.BANDED.value, None, *primary.band(count, base))
    return (*key, count, base, Symbol.SHOWN.value, count / base, None, None)


def _is_few(count: int, base: int, primary: Primary) -> bool:
    return count < primary.threshold or base - count < primary.threshold


def _tells(count: int, base: int, then: int, base_then: int, primary: Primary) -> bool:
    """Whether the comments since can be told apart: few of them say it, or few do not."""
    say, do_not = count - then, (base - count) - (base_then - then)
    return any(0 < abs(since) < primary.threshold for since in (say, do_not))


def _cell(symbol: str, count: int | None, base: int | None, low: float | None, high: float | None) -> Cell:
    if symbol == Symbol.BANDED and low is not None and high is not None:
        return Banded(low, high)
    if symbol != Symbol.SHOWN or count is None or not base:
        return Hidden(Reason.SMALL)
    return Shown(count, base, count / base, count / base, count / base)
