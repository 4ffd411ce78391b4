"""What every command says, in words a person reads and a terminal cannot be commanded by."""

import argparse
import json
from pathlib import Path

import pytest

from heard.cli.arguments import progress, say_dry, say_name_kept, say_result, say_withheld

ESCAPE = "\x1b[2J"


def test_nothing_that_is_said_can_command_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    progress(f"Reading {ESCAPE}")
    say_result(argparse.Namespace(json=False), f"first {ESCAPE}\nsecond", {})
    said = capsys.readouterr()
    assert said.err == "  Reading \\x1b[2J\n"
    assert said.out == "first \\x1b[2J\nsecond\n"


def test_json_is_the_same_with_what_nobody_sees_written_out(capsys: pytest.CaptureFixture[str]) -> None:
    said = {"area": "Zürich\u00a0\x9b2J\u202e", "more": [1, "\n"]}
    say_result(argparse.Namespace(json=True), "", said)
    out = capsys.readouterr().out
    assert json.loads(out) == said
    assert "Zürich" in out
    assert all(letter.isprintable() or letter == "\n" for letter in out)


def test_withheld_questions_are_named_by_their_titles_and_where_they_were_asked() -> None:
    said = say_withheld([("X1", "8-11", "feels_safe"), ("X1", "8-11", "respondents")])
    assert said.endswith(": Feels safe where they live (X1 8-11), How many took part (X1 8-11).")


@pytest.mark.parametrize(
    ("given", "recorded", "words"),
    [("", "Team", ""), ("Team", "Team", ""), ("Team", "Others", "of Others"), ("Team", "", "nobody's name")],
)
def test_a_name_that_was_not_used_is_said(given: str, recorded: str, words: str) -> None:
    said = say_name_kept(given, recorded)
    assert bool(said) == bool(words)
    assert words in said


def test_a_dry_run_does_not_deny_what_it_may_have_stored() -> None:
    assert "may have been stored anew" in say_dry(Path("out"))
