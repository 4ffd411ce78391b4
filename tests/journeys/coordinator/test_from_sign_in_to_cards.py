"""A new coordinator, from signing in to printed cards: every press and every field is counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from journeys.conftest import CHROMIUM, OpenTown
from journeys.steps import Colleague, Town
from pdf_pages import open_pdf, texts_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
]

# Somebody who does it for the first time reads each page before pressing, and thinks before typing. Chosen, generous.
SECONDS_A_PRESS, SECONDS_A_FIELD = 10, 20
MOST_MINUTES = 10


@pytest.fixture(scope="module")
def the_town(open_town: OpenTown) -> Iterator[Town]:
    with open_town() as town:
        yield town


@pytest.fixture
def town(the_town: Town) -> Iterator[Town]:
    yield the_town
    assert the_town.eyes.take_complaints() == []


@dataclass
class Hand:
    """A colleague's hand, which counts what it does. It types no address: every page is reached by pressing."""

    colleague: Colleague
    presses: int = 0
    fields: int = 0

    @property
    def minutes(self) -> float:
        """How long that takes somebody new."""
        return (self.presses * SECONDS_A_PRESS + self.fields * SECONDS_A_FIELD) / 60

    def press(self, name: str) -> None:
        """A button or a link."""
        self.presses += 1
        self.colleague.press(name)

    def write_step(self, title: str) -> None:
        """The way into a step of the plan, which is folded unless it is the next."""
        fold = self.colleague.page.locator(
            "details.fold", has=self.colleague.page.get_by_role("heading", name=title)
        )
        if fold.count() and fold.get_attribute("open") is None:
            self.presses += 1
            fold.locator("summary").click()
        self.presses += 1
        with self.colleague.page.expect_navigation():
            self.colleague.page.get_by_role("link", name=title).first.click()
        self.colleague.look()

    def fill(self, label: str, text: str) -> None:
        """A field by its label."""
        self.fields += 1
        self.colleague.page.get_by_label(label).first.fill(text)

    def tick(self, label: str) -> None:
        """A box or a choice by its label."""
        self.presses += 1
        self.colleague.page.get_by_label(label).first.check()


def test_a_new_coordinator_gets_from_signing_in_to_printed_cards_in_ten_minutes(town: Town) -> None:
    # given a coordinator who has signed in: two fields, and one press
    coordinator = town.colleague("coordinator")
    hand = Hand(coordinator, presses=1, fields=2)
    opens = date.today() + timedelta(weeks=8)

    # when they begin a plan, choose surveys and days, and set the wave up
    hand.press("Plan a wave")
    hand.fill("Name of the wave", "2035")
    hand.press("Begin the plan")
    hand.write_step("Which surveys")
    for ages in ("4 to 7", "8 to 11"):
        hand.tick(ages)
    hand.press("Keep this step")
    hand.write_step("Dates")
    for label, day in (
        ("First day for answers", opens),
        ("Last day for answers", opens + timedelta(weeks=6)),
        ("Day of the young people's panel", opens + timedelta(weeks=9)),
    ):
        hand.fill(label, day.isoformat())
    hand.fill("Days of grace", "7")
    hand.press("Keep this step")
    hand.press("Set the wave up")
    hand.press("Set the wave up")
    coordinator.is_told("This wave is being prepared")

    # when they make the first batch, and cards of it
    hand.press("Make cards")
    hand.tick("8 to 11")
    hand.fill("Name of the batch", "Larch house")
    hand.tick("a children's home")
    hand.fill("How many cards", "12")
    hand.press("Make the cards")
    codes = coordinator.page.locator(".codes code").all_inner_texts()
    hand.press("Cards or letters as PDF")
    hand.presses += 1
    with coordinator.page.expect_download() as waiting:
        coordinator.find("Make the PDF").click()

    # then the file holds their twelve codes, and it took less than ten minutes
    pages = texts_of(open_pdf(Path(waiting.value.path()).read_bytes()))
    assert len(codes) == 12
    assert all(any(code in page for page in pages) for code in codes)
    assert (hand.presses, hand.fields) == (19, 9)  # (19 × 10 + 9 × 20) / 60 = 6.2
    assert hand.minutes < MOST_MINUTES
