"""A table of remarks is looked at by a person and taken over whole, or not at all."""

from pathlib import Path
from uuid import UUID

import pytest
from django.http import HttpResponse

from heard.base.errors import UserError
from heard.web.interpreting import queries
from heard.web.interpreting.actions import importing, remarks
from heard.web.interpreting.models import Remark, RemarkTable
from heard.web.people.roles import Role
from heard.web.tenancy import in_council
from heard.web.waves.actions import NotNow
from web.interpreting.gathered import FRIEND, MEANING, SAFE, SCHOOL, begin, rows
from web.staff import BY, COUNCIL, NOON, WAVE, actions_recorded, page, signed_in, upload

pytestmark = pytest.mark.django_db
TABLE = (
    "Theme,Survey Finding,Comments,RAG\n"
    "1,Fewer like school,Make lessons fun! We asked Kofi.,red\n"
    "2,Something else,A pool would be nice.,\n"
    "3,No good friend,,green\n"
)
ROWS = {
    "about-2": [SCHOOL, SAFE], "kind-2": "should", "by-2": "children", "texts-2": "Make lessons fun!\r\nWe asked Kofi.",
    "about-3": ["none"], "kind-3": "comment", "by-3": "not_known", "texts-3": "A pool would be nice.",
    "about-4": [], "more-4": FRIEND, "kind-4": "comment", "by-4": "not_known", "texts-4": "",
}  # fmt: skip
LOOKED = {"looked": "yes", "named": ["Kofi"]}


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    begin(monkeypatch, tmp_path, has_panel_met=True)


def bring(content: str | bytes = TABLE, name: str = "themes.csv") -> HttpResponse:
    return signed_in(Role.EDITOR).post(f"{MEANING}table/", {"table": upload(content, name)})


def the_table() -> UUID:
    return UUID(str(rows(RemarkTable)[0]["key"]))


def take(**otherwise: object) -> HttpResponse:
    return signed_in(Role.EDITOR).post(f"{MEANING}table/{the_table()}/", {**ROWS, **otherwise})


def test_questions_are_suggested_and_none_is_chosen_before_a_person_chose() -> None:
    shown = page(signed_in(Role.EDITOR).get(bring().url))
    assert f'name="about-2" value="{SCHOOL}" id="about-2-{SCHOOL}"> ' in shown
    assert " checked" not in shown
    assert "Make lessons fun!\nWe asked Kofi.</textarea>" in shown
    assert "RAG: red" in shown
    with in_council(COUNCIL):
        assert queries.list_remarks(WAVE) == ()


def test_every_row_becomes_its_remarks_and_the_whole_table_is_kept() -> None:
    bring()
    assert take(**LOOKED).url == f"{MEANING}?taken=3"
    with in_council(COUNCIL):
        kept = queries.list_remarks(WAVE)
        (table,) = queries.list_tables(WAVE)
    said = [(each.text, each.indicators, each.kind, each.by_whom, each.theme, each.row) for each in kept]
    assert said == [
        ("Make lessons fun!", (SCHOOL, SAFE), "should", "children", "1: Fewer like school", 2),
        ("We asked Kofi.", (SCHOOL, SAFE), "should", "children", "1: Fewer like school", 2),
        ("A pool would be nice.", (), "comment", "not_known", "2: Something else", 3),
    ]
    assert table.read is not None
    assert [row.cells for row in table.read.rows][2] == ("3", "No good friend", "", "green")
    assert "green" in page(signed_in(Role.EDITOR).get(f"{MEANING}table/{table.key}/"))
    assert actions_recorded()[-1][1] == "took over 3 remarks from a table"
    shown = page(signed_in(Role.EDITOR).get(MEANING))
    assert "Said of no one finding" in shown
    assert "A pool would be nice." in shown


def test_names_are_warned_of_before_anything_is_kept() -> None:
    bring()
    answered = take()
    assert answered.status_code == 422
    assert "This may name somebody" in page(answered)
    assert 'value="none" id="about-3-none" checked' in page(answered)
    assert rows(Remark) == []


@pytest.mark.parametrize(
    ("otherwise", "says"),
    [
        ({"about-3": []}, "Row 3: Choose what this row is about"),
        ({"about-3": ["none", SCHOOL]}, "Row 3: Either it is about a finding"),
        ({"about-3": ["nonsense"]}, "Row 3: Choose what this row is about"),
        ({"texts-2": "x" * 1001}, "Row 2: One line has 1,001 letters"),
    ],
)
def test_what_is_missing_is_said_by_row_and_nothing_is_half_taken_over(
    otherwise: dict[str, object], says: str
) -> None:
    bring()
    answered = take(**LOOKED, **otherwise)
    assert answered.status_code == 422
    assert says in page(answered)
    assert rows(Remark) == []


def test_a_file_that_is_wrong_is_refused_with_all_that_is_wrong_and_nothing_is_kept() -> None:
    answered = bring("Theme,Comments\n1,a,b\n2,c,d\n")
    assert answered.status_code == 422
    assert "row 2, column number 3" in page(answered)
    assert "row 3, column number 3" in page(answered)
    assert rows(RemarkTable) == []
    assert bring(b"x" * 1_100_000).status_code == 422


def test_the_same_table_twice_is_one_and_a_table_that_was_taken_over_is_noticed() -> None:
    assert bring().url == bring(name="again.csv").url
    take(**LOOKED)
    assert "taken over before" in page(bring())
    with in_council(COUNCIL), pytest.raises(NotNow):
        importing.take_table(wave=WAVE, table=the_table(), taken=[], by=BY, at=NOON)


def test_a_row_that_is_missing_keeps_all_of_it_out() -> None:
    bring()
    with in_council(COUNCIL), pytest.raises(UserError, match="Every row"):
        importing.take_table(wave=WAVE, table=the_table(), taken=[], by=BY, at=NOON)


def test_a_table_thrown_away_is_kept_no_longer() -> None:
    place = bring().url
    assert signed_in(Role.EDITOR).post(f"{place}drop/").url == MEANING
    assert rows(RemarkTable)[0]["tables"] == {}
    assert signed_in(Role.EDITOR).get(place).status_code == 404


def test_words_wiped_from_a_remark_are_wiped_from_its_table() -> None:
    bring()
    take(**LOOKED)
    with in_council(COUNCIL):
        named = next(each for each in queries.list_remarks(WAVE) if "Kofi" in each.text)
        remarks.withdraw_remark(wave=WAVE, remark=named.key, read=1, named_somebody=True, by=BY, at=NOON)
        (table,) = queries.list_tables(WAVE)
    assert table.read is not None
    assert table.read.rows[0].cells[2] == "Make lessons fun! [taken out: it named somebody]"
    assert "Kofi" not in str(rows(RemarkTable))
