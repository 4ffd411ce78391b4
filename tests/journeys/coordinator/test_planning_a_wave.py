"""From no plan to a plan that is signed off, with what goes wrong on the way; and a try-out of the whole."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from journeys.conftest import CHROMIUM, OpenTown
from journeys.eyes import NARROW
from journeys.steps import COUNCIL, PLAN_STEPS, Town

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
]

WAVE = "2033"


@pytest.fixture(scope="module")
def the_town(open_town: OpenTown) -> Iterator[Town]:
    with open_town() as town:
        yield town


@pytest.fixture
def town(the_town: Town) -> Iterator[Town]:
    yield the_town
    assert the_town.eyes.take_complaints() == []


def test_a_coordinator_plans_a_wave_and_the_board_signs_it_off(town: Town) -> None:
    # given a coordinator who begins a plan, first with a name that no wave can have
    coordinator = town.colleague("coordinator")
    coordinator.open_wave_list()
    coordinator.press("Plan a wave")
    coordinator.page.get_by_label("Name of the wave").fill("next / spring")
    coordinator.press("Begin the plan")
    coordinator.sees("A wave cannot be called this.")
    coordinator.page.get_by_label("Name of the wave").fill(WAVE)
    coordinator.press("Begin the plan")
    coordinator.is_told(f"Plan of wave {WAVE}")
    coordinator.sees(f"0 of {len(PLAN_STEPS)} steps are done", "Next: Senior sponsor")
    # then every other step is folded, and one tap opens it
    fold = coordinator.page.locator("details.fold").nth(3)
    expect(fold.locator("p").first).to_be_hidden()
    fold.locator("summary").click()
    expect(fold.locator("p").first).to_be_visible()
    coordinator.look()

    # when the council's calendar is pasted with a slip in it, the line is named; then it is kept
    coordinator.open(f"/work/{COUNCIL}/calendar/")
    opens = date.today() + timedelta(weeks=6)
    holiday = f"holiday; Half-term; {opens + timedelta(days=7)}; {opens + timedelta(days=11)}"
    lines = coordinator.page.get_by_label("Times that are taken")
    lines.fill(f"{holiday}\nexams; Mocks; soon; later")
    coordinator.press("Keep the calendar")
    coordinator.sees("Line 2: One of its days cannot be read.")
    coordinator.page.get_by_label("Times that are taken").fill(holiday)
    coordinator.press("Keep the calendar")

    # when a step is left half written, on a telephone, it is kept and says what it lacks
    walking = town.colleague("coordinator", width=NARROW, dark=True)
    walking.open(f"/work/{COUNCIL}/waves/{WAVE}/plan/sponsor/")
    walking.page.get_by_label("Which post sponsors the wave").fill("Director of children's services")
    walking.press("Keep this step")
    walking.sees("Still to write: What the sponsor has agreed to do.")

    # when the panel would meet before the answers are open, that is refused, and the form comes back filled
    walking.open(f"/work/{COUNCIL}/waves/{WAVE}/plan/dates/")
    for label, day in (
        ("First day for answers", opens),
        ("Last day for answers", opens + timedelta(weeks=9)),
        ("Day of the young people's panel", opens + timedelta(weeks=9)),
    ):
        walking.page.get_by_label(label).fill(day.isoformat())
    walking.page.get_by_label("Days of grace").fill("7")
    walking.press("Keep this step")
    walking.sees("The panel would meet before the answers can be opened")
    later = (opens + timedelta(weeks=12)).isoformat()
    walking.page.get_by_label("Day of the young people's panel").fill(later)
    walking.press("Keep this step")
    # then what is long, soon after the last wave or in a holiday is advised against, and allowed
    walking.sees("weeks long. Eight or fewer are suggested", "Half-term takes 5 days of the window.")

    # when everything is written and the wave is set up
    coordinator.write_plan(WAVE, opens)
    coordinator.press("Set the wave up")
    coordinator.is_told("Set the wave up")
    coordinator.press("Set the wave up")
    coordinator.is_told("This wave is being prepared")
    # then the assessment can be read, and the coordinator cannot sign the plan off
    coordinator.press("The plan")
    coordinator.sees("12 of 12 steps are done", "Somebody of the board who had no hand in it")
    coordinator.press("Read the assessment")
    coordinator.is_told("Data-protection assessment")
    coordinator.sees("9. What could go wrong, and what is done about it")
    coordinator.open(f"/work/{COUNCIL}/waves/{WAVE}/sign-off/")
    coordinator.is_told("This is not yours to do")

    # when somebody of the board reads it, on a telephone, and signs
    board = town.colleague("board", width=NARROW)
    board.open_wave_list()
    board.press(f"Plan of {WAVE}")
    board.press("Read it and sign it off")
    board.press("I have read it and sign it off")
    board.sees("Signed off by board@")

    # when the coordinator changes a word of it, the sign-off is void
    coordinator.write_step(
        WAVE, "purpose", {"What the council wants to learn": "Whether home feels like home"}
    )
    coordinator.sees("The plan waits for its sign-off", "Somebody of the board who had no hand in it")


def test_the_site_is_tried_out_and_wiped(town: Town) -> None:
    # given a try-out and its cards
    coordinator = town.colleague("coordinator")
    coordinator.open_wave_list()
    coordinator.press("Try the site out")
    coordinator.press("Begin a try-out")
    coordinator.sees("This is a try-out: its cards, answers and counts are made up.")
    coordinator.press("Make cards")
    coordinator.page.get_by_label("8 to 11").check()
    coordinator.page.get_by_label("Name of the batch").fill("Working group")
    coordinator.page.get_by_label("a team, such as advocates").check()
    coordinator.page.get_by_label("How many cards").fill("10")
    coordinator.press("Make the cards")
    coordinator.sees("This is a try-out")
    first, *_ = coordinator.page.locator(".codes code").all_inner_texts()

    # when somebody of the working group answers as a child would
    tester = town.child()
    tester.type_code(first)
    tester.sees("This is only a try-out.")
    tester.press("Yes, start")
    tester.sees("This is only a try-out.")
    tester.answer_to_the_end()
    tester.sees("This is only a try-out.")
    tester.go_on()
    tester.is_told("Thank you")
    tester.sees("This is only a try-out.")

    # when the try-out is wiped, its cards open nothing
    coordinator.open(f"/work/{COUNCIL}/try-out/")
    coordinator.press("Wipe the try-out now")
    coordinator.sees("Begin a try-out")
    tester.type_code(first)
    tester.sees("We do not know that code.")
