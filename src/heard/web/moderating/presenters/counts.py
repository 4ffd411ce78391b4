"""Counts of themes, and how alike two people code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from heard.base.shares import percent
from heard.base.surveys import Survey
from heard.comments.codebook import load_codebook
from heard.web.moderating.presenters.desk import words_of
from heard.web.moderating.queries import Told

if TYPE_CHECKING:
    from heard.comments.agreement import Agreement

SHOWN, BANDED = "", "b"  # symbols of disclosure.protected, which is heavy to load


@dataclass(frozen=True, slots=True)
class QuestionThemes:
    """What comments to one question speak of. `comments`: how many there are, 0 = too few to say. `few`: themes that
    nobody or hardly anybody speaks of, `few_under` the share they stay under; `nearly_all`: that hardly anybody leaves
    out."""

    over: str
    question: str
    comments: int
    counts: tuple[tuple[str, int], ...]
    few: tuple[str, ...]
    few_under: str
    nearly_all: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """Cohen's kappa of one theme with its interval; `is_low`: it is to be merged or defined anew."""

    theme: str
    kappa: str
    interval: str
    is_low: bool


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """How alike two people code. `alpha`: over all themes, empty where nothing can be told; `too_few`: themes that were
    given too seldom to tell."""

    comments: int
    alpha: str
    lines: tuple[AgreementLine, ...]
    too_few: tuple[str, ...]


def present_themes(told: Sequence[tuple[str, Told]]) -> tuple[QuestionThemes, ...]:
    """Question by question, ages from the youngest; within one what most speak of first."""
    names = {code.key: code.name for code in load_codebook().codes}
    found = []
    for wave, each in told:
        for (survey, question), rows in groupby(sorted(each.rows, key=_order), key=lambda row: row[:2]):
            found.append(_question_themes(wave, survey, question, [*rows], names))
    return tuple(found)


def _order(row: Sequence[Any]) -> tuple[int, str]:
    return list(Survey).index(Survey(row[0])), row[1]


def _question_themes(
    wave: str, survey: str, question: str, rows: Sequence[Sequence[Any]], names: Mapping[str, str]
) -> QuestionThemes:
    told = [
        (names.get(code, code), symbol, count, base, low) for _, _, code, symbol, count, base, low, _ in rows
    ]
    counts = [(name, count, base) for name, symbol, count, base, _ in told if symbol == SHOWN]
    banded = [(name, low) for name, symbol, _, _, low in told if symbol == BANDED]
    ends = {row[7] for row in rows if row[3] == BANDED and not row[6]}
    return QuestionThemes(
        over=f"{wave} · ages {survey.replace('-', ' to ')}",
        question=words_of(survey, question),
        comments=next((base for *_, base, _ in told if base), 0),
        counts=tuple(
            sorted(((name, count) for name, count, _ in counts), key=lambda each: (-each[1], each[0]))
        ),
        few=tuple(name for name, low in banded if not low),
        few_under=f"{percent(max(ends))} %" if ends else "",
        nearly_all=tuple(name for name, low in banded if low),
    )


def present_agreement(agreement: "Agreement") -> AgreementPage:
    """Code by code, those that two people agree on least first."""
    names = {code.key: code.name for code in load_codebook().codes}
    judged = [each for each in agreement.codes if each.kappa is not None]
    return AgreementPage(
        comments=agreement.comments,
        alpha="" if agreement.alpha is None else f"{agreement.alpha:.2f}",
        lines=tuple(
            AgreementLine(
                names[each.code],
                f"{each.kappa:.2f}",
                f"{each.low:.2f} to {each.high:.2f}",
                each.code in agreement.to_redefine,
            )
            for each in sorted(judged, key=lambda each: each.kappa or 0)
        ),
        too_few=tuple(names[code] for code in agreement.too_few_to_tell),
    )
