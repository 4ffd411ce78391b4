"""A child asks, beside the survey, that somebody gets in touch; the council is told, and one person reads it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from journeys.conftest import CHROMIUM, OpenTown
from journeys.eyes import NARROW, WIDE
from journeys.steps import COUNCIL, IS_TAKEN_OVER, Child, Town
from sites import wait_until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
]

DUTY = "duty@alderbrook.example"
OFFER = "Ask for someone"


@pytest.fixture(scope="module")
def the_town(open_town: OpenTown) -> Iterator[Town]:
    """A council whose coordinator has set a duty inbox up."""
    with open_town() as town:
        set_up_inbox(town)
        yield town


@pytest.fixture
def town(the_town: Town) -> Iterator[Town]:
    yield the_town
    assert [each for each in the_town.eyes.take_complaints() if "ERR_INTERNET_DISCONNECTED" not in each] == []


def set_up_inbox(town: Town) -> None:
    """Before that, nobody is offered to ask."""
    child = town.child()
    child.open("/answer/help/")
    assert child.page.get_by_role("link", name=OFFER).count() == 0
    coordinator = town.colleague("coordinator", width=NARROW)
    coordinator.open(f"/work/{COUNCIL}/duty-inbox/")
    coordinator.sees("There is no duty inbox")
    coordinator.page.get_by_label("E-mail address").fill(DUTY)
    coordinator.press("Send a test message")
    coordinator.sees("It is not open yet")
    (message,) = town.letters("The number of this message")
    (number,) = re.findall(r"number of this message: (\d{6})", message)
    coordinator.page.get_by_label("Number in the message").fill("12")
    coordinator.press(f"Confirm {DUTY}")
    coordinator.sees("That is not the number")
    coordinator.page.get_by_label("Number in the message").fill(number)
    coordinator.press(f"Confirm {DUTY}")
    coordinator.sees("It is open")


def write(child: Child, name: str) -> None:
    """All that the page asks for."""
    child.touch(child.page.locator("label.answer").first)
    child.page.locator("#name").fill(name)
    child.page.locator("#how").fill("At school, at noon")
    child.page.locator("#words").fill("It is about my brother.")


@pytest.mark.parametrize(
    ("ages", "has_script", "width"), [("8-11", True, NARROW), ("8-11", False, NARROW), ("16-25", True, WIDE)]
)
def test_a_child_asks_in_the_middle_of_a_survey_and_goes_on_where_they_were(
    town: Town, ages: str, has_script: bool, width: int
) -> None:
    # given a child some questions into the survey, with something chosen on the page before them
    child = town.child(width=width, has_script=has_script)
    child.begin(ages)
    if has_script:
        assert child.page.evaluate(IS_TAKEN_OVER)
    child.answer_pages(2)
    question = child.question
    child.touch(child.page.locator("label.answer").first)
    chosen = child.page.locator("input:checked").first.get_attribute("value")

    # when they ask from the page of help, forgetting their name at first
    child.press("Get help")
    child.press(OFFER)
    child.is_told(OFFER)
    write(child, "")
    child.press("Send this")
    child.sees("Write your name.")
    assert child.page.locator("#how").input_value() == "At school, at noon"
    child.page.locator("#name").fill("Kim Okafor")
    child.press("Send this")

    # then they are thanked, and go on where they were, with what they had chosen
    child.is_told("Thank you")
    with child.page.expect_navigation():
        child.touch(child.find("Go back"))
    expect(child.page.locator("legend, .write label").first).to_have_text(question)
    assert child.page.locator("input:checked").first.get_attribute("value") == chosen
    if has_script:
        assert child.page.evaluate(IS_TAKEN_OVER)
    child.answer_to_the_end()
    child.go_on()
    child.is_told("Thank you")

    # and nothing of it is kept by the browser
    kept = str(child.page.context.cookies()) + child.page.content()
    assert "Okafor" not in kept


def test_without_a_signal_the_child_comes_back_to_where_they_were(town: Town) -> None:
    child = town.child()
    child.begin("11-17")
    assert child.page.evaluate(IS_TAKEN_OVER)
    child.page.wait_for_function("() => navigator.serviceWorker.controller")
    child.answer_pages(1)
    question = child.question
    child.press("Get help")
    child.sees("You need a signal for this. If there is none, you come back to where you were.")
    child.page.context.set_offline(True)
    with child.page.expect_navigation():
        child.touch(child.find(OFFER))
    expect(child.page.locator("legend, .write label").first).to_have_text(question)
    child.page.context.set_offline(False)


def test_the_youngest_and_whoever_has_no_card_can_ask_too(town: Town) -> None:
    child = town.child(dark=True)
    child.open("/answer/help/")
    child.press(OFFER)
    child.sees("Which council looks after you?")
    child.page.get_by_label("Which council looks after you?").select_option(COUNCIL)
    write(child, "Lee Marsh")
    child.press("Send this")
    child.is_told("Thank you")
    young = town.child(width=WIDE)
    young.begin("4-7")
    young.open("/answer/help/")
    young.press("Ask for a grown-up")
    write(young, "Ali")
    young.press("Send it")
    young.is_told("Thank you")


def test_the_duty_inbox_is_told_and_the_safeguarding_reader_reads_and_deals_with_it(town: Town) -> None:
    # given a child who asked, and the hour of the next opening
    child = town.child()
    child.open("/answer/help/")
    child.press(OFFER)
    child.page.get_by_label("Which council looks after you?").select_option(COUNCIL)
    write(child, "Sam Hollis")
    child.press("Send this")
    town.installation.change(f"UPDATE jobs_round SET last = '' WHERE name = 'open_callbacks {COUNCIL}'")

    # then a message says that something is there, and no more
    wait_until(lambda: bool(town.letters("has asked that somebody gets in touch")), seconds=60)
    (message, *_) = town.letters("has asked that somebody gets in touch")
    assert "Hollis" not in message
    assert "noon" not in message

    # when the safeguarding reader looks, the name is there; they say what they did
    reader = town.colleague("safeguarding", width=NARROW, dark=True)
    reader.press("Asked to be contacted")
    reader.sees("Sam Hollis", "At school, at noon", "It is about my brother.")
    section = reader.page.locator("section.call", has_text="Sam Hollis")
    section.get_by_role("button").click()
    reader.sees("Write what you did")
    section = reader.page.locator("section.call", has_text="Sam Hollis")
    section.get_by_label("What I did").fill("Seeing him at school on Thursday.")
    reader.look()
    section.get_by_role("button").click()
    expect(reader.page.locator("section.call", has_text="Sam Hollis")).to_have_count(0)
    reader.page.get_by_text("Dealt with: 1").click()
    reader.sees("Seeing him at school on Thursday.")
    reader.look()
