"""The two things that a browser does as the server does: walking a questionnaire, and sealing what is finished.

The same tables of cases drive both interpreters; beyond them both must agree on answers drawn at random.
"""

import base64
import json
import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page

import heard.web.answering
from heard.base.surveys import Survey
from heard.catalogue import DemographicQuestion, Questionnaire, load_catalogue
from heard.interview import (
    BEFORE_FIRST,
    SEVERAL,
    begins_handover,
    build_response,
    calls_for_calm,
    key_of,
    list_screens,
    next_screen,
    previous_screen,
    visible_items,
    write_script,
)
from heard.web.codes.contents import Answers
from heard.web.codes.sealing import ANSWERS_SIZE, OVERHEAD, new_private_key, open_sealed
from journeys.conftest import CHROMIUM
from questionnaires import build_questionnaire

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
]

SPEC = Path(__file__).parents[2] / "spec"
SCREENS = yaml.safe_load((SPEC / "screens.yaml").read_text(encoding="utf-8"))
ROUTES = yaml.safe_load((SPEC / "routing.yaml").read_text(encoding="utf-8"))
SCRIPTS = Path(heard.web.answering.__file__).parent / "static/answering"
DRAWN_EACH = 150  # for each of the four surveys

# As text both ways: a browser and Python read it faster than what Playwright makes of so many values.
WALK = """text => {
    const [script, answers, reached] = JSON.parse(text);
    const { interpreter } = heard, shown = [], end = script.screens.length;
    let place = interpreter.next(script, answers, interpreter.BEFORE_FIRST);
    while (place < end) {
        const keys = interpreter.itemsOn(script, place, answers).map(item => item.key);
        shown.push([place, keys, interpreter.beginsHandover(script, place),
                    interpreter.callsForCalm(script, answers, place)]);
        place = interpreter.next(script, answers, place);
    }
    const back = [];
    for (place = interpreter.previous(script, answers, end); place >= 0;
         place = interpreter.previous(script, answers, place)) back.unshift(place);
    return JSON.stringify({ shown, back, row: interpreter.finish(script, answers, reached) });
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page with the scripts and nothing else; a browser seals only where the page's origin is safe."""
    context = browser.new_context()
    context.route(
        "http://localhost/", lambda route: route.fulfill(body="<main></main>", content_type="text/html")
    )
    opened = context.new_page()
    opened.goto("http://localhost/")
    for name in ("interpreter.js", "sealing.js"):
        opened.add_script_tag(content=(SCRIPTS / name).read_text(encoding="utf-8"))
    yield opened
    context.close()


def questionnaire_of(name: str) -> Questionnaire:
    if name in SCREENS["questionnaires"]:
        return build_questionnaire(SCREENS["questionnaires"][name])
    return load_catalogue().questionnaires[Survey(name)]


def walk_in_browser(
    page: Page, questionnaire: Questionnaire, answers: Mapping[str, str], reached: int
) -> dict[str, Any]:
    told = json.dumps([write_script(questionnaire), dict(answers), reached])
    found: dict[str, Any] = json.loads(page.evaluate(WALK, told))
    return found


def walk_here(questionnaire: Questionnaire, answers: Mapping[str, str], reached: int) -> dict[str, Any]:
    """The same by the package's own rules."""
    screens, shown = list_screens(questionnaire), []
    place = next_screen(questionnaire, answers, BEFORE_FIRST)
    while place is not None:
        keys = [key_of(item) for item in visible_items(screens[place], questionnaire, answers)]
        before = previous_screen(questionnaire, answers, place)
        given = [] if before is None else [key_of(item) for item in screens[before].items]
        shown.append([place, keys, begins_handover(questionnaire, place), calls_for_calm(answers, given)])
        place = next_screen(questionnaire, answers, place)
    row = build_response(questionnaire, answers, reached=reached if reached >= 0 else None)
    return {"shown": shown, "back": [each[0] for each in shown], "row": row}


@pytest.mark.parametrize("case", SCREENS["cases"], ids=lambda case: case["title"])
def test_the_browser_walks_the_table_of_screens_as_the_package_does(page: Page, case: dict[str, Any]) -> None:
    questionnaire, answers = questionnaire_of(case["of"]), case.get("answers", {})
    reached = case.get("reached", len(list_screens(questionnaire)))
    reached = BEFORE_FIRST if reached in (None, "none") else reached
    found = walk_in_browser(page, questionnaire, answers, reached)
    assert found == walk_here(questionnaire, answers, reached)
    if "shown" in case:
        assert [keys for _, keys, _, _ in found["shown"]] == case["shown"]
    if "row" in case and not case.get("check"):
        assert {key: value for key, value in found["row"].items() if value} == case["row"]


@pytest.mark.parametrize("case", ROUTES, ids=lambda case: case["title"])
def test_the_browser_asks_whom_the_table_of_routes_says(page: Page, case: dict[str, Any]) -> None:
    found = walk_in_browser(page, questionnaire_of(case["survey"]), case["answers"], BEFORE_FIRST)
    asked = {key for _, keys, _, _ in found["shown"] for key in keys}
    assert set(case.get("asked", ())) <= asked
    assert asked.isdisjoint(case.get("not_asked", ()))


@pytest.mark.parametrize("survey", Survey)
def test_both_agree_on_answers_drawn_at_random(page: Page, survey: Survey) -> None:
    questionnaire, draw = load_catalogue().questionnaires[survey], random.Random(survey.value)
    places = len(list_screens(questionnaire))
    for _ in range(DRAWN_EACH):
        answers, reached = draw_answers(questionnaire, draw), draw.randrange(-1, places + 1)
        assert walk_in_browser(page, questionnaire, answers, reached) == walk_here(
            questionnaire, answers, reached
        )


def draw_answers(questionnaire: Questionnaire, draw: random.Random) -> dict[str, str]:
    """Right ones, several where one is asked for, codes that no question has, and many left out."""
    answers = {}
    for screen in list_screens(questionnaire):
        for item in screen.items:
            offered = [answer.code for answer in getattr(item, "answers", ())]
            if not offered or draw.random() < 0.2:
                continue
            most = 1 if isinstance(item, DemographicQuestion) or draw.random() < 0.8 else 3
            codes = [
                draw.choice([*offered, "never_heard_of"] if draw.random() < 0.1 else offered)
                for _ in range(most)
            ]
            answers[key_of(item)] = SEVERAL.join(codes)
    return answers


class TestSealing:
    SEAL = "([value, to, purpose, size]) => heard.sealing.seal(value, { to, purpose, size })"

    def test_what_the_browser_seals_the_key_opens(self, page: Page) -> None:
        key = new_private_key()
        value = {
            "survey": "8-11",
            "version": "1",
            "answers": {"feels_safe": "always", "words": "ዓለም \N{DOG FACE}"},
        }
        to = base64.b64encode(key.public).decode()
        sealed = base64.b64decode(
            page.evaluate(self.SEAL, [value, to, "answers/X0000001/2026", ANSWERS_SIZE])
        )
        assert len(sealed) == OVERHEAD + ANSWERS_SIZE
        opened = open_sealed(sealed, key=key, purpose="answers/X0000001/2026")
        assert json.loads(opened) == value
        assert Answers.from_bytes(opened).answers == value["answers"]

    def test_twice_the_same_is_sealed_to_different_bytes(self, page: Page) -> None:
        to = base64.b64encode(new_private_key().public).decode()
        one, other = (page.evaluate(self.SEAL, [{}, to, "p", 64]) for _ in range(2))
        assert one != other

    def test_what_does_not_fit_is_not_sealed(self, page: Page) -> None:
        to = base64.b64encode(new_private_key().public).decode()
        with pytest.raises(Exception, match="does not fit"):
            page.evaluate(self.SEAL, [{"words": "x" * 64}, to, "p", 64])

    def test_a_draft_opens_with_its_key_and_no_other(self, page: Page) -> None:
        told = """async () => {
            const key = byte => btoa(String.fromCharCode(...new Uint8Array(32).fill(byte)));
            const box = await heard.sealing.lock({ answers: { a: "yes" } }, key(1), 4096);
            const opened = await heard.sealing.unlock(box, key(1));
            const refused = await heard.sealing.unlock(box, key(2)).then(() => false, () => true);
            return [opened, refused, box.closed.byteLength];
        }"""
        assert page.evaluate(told) == [{"answers": {"a": "yes"}}, True, 4096 + 16]
