"""What people add to a wave's figures: the council's words, quotations, ideas, counts of themes."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from heard.base.policy import MIN_BASE_TO_QUOTE, Level
from heard.base.shares import Banded, Cell, Hidden, Reason, Shown
from heard.reports.additions import Additions, Quotation, ThemeShare
from heard.web.moderating.presenters.desk import words_of
from heard.web.moderating.queries import (
    ModerationFacts,
    QuotationFacts,
    list_cleared,
    list_quotations,
    list_told,
)
from heard.web.reporting.queries import list_words
from heard.web.reporting.spots import in_order
from heard.web.results.queries import find_opening

SHOWN, BANDED = "", "b"  # symbols of disclosure.protected, which is heavy to load


def gather_additions(wave: str) -> Additions:
    """Of the council entered, as they stand now. Of a wave that too few answered nothing of what children wrote: a
    voice among few is known."""
    words = list_words(wave)
    spots = [spot for spot in in_order(words) if words[spot].text]
    may_quote = _may_quote(wave)
    return Additions(
        words={spot.place: words[spot].text for spot in spots if spot.place},
        answers={spot.indicator: words[spot].text for spot in spots if spot.indicator},
        quotations=_quotations(wave) if may_quote else (),
        ideas=_ideas(wave) if may_quote else (),
        themes=_themes(wave) if may_quote else (),
    )


def digest_additions(additions: Additions) -> str:
    """The same as long as the same is added."""
    return hashlib.sha256(json.dumps(asdict(additions), default=str).encode()).hexdigest()


def _may_quote(wave: str) -> bool:
    opening = find_opening(wave)
    return opening is not None and opening.responses >= MIN_BASE_TO_QUOTE


def _quotations(wave: str) -> tuple[Quotation, ...]:
    whole = {each.key: each for each in _cleared(wave)}
    return tuple(
        Quotation(each.survey, each.indicator, _in_english(each, whole[each.comment]))
        for each in list_quotations()
        if each.comment in whole
    )


def _in_english(quotation: QuotationFacts, comment: ModerationFacts) -> str:
    """What was chosen; of a whole comment in another language its translation."""
    is_whole = quotation.words.strip() == comment.text.strip()
    return comment.english if is_whole and comment.english else quotation.words


def _ideas(wave: str) -> tuple[Quotation, ...]:
    return tuple(
        Quotation(each.survey, "", each.english or each.text) for each in _cleared(wave) if each.is_idea
    )


def _cleared(wave: str) -> Iterable[ModerationFacts]:
    return (each for each in list_cleared() if each.wave == wave)


def _themes(wave: str) -> tuple[ThemeShare, ...]:
    """The newest counts that anybody may be told; what most speak of first, what is not shown in the order of the
    codebook."""
    public = [told for told in list_told(wave) if told.level is Level.PUBLIC][-1:]
    found = (_theme(row) for told in public for row in told.rows)
    return tuple(sorted(found, key=_theme_order))


def _theme(row: Sequence[Any]) -> ThemeShare:
    survey, question, code, symbol, count, base, low, high = row
    return ThemeShare(survey, words_of(survey, question), code, _cell(symbol, count, base, low, high), base)


def _theme_order(theme: ThemeShare) -> tuple[str, str, int]:
    shown = theme.cell.count if isinstance(theme.cell, Shown) else 0
    return theme.survey, theme.question, -shown


def _cell(symbol: str, count: int | None, base: int | None, low: float | None, high: float | None) -> Cell:
    if symbol == BANDED and low is not None and high is not None:
        return Banded(low, high)
    if symbol != SHOWN or count is None or not base:
        return Hidden(Reason.SMALL)
    return Shown(count, base, count / base, count / base, count / base)
