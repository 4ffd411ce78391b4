"""Rows of returns for tests, and how what was made of them reads."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from heard.base.errors import InputProblems
from heard.cohort.making import MadeCohort

ON = date(2026, 2, 2)
HEADER = ("CHILD", "SEX", "DOB", "ETHNIC")
EPISODES = ("CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC")
OC3 = ("CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM")

Rows = Sequence[Sequence[str]]
Make = Callable[..., MadeCohort]
Return = Callable[..., list[Path]]


def a_child(
    child: str = "A1", born: str = "15/06/2013", sex: str = "F", ethnic: str = "WBRI"
) -> tuple[str, ...]:
    """A row of header: a girl of 12 on 2 February 2026."""
    return (child, sex, born, ethnic)


def an_episode(
    child: str = "A1",
    began: str = "01/05/2025",
    ended: str = "",
    *,
    legal: str = "C2",
    place: str = "U4",
    rne: str = "S",
    rec: str = "",
) -> tuple[str, ...]:
    """A row of episodes: in foster care since 1 May 2025."""
    return (child, began, rne, legal, place, ended, rec)


def eligible(made: MadeCohort) -> Mapping[str, int]:
    """Survey → children, those of nobody left out."""
    return {each.survey.value: each.eligible for each in made.count.surveys if each.eligible}


def groups(made: MadeCohort, survey: str, group: str) -> Mapping[str, int]:
    """Level → children, those of nobody left out."""
    found = next(each for each in made.count.surveys if each.survey.value == survey).groups[group]
    return {level: number for level, number in found.items() if number}


def said_of(make: Make, *paths: Path, **options: object) -> str:
    """What is said of files that cannot be used."""
    with pytest.raises(InputProblems) as caught:
        make(*paths, **options)
    return str(caught.value)


def warned(made: MadeCohort) -> str:
    """All warnings."""
    return "\n".join(problem.sentence() for problem in made.problems)
