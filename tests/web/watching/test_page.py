"""The page that says how a wave is coming in."""

from datetime import date
from pathlib import Path

import pytest

from heard.web.codes.queries import State, get_counts
from heard.web.people.roles import Role
from heard.web.tenancy import in_council
from heard.web.watching.queries import get_standing
from heard.web.watching.weeks import make_week
from heard.web.waves.amending import void_batch
from web.codes_states import move_wave
from web.staff import (
    BY,
    COUNCIL,
    NOON,
    WAVE,
    at_noon,
    make_cards,
    open_for_answers,
    page,
    path_of,
    plan,
    set_clock,
    signed_in,
    wave_of,
)
from web.watching.watched import answer_all, day_after, lay_cohort, morning

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("council")]


def see(role: Role = Role.COORDINATOR, place: str = "watching/") -> str:
    answered = signed_in(role).get(path_of(place))
    assert answered.status_code == 200
    return page(answered)


def test_before_the_wave_is_open_the_page_says_what_will_stand_here() -> None:
    plan()
    found = see()
    assert "The wave is not open yet" in found
    assert "how many a week are needed" in found


def test_the_rate_the_pace_and_the_target_stand_in_one_sentence_each(monkeypatch: pytest.MonkeyPatch) -> None:
    open_for_answers()
    cards = make_cards(30)
    morning()
    answer_all(cards[:8])
    morning(8)
    set_clock(monkeypatch, at_noon(day_after(8)))
    found = see()
    # 8 of 60 = 13.3 %; the target is 18; 10 to come in 18 days: 10 * 7 / 18 = 3.9; 8 in 8 days: 7 a week
    assert "8 have answered, of 60 who could: 13 %." in found
    assert (
        "To reach 30 % by 27 March 2026, 4 answers a week are needed; so far about 7 a week have come."
        in found
    )
    assert 'class="over-time"' in found
    assert "Answers from 2 March 2026 to 10 March 2026: 8; the broken line is the target, 18" in found


def test_the_days_on_which_figures_moved_stand_in_a_table_behind_one_tap() -> None:
    open_for_answers()
    cards = make_cards(30)
    morning()
    answer_all(cards[:5])
    morning(2)
    found = see()
    table = found[found.index("<details>") : found.index("</details>")]
    assert '<th scope="row">2 March 2026</th><td class="number">fewer than five</td>' in table
    assert '<th scope="row">4 March 2026</th><td class="number">5</td>' in table


def test_a_survey_of_which_nobody_knows_the_cohort_has_no_rate_and_no_pace(tmp_path: Path) -> None:
    lay_cohort(tmp_path, "wave,area,survey,eligible\n")
    open_for_answers()
    answer_all(make_cards(10)[:6])
    morning()
    found = see()
    assert "6 have answered so far.</strong> Nobody has said how many could answer" in found
    assert "The cohort is not known by group" in found
    assert 'class="meter"' not in found


def test_under_five_the_page_says_so_and_counts_nothing_else() -> None:
    open_for_answers()
    answer_all(make_cards(10)[:4])
    morning()
    found = see()
    assert "Fewer than five have answered so far." in found
    assert "18 answers" not in found
    assert ">4<" not in found


def test_who_is_being_missed_is_said_after_a_fortnight_where_the_figures_bear_it() -> None:
    open_for_answers()
    cards = make_cards(40)
    morning()
    answer_all(cards[:26], gender="girl")
    answer_all(cards[26:28], gender="boy")
    morning(13)
    assert "Too few to tell so far. Figures by group are counted once a fortnight" in see()
    morning(14)
    found = see()
    # 26 of 28 are girls; 23 are shown, so that the rest is five and not the two boys.
    assert "28 have answered" in found
    assert '<td class="number">23</td>' in found
    # boys none, so at most 5 of 28 = 17.9 %, where half of those who could answer are boys
    assert "Boys and young men: 50 % of those who could answer, at most 18 % of those who have." in found
    assert "too few to show" in found
    assert "being missed" in found


def test_a_small_level_of_the_cohort_is_for_whoever_counts_it_and_so_are_those_it_could_be_told_from(
    tmp_path: Path,
) -> None:
    rows = "".join(f"2026,{COUNCIL},8-11,{level},{count}\n" for level, count in (("girl", 57), ("boy", 3)))
    lay_cohort(tmp_path, f"wave,area,survey,gender,eligible\n{rows}")
    open_for_answers()
    cards = make_cards(40)
    morning()
    answer_all(cards[:26], gender="girl")
    morning(14)
    cells = [f'<td class="number">{each}</td>' for each in (57, 3)]
    assert all(cell in see() for cell in cells)
    for role in (Role.ANALYST, Role.PROGRAMME):
        found = see(role)
        assert not any(cell in found for cell in cells)
        assert found.count('<td class="number">not shown</td>') == 2


def test_where_both_answer_alike_nobody_stands_out(tmp_path: Path) -> None:
    open_for_answers()
    cards = make_cards(60)
    morning()
    answer_all(cards[:26], gender="girl")
    answer_all(cards[26:52], gender="boy")
    morning(14)
    found = see()
    # 21 of one and 26 of the other shown: at least 21 of 21 + 26 + 5 = 40.4 %, at least four fifths of half
    assert "Nobody stands out as missed." in found
    assert "too few have answered to tell" not in found


def test_batches_stand_with_their_cards_and_what_came_back_as_it_is_shown() -> None:
    open_for_answers()
    one, other = make_cards(10, label="Advocates"), make_cards(20, label="Schools")
    answer_all(one[:7])
    answer_all(other[:6])
    morning()
    found = see()
    assert '<th scope="row">Schools</th><td>8 to 11</td><td class="number">20</td>' in found
    assert "30 %" in found  # 6 of 20


def test_a_batch_that_was_made_void_is_named_so_and_nobody_is_sent_after_it() -> None:
    open_for_answers()
    make_cards(10, label="Advocates")
    make_cards(10, label="Schools")
    with in_council(COUNCIL):
        advocates, _ = get_counts(wave_of().collection_id).batches
        void_batch(wave=WAVE, batch=advocates.id, by=BY, at=NOON)
        week = make_week(get_standing(wave_of(), NOON.date()), {}, NOON.date())
    found = see()
    assert "Advocates (void)" in found
    assert "Schools (void)" not in found
    assert "Advocates" not in str(week)
    assert "Schools" not in str(week)


def test_after_the_last_day_the_page_says_what_was_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    open_for_answers()
    answer_all(make_cards(20)[:10])
    morning()
    set_clock(monkeypatch, at_noon(date(2026, 3, 30)))
    # the last answer day still counts as one day left until the wave is closed by the clock
    assert "To reach 30 %, 8 more answers are needed in the 1 day left." in see()


@pytest.mark.parametrize("state", [State.CLOSED, State.OPENING, State.OPENED])
def test_once_it_is_closed_the_page_says_how_it_came_in(state: State) -> None:
    open_for_answers()
    answer_all(make_cards(20)[:10])
    morning()
    move_wave(state)
    found = see()
    assert "How the answers came in" in found
    assert (
        "10 have answered, of 60 who could: 17 %.</strong> The target of 30 % was missed by 8 at most."
        in found
    )


def test_analysts_and_the_programme_see_the_page_without_what_only_a_coordinator_does() -> None:
    open_for_answers()
    for role in (Role.ANALYST, Role.PROGRAMME):
        found = see(role)
        assert "Write to those who hand out cards" not in found
        assert "Change" not in found
    assert "Write to those who hand out cards" in see()


def test_the_waves_own_page_leads_here() -> None:
    open_for_answers()
    assert path_of("watching/") in see(place="")
