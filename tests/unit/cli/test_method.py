"""`heard method`: one method on numbers given, its working, and what is said where it cannot be done."""

import json

import pytest

from heard.analysis.worked import METHODS
from heard.cli.main import main

INTERVAL = ["interval", "count=8", "base=74", "cohort=230"]


def test_the_results_come_first_then_the_working(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["method", *INTERVAL]) == 0
    said = capsys.readouterr().out
    assert said.index("whole_high") < said.index("Working")
    assert "n* = n (N − 1) / (N − n) = 74 × 229 / (230 − 74) = 108.628" in said
    assert said.startswith("What the whole cohort would have said\n")


@pytest.mark.parametrize("place", [0, 1, 3, 4])
def test_json_is_just_the_results_wherever_it_is_asked_for(
    place: int, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [*INTERVAL[:place], "--json", *INTERVAL[place:]]
    assert main(["method", *words]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["low"] == pytest.approx(0.06256574912719)
    assert found["note"] is None


def test_a_list_stands_between_commas(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["method", "fdr", "p=0.01, 0.2", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"q": [0.02, 0.2]}


def test_no_estimate_is_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["method", "interval", "count=0", "base=0"]) == 0
    said = capsys.readouterr().out
    assert "low            none" in said
    assert "Nobody answered: no estimate." in said


def test_alone_it_lists_every_method(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["method"]) == 0
    said = capsys.readouterr().out
    assert [name for name in METHODS if f"\n  {name} " not in said] == []
    assert "To see what a method takes: heard method interval" in said
    assert main(["method", "--json"]) == 0
    assert list(json.loads(capsys.readouterr().out)) == list(METHODS)


@pytest.mark.parametrize("name", METHODS)
def test_a_method_alone_lists_its_keys_with_an_example_that_runs(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["method", name]) == 0
    said = capsys.readouterr().out
    for way in METHODS[name].ways:
        assert all(f"  {key.name} " in said for key in way)
    [example] = [line for line in said.splitlines() if line.startswith("For example: heard ")]
    assert main(example.removeprefix("For example: heard ").split()) == 0
    assert "Working" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "mdd",
            "polarity    which way is better: 1 where more is (also where it is left out), -1 where less is",
        ),
        ("odds", "a           how many have low well-being and are exposed: have what is asked about"),
        ("fdr", "the p of every comparison, separated by commas"),
        ("shrink", "one number for each council, separated by commas"),
        ("bands", "the scores given, 0 to 10 each, separated by commas"),
    ],
)
def test_what_a_key_means_is_said_in_words(name: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["method", name]) == 0
    assert said in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["median", "p=1"],
            "There are: interval, difference, two_group, one_sample, fdr, mdd, shrink, funnel,",
        ),
        (["interval", "count=9", "base=8"], "count 9 is above its base 8."),
        (["interval", "count=8"], "interval needs base"),
        (["interval", "--jason"], "no option --jason"),
    ],
)
def test_what_cannot_be_used_is_the_users_and_said_in_words(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["method", *words]) == 2
    heard = capsys.readouterr()
    assert said in heard.err
    assert "Traceback" not in heard.err
    assert heard.out == ""


@pytest.mark.parametrize("words", [["--help"], ["interval", "--help"]])
def test_help_shows_an_example(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code: object = main(["method", *words])
    except SystemExit as stopped:
        code = stopped.code
    assert code == 0
    assert "example:\n  heard method interval" in capsys.readouterr().out
