"""What the demo council's children say in the wave that is under way: in memory, never in a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from heard.base.places import Wave
from heard.catalogue import load_catalogue
from heard.dataset.synthesis import BETWEEN
from heard.dataset.synthesis.comments import draw_comments
from heard.dataset.synthesis.plan import plan_programme
from heard.dataset.synthesis.under_way import draw_under_way
from heard.interview import check_response
from heard.programme.demo import COUNCIL, DIFFERENCES, SEED, WAVES, Size

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MadeUp:
    """One survey: how many could answer, the rows of those who did, and what some wrote, by open question."""

    eligible: int
    answers: Sequence[Row] = field(repr=False)
    comments: Sequence[tuple[str, str]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class MadeUpWave:
    """The council's name, and its surveys."""

    council: str
    surveys: Mapping[str, MadeUp]


def make_up_words(wave: str) -> Sequence[tuple[str, str, str]]:
    """What the council's children wrote in a wave that is over: survey, open question, words."""
    written = draw_comments([wave], [COUNCIL], seed=SEED)
    return written.select("survey", "question", "text").rows()


def make_up_answers(wave: Wave, *, size: Size) -> MadeUpWave:
    """The rows are such as the interview makes: every key of the questionnaire, empty where not shown."""
    catalogue = load_catalogue()
    plan = plan_programme(
        catalogue,
        areas=size.councils,
        waves=WAVES,
        responses=size.responses,
        seed=SEED,
        plant=DIFFERENCES,
        between=BETWEEN,
    )
    written = draw_comments([wave.key], [COUNCIL], seed=SEED).select("survey", "question", "text").rows()
    made = {}
    for survey, responses, cohort in draw_under_way(plan, wave):
        rows = responses.drop("wave", "area", "survey").cast(pl.String).fill_null("").rows(named=True)
        questionnaire = catalogue.questionnaires[survey]
        made[survey.value] = MadeUp(
            eligible=int(cohort["eligible"][0]),
            answers=[check_response(questionnaire, row)[0] for row in rows],
            comments=[(question, text) for of, question, text in written if of == survey],
        )
    return MadeUpWave(plan.councils.areas[0].name, made)
