"""The plan's pages: the list, the board, the timeline, one action, what was changed, the committee's table."""

import csv
import io
from datetime import timedelta

import pytest
from django.http import HttpResponse

from heard.base.policy import Level
from heard.catalogue import load_catalogue
from heard.web.acting import actions, queries
from heard.web.acting.contents import ThemeContent
from heard.web.acting.dates import day, each, month
from heard.web.acting.kinds import EntryKind, Rhythm, Status
from heard.web.people.roles import Role
from heard.web.policy import PLAN_LINES
from heard.web.results.found import Told, record_findings
from heard.web.tenancy import in_council
from web.acting.made import add, find, plan_path, prove
from web.found import finding
from web.staff import (
    BY,
    COUNCIL,
    NOON,
    PANEL_ON,
    WAVE,
    actions_recorded,
    at_noon,
    make_people,
    page,
    plan,
    set_clock,
    signed_in,
)

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
FIRST = next(iter(load_catalogue().indicators))


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch) -> None:
    make_people()
    plan()
    set_clock(monkeypatch, NOON)


def see(place: str = "", role: Role = Role.EDITOR) -> str:
    answered = signed_in(role).get(plan_path(place))
    assert answered.status_code == 200
    return page(answered)


def send(place: str, role: Role = Role.EDITOR, **sent: object) -> HttpResponse:
    return signed_in(role).post(plan_path(place), {name: str(value) for name, value in sent.items()})


def sent_action(**otherwise: object) -> dict[str, object]:
    """What the form of an action sends."""
    return {
        "text": "Tell children early who comes next.",
        "roles": "Head of practice improvement\nVoice lead",
        "due": "31 January 2027",
        "status": "not_started",
        "read": 0,
    } | otherwise


def tell(indicator: str = "belonging", sentence: str = "Fewer children here feel settled.") -> None:
    found = [finding(indicator, "development", sentence)]
    with in_council(COUNCIL):
        told = {level: Told.of_all(found, level) for level in (Level.PUBLIC, Level.BOARD)}
        record_findings(wave=WAVE, told=told, on=TODAY)


def test_a_plan_without_actions_offers_the_next_step_to_whoever_keeps_it() -> None:
    assert "Bring in the plan you have" in see()
    assert "The council’s editor writes it" in see(role=Role.BOARD)
    for place in ("board/", "timeline/"):
        assert "No action yet" in see(place)


def test_what_is_late_stands_out_and_is_counted_in_words() -> None:
    add("Late.", due=day(TODAY - timedelta(days=1)), status=Status.UNDER_WAY)
    add("In time.", due=day(TODAY), status=Status.UNDER_WAY)
    add("Quarterly.", due=each(Rhythm.QUARTERLY), due_words="Quarterly review of progress.")
    shown = see()
    assert "3 actions: 2 under way, 1 not started. 1 is overdue." in shown
    assert shown.count(">Overdue</span>") == 1
    assert "Written:" not in shown  # it says no more than what was understood
    assert "Quarterly review of progress." in see("3/")


def test_the_list_shows_the_part_that_is_asked_for() -> None:
    with in_council(COUNCIL):
        theme = actions.add_theme(
            content=ThemeContent(number=2, title="Family time", wave=WAVE), by=BY, at=NOON
        )
    add("One.", themes=(theme,), roles=("Voice lead",), group="Home group")
    add("Two.", roles=("Head of service",), status=Status.UNDER_WAY, due=day(TODAY - timedelta(days=3)))
    for query, shown in (
        (f"?theme={theme}", "1. One."),
        ("?role=Voice+lead", "1. One."),
        ("?group=Home+group", "1. One."),
        ("?state=under_way", "2. Two."),
        ("?state=overdue", "2. Two."),
    ):
        found = see(query)
        assert shown in found
        assert ("1. One." in found) is ("One" in shown)
        assert ("2. Two." in found) is ("Two" in shown)
        assert "Shown: 1 of 2 actions" in found
    assert "No action is left" in see("?state=done")
    assert "What is on Voice lead" in see("board/?role=Voice+lead")


def test_an_action_is_added_and_says_what_was_written() -> None:
    answered = send("add/", **sent_action(expected="A procedure that is kept.", change="practice"))
    assert answered.url == plan_path("1/")
    shown = see("1/", Role.BOARD)
    for words in ("Head of practice improvement", "31 January 2027", "Practice", "A procedure that is kept."):
        assert words in shown
    assert "Change it" not in shown


@pytest.mark.parametrize(
    ("due", "says"),
    [
        ("Sept 2023 31 Jan 2024", "Two times stand here"),
        ("ongoing", "no day, month or rhythm"),
        ("1 June", "No year"),
    ],
)
def test_a_time_that_could_mean_more_is_asked_again_and_all_that_was_typed_is_still_there(
    due: str, says: str
) -> None:
    answered = send("add/", **sent_action(due=due))
    assert answered.status_code == 422
    assert says in page(answered)
    assert f'value="{due}"' in page(answered)
    with in_council(COUNCIL):
        assert queries.list_actions() == ()


def test_words_that_may_name_somebody_are_read_once_more_before_they_are_kept() -> None:
    sent = sent_action(roles="Sarah Jones")
    answered = send("add/", **sent)
    assert answered.status_code == 422
    assert "This may name somebody: Sarah Jones" in page(answered)
    assert send("add/", **sent, seen="on").status_code == 302


def test_done_on_the_form_needs_evidence_and_takes_it() -> None:
    add()
    refused = send("1/change/", **sent_action(status="done", read=1))
    assert refused.status_code == 422
    assert "Done needs evidence" in page(refused)
    assert not find().is_done
    taken = send("1/change/", **sent_action(status="done", read=1, evidence="The procedure was approved."))
    assert taken.status_code == 302
    assert find().is_done
    assert "The procedure was approved." in see("1/")


def test_evidence_completes_an_action_in_one_press() -> None:
    add()
    sent = {"words": "Approved on 2 March.", "on": "2026-03-02"}
    assert send("1/write/evidence/", **sent).status_code == 302
    assert not find().is_done
    assert send("1/write/evidence/", **sent, complete="yes").status_code == 302
    assert (find().is_done, find().completed_on) == (True, TODAY)


def test_of_two_who_change_an_action_the_second_sees_both_and_loses_nothing() -> None:
    add("Old words.", roles=("Voice lead",), due=day(TODAY), due_words="2 March 2026")
    before = sent_action(text="Old words.", roles="Voice lead", due="2 March 2026", read=1)
    assert send("1/change/", **before | {"text": "Their words."}).status_code == 302
    answered = send("1/change/", **before | {"roles": "Head of service"})
    shown = page(answered)
    assert answered.status_code == 409
    assert "Somebody else changed this action while you wrote" in shown
    assert "Their words." in shown
    assert "Head of service" in shown
    assert ">\nTheir words.</textarea>" in shown  # what I did not touch is theirs
    assert 'name="read" value="2"' in shown
    assert find().text == "Their words."
    both = before | {"text": "Their words.", "roles": "Head of service", "read": 2}
    assert send("1/change/", **both).status_code == 302
    assert (find().text, find().roles) == ("Their words.", ("Head of service",))


def test_a_page_that_does_not_say_what_it_read_saves_over_nothing() -> None:
    add("Old.")
    for read in ("", "x", "-1", "9" * 20):
        assert send("1/change/", **sent_action(read=read)).status_code == 409
    assert find().text == "Old."


def test_words_for_a_time_stay_as_they_were_written_while_their_meaning_does() -> None:
    add(due=month(2023, 9), due_words="Sept 2023 for feedback")
    assert "As it was written" in see("1/")
    send("1/change/", **sent_action(text="Other words.", due="September 2023", read=1))
    assert find().due_words == "Sept 2023 for feedback"
    send("1/change/", **sent_action(text="Other words.", due="Oct 2023", read=2))
    assert find().due_words == "Oct 2023"


def test_who_changed_what_from_what_to_what_is_on_the_page() -> None:
    add("Old words.")
    send("1/change/", **sent_action(text="New words.", roles="", due="", read=1))
    shown = see("1/")
    assert "2 versions" in shown
    row = shown[shown.index("Version 2") : shown.index("Version 1<")]
    for words in ("The action", "Old words.", "New words.", "editor@x0000001.example"):
        assert words in row
    assert "It came into the plan" in shown


def test_the_young_peoples_panel_reads_what_was_written_and_not_the_addresses_of_who_wrote_it() -> None:
    add()
    prove(1)
    send("1/measures/", name="Referrals")
    with in_council(COUNCIL):
        measure = queries.list_measures()[0].id
    send(f"measures/{measure}/", value="3")
    shown = see("1/", Role.PANEL)
    main = shown[shown.index("<main") :]
    assert "written by the council" in main
    assert "@" not in main
    assert "@" in see("1/", Role.BOARD)


def test_an_audit_is_said_in_words_and_figures() -> None:
    add()
    sent = {
        "criterion": "The file says who comes next",
        "sample": 12,
        "met": 9,
        "words": "Three teams begin later.",
    }
    assert send("1/write/audit/", **sent, on="2026-03-01").status_code == 302
    assert "9 of 12 looked at met it: The file says who comes next" in see("1/")
    wrong = send("1/write/audit/", **sent | {"met": 13}, on="2026-03-01")
    assert wrong.status_code == 422
    assert "this is more than were looked at" in page(wrong)
    assert "Three teams begin later." in page(wrong)


def test_a_number_is_entered_in_one_tap_from_the_board_and_drawn_with_its_table() -> None:
    add(status=Status.UNDER_WAY)
    assert send("1/measures/", name="Referrals", unit="referrals", rhythm="monthly").status_code == 302
    with in_council(COUNCIL):
        measure = queries.list_measures()[0].id
    back = send(f"measures/{measure}/", value="1,250.5", back=plan_path("board/"))
    assert back.url == plan_path("board/")
    assert send(f"measures/{measure}/", value="80%", on="2026-02-02").url.startswith(plan_path("1/"))
    shown = see("1/")
    assert "1,250.5 referrals on 2 March 2026" in shown
    assert "Referrals: from 80 on 2 February 2026 to 1,250.5 on 2 March 2026" in shown
    assert "Referrals: 1,250.5 referrals on 2 March 2026" in see("board/")


@pytest.mark.parametrize("value", ["", "many", "1e400", "NaN", "1.005", "--2", "9999999999"])
def test_what_is_no_number_is_not_entered_and_comes_back(value: str) -> None:
    add()
    send("1/measures/", name="Referrals")
    with in_council(COUNCIL):
        measure = queries.list_measures()[0].id
    answered = send(f"measures/{measure}/", value=value)
    assert answered.status_code == 422
    with in_council(COUNCIL):
        assert queries.list_measures()[0].values == ()


def test_going_back_leads_nowhere_but_to_this_site() -> None:
    add()
    send("1/measures/", name="Referrals")
    with in_council(COUNCIL):
        measure = queries.list_measures()[0].id
    answered = send(f"measures/{measure}/", value="1", back="https://elsewhere.example/")
    assert answered.url.startswith(plan_path("1/"))


def test_findings_are_offered_and_told_once_the_panels_day_has_passed_and_not_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tell()
    add(findings=((WAVE, "belonging"),))
    for role in (Role.EDITOR, Role.BOARD):
        held = see("1/", role)
        assert "Fewer children here feel settled." not in held
        assert "held for the young people’s panel" in held
    assert "Fewer children here feel settled." in see("1/", Role.PANEL)
    assert 'value="2026/belonging"' not in see("add/?wave=2026&indicator=belonging")
    set_clock(monkeypatch, at_noon(PANEL_ON + timedelta(days=1)))
    assert "Fewer children here feel settled." in see("1/")
    form = see("add/?wave=2026&indicator=belonging")
    assert 'value="2026/belonging"' in form
    assert "checked" in form[form.index('value="2026/belonging"') :][:160]


def test_the_timeline_says_in_its_table_what_it_draws_and_what_it_cannot() -> None:
    add("With a day.", due=day(TODAY + timedelta(days=40)), step=month(2026, 3))
    add("With a rhythm.", due=each(Rhythm.YEARLY))
    shown = see("timeline/")
    assert "1 action with a day, from March 2026 to April 2026" in shown
    assert "One action has no day to be drawn by" in shown
    assert shown.index("With a day.") < shown.index("With a rhythm.")


@pytest.mark.parametrize("form", ["csv", "xlsx", "docx"])
def test_the_plan_is_taken_as_the_committees_table(form: str) -> None:
    add(
        "=Ask children",
        roles=("Voice lead", "Head of service"),
        due=month(2023, 9),
        due_words="Sept 2023 ish",
    )
    prove(1, "It stands in the record.")
    answered = signed_in(Role.BOARD).get(plan_path(f"take/{form}/"))
    rows = read_back(answered.content, form)
    assert rows[0] == ["Action", "Theme", "By whom", "By when", "Progress"]
    action, _, whom, when, progress = rows[1]
    assert action.lstrip("'") == "=Ask children"
    assert whom == "Voice lead\nHead of service"
    assert when == "September 2023\nAs written: Sept 2023 ish"
    assert "Not started, overdue" in progress
    assert "It stands in the record." in progress
    assert actions_recorded()[-1][1:] == ("took the action plan", f"1 action as {form}")


def read_back(content: bytes, form: str) -> list[list[str]]:
    """By other software than wrote it."""
    if form == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    if form == "xlsx":
        import openpyxl

        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        return [[cell.value or "" for cell in row] for row in sheet.iter_rows(min_row=4)]
    from docx import Document

    return [[cell.text for cell in row.cells] for row in Document(io.BytesIO(content)).tables[0].rows]


def test_what_was_taken_away_can_be_brought_in_again() -> None:
    from heard.web.acting.reading.columns import Field
    from heard.web.acting.reading.table import read_table
    from heard.web.tables.apart import read_apart

    add("Ask children", due=day(TODAY))
    for form in ("csv", "xlsx", "docx"):
        content = signed_in(Role.EDITOR).get(plan_path(f"take/{form}/")).content
        table = read_table(f"plan.{form}", read_apart(f"plan.{form}", content))
        assert [row.says(Field.ACTION) for row in table.rows] == ["Ask children"], form


def test_a_form_of_a_table_there_is_none_of_is_not_there() -> None:
    assert signed_in(Role.EDITOR).get(plan_path("take/pdf/")).status_code == 404
    add()
    assert send("1/write/nothing/", words="x").status_code == 404


def test_nobody_but_whoever_keeps_the_plan_changes_it() -> None:
    add("Old.")
    places = (
        "add/",
        "1/change/",
        f"1/write/{EntryKind.PROGRESS.value}/",
        "1/measures/",
        "themes/add/",
        "cited/add/",
    )
    for role in set(Role) - {Role.COORDINATOR, Role.EDITOR}:
        for place in places:
            assert send(place, role, **sent_action()).status_code == 403, (role, place)
    assert find().text == "Old."


@pytest.mark.parametrize("text", ["<b>bold</b>", "{{ x }}", "ሰላም", "a\u2028b", "=1+1"])
def test_whatever_is_written_is_kept_and_shown_as_it_is(text: str) -> None:
    send("add/", **sent_action(text=text), seen="on")
    assert find().text == text
    for place in ("", "board/", "timeline/", "1/"):
        escaped = signed_in(Role.EDITOR).get(plan_path(place)).content.decode()
        assert "<b>bold" not in escaped
        assert text.partition("\u2028")[0] in see(place)


def test_themes_and_what_cites_findings_are_kept() -> None:
    assert send("themes/add/", number=1, title="Home", wave=WAVE, indicators=FIRST).status_code == 302
    assert send("themes/add/", number=1, title="Again", wave=WAVE).status_code == 422
    shown = see("themes/")
    assert "1. Home" in shown
    assert "No action yet." in shown
    sent = {"kind": "training", "title": "Induction", "where": "https://x.example/course"}
    assert send("cited/add/", **sent).status_code == 302
    assert 'href="https://x.example/course"' in see("cited/", Role.BOARD)
    with in_council(COUNCIL):
        citing = queries.list_citings()[0].id
    assert send(f"cited/{citing}/", **sent | {"title": "Induction, new"}, read=1).status_code == 302
    crossed = send(f"cited/{citing}/", **sent | {"title": "Mine"}, read=1)
    assert crossed.status_code == 409
    assert "Induction, new" in page(crossed)
    assert 'value="Mine"' in page(crossed)


def test_a_long_plan_is_read_page_by_page_and_every_action_is_on_one() -> None:
    for number in range(2 * PLAN_LINES + 1):
        add(f"Thing {number}", status=Status.NOT_STARTED if number else Status.UNDER_WAY)
    pages = [see(f"?page={number}") for number in (1, 2, 3)]
    for number in range(2 * PLAN_LINES + 1):
        holds = [f">{number + 1}. Thing {number}<" in each for each in pages]
        assert holds.index(True) == number // PLAN_LINES
        assert sum(holds) == 1
    assert (
        pages[1].count(f'<span class="tag" aria-current="page">{PLAN_LINES + 1} to {2 * PLAN_LINES}</span>')
        == 2
    )
    assert "101 actions: 1 under way, 100 not started." in pages[2]  # of all, on every page
    for asked in ("99", "x", "-1", "0", "9" * 30):
        assert see(f"?page={asked}") in pages
    filtered = see("?state=not_started")
    assert f'href="{plan_path()}?state=not_started&page=2"' in filtered
    assert "Shown: 100 of 101 actions" in filtered


def test_a_long_column_of_the_board_says_how_many_more_the_list_has() -> None:
    for number in range(PLAN_LINES + 2):
        add(f"Thing {number}")
    shown = see("board/")
    assert shown.count('<li class="tile">') == PLAN_LINES
    assert f'<a href="{plan_path()}?state=not_started">2 more in the list</a>' in shown
    assert f"{PLAN_LINES + 2} actions" in shown
