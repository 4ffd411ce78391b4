"""Somebody watches background work: it tells what it does without reloading, and with scripts off by a link."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from journeys.conftest import CHROMIUM
from sites import Installation, RunningSite, install, served

STEPS = 30  # three seconds

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
]


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return install(tmp_path)


@pytest.fixture
def site(installation: Installation) -> Iterator[RunningSite]:
    with served(installation) as running:
        yield running


def address(installation: Installation, site: RunningSite) -> str:
    return f"{site.url}stepping/X1/{installation.manage('start_steps', STEPS)}/"


def complaints_of(page: Page) -> list[str]:
    """What the browser complains about from now on: a blocked style or script among them."""
    said: list[str] = []
    page.on(
        "console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def test_the_measure_moves_and_the_end_is_told_without_a_reload_by_hand(
    browser: Browser, site: RunningSite, installation: Installation
) -> None:
    held = installation.home / "steps" / "held"
    held.parent.mkdir()
    held.touch()
    page = browser.new_page()
    complaints = complaints_of(page)
    page.goto(address(installation, site))
    # given the page of a job that runs, and will not be done before this has been looked at
    status = page.get_by_role("status")
    page.evaluate("document.getElementById('job-says').dataset.first = 'yes'")
    # then its measure moves, and the sentence a screen reader watches is changed and not replaced
    expect(status).to_have_text("Taking steps.")
    expect(page.get_by_role("progressbar", name="How much is done")).to_be_visible(timeout=30_000)
    expect(page.locator("p").filter(has_text=re.compile(r"^[1-9]\d? of 30$"))).to_be_visible(timeout=30_000)
    assert status.get_attribute("data-first") == "yes"
    assert Axe().run(page).response["violations"] == []
    # and at its end the page is loaded anew, with nothing that asks on
    held.unlink()
    expect(status).to_have_text("Every step is taken.")
    expect(page.get_by_role("link", name="Look again")).to_have_count(0)
    assert status.get_attribute("data-first") is None
    assert complaints == []


def test_without_scripts_a_link_looks_again(
    browser: Browser, site: RunningSite, installation: Installation
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address(installation, site))
    for _ in range(240):
        page.wait_for_timeout(500)
        if not page.get_by_role("link", name="Look again").count():
            break
        page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("status")).to_have_text("Every step is taken.")
