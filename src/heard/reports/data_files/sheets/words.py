"""Sheets of words: the questions with what is counted of their answers, what symbols mean, the method."""

from collections.abc import Iterator

from heard.base.surveys import Survey
from heard.reports.blocks import Block, FlagKey, Paragraph, Points
from heard.reports.data_files.council_tables import CouncilTables
from heard.reports.data_files.labels import Labels
from heard.reports.data_files.questions import asked_otherwise, list_statements
from heard.reports.data_files.sheets.sheet import (
    DOMAIN,
    INDICATOR,
    NO_FIGURE,
    STATEMENT,
    SURVEY,
    Column,
    Row,
    Sheet,
)
from heard.reports.report import Section
from heard.reports.sections.reading import method_section

OF_PAGES = ("method-pictures", "terms")  # parts that a workbook has no use for, or has elsewhere
SYMBOLS = ("c", "b", "z", "u", NO_FIGURE)


def question_sheet(tables: CouncilTables, labels: Labels) -> Sheet:
    """What was asked and what is counted of it, a statement a row."""
    columns = (
        DOMAIN,
        INDICATOR,
        SURVEY,
        Column("question", width=58),
        Column("answers", width=58),
        STATEMENT,
        Column("counted", width=40),
        Column("headline"),
        Column("polarity"),
        Column("asked_of", width=32),
        Column("changed", width=32),
    )
    return Sheet("questions", columns, _question_rows(tables, labels))


def _question_rows(tables: CouncilTables, labels: Labels) -> Iterator[Row]:
    surveys = [survey for survey in Survey if survey.family in tables.facts.families]
    for each in list_statements(tables.catalogue, surveys):
        yield (
            labels.domain(each.indicator),
            labels.indicator(each.indicator),
            labels.survey(each.survey),
            each.question or labels.worked_out,
            each.answers,
            labels.statement(each.indicator, each.survey, each.cut_point.key),
            each.counted,
            labels.yes_no(each.is_headline),
            labels.polarity(each.cut_point.polarity),
            labels.asked_of(each.indicator, each.survey),
            labels.code("changed", asked_otherwise(tables.facts.wave, each, tables.catalogue)),
        )


def symbol_sheet(tables: CouncilTables) -> Sheet:
    """What stands in place of figures, and the words used."""
    return Sheet("symbols", (Column("symbol", width=40), Column("meaning", width=110)), _symbol_rows(tables))


def _symbol_rows(tables: CouncilTables) -> Iterator[Row]:
    material = tables.material
    for symbol in SYMBOLS:
        yield symbol, material.say(f"files.sheet_symbols.{symbol}")
    for term in material.wording.list("terms.words"):
        yield material.say(f"terms.words.{term}.term"), material.say(f"terms.words.{term}.meaning")


def method_sheet(tables: CouncilTables) -> Sheet:
    """How the figures were made and what may be read from them, a sentence or two a row."""
    columns = (Column("topic", width=40), Column("text", width=110))
    return Sheet("method", columns, _method_rows(tables))


def _method_rows(tables: CouncilTables) -> Iterator[Row]:
    for part in method_section(tables.material).parts:
        if part.key not in OF_PAGES:
            for text in _texts(part):
                yield part.title, text


def _texts(section: Section) -> Iterator[str]:
    for block in section.blocks:
        yield from _lines(block)


def _lines(block: Block) -> tuple[str, ...]:
    match block:
        case Paragraph():
            return (block.text,)
        case Points():
            return block.items
        case FlagKey():
            return tuple(f"{tag.words}: {meaning}" for tag, meaning in block.entries)
    return ()
