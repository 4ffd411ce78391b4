"""The tidy CSV keeps the rules of Explore Education Statistics, and says what the tables say."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from heard.base.places import Area, Wave
from heard.base.policy import Level
from heard.base.shares import percent
from heard.catalogue import Catalogue
from heard.disclosure import ProtectedTables
from heard.reports import Format, ReportFacts
from heard.reports.data_files import write_tables
from heard.reports.data_files.council_tables import CouncilTables
from heard.reports.data_files.ees import time_period
from heard.reports.data_files.labels import Labels
from reports.data_files.ees_rules import list_faults

NAME, META = "x0000001-2026-tables-board.csv", "x0000001-2026-tables-board.meta.csv"
One = Callable[[str], bytes]


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_the_files_keep_every_rule(one: One) -> None:
    assert list_faults(NAME, one(NAME), META, one(META)) == []


BROKEN = {
    "UTF-8": lambda data, meta: (data + b"\xff", meta),
    "not snake_case": lambda data, meta: (data.replace(b"answer_count", b"AnswerCount", 1), meta),
    "is missing": lambda data, meta: (data.replace(b"country_name", b"land", 1), meta),
    "has no Total": lambda data, meta: (data.replace(b",Total,", b",All,"), meta),
    "filter has no unit": lambda data, meta: (
        data,
        meta.replace(b"survey,Filter,Survey,,,", b"survey,Filter,Survey,,%,"),
    ),
    "col_type": lambda data, meta: (data, meta.replace(b"survey,Filter", b"survey,Category")),
    "unit": lambda data, meta: (data, meta.replace(b",%,0", b",percent,0")),
    "decimal places": lambda data, meta: (data, meta.replace(b",%,0", b",%,")),
    "is no column": lambda data, meta: (data, meta.replace(b"answer_count,", b"answers,")),
    "is not described": lambda data, meta: (data, b"\n".join(meta.splitlines()[:-1])),
    "grouping column": lambda data, meta: (data, meta.replace(b",domain,", b",domains,")),
    "stands twice": lambda data, meta: (
        data,
        meta.replace(b"Number who said so", b"Number who could have answered"),
    ),
    "combinations stand twice": lambda data, meta: (data + data.splitlines()[-1] + b"\n", meta),
    "period 26": lambda data, meta: (data.replace(b"\n2026,", b"\n26,"), meta),
    "mixed": lambda data, meta: (data.replace(b"\n2026,Reporting year", b"\n2026,Calendar year", 1), meta),
    "level LA": lambda data, meta: (data.replace(b"Local authority", b"LA"), meta),
    "without a country": lambda data, meta: (data.replace(b",Not available,", b",,", 1), meta),
    "without name or codes": lambda data, meta: (data.replace(b",Alderbrook,", b",,", 1), meta),
    "holds ..": lambda data, meta: (data.replace(b",c,c,c,", b",..,c,c,", 1), meta),
    "holds a blank": lambda data, meta: (data.replace(b",c,c,c,", b",,c,c,", 1), meta),
    "holds 12.5": lambda data, meta: (data.replace(b",c,c,c,", b",12.5,c,c,", 1), meta),
    "spaces": lambda data, meta: (data.replace(b",Ages 4 to 7,", b",Ages 4 to 7 ,", 1), meta),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_the_rules_catch_what_breaks_them(one: One, fault: str) -> None:
    data, meta = BROKEN[fault](one(NAME), one(META))
    assert (data, meta) != (one(NAME), one(META))
    assert any(fault in each for each in list_faults(NAME, data, META, meta))


def test_a_file_of_metadata_belongs_to_its_data() -> None:
    assert "other.meta.csv does not belong to data.csv" in list_faults("data.csv", b"", "other.meta.csv", b"")


def test_every_figure_is_that_of_the_tables(one: One, tables: CouncilTables) -> None:
    labels = Labels(tables.material)
    found = {
        tuple(row[name] for name in ("survey", "indicator", "cut_point", "breakdown_topic", "breakdown")): row
        for row in rows_of(one(NAME))
        if row["geographic_level"] == "Local authority"
    }
    for row in tables.estimates.iter_rows(named=True):
        survey, indicator, cut, group, level = (
            row[name] for name in ("survey", "indicator", "cut_point", "group", "level")
        )
        words = ("Total", "Total") if group == "all" else (labels.group(group), labels.level(group, level))
        key = (labels.survey(survey), labels.indicator(indicator), labels.statement(indicator, survey, cut))
        assert figures_of(found[(*key, *words)]) == expected(row)


def figures_of(row: dict[str, str]) -> tuple[str, ...]:
    names = ("base_count", "answer_count", "answer_percent", "answer_percent_low", "answer_percent_high")
    return tuple(row[name] for name in (*names, "band_percent_low", "band_percent_high"))


def expected(row: dict[str, object]) -> tuple[str, ...]:
    match row["symbol"]:
        case "c":
            return ("c",) * 7
        case "z":
            return ("z",) * 7
        case "u":
            return ("24", *("u",) * 6)
        case "b":
            return ("24", *("c",) * 4, "80", "100")
    shares = [row[name] for name in ("share", "low", "high")]
    counts = [str(row[name]) if row[name] is not None else "z" for name in ("base", "count")]
    return (*counts, *(per_cent(share) for share in shares), "z", "z")


def per_cent(share: object) -> str:
    if not isinstance(share, float):
        return "z"
    return "low" if percent(share) == 0 and share > 0 else str(percent(share))


def test_who_took_part_is_the_total_of_the_indicators(one: One, tables: CouncilTables) -> None:
    row = next(
        row
        for row in rows_of(one(NAME))
        if (row["survey"], row["indicator"], row["breakdown"]) == ("Ages 4 to 7", "Total", "Total")
    )
    first = tables.participation.row(0, named=True)
    assert (row["base_count"], row["eligible_count"]) == (str(first["respondents"]), str(first["eligible"]))
    assert row["answer_percent"] == "z"


def test_national_rows_are_the_open_figures_of_all_councils(one: One, tables: CouncilTables) -> None:
    national = [row for row in rows_of(one(NAME)) if row["geographic_level"] == "National"]
    open_ones = tables.comparisons.filter(against="others", group="all")
    assert len(national) == open_ones.height > 0
    assert [row["answer_percent"] for row in national] == [
        per_cent(share) for share in open_ones["reference_share"]
    ]
    assert {row["answer_count"] for row in national} == {"x"}


def test_a_working_copy_has_no_national_rows(
    protected: ProtectedTables, catalogue: Catalogue, facts: ReportFacts
) -> None:
    files = write_tables(protected, catalogue, facts, [Format.EES])
    data = next(content for name, content in files.items() if name.endswith("working.csv"))
    assert {row["geographic_level"] for row in rows_of(data)} == {"Local authority"}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("X0000001", ("x", "Not available", "x", "x")),
        ("E06000001", ("E92000001", "England", "x", "E06000001")),
        ("W06000001", ("W92000004", "Wales", "x", "W06000001")),
    ],
)
def test_only_official_codes_are_given_as_such(
    small: ProtectedTables,
    catalogue: Catalogue,
    board_facts: ReportFacts,
    code: str,
    expected: tuple[str, ...],
) -> None:
    facts = replace(board_facts, council=Area(code, "Alderbrook"))
    renamed = replace(
        small,
        **{
            name: getattr(small, name).with_columns(area=pl.lit(code))
            for name in ("estimates", "comparisons", "participation")
        },
    )
    files = write_tables(renamed, catalogue, facts, [Format.EES])
    data = next(content for name, content in files.items() if name.endswith("board.csv"))
    row = next(row for row in rows_of(data) if row["geographic_level"] == "Local authority")
    names = ("country_code", "country_name", "old_la_code", "new_la_code")
    assert tuple(row[name] for name in names) == expected


def test_the_period_is_the_year_in_which_the_wave_closed() -> None:
    assert time_period(Wave("autumn", date(2025, 11, 3), date(2026, 1, 16))) == "2026"


def test_a_name_of_a_file_holds_no_other_signs(
    small: ProtectedTables, catalogue: Catalogue, board_facts: ReportFacts
) -> None:
    wave = Wave("Spring.26_A", date(2026, 2, 2), date(2026, 3, 27))
    facts = replace(board_facts, wave=wave, level=Level.BOARD)
    files = write_tables(replace(small, wave=wave.key), catalogue, facts, [Format.EES])
    assert "x0000001-spring-26_a-tables-board.csv" in files
