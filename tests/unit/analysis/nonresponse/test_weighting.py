"""Weighted shares of a stored dataset, against sums that can be seen and against responses weighed one by one."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from random import Random

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from builders import write_rows
from heard.analysis.cells import count_cells
from heard.analysis.intervals import cohort_intervals, wilson
from heard.analysis.nonresponse.raking import UNKNOWN, Refusal, rake
from heard.analysis.nonresponse.weighting import NOBODY, SCHEMA, weigh, weighted_interval
from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from heard.cohort import Cohort
from heard.dataset.storing import StoredDataset, store_responses
from unit.analysis.cubes import Response, areas_of, cohort_of, cube_of, say, waves_of, yes_of

AREAS = ("X1", "X2", "X3")
GIRLS_AND_BOYS = (("X1", "8-11", 200, "gender", "girl"), ("X1", "8-11", 200, "gender", "boy"))
COHORT = cohort_of(("X1", "8-11", 400), *GIRLS_AND_BOYS)
ANSWERS = [*yes_of(45, 60, gender="girl"), *yes_of(30, 90, gender="boy")]
Store = Callable[[Sequence[Response]], StoredDataset]


@pytest.fixture
def store(tmp_path: Path, catalogue: Catalogue) -> Store:
    """Store responses, and open what was stored."""

    def stored(responses: Sequence[Response]) -> StoredDataset:
        file = write_rows(tmp_path / "responses.csv", responses)
        into = tmp_path / "stored"
        waves = waves_of("2024", "2026")
        store_responses([file], into=into, catalogue=catalogue, waves=waves, areas=areas_of(*AREAS))
        return StoredDataset.open(into)

    return stored


@pytest.fixture
def weighed(store: Store, catalogue: Catalogue) -> Callable[..., pl.DataFrame]:
    """The table of some responses in 2026."""

    def table(
        responses: Sequence[Response], cohort: Cohort = COHORT, areas: Collection[str] = AREAS
    ) -> pl.DataFrame:
        return weigh(store(responses), catalogue, cohort.frame, "2026", areas)

    return table


def row(
    table: pl.DataFrame, indicator: str = "good_friend", cut_point: str = "positive"
) -> dict[str, object]:
    [found] = table.filter(indicator=indicator, cut_point=cut_point).to_dicts()
    return found


def test_each_answer_counts_as_its_group_is_in_the_cohort(weighed: Callable[..., pl.DataFrame]) -> None:
    """45 of 60 girls and 30 of 90 boys said yes, and there are as many girls as boys: (75 % + 33⅓ %) / 2."""
    found = row(weighed(ANSWERS))
    assert (found["count"], found["base"], found["share"]) == (75, 150, 0.5)
    assert found["weighted_share"] == pytest.approx((45 / 60 + 30 / 90) / 2)
    assert (found["margins"], found["collapsed"], found["reason"]) == ("gender", "", "")


def test_the_interval_is_that_of_as_many_answers_as_the_weights_are_worth(
    weighed: Callable[..., pl.DataFrame],
) -> None:
    """Of 150 answers, factors 1.25 and 1/1.2 leave 144; n* = 144 · 399 / 250."""
    found = row(weighed(ANSWERS))
    low, high = wilson(13 / 24, 144 * 399 / 250)
    assert (found["effective_base"], found["deff"]) == (pytest.approx(144), pytest.approx(150 / 144))
    assert (found["weighted_low"], found["weighted_high"]) == (pytest.approx(low), pytest.approx(high))


def test_a_cell_is_worth_what_those_who_answered_it_are(weighed: Callable[..., pl.DataFrame]) -> None:
    """Only boys answered: all weigh alike, whatever the girls weigh."""
    responses = [*say(60, gender="girl"), *yes_of(30, 90, gender="boy")]
    found = row(weighed(responses))
    assert (found["base"], found["effective_base"]) == (90, pytest.approx(90))
    assert found["weighted_share"] == pytest.approx(30 / 90)


def test_weights_all_alike_give_the_unweighted_figures_exactly(
    weighed: Callable[..., pl.DataFrame],
) -> None:
    found = row(weighed([*yes_of(41, 67, gender="girl"), *yes_of(24, 67, gender="boy")]))
    plain = cohort_intervals(65, 134, 400)
    assert (found["weighted_share"], found["effective_base"]) == (65 / 134, 134)
    assert (found["weighted_low"], found["weighted_high"]) == (
        pytest.approx(plain.low),
        pytest.approx(plain.high),
    )


def test_who_does_not_say_is_in_it_with_the_mean_weight(weighed: Callable[..., pl.DataFrame]) -> None:
    """60 girls, 90 boys, and 10 who say neither: factors 1.25, 1/1.2 and 1."""
    responses = [*ANSWERS, *say(6, gender="prefer_not", good_friend="yes"), *say(4, good_friend="no")]
    found = row(weighed(responses))
    assert found["weighted_share"] == pytest.approx((45 * 1.25 + 30 / 1.2 + 6) / 160)


def test_small_levels_are_put_together_and_named(weighed: Callable[..., pl.DataFrame]) -> None:
    cohort = cohort_of(
        ("X1", "8-11", 400),
        *GIRLS_AND_BOYS,
        ("X1", "8-11", 250, "placement", "foster"),
        ("X1", "8-11", 90, "placement", "kinship"),
        ("X1", "8-11", 60, "placement", "residential"),
    )
    homes = [
        *yes_of(40, 50, gender="girl", placement="foster"),
        *yes_of(20, 30, gender="boy", placement="foster"),
        *yes_of(10, 18, gender="girl", placement="kinship"),
        *yes_of(10, 20, gender="boy", placement="kinship"),
        *yes_of(1, 4, gender="boy", placement="residential"),
    ]
    found = row(weighed(homes, cohort))
    assert found["margins"] == "gender;placement"
    assert found["collapsed"] == "placement: kinship+residential"


def test_nobody_who_answered_leaves_nothing_to_weigh(weighed: Callable[..., pl.DataFrame]) -> None:
    found = row(weighed(ANSWERS), "feels_safe")
    assert (found["count"], found["base"], found["reason"]) == (0, 0, NOBODY)
    nothing = ("share", "weighted_share", "weighted_low", "weighted_high", "effective_base", "deff")
    assert [found[name] for name in nothing] == [None] * 6


@pytest.mark.parametrize(
    ("cohort", "answered", "reason"),
    [
        (COHORT, 99, Refusal.TOO_FEW_RESPONDENTS),
        (Cohort.unknown(), 100, Refusal.NO_MARGINS),
        (cohort_of(("X1", "8-11", 400)), 100, Refusal.NO_MARGINS),
        (cohort_of(("X1", "8-11", 99), *GIRLS_AND_BOYS), 100, Refusal.COHORT_TOO_SMALL),
    ],
    ids=["99 answers", "no cohort", "no margins", "cohort too small"],
)
def test_a_council_without_weights_says_why_in_one_row(
    weighed: Callable[..., pl.DataFrame], cohort: Cohort, answered: int, reason: str
) -> None:
    responses = [*yes_of(20, 50, gender="girl"), *yes_of(20, answered - 50, gender="boy")]
    [found] = weighed(responses, cohort).to_dicts()
    assert (found["area"], found["survey"], found["reason"]) == ("X1", "8-11", reason)
    assert (found["indicator"], found["weighted_share"], found["deff"]) == (None, None, None)


def test_too_uneven_weights_are_shown_as_what_they_are(weighed: Callable[..., pl.DataFrame]) -> None:
    """A fifth of the answers is girls', half of the cohort is girls: deff .5²/.2 + .5²/.8 = 1.5625."""
    [found] = weighed([*yes_of(9, 30, gender="girl"), *yes_of(9, 120, gender="boy")]).to_dicts()
    assert (found["reason"], found["deff"], found["margins"]) == (
        Refusal.UNEVEN,
        pytest.approx(1.5625),
        "gender",
    )


def test_where_every_child_answered_the_interval_is_the_share() -> None:
    low, high = weighted_interval(*(np.array([each]) for each in (0.4, 150.0, 140.0, 150.0)))
    assert (low.tolist(), high.tolist()) == ([0.4], [0.4])


def test_only_the_wave_and_the_councils_asked_for_are_weighed(weighed: Callable[..., pl.DataFrame]) -> None:
    earlier = [dict(response, wave="2024") for response in ANSWERS]
    elsewhere = [dict(response, area="X2") for response in ANSWERS]
    responses = [*ANSWERS, *earlier, *elsewhere]
    found = weighed(responses, areas=["X1"])
    assert (set(found["wave"]), set(found["area"]), row(found)["base"]) == ({"2026"}, {"X1"}, 150)


def test_the_cohort_is_that_of_the_wave_and_the_survey(weighed: Callable[..., pl.DataFrame]) -> None:
    earlier = cohort_of(("X1", "8-11", 900), ("X1", "8-11", 800, "gender", "girl"), wave="2024")
    older = cohort_of(("X1", "11-17", 900), ("X1", "11-17", 800, "gender", "girl"))
    every = Cohort(pl.concat([COHORT.frame, earlier.frame, older.frame]))
    assert weighed(ANSWERS, every).equals(weighed(ANSWERS))


def test_a_wave_nobody_answered_in_has_no_rows(weighed: Callable[..., pl.DataFrame]) -> None:
    found = weighed([dict(response, wave="2024") for response in ANSWERS])
    assert (found.height, found.schema) == (0, pl.Schema(SCHEMA))


def test_parts_of_a_partition_add_up(store: Store, catalogue: Catalogue) -> None:
    stored = store(ANSWERS)
    whole = weigh(stored, catalogue, COHORT.frame, "2026", AREAS)
    [part] = stored.path.glob("wave=2026/survey=8-11/*.parquet")
    rows = pl.read_parquet(part)
    rows.head(70).write_parquet(part)
    rows.tail(-70).write_parquet(part.with_name("part-0001.parquet"))
    assert_frame_equal(weigh(stored, catalogue, COHORT.frame, "2026", AREAS), whole, rel_tol=1e-13)


def test_every_share_is_that_of_the_responses_weighed_one_by_one(store: Store, catalogue: Catalogue) -> None:
    """Routed questions, several answers at once, no-answers and two councils, from a seed."""
    random = Random(4)
    responses = [
        response for area in ("X1", "X3") for _ in range(160) for response in _care_leaver(random, area)
    ]
    levels = {"gender": ("girl", "boy"), "ethnicity": ("white", "black", "mixed")}
    cohort = cohort_of(
        *(
            (area, "16-25", eligible, group, code)
            for area in ("X1", "X3")
            for group, code, eligible in (
                ("all", "all", 400), ("gender", "girl", 210), ("gender", "boy", 190),
                ("ethnicity", "white", 260), ("ethnicity", "black", 80), ("ethnicity", "mixed", 60),
            )
        )
    )  # fmt: skip
    found = weigh(store(responses), catalogue, cohort.frame, "2026", AREAS)
    assert set(found["reason"]) <= {"", NOBODY}
    for area in ("X1", "X3"):
        here = [response for response in responses if response["area"] == area]
        expected = _shares_one_by_one(here, area, levels, catalogue)
        got = {
            (each["indicator"], each["cut_point"]): each["weighted_share"]
            for each in found.filter(pl.col("area") == area).to_dicts()
            if each["base"]
        }
        assert got.keys() == expected.keys()
        assert {"emotional_support", "in_eet", "trusts_worker"} <= {indicator for indicator, _ in got}
        assert [got[key] for key in expected] == pytest.approx(list(expected.values()), abs=1e-12)


def test_a_routed_question_keeps_the_part_of_the_cohort_it_is_for(
    weighed: Callable[..., pl.DataFrame],
) -> None:
    """100 of 150 know their worker, so that of 400 children about 267 would be asked; all 100 answered."""
    asked = say(100, gender="girl", knows_worker="yes", trusts_worker="all_or_most")
    found = row(
        weighed([*asked[:60], *(dict(each, gender="boy") for each in asked[60:]),
                 *say(50, gender="boy", knows_worker="no")]),
        "trusts_worker",
    )  # fmt: skip
    effective = (60 * 1.25 + 40 / 1.2) ** 2 / (60 * 1.25**2 + 40 / 1.2**2)
    low, _ = wilson(1.0, effective * 266 / 167)
    assert (found["base"], found["effective_base"]) == (100, pytest.approx(effective))
    assert found["weighted_low"] == pytest.approx(low)


def _care_leaver(random: Random, area: str) -> list[Response]:
    knows = random.choice(["yes", "unsure", "no", "prefer_not"])
    given = {
        "gender": random.choice(["girl", "boy", "boy", "prefer_not"]),
        "ethnicity": random.choice(["white", "white", "white", "black", "mixed"]),
        "emotional_support": random.choice(["friends;family", "nobody", "adviser", "prefer_not"]),
        "in_eet": random.choice(["part_time_work;looking", "looking", "education"]),
        "good_friend": random.choice(["yes", "yes", "no", "unsure"]),
        "knows_worker": knows,
    }
    if knows in {"yes", "unsure"}:
        given["trusts_worker"] = random.choice(["all_or_most", "never"])
    return say(1, "16-25", area=area, **given)


def _shares_one_by_one(
    responses: Sequence[Response], area: str, levels: dict[str, tuple[str, ...]], catalogue: Catalogue
) -> dict[tuple[str, str], float]:
    """Every pattern's responses counted the slow way, and its counts added with its weight."""
    pattern = [
        tuple(
            codes.index(each[group]) if each[group] in codes else UNKNOWN for group, codes in levels.items()
        )
        for each in responses
    ]
    number = Counter(pattern)
    raked = rake(
        np.array(list(number)),
        np.array(list(number.values())),
        [np.array([210.0, 190.0]), np.array([260.0, 80.0, 60.0])],
        cohort=400.0,
    )
    count = base = 0.0
    for each, weight in zip(number, raked.weights, strict=True):
        same = [response for response, found in zip(responses, pattern, strict=True) if found == each]
        cells = count_cells(cube_of(same, catalogue), catalogue, Survey.AGES_16_25, [area], groups=False)
        count, base = count + weight * cells.count[0, 0], base + weight * cells.base[0, 0]
    keys = [(item.indicator, item.cut_point) for item in cells.items]
    return {key: float(x / n) for key, x, n in zip(keys, count, base, strict=True) if n}
