"""What moderators read: a comment in pieces, why something is suggested, how much is left to do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from uuid import UUID

from heard.base.messages import count_of
from heard.base.shares import percent
from heard.base.surveys import Survey
from heard.catalogue import load_catalogue
from heard.comments.agreement import Agreement
from heard.comments.codebook import load_codebook
from heard.comments.identities import Circumstance, Span, load_wording
from heard.comments.meaning import WordMeaning
from heard.comments.searching import search_comments
from heard.web.moderating.forms import Offered
from heard.web.moderating.queries import KnownFacts, ModerationFacts, Progress, QuotationFacts, Told

IDEAS = "ideas"  # no theme of a codebook
SHOWN, BANDED = "", "b"  # symbols of disclosure.protected, which is heavy to load


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a comment. `number`: of the box that belongs to it; 0 = plain words."""

    text: str = field(repr=False)
    number: int = 0
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme and how many comments are about it."""

    key: str
    name: str
    comments: int


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


@dataclass(frozen=True, slots=True)
class Cleared:
    """Words that may be read: the child's, without whoever could be known; age band only."""

    key: UUID
    over: str
    question: str
    text: str
    english: str
    themes: str
    is_idea: bool
    beside: str


def offer(facts: ModerationFacts) -> Offered:
    """What a form offers: all that was suggested, and what a person has marked since."""
    spans = put_in_order([*facts.taken, *(each for each in facts.suggested if not _meets(each, facts.taken))])
    wording = load_wording()
    labels = tuple(
        f"{facts.original[span.start : span.end]} → [{span.kind.value}]. {wording.reasons[span.reason]}"
        for span in spans
    )
    return Offered(facts.original, spans, labels)


def put_in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    """As they stand in the text."""
    return tuple(sorted(spans, key=lambda each: each.start))


def ticked(facts: ModerationFacts, offered: Offered) -> dict[str, object]:
    """What a form begins with: what was decided; before that, all that was suggested."""
    chosen = facts.suggested if facts.moderated_on is None else facts.taken
    themes = facts.suggested_themes if facts.moderated_on is None else facts.themes
    return {
        "taken": [str(place) for place, span in enumerate(offered.spans) if span in chosen],
        "themes": list(themes),
        "is_idea": facts.is_idea,
        "is_wanted": facts.is_wanted,
        "english": facts.english,
    }


def cut_up(offered: Offered) -> tuple[Piece, ...]:
    """The comment with its marks, in order."""
    pieces, at = [], 0
    for number, span in enumerate(offered.spans, start=1):
        pieces += [Piece(offered.text[at : span.start])]
        pieces += [Piece(offered.text[span.start : span.end], number, span.kind.value)]
        at = span.end
    return tuple(piece for piece in [*pieces, Piece(offered.text[at:])] if piece.text)


def say_where(facts: ModerationFacts) -> str:
    """`2026-27 · ages 8 to 11`."""
    return f"{facts.wave} · ages {facts.survey.replace('-', ' to ')}"


def say_question(facts: ModerationFacts) -> str:
    """The question's words; its key where the catalogue has it no longer."""
    return _words_of(facts.survey, facts.question)


def _words_of(survey: str, question: str) -> str:
    asked = load_catalogue().questionnaires[Survey(survey)].open_questions()
    return next((item.text for item in asked if item.key == question), question)


def say_rare(facts: ModerationFacts) -> tuple[str, ...]:
    """A sentence for each circumstance that few children share."""
    wording = load_wording()
    return tuple(wording.circumstances[Circumstance(each)] for each in facts.rare)


def say_progress(progress: Progress) -> tuple[str, ...]:
    """How much is left, a sentence each; empty where there is nothing at all."""
    to_do = {
        "{} with the safeguarding reader, who reads first": progress.unread,
        "{} to be prepared": progress.unprepared,
        "{} moderated": progress.moderated,
        "{} cleared for quoting": progress.cleared,
        "{} kept back by a second person": progress.kept_back,
    }
    return tuple(words.format(count_of(number, "comment")) for words, number in to_do.items() if number)


def count_ideas(moderated: Sequence[ModerationFacts]) -> int:
    """How many hold a child's idea."""
    return sum(each.is_idea for each in moderated)


def present_cleared(
    cleared: Sequence[ModerationFacts], quotations: Sequence[QuotationFacts]
) -> tuple[Cleared, ...]:
    """For whoever reads them."""
    names = {code.key: code.name for code in load_codebook().codes}
    titles = {key: each.title for key, each in load_catalogue().indicators.items()}
    return tuple(
        Cleared(
            key=each.key,
            over=say_where(each),
            question=say_question(each),
            text=each.text,
            english=each.english,
            themes=" · ".join(names.get(key, key) for key in each.themes),
            is_idea=each.is_idea,
            beside=" · ".join(
                titles.get(of.indicator, of.indicator) for of in quotations if of.comment == each.key
            ),
        )
        for each in cleared
    )


def is_about(facts: ModerationFacts, theme: str) -> bool:
    """Whether words are of a theme, are an idea, or no theme is chosen."""
    return not theme or theme in facts.themes or (theme == IDEAS and facts.is_idea)


def list_themes(cleared: Sequence[ModerationFacts]) -> tuple[ThemeLine, ...]:
    """Ideas, then the themes that cleared words are about, those of most first."""
    lines = [
        ThemeLine(code.key, code.name, sum(code.key in each.themes for each in cleared))
        for code in load_codebook().codes
    ]
    ideas = ThemeLine(IDEAS, "Ideas for change", count_ideas(cleared))
    ordered = [ideas, *sorted(lines, key=lambda each: -each.comments)]
    return tuple(each for each in ordered if each.comments)


def list_indicators(survey: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """What was asked of these ages, by domain: choices of a form."""
    catalogue = load_catalogue()
    asked = catalogue.asked_in(Survey(survey))
    domains = {domain.key: domain.title for domain in catalogue.domains}
    return [
        (title, [(each.key, each.title) for each in asked if each.domain == key])
        for key, title in domains.items()
        if any(each.domain == key for each in asked)
    ]


def search(query: str, cleared: Sequence[ModerationFacts]) -> list[ModerationFacts]:
    """Those that speak of it, the nearest first; all of them where nothing is looked for."""
    if not query.strip():
        return list(cleared)
    texts = [f"{each.text}\n{each.english}" for each in cleared]
    return [cleared[place] for place in search_comments(query, texts, meaning=WordMeaning())]


def present_agreement(agreement: Agreement) -> AgreementPage:
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
        question=_words_of(survey, question),
        comments=next((base for *_, base, _ in told if base), 0),
        counts=tuple(
            sorted(((name, count) for name, count, _ in counts), key=lambda each: (-each[1], each[0]))
        ),
        few=tuple(name for name, low in banded if not low),
        few_under=f"{percent(max(ends))} %" if ends else "",
        nearly_all=tuple(name for name, low in banded if low),
    )


def group_known(known: Sequence[KnownFacts]) -> Mapping[str, tuple[KnownFacts, ...]]:
    """The council's lists, by kind."""
    kinds = dict.fromkeys(each.kind for each in known)
    return {kind.value: tuple(each for each in known if each.kind is kind) for kind in kinds}


def _meets(span: Span, others: Iterable[Span]) -> bool:
    return any(span.meets(other) for other in others)
