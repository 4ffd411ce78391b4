"""How councils differ: as planted, by chance alone where nothing differs, a little otherwise."""

from math import sqrt

import numpy as np
import polars as pl
import pytest

from heard.base.errors import InputProblems
from heard.base.surveys import Survey
from heard.dataset.synthesis import synthesise
from heard.dataset.synthesis.calibration import load_calibration
from heard.dataset.synthesis.latent import Mixture, shift_for, thresholds_for
from heard.dataset.synthesis.nation import build_survey

PLANTED = [
    # survey, indicator, difference: plain, routed, with several answers, and two that more would be better
    ("11-17", "feels_safe", -0.20),
    ("11-17", "trusts_worker", -0.20),
    ("11-17", "talks_carers", 0.10),
    ("8-11", "bullying_help", -0.30),
    ("16-25", "in_eet", 0.15),
    ("16-25", "lonely", -0.20),
]


def plant_file(folder, rows) -> object:
    path = folder / "plant.csv"
    lines = ["wave,area,survey,indicator,difference", *(",".join(map(str, row)) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def headline(made, catalogue, survey: str, indicator: str) -> pl.DataFrame:
    """Everybody who gave a code of the scale: `area`, `wave`, and `yes`, whether it was a headline answer."""
    asked = catalogue.asked(indicator, survey)
    rows = made.responses.filter(survey=survey).drop_nulls(indicator)
    rows = rows.filter(~pl.col(indicator).is_in(list(asked.scale.no_answer)))
    ticked = (
        pl.col(indicator).str.split(";").list.set_intersection(sorted(asked.headline.codes)).list.len() > 0
    )
    return rows.select("area", "wave", yes=ticked)


def true_share(catalogue, survey: str, indicator: str) -> float:
    shares = load_calibration().surveys[Survey(survey)].answers[indicator]
    return sum(shares[code] for code in catalogue.asked(indicator, survey).headline.codes)


@pytest.fixture(scope="module")
def planted(catalogue, read, tmp_path_factory):
    folder = tmp_path_factory.mktemp("planted")
    plant = plant_file(folder, [("2026", "X0000002", *row) for row in PLANTED])
    made = {"catalogue": catalogue, "areas": 3, "waves": 1, "responses": 30_000, "between": 0.09}
    synthesise(folder / "made-up", plant=plant, **made)
    return read(folder / "made-up")


@pytest.mark.parametrize(("survey", "indicator", "difference"), PLANTED)
def test_a_planted_difference_is_there_to_be_found(planted, catalogue, survey, indicator, difference):
    rows = headline(planted, catalogue, survey, indicator).filter(area="X0000002")
    expected = true_share(catalogue, survey, indicator) + difference
    assert rows["yes"].mean() == pytest.approx(
        expected, abs=3.5 * sqrt(expected * (1 - expected) / rows.height)
    )
    assert rows.height > 400


@pytest.mark.parametrize(("survey", "indicator", "difference"), PLANTED)
@pytest.mark.parametrize("between", [0.0, 0.3])
def test_a_planted_council_is_moved_to_exactly_the_share_asked_for(
    catalogue, survey, indicator, difference, between
):
    nation = build_survey(Survey(survey), catalogue, load_calibration(), between=between, rate=0.4)
    item = nation.items[indicator]
    assert item.headline_share() == pytest.approx(true_share(catalogue, survey, indicator), abs=1e-9)
    at = item.thresholds[item.headline - 1] - item.effect_of(difference)
    assert item.alike.shares_above(np.array([at]))[0] == pytest.approx(
        item.headline_share() + difference, abs=1e-9
    )


def over_dispersion(made, catalogue, survey: Survey) -> float:
    """Mean over indicators of Pearson's X² of councils x headline answer, by its degrees of freedom."""
    found = []
    for item in catalogue.asked_in(survey):
        if not item.derived:
            rows = headline(made, catalogue, survey.value, item.key)
            of = rows.group_by("area").agg(pl.sum("yes"), n=pl.len())
            p = rows["yes"].mean()
            found.append(((of["yes"] - of["n"] * p) ** 2 / (of["n"] * p * (1 - p))).sum() / (of.height - 1))
    return float(np.mean(found))


@pytest.mark.parametrize(
    ("between", "expected"), [(0.0, (0.92, 1.08)), (0.09, (1.15, 2.0)), (0.3, (3.0, 12.0))]
)
def test_councils_differ_as_much_as_asked_and_by_chance_alone_at_nothing(
    catalogue, read, tmp_path, between, expected
):
    synthesise(tmp_path / "made-up", catalogue=catalogue, waves=1, responses=15_000, between=between)
    low, high = expected
    assert low < over_dispersion(read(tmp_path / "made-up"), catalogue, Survey.AGES_11_17) < high


def test_the_second_wave_is_nearly_as_the_first(made, catalogue):
    rows = (
        headline(made, catalogue, "11-17", "trusted_person")
        .group_by("area", "wave")
        .agg(pl.mean("yes"), n=pl.len())
    )
    big = rows.filter(pl.col("n").min().over("area") >= 80).pivot("wave", index="area", values="yes")
    assert np.corrcoef(big["2024"], big["2026"])[0, 1] > 0.4


def test_what_cannot_be_planted_is_said_all_at_once(catalogue, tmp_path):
    plant = plant_file(
        tmp_path,
        [
            ("2025", "X0000001", "11-17", "feels_safe", -0.1),
            ("2026", "E06000001", "11-17", "feels_safe", -0.1),
            ("2026", "X0000001", "12-17", "feels_safe", -0.1),
            ("2026", "X0000001", "4-7", "lonely", -0.1),
            ("2026", "X0000001", "11-17", "wellbeing_band", 0.1),
            ("2026", "X0000001", "11-17", "feels_safe", 0.20),
            ("2026", "X0000001", "11-17", "settled", "much"),
            ("2026", "X0000001", "11-17", "nature", 0.1),
            ("2026", "X0000001", "11-17", "nature", 0.1),
        ],
    )
    with pytest.raises(InputProblems) as caught:
        synthesise(tmp_path / "out", catalogue=catalogue, areas=2, responses=100, plant=plant)
    found = {(problem.column, problem.rows) for problem in caught.value.problems}
    assert found == {
        ("wave", (2,)),
        ("area", (3,)),
        ("survey", (4,)),
        ("indicator", (5,)),
        ("indicator", (6,)),
        ("difference", (7,)),
        ("difference", (8,)),
        ("", (9, 10)),
    }
    assert "a number from -0.799 to 0.199" in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_a_plant_file_without_a_column_is_refused(catalogue, tmp_path):
    (tmp_path / "plant.csv").write_text("wave,area,survey,indicator\n", encoding="utf-8")
    with pytest.raises(InputProblems, match="column difference: the column is missing"):
        synthesise(
            tmp_path / "out", catalogue=catalogue, areas=2, responses=100, plant=tmp_path / "plant.csv"
        )


def test_thresholds_of_alike_children_are_normal_quantiles():
    """Φ(-1.959964) = 0.025 and Φ(0) = 0.5; twice the spread, twice as far; moved by one, moved by one."""
    alike = Mixture(np.array([0.0]), np.array([1.0]), 1.0)
    np.testing.assert_allclose(
        thresholds_for(alike, np.array([0.025, 0.5])), [1.959963984540054, 0.0], atol=1e-9
    )
    moved = Mixture(np.array([1.0]), np.array([1.0]), 2.0)
    np.testing.assert_allclose(
        thresholds_for(moved, np.array([0.025, 0.5])), [1 + 2 * 1.959963984540054, 1.0], atol=1e-9
    )


def test_a_shift_makes_up_for_a_threshold():
    """Above 0 lie half of all; for 0.975 to lie above it, all move up by 1.959964."""
    alike = Mixture(np.array([0.0]), np.array([1.0]), 1.0)
    assert shift_for(alike, 0.0, 0.975) == pytest.approx(1.959963984540054, abs=1e-9)
