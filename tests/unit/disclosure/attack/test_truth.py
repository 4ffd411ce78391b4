"""The truth behind what was published is worked through once, as long as it is the same."""

from dataclasses import replace

import polars as pl
import pytest

from heard.analysis.frames import KEY_SCHEMA
from heard.catalogue import load_catalogue
from heard.disclosure.attack import truth
from heard.disclosure.attack.truth import CouncilTruth, WorkedOut

CATALOGUE = load_catalogue()


def council(count: int) -> CouncilTruth:
    row = {
        "wave": "2026",
        "area": "X1",
        "survey": "8-11",
        "group": "all",
        "level": "all",
        "indicator": "good_friend",
        "cut_point": "negative",
    }
    cells = pl.DataFrame([row], schema=KEY_SCHEMA).with_columns(count=pl.lit(count), base=pl.lit(40))
    return CouncilTruth("2026", "X1", cells)


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[CouncilTruth]:
    """Whose truth was worked through."""
    done: list[CouncilTruth] = []
    work_out = CouncilTruth.work_out
    monkeypatch.setattr(
        CouncilTruth, "work_out", lambda self, catalogue: (done.append(self), work_out(self, catalogue))[1]
    )
    return done


def test_the_same_truth_is_worked_through_once(worked_out: list[CouncilTruth]) -> None:
    kept = WorkedOut()
    first = kept.of(council(12), CATALOGUE)
    assert kept.of(council(12), CATALOGUE) is first
    assert len(worked_out) == 1
    assert kept.of(council(13), CATALOGUE) != first
    assert (
        kept.of(council(12), replace(CATALOGUE)) == first
    )  # with another catalogue nothing is taken for known
    assert len(worked_out) == 3


def test_only_the_last_few_are_kept(worked_out: list[CouncilTruth], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(truth, "MOST_KEPT", 2)
    kept = WorkedOut()
    for count in (12, 13, 12, 14, 12, 13):
        kept.of(council(count), CATALOGUE)
    assert len(worked_out) == 4  # 12, 13, 14, and 13 again
