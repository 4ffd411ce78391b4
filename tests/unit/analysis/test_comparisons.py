"""Comparisons from responses: what each comparator holds a council against, when, and what it may say."""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl
import pytest

from heard.analysis.tables import build_tables
from heard.base.errors import UserError
from heard.base.places import Area, Wave
from heard.catalogue import Catalogue
from heard.catalogue.benchmarks import Benchmark, Match
from heard.cohort import Cohort
from unit.analysis.cubes import (
    Response,
    areas_of,
    benchmark_of,
    cube_of,
    say,
    wave_of,
    waves_of,
    yes_of,
)

CODES = tuple(f"X{number}" for number in range(1, 8))
Row = Mapping[str, object]


def compare(
    catalogue: Catalogue,
    responses: Sequence[Response],
    *,
    waves: Mapping[str, Wave] | None = None,
    areas: Mapping[str, Area] | None = None,
    benchmarks: Sequence[Benchmark] = (),
    only_areas: Sequence[str] | None = None,
) -> pl.DataFrame:
    """The comparisons of the wave 2026."""
    return build_tables(
        cube_of(responses, catalogue),
        catalogue=catalogue,
        cohort=Cohort.unknown(),
        waves=waves or waves_of("2024", "2026"),
        areas=areas or areas_of(*CODES),
        benchmarks=benchmarks,
        wave="2026",
        only_areas=only_areas,
    ).comparisons


def row(comparisons: pl.DataFrame, against: str, **where: str) -> Row:
    """The one row of X1's with that comparator, of everybody's positive answer where nothing else is said."""
    keys = {"area": "X1", "cut_point": "positive", "survey": "8-11", "against": against} | where
    if against != "rest":
        keys |= {"group": "all"}
    return comparisons.row(
        by_predicate=pl.all_horizontal(pl.col(name) == key for name, key in keys.items()), named=True
    )


def others(count: int = 50, base: int = 60, **where: str) -> list[Response]:
    """Six other councils that answered alike."""
    return [response for code in CODES[1:] for response in yes_of(count, base, area=code, **where)]


class TestOthers:
    def test_it_is_held_against_every_other_councils_answers(self, catalogue: Catalogue) -> None:
        found = row(compare(catalogue, yes_of(20, 40) + others()), "others")
        assert (found["count"], found["base"], found["reference_count"], found["reference_base"]) == (
            20,
            40,
            300,
            360,
        )
        assert found["difference"] == pytest.approx(20 / 40 - 300 / 360)
        assert (found["flag"], found["direction"], found["reason"]) == ("clear", "worse", "")

    @pytest.mark.parametrize(("base", "reason"), [(19, "too_few"), (20, "interval_too_wide")])
    def test_twenty_answers_make_a_comparison(self, catalogue: Catalogue, base: int, reason: str) -> None:
        found = row(compare(catalogue, yes_of(15, base) + others()), "others")
        assert (found["reason"], found["p"] is None, found["flag"]) == (
            reason,
            reason == "too_few",
            "cannot_tell",
        )
        assert found["difference_low"] < found["difference"] < found["difference_high"]

    def test_four_other_councils_are_not_enough(self, catalogue: Catalogue) -> None:
        few = [response for response in others() if response["area"] <= "X5"]
        found = row(compare(catalogue, yes_of(20, 40) + few), "others")
        assert (found["reason"], found["p"], found["reference_base"]) == ("not_enough_areas", None, 240)

    def test_a_council_alone_has_nobody_to_be_held_against(self, catalogue: Catalogue) -> None:
        found = row(compare(catalogue, yes_of(20, 40)), "others")
        assert (found["reason"], found["reference_share"], found["difference"]) == (
            "no_cohort_of_areas",
            None,
            None,
        )
        assert (found["mdd"], found["direction"], found["flag"]) == (None, "none", "cannot_tell")

    def test_another_councils_earlier_wave_stands_in(self, catalogue: Catalogue) -> None:
        earlier = [response for response in others(wave="2024") if response["area"] == "X7"]
        now = [response for response in others() if response["area"] != "X7"]
        assert row(compare(catalogue, yes_of(20, 40) + now + earlier), "others")["reference_base"] == 360

    def test_its_own_earlier_wave_is_never_in_it(self, catalogue: Catalogue) -> None:
        responses = yes_of(20, 40) + others() + yes_of(40, 40, wave="2024")
        assert row(compare(catalogue, responses), "others")["reference_base"] == 360

    def test_a_wave_that_closed_later_is_not_in_it(self, catalogue: Catalogue) -> None:
        waves = {"2026": wave_of("2026"), "2027": wave_of("2027")}
        responses = yes_of(20, 40) + others(wave="2027")
        assert row(compare(catalogue, responses, waves=waves), "others")["reason"] == "no_cohort_of_areas"

    def test_where_everybody_everywhere_says_the_same_there_is_no_variation(
        self, catalogue: Catalogue
    ) -> None:
        found = compare(catalogue, yes_of(40, 40) + others(60, 60))
        positive = row(found, "others")
        assert (positive["p"], positive["q"], positive["difference"]) == (1.0, 1.0, 0.0)
        assert (positive["flag"], positive["direction"]) == ("in_line", "none")

    def test_other_cut_points_have_p_but_no_q_and_no_flag(self, catalogue: Catalogue) -> None:
        found = row(compare(catalogue, yes_of(20, 40) + others()), "others", cut_point="negative")
        assert found["p"] < 1e-4
        assert (found["q"], found["flag"]) == (None, "cannot_tell")

    def test_more_of_what_is_bad_is_worse(self, catalogue: Catalogue) -> None:
        found = row(compare(catalogue, yes_of(20, 40) + others()), "others", cut_point="negative")
        assert found["difference"] == pytest.approx(20 / 40 - 60 / 360)
        assert found["direction"] == "worse"

    def test_low_wellbeing_is_the_headline_of_the_band(self, catalogue: Catalogue) -> None:
        def bands(low: int, area: str) -> list[Response]:
            return say(low, "11-17", area=area, wellbeing_band="low") + say(
                60 - low, "11-17", area=area, wellbeing_band="high"
            )

        responses = bands(30, "X1") + [each for code in CODES[1:] for each in bands(6, code)]
        found = compare(catalogue, responses)
        low = row(found, "others", survey="11-17", cut_point="low", indicator="wellbeing_band")
        high = row(found, "others", survey="11-17", cut_point="high", indicator="wellbeing_band")
        assert (low["flag"], low["direction"]) == ("clear", "worse")
        assert (high["q"], high["direction"], high["mdd"]) == (None, "none", None)

    @pytest.mark.parametrize(("councils", "flag"), [(40, "clear"), (39, "possible")])
    def test_from_forty_councils_on_their_variation_counts(
        self, catalogue: Catalogue, councils: int, flag: str
    ) -> None:
        """42 of 60 where others lie between 40 and 59: q .017 or .021, and truly below their mean with P > .95."""
        codes = [f"Y{number:02}" for number in range(councils)]
        responses = yes_of(42, 60, area="Y00")
        for number, code in enumerate(codes[1:]):
            responses += yes_of(40 + number % 20, 60, area=code)
        found = row(compare(catalogue, responses, areas=areas_of(*codes)), "others", area="Y00")
        assert 0.01 < found["q"] < 0.05
        assert found["flag"] == flag


class TestNeighbours:
    def near(self, *codes: str) -> Mapping[str, Area]:
        return areas_of(*CODES, neighbours={"X1": codes})

    def test_only_neighbours_are_in_it(self, catalogue: Catalogue) -> None:
        areas = self.near("X1", "X2", "X3", "X4", "X5", "X6")
        found = row(compare(catalogue, yes_of(20, 40) + others(), areas=areas), "neighbours")
        assert (found["reference_base"], found["flag"]) == (300, "clear")

    def test_fewer_than_five_are_not_enough(self, catalogue: Catalogue) -> None:
        found = row(compare(catalogue, yes_of(20, 40) + others(), areas=self.near("X2", "X3")), "neighbours")
        assert (found["reason"], found["reference_base"]) == ("not_enough_areas", 120)

    def test_neighbours_that_took_no_part_are_nobody(self, catalogue: Catalogue) -> None:
        found = row(compare(catalogue, yes_of(20, 40), areas=self.near("X2", "X3")), "neighbours")
        assert found["reason"] == "no_cohort_of_areas"

    def test_who_names_none_has_no_rows(self, catalogue: Catalogue) -> None:
        assert compare(catalogue, yes_of(20, 40) + others()).filter(against="neighbours").height == 0


class TestPrevious:
    def test_it_is_the_latest_earlier_wave(self, catalogue: Catalogue) -> None:
        waves = waves_of("2022", "2024", "2026")
        responses = yes_of(20, 40) + yes_of(36, 40, wave="2024") + yes_of(10, 40, wave="2022")
        found = row(compare(catalogue, responses, waves=waves), "previous")
        assert (found["reference"], found["reference_count"], found["flag"]) == ("2024", 36, "clear")

    def test_a_wave_without_answers_is_passed_over(self, catalogue: Catalogue) -> None:
        waves = waves_of("2022", "2024", "2026")
        responses = yes_of(20, 40) + say(30, wave="2024", good_friend="skipped") + yes_of(10, 40, wave="2022")
        assert row(compare(catalogue, responses, waves=waves), "previous")["reference"] == "2022"

    @pytest.mark.parametrize(("now", "then"), [(19, 40), (40, 19)])
    def test_both_need_twenty_answers(self, catalogue: Catalogue, now: int, then: int) -> None:
        found = row(compare(catalogue, yes_of(10, now) + yes_of(15, then, wave="2024")), "previous")
        assert (found["reason"], found["p"], found["flag"]) == ("too_few", None, "cannot_tell")
        assert found["difference"] == pytest.approx(10 / now - 15 / then)

    def test_another_version_of_the_questionnaire_is_not_compared(self, catalogue: Catalogue) -> None:
        waves = {"2024": wave_of("2024", version="old"), "2026": wave_of("2026")}
        found = row(compare(catalogue, yes_of(20, 40) + yes_of(36, 40, wave="2024"), waves=waves), "previous")
        assert (found["reason"], found["p"], found["flag"]) == ("not_comparable", None, "cannot_tell")

    def test_an_older_wave_with_the_same_version_goes_first(self, catalogue: Catalogue) -> None:
        waves = {"2022": wave_of("2022"), "2024": wave_of("2024", version="old"), "2026": wave_of("2026")}
        responses = yes_of(20, 40) + yes_of(36, 40, wave="2024") + yes_of(30, 40, wave="2022")
        assert row(compare(catalogue, responses, waves=waves), "previous")["reference"] == "2022"

    def test_what_was_not_asked_then_has_no_previous(self, catalogue: Catalogue) -> None:
        asked_then = say(40, wave="2024", settled="yes")
        found = compare(catalogue, yes_of(20, 40) + say(40, settled="yes") + asked_then)
        assert found.filter(against="previous")["indicator"].unique().to_list() == ["settled"]

    def test_a_first_wave_has_no_previous(self, catalogue: Catalogue) -> None:
        assert compare(catalogue, yes_of(20, 40)).filter(against="previous").height == 0

    def test_a_wave_that_closed_on_the_same_day_is_not_earlier(self, catalogue: Catalogue) -> None:
        waves = {"2026": wave_of("2026"), "2026b": wave_of("2026b", closes_on=date(2026, 3, 27))}
        responses = yes_of(20, 40) + yes_of(36, 40, wave="2026b")
        assert compare(catalogue, responses, waves=waves).filter(against="previous").height == 0


class TestPopulation:
    def test_without_a_base_it_is_a_one_sample_test(self, catalogue: Catalogue) -> None:
        """26 of 74 against 18 %: p .00046309 (R)."""
        found = row(compare(catalogue, yes_of(26, 74), benchmarks=[benchmark_of(0.18)]), "population")
        assert found["p"] == pytest.approx(0.00046309, abs=5e-9)
        assert (found["reference_count"], found["reference_base"], found["reference_share"]) == (
            None,
            None,
            0.18,
        )
        assert (found["reference"], found["flag"]) == ("children in general", "clear")

    def test_with_a_base_it_is_two_groups(self, catalogue: Catalogue) -> None:
        """15 of 18 v 90 % of 20 is 18 of 20; twenty answers are needed, so all is doubled: 30 of 36 v 36 of 40."""
        found = row(compare(catalogue, yes_of(30, 36), benchmarks=[benchmark_of(0.9, base=40)]), "population")
        assert (found["reference_count"], found["reference_base"]) == (36, 40)
        assert found["difference"] == pytest.approx(30 / 36 - 36 / 40)

    @pytest.mark.parametrize(
        ("benchmark", "reason"),
        [
            (benchmark_of(0.18, match=Match.LOOSE), "loose_match"),
            (benchmark_of(0.0), "not_comparable"),
            (benchmark_of(1.0), "not_comparable"),
            (benchmark_of(1.0, base=50), ""),
            (benchmark_of(0.18, match=Match.SIMILAR), ""),
        ],
    )
    def test_what_cannot_be_tested_says_why(
        self, catalogue: Catalogue, benchmark: Benchmark, reason: str
    ) -> None:
        found = row(compare(catalogue, yes_of(26, 74), benchmarks=[benchmark]), "population")
        assert found["reason"] == reason
        assert (found["p"] is None) == bool(reason)
        assert found["difference"] == pytest.approx(26 / 74 - benchmark.share)

    def test_the_closest_ages_are_taken_and_a_loose_match_last(self, catalogue: Catalogue) -> None:
        """Of ages 8 to 11, 7-10 covers three years, 10-15 two."""
        near, far = benchmark_of(0.3, ages=(7, 10), match=Match.SIMILAR), benchmark_of(0.4, ages=(10, 15))
        loose = benchmark_of(0.5, match=Match.LOOSE)
        found = row(compare(catalogue, yes_of(26, 74), benchmarks=[loose, far, near]), "population")
        assert found["reference_share"] == 0.3

    def test_where_only_the_negative_is_published_it_is_the_member(self, catalogue: Catalogue) -> None:
        """11 of 119 without a good friend v 3 %: p .0012115 (R), clear and for the worse."""
        benchmark = benchmark_of(0.03, cut_point="negative")
        found = row(
            compare(catalogue, yes_of(108, 119), benchmarks=[benchmark]), "population", cut_point="negative"
        )
        assert found["p"] == pytest.approx(0.0012115, abs=5e-8)
        assert (found["q"], found["flag"], found["direction"]) == (
            pytest.approx(found["p"]),
            "clear",
            "worse",
        )

    def test_where_both_are_published_only_the_headline_is(self, catalogue: Catalogue) -> None:
        benchmarks = [benchmark_of(0.03, cut_point="negative"), benchmark_of(0.95)]
        found = compare(catalogue, yes_of(108, 119), benchmarks=benchmarks)
        assert row(found, "population")["q"] is not None
        assert row(found, "population", cut_point="negative")["q"] is None

    def test_a_loose_headline_leaves_the_negative_a_member(self, catalogue: Catalogue) -> None:
        benchmarks = [benchmark_of(0.03, cut_point="negative"), benchmark_of(0.95, match=Match.LOOSE)]
        found = compare(catalogue, yes_of(108, 119), benchmarks=benchmarks)
        assert row(found, "population", cut_point="negative")["q"] is not None

    def test_surveys_taken_together_are_members_where_their_parts_are_not(self, catalogue: Catalogue) -> None:
        responses = (
            yes_of(30, 40, survey="4-7") + yes_of(30, 40, survey="8-11") + yes_of(30, 40, survey="11-17")
        )
        keys = ("4-7;8-11", "8-11;11-17", "4-7;8-11;11-17")
        widest = compare(catalogue, responses, benchmarks=[benchmark_of(0.95, survey=key) for key in keys])
        members = widest.filter(pl.col("q").is_not_null(), against="population")
        assert members["survey"].to_list() == ["4-7;8-11;11-17"]
        with_part = [benchmark_of(0.95, survey=key) for key in (*keys, "8-11")]
        members = compare(catalogue, responses, benchmarks=with_part).filter(
            pl.col("q").is_not_null(), against="population"
        )
        assert members["survey"].to_list() == ["8-11"]

    def test_a_part_with_too_few_answers_does_not_stand_in_the_way(self, catalogue: Catalogue) -> None:
        responses = yes_of(10, 15, survey="4-7") + yes_of(10, 15, survey="8-11")
        benchmarks = [benchmark_of(0.95, survey=key) for key in ("8-11", "4-7;8-11")]
        found = compare(catalogue, responses, benchmarks=benchmarks)
        assert row(found, "population")["reason"] == "too_few"
        assert row(found, "population", survey="4-7;8-11")["q"] is not None


class TestRest:
    def genders(self, girls: tuple[int, int], boys: tuple[int, int], **more: str) -> list[Response]:
        return yes_of(*girls, gender="girl", **more) + yes_of(*boys, gender="boy", **more)

    def test_two_levels_are_each_others_rest(self, catalogue: Catalogue) -> None:
        found = compare(catalogue, self.genders((12, 40), (38, 40)))
        girl, boy = (row(found, "rest", group="gender", level=level) for level in ("girl", "boy"))
        assert (girl["reference_count"], girl["reference_base"]) == (38, 40)
        assert girl["p"] == boy["p"]
        assert (girl["flag"], girl["direction"], boy["flag"], boy["direction"]) == (
            "clear",
            "worse",
            "clear",
            "better",
        )
        assert girl["q"] == pytest.approx(min(1, 2 * girl["p"]))  # Holm over two levels

    def test_whose_level_is_unknown_is_on_neither_side(self, catalogue: Catalogue) -> None:
        unknown = yes_of(5, 30, gender="prefer_not") + yes_of(5, 30)
        found = compare(catalogue, self.genders((12, 40), (38, 40)) + unknown)
        assert row(found, "rest", group="gender", level="girl")["reference_base"] == 40

    def test_a_level_of_nine_is_in_the_rest_and_not_tested(self, catalogue: Catalogue) -> None:
        found = compare(catalogue, self.genders((12, 40), (38, 40)) + yes_of(9, 9, gender="another"))
        small, girl = (row(found, "rest", group="gender", level=level) for level in ("another", "girl"))
        assert (small["reason"], small["p"], small["difference"]) == (
            "too_few",
            None,
            pytest.approx(1 - 50 / 80),
        )
        assert girl["reference_base"] == 49

    def test_a_level_of_ten_is_tested_and_never_flagged(self, catalogue: Catalogue) -> None:
        found = compare(catalogue, self.genders((0, 10), (40, 40)))
        girl, boy = (row(found, "rest", group="gender", level=level) for level in ("girl", "boy"))
        assert girl["q"] < 0.01
        assert (girl["flag"], girl["reason"], boy["flag"]) == ("cannot_tell", "interval_too_wide", "clear")

    def test_a_level_with_nobody_to_be_held_against_is_not_compared(self, catalogue: Catalogue) -> None:
        found = compare(catalogue, yes_of(30, 40, gender="girl") + yes_of(20, 40))
        assert found.filter(against="rest").height == 0

    def test_one_level_large_enough_makes_no_test(self, catalogue: Catalogue) -> None:
        found = row(compare(catalogue, self.genders((12, 40), (9, 9))), "rest", group="gender", level="girl")
        assert (found["reason"], found["p"], found["flag"]) == ("too_few", None, "cannot_tell")

    def test_the_family_is_of_groups_not_levels(self, catalogue: Catalogue) -> None:
        """Two questions by gender: the group's q is .05-ish times two over its rank; each level's q is the larger."""
        answers = [*self.genders((12, 40), (38, 40)), *self.genders((20, 40), (20, 40))]
        responses = [{**response, "pet": "yes"} for response in answers]
        found = compare(catalogue, responses)
        pet = row(found, "rest", group="gender", level="girl", indicator="pet")
        assert (pet["p"], pet["q"]) == (1.0, 1.0)
        friend = row(found, "rest", group="gender", level="girl", indicator="good_friend")
        assert friend["q"] == pytest.approx(2 * friend["p"])

    def test_who_helped_is_not_a_group_to_compare(self, catalogue: Catalogue) -> None:
        responses = yes_of(20, 40, helped="nobody") + yes_of(39, 40, helped="read_to_me")
        assert compare(catalogue, responses).filter(against="rest").height == 0

    def test_other_cut_points_have_rows_only_where_tested(self, catalogue: Catalogue) -> None:
        found = compare(catalogue, self.genders((12, 40), (38, 40)) + yes_of(3, 5, gender="another"))
        negative = found.filter(against="rest", cut_point="negative")
        assert sorted(negative["level"]) == ["boy", "girl"]
        assert negative["q"].null_count() == 2
        assert set(negative["flag"]) == {"cannot_tell"}

    def test_surveys_taken_together_are_held_against_nothing_but_the_population(
        self, catalogue: Catalogue
    ) -> None:
        responses = (
            self.genders((12, 40), (38, 40)) + self.genders((12, 40), (38, 40), survey="4-7") + others()
        )
        assert not compare(catalogue, responses)["survey"].str.contains(";").any()


class TestScope:
    def test_the_nation_is_held_against_nobody(self, catalogue: Catalogue) -> None:
        assert "all" not in compare(catalogue, yes_of(20, 40) + others())["area"].to_list()

    def test_one_council_alone_has_the_rows_it_has_among_all(self, catalogue: Catalogue) -> None:
        areas = areas_of(*CODES, neighbours=dict.fromkeys(CODES, CODES))
        responses = yes_of(20, 40, gender="girl") + yes_of(30, 31, gender="boy") + others(gender="girl")
        everything = {"areas": areas, "benchmarks": [benchmark_of(0.9)]}
        alone = compare(catalogue, responses, only_areas=["X1"], **everything)
        assert alone.equals(compare(catalogue, responses, **everything).filter(area="X1"))

    def test_the_nation_may_be_asked_for_beside_a_council(self, catalogue: Catalogue) -> None:
        tables = build_tables(
            cube_of(yes_of(20, 40) + others(), catalogue),
            catalogue=catalogue,
            cohort=Cohort.unknown(),
            waves=waves_of("2026"),
            areas=areas_of(*CODES),
            benchmarks=(),
            wave="2026",
            only_areas=["X1", "all"],
        )
        assert sorted(tables.estimates["area"].unique()) == ["X1", "all"]
        assert sorted(tables.participation["area"].unique()) == ["X1", "all"]
        assert sorted(tables.comparisons["area"].unique()) == ["X1"]

    def test_an_unknown_wave_is_said_to_be_one(self, catalogue: Catalogue) -> None:
        with pytest.raises(UserError, match=r"There is no wave 2026\. The waves are: 2024"):
            compare(catalogue, yes_of(1, 2), waves=waves_of("2024"))

    def test_a_wave_without_responses_has_empty_tables(self, catalogue: Catalogue) -> None:
        found = compare(catalogue, yes_of(20, 40, wave="2024"))
        assert found.height == 0
        assert found.columns[:8] == [
            "wave",
            "area",
            "survey",
            "group",
            "level",
            "indicator",
            "cut_point",
            "against",
        ]
