"""Counting in a process of its own says what counting here says, and ends alone whatever the files do."""

import os
from datetime import date
from pathlib import Path

import pytest

from cohort_files import draw_council, write_annex_a, write_return
from cohort_rows import EPISODES, HEADER, a_child, an_episode
from heard.base.apart import ONE_THREAD, TAKEN_ALONG
from heard.base.errors import InputProblems
from heard.catalogue import load_catalogue
from heard.cohort import apart
from heard.cohort.apart import Asked, CannotCount, Limits, count_apart
from heard.cohort.eligibility import Elevens
from heard.cohort.making import count_cohort
from heard.cohort.people import Exclusion
from heard.cohort.returns.given import GivenFile, read_given

ENOUGH = Limits(seconds=60, memory=2_000_000_000)


def as_file(name: str, names: tuple[str, ...], *rows: tuple[str, ...]) -> GivenFile:
    return GivenFile(name, "\n".join(",".join(row) for row in (names, *rows)).encode())


@pytest.mark.parametrize("elevens", ["school_year", "8-11", "11-17"])
def test_it_counts_as_counting_here_does(tmp_path: Path, elevens: str) -> None:
    drawn = draw_council(children=400)
    given = [read_given(path) for path in write_return(tmp_path, drawn)]
    asked = Asked(drawn.on, (Exclusion.ADOPTION,), elevens)  # type: ignore[arg-type]
    here = count_cohort(
        given,
        on=drawn.on,
        catalogue=load_catalogue(),
        exclude=asked.exclude,
        elevens=Elevens(elevens),
    )
    assert count_apart(given, asked, ENOUGH) == here


def test_a_workbook_goes_through_memory_alone(tmp_path: Path) -> None:
    drawn = draw_council(children=200)
    given = read_given(write_annex_a(tmp_path / "a.xlsx", drawn))
    counted = count_apart([given], Asked(drawn.on, (Exclusion.ADOPTION,)), ENOUGH).count
    found = {each.survey.value: each.eligible for each in counted.surveys}
    assert found["8-11"] == drawn.expected("8-11", [])["all", "all"]


def test_every_problem_comes_back_as_it_is_here() -> None:
    given = [
        as_file("a.csv", HEADER, a_child("A1", born="32/13/2016")),
        as_file("b.csv", EPISODES, an_episode("A1", began="soon")),
        GivenFile("photo.jpg", b""),
    ]
    with pytest.raises(InputProblems) as here:
        count_cohort(given, on=date(2026, 2, 2), catalogue=load_catalogue())
    with pytest.raises(InputProblems) as apart_:
        count_apart(given, Asked(date(2026, 2, 2)), ENOUGH)
    assert apart_.value.problems == here.value.problems
    assert {problem.file for problem in here.value.problems} >= {"a.csv", "b.csv", "photo.jpg"}


def test_files_that_need_more_memory_than_there_is_end_the_process_alone() -> None:
    rows = [a_child(f"A{number:07}") for number in range(400_000)]
    given = [as_file("a.csv", HEADER, *rows), as_file("b.csv", EPISODES, an_episode())]
    with pytest.raises(CannotCount, match="need more memory"):
        count_apart(given, Asked(date(2026, 2, 2)), Limits(seconds=60, memory=700_000_000))


def test_it_is_told_nothing_of_the_environment_it_does_not_need(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HEARD_CODE_KEY", "a secret")
    told = tmp_path / "told"
    monkeypatch.setattr(apart, "COMMAND", ("sh", "-c", f"env > {told}; cat > {told}.in; exit 1"))
    with pytest.raises(CannotCount, match="ended before it was done"):
        count_apart([as_file("a.csv", HEADER)], Asked(date(2026, 2, 2)), ENOUGH)
    names = {line.partition("=")[0] for line in told.read_text().splitlines()}
    assert names <= {*TAKEN_ALONG, *ONE_THREAD, "PWD", "_", "SHLVL", "OLDPWD"}
    assert "HEARD_CODE_KEY" in os.environ


def test_what_is_damaged_on_the_way_is_never_taken_for_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "COMMAND", ("sh", "-c", 'cat > /dev/null; echo \'{"counted": {"count": 1}}\''))
    with pytest.raises(CannotCount, match="came to nothing"):
        count_apart([as_file("a.csv", HEADER)], Asked(date(2026, 2, 2)), ENOUGH)
