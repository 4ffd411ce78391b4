"""The first question on a slowed telephone: Chromium with a quarter of the processor, 1.6 Mbit/s, 150 ms, nothing kept.

The paint counted is the browser's own largest one (the question's words, where the page holds nothing larger), from the
press or the address typed on. Files that the page before brought are there, as they are for a child.
"""

import os
import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from anchored.site import AnchoredSite

CHROMIUM = Path("/usr/bin/chromium")
QUESTION = "/answer/question/"
SLOWER = 4
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 0.75e6 / 8,
}
SIZE = {"width": 360, "height": 740}
TRIES = 5
PAINTED = """() => new Promise(resolve => {
    const first = performance.getEntriesByName('first-contentful-paint')[0];
    new PerformanceObserver(list => resolve([first.startTime, list.getEntries().at(-1).startTime]))
        .observe({ type: 'largest-contentful-paint', buffered: true });
})"""
Way = Callable[[Browser, AnchoredSite, str], Page]


def measure_telephone(site: AnchoredSite) -> None:
    """Each survey: the page for the code, the first question by its address, and the first question by the button."""
    if not CHROMIUM.exists():
        print("\nThe first question on a slowed telephone: not measured, there is no Chromium here")
        return
    ways: dict[str, Way] = {
        "the page for the code": open_start,
        "the first question, opened anew": open_question,
        "the first question, after the page before": press_yes,
    }
    print(
        "\nOn a slowed telephone, nothing kept of earlier visits: ms to the first and to the largest paint, middle of 5"
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for survey in ("8-11", "11-17"):
            for name, way in ways.items():
                paints = [_time(way, browser, site, survey) for _ in range(TRIES)]
                first, largest = (statistics.median(each) for each in zip(*paints, strict=True))
                print(f"  {survey:6} {name:44} {first:6.0f} {largest:6.0f}   load {os.getloadavg()[0]:.1f}")
        browser.close()


def open_start(browser: Browser, site: AnchoredSite, _survey: str) -> Page:
    """As somebody who types the address or reads the square code."""
    page = _slow(_telephone(browser))
    page.goto(site.running.url)
    return page


def open_question(browser: Browser, site: AnchoredSite, survey: str) -> Page:
    """With the visit of another window and none of its files."""
    with _closing(_telephone(browser, has_scripts=False)) as before:
        page = _begin(before.new_page(), site, survey)
        page.get_by_role("button", name="Yes").click()
        page.wait_for_url(f"**{QUESTION}")
        cookies = before.cookies()
    telephone = _telephone(browser)
    telephone.add_cookies(cookies)  # type: ignore[arg-type]
    page = _slow(telephone)
    page.goto(site.running.url.rstrip("/") + QUESTION)
    return page


def press_yes(browser: Browser, site: AnchoredSite, survey: str) -> Page:
    """From the page that asks "yes or no", slowed from the first page on."""
    page = _begin(_slow(_telephone(browser)), site, survey)
    page.get_by_role("button", name="Yes").click()
    page.wait_for_url(f"**{QUESTION}")
    return page


def _begin(page: Page, site: AnchoredSite, survey: str) -> Page:
    page.goto(site.running.url)
    page.get_by_role("textbox").fill(site.codes[survey].take())
    page.locator("button.next").click()
    return page


def _time(way: Way, browser: Browser, site: AnchoredSite, survey: str) -> tuple[float, float]:
    page = way(browser, site, survey)
    page.locator("h1").first.wait_for()
    first, largest = page.evaluate(PAINTED)
    page.context.close()
    return first, largest


def _telephone(browser: Browser, *, has_scripts: bool = True) -> BrowserContext:
    return browser.new_context(viewport=SIZE, java_script_enabled=has_scripts)  # type: ignore[arg-type]


def _slow(telephone: BrowserContext) -> Page:
    page = telephone.new_page()
    session = telephone.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


@contextmanager
def _closing(telephone: BrowserContext) -> Iterator[BrowserContext]:
    yield telephone
    telephone.close()
