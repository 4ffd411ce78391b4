"""What a council adds to its reports is read from a file, whole or not at all, with everything wrong said at once."""

from pathlib import Path

import pytest

from heard.base.errors import InputProblems
from heard.catalogue import load_catalogue
from heard.programme.additions import read_additions
from heard.reports import Additions, Place, Quotation

GOOD = '''
[words]
introduction = """We asked.
We heard."""
[answers]
pet = "Homes will be asked."
[[quotations]]
survey = "11-17"
indicator = "speaks_alone"
words = "she always asks"
[[ideas]]
survey = "8-11"
words = "=more <b>time</b> outside"
'''
WRONG = """
[words]
preface = "?"
thanks = 7
[answers]
nonsense = "x"
[[quotations]]
survey = "12-13"
indicator = "pet"
words = ""
[[ideas]]
survey = "8-11"
words = "more"
indicator = "pet"
"""


def read(tmp_path: Path, text: str) -> Additions:
    path = tmp_path / "words.toml"
    path.write_text(text, encoding="utf-8")
    return read_additions(path, load_catalogue())


def test_a_file_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD) == Additions(
        words={Place.INTRODUCTION: "We asked.\nWe heard."},
        answers={"pet": "Homes will be asked."},
        quotations=(Quotation("11-17", "speaks_alone", "she always asks"),),
        ideas=(Quotation("8-11", "", "=more <b>time</b> outside"),),
    )


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputProblems) as raised:
        read(tmp_path, WRONG)
    columns = {problem.column for problem in raised.value.problems}
    assert columns == {
        "words.preface",
        "words.thanks",
        "answers.nonsense",
        "quotations 1.survey",
        "quotations 1.words",
        "ideas 1.indicator",
    }


def test_an_empty_file_adds_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "") == Additions()
