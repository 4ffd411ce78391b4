"""The council's words: written, changed by two at once, answered finding by finding; and the reports that say them."""

import zipfile
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
MILLISECONDS_TO_MAKE = 240_000  # alone a tenth of it: both levels are protected and attacked meanwhile
FINISHED = f"/work/{COUNCIL}/waves/2026/"


@pytest.fixture(scope="module")
def the_town(open_town: OpenTown) -> Iterator[Town]:
    with open_town() as town:
        yield town


@pytest.fixture
def town(the_town: Town) -> Iterator[Town]:
    yield the_town
    assert the_town.eyes.take_complaints() == []


def write(colleague: Colleague, box: str, text: str) -> None:
    colleague.page.get_by_label(box, exact=True).fill(text)


def save(colleague: Colleague) -> None:
    with colleague.page.expect_navigation():
        colleague.page.get_by_role("button", name="Save the words").first.click()
    colleague.look()


def test_a_coordinator_writes_has_the_reports_made_again_and_takes_them(town: Town) -> None:
    # given a wave whose reports were made, and a coordinator
    coordinator = town.colleague("coordinator")
    coordinator.open(f"{FINISHED}reports/")
    coordinator.is_told("Reports of wave 2026")
    coordinator.sees("Full report", "The board and its staff")

    # when they change the introduction, the page counts it and keeps what stood there before
    coordinator.press("Write the council’s words")
    write(coordinator, "Introduction", "We asked all 612 of you. This is what you said.")
    save(coordinator)
    coordinator.sees(
        "Saved in one place.", "11 words, 47 of 4,000 characters", "There are numbers in these words."
    )
    coordinator.page.get_by_role("link", name="What stood here before for Introduction").click()
    coordinator.sees("What stands now", "Version 1", "The young people's panel read it before we did.")

    # then the reports do not say so yet, and are made again
    coordinator.open(f"{FINISHED}reports/")
    coordinator.sees("The words have changed")
    coordinator.press("Make them again")
    coordinator.sees("The reports are being made")
    made = coordinator.page.get_by_role("heading", name="The reports are being made")
    expect(made).to_have_count(0, timeout=MILLISECONDS_TO_MAKE)
    coordinator.look()
    expect(coordinator.page.locator("main")).not_to_contain_text("The words have changed")

    # and all of them are taken as one zip, which opens
    with coordinator.page.expect_download() as taking:
        coordinator.page.get_by_role("link", name="as one zip").click()
    with zipfile.ZipFile(taking.value.path()) as archive:
        assert archive.testzip() is None
        assert {name.partition("/")[0] for name in archive.namelist()} == {"for-anybody", "for-the-board"}
    coordinator.leave()


def test_of_two_who_write_at_once_neither_loses_a_word_and_last_waves_words_are_a_start(town: Town) -> None:
    # given two browsers on the page of the wave under way, one of them a telephone without scripts
    words = f"/work/{COUNCIL}/waves/{town.wave}/words/"
    first = town.colleague("coordinator", width=NARROW, dark=True)
    second = town.colleague("coordinator")
    for colleague in (first, second):
        colleague.open(words)
        colleague.is_told(f"Words of the reports of wave {town.wave}")

    # when one takes last wave's words over, they stand in the box and are not saved yet
    with first.page.expect_navigation():
        first.page.get_by_role("button", name="Start from these words for Thanks").click()
    first.look()
    first.sees("They are not saved yet")
    assert first.page.get_by_label("Thanks", exact=True).input_value().startswith("Thank you to everybody")
    save(first)
    first.sees("Saved in one place.")

    # and the other, who still has the empty page, writes there too, both are shown and nothing is lost
    write(second, "Thanks", "Thanks from all of us.")
    save(second)
    second.sees("Somebody else saved words here while you wrote", "Thank you to everybody who answered")
    assert second.page.get_by_label("Thanks", exact=True).input_value() == "Thanks from all of us."
    save(second)
    second.sees("Saved in one place.")
    second.page.get_by_role("link", name="What stood here before for Thanks").click()
    second.is_told("Thanks")
    with second.page.expect_navigation():
        second.page.get_by_role("button", name="Put these words back").first.click()
    second.look()
    second.sees("Version 2")
    for colleague in (first, second):
        colleague.leave()


def test_the_programme_sees_where_every_councils_reports_stand_on_a_telephone(town: Town) -> None:
    programme = town.colleague("programme", width=NARROW)
    programme.open("/programme/reports/")
    programme.press("2026")
    programme.is_told("Reports of all councils of wave 2026")
    programme.sees("1 of 1 council has its reports.")
    programme.leave()
