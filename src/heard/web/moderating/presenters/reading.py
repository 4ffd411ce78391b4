"""Cleared words as others read and find them, and what they may stand beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from heard.base.surveys import Survey
from heard.catalogue import load_catalogue
from heard.comments.codebook import load_codebook
from heard.comments.searching import search_words
from heard.web.moderating.presenters.desk import say_question, say_where
from heard.web.moderating.queries import ModerationFacts, QuotationFacts

IDEAS = "ideas"  # no theme of a codebook


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme and how many comments are about it."""

    key: str
    name: str
    comments: int


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
    return [cleared[place] for place in search_words(query, texts)]
