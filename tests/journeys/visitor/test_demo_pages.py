"""Somebody tries Heard: the demo's start page leads on to everything, and every page of it is fit to be met."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from journeys.conftest import CHROMIUM, OpenTown
from journeys.steps import Town, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
]


@pytest.fixture(scope="module")
def town(open_town: OpenTown) -> Iterator[Town]:
    with open_town() as opened:
        yield opened
        assert opened.eyes.take_complaints() == []


@pytest.fixture
def visitor(town: Town) -> Visitor:
    return town.colleague("board")


def test_the_start_page_leads_to_the_children_the_report_and_the_files(town: Town, visitor: Visitor) -> None:
    visitor.open("/demo/")
    for codes in town.cards.values():
        expect(visitor.page.get_by_text(codes[0], exact=True)).to_be_visible()
    visitor.press("Open the children’s first page")
    assert visitor.path == "/"
    visitor.open("/demo/")
    visitor.press("Files")
    expect(visitor.page.get_by_role("link", name="areas.csv")).to_be_visible()
    visitor.open("/demo/")
    visitor.press("Working copy: exact figures, nothing hidden")
    expect(visitor.page.locator("h1")).to_contain_text("Alderbrook")
