"""What must hold for every page that somebody meets: axe is content, nothing scrolls sideways, what can be pressed is
large enough, the browser complains of nothing, and no other host is asked.

A page of parts that were all looked at before is not looked at again; any other is, at both widths and in both modes.
"""

import re
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT as AXE
from axe_playwright_python.base import AxeResults
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response

NARROW, WIDE = 320, 1280
LIGHT, DARK = "light", "dark"
HEIGHT = 900
EVERY_RULE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHILDS_TARGET, STAFF_TARGET = 56, 44
# Colours depend on the mode, everything else on the width.
LOOKS = ((NARROW, LIGHT, True), (NARROW, DARK, False), (WIDE, LIGHT, False), (WIDE, DARK, True))
COLOURS = ["color-contrast"]
CHILDS_COLOURS = ["color-contrast-enhanced"]
# Pages that say what is wrong; Chromium notes their status as an error.
REFUSALS = (403, 404, 409, 410, 422, 429)

# How a page is built: every pair of an element and what stands in it, whatever it says, and for which ages.
BUILD = """() => [...document.querySelectorAll('body, body :not(svg, svg *)')].map(each => {
    const name = one => one ? `${one.tagName}.${one.getAttribute('class') || ''}${one.type || ''}` : '';
    return `${document.body.className} ${name(each.parentElement)}>${name(each)}`;
})"""
# A box or circle is pressed by its label too; a link within a sentence is as high as its line.
TOO_SMALL = """least => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, label')].filter(each => {
    if (each.matches('.unseen, .jump, label:not(.answer, .tick), label input')) return false;
    const alone = each.parentElement.innerText.trim() === each.innerText.trim();
    if (each.matches('a') && getComputedStyle(each).display === 'inline' && !alone) return false;
    const box = each.getBoundingClientRect();
    return box.width && (box.height < least - .5 || box.width < least - .5);
}).map(each => {
    const box = each.getBoundingClientRect();
    return `${each.innerText || each.name}: ${box.width} x ${box.height}`;
})"""
SIDEWAYS = """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? []
    : [...document.querySelectorAll('body *')]
        .filter(each => each.getBoundingClientRect().right > document.documentElement.clientWidth + .5)
        .map(each => `${each.tagName}.${each.getAttribute('class')}`)"""


@dataclass
class Eyes:
    """Looks at pages. `seen`: the parts that need no second look. `is_thorough`: pages that say something else are
    looked at each, alike or not. `notes`: where others write down what they have seen, and this one too."""

    is_thorough: bool = False
    notes: Path | None = None
    seen: set[str] = field(default_factory=set)
    _complaints: list[str] = field(default_factory=list)
    _refused: set[str] = field(default_factory=set)

    def watch(self, context: BrowserContext, host: str) -> None:
        """Hear what the browser says of everything that is opened here, and whom it asks."""
        context.on("request", lambda request: self._check_host(request.url, host))
        context.on("response", self._note_refusal)
        context.on("console", self._note_message)
        context.on("weberror", lambda error: self._complaints.append(str(error.error)))

    def look_at(self, page: Page) -> None:
        """Both widths, both modes; the page is then as it was."""
        is_report = page.locator("body:not([class]) #main").count() > 0
        if is_report or not self._is_new(page):  # test_report_page looks at reports
            return
        before, mode = page.viewport_size, page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        page.evaluate(AXE)
        for width, scheme, is_whole in LOOKS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.emulate_media(color_scheme="dark" if scheme == DARK else "light")
            self._check(page, f"{page.url} ({page.title()}), {width} px, {scheme}", is_whole=is_whole)
        assert before
        page.set_viewport_size(before)
        page.emulate_media(color_scheme="dark" if mode else "light")

    def _is_new(self, page: Page) -> bool:
        """Whether anything of it was not looked at before."""
        built = {page.locator("main").inner_text()} if self.is_thorough else set(page.evaluate(BUILD))
        built.add(re.sub(r"[0-9a-f-]{36}|\d[\d-]*", "N", urlsplit(page.url).path))
        if self.notes and self.notes.exists():
            self.seen |= set(self.notes.read_text().split())
        new = {blake2b(each.encode()).hexdigest() for each in built} - self.seen
        self.seen |= new
        if self.notes and new:
            with self.notes.open("a") as notes:
                notes.write("".join(f"{each}\n" for each in new))
        return bool(new)

    def take_complaints(self) -> list[str]:
        """What was wrong since the last time."""
        said, self._complaints = self._complaints, []
        return said

    def _check(self, page: Page, where: str, *, is_whole: bool) -> None:
        is_childs = page.locator("body.child").count() > 0
        rules = [*COLOURS, *(CHILDS_COLOURS if is_childs else ())]
        run_only = {"type": "tag", "values": EVERY_RULE} if is_whole else {"type": "rule", "values": rules}
        options = {
            "runOnly": run_only,
            "rules": {key: {"enabled": True} for key in rules},
            "resultTypes": ["violations"],
        }
        found = AxeResults(page.evaluate("options => axe.run(options)", options))
        if found.violations_count:
            self._complain(where, found.generate_report())
        for what in page.evaluate(SIDEWAYS):
            self._complain(where, f"reaches out of the page: {what}")
        for what in page.evaluate(TOO_SMALL, CHILDS_TARGET if is_childs else STAFF_TARGET):
            self._complain(where, f"too small to press: {what}")

    def _complain(self, where: str, what: str) -> None:
        self._complaints.append(f"{where}: {what}")

    def _check_host(self, url: str, host: str) -> None:
        if not url.startswith(("data:", "about:", host)):
            self._complaints.append(f"asked another host: {url}")

    def _note_refusal(self, response: Response) -> None:
        if response.status in REFUSALS and response.request.is_navigation_request():
            self._refused.add(response.url)

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            is_known = "Failed to load resource" in message.text and message.location["url"] in self._refused
            if not is_known:
                self._complaints.append(f"{message.text} {message.location['url']}")
