"""The loop: the board sees what waits, an editor answers, the panel sends it back, one finding is followed whole."""

import json
from collections.abc import Iterator

import pytest

from journeys.conftest import CHROMIUM, OpenTown
from journeys.eyes import NARROW
from journeys.steps import COUNCIL, Town

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
]
WAVE = "2026"
LOOP = f"/work/{COUNCIL}/waves/{WAVE}/loop/"
OPEN = f"""
from heard.base.policy import Level
from heard.web.responding.queries import list_answers
from heard.web.results.found import list_findings
from heard.web.reporting.presenters.answers import title_of
from heard.web.tenancy import in_council
import json
with in_council({COUNCIL!r}):
    answers = list_answers({WAVE!r})
    key = next(each.indicator for each in list_findings({WAVE!r})
        if each.needs_answer(Level.PUBLIC) and each.indicator not in answers)
print(json.dumps([key, title_of(key)]))
"""


@pytest.fixture(scope="module")
def the_town(open_town: OpenTown) -> Iterator[Town]:
    with open_town() as town:
        yield town


@pytest.fixture
def town(the_town: Town) -> Iterator[Town]:
    yield the_town
    assert the_town.eyes.take_complaints() == []


def test_a_finding_is_answered_sent_back_and_answered_again(town: Town) -> None:
    # given a finding that nobody has answered
    said = town.installation.manage("shell", "--no-imports", "--command", OPEN)
    indicator, title = json.loads(said.splitlines()[-1])
    board = town.colleague("board")
    board.open(LOOP)
    board.is_told("What became of the findings")
    board.sees("no answer", "waited")

    # when the editor answers it
    editor = town.colleague("editor")
    editor.open(f"/work/{COUNCIL}/waves/{WAVE}/answers/{indicator}/")
    editor.is_told(title)
    editor.press("Save the answer")
    editor.sees("Choose which of the four answers it is.", "Say who answers")
    editor.page.get_by_label("We cannot, because").check()
    editor.page.get_by_label("Who answers").fill("Head of fostering")
    editor.page.get_by_label("The answer", exact=True).fill("There is no room for it.")
    editor.press("Save the answer")
    editor.sees("We cannot, because", "Head of fostering")

    # and the panel, on a telephone, sends it back
    panel = town.colleague("panel", width=NARROW)
    panel.open(f"/work/{COUNCIL}/waves/{WAVE}/answers/{indicator}/")
    panel.page.get_by_label("What is missing?").fill("You did not ask us.")
    panel.press("Send the answer back")
    panel.sees("Sent back by the young people’s panel")

    # then it waits again, until there is another answer
    board.open(f"/work/{COUNCIL}/waves/{WAVE}/answers/")
    board.sees("Sent back by the young people’s panel")
    editor.open(f"/work/{COUNCIL}/waves/{WAVE}/answers/{indicator}/")
    editor.sees("You did not ask us.")
    editor.page.get_by_label("The answer", exact=True).fill(
        "There is no room for it. We asked the panel what else helps."
    )
    editor.press("Save the answer")
    board.open(f"{LOOP}{indicator}/")
    board.sees("We asked the panel what else helps.", "Through all waves")


def test_the_board_follows_one_finding_from_what_was_said_to_what_came_of_it(town: Town) -> None:
    # given the made-up wave before the last, whose loop went all the way round
    board = town.colleague("board", width=NARROW)
    board.open(f"/work/{COUNCIL}/loop/")
    board.is_told("What became of findings")
    board.press("2024")
    board.is_told("What became of the findings")
    board.sees("Talked over", "Children told", "Next wave told")
