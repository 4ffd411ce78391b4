"""From the last answer day to what the council learnt: what is still out, the steps, and how the wave went."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client

from heard.web.closing import actions
from heard.web.closing.figures import Figures, SurveyFigures, safe_figures
from heard.web.closing.models import BroughtIn, WaveReview
from heard.web.closing.queries import Answers, Kind, find_review, list_lessons
from heard.web.codes import actions as codes
from heard.web.codes.opening import wipe
from heard.web.codes.queries import Counts, State, SurveyCount
from heard.web.people.roles import Role
from heard.web.tenancy import in_council
from heard.web.waves.actions import NotNow
from heard.web.waves.tasks import count_and_stir
from web.staff import (
    BY,
    COUNCIL,
    GRACE_DAYS,
    NOON,
    OTHER,
    WAVE,
    actions_recorded,
    address,
    answer,
    at_noon,
    close,
    give_server_keys,
    lay_programme,
    make_cards,
    make_people,
    open_for_answers,
    page,
    path_of,
    plan,
    set_clock,
    signed_in,
    wave_of,
)

pytestmark = pytest.mark.django_db

CLOSED_ON = NOON.date()
KEY_FROM = CLOSED_ON + timedelta(days=GRACE_DAYS)
DOWN, WENT = "closing-down/", "how-it-went/"
WRITTEN = {
    "told": "Their social workers told them, with the film.",
    "adapted": "Two homes read the questions together.",
    "missed": "Those placed far away: a video call was offered.",
    "went_well": "The young people's own posters.",
    "to_change": "Begin with the post a fortnight earlier.",
}


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    make_people()
    set_clock(monkeypatch, NOON)
    give_server_keys(monkeypatch)
    lay_programme(tmp_path, monkeypatch)


@pytest.fixture
def coordinator() -> Client:
    return signed_in(Role.COORDINATOR)


def see(place: str = DOWN, role: Role = Role.COORDINATOR) -> str:
    answered = signed_in(role).get(path_of(place))
    assert answered.status_code == 200
    return page(answered)


def say(
    browser: Client, label: str = "A team", survey: str = "8-11", kind: str = "devices", is_in: str = "yes"
):
    sent = {"kind": kind, "survey": survey, "label": label, "is_in": is_in}
    return browser.post(path_of(f"{DOWN}in/"), sent)


def closed_with_cards(*labels: str) -> None:
    open_for_answers()
    for label in labels:
        make_cards(label=label)
    close()


def write(browser: Client, version: int = 0, **changed: str):
    return browser.post(path_of(f"{WENT}write/"), {**WRITTEN, **changed, "version": str(version)})


def sign(browser: Client, version: int = 1):
    return browser.post(path_of(f"{WENT}sign/"), {"version": str(version)})


# --- The seven days -----------------------------------------------------------------------------------


def test_while_the_wave_is_open_the_page_says_what_will_come() -> None:
    open_for_answers()
    found = see()
    assert "This is what comes once it has closed" in found
    assert "What may still be out" not in found


def test_in_the_days_after_closing_every_batch_and_the_paper_stand_there() -> None:
    closed_with_cards("A team", "Maple House")
    found = see()
    assert f"{GRACE_DAYS} days until the key is taken" in found
    assert "open every tablet and telephone that was lent out" in found
    assert (
        "All of it by 8 March 2026" in found
    )  # closed on 2 March, seven days: the key is taken from the 9th
    for title in ("A team, ages 8 to 11", "Maple House, ages 8 to 11", "Paper"):
        assert f"<dt>{title}</dt>" in found
    assert "Still to be ticked below: 3." in found


def test_a_tick_is_kept_with_who_and_when_and_can_be_taken_back(coordinator: Client) -> None:
    closed_with_cards("A team")
    assert say(coordinator).status_code == 302
    found = see()
    assert f"Every device here was opened: said on 2 March 2026 by {address(Role.COORDINATOR)}." in found
    assert "Still to be ticked below: 1." in found
    assert say(coordinator, is_in="no").status_code == 302
    assert "Still to be ticked below: 2." in see()
    assert [(what, of) for _, what, of in actions_recorded()[-2:]] == [
        ("said that every device was opened", f"{WAVE}, 8-11 A team"),
        ("took back that every device was opened", f"{WAVE}, 8-11 A team"),
    ]


def test_pressing_a_tick_twice_is_the_same_as_once(coordinator: Client) -> None:
    closed_with_cards("A team")
    for _ in range(2):
        say(coordinator)
    say(coordinator, label="", survey="", kind="paper")
    with in_council(COUNCIL):
        assert BroughtIn.objects.count() == 2
    assert "Everything is in, as far as anybody knows" in see()
    assert [what for _, what, _ in actions_recorded()][-2:] == [
        "said that every device was opened",
        "said that all paper is in",
    ]


@pytest.mark.parametrize(
    "sent",
    [
        {"kind": "children"},
        {"label": "No such team"},
        {"survey": "4-7"},
        {"kind": "paper"},  # with the name of a batch
    ],
)
def test_what_is_no_batch_is_refused(sent: dict[str, str], coordinator: Client) -> None:
    closed_with_cards("A team")
    assert say(coordinator, **sent).status_code == 409
    with in_council(COUNCIL):
        assert not BroughtIn.objects.exists()


def test_nothing_is_ticked_before_the_wave_has_closed_nor_once_the_key_was_handed_in(
    coordinator: Client,
) -> None:
    open_for_answers()
    make_cards(label="A team")
    assert say(coordinator).status_code == 409
    close()
    with in_council(COUNCIL):
        codes.move_collection(collection_id=wave_of().collection_id, to=State.OPENING)
    assert say(coordinator).status_code == 409
    assert "Nothing comes in any more" in see()
    assert "Take that back" not in see()


def test_a_tick_changes_nothing_that_tells_of_answers(coordinator: Client) -> None:
    """The page is the same whether nobody or everybody of a batch has answered."""
    open_for_answers()
    cards = make_cards(label="A team")
    close()
    before = see()
    for card in cards:
        answer(card)
    with in_council(COUNCIL):
        count_and_stir(COUNCIL, CLOSED_ON)
    assert see() == before


@pytest.mark.parametrize(
    ("role", "day", "button"),
    [
        (Role.KEY_HOLDER, CLOSED_ON, "results:hand_in"),
        (Role.KEY_HOLDER, KEY_FROM, "results:hand_in"),
    ],
)
def test_a_key_holder_finds_the_way_to_hand_the_key_in(
    role: Role, day: date, button: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.urls import reverse

    closed_with_cards("A team")
    set_clock(monkeypatch, at_noon(day))
    found = see(role=role)
    assert reverse(button, args=[COUNCIL, WAVE]) in found
    assert "from 9 March 2026" in found
    assert (found.count('aria-current="step"') == 2) is (day == KEY_FROM)
    assert '<button class="button second">Every device' not in found


def test_without_days_of_grace_the_key_may_be_taken_at_once() -> None:
    open_for_answers(grace_days=0)
    make_cards()
    close()
    assert "Closing the wave down" in see()


def test_the_page_of_closing_offers_to_move_the_last_day_where_that_can_be_done() -> None:
    from django.urls import NoReverseMatch, reverse

    open_for_answers()
    try:
        way = reverse("waves:extend", args=[COUNCIL, WAVE])
    except NoReverseMatch:
        way = ""
    found = see("close/")
    assert ("Move the last day later" in found) is bool(way)
    assert way in found


# --- How it went --------------------------------------------------------------------------------------


def test_before_anything_is_written_the_page_teaches_and_leads_on() -> None:
    open_for_answers()
    assert "Write how it went</a>" in see(WENT)
    board = see(WENT, Role.BOARD)
    assert "Nothing is signed yet" in board
    assert "Write how it went</a>" not in board


def test_what_is_written_is_kept_and_a_draft_is_seen_by_its_writers_alone(coordinator: Client) -> None:
    open_for_answers()
    assert write(coordinator).status_code == 302
    found = see(WENT)
    for text in WRITTEN.values():
        assert text in found.replace("&#x27;", "'")
    assert "A draft, last changed on 2 March 2026" in found
    for role in (Role.BOARD, Role.ANALYST, Role.PROGRAMME):
        assert WRITTEN["to_change"] not in see(WENT, role)
    with in_council(COUNCIL):
        assert list_lessons() == ()


def test_the_form_comes_back_with_what_was_saved(coordinator: Client) -> None:
    open_for_answers()
    write(coordinator)
    assert WRITTEN["told"] in see(f"{WENT}write/")


def test_an_answer_that_is_too_long_is_told_and_comes_back(coordinator: Client) -> None:
    open_for_answers()
    long = "word " * 900
    answered = write(coordinator, told=long)
    assert answered.status_code == 422
    assert "longer than 4,000 letters" in page(answered)
    assert long.strip() in page(answered)
    with in_council(COUNCIL):
        assert not WaveReview.objects.exists()


def test_of_two_who_write_at_once_the_second_keeps_what_they_typed_and_sees_the_other(
    coordinator: Client,
) -> None:
    open_for_answers()
    write(coordinator, told="The first one's words.")
    second = write(coordinator, told="The second one's words.")
    found = page(second)
    assert second.status_code == 422
    assert "Somebody else wrote here" in found
    assert "The first one's words." in found
    assert "The second one's words." in found
    assert write(coordinator, version=1, told="Both.").status_code == 302
    with in_council(COUNCIL):
        review = find_review(WAVE)
    assert review is not None
    assert (review.answers.told, review.version) == ("Both.", 2)


def test_signed_it_changes_no_more_and_others_read_it(coordinator: Client) -> None:
    open_for_answers()
    write(coordinator)
    close()
    assert sign(coordinator).status_code == 302
    assert f"Signed on 2 March 2026 by {address(Role.COORDINATOR)}." in see(WENT, Role.BOARD)
    assert WRITTEN["to_change"] in see(WENT, Role.EDITOR)
    assert write(coordinator, version=1, told="Later words.").status_code == 422
    assert sign(coordinator).status_code == 409
    assert coordinator.get(path_of(f"{WENT}write/")).url == path_of(WENT)
    assert "Later words." not in see(WENT)
    assert [what for _, what, _ in actions_recorded()].count("signed how the wave went") == 1


def test_it_is_not_signed_while_the_wave_runs_nor_without_what_the_next_one_needs(
    coordinator: Client,
) -> None:
    open_for_answers()
    write(coordinator)
    assert "still under way" in page(sign(coordinator))
    close()
    write(coordinator, version=1, to_change="  ")
    refused = sign(coordinator, version=2)
    assert refused.status_code == 409
    assert "what went well and what to change" in page(refused)


def test_somebody_who_signs_what_they_have_not_read_is_told(coordinator: Client) -> None:
    open_for_answers()
    write(coordinator)
    close()
    write(coordinator, version=1, told="New words.")
    assert sign(coordinator, version=1).status_code == 409
    assert sign(coordinator, version=2).status_code == 302


def test_before_the_wave_has_opened_there_is_nothing_to_tell(coordinator: Client) -> None:
    plan()
    assert write(coordinator).status_code == 422


def test_the_next_wave_starts_from_what_was_signed(coordinator: Client) -> None:
    open_for_answers()
    write(coordinator)
    close()
    sign(coordinator)
    with in_council(COUNCIL):
        (lesson,) = list_lessons()
    assert (lesson.wave, lesson.signed_on) == (WAVE, CLOSED_ON)
    assert lesson.answers == Answers(**WRITTEN)
    found = page(signed_in(Role.BOARD).get(f"/work/{COUNCIL}/how-waves-went/"))
    assert WRITTEN["to_change"] in found
    assert "How waves went</a>" in page(signed_in(Role.BOARD).get(f"/work/{COUNCIL}/"))


def signed_and_next_begun(coordinator: Client) -> str:
    """What was learnt is signed, and the next wave's plan begun; the address of its page."""
    open_for_answers()
    write(coordinator)
    close()
    sign(coordinator)
    coordinator.post(f"/work/{COUNCIL}/plan/", {"wave": "2028"})
    return f"/work/{COUNCIL}/waves/2028/plan/"


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.BOARD])
def test_whoever_plans_the_next_wave_reads_what_the_last_one_taught(coordinator: Client, role: Role) -> None:
    at = signed_and_next_begun(coordinator)
    found = page(signed_in(role).get(at))
    assert f"What wave {WAVE} taught" in found
    assert all(text in found for text in WRITTEN.values())
    assert f'href="/work/{COUNCIL}/how-waves-went/">How waves went' in found


@pytest.mark.parametrize(
    ("step", "beside"),
    [
        ("inclusion", {"adapted", "missed", "went_well", "to_change"}),
        ("feedback", {"told", "went_well", "to_change"}),
        ("sponsor", {"went_well", "to_change"}),
    ],
)
def test_beside_a_step_stands_what_belongs_to_it(coordinator: Client, step: str, beside: set[str]) -> None:
    at = signed_and_next_begun(coordinator)
    found = page(coordinator.get(f"{at}{step}/"))
    assert {name for name, text in WRITTEN.items() if text in found} == beside


def test_a_waves_own_lessons_do_not_stand_beside_its_own_plan(coordinator: Client) -> None:
    signed_and_next_begun(coordinator)
    found = page(coordinator.get(path_of("plan/")))
    assert "taught" not in found
    assert "How waves went" in found


def test_what_is_not_signed_yet_is_no_lesson(coordinator: Client) -> None:
    open_for_answers()
    write(coordinator)
    coordinator.post(f"/work/{COUNCIL}/plan/", {"wave": "2028"})
    found = page(coordinator.get(f"/work/{COUNCIL}/waves/2028/plan/"))
    assert "taught" not in found
    assert WRITTEN["to_change"] not in found


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ANALYST])
def test_how_waves_went_is_reached_from_the_page_of_a_wave(role: Role) -> None:
    open_for_answers()
    assert f'href="/work/{COUNCIL}/how-waves-went/">How waves went' in see("", role)


def test_lessons_are_the_councils_own(coordinator: Client) -> None:
    open_for_answers()
    write(coordinator)
    close()
    sign(coordinator)
    make_people(OTHER)
    with in_council(OTHER):
        assert list_lessons() == ()


def test_it_is_kept_when_what_was_sealed_is_wiped(coordinator: Client) -> None:
    open_for_answers()
    for card in make_cards(20)[:12]:
        answer(card)
    write(coordinator)
    close()
    with in_council(COUNCIL):
        count_and_stir(COUNCIL, CLOSED_ON)
    sign(coordinator)
    before = see(WENT, Role.BOARD)
    with in_council(COUNCIL):
        codes.move_collection(collection_id=wave_of().collection_id, to=State.OPENING)
        wipe(collection_id=wave_of().collection_id)
        codes.move_collection(collection_id=wave_of().collection_id, to=State.OPENED)
    assert see(WENT, Role.BOARD) == before


# --- Figures that could stand anywhere ------------------------------------------------------------------


def figures(eligible: int | None, answered: int | None, declined: int | None = None) -> SurveyFigures:
    open_for_answers()
    counts = Counts((SurveyCount("8-11", 50, answered, declined),), (), ())
    with in_council(COUNCIL):
        (found,) = safe_figures(wave_of(), counts, {} if eligible is None else {"8-11": eligible}).surveys
    return found


@pytest.mark.parametrize(
    ("eligible", "answered", "shown"),
    [
        (56, 26, (56, 26)),
        (56, 10, (56, 10)),
        (56, 9, (56, None)),  # fewer than ten
        (56, 46, (56, 46)),  # leaves ten
        (56, 47, (56, None)),  # leaves nine
        (56, 60, (56, None)),  # more than could
        (20, 10, (20, 10)),
        (19, 10, (None, None)),  # fewer than twenty could answer
        (None, 26, (None, 26)),
        (56, None, (56, None)),
    ],
)
def test_a_figure_is_said_only_where_it_could_stand_anywhere(
    eligible: int | None, answered: int | None, shown: tuple[int | None, int | None]
) -> None:
    found = figures(eligible, answered)
    assert (found.eligible, found.answered) == shown


def test_declined_goes_by_the_same_rule() -> None:
    assert figures(56, 26, 9).declined is None


def test_figures_are_taken_down_when_it_is_signed_and_stand_still_afterwards(coordinator: Client) -> None:
    open_for_answers()
    cards = make_cards(40)
    for card in cards[:15]:
        answer(card)
    with in_council(COUNCIL):
        count_and_stir(COUNCIL, CLOSED_ON)
    write(coordinator)
    close()
    sign(coordinator)
    with in_council(COUNCIL):
        review = find_review(WAVE)
    assert review is not None
    assert review.figures is not None
    assert review.figures.closed_on == CLOSED_ON
    assert [each.answered for each in review.figures.surveys] == [15]
    assert Figures.from_json(review.figures.to_json()) == review.figures
    for card in cards[15:30]:
        answer(card)
    with in_council(COUNCIL):
        count_and_stir(COUNCIL, CLOSED_ON + timedelta(days=1))
    found = see(WENT)
    assert "15, 50 % (target 30 %)" in found  # of the 30 who could answer
    assert "100 %" not in found


def test_a_wave_that_is_not_there_is_not_closed_down() -> None:
    with in_council(COUNCIL), pytest.raises(NotNow):
        actions.say_brought_in(wave="1999", kind=Kind.PAPER, survey="", label="", is_in=True, by=BY, at=NOON)


def test_without_days_of_grace_it_is_said_to_bring_everything_in_before() -> None:
    open_for_answers(grace_days=0)
    found = page(signed_in(Role.COORDINATOR).get(path_of(DOWN)))
    assert "There are no days of grace" in found
    assert "0 days" not in found
