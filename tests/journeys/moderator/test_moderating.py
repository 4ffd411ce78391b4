"""A moderator's morning: by keys alone through comments; a second look; and what others may then read."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from journeys.conftest import CHROMIUM, OpenTown
from journeys.eyes import NARROW
from journeys.steps import COUNCIL, Colleague, Town

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
]


@pytest.fixture(scope="module")
def the_town(open_town: OpenTown) -> Iterator[Town]:
    with open_town() as town:
        yield town


@pytest.fixture
def town(the_town: Town) -> Iterator[Town]:
    yield the_town
    assert the_town.eyes.take_complaints() == []


def to_do(moderator: Colleague) -> int:
    """How many the page says are left."""
    words = moderator.page.locator("p.over").first.inner_text()
    return int(words.rpartition("·")[2].split()[0])


def test_a_comment_is_gone_through_by_keys_alone(town: Town) -> None:
    # given a moderator before the first comment of a wave that is over
    moderator = town.colleague("moderator")
    moderator.press("Moderating")
    moderator.press("Begin with the next comment")
    before, keys = to_do(moderator), moderator.page.keyboard

    # when words are marked in it and called a name, a theme is found by typing, and it is marked as worth quoting
    moderator.page.evaluate("""() => {
        const words = document.querySelector('[data-marking]'), range = document.createRange();
        const text = [...words.childNodes].find(each => each.nodeType === 3 && each.textContent.trim());
        const start = text.textContent.search(/\\S/);
        range.setStart(text, start);
        range.setEnd(text, start + text.textContent.slice(start).split(/\\s/)[0].length);
        document.getSelection().addRange(range);
    }""")
    keys.press("n")
    assert moderator.page.get_by_label("Take out too").input_value().endswith(" = name")
    keys.press("t")
    keys.type("future")
    keys.press("Enter")
    expect(moderator.page.get_by_role("checkbox", name="My future")).to_be_checked()
    keys.press("q")
    expect(moderator.page.get_by_label("Worth quoting")).to_be_checked()

    # then Enter keeps it and the next one is there
    moderator.await_page(lambda: keys.press("Enter"))
    assert to_do(moderator) == before - 1
    moderator.look()


def test_a_number_ticks_what_is_taken_out(town: Town) -> None:
    moderator = town.colleague("moderator", dark=True)
    moderator.open(f"/work/{COUNCIL}/moderating/next/")
    for _ in range(60):
        box = moderator.page.locator("[name=taken]").first
        if box.count():
            break
        moderator.await_page(lambda: moderator.page.keyboard.press("Enter"))
    expect(box).to_be_checked()
    moderator.page.keyboard.press("1")
    expect(box).not_to_be_checked()


def test_a_second_person_checks_and_the_panel_reads(town: Town) -> None:
    # given comments that somebody else thinks worth quoting, on a telephone
    moderator = town.colleague("moderator", width=NARROW)
    moderator.open(f"/work/{COUNCIL}/moderating/")
    moderator.press("Check the next comment")
    moderator.is_told("Could anybody tell who wrote this?")
    words = moderator.page.locator("blockquote").first.inner_text()

    # when the second person finds that nobody could be known
    moderator.press("Nobody could tell: it may be quoted")

    # then the young people's panel reads it, and no name stands in it
    panel = town.colleague("panel", width=NARROW, dark=True)
    panel.press("In their own words")
    panel.sees(words.splitlines()[0])
    assert "kofi" not in panel.page.inner_text("main").lower()
    panel.press("What they wrote about, counted")
    panel.is_told("What they wrote about")


def test_words_are_quoted_beside_a_finding_and_two_people_are_compared(town: Town) -> None:
    moderator = town.colleague("moderator", width=NARROW)
    moderator.press("In their own words")
    moderator.await_page(moderator.page.get_by_role("link", name="Quote it beside a finding").first.click)
    moderator.page.get_by_label("Beside what was found about").select_option(index=1)
    moderator.press("Quote it there")
    moderator.sees("Chosen already")
    moderator.open(f"/work/{COUNCIL}/moderating/agreement/")
    moderator.look()
    moderator.press("Code the next comment")
    moderator.look()
    moderator.page.get_by_role("checkbox", name="Pets and animals").check()
    moderator.press("Keep it and go on")
    moderator.open(f"/work/{COUNCIL}/moderating/agreement/")
    moderator.sees("1 comment coded twice")


def test_a_worried_moderator_sends_it_back(town: Town) -> None:
    moderator = town.colleague("moderator")
    moderator.open(f"/work/{COUNCIL}/moderating/next/")
    moderator.press("I am worried about this child")
    words = moderator.page.locator("blockquote").inner_text()
    moderator.press("Send it back")
    reader = town.colleague("safeguarding", width=NARROW)
    reader.press("What children wrote")
    reader.sees(words.splitlines()[0])
    reader.press("Change whom to call")
    reader.page.get_by_label("Whom the safeguarding reader calls").fill("Duty desk 01632 960001")
    reader.press("Keep it")
    reader.press("What children wrote")
    reader.sees("Duty desk 01632 960001")


def test_names_that_the_council_knows(town: Town) -> None:
    moderator = town.colleague("moderator", width=NARROW, dark=True)
    moderator.open(f"/work/{COUNCIL}/moderating/lists/")
    moderator.page.get_by_label("Names").fill("Quillfeather\nOstrander")
    moderator.press("Put them on the list")
    moderator.sees("Name: 2")
    moderator.page.locator("summary").click()
    moderator.press("Take off Ostrander")
    moderator.sees("Name: 1")
