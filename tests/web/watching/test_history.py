"""What is kept of each day: what the wave's page showed, and nothing else."""

import pytest

from heard.web.codes.queries import get_counts
from heard.web.tenancy import in_council
from heard.web.watching.models import ShownTotal
from heard.web.watching.queries import list_shown
from web.staff import (
    COUNCIL,
    close,
    make_cards,
    open_for_answers,
    plan,
    wave_of,
)
from web.watching.watched import answer_all, day_after, morning

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("council")]


def kept() -> list[tuple[int, int]]:
    """Days after the first, and how many were shown."""
    with in_council(COUNCIL):
        days = list_shown(wave_of()).get("8-11", ())
    return [((each.day - day_after(0)).days, each.finished) for each in days]


def test_the_first_day_is_kept_and_then_the_days_on_which_a_figure_moved() -> None:
    open_for_answers()
    cards = make_cards(30)
    for day, came in enumerate((0, 4, 1, 0, 3, 2, 0)):
        answer_all([cards.pop() for _ in range(came)])
        morning(day)
    # four are not shown; with the fifth they are; three more are not, with two more they are
    assert kept() == [(0, 0), (2, 5), (5, 10)]


def test_a_morning_that_is_done_twice_keeps_nothing_twice() -> None:
    open_for_answers()
    answer_all(make_cards(10)[:6])
    morning()
    morning()
    assert kept() == [(0, 6)]


def test_who_copied_the_page_every_day_knows_all_of_it_already() -> None:
    open_for_answers()
    cards, copied = make_cards(40), []
    for day, came in enumerate((5, 2, 3, 9, 1, 1, 3, 0, 6)):
        answer_all([cards.pop() for _ in range(came)])
        morning(day)
        with in_council(COUNCIL):
            (shown,) = get_counts(wave_of().collection_id).surveys
        copied.append((day, shown.finished_shown or 0))
    moved = [each for before, each in zip([(0, None), *copied], copied, strict=False) if before[1] != each[1]]
    assert kept() == moved


def test_a_wave_that_is_not_open_yet_or_no_more_has_no_history_of_those_days() -> None:
    plan()
    morning()
    with in_council(COUNCIL):
        assert not ShownTotal.objects.exists()


def test_what_comes_after_closing_is_still_kept() -> None:
    open_for_answers()
    cards = make_cards(20)
    answer_all(cards[:5])
    morning()
    close()
    answer_all(cards[5:12])
    morning(3)
    assert kept() == [(0, 5), (3, 12)]
