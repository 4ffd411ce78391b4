"""What children wrote: how many speak of what, their own words beside a question, and what they would change."""

from collections.abc import Iterable
from dataclasses import replace

from heard.comments.codebook import load_codebook
from heard.reports.additions import Quotation, ThemeShare
from heard.reports.blocks import Block, Column, Paragraph, Quote, Quotes, SimpleTable
from heard.reports.material import Material
from heard.reports.report import Section
from heard.reports.saying import NOTHING, number, share_words


def wrote_section(material: Material) -> Section | None:
    """Themes as a table, quotations by question, ideas for change; None where nothing was added."""
    blocks: list[Block] = [Paragraph(material.say("wrote.intro"))]
    themes = [each for each in material.additions.themes if each.survey in material.surveys]
    if themes:
        blocks.append(_theme_table(material, themes))
    parts = (*_quoted_parts(material), *_ideas_part(material))
    return Section("wrote", material.say("wrote.title"), tuple(blocks), parts) if themes or parts else None


def quotes_beside(material: Material, indicator: str) -> Quotes | None:
    """What was chosen to stand beside a question; None where nothing was."""
    return _quotes(material, (each for each in material.quotations if each.indicator == indicator))


def every_quote(material: Material) -> tuple[Quote, ...]:
    """What was chosen to stand beside a question, in the order of the questions."""
    return tuple(
        replace(quote, of=material.say("wrote.beside", title=item.title, ages=quote.of))
        for item in material.catalogue.indicators.values()
        if (quotes := quotes_beside(material, item.key))
        for quote in quotes.items
    )


def _quoted_parts(material: Material) -> tuple[Section, ...]:
    found = (
        (indicator.key, indicator.title, quotes_beside(material, indicator.key))
        for indicator in material.catalogue.indicators.values()
    )
    return tuple(Section(f"wrote-{key}", title, (quotes,)) for key, title, quotes in found if quotes)


def _ideas_part(material: Material) -> tuple[Section, ...]:
    quotes = _quotes(material, material.ideas)
    return (Section("wrote-ideas", material.say("wrote.ideas"), (quotes,)),) if quotes else ()


def _quotes(material: Material, quotations: Iterable[Quotation]) -> Quotes | None:
    found = tuple(Quote(each.words, material.ages(each.survey)) for each in quotations)
    return Quotes(found) if found else None


def _theme_table(material: Material, themes: Iterable[ThemeShare]) -> SimpleTable:
    names = {code.key: code.name for code in load_codebook().codes}
    columns = (
        Column(material.say("wrote.theme")),
        Column(material.say("wrote.question")),
        Column(material.say("wrote.ages"), titled=False),
        Column(material.say("wrote.share"), number=True),
        Column(material.say("wrote.base"), number=True),
    )
    rows = tuple(
        (
            names[each.code],
            each.question,
            material.ages(each.survey),
            share_words(each.cell, material.wording),
            number(each.base) if each.base is not None else NOTHING,
        )
        for each in themes
    )
    return SimpleTable(material.say("wrote.caption"), columns, rows)
