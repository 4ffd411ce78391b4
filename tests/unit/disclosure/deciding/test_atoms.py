"""What cut points divide a scale into, and what a reader can subtract."""

import numpy as np
import pytest

from heard.base.errors import HeardError
from heard.catalogue import CutPoint
from heard.disclosure.deciding.atoms import divide, gives_away

CODES = ("yes", "no", "unsure")


def cut(key: str, *codes: str) -> CutPoint:
    return CutPoint(key, frozenset(codes), 1, "")


def floats(*values: float) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return np.array(values, dtype=np.float64)


class TestDividing:
    def test_one_cut_point_divides_a_scale_in_two(self) -> None:
        division = divide((cut("positive", "yes"),), CODES)
        assert division.codes == (frozenset({"yes"}), frozenset({"no", "unsure"}))

    def test_what_lies_between_two_cut_points_is_an_atom_of_its_own(self) -> None:
        division = divide((cut("positive", "yes"), cut("negative", "no")), CODES)
        assert [sorted(codes) for codes in division.codes] == [["yes"], ["no"], ["unsure"]]

    def test_a_cut_point_inside_another_divides_it(self) -> None:
        scores = tuple(str(score) for score in range(11))
        division = divide(
            (cut("positive", *scores[7:]), cut("negative", *scores[:5]), cut("very_high", *scores[9:])),
            scores,
        )
        assert {tuple(sorted(codes, key=int)) for codes in division.codes} == {
            ("0", "1", "2", "3", "4"),
            ("5", "6"),
            ("7", "8"),
            ("9", "10"),
        }

    def test_without_cut_points_there_is_one_atom_and_nothing_to_subtract(self) -> None:
        division = divide((), CODES)
        assert (division.atoms, division.unions) == (1, ())


class TestSubtracting:
    def test_two_cut_points_that_lie_apart_give_away_the_rest(self) -> None:
        division = divide((cut("positive", "yes"), cut("negative", "no")), CODES)
        assert division.touching(frozenset({"unsure"})) in division.unions

    def test_a_cut_point_gives_away_what_is_left_of_the_base(self) -> None:
        division = divide((cut("positive", "yes"), cut("negative", "no")), CODES)
        assert division.touching(frozenset({"no", "unsure"})) in division.unions

    def test_one_inside_another_gives_away_the_difference(self) -> None:
        division = divide((cut("top_two", "yes", "no"), cut("positive", "yes")), CODES)
        assert division.touching(frozenset({"no"})) in division.unions

    def test_the_base_itself_and_nothing_are_no_unions(self) -> None:
        division = divide((cut("positive", "yes"), cut("negative", "no")), CODES)
        assert frozenset(range(3)) not in division.unions
        assert frozenset() not in division.unions


class TestSolving:
    def test_counts_of_cut_points_give_those_of_atoms(self) -> None:
        division = divide((cut("positive", "yes"), cut("negative", "no")), CODES)
        solved = division.solve(floats(74, 10), {"positive": floats(40, 6), "negative": floats(31, 4)})
        assert solved.tolist() == [[40, 31, 3], [6, 4, 0]]

    def test_cut_points_that_overlap_are_taken_apart(self) -> None:
        # just right 31, no contact and fine 10, too little 14, too much 3, no contact and wants some 10: 68 in all.
        codes = ("just_right", "too_little", "too_much", "none_ok", "none_want")
        division = divide(
            (
                cut("positive", "just_right", "none_ok"),
                cut("negative", "too_little", "too_much", "none_want"),
                cut("just_right", "just_right"),
                cut("too_little", "too_little"),
                cut("no_contact", "none_ok", "none_want"),
            ),
            codes,
        )
        counts = {
            "positive": floats(41),
            "negative": floats(27),
            "just_right": floats(31),
            "too_little": floats(14),
            "no_contact": floats(20),
        }
        solved = division.solve(floats(68), counts)
        by_code = {min(codes): int(count) for codes, count in zip(division.codes, solved[0], strict=True)}
        assert by_code == {"just_right": 31, "none_ok": 10, "too_little": 14, "too_much": 3, "none_want": 10}

    def test_counts_that_do_not_add_up_are_refused(self) -> None:
        division = divide((cut("positive", "yes"), cut("negative", "no")), CODES)
        with pytest.raises(HeardError, match="add up"):
            division.solve(floats(10), {"positive": floats(8), "negative": floats(4)})


class TestGivingAway:
    """Three atoms: very (0), a bit (1), not at all (2)."""

    VERY, VERY_OR_A_BIT = frozenset({0}), frozenset({0, 1})

    @pytest.mark.parametrize(
        ("counts", "known"),
        [
            ([17, 0, 0], True),  # all said very: so all said very or a bit
            ([12, 3, 2], False),
            ([0, 3, 14], False),
            ([0, 0, 17], False),  # and that nobody did is no number of children
        ],
    )
    def test_all_who_gave_the_narrower_answer_gave_the_wider(self, counts: list[int], *, known: bool) -> None:
        assert gives_away([self.VERY], self.VERY_OR_A_BIT, np.array(counts)) is known

    def test_cut_points_that_cross_give_away_what_nobody_else_gave(self) -> None:
        # Just right 8, fine without contact 0, the rest 9: 8 are content and 0 have no contact, so 8 say just right.
        content, no_contact, just_right = frozenset({0, 1}), frozenset({1, 2}), frozenset({0})
        assert gives_away([content, no_contact], just_right, np.array([8, 0, 0, 9]))
        assert not gives_away([content, no_contact], just_right, np.array([8, 1, 1, 9]))
