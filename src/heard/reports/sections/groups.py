"""Figures by group: the headline of every indicator for the groups of children, one tap away each."""

from collections.abc import Iterator

from heard.base.shares import Shown
from heard.catalogue import Demographic
from heard.reports.blocks import Column, Details, Paragraph, SimpleTable
from heard.reports.material import Material
from heard.reports.report import Section
from heard.reports.saying import HIDDEN_SYMBOL, NOTHING, count_words
from heard.reports.sections.findings import group_words


def groups_section(material: Material) -> Section:
    """A table for each demographic; only rows in which something may be shown."""
    tables = (_table(material, demographic) for demographic in material.compared_demographics)
    details = tuple(
        Details(material.say("groups.summary", title=table.caption), (table,))
        for table in tables
        if table.rows
    )
    words = "intro" if details else "none"
    return Section(
        "groups", material.say("groups.title"), (Paragraph(material.say(f"groups.{words}")), *details)
    )


def _table(material: Material, demographic: Demographic) -> SimpleTable:
    columns = [Column(group_words(demographic, code), number=True) for code in demographic.codes]
    return SimpleTable(
        demographic.title,
        (Column(material.say("groups.row")), *columns),
        tuple(_rows(material, demographic)),
    )


def _rows(material: Material, demographic: Demographic) -> Iterator[tuple[str, ...]]:
    surveys = [survey for survey in material.surveys if survey in demographic.surveys]
    for item in material.catalogue.indicators.values():
        for survey in surveys:
            if survey not in item.asked:
                continue
            cut = item.asked[survey].headline
            cells = [
                _cell(material, (survey, item.key, cut.key, demographic.key, code))
                for code in demographic.codes
            ]
            if any(cell not in (HIDDEN_SYMBOL, NOTHING) for cell in cells):
                name = material.say("groups.name", phrase=cut.phrase, ages=material.ages(survey))
                yield (name, *cells)


def _cell(material: Material, key: tuple[str, str, str, str, str]) -> str:
    estimate = material.figures.estimate(key)
    if estimate is None:
        return NOTHING
    words = count_words(estimate.cell, material.wording)
    return words if isinstance(estimate.cell, Shown) or words == HIDDEN_SYMBOL else NOTHING
