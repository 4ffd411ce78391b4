"""The dot-and-interval table of a domain: an indicator's rows together, so that ages can be compared."""

from heard.analysis.pairs import NOT_COMPARABLE
from heard.base.shares import Banded, Shown
from heard.base.surveys import parts_of
from heard.catalogue import Asked, Indicator
from heard.reports.blocks import Column, IndicatorGroup, IndicatorRow, IndicatorTable
from heard.reports.figures import NOT_ASKED, Comparison, Estimate, EstimateKey, of_everybody
from heard.reports.material import Material
from heard.reports.pictures import draw_change, draw_row
from heard.reports.saying import NOTHING, answered_words, per_cent, share_words, survey_words
from heard.reports.sections.findings import indicator_key
from heard.reports.tags import row_tags

NUMBERS = ("share", "answered", "others", "population", "previous")


def indicator_table(material: Material, indicators: tuple[Indicator, ...], caption: str) -> IndicatorTable:
    """The table of these indicators; those that nobody was asked have no rows and are left out."""
    columns = (
        Column(material.say("table.row")),
        *(Column(material.say(f"table.{name}"), number=True) for name in NUMBERS),
        Column(material.say("table.flags"), titled=False),
        Column(material.say("table.picture"), titled=False),
    )
    groups = (indicator_group(material, item) for item in indicators)
    return IndicatorTable(caption, columns, tuple(group for group in groups if group.rows))


def indicator_group(material: Material, item: Indicator) -> IndicatorGroup:
    """An indicator's rows. The phrase most surveys use stands once, above them; the others beside their row."""
    keys = surveys_of(material, item)
    each = [material.catalogue.asked(item.key, key) for key in keys]
    title = _most_used([asked.headline.phrase for asked in each])
    bases = {asked.asked_of for asked in each}
    rows = tuple(
        _row(material, item, key, asked, title=title, says_base=len(bases) > 1)
        for key, asked in zip(keys, each, strict=True)
    )
    return IndicatorGroup(
        key=indicator_key(item.key),
        title=title,
        note=_asked_of(material, bases.pop()) if len(bases) == 1 else "",
        rows=rows,
    )


def _most_used(phrases: list[str]) -> str:
    """The last of the most used ones, so that of two the older children's stands above; empty for none."""
    return max(reversed(phrases), key=phrases.count, default="")


def surveys_of(material: Material, item: Indicator) -> tuple[str, ...]:
    """The surveys, and surveys taken together, that have a row for an indicator."""
    own = [
        survey.value
        for survey in material.surveys
        if survey in item.asked and material.figures.estimate(_place(material, item, survey))
    ]
    return (*own, *(key for key in material.together if _is_told_together(material, item, key)))


def _is_told_together(material: Material, item: Indicator, key: str) -> bool:
    """Whether surveys taken together have a row: that there is one tells that each of them was answered, so where one
    of them is not told of, only a figure makes a row."""
    if not material.catalogue.is_asked(item.key, key):
        return False
    estimate = material.figures.estimate(_place(material, item, key))
    if set(parts_of(key)) <= set(material.surveys):
        return estimate is not None
    return estimate is not None and isinstance(estimate.cell, Shown | Banded)


def _row(
    material: Material, item: Indicator, survey: str, asked: Asked, *, title: str, says_base: bool
) -> IndicatorRow:
    place = _place(material, item, survey)
    estimate = material.figures.estimate(place)
    others, population, previous = (
        material.figures.comparison(place, against) for against in ("others", "population", "previous")
    )
    shown = estimate or Estimate(cell=NOT_ASKED)
    changed = previous is not None and previous.reason == NOT_COMPARABLE
    notes = (
        asked.headline.phrase if asked.headline.phrase != title else "",
        _asked_of(material, asked.asked_of) if says_base else "",
    )
    together = len(parts_of(survey)) > 1
    return IndicatorRow(
        key=f"row-{item.key}-{survey.replace(';', '-')}",
        survey=material.say(f"survey.{'together' if together else 'ages'}", ages=survey_words(survey)),
        together=together,
        note=". ".join(note for note in notes if note),
        share=share_words(shown.cell, material.wording),
        answered=answered_words(shown),
        others=_reference_words(others),
        population=_reference_words(population),
        previous=material.say("table.asked_otherwise") if changed else _earlier_words(material, previous),
        change=None
        if changed
        else draw_change(previous, previous.reference if previous else "", material.wording),
        tags=row_tags(shown, others, population, previous, material.wording),
        picture=draw_row(shown, others, population, material.wording),
    )


def _place(material: Material, item: Indicator, survey: str) -> EstimateKey:
    return of_everybody(survey, item.key, material.catalogue.asked(item.key, survey).headline.key)


def _asked_of(material: Material, asked_of: str) -> str:
    return material.say("table.asked_of", asked_of=asked_of) if asked_of else ""


def _earlier_words(material: Material, previous: Comparison | None) -> str:
    """The share of an earlier wave, and which it was where it was not the programme's last."""
    share, last = _reference_words(previous), material.facts.previous
    if not share or previous is None or (last and last.key == previous.reference):
        return share
    return material.say("table.older", share=share, wave=previous.reference)


def _reference_words(comparison: Comparison | None) -> str:
    if comparison is None or comparison.reference_share is None:
        return NOTHING
    return per_cent(comparison.reference_share)
