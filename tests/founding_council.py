"""A programme folder with one council's published counts, so that its report can be held against them.

The published figures are marginal counts: how many of a base gave an answer. Nothing ties one question's answers
to another's, so each column is filled on its own. What the counts leave open (the other councils, the last wave's
bases, the split of a figure over surveys) is filled in as the comments here say.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from builders import make_folder
from heard.base.surveys import parts_of

COUNCIL = "X1"
OTHERS = tuple(f"X{number}" for number in range(2, 12))  # ten councils, so that a pool of others stands
PREVIOUS = "2020"
# The previous bases are not published; 20 and 50 are the smallest round ones that give 90 % and 2 %.
LAST_TIME = {("8-11", "speaks_alone"): (18, 20), ("11-17", "made_different"): (49, 50)}


@dataclass(frozen=True)
class Published:
    """One published figure."""

    survey: str
    indicator: str
    cut_point: str
    count: int
    base: int
    percent: int | None


def read_published(path: Path) -> list[Published]:
    """Every row of a file of published counts."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Published(
                row["survey"],
                row["indicator"],
                row["cut_point"],
                int(row["count"]),
                int(row["base"]),
                int(row["published_percent"]) if row["published_percent"] else None,
            )
            for row in csv.DictReader(file)
        ]


def build_founding_folder(folder: Path, published: Iterable[Published], *, name: str, wave: str) -> Path:
    """Write the programme folder; `name` is the council's."""
    rows = list(published)
    respondents = {row.survey: row for row in rows if row.cut_point == "respondents"}
    responses = [
        {"wave": wave, "area": COUNCIL, "survey": survey, **answers}
        for survey, row in respondents.items()
        for answers in _answers(survey, row.count, rows)
    ]
    responses += [row for other in OTHERS for row in _other_council(other, wave)]
    responses += list(_last_time())
    return make_folder(
        folder,
        responses=responses,
        cohort=[
            {"wave": wave, "area": COUNCIL, "survey": survey, "eligible": row.base}
            for survey, row in respondents.items()
        ],
        areas=[{"area": COUNCIL, "name": name}]
        + [{"area": code, "name": f"Made-up council {code}"} for code in OTHERS],
        waves=[
            {"key": PREVIOUS, "opens_on": "2020-11-01", "closes_on": "2021-03-31"},
            {"key": wave, "opens_on": "2022-11-01", "closes_on": "2023-03-31"},
        ],
        benchmarks=[
            _benchmark("good_friend", "4-7;8-11;11-17", "negative", 0.03, ages=(4, 17)),
            # The published report names no figure; "positive about their own future, 74 % of 10-17s, 2023" is the
            # nearest printed one. It is asked in other words, so it stands as similar.
            _benchmark("positive_future", "11-17", "moderate_to_high", 0.74, ages=(10, 17)),
        ],
        name="One council",
    )


def _benchmark(
    indicator: str, survey: str, cut_point: str, share: float, *, ages: tuple[int, int]
) -> dict[str, object]:
    return {
        "indicator": indicator,
        "survey": survey,
        "cut_point": cut_point,
        "population": "children in the general population",
        "share": share,
        "base": "",
        "age_from": ages[0],
        "age_to": ages[1],
        "year": "2023",
        "source": "as printed beside the published figures",
        "match": "similar",
    }


def _answers(survey: str, respondents: int, rows: list[Published]) -> list[dict[str, str]]:
    """One dictionary a respondent, with every published count of the survey in it."""
    columns: dict[str, list[str]] = {"knows_worker": ["yes"] * respondents}
    columns |= _split_figures(survey, respondents)
    for row in rows:
        if row.survey == survey and row.indicator in FILL:
            columns[row.indicator] = FILL[row.indicator](row, respondents)
    if survey == "11-17":
        columns |= _wellbeing(respondents)
    return [
        {key: column[index] for key, column in columns.items() if column[index]}
        for index in range(respondents)
    ]


def _column(yes: str, no: str, count: int, base: int, respondents: int) -> list[str]:
    return [yes] * count + [no] * (base - count) + ["skipped"] * (respondents - base)


def _school(row: Published, respondents: int) -> list[str]:
    return _column("a_lot", "not_at_all", row.count, row.base, respondents)


def _reason(row: Published, respondents: int) -> list[str]:
    return _column("want_to_know_more", "fully", row.count, row.base, respondents)


def _yes(row: Published, respondents: int) -> list[str]:
    return _column("yes", "no", row.count, row.base, respondents)


FILL = {
    "likes_school": _school,
    "reason_for_care": _reason,
    "speaks_alone": _yes,
    "made_different": _yes,  # "yes" is the negative answer, and the published count is of it
    "trusted_person": _yes,
    "trusts_worker": _yes,
}

# Figures published for ages taken together, split in proportion to the respondents of each survey.
FEELS_SAFE = {"4-7": 24, "8-11": 17, "11-17": 69}  # 110 of 119
NO_GOOD_FRIEND = {"4-7": 2, "8-11": 2, "11-17": 7}  # 11 of 119
HAPPY = {"4-7": (19, 1), "8-11": (14, 1)}  # happy and unhappy; 2 of 45 unhappy is published, happy is "lower"


def _split_figures(survey: str, respondents: int) -> dict[str, list[str]]:
    always = "yes" if survey == "4-7" else "always"
    columns = {
        "feels_safe": _column(always, "sometimes", FEELS_SAFE[survey], respondents, respondents),
        "good_friend": _column("no", "yes", NO_GOOD_FRIEND[survey], respondents, respondents),
    }
    if survey in HAPPY:
        happy, unhappy = HAPPY[survey]
        columns["happy_yesterday"] = (
            ["very_happy"] * happy
            + ["quite_unhappy"] * unhappy
            + ["neither"] * (respondents - happy - unhappy)
        )
    return columns


def _wellbeing(respondents: int) -> dict[str, list[str]]:
    """8 of 74 in the low band; 64 of 71 moderately to highly positive about the future, three skipped it.

    The eight say 3 to three scales; seven of them say 3 to the future too and one says 6: sums 12 and 15 of four
    scales, both under 5 x 4. Everybody else says 8, which is high; three of them skip the future.
    """
    low = 8
    scale = ["3"] * low + ["8"] * (respondents - low)
    future = ["3"] * 7 + ["6"] + ["8"] * 63 + ["skipped"] * 3
    return {"life_satisfaction": scale, "happiness": scale, "worthwhile": scale, "positive_future": future}


def _other_council(code: str, wave: str) -> Iterator[dict[str, str]]:
    """Thirty children a survey: 27 happy yesterday; 11 to 17: 20 like school, 4 have low well-being."""
    for survey in ("4-7", "8-11"):
        for index in range(30):
            happy = "very_happy" if index < 27 else "neither"
            yield {"wave": wave, "area": code, "survey": survey, "happy_yesterday": happy}
    for index in range(30):
        score = "3" if index < 4 else "8"
        school = "a_bit" if index < 20 else "not_at_all"
        scores = dict.fromkeys(("life_satisfaction", "happiness", "worthwhile"), score)
        yield {"wave": wave, "area": code, "survey": "11-17", "likes_school": school, **scores}


def _last_time() -> Iterator[dict[str, str]]:
    for (survey, indicator), (positive, base) in LAST_TIME.items():
        good, other = ("no", "yes") if indicator == "made_different" else ("yes", "no")
        for index in range(base):
            answer = good if index < positive else other
            row = {"wave": PREVIOUS, "area": COUNCIL, "survey": survey, "knows_worker": "yes"}
            yield row | {indicator: answer}


def surveys_of(row: Published) -> set[str]:
    """The surveys a published figure may be found under: taken together, or each of its parts."""
    return {row.survey, *(survey.value for survey in parts_of(row.survey))}
