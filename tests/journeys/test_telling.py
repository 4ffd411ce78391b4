"""You said, we did: an editor writes, is refused a promise that nothing stands behind, publishes; a child judges."""

import json
from collections.abc import Iterator

import pytest

from journeys.conftest import CHROMIUM, OpenTown
from journeys.eyes import NARROW
from journeys.steps import COUNCIL, Colleague, Town

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
]
WAVE = "2026"
TOLD = f"/work/{COUNCIL}/waves/{WAVE}/told/"
SAID = f"/said/{COUNCIL}/{WAVE}/"
SAID_SO = "You want us to ask you how it is."
PROMISE = "We will ask each of you, every month, how it is."

# What other pages of the site do, each with a journey of its own: a finding gets its answer.
ANSWER = f"""
from heard.base.policy import Level
from heard.web.responding.actions import Given, answer_finding
from heard.web.responding.kinds import Kind
from heard.web.responding.queries import find_answer
from heard.web.results.found import list_findings
from heard.web.telling.queries import list_words
from heard.web.tenancy import in_council
from heard.web.ui import clock
import json
with in_council({COUNCIL!r}):
    written = {{spot.indicator for spot in list_words({WAVE!r})}}
    found = [
        each.indicator for each in list_findings({WAVE!r}) if each.at(Level.PUBLIC) and each.indicator not in written
    ]
    now = find_answer({WAVE!r}, found[0])
    answer_finding(wave={WAVE!r}, indicator=found[0], given=Given(
        kind=Kind.WILL, who="head of participation", text="Every child is asked each month.",
        answer=now.number, words=now.read), by="editor", at=clock.now())
print(json.dumps(found[0]))
"""
LINK = f"""
from heard.web.acting.actions import add_action
from heard.web.acting.contents import ActionContent
from heard.web.tenancy import in_council
from heard.web.ui import clock
with in_council({COUNCIL!r}):
    add_action(content=ActionContent(text="Ask every child each month", findings=(({WAVE!r}, INDICATOR),),
        roles=("participation officer",)), by="editor", at=clock.now())
"""


@pytest.fixture(scope="module")
def the_town(open_town: OpenTown) -> Iterator[Town]:
    with open_town() as town:
        yield town


@pytest.fixture
def town(the_town: Town) -> Iterator[Town]:
    yield the_town
    assert the_town.eyes.take_complaints() == []


def run(town: Town, code: str) -> str:
    return town.installation.manage("shell", "--no-imports", "--command", code)


def write(colleague: Colleague, box: str, text: str) -> None:
    colleague.page.locator(f"[id='{box}']").fill(text)


def press_first(colleague: Colleague, name: str) -> None:
    with colleague.page.expect_navigation():
        colleague.page.get_by_role("button", name=name, exact=True).first.click()
    colleague.look()


def test_from_words_to_a_childs_verdict(town: Town) -> None:
    # given a wave whose findings are told, one of them with an answer, and an editor
    indicator = json.loads(run(town, ANSWER).splitlines()[-1])
    editor = town.colleague("editor")
    editor.open(TOLD)
    editor.is_told("You said, we did")

    # when they promise something and no action is linked, it is kept, and not published
    editor.open(f"{TOLD}words/8-11/")
    editor.is_told("Words: Ages 8 to 11")
    write(editor, f"{indicator}-said", SAID_SO)
    write(editor, f"{indicator}-answer", PROMISE)
    press_first(editor, "Save the words")
    editor.sees("Saved on one finding.", "“will” is a promise, and no action is linked to this finding.")
    editor.press("Look at the page")
    editor.sees("What stands in the way", "is a promise")

    # when an action is linked, it is published
    run(town, LINK.replace("INDICATOR", repr(indicator)))
    editor.open(f"{TOLD}publish/")
    editor.sees(PROMISE)
    publish = editor.page.get_by_role("button", name="Publish it")
    with editor.page.expect_navigation():
        publish.click()
    editor.look()
    editor.sees("Published. Anybody can read it from now on.")

    # and there are cards, printed once
    editor.open(f"{TOLD}cards/")
    editor.page.get_by_label("Ages 8 to 11").check()
    editor.page.get_by_label("A name for this batch").fill("Summer party")
    editor.page.get_by_label("How many cards?").fill("10")
    press_first(editor, "Make the cards")
    code = editor.page.locator("code").first.inner_text()

    # then a child opens the page on a telephone without signing in, and says with a card that it is not enough
    child = town.child(width=NARROW)
    child.open(f"/said/{COUNCIL}/")
    child.is_told("What came of what you told us")
    child.press("I am 8 to 11")
    child.is_told("You said, we did")
    child.sees("You said", SAID_SO, "We will", PROMISE)
    child.press("I have a card. Say what I think")
    child.is_told("What do you think?")
    child.page.get_by_label("The code on your card").fill("BCDF-GHJK")
    child.touch(child.page.locator(f"input[name={indicator}][value=not_enough]").locator("xpath=.."))
    child.press("Send it")
    child.sees("This is not a code from a card.")
    child.page.get_by_label("The code on your card").fill(code.lower())
    child.press("Send it")
    child.is_told("Thank you")
    assert child.page.context.cookies() == []
    child.leave()
    assert run_counts(town, indicator) == "(0, 1, 0)"

    # and who was told is recorded, and the page printed
    editor.open(f"{TOLD}audiences/")
    editor.page.get_by_label("Children aged 8 to 11").check()
    editor.page.get_by_label("Who told them?").fill("participation officer")
    editor.page.get_by_label("How?", exact=True).fill("At the summer party")
    press_first(editor, "Record it")
    editor.sees("At the summer party. By participation officer")
    editor.open(TOLD)
    editor.sees("Told since", "Too few have said yet", "Not yet")
    editor.open(f"{TOLD}paper/")
    editor.open(f"{TOLD}paper/8-11/letter/")
    editor.sees(PROMISE)
    editor.open(f"{TOLD}made/")
    editor.leave()


def run_counts(town: Town, indicator: str) -> str:
    counts = "'(' || helps || ', ' || not_enough || ', ' || did_not_happen || ')'"
    return town.installation.ask(f"SELECT {counts} FROM telling_verdictcount WHERE indicator = '{indicator}'")
