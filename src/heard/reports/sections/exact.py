"""The exact tables behind a domain's pictures: counts and intervals, then differences."""

from collections.abc import Iterator

from heard.base.policy import POWER
from heard.base.shares import Shown
from heard.catalogue import CutPoint, Indicator
from heard.reports.blocks import Column, Details, SimpleTable
from heard.reports.figures import Comparison, Estimate, of_everybody
from heard.reports.material import Material
from heard.reports.saying import (
    NOTHING,
    count_words,
    number,
    per_cent,
    points,
    range_words,
    signed_points,
    survey_words,
)
from heard.reports.sections.indicators import surveys_of
from heard.reports.tags import flag_words

OF_THE_COHORT = ("everyone_answered",)  # it would tell how many a question was for, where that is hidden
AGAINST = ("others", "neighbours", "population", "previous")


def exact_tables(material: Material, indicators: tuple[Indicator, ...], title: str) -> Details:
    """Every cut point's count, base and interval, and every difference of the headline."""
    counts = SimpleTable(
        material.say("exact.counts.caption", title=title),
        _columns(material, "counts", ("row", "survey", "count", "range", "eligible")),
        tuple(_count_rows(material, indicators)),
    )
    differences = SimpleTable(
        material.say("exact.differences.caption", title=title),
        _columns(
            material, "differences", ("row", "survey", "against", "theirs", "difference", "flag", "least")
        ),
        tuple(_difference_rows(material, indicators)),
    )
    tables = (counts, differences) if differences.rows else (counts,)
    return Details(material.say("exact.summary", title=title), tables)


def _columns(material: Material, table: str, names: tuple[str, ...]) -> tuple[Column, ...]:
    words = {"row", "survey", "against", "flag"}
    power = per_cent(POWER)
    return tuple(
        Column(material.say(f"exact.{table}.{name}", power=power), number=name not in words) for name in names
    )


def _cut_points(
    material: Material, indicators: tuple[Indicator, ...]
) -> Iterator[tuple[Indicator, str, CutPoint]]:
    for item in indicators:
        for survey in surveys_of(material, item):
            for cut in material.catalogue.asked(item.key, survey).cut_points:
                yield item, survey, cut


def _count_rows(material: Material, indicators: tuple[Indicator, ...]) -> Iterator[tuple[str, ...]]:
    for item, survey, cut in _cut_points(material, indicators):
        estimate = material.figures.estimate(of_everybody(survey, item.key, cut.key))
        if estimate:
            yield (
                cut.phrase,
                survey_words(survey),
                count_words(estimate.cell, material.wording),
                _range(material, estimate),
                number(estimate.eligible) if estimate.eligible is not None else NOTHING,
            )


def _range(material: Material, estimate: Estimate) -> str:
    if not isinstance(estimate.cell, Shown):
        return NOTHING
    words = range_words(estimate.cell.low, estimate.cell.high, material.wording)
    note = estimate.note
    if not note or (note in OF_THE_COHORT and material.leaves_out and estimate.eligible is None):
        return words
    return material.say(f"exact.notes.{note}", range=words)


def _difference_rows(material: Material, indicators: tuple[Indicator, ...]) -> Iterator[tuple[str, ...]]:
    for item, survey, cut in _cut_points(material, indicators):
        if cut != material.catalogue.asked(item.key, survey).headline:
            continue
        for against in AGAINST:
            comparison = material.figures.comparison(of_everybody(survey, item.key, cut.key), against)
            if comparison and comparison.reference_share is not None:
                yield (cut.phrase, survey_words(survey), *_difference(material, comparison))


def _difference(material: Material, comparison: Comparison) -> tuple[str, ...]:
    wording = material.wording
    reference = comparison.reference if comparison.against in ("population", "previous") else ""
    against = material.say(f"against.{comparison.against}", reference=reference)
    theirs = per_cent(comparison.reference_share or 0)
    if comparison.reference_base is not None:
        about = "about" if comparison.against in ("others", "neighbours") else "of"
        theirs = material.say(f"exact.{about}", share=theirs, base=number(comparison.reference_base))
    least = (
        material.wording.count("exact.least", points(comparison.mdd))
        if comparison.mdd is not None
        else NOTHING
    )
    return against, theirs, _difference_words(material, comparison), flag_words(comparison, wording), least


def _difference_words(material: Material, comparison: Comparison) -> str:
    if comparison.difference is None:
        return NOTHING
    difference = signed_points(comparison.difference)
    if comparison.difference_low is None or comparison.difference_high is None:
        return difference
    return material.say(
        "exact.difference",
        difference=difference,
        low=signed_points(comparison.difference_low),
        high=signed_points(comparison.difference_high),
    )
