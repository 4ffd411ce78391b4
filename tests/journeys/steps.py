"""The people of the journeys, and what each does on the site: one method for one thing that a person does."""

import random
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, TimeoutError, expect

from heard.web.pages.secrets import DemoSecrets
from journeys.eyes import HEIGHT, NARROW, WIDE, Eyes
from sites import Installation

PLAN_STEPS = (
    "sponsor", "group", "young_people", "purpose", "surveys", "trusted_adults", "dates", "resources",
    "communications", "inclusion", "feedback", "assessment",
)  # fmt: skip
AGES = ("4-7", "8-11", "11-17", "16-25")
COUNCIL = "X0000001"
PICTURES = ("boat", "sun", "kite")
MOST_PAGES = 80  # no survey has as many
MOST_TABS = 60  # no page has as much to press
RING = """() => {
    const here = document.activeElement, word = here.parentElement.querySelector('.word');
    const rings = [getComputedStyle(here), ...(word ? [getComputedStyle(word, '::before')] : [])];
    return rings.some(each => each.outlineStyle === 'solid' && parseFloat(each.outlineWidth) >= 3);
}"""
# A page is new where the browser opened one, or where the survey's script drew one.
LISTEN = (
    "() => { self.shown = false; document.addEventListener('heard:shown', () => { self.shown = true; }); }"
)
# The script has the survey, and the key of its draft is there.
IS_TAKEN_OVER = "() => heard.survey.ready.then(() => document.cookie.includes('heard_draft='))"
SHOWN = "() => self.shown !== false"
END_OF_LETTER = f"\n{79 * '-'}\n"
BETWEEN_PAGES = "Not attached to an active page"  # what Chromium says while one page gives way to another
MOST_PRESSES, MILLISECONDS_TO_PRESS_AGAIN = 20, 250
MILLISECONDS_TO_LEAVE = 10_000
MILLISECONDS_TO_OPEN = 420_000  # alone a fifth of it: three reports are protected and attacked meanwhile


@dataclass
class Town:
    """A council with a site of its own and an open wave: its cards, its people, their two key files."""

    url: str
    installation: Installation
    wave: str
    secrets: DemoSecrets
    cards: dict[str, list[str]]
    browser: Browser
    eyes: Eyes
    contexts: list[BrowserContext] = field(default_factory=list)

    @property
    def home(self) -> Path:
        """The site's folder."""
        return self.installation.home

    def letters(self, words: str = "") -> list[str]:
        """What was sent that says this, the newest first. Without a server for e-mail a site writes files.

        Two letters of one second can share a file: its name is the second and where in memory the sender was.
        """
        files = sorted((self.home / "mail").glob("*"), key=lambda path: path.stat().st_mtime, reverse=True)
        whole = [path.read_text(encoding="utf-8").split(END_OF_LETTER)[:-1] for path in files]
        return [letter for letters in whole for letter in reversed(letters) if words in letter]

    def take_card(self, ages: str) -> str:
        """The code of a card that nobody has used."""
        return self.cards[ages].pop()

    def child(
        self, *, width: int = NARROW, dark: bool = False, has_script: bool = True, is_touching: bool = True
    ) -> "Child":
        """A child with a telephone of their own, unless it is said otherwise."""
        return Child(self, self._open_browser(width, dark, has_script, is_touching), is_touching, has_script)

    def colleague(self, role: str, *, width: int = WIDE, dark: bool = False) -> "Colleague":
        """Somebody with this role, signed in."""
        colleague = Colleague(self, self._open_browser(width, dark, True, False))
        colleague.sign_in(role)
        return colleague

    def stranger(self) -> "Visitor":
        """Somebody whom the site does not know."""
        return Visitor(self, self._open_browser(WIDE, False, True, False))

    def _open_browser(self, width: int, dark: bool, has_script: bool, is_touching: bool) -> Page:
        context = self.browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            color_scheme="dark" if dark else "light",
            java_script_enabled=has_script,
            has_touch=is_touching,
            locale="en-GB",
        )
        self.contexts.append(context)
        self.eyes.watch(context, self.url)
        return context.new_page()

    def close_browsers(self) -> None:
        """Everybody goes home: a page left open would go on asking a site that is gone."""
        for context in self.contexts:
            context.close()


@dataclass
class Visitor:
    """Somebody in front of a browser."""

    town: Town
    page: Page
    is_touching: bool = False
    has_script: bool = True

    @property
    def path(self) -> str:
        """Where they are."""
        return urlsplit(self.page.url).path

    def open(self, path: str) -> None:
        """Type an address."""
        self.page.goto(self.town.url.rstrip("/") + path)
        self.look()

    def press(self, name: str) -> None:
        """A button or a link by its words; the next page is then there, from the server or drawn by the script."""
        self.await_page(lambda: self.touch(self.find(name)))
        self.look()

    def await_page(self, act: Callable[[], None]) -> None:
        """Do something that leads to another page, and wait until it is there."""
        if self.has_script:
            self.page.evaluate(LISTEN)
            act()
            self.page.wait_for_function(SHOWN)
            self.page.wait_for_load_state()
        else:
            with self.page.expect_navigation():
                act()

    def press_back(self) -> None:
        """The browser's own Back; pressed again while a page that leads on by itself makes room for the next."""
        for _ in range(MOST_PRESSES):
            try:
                self.page.go_back()
            except Error as failure:
                if BETWEEN_PAGES not in failure.message:
                    raise
                self.page.wait_for_timeout(MILLISECONDS_TO_PRESS_AGAIN)
            else:
                return
        pytest.fail("The browser's Back could not be pressed: its page did not come to rest.")

    def find(self, name: str) -> Locator:
        """A button or a link by its words."""
        button = self.page.get_by_role("button", name=name, exact=True)
        return button.or_(self.page.get_by_role("link", name=name, exact=True)).first

    def touch(self, found: Locator) -> None:
        """With a finger or with a mouse."""
        if self.is_touching:
            found.tap()
        else:
            found.click()

    def look(self) -> None:
        """What must hold for every page holds for this one."""
        if self.has_script:
            self.town.eyes.look_at(self.page)

    def sees(self, *words: str) -> None:
        """These words stand on the page."""
        for each in words:
            expect(self.page.locator("main")).to_contain_text(each)

    def is_told(self, heading: str) -> None:
        """The page's heading is this."""
        expect(self.page.locator("h1").first).to_have_text(heading)

    def leave(self) -> None:
        """Close the browser."""
        self.page.context.close()


@dataclass
class Child(Visitor):
    """A child or young person with a card."""

    draw: random.Random = field(default_factory=lambda: random.Random(7))

    def type_code(self, code: str) -> None:
        """On the first page."""
        self.open("/")
        self.page.get_by_label("Your code").fill(code)
        self.press("Go on")

    @property
    def question(self) -> str:
        """What is asked first on this page."""
        return self.page.locator("legend, .write label").first.inner_text()

    def begin(self, ages: str) -> str:
        """With a card that nobody has used, up to the first question or what the adult reads; its code."""
        code = self.town.take_card(ages)
        self.type_code(code)
        self.is_told("Before you start")
        self.press("Yes, start")
        return code

    def answer_page(self) -> None:
        """Choose an answer to each question of this page, write a line where one may be written, and go on."""
        for question in self.page.locator("fieldset.ask").all():
            answers = question.locator("label.answer")
            self.touch(answers.nth(self.draw.randrange(answers.count())))
        for line in self.page.locator("textarea").all():
            line.fill("The garden is good.")
        self.press("Next")

    def answer_pages(self, number: int) -> None:
        """So many pages, with what stands between the questions."""
        for _ in range(number):
            if self.page.locator("#questions").count():
                self.answer_page()
            else:
                self.press(self.page.locator(".go .next").inner_text())

    def answer_to_the_end(self) -> None:
        """Every page that comes, up to the one before sending."""
        for _ in range(MOST_PAGES):
            if self.is_before_sending:
                return
            self.answer_pages(1)
        raise AssertionError(f"no end: {self.path}")

    @property
    def is_before_sending(self) -> bool:
        """Whether this is the last page before the answers are sent."""
        return self.page.get_by_role("button", name=re.compile("^Send ")).count() > 0

    def go_on(self) -> None:
        """The one large button of this page."""
        self.press(self.page.locator(".next").inner_text())

    def answer_everything(self, ages: str) -> str:
        """From the card to the thank-you; the card's code."""
        code = self.begin(ages)
        self.answer_to_the_end()
        self.go_on()
        self.is_told("Thank you")
        return code

    def pick_pictures(self, pictures: tuple[str, ...] = PICTURES) -> None:
        """One for each of the three places."""
        for place, picture in zip(self.page.locator("fieldset.ask").all(), pictures, strict=True):
            self.touch(place.locator("label.answer", has_text=picture))

    def escape_twice(self) -> None:
        """Within a second, for which a machine with much to do may need another try."""
        for _ in range(MOST_PRESSES):
            with (
                suppress(TimeoutError),
                self.page.expect_navigation(url="**/hide/", timeout=MILLISECONDS_TO_LEAVE),
            ):
                self.page.keyboard.press("Escape")
                self.page.keyboard.press("Escape")
            if self.path.endswith("/hide/"):
                return
        pytest.fail("Escape twice does not lead away.")

    def tab_to(self, found: Locator) -> None:
        """With the Tab key, as often as it takes."""
        for _ in range(MOST_TABS):
            if self.is_on(found):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not come to {found}")

    def is_on(self, found: Locator) -> bool:
        """Whether the keyboard is there."""
        return bool(found.evaluate("each => each === document.activeElement"))

    def answer_with_keys(self) -> None:
        """Space chooses, an arrow changes the choice, Enter goes on."""
        for question in self.page.locator("fieldset.ask").all():
            answers = question.locator("input")
            self.tab_to(answers.first)
            self.page.keyboard.press("Space")
            if answers.first.get_attribute("type") == "radio":
                self.page.keyboard.press("ArrowDown")
                expect(answers.nth(1)).to_be_checked()
            expect(question.locator("input:checked")).to_have_count(1)
        self.tab_to(self.find("Next"))
        self.hit("Enter")

    def sees_where_it_stands(self) -> bool:
        """Whether what the keyboard is on has a ring: itself, or its word where the word is drawn as the button."""
        return bool(self.page.evaluate(RING))

    def has_help(self) -> None:
        """Help is one press away."""
        expect(self.find("Get help")).to_be_visible()

    def goes_for_help_and_comes_back(self) -> None:
        """And is then where it was before."""
        before = (self.path, self.page.locator("h1").first.inner_text())
        self.press("Get help")
        self.is_told("Get help")
        self.press("Go back")
        assert (self.path, self.page.locator("h1").first.inner_text()) == before

    def hit(self, key: str) -> None:
        """A key that leads to another page."""
        self.await_page(lambda: self.page.keyboard.press(key))
        self.look()


@dataclass
class Colleague(Visitor):
    """Somebody who works with the site, or has a part in it."""

    @property
    def wave_path(self) -> str:
        """The address of the wave under way."""
        return f"/work/{COUNCIL}/waves/{self.town.wave}/"

    def sign_in(self, role: str) -> None:
        """With their address and password."""
        (user,) = (each for each in self.town.secrets.users if each.role == role)
        self.open("/sign-in/")
        self.page.get_by_label("E-mail address").fill(user.email)
        self.page.get_by_label("Password").fill(user.password)
        self.press("Sign in")

    def count_answered(self) -> dict[str, int | None]:
        """How many have answered, by survey, as the tiles of this page say; None where they may not."""
        tiles = [
            (tile.locator(".label").first.inner_text(), tile.locator("b").inner_text())
            for tile in self.page.locator(".tile").all()
        ]
        return {
            ages.removeprefix("Ages ").replace(" to ", "-"): None if count == "c" else int(count)
            for ages, count in tiles
        }

    def open_wave_list(self) -> None:
        """The council's first page."""
        self.open(f"/work/{COUNCIL}/")

    def open_wave_page(self, wave: str = "") -> None:
        """The page of the wave under way, or of another."""
        self.open(f"/work/{COUNCIL}/waves/{wave or self.town.wave}/")

    def choose_file(self, label: str, path: Path) -> None:
        """In the box with this label."""
        self.page.get_by_label(label).set_input_files(path)

    def close_wave(self) -> None:
        """Read what will follow, and close it."""
        self.open_wave_page()
        self.press("Close the wave")
        self.is_told("Close the wave")
        self.press("Close the wave")

    def hand_in_key(self, holder: str = "first") -> None:
        """The key file and its passphrase."""
        (key,) = (each for each in self.town.secrets.keys if each.holder == holder)
        self.page.get_by_label("Your key file").set_input_files(key.file)
        self.page.get_by_label("Passphrase").fill(key.passphrase)
        self.press("Hand the key in and open the answers")

    def wait_until_opened(self) -> None:
        """Watch the progress to its end, touching nothing."""
        end = self.page.get_by_role("heading", name="The answers are opened", exact=True)
        expect(end).to_be_visible(timeout=MILLISECONDS_TO_OPEN)
        self.look()

    def open_plan(self, wave: str) -> None:
        """The plan of a wave."""
        self.open(f"/work/{COUNCIL}/waves/{wave}/plan/")

    def write_step(self, wave: str, step: str, given: Mapping[str, str] | None = None) -> None:
        """A step of a plan: what is given by its label, everything else in a word, and every box ticked."""
        self.open(f"/work/{COUNCIL}/waves/{wave}/plan/{step}/")
        for label, text in (given or {}).items():
            self.page.get_by_label(label, exact=True).fill(text)
        for box in self.page.locator("main :is(input[type=text], textarea)").all():
            if not box.input_value() and not (box.get_attribute("name") or "").endswith("_none"):
                box.fill("As agreed in the working group")
        for tick in self.page.locator("main input[type=checkbox]").all():
            tick.check()
        self.press("Keep this step")
        self.is_told(f"Plan of wave {wave}")

    def write_plan(self, wave: str, opens_on: date) -> None:
        """Every step, with days that follow each other: five weeks of answers, two to the panel, two more to tell."""
        last = opens_on + timedelta(weeks=5)
        days = {
            "First day for answers": opens_on,
            "Last day for answers": last,
            "Day of the young people's panel": last + timedelta(weeks=2),
        }
        given = {
            "dates": {label: day.isoformat() for label, day in days.items()} | {"Days of grace": "7"},
            "feedback": {"By which day children are told": (last + timedelta(weeks=4)).isoformat()},
            "assessment": {"On which day": opens_on.isoformat()},
        }
        for step in PLAN_STEPS:
            self.write_step(wave, step, given.get(step))

    def open_reports(self) -> None:
        """The page of the wave's reports."""
        self.open(f"{self.wave_path}report/")

    def read_report(self, level: str) -> None:
        """A report by its button."""
        with self.page.expect_navigation():
            self.find(f"Read the {level} report").click()

    def record_panel(self, held_on: date) -> None:
        """That the young people's panel has met."""
        self.open_reports()
        self.press("Record the panel's session")
        self.page.get_by_label("Day of the session").fill(held_on.isoformat())
        self.press("The panel has met")
