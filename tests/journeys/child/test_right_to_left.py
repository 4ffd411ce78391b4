"""A survey from right to left on a narrow telephone, in the made-up language: each of the four, by the script and
without it; chosen and changed on the way, with a signal and without one."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, expect

from journeys.conftest import CHROMIUM, OpenTown
from journeys.steps import AGES, IS_TAKEN_OVER, Child, Town
from mirrored import KEY, NAME, mirror, write_mirrored

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
]

# Where things stand: the middle of each box, from the left.
MIDDLES = (
    "all => all.map(each => { const box = each.getBoundingClientRect(); return box.left + box.width / 2; })"
)
VOICES = """(() => {
    self.said = [];
    const voice = (name, lang, localService) => ({ name, lang, localService });
    const voices = [voice('far', 'ar-XB', false), voice('english', 'en-GB', true), voice('near', 'ar_EG', true)];
    speechSynthesis.getVoices = () => voices;
    self.SpeechSynthesisUtterance = function (text) { this.text = text; };
    speechSynthesis.speak = each => said.push([each.voice.name, each.lang]);
    speechSynthesis.cancel = () => {};
})()"""


@dataclass
class TurnedChild(Child):
    """A child who reads the made-up language: the names of buttons are the English ones as it says them."""

    code: str = ""

    def find(self, name: str) -> Locator:
        return super().find(mirror(name))

    def press_as_it_stands(self, found: Locator) -> None:
        """A button by its place."""
        self.await_page(lambda: self.touch(found))
        self.look()

    def is_told(self, heading: str) -> None:
        super().is_told(mirror(heading))

    def choose_language(self) -> None:
        """By its name, which is the same on every page."""
        self.press_as_it_stands(self.page.get_by_role("button", name=NAME, exact=True))

    def type_code(self, code: str) -> None:
        self.open("/")
        if self.page.locator("html").get_attribute("dir") != "rtl":
            self.choose_language()
        self.page.get_by_label(mirror("Your code")).fill(code)
        self.press("Go on")

    def answer_pages(self, number: int) -> None:
        for _ in range(number):
            if self.page.locator("#questions").count():
                self.answer_page()
            else:
                self.press_as_it_stands(self.page.locator(".go .next"))

    def go_on(self) -> None:
        self.press_as_it_stands(self.page.locator(".next"))

    @property
    def is_before_sending(self) -> bool:
        return self.page.locator("[name=go][value=send]").count() > 0

    @property
    def is_turned(self) -> bool:
        """Whether the whole page runs from right to left."""
        html = self.page.locator("html")
        return (html.get_attribute("lang"), html.get_attribute("dir")) == (KEY, "rtl")

    def order_of(self, selector: str) -> list[float]:
        """How far from the left each stands."""
        return list(self.page.locator(selector).evaluate_all(MIDDLES))


@pytest.fixture(scope="module")
def the_town(open_town: OpenTown, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = write_mirrored(tmp_path_factory.mktemp("languages"))
    with open_town(HEARD_WORDS=str(folder), HEARD_LANGUAGES=KEY) as town:
        yield town


@pytest.fixture
def town(the_town: Town) -> Iterator[Town]:
    yield the_town
    assert [each for each in the_town.eyes.take_complaints() if "ERR_INTERNET_DISCONNECTED" not in each] == []


def a_child(town: Town, *, has_script: bool = True) -> TurnedChild:
    child = town.child(has_script=has_script)
    return TurnedChild(town, child.page, child.is_touching, child.has_script)


def begin(town: Town, ages: str) -> TurnedChild:
    """At the first question, taken over by the script."""
    child = a_child(town)
    child.code = child.begin(ages)
    if child.path == "/answer/adult/":
        child.go_on()
    assert child.page.evaluate(IS_TAKEN_OVER)
    return child


@pytest.mark.slow
@pytest.mark.parametrize("ages", AGES)
def test_each_survey_runs_from_right_to_left_to_its_end(town: Town, ages: str) -> None:
    child = begin(town, ages)
    while not child.is_before_sending:
        assert child.is_turned
        child.answer_pages(1)
    child.go_on()
    child.is_told("Thank you")
    assert child.is_turned
    # and help, from here too, is in the language
    child.press("Get help")
    child.is_told("Get help")


@pytest.mark.slow
@pytest.mark.parametrize("ages", ["4-7", "11-17"])
def test_without_scripts_it_does_too(town: Town, ages: str) -> None:
    child = a_child(town, has_script=False)
    child.answer_everything(ages)
    assert child.is_turned


def test_what_is_read_first_stands_on_the_right(town: Town) -> None:
    child = begin(town, "11-17")
    circle, word = child.order_of(".answer >> nth=0 >> :scope > *")
    assert circle > word
    path = child.order_of(".path i")
    assert path == sorted(path, reverse=True)
    while not child.page.locator(".numbers").count():
        child.answer_pages(1)
    first, second, *_ = child.order_of(".numbers >> nth=0 >> .answer")
    assert first > second
    nothing, everything = child.order_of(".numbers >> nth=0 >> .ends span")
    assert nothing > everything


def test_from_english_in_the_middle_and_back_nothing_is_lost(town: Town) -> None:
    child = town.child()
    child.begin("11-17")
    assert child.page.evaluate(IS_TAKEN_OVER)
    child.answer_pages(2)
    third = child.question
    child.touch(child.page.locator("label.answer").first)
    # when another language is chosen
    child.press("Language")
    child.is_told("Which language do you want?")
    child.press(NAME)
    # then the same question is asked in it, with what was chosen
    turned = TurnedChild(town, child.page, child.is_touching)
    assert turned.page.evaluate(IS_TAKEN_OVER)
    assert (turned.is_turned, turned.question) == (True, mirror(third))
    expect(turned.page.locator("input:checked")).to_have_count(1)
    # and back, and to the end
    turned.press("Language")
    child.press("English")
    assert child.question == third
    child.answer_to_the_end()
    child.go_on()
    child.is_told("Thank you")
    child.press("Get help")  # in the head of a page whose survey is sent
    child.is_told("Get help")


@pytest.mark.slow
def test_without_a_signal_it_goes_on_in_its_language(town: Town) -> None:
    child = begin(town, "8-11")
    child.answer_pages(1)
    second = child.question
    child.page.context.set_offline(True)
    child.page.reload()
    expect(child.page.locator("legend").first).to_have_text(second)
    assert child.is_turned
    child.answer_to_the_end()
    child.go_on()
    child.is_told("You are done")
    child.page.context.set_offline(False)
    expect(child.page.locator("[data-unsent]")).to_be_hidden()


def test_without_a_signal_a_page_kept_in_english_speaks_the_surveys_language(town: Town) -> None:
    # given a device that kept its pages when somebody read English on it
    english = town.child()
    english.begin("8-11")
    assert english.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    english.press("Language")
    english.press(NAME)
    child = TurnedChild(town, english.page, english.is_touching)
    assert child.page.evaluate(IS_TAKEN_OVER)
    child.page.context.set_offline(True)
    child.page.reload()
    expect(child.page.locator("legend").first).to_be_visible()
    assert child.is_turned
    expect(child.page.locator("#leave")).to_have_text(mirror("Hide this page"))
    # and whoever asks for another language now comes back to the same question
    asked = child.question
    child.touch(child.page.locator("#language"))
    expect(child.page.locator("legend").first).to_have_text(asked)
    child.page.context.set_offline(False)


def test_it_is_read_by_a_voice_of_the_device_that_speaks_it(town: Town) -> None:
    child = a_child(town)
    child.page.add_init_script(VOICES)
    child.begin("8-11")
    assert child.page.evaluate(IS_TAKEN_OVER)
    child.touch(child.page.locator(".say").first)
    assert child.page.evaluate("said") == [["near", "ar_EG"]]


@pytest.mark.slow
def test_a_break_is_ended_elsewhere_in_the_same_language(town: Town) -> None:
    child = begin(town, "8-11")
    child.answer_pages(2)
    third, code = child.question, child.code
    child.press("Stop or take a break")
    child.press("Take a break")
    child.pick_pictures(tuple(mirror(each) for each in ("boat", "sun", "kite")))
    child.press("Keep my answers")
    child.is_told("Your answers are kept")
    other = town.child()
    other.type_code(code)
    other.pick_pictures()
    other.press("Open my answers")
    turned = TurnedChild(town, other.page, other.is_touching)
    assert (turned.is_turned, turned.question) == (True, third)


@pytest.mark.slow
@pytest.mark.parametrize("look", ["largest spaced strong", "larger dark"])
def test_letters_and_colours_hold_from_right_to_left(town: Town, look: str) -> None:
    child = begin(town, "16-25")
    child.page.evaluate("look => { document.documentElement.className = look; }", look)
    for _ in range(4):
        child.answer_pages(1)
        assert child.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    spacing = child.page.evaluate("getComputedStyle(document.querySelector('legend, h1')).letterSpacing")
    assert spacing in ("normal", "0px")  # letters that join must not be pulled apart
