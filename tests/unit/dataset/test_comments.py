"""comments.csv."""

from pathlib import Path

import pytest

from builders import write_rows
from heard.base.errors import InputProblems
from heard.catalogue import load_catalogue
from heard.dataset.comments import Comments, read_comments

ROW = {
    "wave": "2026",
    "area": "X1",
    "survey": "8-11",
    "question": "happier",
    "text": "More time outside, please",
}


def read(folder: Path, *changes: dict[str, str]) -> Comments:
    path = write_rows(folder / "comments.csv", [ROW | each for each in changes])
    return read_comments(path, catalogue=load_catalogue(), waves=["2026"], areas=["X1"])[0]


def test_comments_keep_their_words_and_empty_ones_are_left_out(tmp_path: Path) -> None:
    comments = read(tmp_path, {}, {"text": "  "}, {"text": 'Dad said "yes",\nand we went'})
    assert comments.frame["text"].to_list() == ["More time outside, please", 'Dad said "yes",\nand we went']
    assert comments.frame.columns == ["wave", "area", "survey", "question", "text"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"wave": "2062"}, '"2062" is not known'),
        ({"area": "X9"}, '"X9" is not known'),
        ({"survey": "9-11"}, '"9-11" is not known'),
        ({"question": "fun_stops"}, '"fun_stops" is not known'),  # asked of 16-25 only
    ],
)
def test_a_comment_that_belongs_nowhere_is_an_error(
    tmp_path: Path, change: dict[str, str], words: str
) -> None:
    with pytest.raises(InputProblems) as caught:
        read(tmp_path, change)
    assert words in str(caught.value)
