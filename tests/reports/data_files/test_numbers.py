"""Every number of the files for programs is that of the protected table's row."""

import io
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import polars as pl
import pyreadstat
import pytest

from heard.disclosure import ProtectedTables
from heard.disclosure.small_cohorts import without_small_cohorts
from heard.reports.data_files.council_tables import CouncilTables
from heard.reports.data_files.missing import SPSS_CODES
from heard.reports.data_files.variables import TABLES, Table

One = Callable[[str], bytes]
KEYS = {
    Table.ESTIMATES: ("survey", "group", "level", "indicator", "cut_point"),
    Table.COMPARISONS: ("survey", "group", "level", "indicator", "cut_point", "against"),
    Table.PARTICIPATION: ("survey", "group", "level"),
    Table.ASSOCIATIONS: ("area", "survey", "outcome", "indicator", "exposure", "model"),
}
NUMBERS = {table: [each.name for each in TABLES[table] if each.is_numeric] for table in KEYS}
BOTH = (Table.ESTIMATES, Table.COMPARISONS)


def may_say(row: Mapping[str, object], table: Table) -> dict[str, object]:
    """What a row of a protected table may say, by its symbol."""
    symbol = row["symbol"]
    numbers = {name: row.get(name) for name in NUMBERS[table]}
    if table is Table.ESTIMATES:
        ends = dict(zip(("band_low", "band_high"), (row["low"], row["high"]), strict=True))
        shown = numbers | dict.fromkeys(ends)
        banded = dict.fromkeys(numbers) | {"base": row["base"], "eligible": row["eligible"]} | ends
        unreliable = dict.fromkeys(numbers) | {"base": row["base"]}
        return {"": shown, "b": banded, "u": unreliable}.get(str(symbol), dict.fromkeys(numbers))
    if symbol == "":
        return numbers
    kept = ("eligible", "share_of_eligible") if table is Table.PARTICIPATION else ()
    return dict.fromkeys(numbers) | {name: row[name] for name in kept}


def by_key(frame: pl.DataFrame, table: Table) -> dict[tuple[object, ...], dict[str, object]]:
    return {tuple(row[name] for name in KEYS[table]): row for row in frame.iter_rows(named=True)}


def expected(
    planted: ProtectedTables, table: Table
) -> Iterator[tuple[tuple[object, ...], dict[str, object]]]:
    for key, row in by_key(getattr(without_small_cohorts(planted), table), table).items():
        if table is not Table.COMPARISONS or row["symbol"] == "":
            yield key, may_say(row, table)


@pytest.mark.parametrize("table", KEYS)
def test_parquet(one: One, planted: ProtectedTables, table: Table) -> None:
    found = by_key(pl.read_parquet(io.BytesIO(one(f"-{table}.parquet"))), table)
    wanted = dict(expected(planted, table))
    assert found.keys() == wanted.keys()
    for key, numbers in wanted.items():
        assert {name: found[key][name] for name in numbers} == numbers, key


def test_parquet_says_what_its_columns_mean(one: One) -> None:
    metadata = pl.read_parquet_metadata(io.BytesIO(one("-estimates.parquet")))
    labels = json.loads(metadata["labels"])
    assert labels["base"] == "How many gave an answer that counts"
    assert set(labels) == {variable.name for variable in TABLES[Table.ESTIMATES]}
    assert "Board copy" in metadata["source"]
    assert "fedcba" not in metadata["source"]


@pytest.fixture
def read(one: One, tmp_path: Path) -> Callable[[str, Table], tuple[pl.DataFrame, object]]:
    def found(ending: str, table: Table) -> tuple[pl.DataFrame, object]:
        path = tmp_path / f"file.{ending}"
        path.write_bytes(one(f"-{table}.{ending}"))
        reader = pyreadstat.read_sav if ending == "sav" else pyreadstat.read_dta
        return reader(path, user_missing=True, output_format="polars")

    return found


LETTERS = {"": "n"}


@pytest.mark.parametrize("table", BOTH)
def test_spss(
    read: Callable[..., tuple[pl.DataFrame, object]], planted: ProtectedTables, table: Table
) -> None:
    frame, meta = read("sav", table)
    found = by_key(frame, table)
    for key, numbers in expected(planted, table):
        symbol = str(found[key].get("symbol", ""))
        code = SPSS_CODES[LETTERS.get(symbol, symbol)]
        for name, number in numbers.items():
            assert found[key][name] == (code if number is None else number), (key, name)
    assert {name: [{"lo": -99.0, "hi": -91.0}] for name in NUMBERS[table]} == meta.missing_ranges


@pytest.mark.parametrize("table", BOTH)
def test_stata(
    read: Callable[..., tuple[pl.DataFrame, object]], planted: ProtectedTables, table: Table
) -> None:
    frame, _ = read("dta", table)
    found = by_key(frame, table)
    for key, numbers in expected(planted, table):
        symbol = str(found[key].get("symbol", ""))
        letter = LETTERS.get(symbol, symbol)
        for name, number in numbers.items():
            assert found[key][name] == (letter if number is None else number), (key, name)


@pytest.mark.parametrize("ending", ["sav", "dta"])
def test_files_of_statistical_programs_explain_themselves(
    read: Callable[..., tuple[pl.DataFrame, object]], tables: CouncilTables, ending: str
) -> None:
    frame, meta = read(ending, Table.ESTIMATES)
    labels = dict(zip(meta.column_names, meta.column_labels, strict=True))
    assert labels["eligible"] == "How many could have answered"
    assert all(labels.values())
    assert max(len(name) for name in meta.column_names) <= 32
    for text in frame.select(pl.col(pl.String)).columns:
        assert frame[text].str.len_bytes().max() <= 2045
    row = frame.filter(indicator="feels_safe", survey="11-17", group="placement", level="foster").row(
        0, named=True
    )
    values = {name: meta.variable_value_labels[name] for name in meta.variable_value_labels}
    assert values["level_no"][row["level_no"]] == "Children in foster care"
    assert values["survey_no"][row["survey_no"]] == "Ages 11 to 17"
    assert values["cut_point_no"][row["cut_point_no"]] == "They always feel safe where they live"
    assert values["count"][SPSS_CODES["c"] if ending == "sav" else "c"].startswith("Not shown")
    assert str(meta.creation_time) == "2026-03-27 00:00:00"
    assert meta.file_label == "Alderbrook: figures for analysts, wave 2026"
