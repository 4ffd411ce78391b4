"""True differences to be found again: a file of `wave,area,survey,indicator,difference`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from heard.base.errors import InputProblems
from heard.base.messages import name_some, quote
from heard.base.surveys import Survey
from heard.dataset.reading import ROW
from heard.dataset.small_tables import check_known, check_unrepeated, read_small_table
from heard.dataset.synthesis.nation import Item, SurveyNation
from heard.dataset.tally import Tally

KEYS = ("wave", "area", "survey", "indicator")
CERTAIN = 0.001  # a planted share stays so far from nobody and from everybody


@dataclass(frozen=True, slots=True)
class Place:
    """Where a difference is planted."""

    wave: str
    area: str
    survey: str
    indicator: str


# Place → how far the headline share lies from the nation's (-0.2 = 20 points less).
Plants = Mapping[Place, float]


def read_plants(
    path: Path, *, waves: Sequence[str], areas: Sequence[str], nation: Mapping[Survey, SurveyNation]
) -> Plants:
    """The differences in the file; InputProblems with everything that cannot be planted."""
    tally = Tally()
    table = read_small_table(path, tally, required=(*KEYS, "difference")).fill_null("")
    for column, allowed in (("wave", waves), ("area", areas), ("survey", tuple(Survey))):
        check_known(path.name, table, tally, column, allowed)
    check_unrepeated(
        path.name, table, tally, KEYS, "a difference in the same wave, council, survey and indicator"
    )
    plants = {}
    for row in table.filter(table["survey"].is_in(list(Survey))).iter_rows(named=True):
        place = Place(**{key: row[key] for key in KEYS})
        plants[place] = difference = _number(row["difference"])
        for column, message, allowed in _problems(place, difference, nation[Survey(place.survey)]):
            tally.add(path.name, message, column=column, rows=(row[ROW],), allowed=allowed)
    if tally.has_errors():
        raise InputProblems(tally.problems())
    return plants


def _problems(place: Place, difference: float, survey: SurveyNation) -> Iterator[tuple[str, str, str]]:
    """Column, message and what is allowed."""
    if place.indicator not in survey.items:
        message = f"{quote(place.indicator)} is not a question of survey {place.survey}."
        yield "indicator", message, name_some(tuple(survey.items))
        return
    lowest, highest = _possible(survey.items[place.indicator])
    if not lowest <= difference <= highest:
        message = f"{place.indicator} cannot differ like this: its share has to stay between 0 and 1."
        yield "difference", message, f"a number from {lowest:.3f} to {highest:.3f}"


def _possible(item: Item) -> tuple[float, float]:
    share = item.headline_share()
    return CERTAIN - share, 1 - CERTAIN - share


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return float("nan")
