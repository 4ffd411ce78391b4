"""What is wrong in a return: all of it at once, by file, row and column; an error where a count would be wrong."""

from pathlib import Path

import pytest

from cohort_files import write_csv
from cohort_rows import EPISODES, HEADER, Make, Return, a_child, an_episode, eligible, groups, said_of, warned


def test_everything_wrong_in_every_file_is_said_at_once_and_nothing_written(
    a_return: Return, make: Make, tmp_path: Path
) -> None:
    header = [
        a_child("A1", born="31/02/2013"),
        a_child("A2", sex="X"),
        a_child("A3", ethnic="CNHE"),
        a_child(""),
    ]
    episodes = [
        an_episode("A1", began="2025"),
        an_episode("A2", ended="30/04/2025"),
        an_episode("A3", legal="Q9", place="U9"),
        an_episode("A3", began="", legal=""),
    ]
    said = said_of(make, *a_return(header, episodes))
    for words in (
        "header.csv, row 2, column DOB: is not a date. Allowed: a date such as 31/12/2014",
        "header.csv, row 3, column SEX: is not known here. Allowed: 1, 2, F, M, U.",
        "header.csv, row 4, column ETHNIC: is not known here. Allowed: ABAN, AIND",
        "header.csv, row 5, column CHILD: nothing stands here",
        "episodes.csv, row 2, column DECOM: is not a date.",
        "episodes.csv, row 3, column DEC: the episode ends before it begins.",
        "episodes.csv, row 4, column LS: is not known here. Allowed: C1, C2",
        "episodes.csv, row 4, column PLACE: is not known here.",
        "episodes.csv, row 5, column DECOM: nothing stands here.",
        "episodes.csv, row 5, column LS: nothing stands here.",
    ):
        assert words in said
    assert said.startswith("10 errors")
    assert not (tmp_path / "out").exists()


def test_a_child_without_a_header_is_reported_and_not_counted(a_return: Return, make: Make) -> None:
    made = make(
        *a_return([a_child("A1")], [an_episode("A1"), an_episode("B7"), an_episode("B7", "01/12/2025")])
    )
    assert eligible(made) == {"11-17": 1}
    assert made.count.not_counted == {"no_birth_date": 1}
    assert (
        "episodes.csv, rows 3, 4, column CHILD: the child is not in the header, and the date of birth"
        in warned(made)
    )


def test_a_child_without_a_header_is_counted_where_oc3_has_the_date_of_birth(
    a_return: Return, make: Make
) -> None:
    oc3 = [("B7", "15/06/2008", "YES", "F1", "K1")]
    made = make(*a_return([a_child("A1")], [an_episode("A1"), an_episode("B7")], oc3))
    assert eligible(made) == {"11-17": 2}
    assert (
        "row 3, column CHILD: the child is not in the header; the date of birth was taken from another"
        in warned(made)
    )
    assert groups(made, "11-17", "gender") == {"girl": 1, "not_sure": 1}


def test_a_child_twice_in_the_header_is_counted_once_where_the_rows_agree(
    a_return: Return, make: Make
) -> None:
    made = make(*a_return([a_child("A1"), a_child("a1 ")], [an_episode("A1")]))
    assert eligible(made) == {"11-17": 1}
    assert "header.csv, rows 2, 3: a child stands in several rows that say the same: counted once." in warned(
        made
    )


def test_a_child_twice_in_the_header_with_different_facts_is_an_error(a_return: Return, make: Make) -> None:
    said = said_of(make, *a_return([a_child("A1"), a_child("A1", born="15/06/2012")], [an_episode("A1")]))
    assert "header.csv, rows 2, 3: a child stands in several rows, and they differ. Keep one of them." in said


def test_an_empty_sex_ethnic_group_or_placement_is_counted_and_unknown(a_return: Return, make: Make) -> None:
    made = make(*a_return([a_child(sex="", ethnic="")], [an_episode(place="")]))
    for group in ("gender", "ethnicity", "placement"):
        assert groups(made, "11-17", group) == {"not_sure": 1}
    assert warned(made).count("nothing stands here: counted, but in no group.") == 3


def test_an_episode_before_birth_is_a_warning(a_return: Return, make: Make) -> None:
    made = make(*a_return([a_child()], [an_episode(began="14/06/2013")]))
    assert "row 2, column DECOM: the episode begins before the child was born." in warned(made)
    assert eligible(made) == {"11-17": 1}


def test_a_year_typed_wrongly_is_a_warning(a_return: Return, make: Make) -> None:
    made = make(*a_return([a_child()], [an_episode(), an_episode(began="01/05/2062")]))
    assert "row 3, column DECOM: lies more than a year after the day asked for. Is the year right?" in warned(
        made
    )
    assert "is a code" not in warned(made)  # the return is not taken to be of 2062


@pytest.mark.parametrize("column", ["DECOM", "DEC", "LS", "PLACE", "CHILD"])
def test_a_missing_column_of_episodes_is_named(column: str, tmp_path: Path, make: Make) -> None:
    place = EPISODES.index(column)
    row = an_episode()
    names, cells = EPISODES[:place] + EPISODES[place + 1 :], row[:place] + row[place + 1 :]
    header = write_csv(tmp_path / "header.csv", HEADER, [a_child()])
    said = said_of(make, header, write_csv(tmp_path / "e.csv", names, [cells]))
    wanted = {"DEC": "the end (DEC", "CHILD": "e.csv: no row holds column names that Heard knows"}.get(
        column, column
    )
    assert wanted in said


@pytest.mark.parametrize("column", ["SEX", "DOB", "ETHNIC"])
def test_a_missing_column_of_the_header_is_named(column: str, tmp_path: Path, make: Make) -> None:
    names = [name for name in (*HEADER, "UPN") if name != column]
    header = write_csv(tmp_path / "header.csv", names, [["A1"] * len(names)])
    said = said_of(make, header, write_csv(tmp_path / "e.csv", EPISODES, [an_episode()]))
    assert "header.csv, row 1: is taken for the header of an SSDA903 return, and has no column for" in said
    assert column in said


def test_one_half_of_a_return_is_not_enough(a_return: Return, make: Make) -> None:
    header, episodes = a_return([a_child()], [an_episode()])
    assert "the episodes of an SSDA903 return is missing" in said_of(make, header)
    assert "the header of an SSDA903 return is missing" in said_of(make, episodes)


def test_two_files_of_one_kind_are_named(a_return: Return, make: Make, tmp_path: Path) -> None:
    header, episodes = a_return([a_child()], [an_episode()])
    second = write_csv(tmp_path / "last year.csv", EPISODES, [an_episode()])
    said = said_of(make, header, episodes, second)
    assert (
        "2 tables are the episodes of an SSDA903 return: episodes.csv, last year.csv. Give one of them."
        in said
    )


def test_tables_that_are_not_needed_are_read_past(a_return: Return, make: Make, tmp_path: Path) -> None:
    others = {
        "sw.csv": ["CHILD", "DOB", "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON"],
        "reviews.csv": ["CHILD", "DOB", "REVIEW", "REVIEW_CODE"],
        "missing.csv": ["CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"],
        "ad1.csv": ["CHILD", "DOB", "DATE_INT", "DATE_MATCH", "FOSTER_CARE"],
        "dolo.csv": ["CHILD", "DOB", "DOLO_START", "DOLO_END"],
        "oc2.csv": ["CHILD", "DOB", "SDQ_SCORE", "SDQ_REASON"],
        "prev.csv": ["CHILD", "DOB", "PREV_PERM", "LA_PERM", "DATE_PERM"],
    }
    unneeded = [
        write_csv(tmp_path / name, columns, [["A1"] * len(columns)]) for name, columns in others.items()
    ]
    made = make(*a_return([a_child()], [an_episode()]), *unneeded)
    assert eligible(made) == {"11-17": 1}
    assert made.problems == ()


def test_the_table_of_placements_for_adoption_counts_on_the_day(
    a_return: Return, make: Make, tmp_path: Path
) -> None:
    from heard.cohort.people import Exclusion

    children = ["A1", "A2", "A3"]
    rows = [("A1", "01/12/2025", ""), ("A2", "01/12/2025", "02/02/2026"), ("A3", "03/02/2026", "")]
    table = write_csv(tmp_path / "pfa.csv", ["CHILD", "DATE_PLACED", "DATE_PLACED_CEASED"], rows)
    paths = a_return([a_child(each) for each in children], [an_episode(each) for each in children])
    assert eligible(make(*paths, table, exclude=[Exclusion.ADOPTION])) == {"11-17": 2}


@pytest.mark.parametrize("separator", [";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_separators_and_encodings_do_not_matter(
    separator: str, encoding: str, tmp_path: Path, make: Make
) -> None:
    form = {"separator": separator, "encoding": encoding}
    header = write_csv(tmp_path / "h.csv", HEADER, [a_child()], **form)
    episodes = write_csv(tmp_path / "e.csv", EPISODES, [an_episode()], **form)
    made = make(header, episodes)
    assert eligible(made) == {"11-17": 1}
    assert made.problems == ()


def test_windows_letters_are_read_and_said(tmp_path: Path, make: Make) -> None:
    names = [*HEADER, "UPN"]
    header = write_csv(tmp_path / "h.csv", names, [(*a_child(), "Zoë")], encoding="cp1252")
    made = make(header, write_csv(tmp_path / "e.csv", EPISODES, [an_episode()]))
    assert eligible(made) == {"11-17": 1}
    assert "h.csv: is not saved as UTF-8 and was read as Windows-1252." in warned(made)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "the file is empty"),
        ("a.csv", b"\xef\xbb\xbf\n\n", "the file is empty"),
        ("a.csv", b"PK\x03\x04....", "this is a workbook"),
        ("a.csv", b"\xd0\xcf\x11\xe0..", "an old Excel workbook"),
        ("a.csv", b"%PDF-1.4", "this is a PDF"),
        ("a.csv", b"\x00\x01\x02", "this is not a text file"),
        ("a.csv", b"\x81\x8d\x8f", "this is not a text file"),
        (
            "a.csv",
            b'CHILD,DOB\n"A1,1\n',
            "row 2: a quotation mark opened in or after this row is never closed",
        ),
        ("a.csv", b"who,what\n1,2\n", "no row holds column names that Heard knows"),
        ("a.xlsx", b"", "the file is empty"),
        ("a.xlsx", b"CHILD,DOB", "this is not an XLSX workbook"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0..", "under a password or of the old .xls kind"),
        ("a.xlsx", b"PK\x03\x04....", "the workbook is damaged"),
        ("a.xml", b"", "the file is empty"),
        ("a.xml", b"<a><HEADER>", "row 1: the XML is broken from this line on"),
        ("a.xml", b"<a><b>1</b></a>", "holds no HEADER and no EPISODE"),
        ("a.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "the XML declares entities"),
        ("a.docx", b"PK", "this kind of file cannot be read. Allowed: CSV (.csv)"),
    ],
)
def test_a_file_that_is_none_is_said(
    name: str, content: bytes, said: str, tmp_path: Path, make: Make
) -> None:
    (tmp_path / name).write_bytes(content)
    assert f"{name}" in said_of(make, tmp_path / name)
    assert said in said_of(make, tmp_path / name)


def test_a_file_that_is_not_there_is_said(tmp_path: Path, make: Make) -> None:
    assert "nowhere.csv: cannot be read: it is not there." in said_of(make, tmp_path / "nowhere.csv")
    assert "cannot be read" in said_of(make, tmp_path)


def test_a_row_with_more_fields_is_an_error_and_one_with_fewer_a_warning(tmp_path: Path, make: Make) -> None:
    header = write_csv(tmp_path / "h.csv", HEADER, [a_child()])
    longer = write_csv(tmp_path / "e.csv", EPISODES, [(*an_episode(), "X")])
    assert "e.csv, row 2: more fields than the 7 columns of the header" in said_of(make, header, longer)
    shorter = write_csv(tmp_path / "e.csv", EPISODES, [an_episode()[:5]])
    assert "e.csv, row 2: fewer fields than the header" in warned(make(header, shorter))


def test_an_xml_return_in_windows_letters_is_read(tmp_path: Path, make: Make) -> None:
    head = "<HEADER><CHILDID>A1</CHILDID><SEX>F</SEX><DOB>15/06/2013</DOB><ETHNIC>WBRI</ETHNIC><UPN>Zoë</UPN></HEADER>"
    stay = "<EPISODE><DECOM>01/05/2025</DECOM><RNE>S</RNE><LS>C2</LS><PL>U4</PL></EPISODE>"
    text = f"<Message><Children><Child>{head}{stay}</Child></Children></Message>"
    for number, (start, encoding) in enumerate(
        [("", "cp1252"), ('<?xml version="1.0" encoding="windows-1252"?>', "cp1252"), ("", "utf-8")]
    ):
        (tmp_path / f"{number}.xml").write_bytes((start + text).encode(encoding))
        assert eligible(make(tmp_path / f"{number}.xml")) == {"11-17": 1}


def test_the_rows_of_an_xml_return_are_its_lines(tmp_path: Path, make: Make) -> None:
    head = "<HEADER><CHILDID>A1</CHILDID><SEX>F</SEX><DOB>15/06/2013</DOB><ETHNIC>WBRI</ETHNIC></HEADER>"
    stay = "<EPISODE>\n<DECOM>01/05/25</DECOM><LS>C2</LS><PL>U4</PL></EPISODE>"
    (tmp_path / "r.xml").write_text(f"<all>\n<Child>\n{head}\n{stay}</Child></all>", encoding="utf-8")
    assert "r.xml, row 4, column DECOM: is not a date." in said_of(make, tmp_path / "r.xml")
