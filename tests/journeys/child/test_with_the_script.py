"""The survey in the browser: without a signal, on a shared device, put away, left alone; and what stays of it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Request, expect

from journeys.conftest import CHROMIUM, OpenTown
from journeys.steps import AGES, IS_TAKEN_OVER, Child, Town

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
]

# All that this device keeps of the site, as somebody finds it who looks everywhere a script can.
LEFT = """async () => {
    const read = name => new Promise(resolve => {
        const request = indexedDB.open('heard');
        request.onsuccess = () => {
            const all = request.result.transaction(name).objectStore(name).getAll();
            all.onsuccess = () => resolve(all.result);
        };
    });
    const files = [];
    for (const name of await caches.keys())
        for (const each of await (await caches.open(name)).keys()) files.push(new URL(each.url).pathname);
    return { drafts: (await read('drafts')).length, waiting: (await read('waiting')).length, files,
             cookie: document.cookie, stored: JSON.stringify(localStorage) + JSON.stringify(sessionStorage) };
}"""
MINUTE = 60_000
MOST_FIRST_REQUESTS, MOST_BYTES = 6, 60_000
# A voice of this device and one of another computer, and what they were asked to say.
VOICES = """(() => {
    self.said = [];
    const voice = (name, localService) => ({ name, lang: 'en-GB', localService });
    const voices = [voice('far', false), voice('near', true)];
    speechSynthesis.getVoices = () => voices;
    self.SpeechSynthesisUtterance = function (text) { this.text = text; };
    speechSynthesis.speak = each => {
        said.push([each.voice.name, each.text]);
        each.onboundary({ charIndex: 0 });
        self.marked = document.querySelector('.saying').textContent;
    };
    speechSynthesis.cancel = () => {};
})()"""


# A telephone that encrypts nothing until it is let go on.
SLOW = """(() => {
    const encrypt = SubtleCrypto.prototype.encrypt, until = new Promise(resolve => { self.goOn = resolve; });
    SubtleCrypto.prototype.encrypt = async function (...given) {
        self.isEncrypting = true;
        await until;
        return encrypt.apply(this, given);
    };
})()"""


@pytest.fixture(scope="module")
def the_town(open_town: OpenTown) -> Iterator[Town]:
    with open_town() as town:
        yield town


@pytest.fixture
def town(the_town: Town) -> Iterator[Town]:
    yield the_town
    assert [each for each in the_town.eyes.take_complaints() if "ERR_INTERNET_DISCONNECTED" not in each] == []


def begin(town: Town, ages: str, child: Child | None = None) -> tuple[Child, str]:
    """A child whose browser has taken the survey over, at the first question; the code."""
    child = child or town.child()
    code = child.begin(ages)
    if child.path == "/answer/adult/":
        child.go_on()
    assert child.page.evaluate(IS_TAKEN_OVER)
    return child, code


@pytest.mark.parametrize("ages", AGES)
def test_from_question_to_thanks_the_browser_asks_the_server_for_no_page(town: Town, ages: str) -> None:
    child, code = begin(town, ages)
    asked: list[str] = []
    child.page.on("request", lambda request: asked.append(request.url.removeprefix(town.url.rstrip("/"))))
    child.answer_to_the_end()
    assert [each for each in asked if not each.startswith("/static/")] == []
    child.go_on()
    child.is_told("Thank you")
    assert [each for each in asked if not each.startswith("/static/")] == [
        "/answer/sealed/answers/",
        "/answer/sealed/words/",
    ]
    other = town.child()
    other.type_code(code)
    other.sees("The answers for this card are in.")


def test_without_a_signal_a_survey_is_finished_waits_and_goes_when_the_signal_is_back(town: Town) -> None:
    child, code = begin(town, "11-17")
    child.answer_pages(2)
    # given no signal any more, and a page that is loaded anew
    child.page.context.set_offline(True)
    third = child.question
    child.page.reload()
    expect(child.page.locator("legend, .write label").first).to_have_text(third)
    child.answer_to_the_end()
    child.go_on()
    # then it is locked here, and the page says so
    child.is_told("You are done")
    child.sees("One finished survey waits on this device to be sent.")
    left = child.page.evaluate(LEFT)
    assert (left["drafts"], left["waiting"]) == (0, 2)  # its ticks and its words
    assert "The garden" not in str(left)
    # when the signal is back
    child.page.context.set_offline(False)
    expect(child.page.locator("[data-unsent]")).to_be_hidden()
    other = town.child()
    other.type_code(code)
    other.sees("The answers for this card are in.")


def test_what_waits_is_sent_from_the_first_page_too(town: Town) -> None:
    child, code = begin(town, "16-25")
    child.page.context.set_offline(True)
    child.answer_to_the_end()
    child.go_on()
    child.is_told("You are done")
    child.page.goto("about:blank")
    child.page.context.set_offline(False)
    child.open("/")
    expect(child.page.locator("[data-unsent]")).to_be_hidden()
    child.page.wait_for_function("() => !localStorage.getItem('heard_waiting')")
    child.type_code(code)
    child.sees("The answers for this card are in.")


def test_nothing_readable_is_left_on_the_device(town: Town) -> None:
    child, code = begin(town, "8-11")
    child.answer_to_the_end()
    child.go_on()
    child.is_told("Thank you")
    left = child.page.evaluate(LEFT)
    assert (left["drafts"], left["waiting"], left["cookie"]) == (0, 0, "")
    assert left["stored"] == "{}{}"
    for path in left["files"]:
        assert path.startswith(("/static/", "/survey/", "/answer/shell/", "/answer/blank/", "/hide/"))
    cookies = {each["name"] for each in child.page.context.cookies()}
    assert cookies == {"heard_form"}
    assert code not in str(left)


def test_two_children_one_after_the_other_see_nothing_of_each_other(town: Town) -> None:
    first, _ = begin(town, "8-11")
    first.answer_pages(3)
    # given that the second types a code on the same device while the first's answers wait
    second, _ = begin_there(town, first)
    assert second.page.locator("input:checked").count() == 0
    assert second.page.evaluate(LEFT)["drafts"] == 1
    second.answer_to_the_end()
    second.go_on()
    second.is_told("Thank you")


def begin_there(town: Town, child: Child) -> tuple[Child, str]:
    code = town.take_card("8-11")
    child.type_code(code)
    child.is_told("Someone has begun here")
    child.press("Go on with my card")
    child.press("Yes, start")
    assert child.page.evaluate(IS_TAKEN_OVER)
    return child, code


def test_left_alone_for_half_an_hour_the_page_shuts_and_the_code_opens_it(town: Town) -> None:
    child = town.child()
    child.page.clock.install()
    child, code = begin(town, "8-11", child)
    child.answer_pages(2)
    third = child.question
    child.page.clock.fast_forward(31 * MINUTE)
    child.is_told("Type your code again")
    assert "heard_draft" not in child.page.evaluate("document.cookie")
    child.type_code(code)
    assert child.page.evaluate(IS_TAKEN_OVER)
    expect(child.page.locator("legend").first).to_have_text(third)


def test_letters_and_colours_last_through_the_survey_and_go_with_it(town: Town) -> None:
    child, _ = begin(town, "8-11")
    child.press("Letters and colours")
    for word in ("Very large", "Further apart", "White on black"):
        child.touch(child.page.locator("label.answer", has_text=word))
    child.press("Do it")
    html = child.page.locator("html")
    expect(html).to_have_class("largest spaced strong")
    child.answer_pages(2)
    expect(html).to_have_class("largest spaced strong")
    child.answer_to_the_end()
    child.go_on()
    child.is_told("Thank you")
    expect(html).to_have_class("")
    child.open("/")
    assert child.page.locator("html").get_attribute("class") is None


def test_a_question_is_read_by_a_voice_of_the_device_and_never_what_was_typed(town: Town) -> None:
    child = town.child()
    child.page.add_init_script(VOICES)
    child, _ = begin(town, "11-17", child)
    while not child.page.locator("textarea").count():
        child.answer_page()
    child.page.locator("textarea").first.fill("My secret")
    for button in child.page.locator(".say").all():
        child.touch(button)
    said = child.page.evaluate("said")
    assert {voice for voice, _ in said} == {"near"}
    assert child.page.evaluate("marked") == said[-1][1].split()[0]
    assert "secret" not in str(said)


def test_the_youngest_are_read_to_from_the_start_and_can_stop_it(town: Town) -> None:
    child = town.child()
    child.page.add_init_script(VOICES)
    child, _ = begin(town, "4-7", child)
    said = child.page.evaluate("said.length")
    assert said >= 1
    child.touch(child.page.locator(".say").first)  # it is on, so this stops it
    child.answer_page()
    assert child.page.evaluate("said.length") == said


def test_without_a_voice_of_its_own_a_device_offers_no_reading(town: Town) -> None:
    child = town.child()
    child.page.add_init_script("speechSynthesis.getVoices = () => [{ lang: 'en-GB', localService: false }]")
    child, _ = begin(town, "8-11", child)
    assert child.page.locator(".say").count() == 0


def test_words_that_are_too_long_are_told_and_stay(town: Town) -> None:
    child, _ = begin(town, "11-17")
    while not child.page.locator("textarea").count():
        child.answer_page()
    child.page.locator("textarea").first.fill("x" * 1_007)
    child.press("Next")
    expect(child.page.get_by_role("alert")).to_contain_text("7 letters too many")
    expect(child.page.locator("textarea").first).to_have_value("x" * 1_007)


def test_without_a_signal_a_break_cannot_be_taken_and_that_is_said(town: Town) -> None:
    child, _ = begin(town, "8-11")
    child.answer_pages(1)
    child.press("Stop or take a break")
    child.press("Take a break")
    child.page.context.set_offline(True)
    child.pick_pictures()
    child.press("Keep my answers")
    expect(child.page.get_by_role("alert")).to_contain_text("There is no signal")
    child.page.context.set_offline(False)
    child.press("Keep my answers")
    child.is_told("Your answers are kept")


def test_the_first_page_takes_few_requests_and_a_whole_survey_is_a_small_download(town: Town) -> None:
    child, sizes = town.child(), list[int]()

    def weigh(request: Request) -> None:
        response = request.response()
        if response and not response.from_service_worker and not request.url.startswith("data:"):
            sizes.append(
                max(request.sizes()["responseBodySize"], 0)
            )  # what came from the browser's own store is < 0

    child.page.on("requestfinished", weigh)
    child.page.goto(town.url)
    child.page.wait_for_load_state("networkidle")
    assert len(sizes) <= MOST_FIRST_REQUESTS
    child, _ = begin(town, "11-17", child)
    child.answer_to_the_end()
    child.go_on()
    child.is_told("Thank you")
    assert sum(sizes) <= MOST_BYTES, sizes


def test_a_child_who_touches_a_slow_telephone_too_early_stays_where_they_are(town: Town) -> None:
    child = town.child()
    child.page.add_init_script(SLOW)
    child.begin("8-11")
    first = child.question
    # when the page is touched before the script has put the first draft away
    child.page.wait_for_function("() => self.isEncrypting")
    child.touch(child.page.locator("label.answer").first)
    assert child.question == first
    child.page.evaluate("goOn()")
    # then the question is still there, and the next one comes
    assert child.question == first
    child.press("Next")
    assert child.question != first


def test_where_the_server_never_hands_the_survey_over_every_button_still_does_what_it_says(
    town: Town,
) -> None:
    child = town.child()
    # given a server that does not answer the script
    child.page.route("**/answer/take-over/", lambda route: None)
    child.begin("8-11")
    first = child.question
    child.answer_page()
    second = child.question
    child.press("Back")
    assert child.question == first
    assert child.page.locator("input:checked").count() == 1
    child.press("Next")
    assert child.question == second
