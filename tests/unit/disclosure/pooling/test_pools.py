"""The national figure every council is held against, and what a council hears of its neighbours."""

import polars as pl
import pytest

from heard.analysis.scope import POOL_SCHEMA
from heard.base.policy import Level
from heard.base.surveys import Survey
from heard.catalogue import Catalogue, load_catalogue
from heard.disclosure.facts import SCHEMA
from heard.disclosure.pooling.pools import national_facts, open_neighbours


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def question(catalogue: Catalogue) -> str:
    """A question of the 11-17 survey with two answers, each a cut point."""
    return next(
        item.key
        for item in catalogue.asked_in(Survey.AGES_11_17)
        if len(item.asked[Survey.AGES_11_17].cut_points)
        == len(item.asked[Survey.AGES_11_17].scale.codes)
        == 2
    )


def cuts_of(catalogue: Catalogue, question: str) -> tuple[str, str]:
    first, second = (cut.key for cut in catalogue.asked(question, "11-17").cut_points)
    return first, second


def pool(
    answers: list[tuple[int, int]],
    catalogue: Catalogue,
    question: str,
    *,
    eligible: int | None = 90,
    neighbours: str = "",
) -> pl.DataFrame:
    """(count, base) of the first answer, of councils X0, X1 …"""
    rows: list[dict[str, object]] = []
    for number, (count, base) in enumerate(answers):
        known = {"wave": "2026", "area": f"X{number}", "survey": "11-17", "indicator": question}
        size = {
            "base": base,
            "asked": base,
            "respondents": base,
            "eligible": eligible,
            "neighbours": neighbours,
        }
        for cut, each in zip(cuts_of(catalogue, question), (count, base - count), strict=True):
            rows.append({**known, **size, "cut_point": cut, "count": each})
    return pl.DataFrame(rows, schema=POOL_SCHEMA)


def figure(
    answers: list[tuple[int, int]],
    level: Level,
    catalogue: Catalogue,
    question: str,
    *,
    eligible: int | None = 90,
) -> tuple[object, ...]:
    """Symbol, share and base of the first answer."""
    facts = national_facts(pool(answers, catalogue, question, eligible=eligible), level, catalogue, "2026")
    found = facts.filter(indicator=question, cut_point=cuts_of(catalogue, question)[0])
    return found.select("symbol", "share", "base").row(0)


OPEN = [(30, 60), (31, 60), (29, 60), (30, 60), (33, 60)]  # 153 of 300: 51 %
CLOSED = ("c", None, None)


class TestWhatIsSaid:
    def test_a_whole_per_cent_of_a_base_to_the_nearest_fifty(
        self, catalogue: Catalogue, question: str
    ) -> None:
        assert figure(OPEN, Level.PUBLIC, catalogue, question) == ("", 0.51, 300)
        more = [*OPEN, (15, 25)]  # 168 of 325: 51.7 %
        assert figure(more, Level.PUBLIC, catalogue, question) == ("", 0.52, 350)

    def test_a_half_goes_up(self, catalogue: Catalogue, question: str) -> None:
        assert figure([(20, 40)] * 4 + [(21, 40)], Level.BOARD, catalogue, question) == (
            "",
            0.51,
            200,
        )  # 50.5 %

    def test_of_every_cut_point_of_the_surveys_that_ran_and_of_nothing_else(
        self, catalogue: Catalogue, question: str
    ) -> None:
        facts = national_facts(pool(OPEN, catalogue, question), Level.BOARD, catalogue, "2026")
        asked = catalogue.asked_in(Survey.AGES_11_17)
        assert facts.height == sum(len(item.asked[Survey.AGES_11_17].cut_points) for item in asked)
        assert facts.schema == SCHEMA
        assert facts.filter(pl.col("symbol") == "")["indicator"].unique().to_list() == [question]
        assert facts.select("count", "low", "high", "eligible").null_count().row(0) == (facts.height,) * 4

    def test_of_another_wave_nothing(self, catalogue: Catalogue, question: str) -> None:
        assert national_facts(pool(OPEN, catalogue, question), Level.BOARD, catalogue, "2025").is_empty()


class TestWhatIsAPool:
    def test_five_councils_are_and_four_are_not(self, catalogue: Catalogue, question: str) -> None:
        four = [(40, 80)] * 4
        assert figure(four, Level.BOARD, catalogue, question) == CLOSED
        assert figure([*four, (40, 80)], Level.BOARD, catalogue, question)[0] == ""

    @pytest.mark.parametrize(("largest", "symbol"), [(160, ""), (162, "c")])
    def test_no_council_may_be_more_than_two_fifths(
        self, largest: int, symbol: str, catalogue: Catalogue, question: str
    ) -> None:
        """160 of 400 and 162 of 402."""
        answers = [(30, 60)] * 4 + [(largest // 2, largest)]
        assert figure(answers, Level.BOARD, catalogue, question)[0] == symbol

    @pytest.mark.parametrize(("base", "symbol"), [(39, "c"), (40, "")])
    def test_there_must_be_two_hundred_answers(
        self, base: int, symbol: str, catalogue: Catalogue, question: str
    ) -> None:
        assert figure([(20, base)] * 5, Level.BOARD, catalogue, question)[0] == symbol


class TestWhoIsHidden:
    def test_one_small_count_among_councils_shown_would_be_what_is_left(
        self, catalogue: Catalogue, question: str
    ) -> None:
        assert figure([*OPEN, (3, 60)], Level.BOARD, catalogue, question) == CLOSED

    def test_one_council_too_small_to_be_named_would_be_what_is_left(
        self, catalogue: Catalogue, question: str
    ) -> None:
        assert figure([*OPEN, (4, 8)], Level.BOARD, catalogue, question) == CLOSED

    @pytest.mark.parametrize(("second", "symbol"), [(1, "c"), (2, "c"), (3, "")])
    def test_another_one_must_be_able_to_make_up_for_it(
        self, second: int, symbol: str, catalogue: Catalogue, question: str
    ) -> None:
        """Together 3 + 2 = 5 could be 5 and 0. But whoever is one of the second council's children knows that there it
        is not 0, so it takes 3 + 3."""
        answers = [*OPEN, (3, 60), (second, 60)]
        assert figure(answers, Level.BOARD, catalogue, question)[0] == symbol

    @pytest.mark.parametrize(("eligible", "symbol"), [(16, "c"), (17, ""), (None, "c")])
    def test_a_council_not_named_may_have_had_no_answers_where_another_cohort_has_room_for_them(
        self, eligible: int | None, symbol: str, catalogue: Catalogue, question: str
    ) -> None:
        """8 and 9 answered: it may have been none and 17 of them where the cohort is as large."""
        answers = [*OPEN, (4, 8), (4, 9)]
        assert figure(answers, Level.BOARD, catalogue, question, eligible=eligible)[0] == symbol

    def test_what_a_board_is_not_told_the_public_is_not_told_either(
        self, catalogue: Catalogue, question: str
    ) -> None:
        """3 beside six councils of 8: to the public all seven are small and make up for one another; a board knows the
        six, and with them the 3."""
        answers = [*OPEN, (3, 60), *[(8, 60)] * 6]
        assert figure(answers, Level.BOARD, catalogue, question) == CLOSED
        assert figure(answers, Level.PUBLIC, catalogue, question) == CLOSED

    def test_what_a_board_is_told_the_public_need_not_be(self, catalogue: Catalogue, question: str) -> None:
        answers = [*OPEN, (8, 60)]
        assert figure(answers, Level.BOARD, catalogue, question)[0] == ""
        assert figure(answers, Level.PUBLIC, catalogue, question) == CLOSED


class TestNeighbours:
    NEAR = "X1;X2;X3;X4;X5"

    def heard(
        self, answers: list[tuple[int, int]], level: Level, catalogue: Catalogue, question: str
    ) -> list[tuple[object, ...]]:
        frame = pool([(30, 60), *answers], catalogue, question, neighbours=self.NEAR)
        return open_neighbours(frame, "X0", level, catalogue).rows()

    def test_figures_only_where_the_neighbours_are_public(self, catalogue: Catalogue, question: str) -> None:
        first, second = cuts_of(catalogue, question)
        keys = [("11-17", question, cut) for cut in (first, second)]
        assert self.heard(OPEN, Level.BOARD, catalogue, question) == [(*key, True) for key in keys]
        assert self.heard(OPEN, Level.PUBLIC, catalogue, question) == [(*key, False) for key in keys]

    def test_where_one_is_hidden_to_the_public_a_board_hears_which_way_it_lies(
        self, catalogue: Catalogue, question: str
    ) -> None:
        heard = self.heard([*OPEN[:4], (8, 60)], Level.BOARD, catalogue, question)
        assert [each[-1] for each in heard] == [False, False]

    def test_where_their_sum_would_give_one_away_nothing(self, catalogue: Catalogue, question: str) -> None:
        assert self.heard([*OPEN[:4], (3, 60)], Level.BOARD, catalogue, question) == []

    def test_the_council_itself_and_others_are_no_neighbours(
        self, catalogue: Catalogue, question: str
    ) -> None:
        frame = pool([(3, 60), *OPEN, (3, 60)], catalogue, question, neighbours=f"X0;{self.NEAR}")
        assert open_neighbours(frame, "X0", Level.BOARD, catalogue).height == 2

    def test_a_council_without_neighbours_hears_nothing(self, catalogue: Catalogue, question: str) -> None:
        frame = pool(OPEN, catalogue, question)
        assert open_neighbours(frame, "X0", Level.BOARD, catalogue).is_empty()
        assert open_neighbours(frame, "elsewhere", Level.BOARD, catalogue).is_empty()
