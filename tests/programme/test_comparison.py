"""A copy of a programme folder beside the one that is here: what is new is added, what differs is refused by name."""

import json
from pathlib import Path

import polars as pl
import pytest

from builders import Row, write_rows
from copies import AREAS, COHORT, add, bring, entries, files, make, refusal, release, thirty
from heard.base.errors import InputProblems
from heard.base.surveys import Survey
from heard.catalogue import load_catalogue
from heard.disclosure.ledger import Ledger
from heard.disclosure.ledger.ledger import find_key
from heard.programme.check import check_programme
from heard.programme.comparison import compare
from releasing import answers

# --- What is new, and what is here already ----------------------------------------------------------


def test_answers_that_are_new_come_in_and_those_that_are_here_stay(theirs: Path, ours: Path) -> None:
    comparison = bring(theirs, ours)
    assert comparison.new == (("2026", "X2", 30),)
    assert comparison.same == (("2026", "X1", 30),)
    assert (ours / "responses/2026-X2.csv").read_bytes() == (theirs / "responses/2026-X2.csv").read_bytes()
    assert not [each for each in check_programme(ours) if each.severity == "error"]
    assert not list(ours.glob(".*"))


def test_brought_in_twice_it_does_nothing_the_second_time(theirs: Path, ours: Path) -> None:
    bring(theirs, ours)
    before = files(ours)
    assert bring(theirs, ours).brings_nothing
    assert files(ours) == before


def test_where_no_folder_is_here_it_becomes_the_folder(theirs: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    comparison = bring(theirs, new)
    assert comparison.is_first
    assert files(new) == files(theirs)
    assert check_programme(new) == check_programme(theirs)


def test_where_nobody_brings_it_in_nothing_is_made(theirs: Path, tmp_path: Path) -> None:
    compare(theirs, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_the_same_answers_in_another_order_and_another_kind_of_file_are_the_same(
    theirs: Path, ours: Path
) -> None:
    (theirs / "responses/2026-X1.csv").unlink()
    rows = [{**row, "feels_safe": str(row["feels_safe"])} for row in reversed(thirty("X1"))]
    pl.DataFrame(rows).write_parquet(theirs / "responses/all.parquet")
    comparison = bring(theirs, ours)
    assert comparison.same == (("2026", "X1", 30),)
    assert not (ours / "responses/all.parquet").exists()


def test_an_answer_changed_in_one_row_is_refused_by_council_and_wave(theirs: Path, ours: Path) -> None:
    add(theirs, "X1", [*answers(21, area="X1"), *answers(9, area="X1", feels_safe="never")])
    said = refusal(theirs, ours)
    assert "X1, wave 2026: 30 responses in the copy, 30 here, and they are not the same" in said
    assert "X2, wave" not in said


@pytest.mark.parametrize("count", [19, 21])
def test_one_child_more_or_less_is_refused(theirs: Path, ours: Path, count: int) -> None:
    add(theirs, "X1", [*answers(count, area="X1"), *answers(10, area="X1", feels_safe="never")])
    assert f"{count + 10} responses in the copy, 30 here" in refusal(theirs, ours)


def test_a_file_with_new_answers_beside_known_ones_is_refused(theirs: Path, ours: Path) -> None:
    (theirs / "responses/2026-X2.csv").unlink()
    add(theirs, "X1", [*thirty("X1"), *thirty("X2")])
    assert "holds answers that are here already, of X1 (2026), beside new ones" in refusal(theirs, ours)


def test_a_new_file_whose_name_is_taken_gets_another_one(theirs: Path, ours: Path) -> None:
    for folder, code in ((ours, "X1"), (theirs, "X2")):
        for path in (folder / "responses").iterdir():
            path.unlink()
        write_rows(folder / "responses/answers.csv", thirty(code))
    before = (ours / "responses/answers.csv").read_bytes()
    bring(theirs, ours)
    assert (ours / "responses/answers.csv").read_bytes() == before
    assert len(list((ours / "responses").iterdir())) == 2
    assert compare(theirs, ours).brings_nothing


def test_what_is_no_table_of_answers_is_not_taken(theirs: Path, ours: Path) -> None:
    (theirs / "responses/evil.sh").write_text("rm -rf /")
    bring(theirs, ours)
    assert not (ours / "responses/evil.sh").exists()


def test_everything_heard_check_finds_is_listed(theirs: Path, ours: Path) -> None:
    add(theirs, "X2", [*answers(3, area="X9"), *answers(2, area="X2", feels_safe="no_such")])
    said = refusal(theirs, ours)
    assert "X9" in said
    assert "no_such" in said


def test_a_folder_here_that_cannot_be_read_is_said(theirs: Path, ours: Path) -> None:
    (ours / "areas.csv").write_text("area,name\nX1,\n")
    assert "areas.csv" in refusal(theirs, ours)


# --- Small files ------------------------------------------------------------------------------------


def test_rows_that_are_new_are_added_to_areas_and_cohort(theirs: Path, ours: Path) -> None:
    write_rows(ours / "areas.csv", AREAS[:1])
    write_rows(theirs / "cohort.csv", [*COHORT, {**COHORT[0], "area": "X2", "gender": "", "eligible": "35"}])
    comparison = bring(theirs, ours)
    assert (comparison.tables["areas.csv"].new, comparison.tables["areas.csv"].same) == (2, 1)
    assert (comparison.tables["cohort.csv"].new, comparison.tables["cohort.csv"].same) == (1, 1)
    assert (
        ours / "cohort.csv"
    ).read_text() == "wave,area,survey,eligible\n2026,X1,8-11,40\n2026,X2,8-11,35\n"


@pytest.mark.parametrize(
    ("file", "rows", "named"),
    [
        ("cohort.csv", [{**COHORT[0], "eligible": "41"}], "of 2026 X1 8-11"),
        ("areas.csv", [{"area": "X1", "name": "Another name"}, *AREAS[1:]], "of X1"),
    ],
)
def test_a_row_that_says_something_else_is_refused_and_named(
    theirs: Path, ours: Path, file: str, rows: list[Row], named: str
) -> None:
    write_rows(theirs / file, rows)
    said = refusal(theirs, ours)
    assert f"{file}: the copy says something else than what is here {named}" in said


def test_comments_of_a_council_are_added_whole_or_must_be_the_same(theirs: Path, ours: Path) -> None:
    question = next(iter(load_catalogue().questionnaires[Survey.AGES_8_11].open_questions())).key
    one = {"wave": "2026", "area": "X1", "survey": "8-11", "question": question, "text": "a dog, please"}
    write_rows(ours / "comments.csv", [one])
    write_rows(theirs / "comments.csv", [one, {**one, "area": "X2", "text": 'two\nlines, and a "quote"'}])
    assert bring(theirs, ours).tables["comments.csv"].new == 1
    assert 'two\nlines, and a ""quote""' in (ours / "comments.csv").read_text()
    write_rows(theirs / "comments.csv", [one, {**one, "text": "a cat, please"}])
    assert "comments.csv" in refusal(theirs, ours)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (("A programme for tests", "Another"), "name"),
        (("made_up = false", "made_up = true"), "made_up"),
        (("2026-03-27", "2026-03-28"), "wave 2026"),
    ],
)
def test_other_settings_are_refused_by_name(
    theirs: Path, ours: Path, change: tuple[str, str], named: str
) -> None:
    path = theirs / "programme.toml"
    path.write_text(path.read_text().replace(*change))
    assert f"programme.toml: {named} is otherwise here than in the copy" in refusal(theirs, ours)


def test_a_copy_that_knows_fewer_waves_comes_in_and_the_settings_stay(theirs: Path, ours: Path) -> None:
    path = ours / "programme.toml"
    more = path.read_text() + '\n[[waves]]\nkey = "2027"\nopens_on = 2027-02-02\ncloses_on = 2027-03-27\n'
    path.write_text(more)
    bring(theirs, ours)
    assert path.read_text() == more


def test_a_copy_that_knows_more_waves_is_refused(theirs: Path, ours: Path) -> None:
    with (theirs / "programme.toml").open("a") as file:
        file.write('\n[[waves]]\nkey = "2027"\nopens_on = 2027-02-02\ncloses_on = 2027-03-27\n')
    assert "wave 2027 is otherwise here" in refusal(theirs, ours)


def test_a_folder_without_settings_that_holds_anything_else_is_refused(theirs: Path, ours: Path) -> None:
    (ours / "programme.toml").unlink()
    assert "is not here, and areas.csv, cohort.csv, responses/2026-X1.csv is" in refusal(theirs, ours)


def test_two_folders_that_each_are_right_and_together_are_not_are_refused(theirs: Path, ours: Path) -> None:
    write_rows(ours / "areas.csv", [AREAS[0], {"area": "x2", "name": "Small letter"}])
    before = files(ours)
    with pytest.raises(InputProblems, match="capital letters"):
        bring(theirs, ours)
    assert files(ours) == before


# --- The ledger -------------------------------------------------------------------------------------


def test_a_copy_that_was_published_from_further_brings_its_entries(published: Path, ours: Path) -> None:
    add(published, "X2")
    release(published, "out-2")
    assert compare(published, ours).entries == 1
    bring(published, ours)
    assert entries(ours) == entries(published)
    assert len(entries(ours)) == 2
    again = release(ours, "out-2")
    assert not again.is_new  # what was published from the copy is known here


def test_a_copy_that_is_behind_leaves_the_ledger_as_it_is(published: Path, ours: Path) -> None:
    add(ours, "X3")
    release(ours, "out-2")
    before = entries(ours)
    add(published, "X2")
    bring(published, ours)
    assert entries(ours) == before
    assert len(before) == 2
    assert (ours / "responses/2026-X2.csv").is_file()


def test_an_empty_ledger_takes_all_of_theirs_with_the_key(published: Path, tmp_path: Path) -> None:
    new = make(tmp_path / "new", "X1")
    bring(published, new)
    assert entries(new) == entries(published)
    assert find_key(Ledger.open(new / "ledger")) == find_key(Ledger.open(published / "ledger"))
    assert (new / "ledger/key").stat().st_mode & 0o777 == 0o600


def test_ledgers_that_part_are_refused_with_where(published: Path, ours: Path) -> None:
    add(ours, "X2")
    add(published, "X3")
    release(ours, "out-ours")
    release(published, "out-theirs")
    add(ours, "X3")
    add(published, "X2")
    assert "The two ledgers part at entry 2: here it is of 2026-05-01, wave 2026" in refusal(published, ours)


def test_another_key_is_refused(published: Path, ours: Path) -> None:
    (published / "ledger/key").write_bytes(bytes(32))
    assert "ledger/key was changed" in refusal(published, ours)


@pytest.mark.parametrize("lost", ["0001.json", "head", "key"])
def test_a_ledger_that_is_not_whole_is_refused(published: Path, ours: Path, lost: str) -> None:
    (published / "ledger" / lost).unlink()
    assert lost in refusal(published, ours)


def test_an_entry_that_was_written_anew_is_refused(published: Path, ours: Path) -> None:
    path = published / "ledger/0001.json"
    told = json.loads(path.read_text())
    path.write_text(json.dumps({**told, "by": "Somebody else"}, indent=1) + "\n")
    assert "the entry before it was changed" in refusal(published, ours)


def test_answers_that_were_published_here_and_are_gone_come_back_as_they_were(
    published: Path, ours: Path
) -> None:
    before = files(ours)
    (ours / "responses/2026-X1.csv").unlink()
    bring(published, ours)
    assert files(ours) == before


def test_answers_that_were_published_here_do_not_come_back_as_others(published: Path, ours: Path) -> None:
    (ours / "responses/2026-X1.csv").unlink()
    add(published, "X1", answers(30, area="X1"))
    said = refusal(published, ours)
    assert "X1, wave 2026, ages 8-11: the ledger here was written of other answers" in said


def test_new_answers_without_a_ledger_are_marked_and_those_with_one_are_not(
    theirs: Path, published: Path, tmp_path: Path, ours: Path
) -> None:
    assert compare(theirs, ours).is_unpublished
    assert not compare(published, tmp_path / "nothing").is_unpublished
    (theirs / "responses/2026-X2.csv").unlink()
    assert not compare(theirs, ours).is_unpublished  # nothing is new
