"""How messages repeat what somebody typed."""

import pytest

from heard.base.messages import count_of, make_visible, name_some, wrong_with_line
from heard.base.places import is_key
from heard.base.problems import Problem


def test_one_and_several() -> None:
    assert [count_of(number, "error") for number in (0, 1, 1000)] == ["0 errors", "1 error", "1,000 errors"]


def test_of_a_long_list_the_first_are_named() -> None:
    assert name_some(["a", "b"], 2) == "a, b"
    assert name_some(["a", "b", "c"], 2) == "a, b and 1 more"


def test_what_nobody_sees_is_written_out_and_cannot_command_a_terminal() -> None:
    assert make_visible("é 2026\u200b\x1b[31m\u202e\nx") == "é 2026\\u200b\\x1b[31m\\u202e\\nx"
    assert "\x1b" not in Problem("a\x1b.csv", "wrong.", column="\x1b[2J").sentence()


@pytest.mark.parametrize("text", ["Ash & Elm", "<script>", "St Mary’s", "x" * 200, ""])
def test_a_name_may_be_any_line(text: str) -> None:
    assert wrong_with_line(text) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("=cmd()", "a formula"),
        ("-1+1", "a formula"),
        ("@x", "a formula"),
        ("a\nb", "a line break"),
        ("a\u202eb", "cannot be seen"),
        ("x" * 201, "201 letters long"),
    ],
)
def test_what_a_table_or_a_report_cannot_hold_is_said(text: str, words: str) -> None:
    assert words in wrong_with_line(text)


@pytest.mark.parametrize("key", ["X1", "2026", "E09000001", "spring-2026.b_2", "a" * 40])
def test_a_key_may_name_a_file(key: str) -> None:
    assert is_key(key)


@pytest.mark.parametrize(
    "key",
    ["", "../x", "..", ".", "a/b", "a\\b", "a=b", "a;b", "a b", "a\nb", "<b>", '"', "=x", "-x", "x.", "all", "ALL",
     "a" * 41, "Х1", "é", "a%2e", "a\u202eb"],
)  # fmt: skip
def test_what_could_leave_a_folder_or_deceive_an_eye_is_no_key(key: str) -> None:
    assert not is_key(key)
