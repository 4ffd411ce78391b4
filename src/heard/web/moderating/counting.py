"""Counting what comments are about, as readers of each level may know it. For the worker: tables are heavy to load."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from heard.base.policy import Level
from heard.comments.codebook import Codebook, load_codebook
from heard.comments.counting import CodedComment, count_themes
from heard.comments.protecting import RELEASED, protect_themes
from heard.web.moderating import actions
from heard.web.moderating.queries import ModerationFacts, Told, digest_decisions, list_moderated, list_told
from heard.web.tenancy import entered_council

LEVELS = (Level.BOARD, Level.PUBLIC)
COLUMNS = ("survey", "question", "code", "symbol", "count", "base", "low", "high")


def count_wave(wave: str, *, today: date) -> None:
    """Of the council entered: every level, held against all that was told of the wave before."""
    codebook = load_codebook()
    decided = [each for each in list_moderated() if each.wave == wave]
    counts = count_themes([_coded(each) for each in decided], codebook)
    told = list_told(wave)
    found = {level: _protect(counts, level, wave, told, codebook) for level in LEVELS}
    decisions = digest_decisions(decided, wave)
    actions.keep_counts(wave=wave, codebook=codebook.version, decisions=decisions, rows=found, today=today)


def _protect(
    counts: pl.DataFrame, level: Level, wave: str, told: Sequence[Told], codebook: Codebook
) -> list[tuple[object, ...]]:
    earlier = [_frame(wave, each) for each in told if each.codebook == codebook.version]
    protected = protect_themes(counts, level, earlier=pl.concat(earlier) if earlier else None)
    return protected.frame.select(COLUMNS).rows()


def _coded(facts: ModerationFacts) -> CodedComment:
    return CodedComment(
        wave=facts.wave,
        area=entered_council(),
        survey=facts.survey,
        question=facts.question,
        codes=frozenset(facts.themes),
    )


def _frame(wave: str, told: Told) -> pl.DataFrame:
    """As it was when it was told."""
    whole = {"wave": wave, "area": entered_council(), "share": None}
    rows = [{**whole, **dict(zip(COLUMNS, row, strict=True))} for row in told.rows]
    return pl.DataFrame(rows, schema=RELEASED)
