"""comments.csv: what children wrote in their own words, kept apart from their answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from heard.base.errors import InputProblems
from heard.base.problems import Problem
from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from heard.dataset.reading import ROW
from heard.dataset.small_tables import check_known, read_small_table
from heard.dataset.tally import Tally

COLUMNS = ("wave", "area", "survey", "question", "text")


@dataclass(frozen=True)
class Comments:
    """`frame`: wave, area, survey, question, text; every text says something."""

    frame: pl.DataFrame


def read_comments(
    path: Path, *, catalogue: Catalogue, waves: Iterable[str], areas: Iterable[str]
) -> tuple[Comments, tuple[Problem, ...]]:
    """The comments, those without text left out, and the warnings. InputProblems where the file has an error."""
    tally = Tally()
    table = read_small_table(path, tally, required=COLUMNS).drop_nulls("text")
    check_known(path.name, table, tally, "wave", list(waves))
    check_known(path.name, table, tally, "area", list(areas))
    check_known(path.name, table, tally, "survey", list(Survey))
    for survey, questions in _open_questions(catalogue).items():
        check_known(path.name, table.filter(pl.col("survey") == survey), tally, "question", questions)
    if tally.has_errors():
        raise InputProblems(tally.problems())
    return Comments(table.drop(ROW)), tally.problems()


def no_comments() -> Comments:
    """The comments of a programme that has no file of them."""
    return Comments(pl.DataFrame(schema=dict.fromkeys(COLUMNS, pl.String)))


def _open_questions(catalogue: Catalogue) -> Mapping[str, list[str]]:
    return {
        survey.value: [question.key for question in questionnaire.open_questions()]
        for survey, questionnaire in catalogue.questionnaires.items()
    }
