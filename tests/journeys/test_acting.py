"""The council's own plan of twenty actions comes into Heard: an editor answers what is asked, completes an action with
evidence, enters a number, takes Word away; the board reads it; staff pledge."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from journeys.conftest import CHROMIUM, OpenTown
from journeys.emptied import empty
from journeys.eyes import NARROW
from journeys.steps import COUNCIL, Colleague, Town
from web.acting.tables import EXAMPLE, needs_example

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
    needs_example,
]
PLAN = f"/work/{COUNCIL}/action-plan/"
ASKED = ("Row 14", "Row 18")


@pytest.fixture
def town(open_town: OpenTown) -> Iterator[Town]:
    with open_town() as town:
        yield town


@pytest.fixture(autouse=True)
def nothing_is_complained_of(town: Town) -> Iterator[None]:
    yield
    assert town.eyes.take_complaints() == []


def bring_in(editor: Colleague) -> None:
    """Up to the page that asks."""
    editor.open(PLAN)
    editor.sees("No action yet")
    editor.press("Bring in the plan you have")
    editor.choose_file("The table", EXAMPLE)
    editor.press("Read the table")
    editor.is_told("Look at the table")


def open_fold(editor: Colleague, words: str) -> None:
    editor.page.locator("summary", has_text=words).first.click()


def take(editor: Colleague, name: str, folder: Path) -> bytes:
    with editor.page.expect_download() as found:
        editor.page.get_by_role("link", name=name, exact=True).click()
    saved = folder / found.value.suggested_filename
    found.value.save_as(saved)
    return saved.read_bytes()


def test_an_editor_brings_the_councils_plan_in_and_keeps_it(town: Town, tmp_path: Path) -> None:
    # given a council that has its plan in a table, and nothing on the site yet
    empty(town, "acting")
    editor = town.colleague("editor", width=NARROW)
    bring_in(editor)
    # then every row stands there, and of two it is asked when they are due
    expect(editor.page.locator(".plan-entry")).to_have_count(20)
    editor.sees("2 rows have to be asked about")
    # when the editor answers nothing, nothing comes in and the page says what is asked
    editor.press("Bring the rows in")
    editor.sees("Row 14, by when", "Row 18, by when")
    # when the first is taken as it is proposed, and the second is said in other words
    editor.page.get_by_label("It means: due December 2023").check()
    second = editor.page.locator(".plan-entry", has=editor.page.get_by_role("heading", name="Row 18"))
    second.get_by_label("By when", exact=True).fill("29 February 2024")
    for number, title in enumerate(("Voice", "Family", "Moving on", "Health", "School", "Rights"), start=1):
        editor.page.get_by_label(f"Theme {number}", exact=True).fill(title)
    editor.press("Bring the rows in")
    # then all twenty stand in the plan, and what is late stands out
    editor.sees("20 rows of the table stand in the plan now.", "20 actions:", "Overdue")
    expect(editor.page.locator("tbody tr")).to_have_count(20)

    # when evidence is written for an action and it is completed
    editor.press("4. Revise the procedure for when a worker changes or is away, with joint visits")
    editor.is_told("Action 4")
    open_fold(editor, "Write evidence, and complete it")
    form = editor.page.locator("#write-evidence")
    form.get_by_label("What shows it").fill("The procedure was approved, and teams work by it.")
    editor.press("Keep the evidence and complete the action")
    # then it is done, with its day
    editor.sees("Done since", "The procedure was approved, and teams work by it.")

    # when another is changed to done without evidence, it is refused
    editor.open(f"{PLAN}10/change/")
    editor.page.get_by_label("Status").select_option("Done")
    editor.press("Save")
    editor.sees("Done needs evidence")
    editor.page.get_by_label("What shows that it is done").fill("Every team has the guidance.")
    editor.press("Save")
    editor.sees("Done since")

    # when something is counted, a number is entered in one tap and drawn with its table
    editor.open(f"{PLAN}5/")
    open_fold(editor, "Count something")
    editor.page.get_by_role("textbox", name="What is counted").fill("Cases sampled")
    editor.page.get_by_label("How often").select_option("monthly")
    editor.press("Count it")
    editor.page.get_by_label("The number now: Cases sampled").fill("12")
    editor.press("Save the number of Cases sampled")
    editor.sees("12 on ")
    open_fold(editor, "Another day, or no longer")
    editor.page.get_by_label("The number", exact=True).fill("8")
    editor.page.get_by_label("On which day").last.fill("2026-01-05")
    editor.press("Save for that day for Cases sampled")
    expect(editor.page.get_by_role("img", name="Cases sampled: from 8 on 5 January 2026")).to_be_visible()

    # when an audit is recorded
    open_fold(editor, "Record an audit")
    audit = editor.page.locator("#write-audit")
    audit.get_by_label("What was looked for").fill("The child was told who comes next")
    audit.get_by_label("How many were looked at").fill("12")
    audit.get_by_label("How many met it").fill("9")
    audit.get_by_label("What came of it").fill("Three teams begin in May.")
    editor.press("Keep the audit")
    editor.sees("9 of 12 looked at met it")

    # then the plan is there in every view, and as the committee's table in Word with every row
    for place in (
        "board/",
        "board/?role=Voice+lead",
        "timeline/",
        "themes/",
        "cited/",
        "cited/add/",
        "add/",
        "1/change/",
    ):
        editor.open(PLAN + place)
    editor.open(PLAN)
    from docx import Document

    tables = Document(io.BytesIO(take(editor, "Word", tmp_path))).tables
    assert len(tables[0].rows) == 21
    assert [cell.text for cell in tables[0].rows[0].cells] == [
        "Action",
        "Theme",
        "By whom",
        "By when",
        "Progress",
    ]

    # when the same table is sent again, it is noticed
    editor.open(f"{PLAN}bring-in/")
    editor.choose_file("The table", EXAMPLE)
    editor.press("Read the table")
    editor.sees("Alike with action 20 of the plan", "Nothing has to be asked")
    editor.press("Put this table away")
    editor.is_told("Bring in the plan you have")

    # then the board reads all of it and changes nothing
    board = town.colleague("board", dark=True)
    for place in ("", "board/", "timeline/", "4/", "themes/"):
        board.open(PLAN + place)
        assert board.page.locator("main form[method=post]").count() == 0


def test_two_editors_at_once_lose_nothing(town: Town) -> None:
    first, second = town.colleague("editor"), town.colleague("coordinator", width=NARROW)
    first.open(f"{PLAN}add/")
    first.page.get_by_label("What is to be done").fill("Ask children about family time.")
    first.press("Save")
    path = first.path
    for each in (first, second):
        each.open(f"{path}change/")
    first.page.get_by_label("By when").fill("quarterly")
    first.press("Save")
    second.page.get_by_label("By whom").fill("Voice lead")
    second.press("Save")
    second.sees(
        "Somebody else changed this action while you wrote", "By when: quarterly", "By whom: Voice lead"
    )
    expect(second.page.get_by_label("By when", exact=True)).to_have_value("quarterly")
    second.press("Save")
    second.sees("Voice lead", "Quarterly")
    open_fold(second, "3 versions")
    second.look()


def test_staff_pledge_and_the_wall_names_nobody(town: Town) -> None:
    editor = town.colleague("editor", width=NARROW)
    pledges = f"{editor.wave_path}pledges/"
    editor.open(pledges)
    editor.sees("No pledge yet")
    editor.press("Record a session of staff")
    editor.page.get_by_label("Which team").fill("Duty team")
    editor.page.get_by_label("How many took part").fill("14")
    editor.press("Record it")
    editor.press("Make a pledge")
    editor.page.get_by_label("What I, or we, will do").fill("We say who comes next before we go.")
    editor.page.get_by_label("Whose it is").fill("Duty team")
    editor.page.get_by_label("Whose promise").select_option("A team's")
    editor.page.get_by_label("Made in which session").select_option(index=1)
    editor.press("Make the pledge")
    editor.sees("1 pledge; 1 session of staff with 14 people.")
    editor.page.get_by_role("link", name="Say how it went").first.click()
    editor.is_told("How did it go?")
    editor.look()
    editor.page.get_by_label("Kept", exact=True).check()
    editor.press("Keep it")
    editor.sees("So far: 1 kept.")
    editor.open(f"{pledges}wall/")
    editor.sees("We say who comes next before we go.")
    assert "@" not in editor.page.locator("main").inner_text()
