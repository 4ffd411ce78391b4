"""The codebook: every variable of the files, every statement with the question behind it, in CSV and as a page."""

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from heard.base.surveys import Survey
from heard.catalogue import Indicator
from heard.reports.blocks import Block, Column, Details, Paragraph, Points, SimpleTable
from heard.reports.composing import compose
from heard.reports.data_files.council_tables import CouncilTables
from heard.reports.data_files.describing import describe_source, title_of
from heard.reports.data_files.files import is_written, list_files, stem_of
from heard.reports.data_files.labels import Labels
from heard.reports.data_files.missing import SPSS_CODES, words_of
from heard.reports.data_files.order import BETWEEN, list_indicators
from heard.reports.data_files.plain import plain_csv
from heard.reports.data_files.questions import Statement, asked_otherwise, list_statements
from heard.reports.data_files.variables import TABLES, Table, Variable
from heard.reports.formats.html import render_html
from heard.reports.material import Material
from heard.reports.report import Report, Section
from heard.reports.sections.reading import method_section

VARIABLES = ("file", "variable", "kind", "label", "code", "meaning")
STATEMENTS = (
    "indicator",
    "title",
    "domain",
    "survey",
    "version",
    "question",
    "help",
    "scale",
    "answers",
    "not_counted",
    "cut_point",
    "statement",
    "codes",
    "counted",
    "headline",
    "polarity",
    "asked_of",
    "asked_otherwise",
    "sensitive",
    "concept",
    "words",
    "licence",
)


def write_codebook(tables: CouncilTables) -> Mapping[str, bytes]:
    """Both tables in CSV and the page, by name."""
    stem, labels = stem_of(tables.facts), Labels(tables.material)
    return {
        f"{stem}-variables.csv": plain_csv(list_variables(tables, labels)),
        f"{stem}-questions.csv": plain_csv(list_questions(tables, labels)),
        f"{stem}-codebook.html": render_html(build_codebook(tables, labels)).encode(),
    }


def surveys_of(tables: CouncilTables) -> tuple[Survey, ...]:
    """The surveys of the families that the files are of."""
    return tuple(survey for survey in Survey if survey.family in tables.facts.families)


# --- Variables ----------------------------------------------------------------------------------------


def list_variables(tables: CouncilTables, labels: Labels) -> pl.DataFrame:
    """A row a variable, and one for each of its codes; columns as VARIABLES."""
    rows = [
        (table.value, variable.name, variable.kind.value, label, code, meaning)
        for table in listed_tables(tables)
        for variable, label in described(tables.material, table)
        for code, meaning in (("", ""), *codes_of(variable, tables.material, labels))
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(VARIABLES, pl.String), orient="row")


def listed_tables(tables: CouncilTables) -> tuple[Table, ...]:
    """The tables that are written."""
    return tuple(table for table in Table if is_written(table, tables.facts))


def described(material: Material, table: Table) -> Iterator[tuple[Variable, str]]:
    """Each variable of a table with its label."""
    for variable in TABLES[table]:
        yield variable, material.say(f"files.variables.{variable.words}")


def codes_of(variable: Variable, material: Material, labels: Labels) -> tuple[tuple[str, str], ...]:
    """What a variable's codes mean: of a number, why it is missing; of a level, in each kind of group.

    A cut point is explained by its statements, in the file of questions.
    """
    if variable.is_numeric:
        return tuple(
            (f".{letter}", f"{words} ({material.say('files.missing', code=SPSS_CODES[letter])})")
            for letter, words in words_of(material).items()
        )
    if variable.name == "level":
        pairs = ((*key.split(BETWEEN), words) for key, words in labels.level_codes().items())
        return tuple((code, f"{labels.group(group)}: {words}") for group, code, words in pairs)
    return tuple(labels.codes(variable.words).items())


# --- Questions ----------------------------------------------------------------------------------------


def list_questions(tables: CouncilTables, labels: Labels) -> pl.DataFrame:
    """A row a statement; columns as STATEMENTS."""
    rows = [_question(tables, each, labels) for each in list_statements(tables.catalogue, surveys_of(tables))]
    return pl.DataFrame(rows, schema=dict.fromkeys(STATEMENTS, pl.String), orient="row")


def _question(tables: CouncilTables, each: Statement, labels: Labels) -> tuple[str, ...]:
    item = tables.catalogue.indicators[each.indicator]
    return (
        each.indicator,
        item.title,
        item.domain,
        each.survey.value,
        tables.catalogue.versions.get(each.survey, ""),
        each.question,
        each.help,
        each.asked.scale.key,
        each.answers,
        each.not_counted,
        each.cut_point.key,
        labels.statement(each.indicator, each.survey, each.cut_point.key),
        ";".join(code for code in each.asked.scale.codes if code in each.cut_point.codes),
        each.counted,
        labels.yes_no(each.is_headline),
        f"{each.cut_point.polarity}",
        each.asked.asked_of,
        labels.code("changed", asked_otherwise(tables.facts.wave, each, tables.catalogue)),
        labels.yes_no(item.sensitive or each.asked.sensitive),
        item.provenance.concept,
        item.provenance.words,
        labels.licence,
    )


# --- The page -----------------------------------------------------------------------------------------


def build_codebook(tables: CouncilTables, labels: Labels) -> Report:
    """The same as a page, with the method."""
    material = tables.material
    sections = (
        _about(material),
        Section(
            "variables", material.say("files.codebook.variables"), (), tuple(_table_parts(tables, labels))
        ),
        Section(
            "questions", material.say("files.codebook.questions"), (), tuple(_domain_parts(tables, labels))
        ),
        method_section(material),
    )
    kind = material.say("files.codebook.kind")
    return compose(material, kind=kind, title=title_of(material), sections=sections, contents_at=1)


def _about(material: Material) -> Section:
    """Which files there are, why a number may be missing in each, where words and figures come from."""
    say = material.say
    files = tuple((each.name, each.words) for each in list_files(material.facts))
    missing = tuple(
        (f".{letter}", f"{SPSS_CODES[letter]}", words) for letter, words in words_of(material).items()
    )
    source = describe_source(material)
    blocks = (
        SimpleTable(say("files.codebook.files"), _heads(material, "file", "label"), files),
        SimpleTable(say("files.codebook.missing"), _heads(material, "stata", "spss", "meaning"), missing),
        Points((source["concepts"], say("files.licence"), source["made"])),
    )
    return Section("about", say("files.codebook.about"), blocks)


def _table_parts(tables: CouncilTables, labels: Labels) -> Iterator[Section]:
    material = tables.material
    heads = _heads(material, "variable", "label", "kind")
    for table in listed_tables(tables):
        rows = tuple(
            (variable.name, label, material.say(f"files.kinds.{variable.kind}"))
            for variable, label in described(material, table)
        )
        title = material.say(f"files.tables.{table}.title")
        blocks = (
            Paragraph(material.say(f"files.tables.{table}.about")),
            SimpleTable(title, heads, rows),
            *_code_tables(table, material, labels),
        )
        yield Section(f"table-{table}", title, blocks)


def _code_tables(table: Table, material: Material, labels: Labels) -> Iterator[Block]:
    """What codes mean, one tap away each; of numbers once for all."""
    heads = _heads(material, "code", "meaning")
    for variable, label in described(material, table):
        codes = () if variable.is_numeric else codes_of(variable, material, labels)
        if codes:
            yield Details(f"{variable.name}: {label}", (SimpleTable(label, heads, codes),))


def _domain_parts(tables: CouncilTables, labels: Labels) -> Iterator[Section]:
    statements: dict[str, list[Statement]] = {}
    for each in list_statements(tables.catalogue, surveys_of(tables)):
        statements.setdefault(each.indicator, []).append(each)
    keys = [key for key in list_indicators(tables.catalogue) if key in statements]
    for domain in tables.catalogue.domains:
        items = [tables.catalogue.indicators[key] for key in keys]
        own = [item for item in items if item.domain == domain.key]
        blocks = tuple(block for item in own for block in _indicator(item, statements[item.key], labels))
        yield Section(f"domain-{domain.key}", domain.title, blocks)


def _indicator(item: Indicator, statements: Sequence[Statement], labels: Labels) -> Iterator[Block]:
    material = labels.material
    heads = _heads(material, "survey", "question", "answers", "statement", "counted")
    rows = tuple(
        (
            labels.survey(each.survey),
            each.question or labels.worked_out,
            each.answers,
            labels.statement(each.indicator, each.survey, each.cut_point.key),
            each.counted,
        )
        for each in statements
    )
    provenance = f"{item.provenance.concept} {item.provenance.words}"
    yield Details(
        f"{item.title} ({item.key})",
        (SimpleTable(item.title, heads, rows), Paragraph(provenance, quiet=True)),
    )


def _heads(material: Material, *keys: str) -> tuple[Column, ...]:
    return tuple(Column(material.say(f"files.headings.{key}")) for key in keys)
