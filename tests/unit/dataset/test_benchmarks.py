"""benchmarks.csv."""

from pathlib import Path

import pytest

from builders import write_rows
from heard.base.errors import InputProblems
from heard.catalogue import load_catalogue
from heard.catalogue.benchmarks import Benchmark, Match, base_of_interval
from heard.dataset.benchmarks import read_benchmarks

ROW = {
    "indicator": "good_friend",
    "survey": "8-11;11-17",
    "cut_point": "negative",
    "population": "children aged 8 to 17",
    "share": "0.03",
    "base": "",
    "age_from": "8",
    "age_to": "17",
    "year": "2023",
    "source": "a published survey",
    "match": "similar",
}


def said_of(path: Path, *changes: dict[str, str], made_up: bool = False) -> str:
    with pytest.raises(InputProblems) as caught:
        read_benchmarks(
            write_rows(path / "benchmarks.csv", [ROW | each for each in changes]), load_catalogue(), made_up
        )
    return str(caught.value)


def test_a_published_share_is_read_with_or_without_its_base(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "benchmarks.csv", [ROW, ROW | {"survey": "8-11", "base": "2000"}])
    found, problems = read_benchmarks(path, load_catalogue(), made_up=False)
    expected = ("good_friend", "8-11;11-17", "negative", "children aged 8 to 17", 0.03, None, 8, 17, "2023")
    assert found[0] == Benchmark(*expected, "a published survey", Match.SIMILAR)
    assert found[1].base == 2000
    assert problems == ()


def test_an_interval_stands_in_for_a_base_that_is_not_printed(tmp_path: Path) -> None:
    # 1.96 x sqrt(0.3 x 0.7 / 900) is 0.0299: the ends of 900 answers of a simple sample.
    rows = [
        ROW | {"share": "0.3", "low": "0.2701", "high": "0.3299"},
        ROW | {"survey": "8-11", "base": "2000"},
    ]
    found, problems = read_benchmarks(
        write_rows(tmp_path / "benchmarks.csv", rows), load_catalogue(), made_up=False
    )
    assert found[0].base == 902
    assert found[1].base == 2000
    assert problems == ()


def test_an_interval_without_width_or_around_nought_is_worth_no_number_of_answers(tmp_path: Path) -> None:
    assert base_of_interval(0.3, 0.3, 0.3) is None
    assert base_of_interval(0.0, 0.0, 0.1) is None
    assert base_of_interval(1.0, 0.9, 1.0) is None
    assert base_of_interval(0.5, 0.0, 1.0) == 4  # 0.25 / (0.5 / 1.96)² = 3.84


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"indicator": "good_freind"}, '"good_freind" is no indicator of the catalogue'),
        ({"survey": "16-25;4-7"}, '"16-25;4-7" does not ask good_friend'),
        ({"survey": "08-Nov"}, "turned it into a date"),
        ({"cut_point": "middling"}, '"middling" is no cut point of good_friend in survey 8-11;11-17'),
        ({"share": "75"}, 'column share: "75" cannot stand here. Allowed: a share from 0 to 1, such as 0.75'),
        ({"share": "nan"}, '"nan" cannot stand here'),
        ({"share": "-0.01"}, '"-0.01" cannot stand here'),
        ({"share": ""}, "column share: nothing stands here"),
        ({"base": "many"}, 'column base: "many" cannot stand here'),
        ({"base": "0"}, 'column base: "0" cannot stand here'),
        ({"low": "0.02"}, "column high: nothing stands here, and the interval's other end does"),
        ({"low": "0.04", "high": "0.05"}, 'column low: "0.04" cannot stand here'),
        ({"low": "0.02", "high": "wide"}, 'column high: "wide" cannot stand here'),
        ({"age_to": "7"}, "not under age_from"),
        ({"age_from": "8.5"}, 'column age_from: "8.5" cannot stand here'),
        ({"match": "A"}, '"A" is not known. Allowed: same, similar, loose'),
        ({"source": ""}, "column source: nothing stands here"),
    ],
)
def test_what_cannot_be_a_benchmark_says_why(tmp_path: Path, change: dict[str, str], words: str) -> None:
    assert words in said_of(tmp_path, change)


@pytest.mark.parametrize("share", ["0", "1"])
def test_nobody_and_everybody_are_shares(tmp_path: Path, share: str) -> None:
    found, _ = read_benchmarks(
        write_rows(tmp_path / "benchmarks.csv", [ROW | {"share": share}]), load_catalogue(), made_up=False
    )
    assert found[0].share == float(share)


def test_the_same_figure_twice_is_an_error(tmp_path: Path) -> None:
    assert "rows 2, 3: the same figure of the same population" in said_of(tmp_path, {}, {"share": "0.04"})


def test_a_made_up_benchmark_stands_beside_made_up_answers_only(tmp_path: Path) -> None:
    invented = {"source": "Made up for the demonstration"}
    assert "row 2, column source: a made-up benchmark cannot be compared with real answers" in said_of(
        tmp_path, invented
    )
    path = write_rows(tmp_path / "benchmarks.csv", [ROW | invented])
    assert len(read_benchmarks(path, load_catalogue(), made_up=True)[0]) == 1
