"""A director opens a council's report: on a large screen, on a phone, in the dark, with the keyboard, on paper."""

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from heard.base.policy import Level
from journeys.conftest import CHROMIUM

WIDE, NARROW = 1280, 320
SOME_OF_EACH_KIND = "#wellbeing details, #asking details, #groups details:last-of-type"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
]


@pytest.fixture(scope="session")
def pages(made_up: Path) -> dict[str, str]:
    """The made-up council's three copies of the report on the wave that is over, by name."""
    reports = json.loads((made_up / "demo.json").read_text(encoding="utf-8"))["reports"]
    return {level.value: (made_up / reports[level.value]).as_uri() for level in Level}


@pytest.fixture(scope="session")
def report_url(pages: dict[str, str]) -> str:
    """The board copy: shown, banded and hidden cells together."""
    return pages["board"]


def open_report(browser: Browser, url: str, *, width: int, scheme: str = "light") -> Page:
    page = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page.goto(url)
    return page


def open_all_details(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [
        ("board", WIDE, "light"),
        ("working", NARROW, "dark"),
        ("public", WIDE, "dark"),
    ],
)
def test_axe_finds_nothing(
    browser: Browser, pages: dict[str, str], name: str, width: int, scheme: str
) -> None:
    """With its rules of best practice, which axe runs unless told otherwise. Of what is folded, some of each kind:
    axe needs a minute for ten thousand cells that are all alike."""
    page = open_report(browser, pages[name], width=width, scheme=scheme)
    page.evaluate(f"document.querySelectorAll('{SOME_OF_EACH_KIND}').forEach(each => {{ each.open = true }})")
    results = Axe().run(page, options={"resultTypes": ["violations"]})
    page.close()
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize(
    ("name", "width"),
    [("board", NARROW), ("board", 768), ("board", WIDE)],
)
def test_nothing_scrolls_sideways(browser: Browser, pages: dict[str, str], name: str, width: int) -> None:
    page = open_report(browser, pages[name], width=width)
    open_all_details(page)
    scroll, client = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    page.close()
    assert scroll <= client


def test_the_page_asks_for_nothing_but_itself(browser: Browser, report_url: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(report_url)
    loaded = page.evaluate(
        "document.fonts.ready.then(() => document.fonts.check('16px \"Atkinson Hyperlegible Next\"'))"
    )
    page.close()
    assert [url for url in asked if not url.startswith("data:")] == [report_url]
    assert said == []  # its own policy refuses nothing of it
    assert loaded


def test_the_first_tab_offers_the_way_past_the_head(browser: Browser, report_url: str) -> None:
    page = open_report(browser, report_url, width=WIDE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.close()


def test_a_finding_leads_to_its_figures(browser: Browser, report_url: str) -> None:
    page = open_report(browser, report_url, width=WIDE)
    link = page.locator("#glance a[href^='#figures-']").first
    target = str(link.get_attribute("href"))
    link.click()
    assert page.locator(target).is_visible()
    assert page.locator(f"{target} th[scope=row]").count() >= 1
    page.close()


def test_folded_parts_are_open_on_paper(browser: Browser, report_url: str) -> None:
    page = open_report(browser, report_url, width=WIDE)
    exact = page.locator("#home details table").first
    assert not exact.is_visible()
    page.emulate_media(media="print")
    height = page.evaluate("document.querySelector('#home details table').getBoundingClientRect().height")
    page.close()
    assert height > 100


def test_on_paper_the_dark_colours_are_gone(browser: Browser, report_url: str) -> None:
    page = open_report(browser, report_url, width=WIDE, scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    colour = page.evaluate("getComputedStyle(document.documentElement).color")
    page.close()
    assert colour == "rgb(21, 35, 59)"


def test_on_a_phone_every_value_stands_beside_its_name(browser: Browser, report_url: str) -> None:
    page = open_report(browser, report_url, width=NARROW)
    label = page.evaluate("getComputedStyle(document.querySelector('#home td.share'), '::before').content")
    page.close()
    assert label == '"Share"'


def test_on_a_phone_a_value_that_there_is_not_takes_no_line(browser: Browser, report_url: str) -> None:
    page = open_report(browser, report_url, width=NARROW)
    heights = page.evaluate(
        "[...document.querySelectorAll('#home td:empty')].map(each => each.getBoundingClientRect().height)"
    )
    page.close()
    assert set(heights) == {0}
