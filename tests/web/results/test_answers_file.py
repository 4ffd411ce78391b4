"""Answers that came another way are seen, whatever tool exported them."""

from pathlib import Path

import pytest

from copies import make, thirty
from exported import kobo, write_csv
from heard.web.results import answers_file
from heard.web.results.answers_file import AnswersThere, check_folder


def test_answers_that_a_column_map_makes_a_councils_own_are_there_already(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make(tmp_path / "programme", "X1")
    monkeypatch.setattr(answers_file, "programme_folder", lambda: folder)
    check_folder("2026", "X2")
    answers = [{key: str(value) for key, value in row.items()} for row in thirty("X2")]
    write_csv(folder / "responses/from-kobo.csv", kobo("8-11", answers), separator=";")
    with pytest.raises(AnswersThere, match=r"from-kobo\.csv"):
        check_folder("2026", "X2")
    check_folder("2026", "X3")
