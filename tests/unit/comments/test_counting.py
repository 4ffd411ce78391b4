"""Counts of themes, and what may be shown of them."""

from itertools import product

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.base.errors import HeardError
from heard.base.policy import LEVELS, Level
from heard.base.shares import Banded, Cell, Hidden, Reason, Shown
from heard.comments.codebook import load_codebook
from heard.comments.counting import SCHEMA, CodedComment, count_themes
from heard.comments.protecting import RELEASED, ProtectedThemes, may_quote, protect_themes

BOOK = load_codebook()
BOARD, PUBLIC = Level.BOARD, Level.PUBLIC


def comments(base: int, **said: int) -> list[CodedComment]:
    """`base` comments to one question, the first so many of them about each code."""
    about = [frozenset(code for code, count in said.items() if place < count) for place in range(base)]
    return [CodedComment("2026", "Ambleford", "8-11", "happier", codes) for codes in about]


def counted(base: int, **said: int) -> pl.DataFrame:
    return count_themes(comments(base, **said), BOOK)


def protected(
    base: int, level: Level, *, earlier: list[ProtectedThemes] | None = None, **said: int
) -> ProtectedThemes:
    before = pl.concat([each.frame for each in earlier]) if earlier else None
    return protect_themes(counted(base, **said), level, earlier=before)


def cell(themes: ProtectedThemes, code: str = "pets") -> Cell:
    return themes.cell("8-11", "happier", code, area="Ambleford", wave="2026")


def test_every_code_has_a_row_where_something_was_decided() -> None:
    frame = counted(12, pets=7, friends=12)
    assert dict(frame.schema) == SCHEMA
    assert frame.height == len(BOOK.codes)
    assert dict(frame.select("code", "count").iter_rows()) == {
        **dict.fromkeys(BOOK.keys, 0),
        "pets": 7,
        "friends": 12,
    }
    assert set(frame["base"]) == {12}


def test_nothing_decided_is_no_rows() -> None:
    assert count_themes([], BOOK).is_empty()
    assert protect_themes(count_themes([], BOOK), BOARD).frame.is_empty()


def test_the_order_of_comments_never_matters() -> None:
    some = [*comments(12, pets=7), CodedComment("2026", "Ambleford", "4-7", "anything", frozenset())]
    assert count_themes(some, BOOK).equals(count_themes(some[::-1], BOOK))


@pytest.mark.parametrize(
    ("level", "base", "count", "wanted"),
    [
        (BOARD, 9, 5, Hidden(Reason.SMALL)),
        (BOARD, 10, 5, Shown(5, 10, 0.5, 0.5, 0.5)),
        (BOARD, 40, 4, Banded(0.0, 0.2)),
        (BOARD, 40, 0, Banded(0.0, 0.2)),
        (BOARD, 40, 5, Shown(5, 40, 0.125, 0.125, 0.125)),
        (BOARD, 40, 35, Shown(35, 40, 0.875, 0.875, 0.875)),
        (BOARD, 40, 36, Banded(0.8, 1.0)),
        (BOARD, 40, 40, Banded(0.8, 1.0)),
        (PUBLIC, 19, 10, Hidden(Reason.SMALL)),
        (PUBLIC, 20, 10, Shown(10, 20, 0.5, 0.5, 0.5)),
        (PUBLIC, 100, 9, Banded(0.0, 0.2)),
        (PUBLIC, 100, 10, Shown(10, 100, 0.1, 0.1, 0.1)),
        (PUBLIC, 100, 91, Banded(0.8, 1.0)),
    ],
)
def test_a_count_is_shown_where_enough_say_it_and_enough_do_not(
    level: Level, base: int, count: int, wanted: Cell
) -> None:
    assert cell(protected(base, level, pets=count)) == wanted


def test_a_question_nobody_wrote_to_is_hidden() -> None:
    assert protected(40, BOARD).cell("4-7", "happier", "pets", area="Ambleford", wave="2026") == Hidden(
        Reason.NOT_ASKED
    )


def test_a_hidden_row_holds_nothing() -> None:
    frame = protected(9, BOARD, pets=5).frame
    assert dict(frame.schema) == RELEASED
    assert (
        frame.select("count", "base", "share", "low", "high").null_count().sum_horizontal().item()
        == 5 * frame.height
    )


@pytest.mark.parametrize(
    ("base", "count", "shown"),
    [
        (40, 12, True),  # nothing has changed
        (49, 17, False),  # nine comments since: too few
        (50, 17, True),  # ten since, five say it and five do not
        (50, 16, False),  # four of them say it
        (50, 18, False),  # and two do not
        (50, 12, True),  # none of them says it
        (50, 22, True),  # all of them do
        (40, 13, False),  # one of those counted before was decided anew
    ],
)
def test_a_second_release_tells_nothing_of_the_comments_since(base: int, count: int, shown: bool) -> None:
    before = protected(40, BOARD, pets=12)
    found = cell(protected(base, BOARD, earlier=[before], pets=count))
    assert isinstance(found, Shown) is shown


def test_what_the_board_holds_counts_for_the_public_too() -> None:
    before = protected(40, BOARD, pets=12)
    assert cell(protected(50, PUBLIC, pets=22)) == Shown(22, 50, 0.44, 0.44, 0.44)
    assert cell(protected(50, PUBLIC, earlier=[before], pets=22)) == Hidden(Reason.SMALL)


def consistent(frame: pl.DataFrame, level: Level, code: str, base: int) -> set[int]:
    """What an attacker who knows the rules, and even every base, cannot rule out: all counts that look like this."""
    row = frame.filter(pl.col("code") == code)
    every = (
        protected(base, level, **{code: count}).frame.filter(pl.col("code") == code)
        for count in range(base + 1)
    )
    return {count for count, other in enumerate(every) if other.equals(row)}


@pytest.mark.parametrize("level", [BOARD, PUBLIC])
@pytest.mark.parametrize("base", [3, 9, 10, 19, 20, 21, 45])
def test_attack_no_count_that_is_not_shown_can_be_narrowed_below_the_threshold(
    level: Level, base: int
) -> None:
    threshold = LEVELS[level].threshold
    for count in range(base + 1):
        themes = protected(base, level, pets=count)
        left = consistent(themes.frame, level, "pets", base)
        if isinstance(cell(themes), Shown):
            assert left == {count}
        else:
            assert len(left) >= min(threshold, base + 1)


@pytest.mark.parametrize("level", [BOARD, PUBLIC])
def test_attack_totals_of_other_codes_narrow_nothing(level: Level) -> None:
    """Codes neither exclude nor hold one another: every mixture of counts is possible, so a cell stands alone."""
    alone = protected(30, level, pets=2)
    for friends, money in product((0, 12, 30), repeat=2):
        beside = protected(30, level, pets=2, friends=friends, money=money)
        assert cell(beside) == cell(alone)


@given(
    level=st.sampled_from([BOARD, PUBLIC]),
    base=st.integers(0, 45),
    count=st.integers(0, 45),
    more=st.integers(0, 25),
    say=st.integers(0, 25),
)
def test_attack_no_difference_of_two_releases_is_small(
    level: Level, base: int, count: int, more: int, say: int
) -> None:
    policy, count, say = LEVELS[level], min(count, base), min(say, more)
    before = protected(base, level, pets=count)
    after = protected(base + more, level, earlier=[before], pets=count + say)
    first, second = cell(before), cell(after)
    bases = [frame["base"].drop_nulls() for frame in (before.frame, after.frame)]
    if all(len(each) for each in bases):
        assert more == 0 or more >= policy.minimum_base
    if isinstance(first, Shown) and isinstance(second, Shown):
        assert all(since == 0 or since >= policy.threshold for since in (say, more - say))


def test_at_level_working_and_for_several_councils_nothing_is_protected_here() -> None:
    with pytest.raises(HeardError, match="working"):
        protected(40, Level.WORKING)
    several = pl.concat([counted(40), counted(40).with_columns(area=pl.lit("Brackwater"))])
    with pytest.raises(HeardError, match="one council at a time"):
        protect_themes(several, BOARD)


@pytest.mark.parametrize(
    ("wrote", "took_part", "quoted"), [(20, 20, True), (19, 40, False), (40, 19, False), (0, 0, False)]
)
def test_nothing_is_quoted_where_few_of_a_council_wrote_or_took_part(
    wrote: int, took_part: int, quoted: bool
) -> None:
    assert may_quote(comments=wrote, respondents=took_part) is quoted
