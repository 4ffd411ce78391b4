"""What may not be shown by itself, below, at and above each threshold."""

import pytest

from heard.disclosure.deciding.primary import Primary

BOARD = Primary(threshold=5, minimum_base=10)
PUBLIC = Primary(threshold=10, minimum_base=20)


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

    @pytest.mark.parametrize("rule", [BOARD, PUBLIC])
    def test_nought_and_the_threshold_lie_inside_every_band_and_not_on_its_end(self, rule: Primary) -> None:
        for base in range(rule.minimum_base, 400):
            low, high = rule.band(0, base)
            assert low == 0
            assert rule.threshold * 100 < round(high * 100) * base

    @pytest.mark.parametrize("rule", [BOARD, PUBLIC])
    def test_the_words_are_true_of_each_number_a_band_holds_and_of_no_other(self, rule: Primary) -> None:
        for base in range(rule.minimum_base, 120):
            end = round(rule.band(0, base)[1] * 100)
            few = [count for count in range(base + 1) if 100 * count < end * base]
            nearly_all = [count for count in range(base + 1) if 100 * count > (100 - end) * base]
            assert rule.people_in_band(0, base) == (few[0], few[-1])
            assert rule.people_in_band(base, base) == (nearly_all[0], nearly_all[-1])

    @pytest.mark.parametrize(
        ("rule", "base", "end"),
        [
            (BOARD, 24, 0.25),
            (BOARD, 25, 0.25),  # 5 of 25 is 20 %: not under 20 %
            (BOARD, 26, 0.20),
            (PUBLIC, 49, 0.25),
            (PUBLIC, 50, 0.25),  # 10 of 50 is 20 %
            (PUBLIC, 51, 0.20),
        ],
    )
    def test_a_band_of_a_fifth_needs_the_threshold_to_be_less_than_a_fifth(
        self, rule: Primary, base: int, end: float
    ) -> None:
        assert {rule.band(count, base) for count in (0, 1, rule.threshold - 1)} == {(0.0, end)}
        assert {rule.band(base - count, base) for count in (0, 1, rule.threshold - 1)} == {(1 - end, 1.0)}

    def test_forty_of_fifty_is_not_over_eighty_per_cent(self) -> None:
        assert BOARD.band(40, 50) == (0.8, 1.0)
        assert [BOARD.is_in_band(count, 50) for count in (40, 41)] == [False, True]
        assert PUBLIC.band(40, 50) == (0.75, 1.0)
        assert [PUBLIC.is_in_band(count, 50) for count in (37, 38, 40)] == [False, True, True]

    @pytest.mark.parametrize(
        ("rule", "count", "base", "low"),
        [(BOARD, 24, 26, 0.8), (PUBLIC, 24, 26, 0.6), (BOARD, 17, 19, 0.7), (PUBLIC, 66, 74, 0.8)],
    )
    def test_the_founding_councils_bands(self, rule: Primary, count: int, base: int, low: float) -> None:
        assert rule.band(count, base) == (pytest.approx(low), 1.0)
        assert rule.is_in_band(count, base)

    def test_eighteen_answers_need_a_band_of_thirty_points(self) -> None:
        # 5 of 18 is 28 %.
        assert BOARD.band(15, 18) == (0.7, 1.0)

    def test_of_nobody_nothing_lies_in_a_band(self) -> None:
        assert not BOARD.is_in_band(0, 0)


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
