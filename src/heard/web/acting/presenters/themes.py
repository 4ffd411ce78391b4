"""Themes with how far their actions are; what cites findings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from heard.web.acting.presenters.plan import Filters, say_summary
from heard.web.acting.presenters.words import CITINGS, name_question, say_finding
from heard.web.acting.queries import ActionFacts, CitingFacts, ThemeFacts
from heard.web.ui.days import say_day


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme. `url`: its actions; `change_url`: where its title is changed."""

    title: str
    wave: str
    questions: tuple[str, ...]
    summary: str
    url: str
    change_url: str


@dataclass(frozen=True, slots=True)
class CitingLine:
    """Training, a standard or a policy."""

    title: str
    kind: str
    where: str
    link: str
    on: str
    findings: tuple[str, ...]
    is_ended: bool
    change_url: str


def present_themes(
    council: str, themes: Sequence[ThemeFacts], actions: Sequence[ActionFacts], today: date
) -> tuple[ThemeLine, ...]:
    """In their order."""
    return tuple(_theme(council, each, actions, today) for each in themes)


def present_citings(council: str, citings: Sequence[CitingFacts]) -> tuple[CitingLine, ...]:
    """Those in use first."""
    ordered = sorted(citings, key=lambda each: (each.content.is_ended, each.content.kind, each.id))
    return tuple(_citing(council, each) for each in ordered)


def _theme(council: str, theme: ThemeFacts, actions: Sequence[ActionFacts], today: date) -> ThemeLine:
    own = [each for each in actions if theme.id in each.themes]
    return ThemeLine(
        f"{theme.number}. {theme.title}",
        theme.content.wave,
        tuple(map(name_question, theme.content.indicators)),
        say_summary(own, today) or "No action yet.",
        reverse("acting:show", args=[council]) + Filters(theme=str(theme.id)).query(),
        reverse("acting:change_theme", args=[council, theme.id]),
    )


def _citing(council: str, citing: CitingFacts) -> CitingLine:
    content = citing.content
    is_link = content.where.startswith(("https://", "http://"))
    return CitingLine(
        content.title,
        CITINGS[content.kind],
        "" if is_link else content.where,
        content.where if is_link else "",
        say_day(content.on) if content.on else "",
        tuple(map(say_finding, content.findings)),
        content.is_ended,
        reverse("acting:change_citing", args=[council, citing.id]),
    )
