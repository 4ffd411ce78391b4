"""A council's own table: every row and cell kept, columns known by their headings, bad files refused whole."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.base.errors import InputProblems, UserError
from heard.web.acting.dates import Ask
from heard.web.acting.kinds import Status
from heard.web.acting.reading.columns import Field, recognise
from heard.web.acting.reading.proposing import (
    ThemeWords,
    propose,
    propose_status,
    read_roles,
    read_themes,
)
from heard.web.acting.reading.table import PlanTable, alike, read_table
from heard.web.policy import LONGEST_ACTION, MOST_PLAN_ROWS
from heard.web.tables import apart
from heard.web.tables.apart import CannotRead, read_apart
from heard.web.tables.cells import Answer, Cells
from heard.web.tables.word import read_word_tables
from web.acting.tables import EXAMPLE, as_csv, as_word, as_workbook, needs_example

HEAD = ("Action", "Theme", "By Whom", "By When", "Progress/Complete")


def read(content: bytes, name: str = "plan.csv") -> PlanTable:
    return read_table(name, read_apart(name, content))


def problems_of(content: bytes, name: str = "plan.csv") -> list[str]:
    with pytest.raises(InputProblems) as refused:
        read(content, name)
    return [each.sentence() for each in refused.value.problems]


def examples() -> list[list[str]]:
    with EXAMPLE.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@needs_example
def test_all_twenty_actions_of_the_example_are_read_with_every_cell() -> None:
    table = read(EXAMPLE.read_bytes())
    fields = (Field.ACTION, Field.THEME, Field.WHO, Field.DUE, Field.PROGRESS)
    assert [tuple(row.says(field) for field in fields) for row in table.rows] == [
        tuple(row) for row in examples()[1:]
    ]
    assert len(table.rows) == 20


@needs_example
def test_of_the_example_two_times_are_asked_about_and_everything_else_is_understood() -> None:
    proposals = list(map(propose, read(EXAMPLE.read_bytes()).rows))
    assert {each.row.number for each in proposals if each.time.ask} == {14, 18}
    assert proposals[0].is_overarching
    assert not any(each.is_overarching for each in proposals[1:])
    assert sorted({number for each in proposals for number in each.themes.numbers}) == [1, 2, 3, 4, 5, 6]
    assert Status.DONE not in {each.status for each in proposals}
    assert proposals[12].time.due.on == date(2023, 12, 31)
    assert proposals[12].time.ask is Ask.TWO_TIMES


@needs_example
@pytest.mark.parametrize(
    ("name", "make"), [("plan.xlsx", as_workbook), ("plan.docx", as_word), ("plan.tsv", None)]
)
def test_a_workbook_and_a_word_document_say_the_same_as_text(
    name: str, make: Callable[[list[list[str]]], bytes] | None
) -> None:
    rows = examples()
    content = make(rows) if make else as_csv(rows).replace(b",", b",")
    assert [each.cells for each in read(content, name).rows] == [
        each.cells for each in read(EXAMPLE.read_bytes()).rows
    ]


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (HEAD, (Field.ACTION, Field.THEME, Field.WHO, Field.DUE, Field.PROGRESS)),
        (
            ("Progress update", "Deadline", "Owner", "Theme(s)", "What we will do"),
            (Field.PROGRESS, Field.DUE, Field.WHO, Field.THEME, Field.ACTION),
        ),
        (
            ("ACTIONS", "Lead Officer:", "Target date", "RAG"),
            (Field.ACTION, Field.WHO, Field.DUE, Field.STATUS),
        ),
        (("Acton", "By Whon", "By  when?"), (Field.ACTION, Field.WHO, Field.DUE)),
        (
            ("Action", "Start date", "Due date", "Workstream", "Success measure"),
            (Field.ACTION, Field.START, Field.DUE, Field.GROUP, Field.EXPECTED),
        ),
    ],
)
def test_columns_are_known_by_their_headings_in_any_order_and_by_close_names(
    headings: tuple[str, ...], fields: tuple[Field, ...]
) -> None:
    assert recognise(headings) == {field: place for place, field in enumerate(fields)}


def test_of_two_columns_that_could_be_the_same_the_likelier_is_taken_and_the_other_kept_by_its_name() -> None:
    table = read(as_csv([("Action", "Date", "Deadline"), ("Ask", "1 May 2026", "1 June 2026")]))
    assert table.rows[0].says(Field.DUE) == "1 June 2026"
    assert table.rows[0].kept == (("Date", "1 May 2026"),)


def test_columns_nobody_knows_are_kept_beside_the_action_and_told() -> None:
    table = read(as_csv([("Ref", "Action", "Owner", "Cost code"), ("A1", "Ask", "Voice lead", "77")]))
    assert table.rows[0].kept == (("Ref", "A1"), ("Cost code", "77"))
    assert ("Cost code", None) in table.columns


def test_titles_above_the_headings_are_told_and_headings_that_stand_again_are_no_row() -> None:
    rows = [("Plan 2026", ""), ("", ""), ("Action", "Lead"), ("One", "A"), ("Action", "Lead"), ("Two", "B")]
    table = read(as_csv(rows))
    assert [row.says(Field.ACTION) for row in table.rows] == ["One", "Two"]
    assert table.notes == ("plan.csv, row 1, above the headings: Plan 2026",)


def test_every_table_of_a_document_with_headings_is_read_and_others_are_told_of() -> None:
    plans = [("Action", "Lead"), ("One", "A")], [("Lead", "Action"), ("B", "Two")]
    table = read(as_word(plans[0], [("Present", "Apologies"), ("x", "y")], plans[1]), "plan.docx")
    assert [(row.place, row.says(Field.ACTION)) for row in table.rows] == [
        ("plan.docx [table 1]", "One"), ("plan.docx [table 3]", "Two"),
    ]  # fmt: skip
    outside, other = table.notes
    assert outside == "Words outside the tables are not read."
    assert '"Present", "Apologies"' in other


def test_a_cell_merged_downwards_says_the_same_in_each_of_its_rows() -> None:
    rows = [("Theme", "Action"), ("Home", "One"), ("", "Two"), ("School", "Three")]
    in_sheet = read(as_workbook(rows, merged=["A2:A3"]), "plan.xlsx")
    assert [row.says(Field.THEME) for row in in_sheet.rows] == ["Home", "Home", "School"]
    from docx import Document

    document = Document(io.BytesIO(as_word(rows)))
    document.tables[0].cell(1, 0).merge(document.tables[0].cell(2, 0))
    out = io.BytesIO()
    document.save(out)
    in_word = read(out.getvalue(), "plan.docx")
    assert [row.says(Field.THEME) for row in in_word.rows] == ["Home", "Home", "School"]


def test_what_was_struck_out_under_tracked_changes_is_not_read_and_what_was_added_is() -> None:
    made = as_word([("Action", "Lead"), ("Keep this", "A")])
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts["word/document.xml"].decode()
    struck = (
        "<w:del><w:r><w:delText>not this</w:delText></w:r></w:del><w:ins><w:r><w:t> too</w:t></w:r></w:ins>"
    )
    parts["word/document.xml"] = body.replace(
        "<w:t>Keep this</w:t></w:r>", f"<w:t>Keep this</w:t></w:r>{struck}"
    ).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert read(out.getvalue(), "plan.docx").rows[0].says(Field.ACTION) == "Keep this too"


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).map(str.strip)


@given(st.lists(st.lists(WORDS, min_size=6, max_size=6), max_size=12))
def test_no_cell_of_any_row_is_lost(rows: list[list[str]]) -> None:
    head = (*HEAD, "Cost")
    cells = tuple((number, tuple(row)) for number, row in enumerate(rows, start=2) if any(row))
    if not cells:
        return
    table = read_table("plan.csv", Answer((Cells("plan.csv", ((1, head), *cells)),)))
    kept = [sorted([*row.cells.values(), *(text for _, text in row.kept)]) for row in table.rows]
    assert kept == [sorted(filter(None, row)) for _, row in cells if tuple(row) != head]
    assert PlanTable.from_json(table.to_json()) == table


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("plan.csv", b"", "the file is empty"),
        ("plan.csv", b"\xff\xd8\xff\xe0\x00\x10JFIF", "not a text file"),
        ("plan.csv", b"PK\x03\x04", "a workbook, or an archive, under the name of a text file"),
        ("plan.csv", b"Lead,Deadline\nA,B\n", "no row names the columns of a plan"),
        ("plan.csv", b"Action,Lead\n", "has headings and no row below them"),
        ("plan.xlsx", b"PK\x03\x04 and nothing", "damaged"),
        ("plan.xlsx", b"\xd0\xcf\x11\xe0", "under a password or of the old .xls kind"),
        ("plan.docx", b"\xd0\xcf\x11\xe0", "under a password or of the old .doc kind"),
        ("plan.docx", b"", "the file is empty"),
        ("plan.docx", b"hello", "this is not a Word document"),
        ("plan.docx", b"PK\x03\x04 and nothing", "damaged"),
        ("plan.pdf", b"%PDF-1.7", "this kind of file cannot be read"),
        ("plan", b"Action,Lead\nA,B\n", "this kind of file cannot be read"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_and_says_why(name: str, content: bytes, says: str) -> None:
    assert says in problems_of(content, name)[0]


def test_a_document_without_a_table_says_so() -> None:
    from docx import Document

    document, out = Document(), io.BytesIO()
    document.add_paragraph("Only words.")
    document.save(out)
    assert "holds no table" in problems_of(out.getvalue(), "plan.docx")[0]


def test_all_that_is_wrong_is_told_at_once_with_row_and_column() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row in (("Action", "Lead"), ("=1+1", "A"), ("Two", "#N/A"), ("x" * (LONGEST_ACTION + 1), "C")):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    found = problems_of(out.getvalue(), "plan.xlsx")
    assert len(found) >= 2
    assert any("row 2, column Action: a formula" in each for each in found)
    assert any("5,001 letters" in each for each in found)


@pytest.mark.parametrize(("rows", "is_refused"), [(MOST_PLAN_ROWS, False), (MOST_PLAN_ROWS + 1, True)])
def test_so_many_rows_can_be_looked_at_at_once(rows: int, is_refused: bool) -> None:
    content = as_csv([("Action", "Lead"), *((f"Action {n}", "A") for n in range(rows))])
    if is_refused:
        assert "Split the table" in problems_of(content)[0]
    else:
        assert len(read(content).rows) == rows


def test_entities_of_a_document_are_never_unfolded() -> None:
    body = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document xmlns:w="x">&a;</w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", body)
    with pytest.raises(InputProblems):
        read_word_tables("plan.docx", out.getvalue())


def test_a_file_that_unpacks_to_more_than_there_is_ends_the_process_that_reads_and_no_page() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w>" + b" " * 300_000_000)
    with pytest.raises(UserError) as refused:
        read(out.getvalue(), "plan.docx")
    assert "too large" in str(refused.value) or "memory" in str(refused.value)


def test_a_reading_that_does_not_end_or_answers_nonsense_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS_TO_READ_A_TABLE", 0.01)
    with pytest.raises(CannotRead, match="was stopped"):
        read_apart("plan.csv", b"Action,Lead\nA,B\n")
    monkeypatch.setattr(apart, "SECONDS_TO_READ_A_TABLE", 30)
    monkeypatch.setattr(apart, "COMMAND", ("/bin/echo", "[]"))
    with pytest.raises(CannotRead, match="came to nothing"):
        read_apart("plan.csv", b"x")
    monkeypatch.setattr(apart, "COMMAND", ("/bin/false",))
    with pytest.raises(CannotRead, match="was ended"):
        read_apart("plan.csv", b"x")


def test_a_plan_that_had_to_be_guessed_from_another_alphabet_says_so() -> None:
    table = read("Action,Lead\nCaf\xe9,A\n".encode("cp1252"))
    assert [row.says(Field.ACTION) for row in table.rows] == ["Caf\xe9"]
    assert "Windows-1252" in table.notes[0]


def test_what_the_process_answers_is_what_was_read() -> None:
    answer = Answer((Cells("a [b]", ((3, ("x", "")),), {(3, 1): "merged"}),), notes=("Look.",))
    assert Answer.from_bytes(answer.to_bytes()) == answer


THEMES = {
    "1-6": (1, 2, 3, 4, 5, 6),
    "1,2,5,6": (1, 2, 5, 6),
    "1, 2,4": (1, 2, 4),
    "2": (2,),
    "2.": (2,),
    "Theme 3": (3,),
    "Themes 1 to 3": (1, 2, 3),
    "1 & 3": (1, 3),
    "1 and 3": (1, 3),
    "1-3, 5": (1, 2, 3, 5),
    "1\n2": (1, 2),
    "": (),
}


@pytest.mark.parametrize(("words", "numbers"), THEMES.items())
def test_themes_by_their_numbers(words: str, numbers: tuple[int, ...]) -> None:
    assert read_themes(words) == ThemeWords(numbers=numbers)


def test_themes_by_their_titles_and_what_nobody_can_tell() -> None:
    assert read_themes("Family time") == ThemeWords(titles=("Family time",))
    assert read_themes("Home; School") == ThemeWords(titles=("Home", "School"))
    assert read_themes("Home, school and friends").titles == ("Home, school and friends",)
    assert read_themes("Theme 2: Family time") == ThemeWords(numbers=(2,), titled=((2, "Family time"),))
    assert read_themes("All themes").is_all
    assert read_themes("2026-06-01 00:00:00").is_unclear  # 1-6, as a spreadsheet program keeps it
    assert read_themes("6-1").is_unclear
    assert read_themes("1-99").is_unclear
    assert read_themes("0").is_unclear


@pytest.mark.parametrize(
    ("words", "roles"),
    [
        (
            "Assistant director; head of practice improvement",
            ("Assistant director", "head of practice improvement"),
        ),
        ("All champions / team managers", ("All champions", "team managers")),
        ("Head of IRO/CP", ("Head of IRO/CP",)),
        ("Practitioners' forum and improvement board", ("Practitioners' forum and improvement board",)),
        ("Voice lead\nVoice lead", ("Voice lead",)),
        ("", ()),
    ],
)
def test_by_whom_is_taken_apart_only_where_it_is_clear(words: str, roles: tuple[str, ...]) -> None:
    assert read_roles(words) == roles


STATUSES = {
    ("", ""): Status.NOT_STARTED,
    ("", "Complete"): Status.DONE,
    ("", "All teams told. Completed March 2024."): Status.DONE,
    ("", "This action is now complete."): Status.DONE,
    ("", "Approved and in use everywhere"): Status.UNDER_WAY,
    ("", "Feedback given. Complete when the forum has seen the plan."): Status.UNDER_WAY,
    ("", "Not complete"): Status.UNDER_WAY,
    ("", "Nearly done"): Status.UNDER_WAY,
    ("", "Research finished and workshops planned"): Status.UNDER_WAY,
    ("", "Starts 1 January"): Status.NOT_STARTED,
    ("", "Method to be agreed December 2023"): Status.NOT_STARTED,
    ("", "Not yet started."): Status.NOT_STARTED,
    ("", "Withdrawn by the board"): Status.STOPPED,
    ("Green", "Issued."): Status.UNDER_WAY,
    ("Complete", "Issued."): Status.DONE,
    ("Not started", "Talked about."): Status.NOT_STARTED,
    ("Purple", "Issued."): Status.UNDER_WAY,
}


@pytest.mark.parametrize(("words", "status"), STATUSES.items())
def test_a_status_is_proposed_and_done_only_where_the_words_clearly_say_so(
    words: tuple[str, str], status: Status
) -> None:
    assert propose_status(*words) is status


def test_two_actions_are_alike_whatever_their_signs_blanks_and_capitals() -> None:
    assert alike("Ask children –  early!") == alike("ask Children early")
    assert alike("Ask children") != alike("Ask carers")
