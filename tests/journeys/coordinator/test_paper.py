"""Invitations on paper: from a batch to printed cards in children's hands, cards made void, a last day moved later."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from journeys.conftest import CHROMIUM, OpenTown
from journeys.eyes import NARROW
from journeys.steps import COUNCIL, Colleague, Town
from pdf_pages import open_pdf, texts_of

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


def make_batch(coordinator: Colleague, label: str) -> list[str]:
    """Ten cards for 8 to 11; their codes as they stand on the page."""
    coordinator.open(f"{coordinator.wave_path}cards/")
    coordinator.page.get_by_label("8 to 11").check()
    coordinator.page.get_by_label("Name of the batch").fill(label)
    coordinator.page.get_by_label("a children's home").check()
    coordinator.page.get_by_label("How many cards").fill("10")
    coordinator.press("Make the cards")
    return coordinator.page.locator(".codes code").all_inner_texts()


def save_pdf(coordinator: Colleague, button: str) -> list[str]:
    """What stands on the pages of the file that a button or link gives."""
    with coordinator.page.expect_download() as waiting:
        coordinator.find(button).click()
    path = waiting.value.path()
    content = Path(path).read_bytes()
    assert content.startswith(b"%PDF-")
    return texts_of(open_pdf(content))


def test_a_batch_becomes_letters_and_cards_and_a_card_opens_the_survey(town: Town) -> None:
    # given a batch just made, on a small screen
    coordinator = town.colleague("coordinator", width=NARROW)
    codes = make_batch(coordinator, "Larch house")

    # when it is made into letters, the page with the codes stays
    coordinator.press("Cards or letters as PDF")
    coordinator.is_told("Cards or letters as PDF")
    coordinator.page.get_by_label("letters, one a page").check()
    letters = save_pdf(coordinator, "Make the PDF")
    assert [code for text in letters for code in codes if code in text] == codes

    # when cards are made of the same codes, with squares that type the code
    coordinator.page.get_by_label("cards to cut and fold").check()
    coordinator.page.get_by_label("opens the first page and types the code").check()
    cards = "".join(save_pdf(coordinator, "Make the PDF"))
    assert all(code in cards for code in codes)

    # then the guide is one press away
    coordinator.press("guide for the trusted adult")
    coordinator.sees("Never write down who drew which card")

    # and a child who scans such a square finds the code typed, and no code in the address
    child = town.child()
    child.open(f"/#{codes[0]}")
    expect(child.page.get_by_label("Your code")).to_have_value(codes[0])
    assert "#" not in child.page.url
    child.press("Go on")
    child.is_told("Before you start")

    # and one whose browser runs no script types it
    other = town.child(has_script=False)
    other.open(f"/#{codes[1]}")
    expect(other.page.get_by_label("Your code")).to_have_value("")
    other.type_code(codes[1])
    other.is_told("Before you start")


def test_what_somebody_puts_behind_the_address_is_no_code_and_is_not_typed(town: Town) -> None:
    child = town.child()
    child.open("/#<b>hello</b>")
    expect(child.page.get_by_label("Your code")).to_have_value("")
    assert "#" not in child.page.url


def test_a_lost_card_and_a_lost_batch_are_made_void(town: Town) -> None:
    # given a batch that went astray
    coordinator = town.colleague("coordinator", width=NARROW, dark=True)
    codes = make_batch(coordinator, "Parcel astray")
    coordinator.open_wave_page()
    coordinator.press("Make cards void")

    # when a code is mistyped it is said; then one card is made void
    coordinator.page.get_by_label("Code on the card").fill(codes[0][:-1])
    coordinator.press("Make this card void")
    coordinator.sees("No card of this wave has this code")
    coordinator.page.get_by_label("Code on the card").fill(codes[0])
    coordinator.press("Make this card void")
    coordinator.is_told("The card is void")
    child = town.child()
    child.type_code(codes[0])
    child.sees("This card does not work any more.")

    # when the whole batch is made void, a child in the middle is told and nothing is kept
    child = town.child()
    child.type_code(codes[1])
    child.press("Yes, start")
    child.answer_to_the_end()
    coordinator.open(f"{coordinator.wave_path}cards/void/")
    coordinator.page.get_by_label("Parcel astray, ages 8 to 11, 10 cards").check()
    coordinator.press("Make the whole batch void")
    coordinator.is_told("Parcel astray: the whole batch is void")
    child.go_on()
    child.is_told("This card does not work any more")
    coordinator.press("Go to the wave")
    coordinator.sees("Parcel astray (void)")


def test_the_last_day_moves_later_and_paper_says_so(town: Town) -> None:
    coordinator = town.colleague("coordinator")
    coordinator.open_wave_page()
    coordinator.press("Move the last day later")
    latest = re.search(r"It may move to (\d+ \w+ \d{4})", coordinator.page.locator("main").inner_text())
    if latest is None:
        coordinator.sees("It cannot move")
        return
    coordinator.page.get_by_label("New last day for answers").fill(date.today().isoformat())
    coordinator.press("Move the last day")
    coordinator.sees("Choose a day after")
    day = tomorrow_of(coordinator)
    coordinator.page.get_by_label("New last day for answers").fill(day.isoformat())
    coordinator.press("Move the last day")
    said = f"{day.day} {day:%B %Y}"
    coordinator.sees(said)
    coordinator.press("Go to the wave")
    coordinator.press("Leaflets, posters and guides")
    coordinator.press("Read: Leaflet, ages 8 to 11")
    coordinator.sees(f"You can answer until {said}.")


def tomorrow_of(coordinator: Colleague) -> date:
    """The day after the last day that the page names."""
    said = re.search(r"Choose a day after (\d+ \w+ \d{4})", coordinator.page.locator("main").inner_text())
    assert said
    from datetime import datetime

    return datetime.strptime(said[1], "%d %B %Y").date() + timedelta(days=1)


def test_paper_for_children_and_adults_is_read_and_saved(town: Town) -> None:
    coordinator = town.colleague("coordinator", width=NARROW, dark=True)
    coordinator.open(f"/work/{COUNCIL}/waves/{town.wave}/paper/")
    coordinator.press("Read: Poster, ages 4 to 7")
    (poster,) = save_pdf(coordinator, "PDF")
    assert "Ask a grown-up you trust for a card." in poster
    coordinator.press("Leaflets, posters and guides")
    coordinator.press("Read: Leaflet for parents")
    coordinator.sees("It is no test and no report")
