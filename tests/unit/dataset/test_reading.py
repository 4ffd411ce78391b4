"""What a file may look like, and what is said of one that cannot be read."""

import random
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from heard.base.errors import InputProblems
from heard.base.problems import Problem
from heard.dataset import csv_files
from heard.dataset.reading import ROW, number_rows, read_slices, read_table


def write(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def problems_of(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(InputProblems) as caught:
        read_table(path)
    return caught.value.problems


def said_of(path: Path) -> str:
    return "\n".join(problem.sentence() for problem in problems_of(path))


def test_a_csv_is_read_as_text_with_blanks_trimmed_and_empty_as_null(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", 'wave, area ,score\n2026,  X1,7\n2026,"",007\n')
    assert read_table(path).rows() == [("2026", "X1", "7"), ("2026", None, "007")]
    assert read_table(path).columns == ["wave", "area", "score"]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["without", "with"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "\n"])
def test_a_byte_order_mark_and_the_line_endings_make_no_difference(
    tmp_path: Path, mark: bytes, ending: str, last: str
) -> None:
    text = f"name,text{ending}é,“yes”" + last.replace("\n", ending)
    assert read_table(write(tmp_path / "a.csv", mark + text.encode())).rows(named=True) == [
        {"name": "é", "text": "“yes”"}
    ]


def test_commas_line_feeds_and_doubled_marks_stand_between_quotation_marks(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", 'a,b\n"one, two","he said ""no""\nthen left"\n')
    assert read_table(path).row(0) == ("one, two", 'he said "no"\nthen left')


def test_a_header_without_rows_is_a_table_of_no_rows(tmp_path: Path) -> None:
    table = read_table(write(tmp_path / "a.csv", "wave,area\n"))
    assert table.columns == ["wave", "area"]
    assert table.is_empty()


def test_blank_lines_keep_the_numbers_of_the_rows_after_them(tmp_path: Path) -> None:
    table = read_table(write(tmp_path / "a.csv", "a,b\n\n1,2\n,\n\r\n3,4\n"))
    assert number_rows(table).rows() == [(3, "1", "2"), (6, "3", "4")]


def test_a_file_longer_than_a_block_is_read_in_slices_that_lose_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [(str(number), "a,b" if number % 3 else "é\nü") for number in range(200)]
    text = "n,t\n" + "".join(f'{number},"{words}"\n' for number, words in rows)
    path = write(tmp_path / "a.csv", text)
    monkeypatch.setattr(csv_files, "BLOCK_BYTES", 101)
    slices = list(read_slices(path))
    assert len(slices) > 10
    assert pl.concat(slices).rows() == rows


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"", "the file is empty"),
        ("a.csv", b"\xef\xbb\xbf", "the file is empty"),
        (
            "a.csv",
            "a,b\ncaf\u00e9,1\n".encode("cp1252"),
            "row 2: from this row on the file is not saved as UTF-8",
        ),
        ("a.csv", "a,b\n1,2\n".encode("utf-16"), "saved as UTF-16, not as UTF-8"),
        ("a.csv", b"a,b\n1,\x00\n", "not a text file"),
        ("a.csv", b"a,a,b\n1,2,3\n", "column a: this name stands over 2 columns"),
        ("a.csv", b"a,,b\n1,2,3\n", "column 2 has no name"),
        ("a.csv", b"a;b;c\n1;2;3\n", "separated by semicolons"),
        ("a.csv", b"a\tb\n1\t2\n", "separated by tabs"),
        ("a.csv", b"a|b\n1|2\n", "separated by upright strokes"),
        ("a.csv", b"\n\n\n", "row 1: no column has a name"),
        ("a.csv", b"\na,b\n1,2\n", "row 1: no column has a name"),
        ("a.csv", b"a,,b,\n1,2,3,\n", "columns 2, 4 have no name"),
        ("a.csv", b"Our survey\na,b\n1,2\n", "Is the first row a title?"),
        ("a.csv", b"a,b\n1," + b"x" * 17_000_000, "row 2: this row is longer than 16 MB"),
        ("a.csv", b"x" * 200_000 + b"\n1\n", "the first row does not hold the names of columns"),
        ("a.csv", b"a,b\r1,2\r", "old Macintosh"),
        (
            "a.csv",
            b'a,b\n1,2\n3,"4\n5,6\n',
            "row 3: a quotation mark opened in or after this row is never closed",
        ),
        ("a.csv", b'a,b\n1,6" tall, "\n', "quotation mark"),
        ("a.csv", b"PK\x03\x04 and more", "workbook or an archive named .csv"),
        ("a.csv", b"PAR1 and more", "Parquet file named .csv"),
        ("a.parquet", b"", "the file is empty"),
        ("a.parquet", b"a,b\n1,2\n", "not a Parquet file"),
        ("a.parquet", b"PAR1 and no more", "damaged"),
        ("a.sav", b"", "the file is empty"),
        ("a.sav", b"$FL2", "damaged or cut short"),
        ("a.sav", b"wave,area\n2026,X1\n", "not a file of SPSS (.sav), whatever its name says"),
        ("a.sav", b"\x1c\0\0\0\0\0\0\0ENCRYPTEDSAV", "under a password"),
        (
            "a.ods",
            b"PK",
            "Allowed: CSV in UTF-8 (.csv), Excel workbook (.xlsx), Parquet (.parquet), SPSS (.sav)",
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    said = said_of(write(tmp_path / name, content))
    assert words in said
    assert said.startswith(name)


def test_ten_megabytes_of_noise_are_no_text_file(tmp_path: Path) -> None:
    noise = random.Random(1).randbytes(10_000_000)
    assert "not a text file" in said_of(write(tmp_path / "noise.csv", noise))


def test_ragged_rows_are_all_named_over_the_whole_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_files, "BLOCK_BYTES", 12)
    path = write(tmp_path / "a.csv", "a,b\n1\n1,2\n1,2,3\n1,2\n1,2\n1,2\n1\n")
    fewer, more = problems_of(path)
    assert (fewer.message[:31], fewer.rows) == ("fewer fields than the 2 columns", (2, 8))
    assert (more.message[:30], more.rows) == ("more fields than the 2 columns", (4,))


def test_parquet_words_categories_and_numbers_come_as_text(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "word": ["yes ", None],
            "category": pl.Series(["no", "yes"], dtype=pl.Categorical),
            "closed": pl.Series(["a", "b"], dtype=pl.Enum(["a", "b"])),
            "whole": pl.Series([7, 8], dtype=pl.Int8),
            "score": [7.0, 7.5],
            "truth": [True, False],
        }
    )
    frame.write_parquet(tmp_path / "a.parquet")
    assert read_table(tmp_path / "a.parquet").rows() == [
        ("yes", "no", "a", "7", "7", "true"),
        (None, "yes", "b", "8", "7.5", "false"),
    ]


def test_a_parquet_column_of_lists_is_refused_by_name(tmp_path: Path) -> None:
    pl.DataFrame({"answers": [["a", "b"]]}).write_parquet(tmp_path / "a.parquet")
    assert "column answers: holds List, which cannot be read" in said_of(tmp_path / "a.parquet")


def test_a_parquet_file_of_no_rows_is_a_table_of_no_rows(tmp_path: Path) -> None:
    pl.DataFrame(schema={"wave": pl.String}).write_parquet(tmp_path / "a.parquet")
    assert read_table(tmp_path / "a.parquet").shape == (0, 1)


def test_numbered_rows_begin_at_two_under_the_header() -> None:
    assert number_rows(pl.DataFrame({"a": ["x"]}))[ROW].to_list() == [2]


def test_a_link_that_leads_nowhere_or_a_folder_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to(tmp_path / "nowhere")
    (tmp_path / "b.csv").symlink_to(tmp_path / "b.csv")
    (tmp_path / "c.csv").mkdir()
    assert "a.csv: cannot be read: it is not there." in said_of(tmp_path / "a.csv")
    assert "b.csv: cannot be read: it is a link that leads back to itself." in said_of(tmp_path / "b.csv")
    assert "c.csv: cannot be read: it is a folder." in said_of(tmp_path / "c.csv")


def test_a_file_that_may_not_be_opened_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path / "a.csv", "a\n1\n")
    monkeypatch.setattr(Path, "open", refuses)
    assert "a.csv: cannot be read: there is no right to do that." in said_of(path)


@pytest.mark.parametrize("value", [timedelta(1), b"yes", {"a": 1}])
def test_what_no_answer_can_be_is_refused_by_name(tmp_path: Path, value: object) -> None:
    pl.DataFrame({"pet": [value]}).write_parquet(tmp_path / "a.parquet")
    assert "column pet: holds" in said_of(tmp_path / "a.parquet")
