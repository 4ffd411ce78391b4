"""Who was not reached, and who was heard another way: numbers that adults count."""

import pytest

from heard.web.people.roles import Role
from heard.web.tenancy import in_council
from heard.web.watching.kinds import Reason
from heard.web.watching.models import ReachCount
from web.staff import BY, COUNCIL, WAVE, actions_recorded, open_for_answers, page, path_of, plan, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("council")]
FORM = "watching/reach/8-11/"


def numbers(**some: object) -> dict[str, str]:
    return {reason.value: str(some.get(reason.value, 0)) for reason in Reason}


def send(**some: object) -> object:
    return signed_in(Role.COORDINATOR).post(path_of(FORM), numbers(**some))


def row_seen_by(role: Role) -> str:
    found = page(signed_in(role).get(path_of("watching/")))
    table = found[found.index("Counted by adults") :]
    return table[table.index("<tbody>") : table.index("</tbody>")]


def test_a_coordinator_counts_by_reason_and_comes_back_to_the_numbers() -> None:
    open_for_answers()
    assert send(away=3, unwell=4, advocate=6).status_code == 302
    found = page(signed_in(Role.COORDINATOR).get(path_of(FORM)))
    assert 'name="away" value="3"' in found
    assert 'name="not_now" value="0"' in found
    assert send(away=2, unwell=4, advocate=6).status_code == 302
    with in_council(COUNCIL):
        assert dict(ReachCount.objects.filter(count__gt=0).values_list("reason", "count")) == {
            "away": 2,
            "unwell": 4,
            "advocate": 6,
        }


@pytest.mark.parametrize(
    ("counts", "coordinator", "others"),
    [
        ({}, ("none", "none"), ("fewer than five", "fewer than five")),
        ({"away": 4}, ("4", "none"), ("fewer than five", "fewer than five")),
        ({"away": 2, "unwell": 3}, ("5", "none"), ("at least 5", "fewer than five")),
        ({"away": 6, "unwell": 3}, ("9", "none"), ("at least 5", "fewer than five")),
        ({"away": 7, "unwell": 3}, ("10", "none"), ("at least 10", "fewer than five")),
        ({"advocate": 1, "watched": 2}, ("none", "3"), ("fewer than five", "fewer than five")),
    ],
)
def test_whoever_counts_sees_the_numbers_and_everybody_else_sums_by_whole_fives(
    counts: dict[str, int], coordinator: tuple[str, str], others: tuple[str, str]
) -> None:
    open_for_answers()
    send(**counts)
    for role, told in ((Role.COORDINATOR, coordinator), (Role.ANALYST, others), (Role.PROGRAMME, others)):
        cells = "".join(f'<td class="number">{each}</td>' for each in told)
        assert cells in row_seen_by(role), role


def test_the_log_says_that_it_was_counted_and_not_how_many() -> None:
    open_for_answers()
    send(away=3)
    assert actions_recorded()[-1] == (BY, "counted who was not reached", f"{WAVE}, survey 8-11")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "write a number; 0 where it was nobody"),
        ("two", "write the number in digits"),
        ("-1", "the least is 0"),
        ("5001", "more than 5,000 is more than there are"),
        ("1.5", "write the number in digits"),
        ("Sam Doe", "write the number in digits"),
    ],
)
def test_what_is_no_number_is_told_in_words_and_nothing_is_kept(typed: str, words: str) -> None:
    open_for_answers()
    answered = send(away=typed, unwell=7)
    assert answered.status_code == 422
    assert words in page(answered)
    assert 'value="7"' in page(answered)
    with in_council(COUNCIL):
        assert not ReachCount.objects.exists()


def test_before_the_wave_opens_there_is_nobody_to_count() -> None:
    plan()
    answered = send(away=3)
    assert answered.status_code == 422
    assert "The wave has not opened yet" in page(answered)


def test_a_survey_that_the_wave_has_not_got_has_no_page() -> None:
    open_for_answers()
    for survey in ("4-7", "all", "9"):
        assert signed_in(Role.COORDINATOR).get(path_of(f"watching/reach/{survey}/")).status_code == 404
