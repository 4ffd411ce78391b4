"""What `heard release` says and how it ends where of one council nothing new may be said."""

import json

import pytest

from heard.base.policy import Level
from heard.cli.main import main
from heard.programme import release
from heard.programme.release import Released
from releases import fact, make_facts

WHY = "X1: together with what was published before, 8-11 pet would give a small number of children away."


def released(*refused: str) -> Released:
    """Of two councils, without these."""
    facts = make_facts(fact(area="X1", is_hidden=True), fact(area="X2", count=45, base=74))
    return Released(Level.BOARD, ("X1", "X2"), facts, (), dict.fromkeys(refused, WHY))


def run(monkeypatch: pytest.MonkeyPatch, done: Released, *more: str) -> int:
    monkeypatch.setattr(release, "release_tables", lambda *_given, **_named: done)
    return main(["release", "folder", "--wave", "2026", "--out", "out", *more])


def test_a_release_of_every_council_ends_well(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, released()) == 0
    assert "Nothing new" not in capsys.readouterr().out


def test_a_release_without_one_council_names_it_and_ends_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, released("X1")) == 1
    said = capsys.readouterr().out
    assert f"{WHY} Nothing new is said of it. `heard attack`" in said
    assert "2 councils" in said


def test_other_programs_are_told_which_council_and_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, released("X1"), "--json") == 1
    assert json.loads(capsys.readouterr().out)["refused"] == {"X1": WHY}
