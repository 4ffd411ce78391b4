"""A coordinator's weeks while the wave is open: how it is coming in, letters to adults, the working group's page."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from journeys.conftest import CHROMIUM, OpenTown
from journeys.eyes import NARROW
from journeys.steps import COUNCIL, Town
from sites import wait_until

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


def test_how_a_wave_is_coming_in_is_seen_in_sentences_pictures_and_tables(town: Town) -> None:
    # given a wave that has been open for three weeks
    coordinator = town.colleague("coordinator")
    coordinator.open_wave_page()

    # when the coordinator looks how the answers are coming in
    coordinator.press("How the answers are coming in")

    # then every survey has its rate, its pace and its line, and the figures behind one tap
    coordinator.is_told("How the answers are coming in")
    coordinator.sees("have answered, of", "Who is being missed", "By team")
    assert coordinator.page.locator("svg.over-time").count() >= 2
    table = coordinator.page.locator("details").first
    expect(table.locator("table")).to_be_hidden()
    table.locator("summary").click()
    expect(table.locator("table")).to_be_visible()
    coordinator.look()

    # and the page for the working group is there, for last week too
    coordinator.page.locator("#weeks ~ ul a").first.click()
    coordinator.sees("What to do this week", "left to answer")
    coordinator.look()
    assert count_pages(coordinator.page.pdf(prefer_css_page_size=True)) == 1


def count_pages(pdf: bytes) -> int:
    """How many sheets the page is when it is printed."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_adults_are_written_to_and_the_letters_go_out(town: Town) -> None:
    # given a coordinator on a telephone who knows two of those who hand out cards
    coordinator = town.colleague("coordinator", width=NARROW)
    coordinator.open(f"{coordinator.wave_path}watching/")
    coordinator.press("Write to those who hand out cards")
    coordinator.sees("Nobody is on the list yet")

    # when one address has a slip in it, the list comes back as it was typed
    box = coordinator.page.get_by_label("E-mail addresses")
    box.fill("ann@school.example\nben at school")
    coordinator.press("Add them to the list")
    coordinator.sees('Not an e-mail address: "ben at school"')
    expect(box).to_have_value("ann@school.example\nben at school")
    box.fill("ann@school.example\nben@school.example")
    coordinator.press("Add them to the list")
    coordinator.sees("On the list: 2 adults")

    # when the coordinator writes half-way, with a name in braces that nobody can fill
    coordinator.press("Half-way")
    letter = coordinator.page.get_by_label("The letter")
    letter.fill("Hello {name}, {days_left} are left.")
    coordinator.press("Send it to 2 adults")
    coordinator.sees("Heard does not know what to put for {name}")
    letter.fill("Hello all, {days_left} are left.")
    with (
        coordinator.page.expect_navigation()
    ):  # looked at once it moves no more: it loads itself anew at the end
        coordinator.find("Send it to 2 adults").click()

    # then each gets a letter of their own, which says why they get it
    expect(coordinator.page.locator("h1")).to_have_text("Half-way: 2 sent")
    coordinator.look()
    letters = wait_for_letters(town)
    assert all("are left." in each and "To be taken off the list" in each for each in letters)

    # and one of them is taken off the list
    coordinator.open(f"{coordinator.wave_path}watching/adults/")
    coordinator.press("Take off ann@school.example")
    coordinator.sees("On the list: 1 adult")


def wait_for_letters(town: Town) -> list[str]:
    """What was sent to the school."""
    wait_until(lambda: len(town.letters("@school.example")) == 2, seconds=30)
    return town.letters("@school.example")


def test_children_who_were_not_reached_are_counted_without_a_name(town: Town) -> None:
    # given a coordinator whom teams told how many they could not reach
    coordinator = town.colleague("coordinator", dark=True)
    coordinator.open(f"{coordinator.wave_path}watching/")
    coordinator.press("Change the numbers for ages 8 to 11")

    # when a name is typed where a number belongs
    coordinator.page.get_by_label("Unwell").fill("")
    coordinator.press("Keep these numbers")
    coordinator.sees("Unwell: write a number; 0 where it was nobody.")
    coordinator.page.get_by_label("Unwell").fill("3")
    coordinator.press("Keep these numbers")

    # then the coordinator sees the number, and an analyst that it is under five
    row = "tr:has(th:text-is('8 to 11')) td"
    expect(coordinator.page.locator("#others ~ .scroll").locator(row).first).to_have_text("3")
    analyst = town.colleague("analyst")
    analyst.open(f"/work/{COUNCIL}/waves/{town.wave}/watching/")
    expect(analyst.page.locator("#others ~ .scroll").locator(row).first).to_have_text("fewer than five")


def test_somebody_who_may_not_see_counts_is_told_so(town: Town) -> None:
    board = town.colleague("board")
    board.open(f"/work/{COUNCIL}/waves/{town.wave}/watching/")
    board.is_told("This is not yours to do")
