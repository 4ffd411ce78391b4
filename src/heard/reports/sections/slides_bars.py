"""Shares as bars: what was asked of a domain, the most important first, each bar with its flag in words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from heard.base.shares import Banded, Shown, percent
from heard.base.surveys import Survey
from heard.catalogue import POSITIVE, Asked, Domain, Indicator
from heard.charts import Bar, BarPlot, Certainty, Direction
from heard.reports.blocks import Tag
from heard.reports.figures import Comparison, Estimate, EstimateKey, of_everybody
from heard.reports.material import Material
from heard.reports.saying import band_words, number, per_cent, range_words, says_nearly_all
from heard.reports.sections.slides_telling import is_settled, of_whom
from heard.reports.slide_blocks import BarChart, Line
from heard.reports.tags import row_tags

COMPARED = ("others", "population")  # with whom, the first there is
BETWEEN = "/"  # the parts of a bar's key: survey, indicator, cut point, group and level


@dataclass(frozen=True, slots=True)
class Question:
    """What one survey asked, what may be told of the answers, and what they are compared with."""

    survey: Survey
    item: Indicator
    asked: Asked
    place: EstimateKey
    estimate: Estimate
    others: Comparison | None
    general: Comparison | None


def list_questions(material: Material, domain: Domain) -> tuple[Question, ...]:
    """Every question of a domain at every age: what findings speak of first.

    What is made of several answers is left out: it is told in words.
    """
    found = (
        _question(material, survey, item)
        for item in material.indicators(domain)
        if not item.derived
        for survey in material.surveys
        if survey in item.asked
    )
    ranks = _ranks(material)
    last = len(material.findings)
    listed = (question for question in found if question)
    return tuple(sorted(listed, key=lambda each: ranks.get((each.survey.value, each.item.key), last)))


def _ranks(material: Material) -> dict[tuple[str, str], int]:
    """The place of the first finding about each answer of everybody, where the kinds take turns.

    What is settled goes before what may be chance; with all areas for development first, no bright spot would ever
    be drawn.
    """
    of_all = [finding for finding in material.findings if finding.group == "all"]
    turns: Counter[tuple[bool, str]] = Counter()
    places = []
    for place, finding in enumerate(of_all):
        kind = (not is_settled(finding), finding.kind.value)
        places.append((kind[0], turns[kind], place))
        turns[kind] += 1
    found: dict[tuple[str, str], int] = {}
    for rank, (_, _, place) in enumerate(sorted(places)):
        found.setdefault((of_all[place].survey, of_all[place].indicator), rank)
    return found


def _question(material: Material, survey: Survey, item: Indicator) -> Question | None:
    asked = item.asked[survey]
    place = of_everybody(survey, item.key, asked.headline.key)
    estimate = material.figures.estimate(place)
    if estimate is None:
        return None
    others, general = (material.figures.comparison(place, against) for against in ("others", "population"))
    return Question(survey, item, asked, place, estimate, others, general)


def bar_chart(material: Material, title: str, questions: Sequence[Question]) -> BarChart | None:
    """The shares of these questions that are open, beside the other councils or, where none of them is, beside the
    same ages in general; None where no share is open."""
    against = next((name for name in COMPARED if any(_other(name, each) for each in questions)), "")
    bars = tuple(bar for question in questions if (bar := _bar(material, question, against)))
    others = material.say(f"slides.bar.{against}") if against else ""
    return chart_of(material, title, bars, others) if bars else None


def chart_of(material: Material, title: str, bars: tuple[Bar, ...], others: str = "") -> BarChart:
    """The chart of these bars with all its numbers in words."""
    described = "; ".join(describe(material, bar, others) for bar in bars)
    return BarChart(BarPlot(title, described, material.say("slides.bar.own"), others, bars))


def band_line(material: Material, question: Question) -> Line | None:
    """A share that is told as a band, in words; None for any other, and for what all or nearly all said."""
    if not isinstance(question.estimate.cell, Banded) or says_good(question):
        return None
    said = material.say(
        "slides.domain.banded",
        phrase=question.asked.headline.phrase,
        ages=_whom(material, question),
        band=band_words(question.estimate.cell, material.wording),
    )
    return Line(material.say("slides.domain.as_band"), said)


def says_good(question: Question) -> bool:
    """Whether all or nearly all gave the good answer, of which no exact figure is given."""
    cell = question.estimate.cell
    return isinstance(cell, Banded) and question.asked.headline.key == POSITIVE and says_nearly_all(cell)


def _other(against: str, question: Question) -> float | None:
    """The share of those it is compared with, where there is one and a bar to stand beside."""
    beside = question.others if against == "others" else question.general
    return beside.reference_share if beside and isinstance(question.estimate.cell, Shown) else None


def _bar(material: Material, question: Question, against: str) -> Bar | None:
    cell = question.estimate.cell
    if not isinstance(cell, Shown):
        return None
    tags = row_tags(question.estimate, question.others, question.general, None, material.wording)
    other = _other(against, question) if against else None
    tag = next((each for each in tags if each.direction is not Direction.NONE), next(iter(tags), None))
    return Bar(
        key=BETWEEN.join(question.place),
        label=_label(material, question, cell, tags),
        share=percent(cell.share),
        low=percent(cell.low),
        high=percent(cell.high),
        other=None if other is None else percent(other),
        direction=tag.direction if tag and tag.certainty is Certainty.CLEAR else Direction.NONE,
    )


def _label(material: Material, question: Question, cell: Shown, tags: tuple[Tag, ...]) -> str:
    """With every flag that points somewhere: each rests on something else. One that points nowhere, if it is alone."""
    pointed = [tag.words for tag in tags if tag.direction is not Direction.NONE]
    said = "; ".join(pointed or [tag.words for tag in tags[:1]])
    label = material.say(
        f"slides.bar.{'routed' if question.asked.asked_of else 'label'}",
        phrase=question.asked.headline.phrase,
        ages=material.ages(question.survey).lower(),
        base=number(cell.base),
    )
    return material.say("slides.bar.flagged", label=label, tag=said) if said else label


def asked_sentence(material: Material, question: Question) -> str:
    """Whom a question was put to, where it was not put to all; a bar's label only says that it was not."""
    return material.say(
        "slides.bar.asked",
        phrase=question.asked.headline.phrase,
        ages=material.ages(question.survey).lower(),
        asked_of=question.asked.asked_of,
    )


def _whom(material: Material, question: Question) -> str:
    return of_whom(material, material.ages(question.survey).lower(), question.asked.asked_of)


def describe(material: Material, bar: Bar, others: str) -> str:
    """A bar's numbers in words."""
    share = per_cent(bar.share / 100)
    told = material.say("slides.bar.described", label=bar.label, share=share)
    if bar.low is not None and bar.high is not None:
        reach = range_words(bar.low / 100, bar.high / 100, material.wording)
        told = material.say("slides.bar.ranged", label=bar.label, share=share, range=reach)
    if bar.other is None:
        return told
    return material.say("slides.bar.beside", told=told, others=others, other=per_cent(bar.other / 100))
