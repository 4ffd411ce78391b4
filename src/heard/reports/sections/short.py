"""Sections for readers with little time: who answered in a table, the first of each kind of finding, headlines."""

from collections.abc import Iterator

from heard.base.surveys import Family, Survey, parts_of
from heard.catalogue import Asked
from heard.reports.blocks import Block, Column, IndicatorRow, Paragraph, SimpleTable
from heard.reports.material import Material
from heard.reports.report import Section
from heard.reports.saying import HIDDEN_SYMBOL, NOTHING, number, per_cent
from heard.reports.sections.asking import ask_list, group_reasons, of_worse
from heard.reports.sections.banded import nearly_all_part, undecided_part
from heard.reports.sections.findings import Alike, by_figure, finding_list
from heard.reports.sections.indicators import indicator_group, surveys_of


def answered_table(material: Material) -> SimpleTable:
    """How many answered each survey, of how many."""
    columns = (
        Column(material.say("short.answered.survey")),
        *(
            Column(material.say(f"short.answered.{name}"), number=True)
            for name in ("answered", "could", "rate")
        ),
    )
    rows = tuple(_answered_row(material, survey) for survey in material.ran)
    return SimpleTable(material.say("short.answered.caption"), columns, rows)


def first_findings(material: Material, key: str, *kinds: str, most: int) -> Section:
    """The first findings of some kinds in a section that says how many there are; `key` names its words."""
    found = by_figure(material.of_kind(*kinds))
    title = material.say(f"short.{key}.title")
    if not found:
        return Section(key, title, (Paragraph(material.say(f"short.{key}.none")),))
    blocks: list[Block] = [finding_list(material, found[:most], compact=True, open_count=most, linked=False)]
    blocks += _more(material, len(found) - most)
    return Section(key, title, tuple(blocks))


def strengths_in_short(material: Material, *, most: int) -> Section:
    """The first bright spots, and what nearly all said."""
    section = first_findings(material, "strengths", "strength", most=most)
    return Section(section.key, section.title, section.blocks, nearly_all_part(material, together=False))


def asking_in_short(material: Material, *, most: int) -> Section:
    """What may be worse and is not settled."""
    asked = of_worse(group_reasons(material))
    blocks: list[Block] = [Paragraph(material.say("short.asking.intro" if asked else "short.asking.none"))]
    if asked:
        blocks.append(ask_list(material, asked, most=most, linked=False))
    return Section(
        "asking", material.say("short.asking.title"), tuple(blocks), undecided_part(material, together=False)
    )


def of_family(found: tuple[Alike, ...], family: Family) -> tuple[Alike, ...]:
    """The findings of a family's surveys."""
    return tuple(alike for alike in found if parts_of(alike[0].survey)[0].family is family)


def headline_tables(material: Material) -> tuple[SimpleTable, ...]:
    """Every headline of each domain: its share, how many answered, what it is held against, and its flags in words."""
    columns = (
        Column(material.say("table.row")),
        Column(material.say("short.headlines.ages"), titled=False),
        *(
            Column(material.say(f"table.{name}"), number=True)
            for name in ("share", "answered", "others", "population", "previous")
        ),
        Column(material.say("table.flags"), titled=False),
    )
    tables = (
        SimpleTable(domain.title, columns, tuple(_headlines(material, domain.key)))
        for domain in material.catalogue.domains
    )
    return tuple(table for table in tables if table.rows)


def _headlines(material: Material, domain: str) -> Iterator[tuple[str, ...]]:
    for item in material.catalogue.indicators.values():
        if item.domain != domain:
            continue
        keys = surveys_of(material, item)
        for key, row in zip(keys, indicator_group(material, item).rows, strict=True):
            yield _headline_row(material, material.catalogue.asked(item.key, key), row)


def _headline_row(material: Material, asked: Asked, row: IndicatorRow) -> tuple[str, ...]:
    """In the words of its own survey, and of whom it was asked."""
    of = material.say("table.asked_of", asked_of=asked.asked_of) if asked.asked_of else ""
    what = ". ".join(filter(None, (asked.headline.phrase, of)))
    flags = "; ".join(tag.words for tag in row.tags)
    return (what, row.survey, row.share, row.answered, row.others, row.population, row.previous, flags)


def _answered_row(material: Material, survey: Survey) -> tuple[str, ...]:
    row = material.figures.respondents(survey)
    ages = material.ages(survey)
    if row is None or row.respondents is None:
        return (ages, HIDDEN_SYMBOL, NOTHING, HIDDEN_SYMBOL)
    if row.eligible is None or row.response_rate is None:
        return (ages, number(row.respondents), material.say("short.answered.not_known"), NOTHING)
    return (ages, number(row.respondents), number(row.eligible), per_cent(row.response_rate))


def _more(material: Material, count: int) -> tuple[Paragraph, ...]:
    if count <= 0:
        return ()
    return (Paragraph(material.wording.count("short.more", count), quiet=True),)
