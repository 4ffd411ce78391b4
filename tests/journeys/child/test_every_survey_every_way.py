"""Each of the four surveys, from the card to the thank-you page, by everybody who cannot do it the usual way: with keys
alone, by ear, without a script, without a signal, at four times the size. From right to left has a module of its own.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.conftest import CHROMIUM, OpenTown
from journeys.eyes import NARROW, WIDE
from journeys.steps import AGES, IS_TAKEN_OVER, Child, Town

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
]

# A window of 1280 × 1024 whose text is four times as large has room for this much of a page.
ZOOMED = {"width": 320, "height": 256}
# What is pressed lies wholly in the window and under nothing else, once it was scrolled to.
COVERED = """all => all.filter(each => {
    each.scrollIntoView({ block: 'center' });
    const box = each.getBoundingClientRect(), x = box.left + box.width / 2, y = box.top + box.height / 2;
    const top = document.elementFromPoint(x, y);
    return box.left < 0 || box.right > innerWidth || !top || !(each.contains(top) || top.contains(each));
}).map(each => each.innerText)"""
PRESSED = "label.answer, .next, .skip, .ways button, .bar a, .bar button"
CUT_OFF = """() => [...document.querySelectorAll('main *, .bar *')].filter(each =>
    each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX === 'hidden'
    && !each.matches('.unseen')).map(each => each.innerText)"""
DRAWN = "() => self.shown === true"
SPOKEN = ("radio", "checkbox", "button", "link", "textbox", "image", "group", "heading")
NO_SIGNAL = "ERR_INTERNET_DISCONNECTED"


@pytest.fixture(scope="module")
def the_town(open_town: OpenTown) -> Iterator[Town]:
    with open_town() as town:
        yield town


@pytest.fixture
def town(the_town: Town) -> Iterator[Town]:
    yield the_town
    assert [each for each in the_town.eyes.take_complaints() if NO_SIGNAL not in each] == []


def every_survey(usual: str) -> pytest.MarkDecorator:
    """Each survey; those whose way is tried for another in every run wait for the longer one."""
    return pytest.mark.parametrize(
        "ages", [each if each == usual else pytest.param(each, marks=pytest.mark.slow) for each in AGES]
    )


@dataclass
class Listener(Child):
    """Somebody who hears the page and sees nothing of it: finds a thing by what it is and what it is called."""

    draw: random.Random = field(default_factory=lambda: random.Random(11))

    def hear(self) -> list[dict[str, str]]:
        """What the browser tells a screen reader of this page, in its order."""
        session = self.page.context.new_cdp_session(self.page)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        session.detach()
        return [describe(each) for each in nodes if not each["ignored"]]

    def hears_all(self) -> None:
        """Whatever can be pressed or chosen has a name, and no two answers of a question have the same."""
        heard = self.hear()
        nameless = [each for each in heard if each["role"] in SPOKEN and not each["name"]]
        assert nameless == [], self.page.url
        for group in self.page.get_by_role("group").all():
            names = [each.strip() for each in group.locator("label.answer").all_inner_texts()]
            assert len(set(names)) == len(names)

    def hears_first(self) -> str:
        """What is said when the script has drawn another page: what has the focus."""
        return next(each["name"] for each in self.hear() if each["focused"])

    def choose(self) -> None:
        """One answer to each question and a line where one can be written, by role and name alone."""
        heard = self.hear()
        for name in [each["name"] for each in heard if each["role"] == "group"]:
            group = self.page.get_by_role("group", name=name, exact=True)
            answers = group.get_by_role("radio").or_(group.get_by_role("checkbox"))
            chosen = answers.nth(self.draw.randrange(answers.count()))
            chosen.dispatch_event("click")
            expect(chosen).to_be_checked()
        for box in [each for each in heard if each["role"] == "textbox"]:
            assert "tonight" in box["description"], "when it may be read is said with the box"
            self.page.get_by_role("textbox", name=box["name"], exact=True).fill("I like the dog.")

    def activate(self, name: str) -> None:
        """As a screen reader presses a button."""
        self.await_page(lambda: self.find(name).dispatch_event("click"))
        self.look()


def describe(node: dict[str, Any]) -> dict[str, Any]:
    """Role, name, description, and whether it has the focus."""
    state = {each["name"]: each["value"].get("value") for each in node.get("properties", [])}
    told = {key: str(node.get(key, {}).get("value", "")) for key in ("role", "name", "description")}
    return {**told, "focused": bool(state.get("focused")) and told["role"] != "RootWebArea"}


@every_survey("11-17")
def test_with_keys_alone(town: Town, ages: str) -> None:
    child = town.child(width=WIDE, is_touching=False)
    child.open("/")
    child.tab_to(child.page.get_by_label("Your code"))
    child.page.keyboard.type(town.take_card(ages))
    child.hit("Enter")
    child.tab_to(child.find("Yes, start"))
    child.hit("Enter")
    # when each question is answered with Space, an arrow and Enter
    while not child.is_before_sending:
        if child.page.locator("#questions").count():
            child.answer_with_keys()
        else:  # what stands between the questions: who reads on, and to whom the telephone goes
            child.tab_to(child.page.locator(".go .next"))
            child.hit("Enter")
    child.tab_to(child.page.locator(".next"))
    child.hit("Enter")
    child.is_told("Thank you")


@every_survey("16-25")
def test_by_ear(town: Town, ages: str) -> None:
    child = town.child(width=WIDE, is_touching=False)
    listener = Listener(town, child.page)
    listener.begin(ages)
    listener.hears_all()
    while not listener.is_before_sending:
        listener.hears_all()
        if listener.page.locator("#questions").count():
            listener.choose()
        listener.activate(listener.page.locator(".go .next").inner_text())
        if listener.page.evaluate(
            DRAWN
        ):  # a page that the browser opened it says by itself, from its title on
            assert listener.hears_first() == listener.page.locator("main h1, main legend").first.inner_text()
    listener.activate(listener.page.locator(".next").inner_text())
    listener.is_told("Thank you")
    listener.hears_all()


@every_survey("16-25")
def test_without_a_script(town: Town, ages: str) -> None:
    town.child(has_script=False).answer_everything(ages)


@every_survey("4-7")
def test_without_a_signal_from_the_middle_on(town: Town, ages: str) -> None:
    child = town.child()
    child.begin(ages)
    child.answer_pages(2)
    assert child.page.evaluate(IS_TAKEN_OVER)
    child.page.context.set_offline(True)
    child.answer_to_the_end()
    child.go_on()
    # then it says so, and goes when the signal is back
    waiting = child.page.locator("[data-unsent]")
    expect(waiting).to_be_visible()
    child.page.context.set_offline(False)
    expect(waiting).to_be_hidden()


@every_survey("8-11")
def test_at_four_times_the_size(town: Town, ages: str) -> None:
    child = town.child(width=NARROW)
    child.page.set_viewport_size(ZOOMED)
    child.begin(ages)
    while not child.is_before_sending:
        assert child.page.locator(PRESSED).evaluate_all(COVERED) == []
        assert child.page.evaluate(CUT_OFF) == []
        child.answer_pages(1)
    child.go_on()
    child.is_told("Thank you")
