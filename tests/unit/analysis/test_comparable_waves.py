"""Waves that used other versions of a questionnaire: compared question by question, or not, and then why not."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.analysis.tables import Tables, build_tables
from heard.base.bands import BandRule, Rule
from heard.base.editions import Change, Edition
from heard.base.places import Wave
from heard.base.surveys import Survey
from heard.catalogue import Catalogue, load_catalogue
from heard.cohort import Cohort
from unit.analysis.cubes import Response, areas_of, cube_of, say, wave_of, yes_of

COUNCILS = tuple(f"X{number}" for number in range(1, 8))
SCALES_LOW = BandRule(Rule.SCALES_LOW, 3, 5, 7, 9, scales=2)


def described(key: str, *, survey: str = "8-11", band: BandRule | None = None, **unlike: str) -> Wave:
    """A wave of an earlier version of one survey that asked these questions otherwise."""
    edition = Edition({indicator: Change(word) for indicator, word in unlike.items()}, band)
    return replace(wave_of(key, version=f"{key[:4]}.1", survey=survey), editions={Survey(survey): edition})


def tables_of(
    catalogue: Catalogue, responses: Sequence[Response], *waves: Wave, wave: str = "2026"
) -> Tables:
    return build_tables(
        cube_of(responses, catalogue),
        catalogue=catalogue,
        cohort=Cohort.unknown(),
        waves={each.key: each for each in waves},
        areas=areas_of(*COUNCILS),
        benchmarks=(),
        wave=wave,
    )


def rows(frame: pl.DataFrame, **where: str) -> list[Mapping[str, object]]:
    """X1's rows about everybody's positive answer in survey 8-11, where nothing else is said."""
    keys = {"area": "X1", "survey": "8-11", "group": "all", "cut_point": "positive"} | where
    return frame.filter(pl.all_horizontal(pl.col(name) == key for name, key in keys.items())).to_dicts()


def row(frame: pl.DataFrame, **where: str) -> Mapping[str, object]:
    [found] = rows(frame, **where)
    return found


def both(**answers: str) -> list[Response]:
    """Forty of X1 with these answers in each of two waves."""
    return say(40, **answers) + say(40, wave="2024", **answers)


class TestPrevious:
    def test_only_what_was_asked_otherwise_is_not_compared(self, catalogue: Catalogue) -> None:
        then = described("2024", pet="wording")
        found = tables_of(catalogue, both(pet="yes", good_friend="yes"), then, wave_of("2026")).comparisons
        pet, friend = (row(found, against="previous", indicator=key) for key in ("pet", "good_friend"))
        assert (pet["reason"], pet["changed"], pet["p"], pet["flag"]) == (
            "not_comparable",
            "wording",
            None,
            "cannot_tell",
        )
        assert (friend["reason"], friend["changed"], friend["p"]) == ("", None, 1.0)

    def test_another_scale_leaves_a_row_that_says_so_and_no_figure(self, catalogue: Catalogue) -> None:
        then = described("2024", likes_school="scale")
        responses = say(40, likes_school="a_lot") + say(40, wave="2024", pet="yes")
        found = row(
            tables_of(catalogue, responses, then, wave_of("2026")).comparisons,
            against="previous",
            indicator="likes_school",
        )
        assert (found["reference"], found["reason"], found["changed"]) == ("2024", "not_comparable", "scale")
        figures = ("reference_count", "reference_base", "reference_share", "difference", "p", "q")
        assert [found[name] for name in figures] == [None] * len(figures)
        assert found["direction"] == "none"

    def test_a_council_that_was_not_there_then_has_no_such_row(self, catalogue: Catalogue) -> None:
        then = described("2024", likes_school="scale")
        responses = say(40, likes_school="a_lot") + say(40, area="X2", wave="2024", pet="yes")
        found = tables_of(catalogue, responses, then, wave_of("2026")).comparisons
        assert rows(found, against="previous", indicator="likes_school") == []

    def test_an_older_wave_that_asked_alike_goes_before_a_later_one_that_did_not(
        self, catalogue: Catalogue
    ) -> None:
        """And for the other question of the same council the later one is held against."""
        answers = {"pet": "yes", "good_friend": "yes"}
        responses = both(**answers) + say(40, wave="2022", **answers)
        waves = (described("2022"), described("2024", pet="wording"), wave_of("2026"))
        found = tables_of(catalogue, responses, *waves).comparisons
        assert row(found, against="previous", indicator="pet")["reference"] == "2022"
        assert row(found, against="previous", indicator="pet")["reason"] == ""
        assert row(found, against="previous", indicator="good_friend")["reference"] == "2024"

    def test_where_no_wave_asked_alike_the_latest_stands_there(self, catalogue: Catalogue) -> None:
        responses = both(pet="yes") + say(40, wave="2022", pet="yes")
        waves = (described("2022", pet="scale"), described("2024", pet="routing"), wave_of("2026"))
        found = rows(tables_of(catalogue, responses, *waves).comparisons, against="previous", indicator="pet")
        assert [(each["reference"], each["changed"]) for each in found] == [("2024", "routing")]

    def test_an_earlier_wave_of_the_same_version_is_compared_though_today_s_differs(
        self, catalogue: Catalogue
    ) -> None:
        """2024 and 2026 both used 2024.1, which worded pet otherwise than the catalogue."""
        then = described("2024", pet="wording")
        now = replace(wave_of("2026", version="2024.1"), editions=then.editions)
        found = row(
            tables_of(catalogue, both(pet="yes"), then, now).comparisons, against="previous", indicator="pet"
        )
        assert (found["reason"], found["changed"], found["p"]) == ("", None, 1.0)

    def test_a_version_nobody_described_is_said_to_be_another_questionnaire(
        self, catalogue: Catalogue
    ) -> None:
        waves = (wave_of("2024", version="old"), wave_of("2026"))
        found = tables_of(catalogue, both(pet="yes"), *waves).comparisons
        assert row(found, against="previous", indicator="pet")["changed"] == "questionnaire"

    def test_a_question_dropped_between_waves_has_no_row(self, catalogue: Catalogue) -> None:
        responses = say(40, pet="yes") + say(40, wave="2024", pet="yes", good_friend="yes")
        found = tables_of(catalogue, responses, described("2024"), wave_of("2026")).comparisons
        assert rows(found, against="previous", indicator="good_friend") == []
        assert row(found, against="previous", indicator="pet")["reason"] == ""

    def test_a_survey_that_was_added_since_has_no_previous(self, catalogue: Catalogue) -> None:
        then = replace(described("2024"), surveys=(Survey.AGES_8_11,))
        responses = both(pet="yes") + say(40, "11-17", pet="yes")
        found = tables_of(catalogue, responses, then, wave_of("2026")).comparisons
        assert set(found.filter(against="previous")["survey"]) == {"8-11"}

    @pytest.mark.parametrize(("against", "changed"), [("previous", ["wording"]), ("rest", [None, None])])
    def test_changed_is_empty_where_the_question_cannot_arise(
        self, catalogue: Catalogue, against: str, changed: list[str | None]
    ) -> None:
        grouped = say(20, gender="girl", pet="yes") + say(20, gender="boy", pet="no")
        responses = grouped + say(40, wave="2024", pet="yes")
        found = tables_of(catalogue, responses, described("2024", pet="wording"), wave_of("2026")).comparisons
        assert (
            found.filter(area="X1", indicator="pet", cut_point="positive", against=against)[
                "changed"
            ].to_list()
            == changed
        )

    def test_the_column_is_the_last(self, catalogue: Catalogue) -> None:
        found = tables_of(catalogue, both(pet="yes"), described("2024"), wave_of("2026")).comparisons
        assert found.columns[-1] == "changed"


class TestAskedBefore:
    """The wave a council is held against where others read it: by what the programme asked, whoever answered."""

    @staticmethod
    def listed(catalogue: Catalogue, responses: Sequence[Response], *waves: Wave) -> dict[str, str]:
        found = tables_of(catalogue, responses, *waves).asked_before.filter(survey="8-11")
        return dict(found.select("indicator", "reference").iter_rows())

    def test_it_is_the_latest_wave_that_asked_alike_whoever_answered(self, catalogue: Catalogue) -> None:
        waves = (wave_of("2022"), described("2024", pet="wording"), wave_of("2026"))
        described_2022 = replace(waves[0], versions={Survey.AGES_8_11: "2024.1"})
        for answered in (
            [],
            say(1, wave="2024", pet="yes"),
            say(40, wave="2022", pet="yes", good_friend="no"),
        ):
            found = self.listed(catalogue, say(40, pet="yes") + answered, described_2022, *waves[1:])
            assert found["good_friend"] == "2024"
            assert found["pet"] == "2024"

    def test_an_older_one_where_the_latest_asked_otherwise(self, catalogue: Catalogue) -> None:
        waves = (wave_of("2022"), described("2024", pet="wording"), wave_of("2026"))
        found = self.listed(catalogue, say(40, pet="yes"), *waves)
        assert (found["pet"], found["good_friend"]) == ("2022", "2024")

    def test_the_latest_that_asked_otherwise_where_none_asked_alike(self, catalogue: Catalogue) -> None:
        waves = (described("2022", pet="scale"), described("2024", pet="routing"), wave_of("2026"))
        assert self.listed(catalogue, say(40, pet="yes"), *waves)["pet"] == "2024"

    def test_none_in_a_first_wave(self, catalogue: Catalogue) -> None:
        assert self.listed(catalogue, say(40, pet="yes"), wave_of("2026")) == {}


class TestBand:
    def test_one_made_by_another_rule_is_not_compared_and_its_scales_are(self, catalogue: Catalogue) -> None:
        then = described("2024", survey="11-17", band=SCALES_LOW)
        answers = {"wellbeing_band": "low", "happiness": "3"}
        responses = say(40, "11-17", **answers) + say(40, "11-17", wave="2024", **answers)
        found = tables_of(catalogue, responses, then, wave_of("2026")).comparisons
        at = {"against": "previous", "survey": "11-17"}
        band = row(found, indicator="wellbeing_band", cut_point="low", **at)
        assert (band["reason"], band["changed"], band["p"]) == ("not_comparable", "rule", None)
        assert row(found, indicator="happiness", cut_point="negative", **at)["reason"] == ""

    def test_its_shares_carry_the_rule_of_their_wave_and_nothing_else_does(
        self, catalogue: Catalogue
    ) -> None:
        then = described("2024", survey="11-17", band=SCALES_LOW)
        responses = say(40, "11-17", wave="2024", wellbeing_band="low", happiness="3") + say(
            40, "11-17", wellbeing_band="low", happiness="3"
        )
        for wave, rule in (
            (
                "2024",
                "2 of 4 scales, at least 3 answered: low under 5, if not very high from 9, "
                "if not high from 7, else moderate",
            ),
            ("2026", "mean of at least 3 of 4: moderate from 5, high from 7, very high from 8.5"),
        ):
            found = tables_of(catalogue, responses, then, wave_of("2026"), wave=wave).estimates
            assert found.columns[-1] == "rule"
            assert set(found.filter(indicator="wellbeing_band")["rule"]) == {rule}
            assert set(found.filter(pl.col("indicator") != "wellbeing_band")["rule"]) == {None}


class TestPools:
    def test_a_council_whose_latest_wave_asked_otherwise_brings_an_earlier_one(
        self, catalogue: Catalogue
    ) -> None:
        """Six others: 30 of 60 said yes in 2024, all 60 in 2025, where the words were others."""
        others = [
            each
            for code in COUNCILS[1:]
            for each in yes_of(30, 60, "pet", area=code, wave="2024")
            + say(60, area=code, wave="2025", pet="yes", good_friend="yes")
            + say(60, area=code, wave="2024", good_friend="no")
        ]
        responses = others + say(40, pet="yes", good_friend="yes")
        waves = (described("2024"), described("2025", pet="wording"), wave_of("2026"))
        found = tables_of(catalogue, responses, *waves).comparisons
        pet, friend = (row(found, against="others", indicator=key) for key in ("pet", "good_friend"))
        assert (pet["reference_count"], pet["reference_base"]) == (180, 360)
        assert (friend["reference_count"], friend["reference_base"]) == (360, 360)

    def test_one_that_never_asked_alike_is_in_no_pool(self, catalogue: Catalogue) -> None:
        others = [each for code in COUNCILS[1:] for each in say(60, area=code, wave="2024", pet="yes")]
        responses = others + say(40, pet="yes")
        found = tables_of(catalogue, responses, described("2024", pet="routing"), wave_of("2026")).comparisons
        assert row(found, against="others", indicator="pet")["reason"] == "no_cohort_of_areas"

    def test_a_wave_of_one_council_has_others_in_other_versions(self, catalogue: Catalogue) -> None:
        others = [each for code in COUNCILS[1:] for each in say(60, area=code, wave="2024", pet="yes")]
        waves = (described("2024"), wave_of("2026"))
        found = row(
            tables_of(catalogue, others + yes_of(20, 40, "pet"), *waves).comparisons,
            against="others",
            indicator="pet",
        )
        assert (found["reason"], found["reference_base"]) == ("", 360)


class TestUnread:
    def test_a_question_that_this_wave_asked_on_another_scale_has_no_estimate(
        self, catalogue: Catalogue
    ) -> None:
        responses = both(pet="yes", good_friend="yes")
        then = described("2024", pet="scale")
        found = tables_of(catalogue, responses, then, wave_of("2026"), wave="2024").estimates
        assert rows(found, indicator="pet") == []
        assert row(found, indicator="good_friend")["base"] == 40

    def test_nor_have_surveys_taken_together_of_which_one_did(self, catalogue: Catalogue) -> None:
        surveys = ("4-7", "8-11", "11-17")
        responses = [each for key in surveys for each in say(40, key, wave="2024", good_friend="yes")]
        now = [each for key in surveys for each in say(40, key, good_friend="yes")]
        then = described("2024", good_friend="scale")
        found = tables_of(catalogue, responses + now, then, wave_of("2026"), wave="2024").estimates
        asked = found.filter(indicator="good_friend", area="X1", group="all", cut_point="positive")
        assert set(asked["survey"]) == {"4-7", "11-17"}
        together = tables_of(catalogue, responses + now, then, wave_of("2026")).estimates
        assert rows(together, indicator="good_friend", survey="4-7;8-11;11-17")[0]["base"] == 120


ASKED = ("pet", "good_friend", "nature", "settled")


@given(st.dictionaries(st.sampled_from(ASKED), st.sampled_from(["wording", "routing"])))
@settings(max_examples=6, deadline=None)
def test_what_is_not_named_is_compared_as_though_nothing_had_changed(unlike: dict[str, str]) -> None:
    """But for q, whose family is smaller, and what follows from it."""
    catalogue = load_catalogue()
    others = [
        each
        for code in COUNCILS[1:]
        for each in say(60, area=code, wave="2024", pet="yes", good_friend="no", settled="yes")
    ]
    responses = others + both(pet="yes", good_friend="yes", nature="never", settled="no")
    compared = {
        name: tables_of(catalogue, responses, then, wave_of("2026")).comparisons.drop("q", "flag", "reason")
        for name, then in (("alike", wave_of("2024")), ("described", described("2024", **unlike)))
    }
    kept = [frame.filter(~pl.col("indicator").is_in(list(unlike))) for frame in compared.values()]
    assert kept[0].equals(kept[1])
    previous = compared["described"].filter(against="previous", cut_point="positive")
    told = dict(previous.select("indicator", "changed").iter_rows())
    assert told == {key: unlike.get(key) for key in ASKED}
