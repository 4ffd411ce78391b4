"""Findings made sense of together: gone through by the panel, chosen on telephones, decided by an editor."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from journeys.conftest import CHROMIUM, OpenTown
from journeys.emptied import empty
from journeys.eyes import NARROW
from journeys.steps import COUNCIL, Child, Colleague, Town

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
]
MEANING = f"/work/{COUNCIL}/waves/2026/meaning/"
TABLE = (
    "Theme,Survey Finding,Comments\n"
    '1,Fewer like school,"Make lessons more fun! Help with bullying."\n'
    "2,Something else altogether,A pool would be nice.\n"
)


@pytest.fixture(scope="module")
def the_town(open_town: OpenTown) -> Iterator[Town]:
    with open_town() as town:
        yield town


@pytest.fixture
def town(the_town: Town) -> Iterator[Town]:
    yield the_town
    assert the_town.eyes.take_complaints() == []


def submit(colleague: Colleague, button: str) -> None:
    with colleague.page.expect_navigation():
        colleague.page.get_by_role("button", name=button, exact=True).first.click()
    colleague.look()


def type_card(phone: Child, code: str) -> None:
    phone.open("/choose/")
    phone.page.get_by_label("Your code").fill(code)
    phone.press("Go on")


def test_the_panel_goes_through_findings_and_two_telephones_choose(town: Town) -> None:
    # given the panel's host before the findings, of which nobody has said anything yet
    empty(town, "interpreting")
    host = town.colleague("panel")
    host.open(MEANING)
    host.is_told("Making sense of it together")
    host.sees("Begin with the young people’s panel")

    # when a session is begun and three findings are gone through, the last one by keys alone
    host.press("Begin a session")
    host.page.get_by_label("Who hosts it").fill("participation worker")
    host.press("Begin")
    host.is_told("Young people’s panel")
    host.press("Go to the next finding")
    titles = []
    for said in ("We miss our friends.\nMoves fall in term time.", ""):
        titles.append(host.page.locator("h1").inner_text())
        host.page.get_by_label("What it means").fill(said)
        submit(host, "Keep and go on")
    titles.append(host.page.locator("h1").inner_text())
    host.page.keyboard.press("3")
    host.page.keyboard.type("Ask us before we move.")
    host.await_page(lambda: host.page.keyboard.press("Control+Enter"))
    assert len(set(titles)) == 3
    host.await_page(lambda: host.page.keyboard.press("b"))
    host.is_told(titles[2])
    host.sees("Ask us before we move.")

    # then the session knows what was said, has sheets for paper, and takes what was written on them
    host.press("Young people’s panel")
    host.sees("gone through", "2 remarks")
    host.press("Sheets to print")
    host.is_told("Sheets to print")
    host.press("Young people’s panel")
    host.press("Type in what stood on paper")
    host.page.get_by_label("Why it might be so").fill("We never see them again.")
    submit(host, "Keep and stay")
    host.sees("We never see them again.")

    # when cards are made and choosing is open, two telephones choose and send an idea
    host.press("Young people’s panel")
    host.press("Make cards")
    host.page.get_by_label("How many cards").fill("3")
    submit(host, "Make the cards")
    host.is_told("3 cards")
    codes = host.page.locator(".codes code").all_inner_texts()
    host.press("The cards are printed")
    submit(host, "Open choosing")
    phones = [town.child(width=NARROW), town.child(width=NARROW, has_script=False)]
    for phone, code in zip(phones, codes, strict=False):
        type_card(phone, code)
        phone.is_told("What the survey found")
        phone.press(titles[0])
        phone.page.get_by_label("Your words").fill("Let us visit.")
        phone.press("Send it")
        phone.sees("It waits for whoever hosts your group")
        phone.press("All findings")
        phone.press("Choose what matters most")
        for title in titles[:2]:
            phone.touch(phone.page.locator("label.answer", has_text=title).first)
        phone.press("Count my choice")
        phone.sees("Your choice is counted.")
    again = town.child()
    type_card(again, codes[0])
    assert again.page.get_by_role("link", name="Choose what matters most").count() == 0
    again.open("/choose/most/")
    again.sees("This card has chosen already")

    # then the host lets an idea in, closes choosing, and two who voted are told as an order
    host.open(host.path)
    host.press("Read them")
    host.page.get_by_role("button", name=re.compile("Let it in ?: Let us visit")).first.click()
    host.look()
    host.press("Young people’s panel")
    submit(host, "Close choosing and count")
    host.sees("Fewer than five voted", titles[0])
    host.page.get_by_label("How many took part").fill("6")
    submit(host, "Save how many")
    submit(host, "End the session")
    host.sees("6 took part", "ended")


def test_a_square_types_the_code_and_leaves_the_address(town: Town) -> None:
    phone = town.child()
    phone.open("/choose/#BCDF-GHJK-MNPQ")
    assert phone.page.get_by_label("Your code").input_value() == "BCDF-GHJK-MNPQ"
    assert phone.page.url.endswith("/choose/")
    phone.press("Go on")
    phone.sees("Look at the card again")


def test_an_editor_brings_a_table_adds_what_is_known_and_decides(town: Town, tmp_path: Path) -> None:
    # given an editor with the table the council keeps
    editor = town.colleague("editor")
    editor.open(MEANING)
    editor.press("Bring a table of remarks")
    path = tmp_path / "themes.csv"
    path.write_text(TABLE)
    editor.choose_file("The table", path)
    submit(editor, "Read the table")

    # when they forget a row they are told, and then all of it is taken over
    editor.is_told("What is each row about?")
    editor.page.locator("#row-2 input[type=checkbox]").first.check()
    submit(editor, "Take all of it over")
    editor.page.get_by_role("link", name="Row 3").click()
    editor.page.locator("#row-3").get_by_label("None of these").check()
    submit(editor, "Take all of it over")
    editor.sees("3 remarks kept", "A pool would be nice.")
    editor.press("themes.csv")
    editor.sees("Help with bullying.")

    # then they put evidence beside a finding and open a deep dive
    editor.open(MEANING)
    editor.page.locator("table th a").first.click()
    finding = editor.path
    editor.look()
    editor.press("Add what is known from elsewhere")
    editor.page.get_by_label("Inspection").check()
    editor.page.get_by_label("Its name").fill("Visit of the inspectorate")
    editor.page.get_by_label("Its day").fill("2026-01-14")
    editor.page.get_by_label("What it says").fill("Kofi told them why.")
    submit(editor, "Keep it")
    editor.sees("This may name somebody", "Kofi")
    editor.page.get_by_label("I have looked").check()
    submit(editor, "Keep it")
    editor.sees("14 January 2026")
    editor.press("Open a deep dive")
    editor.page.get_by_label("The question").fill("What makes it hard?")
    editor.page.get_by_label("Who leads").fill("virtual head")
    submit(editor, "Open it")
    editor.is_told("What makes it hard?")
    editor.page.get_by_label("What came out").fill("Lessons are missed.")
    submit(editor, "Keep the note")
    editor.page.get_by_label("What came of it").fill("Moves wait for the holidays.")
    submit(editor, "Close it with what came of it")
    editor.sees("closed on")

    # and decide what comes first, beside what the panel chose
    editor.open(finding)
    editor.page.get_by_label("What should happen").fill("Say it again as we get older.")
    submit(editor, "Keep it")
    editor.page.get_by_role("link", name=re.compile("Change ?: Say it again")).click()
    editor.look()
    editor.open(f"{MEANING}first/")
    editor.sees("The rule is only a start")
    editor.page.get_by_role("link", name="Decide").first.click()
    editor.look()
    editor.page.get_by_label("First").check()
    editor.page.get_by_label("Why", exact=True).fill("Most young people chose it.")
    submit(editor, "Decide")
    editor.sees("Decided: first", "Most young people chose it.")


def test_the_board_reads_on_a_telephone_and_the_wave_under_way_is_empty(town: Town) -> None:
    board = town.colleague("board", width=NARROW, dark=True)
    board.open(MEANING)
    board.press("What comes first")
    board.open(f"/work/{COUNCIL}/waves/{town.wave}/meaning/")
    expect(board.page.locator("h1")).to_have_text("Making sense of it together")
