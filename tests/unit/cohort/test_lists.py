"""Lists 8 and 9 of Annex A, plain lists, and the list of whom to leave out: whatever their columns are called."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from cohort_files import write_csv
from cohort_rows import Make, Return, a_child, an_episode, eligible, groups, said_of, warned
from heard.cohort.explaining import EXCLUDED, list_counts
from heard.cohort.people import Exclusion

LIST_8 = (
    "Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Date Started to be Looked After",
    "Child's Legal Status", "Date Ceased to be Looked After", "Placement Type",
)  # fmt: skip
LIST_9 = ("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Eligibility Category", "LA in Touch")
A_CHILD = ("A1", "b) Female", "a) WBRI", "15/06/2013", "01/05/2025", "C2", "", "U4")
A_LEAVER = ("L1", "a) Male", "AIND", "15/06/2006", "b) Former relevant child", "a) Yes")


def list_8(folder: Path, *rows: Sequence[str], names: Sequence[str] = LIST_8) -> Path:
    return write_csv(folder / "list 8.csv", names, rows)


def list_9(folder: Path, *rows: Sequence[str], names: Sequence[str] = LIST_9) -> Path:
    return write_csv(folder / "list 9.csv", names, rows)


def changed(row: Sequence[str], **cells: str) -> tuple[str, ...]:
    """The row of list 8 with other cells, named by the first word of their column."""
    places = {
        "id": 0,
        "gender": 1,
        "ethnicity": 2,
        "born": 3,
        "started": 4,
        "legal": 5,
        "ceased": 6,
        "placement": 7,
    }
    found = list(row)
    for name, value in cells.items():
        found[places[name]] = value
    return tuple(found)


@pytest.mark.parametrize(
    "names",
    [
        LIST_8,
        tuple(name.upper() for name in LIST_8),
        (
            "Child ID", "Sex", "Ethnic origin", "DOB", "Date started to be looked-after", "Legal Status (code)",
            "Date  Ceased to be\nLooked After", "Placement type code",
        ),
        (
            "Unique Identifier", "Gender", "Ethnic group", "date_of_birth", "CLA Start Date", "Current legal status",
            "CLA End Date", "Type of placement",
        ),
        (
            "ChildUniqueID", "Gender", "Ethnicity", "DateofBirth", "DateStartedToBeLookedAfter", "LegalStatus",
            "DateCeasedToBeLookedAfter", "PlacementType",
        ),
    ],
)  # fmt: skip
def test_list_8_is_known_by_its_columns_whatever_they_are_called(
    names: Sequence[str], tmp_path: Path, make: Make
) -> None:
    made = make(list_8(tmp_path, A_CHILD, changed(A_CHILD, id="A2", gender="a) Male"), names=names))
    assert eligible(made) == {"11-17": 2}
    assert groups(made, "11-17", "gender") == {"girl": 1, "boy": 1}
    assert groups(made, "11-17", "placement") == {"foster": 2}
    assert groups(made, "11-17", "years_in_care") == {"under_1": 2}


def test_a_child_of_list_8_who_left_and_came_again_is_counted_once(tmp_path: Path, make: Make) -> None:
    earlier = changed(A_CHILD, started="01/01/2025", ceased="01/03/2025")
    made = make(list_8(tmp_path, earlier, A_CHILD))
    assert eligible(made) == {"11-17": 1}
    assert made.count.people == 1
    assert made.problems == ()


def test_the_same_row_twice_is_a_warning_and_two_dates_of_birth_are_an_error(
    tmp_path: Path, make: Make
) -> None:
    made = make(list_8(tmp_path, A_CHILD, A_CHILD))
    assert eligible(made) == {"11-17": 1}
    assert "rows 2, 3: a child stands in several rows that say the same: counted once." in warned(made)
    said = said_of(make, list_8(tmp_path, A_CHILD, changed(A_CHILD, born="15/06/2012")))
    assert "rows 2, 3: the rows of one child differ in date of birth, gender" in said


def test_short_breaks_of_list_8_leave_by_code_and_by_word(tmp_path: Path, make: Make) -> None:
    legal = [
        "V4",
        "V3 - short breaks",
        "Short-term break",
        "Full care order",
        "a) C1",
        "Section 20",
        "not recorded",
        "",
    ]
    rows = [changed(A_CHILD, id=f"A{number}", legal=each) for number, each in enumerate(legal)]
    made = make(list_8(tmp_path, *rows))
    assert eligible(made) == {"11-17": 5}
    assert sum(each.meant_for for each in made.count.surveys) == 8


def test_without_legal_status_it_is_said_that_short_breaks_cannot_be_told(tmp_path: Path, make: Make) -> None:
    names = [name for name in LIST_8 if "Legal" not in name]
    row = [cell for name, cell in zip(LIST_8, A_CHILD, strict=True) if "Legal" not in name]
    made = make(list_8(tmp_path, row, names=names))
    assert "children in short breaks cannot be told apart" in warned(made)


def test_all_that_is_wrong_in_a_list_is_said_at_once(tmp_path: Path, make: Make) -> None:
    wrong = changed(
        A_CHILD, gender="x) Purple", ethnicity="Martian", born="6/2013", legal="?", placement="castle"
    )
    said = said_of(make, list_8(tmp_path, wrong, changed(A_CHILD, id="A2", started="", ceased="01/05/2025")))
    for words in (
        "row 2, column Gender: is not known here. Allowed: male, female, neither",
        "row 2, column Ethnicity: is not known here.",
        "row 2, column Date of Birth: is not a date.",
        "row 2, column Child's Legal Status: is not known here.",
        "row 2, column Placement Type: is not known here.",
        "row 3, column Date Started to be Looked After: nothing stands here.",
    ):
        assert words in said
    assert said.startswith("6 errors")


def test_two_columns_that_may_be_meant_are_named(tmp_path: Path, make: Make) -> None:
    said = said_of(make, list_8(tmp_path, (*A_CHILD, "15/06/2013"), names=(*LIST_8, "DOB")))
    assert "row 1: columns D, I have names that may mean the same. Delete all but one of them." in said


def test_list_9_alone_counts_care_leavers_and_no_children_in_care(tmp_path: Path, make: Make) -> None:
    categories = [
        "a) Relevant child",
        "Former relevant",
        "c) Qualifying care leaver",
        "d) Eligible child",
        "",
    ]
    born = ["15/06/2008", "15/06/2001", "15/06/2006", "15/06/2008", "15/06/2006"]
    rows = [
        (f"L{number}", "Male", "AIND", born[number], category, "Yes")
        for number, category in enumerate(categories)
    ]
    made = make(list_9(tmp_path, *rows))
    assert [each.survey.value for each in made.count.surveys] == ["16-25"]
    assert eligible(made) == {"16-25": 4}
    assert made.count.not_counted == {"still_in_care": 1}
    assert groups(made, "16-25", "age") == {"16_17": 1, "18_20": 2, "21_25": 1}


@pytest.mark.parametrize(
    ("born", "reason"), [("03/02/2010", "leaver_under_16"), ("02/02/2000", "over_25"), ("03/02/2000", None)]
)
def test_list_9_holds_those_of_16_to_25(born: str, reason: str | None, tmp_path: Path, make: Make) -> None:
    row = ("L1", "Male", "AIND", born, "b) Former relevant child", "No")
    assert make(list_9(tmp_path, row)).count.not_counted == ({reason: 1} if reason else {})


def test_qualifying_care_leavers_are_left_out_where_that_is_asked_for(tmp_path: Path, make: Make) -> None:
    path = list_9(tmp_path, A_LEAVER, ("L2", "Male", "AIND", "15/06/2006", "c) Qualifying care leaver", "No"))
    assert eligible(make(path)) == {"16-25": 2}
    made = make(path, exclude=[Exclusion.QUALIFYING])
    assert eligible(made) == {"16-25": 1}
    assert made.count.surveys[0].excluded == {Exclusion.QUALIFYING: 1}


def test_who_stands_on_both_lists_is_counted_once(tmp_path: Path, make: Make) -> None:
    seventeen = changed(A_CHILD, born="15/06/2008")
    eighteen = changed(A_CHILD, id="A2", born="15/06/2007", ceased="15/06/2025")
    rows = [("A1", "b) Female", "", "15/06/2008", "d) Eligible child", "a) Yes")]
    rows += [("A2", "b) Female", "WBRI", "15/06/2007", "b) Former relevant child", "a) Yes")]
    made = make(list_8(tmp_path, seventeen, eighteen), list_9(tmp_path, *rows))
    assert eligible(made) == {"11-17": 1, "16-25": 1}
    assert made.count.people == 2


def test_a_return_and_list_9_are_joined_by_id(a_return: Return, tmp_path: Path, make: Make) -> None:
    header = [a_child("A1"), a_child("A2", born="15/06/2008"), a_child("A3", born="15/06/2008")]
    episodes = [an_episode("A1"), an_episode("A2", ended="01/12/2025", began="01/01/2020")]
    episodes += [an_episode("A3", ended="01/12/2025", began="01/01/2020")]
    paths = a_return(header, episodes)
    relevant = ("A2", "Female", "WBRI", "15/06/2008", "a) Relevant child", "Yes")
    made = make(*paths, list_9(tmp_path, relevant, A_LEAVER))
    assert eligible(made) == {"11-17": 1, "16-25": 2}
    assert made.count.not_counted == {"not_on_leavers_list": 1}


def test_lists_with_no_id_in_common_are_warned_of(a_return: Return, tmp_path: Path, make: Make) -> None:
    made = make(*a_return([a_child()], [an_episode()]), list_9(tmp_path, A_LEAVER))
    assert "no id of this list is in the list of children in care" in warned(made)


def test_another_date_of_birth_on_list_9_is_warned_of(tmp_path: Path, make: Make) -> None:
    row = ("A1", "Female", "WBRI", "16/06/2013", "d) Eligible child", "Yes")
    made = make(list_8(tmp_path, A_CHILD), list_9(tmp_path, row))
    assert "list 9.csv, row 2, column Date of Birth: the date of birth is another one" in warned(made)
    assert eligible(made) == {"11-17": 1}


def test_two_ways_to_say_who_is_in_care_are_refused(a_return: Return, tmp_path: Path, make: Make) -> None:
    said = said_of(make, *a_return([a_child()], [an_episode()]), list_8(tmp_path, A_CHILD))
    assert "these files say twice who is in care or has left it" in said


PLAIN = (
    "date_of_birth",
    "gender",
    "ethnicity",
    "placement",
    "started care",
    "standing",
    "school_year",
    "disability",
)


def plain(folder: Path, *rows: Sequence[str], names: Sequence[str] = PLAIN) -> Path:
    return write_csv(folder / "list.csv", names, rows)


def test_a_plain_list_needs_only_dates_of_birth(tmp_path: Path, make: Make) -> None:
    made = make(plain(tmp_path, ("15/06/2013",), ("15/06/2013",), ("2020-06-15",), names=["Date of birth"]))
    assert eligible(made) == {"4-7": 1, "11-17": 2}
    assert [list(each.groups) for each in made.count.surveys] == [[], [], ["age"]]
    assert made.count.newest is None


def test_a_plain_list_may_say_all_else(tmp_path: Path, make: Make) -> None:
    rows = [
        ("15/06/2013", "girl", "Black African", "children's home", "01/01/2020", "in care", "", "yes"),
        (
            "15/12/2014",
            "boy",
            "White British",
            "Kinship care",
            "01/01/2024",
            "",
            "7",
            "no",
        ),  # 11, a year ahead
        ("15/06/2006", "non-binary", "Any other mixed background", "", "", "care leaver", "", "unknown"),
    ]
    made = make(plain(tmp_path, *rows))
    assert eligible(made) == {"11-17": 2, "16-25": 1}
    assert groups(made, "11-17", "placement") == {"residential": 1, "kinship": 1}
    assert groups(made, "11-17", "disability") == {"yes": 1, "no": 1}
    assert groups(made, "11-17", "years_in_care") == {"6_or_more": 1, "1_to_2": 1}
    assert groups(made, "16-25", "gender") == {"another": 1}
    assert groups(made, "16-25", "ethnicity") == {"mixed": 1}


def test_columns_of_a_plain_list_that_are_not_known_are_said_by_letter(tmp_path: Path, make: Make) -> None:
    made = make(plain(tmp_path, ("15/06/2013", "x"), names=["dob", "shoe size"]))
    assert "list.csv: column B has a name that no plain list knows: not read." in warned(made)
    assert "shoe" not in warned(made)


def test_other_lists_of_annex_a_are_not_taken_for_children_in_care(tmp_path: Path, make: Make) -> None:
    names = ["Child Unique ID", "Gender", "Date of Birth", "CIN Start Date"]
    path = write_csv(tmp_path / "list 6.csv", names, [("A1", "Male", "15/06/2013", "01/01/2025")])
    assert "none of these files lists children in care or care leavers" in said_of(make, path)


def test_whom_the_council_leaves_out_is_counted_by_reason(
    a_return: Return, tmp_path: Path, make: Make
) -> None:
    ids = ["A1", "A2", "A3", "A4"]
    paths = a_return([a_child(each) for each in ids], [an_episode(each) for each in ids])
    rows = [("A1", "said no"), ("A2", "too_unwell"), ("Z9", "said_no")]
    reasons = write_csv(tmp_path / "leave out.csv", ["child", "reason"], rows)
    made = make(*paths, reasons, exclude=[Exclusion.SAID_NO])
    assert eligible(made) == {"11-17": 3}
    assert made.count.surveys[2].excluded == {Exclusion.SAID_NO: 1}
    assert made.count.not_asked_for == {Exclusion.TOO_UNWELL: 1}
    assert "leave out.csv, row 4: the child is in none of the other files." in warned(made)


def test_a_reason_that_no_file_gives_is_warned_of(a_return: Return, make: Make) -> None:
    made = make(*a_return([a_child()], [an_episode()]), exclude=[Exclusion.SAID_NO])
    assert (
        "no file says of whom that is true: said_no. Give a list with the columns child and reason."
        in warned(made)
    )


def test_reasons_are_said_in_one_order_whichever_order_a_database_gives_them_in() -> None:
    assert (
        list_counts({"adoption": 4, "short_breaks": 6}, EXCLUDED) == "short breaks 6, placed for adoption 4"
    )


def book(path: Path, rows: Sequence[Sequence[object]], name: str = "List 8", merge: str = "") -> Path:
    """A workbook of one sheet; what begins with = is a formula."""
    with xlsxwriter.Workbook(path) as file:
        sheet = file.add_worksheet(name)
        dates = file.add_format({"num_format": "dd/mm/yyyy"})
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, datetime):
                    sheet.write_datetime(number, column, value, dates)
                else:
                    sheet.write(number, column, value)
        if merge:
            sheet.merge_range(merge, "15/06/2013")
    return path


TITLES: tuple[tuple[str, ...], ...] = (
    ("Annex A",),
    (),
    ("List 8: children in care", "", "as at 1 February 2026"),
)


def test_titles_may_stand_above_the_names_and_dates_may_be_excel_dates(tmp_path: Path, make: Make) -> None:
    child = (*A_CHILD[:3], datetime(2013, 6, 15), datetime(2025, 5, 1), *A_CHILD[5:])
    made = make(book(tmp_path / "a.xlsx", [*TITLES, LIST_8, child]))
    assert eligible(made) == {"11-17": 1}


def test_formulas_and_errors_are_refused_by_cell_where_they_would_be_read(tmp_path: Path, make: Make) -> None:
    rows = [
        *TITLES,
        (*LIST_8, "Age"),
        (*changed(A_CHILD, born="=DATE(2013,6,15)", placement="=NA()"), "=1+1"),
    ]
    said = said_of(make, book(tmp_path / "a.xlsx", rows))
    assert "a.xlsx [List 8], row 5, column Date of Birth: a formula stands here." in said
    assert "a.xlsx [List 8], row 5, column Placement Type: a formula stands here." in said
    assert "column Age" not in said


def test_merged_cells_are_refused_where_they_would_be_read(tmp_path: Path, make: Make) -> None:
    rows = [LIST_8, changed(A_CHILD, born=""), changed(A_CHILD, id="A2", born="")]
    said = said_of(make, book(tmp_path / "a.xlsx", rows, merge="D2:D3"))
    assert "rows 2, 3, column Date of Birth: cells are merged here." in said


def test_a_sheet_named_list_8_without_its_columns_is_an_error(tmp_path: Path, make: Make) -> None:
    said = said_of(make, book(tmp_path / "a.xlsx", [("who", "what"), ("A1", "x")]))
    assert "a.xlsx [List 8]: no row of list 8 holds the column names of that list." in said
