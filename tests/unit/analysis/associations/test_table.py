"""The table of associations, from stored responses to its rows."""

import math
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from heard.analysis.associations.columns import SCHEMA
from heard.analysis.associations.firth import fit_firth
from heard.analysis.associations.odds import odds_ratios
from heard.analysis.associations.table import build_associations
from heard.analysis.multiplicity import false_discovery_q
from heard.catalogue import Catalogue
from unit.analysis.associations.answers import NO, YES, count, two_by_two, young
from unit.analysis.cubes import Response, say

Build = Callable[..., pl.DataFrame]


@pytest.fixture
def build(tmp_path: Path, catalogue: Catalogue) -> Build:
    """The table of these responses."""

    def build_table(responses: Sequence[Response], **wanted: object) -> pl.DataFrame:
        return build_associations(count(responses, tmp_path, catalogue), **wanted)

    return build_table


def row_of(table: pl.DataFrame, **key: str) -> dict[str, object]:
    (row,) = table.filter(**{"area": "X1", "model": "bivariate", **key}).to_dicts()
    return row


def councils(number: int) -> list[Response]:
    """Councils of 11 to 17-year-olds, each a little different."""
    return [
        response
        for place in range(number)
        for response in two_by_two(3 + place % 2, 2, 9, 30 + place % 3, area=f"X{place:02}")
    ]


class TestOneThingAtATime:
    def test_the_published_example(self, build: Build) -> None:
        """5 of 15 without a good friend had low well-being, 3 of 59 with one (method, item 13)."""
        row = row_of(build(two_by_two(5, 3, 10, 56)), indicator="good_friend", outcome="low")
        assert (row["exposed_events"], row["exposed_base"]) == (5, 15)
        assert (row["unexposed_events"], row["unexposed_base"]) == (3, 59)
        assert (row["events"], row["base"]) == (8, 74)
        assert (row["exposure"], row["direction"]) == ("not_given", "more_often")
        assert row["odds_ratio"] == pytest.approx(8.455782, abs=5e-7)
        assert (row["low"], row["high"]) == (
            pytest.approx(1.95147, abs=5e-6),
            pytest.approx(41.7836, abs=5e-5),
        )
        assert (row["method"], row["reason"]) == ("profile", "")

    def test_very_high_well_being_is_held_against_what_is_good(self, build: Build) -> None:
        responses = [
            *young(20, "very_high", **YES),
            *young(5, "very_high", **NO),
            *young(10, "high", **YES),
            *young(15, "high", **NO),
        ]
        row = row_of(build(responses), indicator="good_friend", outcome="very_high")
        assert (row["exposure"], row["exposed_events"], row["exposed_base"]) == ("given", 20, 30)
        assert row["odds_ratio"] == pytest.approx(20.5 * 15.5 / (5.5 * 10.5))

    @pytest.mark.parametrize(("low", "figures"), [(4, 0), (5, 1)])
    def test_under_five_with_the_outcome_nothing_is_asked(self, low: int, figures: int, build: Build) -> None:
        table = build(two_by_two(low - 2, 2, 10, 40)).filter(outcome="low", area="X1")
        assert table["odds_ratio"].count() == figures
        refused = table.filter(indicator="")
        if figures:
            assert refused.is_empty()
        else:
            assert refused.select("reason", "events", "base").rows() == [("too_few_events", 4, 54)]
            assert table.height == 1

    def test_under_five_without_the_outcome_nothing_is_asked_either(self, build: Build) -> None:
        table = build(young(40, "very_high", **YES) + young(4, "high", **NO)).filter(
            outcome="very_high", area="X1"
        )
        assert table.select("indicator", "reason").rows() == [("", "too_few_events")]

    @pytest.mark.parametrize(
        ("exposed", "reason"),
        [(0, "constant"), (4, "too_few_exposed"), (5, ""), (55, ""), (56, "too_few_exposed")],
    )
    def test_five_must_have_said_it_and_five_not(self, exposed: int, reason: str, build: Build) -> None:
        low = min(exposed, 10)
        responses = two_by_two(low, 10 - low, exposed - low, 50 - (exposed - low))
        row = row_of(build(responses), indicator="good_friend", outcome="low")
        assert (row["reason"], row["exposed_base"]) == (reason, exposed)
        assert (row["p"] is None) == (reason != "")

    def test_a_thing_that_few_with_the_outcome_answered_has_no_figure(self, build: Build) -> None:
        """Eight had low well-being; four of them said whether they have a good friend."""
        responses = [*two_by_two(2, 2, 20, 20), *young(4, "low", settled="no")]
        row = row_of(build(responses), indicator="good_friend", outcome="low")
        assert (row["reason"], row["events"]) == ("too_few_events", 4)

    def test_a_thing_nobody_answered_says_so(self, build: Build) -> None:
        row = row_of(build(two_by_two(5, 3, 10, 56)), indicator="settled", outcome="low")
        assert (row["reason"], row["base"], row["odds_ratio"]) == ("no_answers", 0, None)

    def test_of_several_answers_any_in_the_cut_point_counts(self, build: Build) -> None:
        scales = dict.fromkeys(("life_satisfaction", "happiness", "worthwhile", "positive_future"), "4")
        high = dict.fromkeys(scales, "7")
        responses = [
            *say(6, "16-25", in_eet="looking", **scales),
            *say(5, "16-25", in_eet="part_time_work;looking", **scales),
            *say(20, "16-25", in_eet="education", **high),
            *say(7, "16-25", in_eet="nothing_now", **high),
            *say(9, "16-25", in_eet="prefer_not", **high),
        ]
        row = row_of(build(responses), indicator="in_eet", outcome="low")
        assert [
            row[f"{side}_{what}"] for side in ("exposed", "unexposed") for what in ("events", "base")
        ] == [6, 13, 5, 25]

    def test_the_youngest_are_asked_about_having_been_unhappy(
        self, build: Build, catalogue: Catalogue
    ) -> None:
        unhappy = sorted(catalogue.asked("happy_yesterday", "8-11").cut_point("negative").codes)[0]
        happy = sorted(catalogue.asked("happy_yesterday", "8-11").cut_point("positive").codes)[0]
        responses = [
            *say(6, "8-11", happy_yesterday=unhappy, **NO),
            *say(14, "8-11", happy_yesterday=happy, **NO),
            *say(20, "8-11", happy_yesterday=happy, **YES),
        ]
        table = build(responses)
        row = row_of(table, indicator="good_friend")
        assert (row["outcome"], row["exposed_events"], row["exposed_base"]) == ("low", 6, 20)
        assert set(table["outcome"]) == {"low"}

    def test_q_is_that_of_a_councils_things_of_one_outcome(self, build: Build) -> None:
        """Three things of which the first is two: the family has as many members as figures."""
        responses = [
            *young(6, "low", good_friend="no", settled="no", pet="no"),
            *young(2, "low", good_friend="yes", settled="yes", pet="yes", likes_school="a_lot"),
            *young(10, "high", good_friend="no", settled="yes"),
            *young(30, "high", good_friend="yes", settled="no", area="X1"),
            *two_by_two(4, 4, 12, 13, area="X2"),
        ]
        table = build(responses).filter(model="bivariate", outcome="low")
        for (_,), family in table.filter(pl.col("p").is_not_null()).group_by("area"):
            assert family["q"].to_list() == pytest.approx(false_discovery_q(family["p"].to_numpy()).tolist())
        assert table.filter(pl.col("p").is_not_null()).group_by("area").len()["len"].sort().to_list() == [
            1,
            2,
        ]


class TestSeveralTogether:
    def responses(self, friends: int = 24) -> list[Response]:
        """Not settled and no good friend go together, and each with low well-being."""
        return [
            *young(10, "low", good_friend="no", settled="no"),
            *young(6, "low", good_friend="yes", settled="no"),
            *young(friends - 16, "low", good_friend="yes", settled="yes"),
            *young(6, "high", good_friend="no", settled="no"),
            *young(10, "high", good_friend="yes", settled="no"),
            *young(8, "high", good_friend="no", settled="yes"),
            *young(40, "high", good_friend="yes", settled="yes"),
        ]

    def test_from_twenty_on_two_things_are_held_together(self, build: Build) -> None:
        """6 of 16 not settled, none of 8 without a friend, 10 of 16 neither, 8 of 48 both had low well-being."""
        table = build(self.responses()).filter(model="multivariable", outcome="low")
        made = table.filter(reason="")
        assert made["indicator"].to_list() == ["settled", "good_friend"]
        assert made["adjusted_for"].to_list() == ["good_friend", "settled"]
        assert made["base"].to_list() == [88, 88]
        design = [[1, 0, 0], [1, 1, 0], [1, 0, 1], [1, 1, 1]]
        fit = fit_firth(design, [8, 6, 0, 10], [48, 16, 8, 16])
        assert made["odds_ratio"].to_list() == pytest.approx(np.exp(fit.coefficients[1:]).tolist())
        alone = build(self.responses()).filter(model="bivariate", indicator="good_friend", outcome="low")
        assert 1 < made["odds_ratio"][1] < alone["odds_ratio"][0]
        assert all(
            low < ratio < high for low, ratio, high in made.select("low", "odds_ratio", "high").iter_rows()
        )
        assert made["q"].to_list() == pytest.approx(false_discovery_q(made["p"].to_numpy()).tolist())

    def test_below_twenty_there_is_no_such_model(self, build: Build) -> None:
        assert build(self.responses(friends=19)).filter(model="multivariable").is_empty()

    def test_of_a_single_thing_it_is_the_figure_of_that_thing_alone(self, build: Build) -> None:
        """Firth's fit with one thing is the table with half added: two roads to one figure."""
        table = build(two_by_two(12, 10, 15, 50)).filter(indicator="good_friend", area="X1", outcome="low")
        alone, together = (
            table.filter(model=model).row(0, named=True) for model in ("bivariate", "multivariable")
        )
        for name in ("odds_ratio", "low", "high", "p"):
            assert together[name] == pytest.approx(alone[name], rel=1e-6)
        expected = odds_ratios(12, 10, 15, 50)
        assert alone["p"] == pytest.approx(float(expected.p))


class TestAllCouncils:
    def test_the_nations_rows_are_there_whatever_councils_are_asked_for(self, build: Build) -> None:
        responses = councils(12)
        whole, one = build(responses), build(responses, councils=["X03"])
        assert set(one["area"]) == {"X03", "all"}
        assert one.equals(whole.filter(pl.col("area").is_in(["X03", "all"])))

    def test_a_wave_with_one_council_says_nothing_of_all(self, build: Build) -> None:
        """Enough children, too few councils."""
        nation = build(two_by_two(30, 20, 60, 200)).filter(area="all", indicator="good_friend", outcome="low")
        assert nation.select("reason", "councils", "odds_ratio").rows() == [("too_few_councils", 1, None)]

    def test_from_ten_councils_on_there_is_a_figure(self, build: Build) -> None:
        (row,) = build(councils(12)).filter(area="all", indicator="good_friend", outcome="low").to_dicts()
        assert (row["reason"], row["councils"], row["method"], row["model"]) == (
            "",
            12,
            "clustered",
            "adjusted",
        )
        assert row["base"] == sum(44 + place % 2 + place % 3 for place in range(12))
        assert row["odds_ratio"] > 1
        assert row["low"] < row["odds_ratio"] < row["high"]
        assert row["adjusted_for"] == ""  # nobody said anything of themselves

    def test_every_thing_has_its_row_with_a_figure_or_a_reason(self, build: Build) -> None:
        nation = build(councils(12)).filter(area="all")
        assert set(nation["reason"]) == {"", "no_answers", "too_few_events"}
        assert nation.filter((pl.col("reason") == "") != pl.col("p").is_not_null()).is_empty()


class TestTheTable:
    def test_it_has_its_columns_and_nulls_where_there_is_no_figure(self, build: Build) -> None:
        table = build(councils(12))
        assert dict(table.schema) == dict(SCHEMA)
        for name, kind in SCHEMA.items():
            if kind == pl.Float64:
                assert not table[name].is_nan().any()
            if kind == pl.String:
                assert table[name].null_count() == 0
        refused = table.filter(pl.col("reason") != "")
        assert (
            refused.select("odds_ratio", "low", "high", "p", "q").null_count().row(0) == (refused.height,) * 5
        )

    def test_nothing_was_asked_of_nobody(self, build: Build, catalogue: Catalogue) -> None:
        assert build(young(3)).filter(pl.col("area") != "all").is_empty()
        assert dict(build_associations(()).schema) == dict(SCHEMA)

    def test_the_order_of_the_responses_does_not_matter(self, tmp_path: Path, catalogue: Catalogue) -> None:
        responses = councils(11)
        first = build_associations(count(responses, tmp_path / "first", catalogue))
        second = build_associations(count(responses[::-1], tmp_path / "second", catalogue))
        assert first.equals(second)

    def test_more_often_is_above_one(self, build: Build) -> None:
        table = build(two_by_two(2, 8, 20, 20)).filter(indicator="good_friend", outcome="low")
        (row,) = table.filter(model="bivariate").to_dicts()
        assert row["direction"] == "less_often"
        assert math.log(row["odds_ratio"]) < 0
