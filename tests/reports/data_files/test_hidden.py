"""No file holds anything of what may not be shown: no figure, no order, no length."""

import io
import struct
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace

import polars as pl
import pytest

from heard.catalogue import Catalogue
from heard.disclosure import ProtectedTables
from heard.reports import ReportFacts
from heard.reports.data_files import write_tables
from reports.data_files.planted import SECRET_COUNT, SECRET_SHARE, hide_all, plant

AS_TEXT = (str(SECRET_COUNT), f"{SECRET_COUNT:,}", "0.98765", "98.76", "98765")
AS_NUMBERS = (
    struct.pack("<d", SECRET_COUNT),
    struct.pack("<d", SECRET_SHARE),
    struct.pack("<i", SECRET_COUNT),
    struct.pack("<f", SECRET_SHARE),
)


def parts_of(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Each file, and each part of those that are zips: shared strings and properties too."""
    for name, content in files.items():
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(content)) as parts:
                yield from ((f"{name}/{part}", parts.read(part)) for part in parts.namelist())
        else:
            yield name, content


def test_no_part_of_a_file_holds_a_hidden_figure(files: Mapping[str, bytes]) -> None:
    """As text and as numbers; a Parquet file's footer with its lowest and highest values is not packed."""
    looked = 0
    for name, content in parts_of(files):
        looked += 1
        assert not [secret for secret in AS_TEXT if secret.encode() in content], name
        assert not [secret for secret in AS_NUMBERS if secret in content], name
    assert looked > 40


def test_parquet_tells_nothing_of_hidden_rows(files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        if name.endswith(".parquet"):
            frame = pl.read_parquet(io.BytesIO(content))
            texts = [
                value for column in frame.select(pl.col(pl.String)) for value in column.unique().to_list()
            ]
            assert not [text for text in texts if text and any(secret in text for secret in AS_TEXT)]
            highest = frame.select(pl.col(pl.Int64).max()).row(0) if frame.height else ()
            assert all(value is None or value < SECRET_COUNT for value in highest)


def test_other_hidden_figures_and_another_order_give_the_same_bytes(
    protected: ProtectedTables, catalogue: Catalogue, board_facts: ReportFacts, files: Mapping[str, bytes]
) -> None:
    others = plant(protected, count=1, share=0.25)
    shuffled = replace(
        others,
        estimates=others.estimates.sample(fraction=1, shuffle=True, seed=1),
        comparisons=others.comparisons.sample(fraction=1, shuffle=True, seed=2),
        participation=others.participation.sample(fraction=1, shuffle=True, seed=3),
        associations=others.associations.sample(fraction=1, shuffle=True, seed=4),
    )
    again = write_tables(shuffled, catalogue, board_facts)
    assert list(again) == list(files)
    assert [name for name in files if again[name] != files[name]] == []


def test_a_council_of_six_answers_gets_its_files_and_not_a_figure(
    protected: ProtectedTables, catalogue: Catalogue, board_facts: ReportFacts
) -> None:
    files = write_tables(hide_all(protected), catalogue, board_facts)
    for name, content in parts_of(files):
        assert not [secret for secret in AS_TEXT if secret.encode() in content], name
    estimates = next(content for name, content in files.items() if name.endswith("estimates.parquet"))
    numbers = pl.read_parquet(io.BytesIO(estimates)).select(pl.col(pl.Int64, pl.Float64))
    assert numbers.select(pl.all().is_null().all()).row(0) == (True,) * numbers.width


@pytest.mark.parametrize("table", ["estimates", "participation", "comparisons"])
def test_no_row_is_there_that_the_tables_lack(
    files: Mapping[str, bytes], planted: ProtectedTables, table: str
) -> None:
    content = next(content for name, content in files.items() if name.endswith(f"-{table}.parquet"))
    frame, source = pl.read_parquet(io.BytesIO(content)), getattr(planted, table)
    keys = [
        name for name in ("survey", "group", "level", "indicator", "cut_point", "against") if name in frame
    ]
    shown = source.filter(symbol="") if table == "comparisons" else source
    assert sorted(frame.select(keys).rows()) == sorted(shown.select(keys).rows())
