"""What may not be shown by itself, below, at and above each threshold."""

import pytest

from heard.disclosure.deciding.primary import Primary

BOARD = Primary(threshold=5, minimum_base=10)


class TestCounts:
    @pytest.mark.parametrize(("count", "small"), [(0, False), (1, True), (4, True), (5, False)])
    def test_some_but_fewer_than_the_threshold_are_small(self, count: int, *, small: bool) -> None:
        assert BOARD.is_small(count) is small

    def test_of_a_small_count_nought_and_the_threshold_must_stay_possible(self) -> None:
        assert BOARD.need_of_count(3, most=40) == (2, 3)

    def test_nobody_is_kept_from_knowing_the_size_of_a_cohort(self) -> None:
        assert BOARD.need_of_count(2, most=3) == (1, 2)

    def test_a_large_count_and_nought_need_nothing(self) -> None:
        assert BOARD.need_of_count(5, most=40) == BOARD.need_of_count(0, most=40) == (0, 0)


class TestRespondents:
    @pytest.mark.parametrize(("base", "need"), [(0, (0, 0)), (1, (9, 1)), (9, (1, 9)), (10, (0, 0))])
    def test_a_base_below_the_least_needs_doubt(self, base: int, need: tuple[int, int]) -> None:
        assert BOARD.need_of_base(base, most=60) == need

    def test_that_everybody_of_a_group_took_part_must_stay_in_doubt(self) -> None:
        # 30 of 30: as far as anybody can tell, five may not have.
        assert BOARD.need_of_respondents(30, 30, most=30) == (0, 5)

    def test_that_nearly_everybody_did_must_too_and_that_everybody_did_stay_possible(self) -> None:
        assert BOARD.need_of_respondents(27, 30, most=30) == (3, 2)

    def test_five_who_stayed_silent_need_nothing(self) -> None:
        assert BOARD.need_of_respondents(25, 30, most=30) == (0, 0)

    def test_a_cohort_smaller_than_those_who_answered_tells_nothing(self) -> None:
        assert BOARD.need_of_respondents(31, 30, most=60) == (0, 0)


class TestBands:
    @pytest.mark.parametrize("count", [0, 1, 4])
    def test_few_and_nobody_have_one_band(self, count: int) -> None:
        assert BOARD.band(count, 74) == (0.0, 0.2)

    @pytest.mark.parametrize("count", [70, 73, 74])
    def test_nearly_all_and_all_have_one_band(self, count: int) -> None:
        assert BOARD.band(count, 74) == (0.8, 1.0)

    @pytest.mark.parametrize("base", range(10, 200))
    def test_nought_and_the_threshold_lie_in_every_band(self, base: int) -> None:
        low, high = BOARD.band(1, base)
        assert low * base <= 0
        assert high * base >= 5

    def test_eighteen_answers_need_a_band_of_thirty_points(self) -> None:
        # 5 of 18 is 28 %.
        assert BOARD.band(15, 18) == (0.7, 1.0)


class TestTelling:
    @pytest.mark.parametrize(("base", "tells"), [(49, True), (50, False)])
    def test_all_or_none_of_fewer_than_fifty_tell_of_each_where_the_answer_is_sensitive(
        self, base: int, *, tells: bool
    ) -> None:
        assert BOARD.is_telling(0, base, sensitive=True) is tells
        assert BOARD.is_telling(base, base, sensitive=True) is tells

    def test_of_another_answer_they_tell_nothing(self) -> None:
        assert not BOARD.is_telling(0, 20, sensitive=False)

    def test_some_but_not_all_tell_nothing_of_each(self) -> None:
        assert not BOARD.is_telling(1, 20, sensitive=True)


class TestHeadlines:
    @pytest.mark.parametrize(
        ("count", "base", "need"),
        [
            (0, 74, (5, 0)),  # nobody: five must stay possible
            (3, 74, (2, 3)),
            (5, 74, (0, 0)),
            (72, 74, (2, 3)),  # two others: none and five must stay possible
            (74, 74, (0, 5)),
            (4, 8, (4, 4)),  # both few: anything must stay possible
        ],
    )
    def test_nought_and_the_threshold_stay_possible_on_both_sides(
        self, count: int, base: int, need: tuple[int, int]
    ) -> None:
        assert BOARD.need_of_headline(count, base) == need
