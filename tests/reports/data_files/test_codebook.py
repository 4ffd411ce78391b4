"""The codebook names every variable and every question."""

import csv
import io
from collections.abc import Callable

import polars as pl

from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from heard.reports.data_files.variables import TABLES, Table

One = Callable[[str], bytes]


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_every_column_of_every_file_is_a_variable_of_the_codebook(one: One) -> None:
    rows = rows_of(one("-variables.csv"))
    for table in (table for table in Table if table is not Table.TRENDS):
        columns = pl.read_parquet(io.BytesIO(one(f"-{table}.parquet"))).columns
        named = dict.fromkeys(row["variable"] for row in rows if row["file"] == table)
        assert list(named) == columns == [variable.name for variable in TABLES[table]]
    assert all(row["label"] and len(row["label"]) <= 80 for row in rows)


def test_every_code_that_a_file_holds_is_explained(one: One) -> None:
    rows = rows_of(one("-variables.csv"))
    for table in ("estimates", "comparisons", "participation", "associations"):
        frame = pl.read_parquet(io.BytesIO(one(f"-{table}.parquet")))
        for variable in TABLES[Table(table)]:
            codes = {row["code"] for row in rows if (row["file"], row["variable"]) == (table, variable.name)}
            if variable.kind == "code" and variable.name != "cut_point":
                assert set(frame[variable.name].drop_nulls().unique()) - {""} <= codes, variable.name


def test_every_question_of_every_survey_is_there(one: One, catalogue: Catalogue) -> None:
    rows = rows_of(one("-questions.csv"))
    asked = {(row["survey"], row["question"]) for row in rows}
    for survey in Survey:
        for question in catalogue.questionnaires[survey].questions():
            assert (survey.value, question.text) in asked
    assert {row["licence"].split(" may ")[0] for row in rows} == {
        "The words of the questions are part of Heard and"
    }


def test_the_page_has_the_questions_and_asks_for_nothing(one: One) -> None:
    page = one("-codebook.html").decode()
    assert "Do you get to do things you enjoy?" in page
    assert "http" not in page.replace("http-equiv", "")
