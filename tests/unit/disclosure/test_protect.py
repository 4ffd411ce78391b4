"""What each level is told of a council: below, at and above every threshold, and what has to be hidden with it."""

import polars as pl
import pytest

from heard.base.errors import HeardError
from heard.base.policy import Level
from heard.base.shares import Banded, Hidden, Reason, Shown
from heard.disclosure import ProtectedTables, protect
from heard.disclosure.attack import Release, Truth, attack
from heard.disclosure.facts import list_facts, list_truth
from unit.analysis.cubes import Response, cohort_of, say, yes_of
from unit.disclosure.councils import (
    AREA,
    counts_of,
    open_levels,
    protected,
    symbol_of,
    tables_of,
    the_catalogue,
)

BOARD, PUBLIC = Level.BOARD, Level.PUBLIC


def headline(count: int, base: int, level: Level) -> object:
    """What is said of `count` of `base` children who have a pet, in a survey that 100 answered."""
    responses = [*yes_of(count, base, "pet"), *say(100 - base, trusted_person="yes")]
    return protected(tables_of(responses), level).estimate("8-11", "pet", "positive", area=AREA)


class TestWorking:
    def test_nothing_of_a_councils_own_is_hidden(self) -> None:
        tables = tables_of(yes_of(1, 3, "pet"))
        shown = protect(tables, Level.WORKING, area=AREA).estimate("8-11", "pet", "positive", area=AREA)
        assert isinstance(shown, Shown)
        assert (shown.count, shown.base) == (1, 3)

    def test_a_question_that_was_not_asked_is_hidden_as_such(self) -> None:
        shown = protect(tables_of(yes_of(1, 3, "pet")), Level.WORKING, area=AREA)
        assert shown.estimate("4-7", "pet", "positive", area=AREA) == Hidden(Reason.NOT_ASKED)


class TestFailingClosed:
    def test_without_a_council_nothing_is_protected(self) -> None:
        with pytest.raises(HeardError, match="one council"):
            protect(tables_of(yes_of(30, 60, "pet")), BOARD, catalogue=the_catalogue())

    def test_without_the_catalogue_nothing_is_protected(self) -> None:
        with pytest.raises(HeardError, match="catalogue"):
            protect(tables_of(yes_of(30, 60, "pet")), PUBLIC, area=AREA)


class TestHeadlines:
    @pytest.mark.parametrize(("level", "base"), [(BOARD, 9), (PUBLIC, 19)])
    def test_a_base_below_the_least_is_hidden(self, level: Level, base: int) -> None:
        assert headline(base // 2, base, level) == Hidden(Reason.SMALL)

    @pytest.mark.parametrize(("level", "base"), [(BOARD, 10), (PUBLIC, 20)])
    def test_the_least_base_is_shown(self, level: Level, base: int) -> None:
        assert isinstance(headline(base // 2, base, level), Shown)

    @pytest.mark.parametrize(("level", "count"), [(BOARD, 4), (PUBLIC, 9)])
    def test_a_count_below_the_threshold_becomes_a_band(self, level: Level, count: int) -> None:
        assert headline(count, 100, level) == Banded(0.0, 0.2)

    @pytest.mark.parametrize(("level", "count"), [(BOARD, 5), (PUBLIC, 10)])
    def test_a_count_at_the_threshold_is_shown(self, level: Level, count: int) -> None:
        assert isinstance(headline(count, 100, level), Shown)

    @pytest.mark.parametrize(("level", "count"), [(BOARD, 96), (PUBLIC, 91)])
    def test_so_does_a_small_complement(self, level: Level, count: int) -> None:
        assert headline(count, 100, level) == Banded(0.8, 1.0)

    @pytest.mark.parametrize("level", [BOARD, PUBLIC])
    def test_nobody_and_everybody_get_the_same_bands_as_few_and_most(self, level: Level) -> None:
        assert headline(0, 100, level) == headline(1, 100, level)
        assert headline(100, 100, level) == headline(99, 100, level)

    def test_a_band_is_wide_enough_for_nought_and_for_the_threshold(self) -> None:
        # 5 of 18 is 28 %, so the band must reach 30 % for five children to stay possible.
        assert headline(2, 18, BOARD) == Banded(0.0, 0.3)

    def test_a_banded_share_says_neither_its_count_nor_its_flag(self) -> None:
        rows = protected(tables_of(yes_of(97, 100, "pet")), BOARD).estimates
        row = rows.filter(group="all", indicator="pet", cut_point="positive").row(0, named=True)
        assert row["symbol"] == "b"
        assert (row["count"], row["share"], row["level_flag"]) == (None, None, None)
        assert row["base"] == 100

    def test_a_survey_that_too_few_answered_is_closed_whole(self) -> None:
        tables = protected(tables_of(yes_of(5, 9, "pet")), BOARD)
        assert set(tables.estimates["symbol"]) == {"c"}
        assert open_levels(tables) == {}


class TestBetweenCutPoints:
    def test_three_who_said_neither_are_not_to_be_reckoned(self) -> None:
        # 40 of 74 have a good friend and 31 do not; both shown, the three who were not sure would be plain.
        tables = protected(tables_of([*yes_of(40, 71, "good_friend"), *say(3, good_friend="unsure")]), BOARD)
        assert symbol_of(tables, "good_friend") == ""
        assert symbol_of(tables, "good_friend", "negative") == "c"

    def test_five_who_said_neither_may_be(self) -> None:
        tables = protected(tables_of([*yes_of(40, 69, "good_friend"), *say(5, good_friend="unsure")]), BOARD)
        assert symbol_of(tables, "good_friend") == symbol_of(tables, "good_friend", "negative") == ""


def boys_and_girls(girls: int, boys: int, others: int = 0, silent: int = 0) -> list[Response]:
    """Half of each have a pet, and all have somebody they trust."""
    numbers = {"girl": girls, "boy": boys, "another": others, "prefer_not": silent}
    return [
        row
        for gender, number in numbers.items()
        for row in yes_of(number // 2, number, "pet", gender=gender, trusted_person="yes")
    ]


class TestGroups:
    def test_two_large_groups_are_shown(self) -> None:
        tables = protected(tables_of(boys_and_girls(40, 30)), BOARD)
        assert open_levels(tables) == {"all": 70, "girl": 40, "boy": 30}
        assert counts_of(tables, "pet") == {"all": 35, "girl": 20, "boy": 15}

    def test_a_small_group_takes_another_with_it(self) -> None:
        tables = protected(tables_of(boys_and_girls(40, 30, others=2)), BOARD)
        assert open_levels(tables) == {"all": 72, "girl": 40}
        assert counts_of(tables, "pet") == {"all": 36, "girl": 20}

    def test_so_do_children_whose_group_is_not_known(self) -> None:
        tables = protected(tables_of(boys_and_girls(40, 30, silent=2)), BOARD)
        assert open_levels(tables) == {"all": 72, "girl": 40}

    def test_enough_children_whose_group_is_not_known_take_none(self) -> None:
        tables = protected(tables_of(boys_and_girls(40, 30, silent=10)), BOARD)
        assert open_levels(tables) == {"all": 80, "girl": 40, "boy": 30}

    @pytest.mark.parametrize(("boys", "open_to_see"), [(9, False), (10, True)])
    def test_a_group_is_shown_from_the_least_base_on(self, boys: int, *, open_to_see: bool) -> None:
        assert ("boy" in open_levels(protected(tables_of(boys_and_girls(40, boys)), BOARD))) is open_to_see

    def test_that_all_of_a_group_took_part_is_not_said(self) -> None:
        cohort = cohort_of((AREA, "8-11", 300), (AREA, "8-11", 30, "gender", "boy"))
        tables = protected(tables_of(boys_and_girls(40, 30), cohort=cohort), BOARD)
        assert "boy" not in open_levels(tables)

    def test_a_group_closed_in_one_question_is_closed_in_all(self) -> None:
        tables = protected(tables_of(boys_and_girls(40, 30, others=2)), BOARD)
        assert set(tables.estimates.filter(group="gender").filter(pl.col("level") != "girl")["symbol"]) == {
            "c"
        }

    def test_a_small_count_in_a_group_takes_another_with_it(self) -> None:
        # 3 of 30 boys and 25 of 40 girls: of the girls nothing may be said either, or the boys' three were plain.
        tables = protected(
            tables_of([*yes_of(25, 40, "pet", gender="girl"), *yes_of(3, 30, "pet", gender="boy")]), BOARD
        )
        assert counts_of(tables, "pet") == {"all": 28}

    def test_a_headline_given_as_a_band_is_not_said_of_groups(self) -> None:
        tables = protected(
            tables_of([*yes_of(2, 40, "pet", gender="girl"), *yes_of(2, 30, "pet", gender="boy")]), BOARD
        )
        assert symbol_of(tables, "pet") == "b"
        assert set(tables.estimates.filter(group="gender", indicator="pet")["symbol"]) == {"c"}

    def test_all_or_none_of_a_small_group_is_not_said_of_what_is_sensitive(self) -> None:
        # Bullying help is sensitive, a pet is not: all 30 boys, and 20 of 40 girls.
        girls = say(20, "11-17", gender="girl", pet="yes", feels_safe="always")
        girls += say(20, "11-17", gender="girl", pet="no", feels_safe="never")
        boys = say(30, "11-17", gender="boy", pet="yes", feels_safe="always")
        tables = protected(tables_of([*girls, *boys]), BOARD)
        assert counts_of(tables, "pet") == {"all": 50, "girl": 20, "boy": 30}
        assert counts_of(tables, "feels_safe") == {"all": 50}


class TestWhatRowsTell:
    def test_a_level_has_its_rows_whether_anybody_is_of_it_or_not(self) -> None:
        with_others = protected(tables_of(boys_and_girls(40, 30, others=2)), BOARD)
        without = protected(tables_of(boys_and_girls(40, 30, silent=2)), BOARD)
        keys = ["survey", "group", "level", "indicator", "cut_point"]
        assert with_others.estimates.select(keys).equals(without.estimates.select(keys))
        assert with_others.participation["level"].equals(without.participation["level"])

    def test_a_hidden_row_holds_nothing_but_its_key(self) -> None:
        rows = protected(tables_of(boys_and_girls(40, 30, others=2)), BOARD).estimates.filter(symbol="c")
        values = [name for name in rows.columns if name not in {
            "wave", "area", "survey", "group", "level", "indicator", "cut_point", "symbol"}]  # fmt: skip
        assert rows.select(pl.all_horizontal(pl.col(values).is_null()))[:, 0].all()

    def test_hidden_comparisons_are_left_out(self) -> None:
        """Analysis has a row where somebody answered."""
        compared = protected(tables_of(boys_and_girls(40, 30, others=2)), BOARD).comparisons
        assert set(compared["symbol"]) == {""}


class TestTakenTogether:
    def test_one_closed_survey_is_not_what_is_left_of_two(self) -> None:
        responses = [
            *yes_of(20, 40, "good_friend", survey="4-7"),
            *yes_of(4, 9, "good_friend", survey="8-11"),
        ]
        tables = protected(tables_of(responses), BOARD)
        assert symbol_of(tables, "good_friend", survey="4-7") == ""
        assert symbol_of(tables, "good_friend", survey="4-7;8-11") == "c"

    def test_two_open_surveys_are_added_up(self) -> None:
        responses = [
            *yes_of(20, 40, "good_friend", survey="4-7"),
            *yes_of(10, 20, "good_friend", survey="8-11"),
        ]
        tables = protected(tables_of(responses), BOARD)
        assert symbol_of(tables, "good_friend", survey="4-7;8-11") == ""

    def test_of_groups_nothing_is_said(self) -> None:
        responses = [
            *yes_of(20, 40, "good_friend", survey="4-7", gender="girl"),
            *yes_of(10, 20, "good_friend", survey="8-11", gender="girl"),
        ]
        rows = protected(tables_of(responses), BOARD).estimates.filter(survey="4-7;8-11")
        assert set(rows["group"]) == {"all"}


class TestSurveysHardlyAnswered:
    @pytest.mark.parametrize("level", [BOARD, PUBLIC])
    @pytest.mark.parametrize("others", [1, 9])
    def test_nobody_looks_like_a_few(self, level: Level, others: int) -> None:
        answered = yes_of(20, 40, "good_friend")
        older = [row | {"survey": "11-17"} for row in yes_of(1, others, "good_friend")]
        nobody, few = (protected(tables_of([*answered, *more]), level) for more in ([], older))
        for name in ("estimates", "comparisons", "participation", "associations"):
            assert getattr(nobody, name).equals(getattr(few, name)), name
        assert set(few.estimates.filter(pl.col("survey").str.contains("11-17"))["symbol"]) == {"c"}


class TestRoutedQuestions:
    def test_the_interval_does_not_tell_how_many_were_led_past(self) -> None:
        """60 know their worker and 20 do not; what the 60 say is given as a part of the whole cohort."""
        led = yes_of(30, 60, "speaks_alone", knows_worker="yes")
        tables = protected(tables_of([*led, *say(20, knows_worker="no")]), BOARD)
        row = tables.estimates.filter(indicator="speaks_alone", cut_point="positive", group="all").row(
            0, named=True
        )
        assert (row["count"], row["base"], row["eligible"]) == (30, 60, 300)

    def test_what_is_said_of_nearly_everyone_rests_on_the_interval_that_is_printed(self) -> None:
        """All 100 answered. 73 of the 80 who were asked is all there is to know; of 100 it could be nine in ten."""
        led = yes_of(73, 80, "speaks_alone", knows_worker="yes")
        exact = tables_of([*led, *say(20, knows_worker="no")], cohort=cohort_of((AREA, "8-11", 100)))
        of = {"indicator": "speaks_alone", "cut_point": "positive", "group": "all"}
        assert exact.estimates.filter(**of)["level_flag"].item() == "nearly_everyone"
        row = protected(exact, BOARD).estimates.filter(**of).row(0, named=True)
        assert (row["low"] < 0.9, row["level_flag"], row["note"]) == (True, "perhaps_nearly_everyone", "")

    def test_that_few_were_led_past_may_be_seen_and_a_number_never(self) -> None:
        # 72 of 75 were asked of their worker; whether the other three know none stays open (decision 0016).
        led = yes_of(40, 72, "speaks_alone", knows_worker="yes")
        tables = protected(tables_of([*led, *say(3, knows_worker="no")]), BOARD)
        assert symbol_of(tables, "speaks_alone") == ""
        assert symbol_of(tables, "knows_worker") == "b"


class TestBoardAndPublic:
    def test_what_is_hidden_from_a_board_is_hidden_from_the_public(self) -> None:
        tables = tables_of(
            [
                *yes_of(25, 40, "pet", gender="girl", good_friend="yes"),
                *yes_of(3, 30, "pet", gender="boy", good_friend="no"),
            ]
        )
        board, public = protected(tables, BOARD), protected(tables, PUBLIC)
        order = {"": 0, "b": 1, "c": 2}
        pairs = zip(board.estimates["symbol"], public.estimates["symbol"], strict=True)
        assert all(order[one] <= order[other] for one, other in pairs)


def facts_at(tables: ProtectedTables, to: Level) -> pl.DataFrame:
    return list_facts(tables).with_columns(to=pl.lit(to.value))


class TestWhatWasSaidBefore:
    def test_saying_it_again_changes_nothing(self) -> None:
        tables = tables_of(boys_and_girls(40, 30, others=2))
        first = protected(tables, BOARD)
        again = protected(tables, BOARD, said=facts_at(first, BOARD))
        assert list_facts(again).equals(list_facts(first))

    def test_what_was_hidden_stays_hidden(self) -> None:
        tables = tables_of(boys_and_girls(40, 30))
        first = facts_at(protected(tables, BOARD), BOARD)
        hidden = first.with_columns(
            symbol=pl.when((pl.col("level") == "boy") & (pl.col("indicator") == "pet"))
            .then(pl.lit("c"))
            .otherwise("symbol")
        )
        assert "boy" not in counts_of(protected(tables, BOARD, said=hidden), "pet")

    def test_what_the_public_knows_a_board_knows(self) -> None:
        """Were three boys said to the public by mistake, hiding the girls from the board protects nobody."""
        tables = tables_of([*yes_of(25, 40, "pet", gender="girl"), *yes_of(3, 30, "pet", gender="boy")])
        facts = list_facts(protected(tables, PUBLIC))
        public = facts.with_columns(
            symbol=pl.when((pl.col("group") == "gender") & pl.col("indicator").is_in(["pet", "respondents"])
                           & pl.col("level").is_in(["boy", "girl"]))
            .then(pl.lit("")).otherwise("symbol"),
            to=pl.lit(PUBLIC.value),
        )  # fmt: skip
        assert {"boy": 3, "girl": 25}.items() <= counts_of(
            protected(tables, BOARD, said=public), "pet"
        ).items()

    def test_what_few_changed_is_not_said_anew(self) -> None:
        tables = tables_of(boys_and_girls(40, 30))
        few = pl.DataFrame(
            [("8-11", "gender", "boy", "pet", "positive", 4, 1)],
            schema=["survey", "group", "level", "indicator", "cut_point", "up", "down"],
            orient="row",
        )
        assert "boy" in counts_of(protected(tables, BOARD), "pet")
        assert "boy" not in counts_of(protected(tables, BOARD, further=few), "pet")


class TestHeadlinesThatBetray:
    def test_bands_and_the_numbers_who_took_part_say_nothing_of_a_group_together(self) -> None:
        """Four of eight in kinship care said *too little*, and nobody else did; three of all 30 skipped.

        Of 27 answers at least seven are of the ten in kinship care, for only twenty others took part. Were "few or
        none, under 20 %" said of *too little*, five at most, two of the seven would be known to have said otherwise.
        """
        said = {
            "kinship": {"just_right": 1, "none_ok": 1, "too_little": 4, "too_much": 2, "skipped": 2},
            "foster": {"none_ok": 5, "none_want": 2},
            "residential": {"none_want": 1, "too_much": 1, "skipped": 1},
            "not_sure": {"just_right": 2, "none_ok": 4, "none_want": 2, "too_much": 2},
        }
        answers = [
            row
            for placement, counts in said.items()
            for answer, number in counts.items()
            for row in say(number, "11-17", placement=placement, sees_mum=answer)
        ]
        tables = protected(tables_of(answers), BOARD)
        found = list_facts(tables)
        assert attack(
            [Release("board", BOARD, found)], the_catalogue(), truth=Truth(list_truth(tables_of(answers)))
        ).safe
