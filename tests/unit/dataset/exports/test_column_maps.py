"""A column map: every column of the export accounted for, everything wrong said at once, nothing guessed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from exported import write_map
from heard.base.problems import Problem
from heard.dataset.storing import StoredDataset

FIXED = '[fixed]\nwave = "2026"\narea = "X1"\nsurvey = "8-11"\n'
SAFE = '[columns.feels_safe]\nfrom = "Q1"\nvalues = { A1 = "always", A2 = "never", "N/A" = "not_shown" }\n'

Store = Callable[..., tuple[Problem, ...]]


@pytest.fixture
def export(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a CSV and the map beside it."""

    def write(text: str, map_text: str, name: str = "x1.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        write_map(path, map_text)
        return path

    return write


@pytest.fixture
def answers_of(store: Store, stored: Callable[[], StoredDataset]) -> Callable[..., list[object]]:
    """What is stored of a file in one column, a number for each response."""

    def read(path: Path, key: str = "feels_safe") -> list[object]:
        store(files=[path])
        (part,) = stored().partitions()
        return sorted((row for rows in part.batches() for row in rows[key]), key=str)

    return read


def said_of(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.sentence() for problem in problems]


# --- Values -------------------------------------------------------------------------------------------


def test_values_are_turned_as_the_map_says_capitals_and_blanks_apart(export, answers_of) -> None:
    pet = '[columns]\npet = "Q2"\n'
    path = export("Q1,Q2\nA1,\na1,\n A2 ,\nN/A,yes\n", FIXED + pet + SAFE)
    assert answers_of(path) == [0, 0, 3, None]


def test_a_value_that_the_map_does_not_know_is_said_with_row_column_what_is_allowed_and_what_is_known(
    export, refusal
) -> None:
    said = refusal(files=[export("Q1\nA1\nA9\nA1\nA9\n", FIXED + SAFE)])
    assert 'x1.csv, rows 3, 5, column Q1 (feels_safe): "A9" is not known.' in said
    assert "Known to x1.map.toml: A1, A2, N/A. Allowed: always, sometimes, hardly_ever, never" in said


def test_a_code_of_ours_is_not_taken_where_the_map_turns_values(export, refusal) -> None:
    assert '"always" is not known' in refusal(files=[export("Q1\nalways\n", FIXED + SAFE)])


def test_without_values_only_our_own_codes_are_read(export, answers_of, refusal) -> None:
    own = FIXED + '[columns]\nfeels_safe = "Q1"\n'
    assert answers_of(export("Q1\nalways\nnever\n", own)) == [0, 3]
    said = refusal(files=[export("Q1\nalways\nAlways\n", own)])
    assert 'row 3, column Q1 (feels_safe): "Always" is not known. x1.map.toml turns no values' in said


def test_several_columns_may_share_a_list_of_values(export, answers_of) -> None:
    shared = '[values.often]\n"1" = "yes"\n"2" = "no"\n'
    columns = (
        '[columns.pet]\nfrom = "Q1"\nvalues = "often"\n[columns.good_friend]\nfrom = "Q2"\nvalues = "often"\n'
    )
    path = export("Q1,Q2\n1,2\n", FIXED + shared + columns)
    assert answers_of(path, "pet") == [0]
    assert answers_of(path, "good_friend") == [1]


def test_values_that_differ_in_capitals_alone_are_told_apart_only_where_they_agree(export, refusal) -> None:
    map_text = FIXED + '[columns.pet]\nfrom = "Q1"\nvalues = { y = "yes", Y = "no" }\n'
    assert '"y" stands for different answers in capital and small letters' in refusal(
        files=[export("Q1\ny\n", map_text)]
    )


def test_an_empty_cell_is_not_shown_or_what_the_map_says(export, answers_of) -> None:
    columns = '[columns.pet]\nfrom = "Q2"\nvalues = { "1" = "yes" }\n'
    path = export("Q1,Q2\nA1,1\nA1,\n", FIXED + SAFE + columns)
    assert answers_of(path, "pet") == [0, None]
    path = export("Q1,Q2\nA1,1\nA1,\n", FIXED + SAFE + columns + 'empty = "skipped"\n')
    assert answers_of(path, "pet") == [-1, 0]


# --- Several answers ----------------------------------------------------------------------------------

LEAVERS = FIXED.replace("8-11", "16-25")
TICKS = (
    LEAVERS + '[columns.in_eet]\nfrom_each = { "Q7[SQ001]" = "education", "Q7[SQ002]" = "caring", '
    '"Q7[SQ003]" = "skipped" }\n'
)


def test_a_column_for_each_answer_becomes_one(export, answers_of) -> None:
    path = export("Q7[SQ001],Q7[SQ002],Q7[SQ003]\nY,,\nY,Y,N\n,Y,\n,,Y\n", TICKS)
    assert answers_of(path, "in_eet") == sorted(answers_of(path, "in_eet"), key=str)
    assert -1 in answers_of(path, "in_eet")
    assert len(set(answers_of(path, "in_eet"))) == 4


def test_none_of_them_ticked_is_not_shown_and_counted_or_what_the_map_says(
    export, store: Store, answers_of
) -> None:
    pet = '[columns.pet]\nfrom = "Q8"\n'
    path = export("Q7[SQ001],Q7[SQ002],Q7[SQ003],Q8\nY,N,N,\nN,N,N,yes\n", TICKS + pet)
    assert None in answers_of(path, "in_eet")
    assert any("column in_eet: 1 row chose none of" in said for said in said_of(store(files=[path])))
    said_so = export(path.read_text(), TICKS + 'none_chosen = "skipped"\n' + pet)
    assert -1 in answers_of(said_so, "in_eet")


def test_what_is_neither_a_tick_nor_none_is_said(export, refusal) -> None:
    said = refusal(files=[export("Q7[SQ001],Q7[SQ002],Q7[SQ003]\nY,maybe,N\n", TICKS)])
    assert (
        'row 2, column Q7[SQ002] (in_eet): "maybe" is neither, to x1.map.toml. Allowed: chosen: Y, Yes'
        in said
    )


def test_answers_that_exclude_each_other_are_refused_under_the_files_own_names(export, refusal) -> None:
    map_text = LEAVERS + (
        '[columns.in_eet]\nfrom = "Q7"\nseparator = " "\nvalues = { a = "education", s = "skipped" }\n'
    )
    said = refusal(files=[export("Q7\na\na s\n", map_text)])
    assert 'row 3, column Q7 (in_eet): "skipped" was given with other answers' in said


# --- Columns ------------------------------------------------------------------------------------------


def test_a_column_that_is_neither_mapped_nor_left_out_is_an_error(export, refusal) -> None:
    said = refusal(files=[export("Q1,Q2\nA1,A1\n", FIXED + SAFE)])
    assert "x1.csv, column Q2: is neither mapped nor left out." in said


def test_ids_times_and_addresses_are_never_read_and_that_is_said(export, store: Store) -> None:
    text = "id,submitdate,ipaddr,Q1,_uuid,meta/instanceID\n1,2026-02-03,10.0.0.1,A1,ab-cd,uuid:1\n"
    (said,) = said_of(store(files=[export(text, FIXED + SAFE)])[:1])
    assert "never read. Left out: id, submitdate, ipaddr, _uuid, meta/instanceID." in said


@pytest.mark.parametrize("name", ["token", "ipaddr", "_uuid", "SubmitDate", "gps_latitude"])
def test_a_map_cannot_take_an_answer_from_an_id_a_time_or_an_address(export, refusal, name: str) -> None:
    said = refusal(files=[export(f"{name}\nyes\n", FIXED + f'[columns]\npet = "{name}"\n')])
    assert f'x1.map.toml, setting columns.pet: "{name}" is an id, a time, an address' in said


def test_what_is_left_out_is_named_by_pattern_and_said(export, store: Store) -> None:
    leave_out = '[leave_out]\ncolumns = ["*Time", "Q9[other]"]\ncomments = ["Q20"]\n'
    text = "Q1,Q1Time,Q9[other],Q20\nA1,12.5,x,I like pizza\n"
    said = said_of(store(files=[export(text, FIXED + SAFE + leave_out)]))
    assert any("left out, as the map says: Q1Time, Q9[other]." in each for each in said)
    assert any(
        "it belongs into comments.csv, apart from their answers. Left out: Q20." in each for each in said
    )
    assert not any("pizza" in each for each in said)


def test_a_mapped_column_that_is_missing_is_said_with_what_is_nearly_it(export, refusal) -> None:
    said = refusal(files=[export("q1\nA1\n", FIXED + SAFE)])
    assert (
        'column Q1: the column is missing that x1.map.toml names under columns.feels_safe. Is "q1" meant?'
        in said
    )


# --- Rows ---------------------------------------------------------------------------------------------

UNFINISHED = '[unfinished]\ncolumn = "submitdate"\nrows = "{}"\n'
TWO = "submitdate,Q1\n2026-02-03,A1\n,A2\n"


@pytest.mark.parametrize(
    "told",
    [
        (
            UNFINISHED.format("left_out"),
            [0],
            "1 row left out: not finished, by what stands under submitdate.",
        ),
        (
            UNFINISHED.format("kept"),
            [0, 3],
            "1 row read though not finished, by what stands under submitdate.",
        ),
        (
            "",
            [0, 3],
            "1 row read though not finished: nothing stands under submitdate. Say under [unfinished]",
        ),
    ],
)
def test_unfinished_rows_are_kept_or_left_out_and_counted(
    export, answers_of, store: Store, told: tuple[str, list[int], str]
) -> None:
    setting, stored_answers, words = told
    path = export(TWO, FIXED + SAFE + setting)
    assert answers_of(path) == stored_answers
    assert any(words in said for said in said_of(store(files=[path])))


def test_what_a_reviewer_did_not_approve_may_be_left_out(export, answers_of) -> None:
    text = "_validation_status,Q1\nNot approved,A1\nApproved,A2\n,A2\n"
    setting = '[unfinished]\ncolumn = "_validation_status"\nvalues = ["not approved", "On hold"]\nrows = "left_out"\n'
    assert answers_of(export(text, FIXED + SAFE + setting)) == [3, 3]


def test_rows_without_any_answer_are_left_out_and_counted(export, store: Store, answers_of) -> None:
    path = export("id,Q1\n1,A1\n2,\n", FIXED + SAFE)
    assert answers_of(path) == [0]
    assert any(
        "1 row left out: no answer that is mapped stands in them." in each
        for each in said_of(store(files=[path]))
    )


def test_the_row_that_is_named_is_that_of_the_file_whatever_was_left_out_before_it(export, refusal) -> None:
    text = "submitdate,Q1\n,A1\n\n,A1\n2026-02-03,A9\n"
    assert "row 5, column Q1" in refusal(files=[export(text, FIXED + SAFE + UNFINISHED.format("left_out"))])


# --- The map itself -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("map_text", "words"),
    [
        (SAFE, "setting fixed.wave: is missing, and no column is mapped to it."),
        (FIXED.replace("2026", "2031") + SAFE, 'setting fixed.wave: "2031" cannot stand here. Allowed: 2026.'),
        (FIXED.replace('"X1"', '""') + SAFE, "setting fixed.area: is missing. Allowed: X1, X2."),
        (FIXED.replace("8-11", "8 to 11") + SAFE, 'setting fixed.survey: "8 to 11" cannot stand here.'),
        (FIXED + SAFE.replace("feels_safe", "feels_save"), "columns.feels_save: is not a column of Heard's."),
        (FIXED + SAFE.replace("feels_safe", "Feels_Safe"), 'Is "feels_safe" meant?'),
        (FIXED + SAFE.replace("feels_safe", "stress"), "columns.stress: survey 8-11 does not ask this."),
        (FIXED + SAFE.replace("feels_safe", "wellbeing_band"), "wellbeing_band: is not a column of Heard's."),
        (FIXED + SAFE.replace('"always"', '"allways"'), '"A1" cannot stand for "allways". Allowed: always,'),
        (FIXED + SAFE.replace('"always"', '""'), 'what "A1" stands for is not filled in. Allowed: always,'),
        (FIXED + SAFE.replace("A1", '""'), "an empty value stands here. For an empty cell there is a setting."),
        (FIXED + SAFE.replace('"always"', "1"), '"A1" cannot stand for 1.'),
        (FIXED + SAFE + 'form = "Q2"\n', "setting columns.feels_safe.form: is not known here. Allowed: from, values,"),
        (FIXED + SAFE + 'separator = ";"\n', "setting columns.feels_safe.separator: one answer is given here"),
        (FIXED + '[columns.feels_safe]\nvalues = { A1 = "always" }\n', "columns.feels_safe: does not say where it"),
        (FIXED + '[columns]\nfeels_safe = 3\n', "setting columns.feels_safe: 3 cannot stand here."),
        (FIXED + '[columns.feels_safe]\nfrom_each = { Q1 = "always" }\n', "one answer is given here: it comes from"),
        (FIXED + '[columns]\nfeels_safe = "Q1"\nfeels_safe = "Q2"\n', "x1.map.toml: cannot be read, line 7"),
        (FIXED + '[columns]\narea = "Q1"\n', "setting columns.area: stands under fixed too."),
        (FIXED + "[colums]\n" + SAFE, "setting colums: is not known here. Allowed: separator, fixed, columns,"),
        ('separator = "and"\n' + FIXED + SAFE, 'setting separator: "and" cannot stand here.'),
        (FIXED + SAFE + "[leave_out]\ncolumns = 3\n", "setting leave_out.columns: 3 cannot stand here."),
        (FIXED + SAFE + '[unfinished]\ncolumn = "id"\nrows = "gone"\n', 'unfinished.rows: "gone" cannot stand here.'),
        (FIXED + SAFE.replace("{ A1", '"often"\n#'), 'columns.feels_safe.values: "often" cannot stand here.'),
        (FIXED + "columns = 1\n", "fixed.columns: is not a column of Heard's."),
        ("\x00", "x1.map.toml: cannot be read"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_map_is_said_by_its_setting(export, refusal, map_text: str, words: str) -> None:
    assert words in refusal(files=[export("Q1\nA1\n", map_text)])


def test_all_that_is_wrong_in_map_and_file_is_said_at_once(export, refusal) -> None:
    wrong = FIXED.replace("2026", "2031") + SAFE + '[columns.pet]\nfrom = "Q2"\nvalues = { "1" = "yess" }\n'
    said = refusal(files=[export("Q1,Q2,Q3\nA9,2,x\n", wrong)])
    for words in ("fixed.wave", '"yess"', '"A9" is not known', '"2" is not known', "column Q3: is neither"):
        assert words in said


def test_another_encoding_and_another_separator_are_said(export, refusal, tmp_path: Path) -> None:
    path = export("Q1;Q2\nA1;A1\n", FIXED + SAFE)
    said = refusal(files=[path])
    assert "columns are separated by semicolons, not by commas" in said
    assert (
        'x1.map.toml, setting separator: the columns of x1.csv are separated by semicolons. Allowed: ";".'
        in said
    )
    path.write_bytes("Q1\nA1\nÄ\n".encode("latin-1"))
    assert "row 3: from this row on the file is not saved as UTF-8" in refusal(files=[path])


def test_a_map_that_is_no_text_is_said(export, refusal) -> None:
    path = export("Q1\nA1\n", "")
    path.with_name("x1.map.toml").write_bytes(b"\xff\xfe\x00")
    assert "x1.map.toml: the file is not saved as UTF-8" in refusal(files=[path])


def test_semicolons_and_quotation_marks_in_headings_are_read_where_the_map_says_so(
    export, answers_of
) -> None:
    text = '"Feel ""safe""; at home?";"b"\n"A1";"x;y"\n'
    map_text = 'separator = ";"\n' + FIXED + SAFE.replace('"Q1"', "'Feel \"safe\"; at home?'")
    assert answers_of(export(text, map_text + '[leave_out]\ncolumns = ["b"]\n')) == [0]
