"""Bringing a council's own table in: looked at, asked about, whole or not at all."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse

from heard.web.acting import importing, queries
from heard.web.acting.actions import NeedsEvidence
from heard.web.acting.dates import UNKNOWN, day, each, month
from heard.web.acting.forms.importing import ReviewForm
from heard.web.acting.importing import Decided
from heard.web.acting.kinds import EntryKind, Rhythm, Status
from heard.web.acting.models import WaitingTable
from heard.web.acting.queries import ActionFacts
from heard.web.acting.tasks import look_at_the_plan
from heard.web.people.roles import Role
from heard.web.policy import WAITING_TABLE_DAYS
from heard.web.tenancy import in_council
from web.acting.made import add, plan_path
from web.acting.tables import EXAMPLE, as_csv, needs_example
from web.staff import (
    BY,
    COUNCIL,
    NOON,
    OTHER,
    WAVE,
    actions_recorded,
    make_people,
    page,
    plan,
    set_clock,
    signed_in,
    upload,
)

pytestmark = pytest.mark.django_db
PLAIN = [("Action", "Lead", "By when"), ("Ask children early", "Voice lead", "31 Jan 2027")]


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch) -> None:
    make_people()
    plan()
    set_clock(monkeypatch, NOON)


def send_file(content: bytes, name: str = "plan.csv") -> HttpResponse:
    given = upload(content, name)
    return signed_in(Role.EDITOR).post(plan_path("bring-in/"), {"given": given, "wave": WAVE})


def bring(rows: Sequence[Sequence[str]]) -> str:
    """A table waits; its page."""
    answered = send_file(as_csv(rows))
    assert answered.status_code == 302, page(answered)
    return answered.url


def as_shown(url: str) -> dict[str, str]:
    """What the page sends where nobody changes anything."""
    form: ReviewForm = signed_in(Role.EDITOR).get(url).context["form"]
    found = {}
    for field in form:
        value = field.value()
        if value is True:
            found[field.html_name] = "on"
        elif value:
            found[field.html_name] = str(value)
    return found


def answer(url: str, **otherwise: str) -> HttpResponse:
    """`due_0="…"` for the first row; empty takes an answer away."""
    data = as_shown(url) | {name.replace("_", "-"): value for name, value in otherwise.items()}
    return signed_in(Role.EDITOR).post(url, {name: value for name, value in data.items() if value})


def the_plan() -> tuple[ActionFacts, ...]:
    with in_council(COUNCIL):
        return queries.list_actions()


def words_of(action: ActionFacts, kind: EntryKind = EntryKind.PROGRESS) -> list[str]:
    with in_council(COUNCIL):
        return [each.words for each in queries.list_entries(action.id, kind)]


@needs_example
def test_the_whole_plan_of_the_example_comes_in_with_every_row_and_every_time_understood_or_asked() -> None:
    url = send_file(EXAMPLE.read_bytes()).url
    shown = page(signed_in(Role.EDITOR).get(url))
    assert "2 rows have to be asked about" in shown
    assert shown.count("Say when</span>") == 2
    assert "It means: due 31 January 2024, with a step on the way by September 2023" in shown
    assert the_plan() == ()
    refused = answer(url)
    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {"due-12", "due-16"}
    assert the_plan() == ()
    titles = {f"theme_{number}": f"Theme of {number}" for number in range(1, 7)}
    done = answer(url, accept_12="on", accept_16="on", **titles)
    assert done.url == f"{plan_path()}?saved=20"

    actions = the_plan()
    assert len(actions) == 20
    with in_council(COUNCIL):
        themes = queries.list_themes(WAVE)
    assert [(each.number, each.title) for each in themes] == [(n, f"Theme of {n}") for n in range(1, 7)]
    assert [len(each.themes) for each in actions] == [
        6, 6, 6, 4, 4, 3, 5, 6, 3, 4, 4, 6, 6, 6, 6, 4, 4, 6, 6, 1,
    ]  # fmt: skip
    assert actions[0].content.is_overarching
    assert actions[2].due == each(Rhythm.QUARTERLY)
    assert actions[2].roles == ("Assistant director", "head of practice improvement")
    assert (actions[12].due, actions[12].content.step) == (month(2023, 12), month(2023, 9))
    assert actions[12].due_words == "Sept 2023 for feedback Dec 2023 for plan"
    assert actions[13].due == UNKNOWN
    assert actions[13].due_words == "Date TBA"
    assert (actions[16].due, actions[16].content.step) == (day(date(2024, 1, 31)), month(2023, 9))
    assert [words_of(each) for each in actions[:2]] == [
        ["Discussed at the September forum with the leads there. Worked into the groups' plans."],
        ["All teams trained; newly qualified and overseas workers and apprentices included."],
    ]
    assert all(len(words_of(each)) == 1 for each in actions)
    assert signed_in(Role.EDITOR).get(url).status_code == 404  # it waits no longer
    assert actions_recorded()[-1] == (
        "editor@x0000001.example", "brought a table into the plan", "plan.csv: 20 of 20 rows",
    )  # fmt: skip


@needs_example
def test_the_same_table_a_second_time_is_noticed_row_by_row() -> None:
    answer(send_file(EXAMPLE.read_bytes()).url, accept_12="on", accept_16="on")
    again = send_file(EXAMPLE.read_bytes()).url
    shown = page(signed_in(Role.EDITOR).get(again))
    assert shown.count("Alike with action 7 of the plan</span>") == 1
    assert "Themes that are new to the plan" not in shown
    assert "Nothing has to be asked" in shown
    assert answer(again).url == f"{plan_path()}?saved=0"
    assert len(the_plan()) == 20


def test_an_action_that_was_reworded_since_is_still_known_by_its_first_words() -> None:
    from dataclasses import replace

    from heard.web.acting import actions

    add("Ask children – early!")
    with in_council(COUNCIL):
        content = replace(the_plan()[0].content, text="Reworded.")
        actions.change_action(number=1, read=1, content=content, by=BY, at=NOON)
    shown = page(signed_in(Role.EDITOR).get(bring(PLAIN)))
    assert "Alike with action 1 of the plan" in shown


def test_a_row_that_is_alike_comes_in_where_somebody_wants_it() -> None:
    add("Ask children early")
    url = bring(PLAIN)
    assert answer(url, out_0="").url.endswith("?saved=1")
    assert len(the_plan()) == 2


def test_what_is_asked_is_answered_by_a_proposal_by_other_words_or_by_not_known_yet() -> None:
    head = ("Action", "By when")
    rows = [(f"Action {n}", "Sept 2023\n31 Jan 2024") for n in range(3)]
    url = bring([head, *rows, ("Action 3", "ongoing")])
    refused = answer(url, accept_0="on", due_1="1 March 2024", due_2="not known yet", due_3="soon")
    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {"due-3"}
    assert 'value="1 March 2024"' in page(refused)
    answer(
        url, accept_0="on", due_1="1 March 2024", step_1="Sept 2023", due_2="not known yet", due_3="monthly"
    )
    found = [(each.due, each.content.step) for each in the_plan()]
    assert found == [
        (day(date(2024, 1, 31)), month(2023, 9)),
        (day(date(2024, 3, 1)), month(2023, 9)),
        (UNKNOWN, UNKNOWN),
        (each(Rhythm.MONTHLY), UNKNOWN),
    ]


def test_what_is_typed_is_taken_before_the_proposal_that_is_ticked() -> None:
    url = bring([("Action", "By when"), ("Ask", "Sept 2023\n31 Jan 2024")])
    answer(url, accept_0="on", due_0="1 March 2024")
    (action,) = the_plan()
    assert (action.due, action.content.step) == (day(date(2024, 3, 1)), UNKNOWN)


def test_what_is_understood_can_be_changed_before_it_comes_in() -> None:
    url = bring(PLAIN)
    assert 'value="31 January 2027"' in page(signed_in(Role.EDITOR).get(url))
    answer(url, due_0="28 February 2027", status_0="under_way")
    (action,) = the_plan()
    assert (action.due_on, action.due_words, action.status) == (
        date(2027, 2, 28), "31 Jan 2027", Status.UNDER_WAY,
    )  # fmt: skip


def test_done_needs_that_somebody_takes_the_words_on_progress_as_evidence() -> None:
    url = bring([("Action", "Progress"), ("Ask", "All teams told. Completed."), ("Tell", "")])
    assert 'value="done" selected' in page(signed_in(Role.EDITOR).get(url))
    refused = answer(url)
    assert refused.status_code == 422
    assert "Done needs evidence" in page(refused)
    assert answer(url, status_1="done", proved_0="on").status_code == 422  # of the second nothing was written
    answer(url, proved_0="on", status_1="not_started")  # what was sent before stands there again
    done, open_ = the_plan()
    assert (done.status, done.has_evidence, done.completed_on) == (Status.DONE, True, NOON.date())
    assert words_of(done, EntryKind.EVIDENCE) == ["All teams told. Completed."]
    assert (open_.status, open_.has_evidence) == (Status.NOT_STARTED, False)


def test_a_tick_for_evidence_beside_another_status_makes_none() -> None:
    url = bring([("Action", "Progress"), ("Ask", "Begun.")])
    answer(url, proved_0="on")
    assert not the_plan()[0].has_evidence


def test_columns_of_no_place_and_what_is_not_understood_stay_beside_the_action() -> None:
    rows = [("Ref", "Action", "Theme", "Status", "Owner"), ("A1", "Ask", "2026-06-01", "Amber", "x" * 121)]
    answer(bring(rows))
    (action,) = the_plan()
    assert action.content.kept == (
        ("Ref", "A1"), ("Theme", "2026-06-01"), ("By whom", "x" * 121), ("Status", "Amber"),
    )  # fmt: skip
    assert "From the council’s table: Ref" in page(signed_in(Role.EDITOR).get(plan_path("1/")))


def test_a_row_without_an_action_is_asked_for_its_words_or_left_out() -> None:
    url = bring([("Action", "Lead"), ("Ask", "A"), ("", "B")])
    refused = answer(url)
    assert "Row 3 says nothing of what is to be done" in page(refused)
    answer(url, text_1="Tell them")
    assert [each.text for each in the_plan()] == ["Ask", "Tell them"]


def test_a_row_that_is_left_out_is_asked_nothing() -> None:
    url = bring([("Action", "By when"), ("Ask", "ongoing"), ("Tell", "31 Feb 2024")])
    answer(url, out_0="on", due_1="1 March 2024")
    assert [each.text for each in the_plan()] == ["Tell"]
    assert actions_recorded()[-1][2] == "plan.csv: 1 of 2 rows"


def test_a_table_that_may_name_somebody_is_read_once_more_before_it_comes_in() -> None:
    url = bring([("Action", "Lead"), ("Ask", "Sarah Jones")])
    refused = answer(url)
    assert refused.status_code == 422
    assert "The table may name somebody: Sarah Jones" in page(refused)
    assert answer(url, seen="on").status_code == 302


def test_themes_by_title_are_made_with_the_table_and_those_that_are_there_are_found_again() -> None:
    head = ("Action", "Theme")
    answer(bring([head, ("One", "Family time"), ("Two", "2. School"), ("Three", "All")]))
    answer(bring([head, ("Four", "FAMILY TIME"), ("Five", "2")]))
    with in_council(COUNCIL):
        themes = {each.id: (each.number, each.title) for each in queries.list_themes(WAVE)}
    assert sorted(themes.values()) == [(2, "School"), (3, "Family time")]
    assert [sorted(themes[each][0] for each in action.themes) for action in the_plan()] == [
        [3], [2], [2, 3], [3], [2],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("plan.csv", b"Lead,Deadline\nA,B\n", "no row names the columns of a plan"),
        ("plan.docx", b"hello", "this is not a Word document"),
        ("plan.exe", b"hello", "this kind of file cannot be read"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_on_the_page_and_nothing_waits(
    name: str, content: bytes, says: str
) -> None:
    answered = send_file(content, name)
    assert answered.status_code == 422
    assert says in page(answered)
    assert "Nothing of it was kept." in page(answered)
    with in_council(COUNCIL):
        assert queries.list_waiting() == ()


def test_no_file_is_no_plan() -> None:
    answered = signed_in(Role.EDITOR).post(plan_path("bring-in/"), {"wave": WAVE})
    assert answered.status_code == 422
    assert "Choose a file." in page(answered)


def decided(**otherwise: object) -> Decided:
    said = {
        "due": UNKNOWN, "step": UNKNOWN, "start": UNKNOWN, "status": Status.NOT_STARTED, "is_proved": False,
        "is_left_out": False,
    }  # fmt: skip
    return Decided(**said | otherwise)  # type: ignore[arg-type]


def test_it_comes_in_whole_or_not_at_all() -> None:
    url = bring([("Action", "Theme"), ("One", "1"), ("Two", "2")])
    key = UUID(url.rstrip("/").rpartition("/")[2])
    rows = [decided(), decided(status=Status.DONE, is_proved=True)]  # of the second there is no evidence
    with in_council(COUNCIL):
        with pytest.raises(NeedsEvidence):
            importing.bring_in(key=key, decided=rows, titles={}, by=BY, at=NOON)
        assert queries.list_actions() == ()
        assert queries.list_themes() == ()
        assert len(queries.list_waiting()) == 1


def test_a_table_that_was_brought_in_by_somebody_else_meanwhile_comes_in_once() -> None:
    url = bring(PLAIN)
    key = UUID(url.rstrip("/").rpartition("/")[2])
    with in_council(COUNCIL):
        importing.bring_in(key=key, decided=[decided()], titles={}, by=BY, at=NOON)
        for which in (key, uuid4()):
            with pytest.raises(importing.NoSuchTable):
                importing.bring_in(key=which, decided=[decided()], titles={}, by=BY, at=NOON)
    assert len(the_plan()) == 1


def test_a_table_that_is_put_away_is_gone_and_was_never_in_the_plan() -> None:
    url = bring(PLAIN)
    assert signed_in(Role.EDITOR).post(f"{url}put-away/").url == plan_path("bring-in/")
    assert signed_in(Role.EDITOR).get(url).status_code == 404
    assert the_plan() == ()


@pytest.mark.parametrize(("days", "waits"), [(WAITING_TABLE_DAYS, True), (WAITING_TABLE_DAYS + 1, False)])
def test_a_table_that_nobody_brought_in_is_forgotten(days: int, waits: bool) -> None:
    bring(PLAIN)
    with in_council(COUNCIL):
        look_at_the_plan(COUNCIL, NOON.date() + timedelta(days=days))
        assert WaitingTable.objects.exists() is waits


def test_a_table_of_one_council_is_not_there_for_another() -> None:
    make_people(OTHER)
    url = bring(PLAIN)
    theirs = url.replace(COUNCIL, OTHER)
    assert signed_in(Role.EDITOR, OTHER).get(theirs).status_code == 404
    assert signed_in(Role.EDITOR, OTHER).get(url).status_code == 404


def test_a_large_file_of_somebody_who_may_not_is_not_read() -> None:
    given = upload(b"x" * 3_000_000, "plan.csv")
    assert signed_in(Role.BOARD).post(plan_path("bring-in/"), {"given": given}).status_code == 403
    assert send_file(b"x" * 2_500_000).status_code == 422
