"""Rows of a table as they may be drawn: chosen, rounded to whole per cents, or only said."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import polars as pl

from heard.base.errors import UserError
from heard.base.messages import name_some, quote
from heard.base.policy import MIN_LEVEL_BASE
from heard.base.shares import percent
from heard.catalogue import Asked, Catalogue, load_catalogue
from heard.charts.vega.words import per_cent, say, say_count
from heard.disclosure.protected import Symbol

SAID_OF = {Symbol.HIDDEN: "hidden", Symbol.NOT_ASKED: "not_asked", Symbol.UNRELIABLE: "unreliable"}
CHOICES_NAMED = 10


@dataclass(frozen=True, slots=True)
class Seen:
    """A share as it may be drawn, in whole per cent. `said`: in words why it is not, empty where it is; then it holds
    no number, nor how many answered.

    `low` and `high` are the ends of its interval, None where there is none; with `is_band` the share lies somewhere
    between them, and `share` is None.
    """

    label: str
    answers: str
    share: int | None = None
    low: int | None = None
    high: int | None = None
    is_band: bool = False
    said: str = ""

    def tell(self) -> str:
        """Every number of it in words."""
        if self.said:
            return say("shares.told_said", label=self.label, said=self.said)
        if self.low is None or self.high is None:
            return say("shares.told_alone", label=self.label, share=_text(self.share), answers=self.answers)
        key = "shares.told_band" if self.is_band else "shares.told"
        return say(
            key,
            label=self.label,
            share=_text(self.share),
            low=per_cent(self.low),
            high=per_cent(self.high),
            answers=self.answers,
        )


def _text(share: int | None) -> str:
    return "" if share is None else per_cent(share)


def see(row: Mapping[str, object], label: str) -> Seen:
    """A row of estimates or of a release: drawn, a band, or only said. Under MIN_LEVEL_BASE answers it is only said."""
    symbol = Symbol(cast(str, row.get("symbol") or ""))
    if symbol in SAID_OF:
        return Seen(label, "", said=say(f"said.{SAID_OF[symbol]}"))
    base = cast("int | None", row["base"]) or 0
    answers = say_count("answers", base)
    if not base:
        return Seen(label, "", said=say("said.nobody"))
    if base < MIN_LEVEL_BASE:
        return Seen(label, "", said=say("said.few", least=MIN_LEVEL_BASE))
    low, high = (_whole(row[name]) for name in ("low", "high"))
    if symbol is Symbol.BANDED:
        return Seen(label, answers, None, low, high, is_band=True)
    return Seen(label, answers, _whole(row["share"]), low, high)


def _whole(share: object) -> int | None:
    return None if share is None else percent(cast(float, share))


def choose(frame: pl.DataFrame, **where: str) -> pl.DataFrame:
    """The rows where each column holds that word. UserError where there are none, with what the column does hold."""
    found = frame
    for column, word in where.items():
        there = found[column].unique().sort().cast(pl.String).to_list()
        found = found.filter(pl.col(column).cast(pl.String) == word)
        if found.is_empty():
            has = name_some(there, CHOICES_NAMED) or "no rows"
            raise UserError(f"The table has no {column} {quote(word)} here. It has: {has}.")
    return found


def only_wave(frame: pl.DataFrame) -> str:
    """The wave of a table. UserError where it holds several."""
    waves = frame["wave"].unique().sort().to_list()
    if len(waves) != 1:
        raise UserError(f"The table holds {len(waves)} waves: {name_some(waves)}. Give the rows of one.")
    return str(waves[0])


def find_asked(catalogue: Catalogue | None, indicator: str, survey: str) -> Asked:
    """How a survey asks an indicator, by Heard's own catalogue where none is given. UserError where it does not."""
    known = catalogue or load_catalogue()
    if known.is_asked(indicator, survey):
        return known.asked(indicator, survey)
    if indicator not in known.indicators:
        raise UserError(f"There is no indicator {quote(indicator)} in the catalogue.")
    surveys = [each.value for each in known.indicators[indicator].asked]
    raise UserError(f"Survey {quote(survey)} does not ask {indicator}. It is asked in {name_some(surveys)}.")
