"""Tables of many pages, and columns that somebody says what they are: nothing typed is lost, no cell dropped."""

from collections.abc import Sequence

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from heard.web.acting import importing, queries
from heard.web.acting.kinds import EntryKind
from heard.web.acting.models import WaitingTable
from heard.web.acting.queries import ActionFacts
from heard.web.acting.reading.columns import Field
from heard.web.acting.reading.table import NoAction, PlanRow, PlanTable, read_table
from heard.web.people.roles import Role
from heard.web.policy import MOST_PLAN_ROWS, PLAN_PAGE_ROWS
from heard.web.tables.apart import read_apart
from heard.web.tenancy import in_council
from web.acting.made import plan_path
from web.acting.tables import as_csv
from web.staff import (
    COUNCIL,
    NOON,
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
HEAD = ("Action", "Lead", "By when", "Progress", "Start")
Rows = Sequence[Sequence[str]]


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch) -> None:
    make_people()
    plan()
    set_clock(monkeypatch, NOON)


def a_table(rows: int, **otherwise: str) -> Rows:
    """`row_7="…"`: what stands there for when."""
    when = {int(name.removeprefix("row_")): words for name, words in otherwise.items()}
    lines = [
        (f"Do thing {n}", "Voice lead", when.get(n, "31 Jan 2027"), "Agreed", "1 Feb 2026")
        for n in range(rows)
    ]
    return [HEAD, *lines]


def bring(rows: Rows) -> str:
    sent = {"given": upload(as_csv(rows), "plan.csv"), "wave": WAVE}
    answered = signed_in(Role.EDITOR).post(plan_path("bring-in/"), sent)
    assert answered.status_code == 302, page(answered)
    return answered.url


def as_shown(browser: Client, url: str, number: int) -> dict[str, str]:
    """What a page sends where nobody changes anything."""
    form = browser.get(f"{url}?page={number}").context["form"]
    return {
        each.html_name: "on" if each.value() is True else str(each.value()) for each in form if each.value()
    }


def send(url: str, number: int, go: str, **otherwise: str) -> HttpResponse:
    browser = signed_in(Role.EDITOR)
    changed = {name.replace("_", "-"): value for name, value in otherwise.items()}
    return browser.post(f"{url}?page={number}", as_shown(browser, url, number) | changed | {"go": go})


def the_plan() -> tuple[ActionFacts, ...]:
    with in_council(COUNCIL):
        return queries.list_actions()


def test_a_page_of_rows_fits_in_what_a_form_may_hold() -> None:
    """Every box that a row can have, of as many rows as a page has, of a table that asks everything."""
    url = bring(
        [HEAD, *[("", "Lead", "Sept 2023\n31 Jan 2024", "Agreed", "1 Feb 2026")] * (PLAN_PAGE_ROWS + 1)]
    )
    form = signed_in(Role.EDITOR).get(url).context["form"]
    assert len(form.fields) == 8 * PLAN_PAGE_ROWS
    assert len(form.fields) + 300 < (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS or 0)


def test_the_longest_table_comes_in_whole_page_by_page() -> None:
    rows = 2 * PLAN_PAGE_ROWS + 20
    url = bring(a_table(rows))
    shown = page(signed_in(Role.EDITOR).get(url))
    assert (
        f"Rows 1 to {PLAN_PAGE_ROWS} of {rows} stand on this page. 2 other pages nobody has looked at yet."
        in shown
    )
    assert "Bring the rows in" not in shown
    assert send(url, 1, "next").url == f"{url}?page=2"
    assert send(url, 2, "next", due_60="28 February 2027").url == f"{url}?page=3"
    assert the_plan() == ()
    assert send(url, 3, "bring").url == f"{plan_path()}?saved={rows}"
    found = the_plan()
    assert [each.text for each in found] == [f"Do thing {n}" for n in range(rows)]
    assert str(found[60].due_on) == "2027-02-28"
    assert str(found[61].due_on) == "2027-01-31"
    assert actions_recorded()[-1][2] == f"plan.csv: {rows} of {rows} rows"


def test_nothing_comes_in_before_every_page_was_looked_at_and_all_that_is_asked_is_answered() -> None:
    last = 2 * PLAN_PAGE_ROWS
    url = bring(a_table(last + 1, row_60="Sept 2023\n31 Jan 2024"))
    assert send(url, 3, "bring").url == f"{url}?page=1"
    assert send(url, 1, "next").url == f"{url}?page=2"
    refused = send(url, 2, "next")
    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {"due-60"}
    assert send(url, 3, "bring").url == f"{url}?page=2"
    assert the_plan() == ()
    assert f'href="{url}?page=2#row-60"' in page(signed_in(Role.EDITOR).get(url))
    send(url, 2, "next", accept_60="on")
    assert send(url, 3, "bring").url.endswith(f"?saved={last + 1}")
    assert str(the_plan()[60].due_on) == "2024-01-31"


def test_what_was_typed_stands_there_again_right_or_wrong_whichever_way_somebody_goes() -> None:
    url = bring(a_table(PLAN_PAGE_ROWS + 1))
    assert send(url, 2, "back", due_50="soonish").url == f"{url}?page=1"
    assert send(url, 1, "next", due_3="1 March 2027", out_4="on").url == f"{url}?page=2"
    assert 'value="soonish"' in page(signed_in(Role.EDITOR).get(f"{url}?page=2"))
    first = page(signed_in(Role.EDITOR).get(f"{url}?page=1"))
    assert 'value="1 March 2027"' in first
    assert first.count("looked at</span>") == 2
    send(url, 2, "bring", due_50="30 June 2027")
    assert len(the_plan()) == PLAN_PAGE_ROWS  # row 4 was left out on the first page
    with in_council(COUNCIL):
        assert not WaitingTable.objects.filter(council_id=COUNCIL).exists()


def test_as_many_rows_as_may_be_are_read_and_one_page_is_asked_of_so_many(
    django_assert_max_num_queries: pytest.MonkeyPatch,
) -> None:
    url = bring(a_table(MOST_PLAN_ROWS))
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        shown = page(signed_in(Role.EDITOR).get(f"{url}?page=12"))
    assert f"Rows {MOST_PLAN_ROWS - PLAN_PAGE_ROWS + 1} to {MOST_PLAN_ROWS}" in shown


@pytest.mark.parametrize("number", ["0", "4", "-1", "x", "9" * 30, "²"])
def test_a_page_there_is_none_of_is_the_first(number: str) -> None:
    url = bring(a_table(PLAN_PAGE_ROWS + 1))
    assert "Do thing 0" in page(signed_in(Role.EDITOR).get(f"{url}?page={number}"))


# --- Columns -----------------------------------------------------------------------------------------

ODD = [
    ("Action", "Lead", "Ragging", "Cost code", "Horizon"),
    ("Ask early", "Voice lead", "Complete", "17", "31 Jan 2027"),
    ("Ask late", "", "", "18", ""),
]


def test_a_column_that_was_not_recognised_is_taken_for_what_somebody_says_it_is() -> None:
    url = bring(ODD)
    form = signed_in(Role.EDITOR).get(url).context["columns"]
    assert [(each.label, each.value()) for each in form] == [
        ("Action", "action"), ("Lead", "who"), ("Ragging", ""), ("Cost code", ""), ("Horizon", ""),
    ]  # fmt: skip
    assert form["column-4"].help_text == "31 Jan 2027"
    assert take(url, "action", "who", "progress", "", "due").url == url
    assert send(url, 1, "bring", status_0="under_way").url.endswith("?saved=2")
    first, second = the_plan()
    assert str(first.due_on) == "2027-01-31"
    assert first.content.kept == (("Cost code", "17"),)
    assert second.content.kept == (("Cost code", "18"),)
    with in_council(COUNCIL):
        assert [each.words for each in queries.list_entries(first.id, EntryKind.PROGRESS)] == ["Complete"]


def test_what_was_taken_for_something_can_be_a_note_again() -> None:
    url = bring(ODD)
    take(url, "action", "", "", "", "")
    send(url, 1, "bring")
    assert the_plan()[0].roles == ()
    assert ("Lead", "Voice lead") in the_plan()[0].content.kept


def test_one_column_has_to_be_what_is_to_be_done() -> None:
    url = bring(ODD)
    refused = take(url, "", "who", "", "", "")
    assert refused.status_code == 422
    assert "One column has to be what is to be done" in page(refused)
    assert signed_in(Role.EDITOR).get(url).context["columns"]["column-0"].value() == "action"


def test_what_was_typed_for_rows_is_asked_again_once_they_say_something_else() -> None:
    url = bring(ODD)
    send(url, 1, "back", due_0="1 March 2027")
    take(url, "action", "who", "", "", "due")
    assert 'value="31 January 2027"' in page(signed_in(Role.EDITOR).get(url))
    assert [each[1] for each in actions_recorded()][-2:] == [
        "looked at rows of a table for the plan",
        "said what the columns of a table for the plan are",
    ]


def test_a_table_that_waited_before_rows_knew_their_headings_is_read_by_the_tables() -> None:
    table = read_table("plan.csv", read_apart("plan.csv", as_csv(ODD)))
    before = table.to_json()
    for row in before["rows"]:
        del row["headings"]
    assert PlanTable.from_json(before) == table


CELLS = st.text(st.characters(categories=("L", "N")), max_size=4)
CHOICES = st.sampled_from([None, *Field])


@given(
    st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=4),
    st.lists(CHOICES, min_size=4, max_size=4),
    st.lists(CHOICES, min_size=4, max_size=4),
)
def test_whatever_columns_are_taken_for_no_cell_is_lost(
    cells: list[list[str]], first: list[Field | None], second: list[Field | None]
) -> None:
    names = [f"Column {n}" for n in range(4)]
    rows = tuple(
        PlanRow("a", n, {}, tuple((name, text) for name, text in zip(names, row, strict=True) if text))
        for n, row in enumerate(cells)
    )
    table = PlanTable(rows, tuple((name, None) for name in names))
    for chosen in (first, second):
        columns = dict(zip(names, chosen, strict=True))
        if Field.ACTION not in chosen:
            with pytest.raises(NoAction):
                table.taken_as(columns)
            continue
        table = PlanTable.from_json(table.taken_as(columns).to_json())
        for row, given_cells in zip(table.rows, cells, strict=True):
            said = [(row.headings[which], text) for which, text in row.cells.items()]
            expected = [(name, text) for name, text in zip(names, given_cells, strict=True) if text]
            assert sorted([*said, *row.kept]) == sorted(expected)
            assert all(columns[row.headings[which]] is which for which in row.cells)


def take(url: str, *columns: str) -> HttpResponse:
    sent = {f"column-{place}": which for place, which in enumerate(columns)}
    return signed_in(Role.EDITOR).post(f"{url}columns/", sent)


def test_whoever_may_not_keep_the_plan_says_nothing_of_its_columns() -> None:
    url = bring(ODD)
    assert signed_in(Role.PANEL).post(f"{url}columns/", {}).status_code == 403
    with in_council(COUNCIL), pytest.raises(importing.NoSuchTable):
        importing.take_columns(
            key=WaitingTable().key, columns={"Action": Field.ACTION}, by="somebody@x.example", at=NOON
        )
