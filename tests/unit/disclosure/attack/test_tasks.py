"""What was attacked before and gave nothing away is not attacked again; anything else is."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import polars as pl
import pytest

from heard.base.policy import Level
from heard.catalogue import Catalogue, load_catalogue
from heard.disclosure.attack import Attacked, Release, Truth, attack
from heard.disclosure.attack.council import Found
from heard.disclosure.attack.tasks import Task
from releases import fact, make_release, took_part

CATALOGUE = load_catalogue()
SAFE = [took_part(40), fact("negative", count=12, base=40)]
SMALL = [took_part(40), fact("negative", count=3, base=40)]


class Spread:
    """Does the tasks, and counts them."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(
        self, do: Callable[[Catalogue, Task], Found], tasks: Sequence[Task], catalogue: Catalogue
    ) -> Iterable[Found]:
        self.done += len(tasks)
        return [do(catalogue, task) for task in tasks]


def tell(*releases: Release, attacked: Attacked, truth: Truth | None = None) -> int:
    """How many councils' waves were attacked; what comes of it is what came of it without anything remembered."""
    spread = Spread()
    found = attack(releases, CATALOGUE, truth=truth, attacked=attacked, spread=spread)
    anew = attack(releases, CATALOGUE, truth=truth)
    assert (found.breaches, found.notes) == (anew.breaches, anew.notes)
    return spread.done


def test_the_same_told_again_is_not_attacked_again_however_it_is_called_and_ordered() -> None:
    attacked, release = Attacked(), make_release(*SAFE)
    assert tell(release, attacked=attacked) == 1
    assert tell(release, attacked=attacked) == 0
    assert tell(replace(release, name="another"), attacked=attacked) == 0
    assert tell(replace(release, facts=release.facts.reverse()), attacked=attacked) == 0


def test_a_council_more_is_attacked_alone() -> None:
    attacked, release = Attacked(), make_release(*SAFE)
    tell(release, attacked=attacked)
    other = replace(release, facts=release.facts.with_columns(area=pl.lit("X9")))
    assert tell(release, other, attacked=attacked) == 1


def test_what_was_found_is_found_again() -> None:
    attacked, release = Attacked(), make_release(*SMALL)
    assert [tell(release, attacked=attacked) for _ in range(2)] == [1, 1]


def change_figure(release: Release) -> Release:
    return replace(release, facts=release.facts.with_columns(pl.col("count").replace(12, 13)))


def change_level(release: Release) -> Release:
    return replace(release, level=Level.PUBLIC if release.level is Level.BOARD else Level.BOARD)


def change_answers(release: Release) -> Release:
    return replace(release, snapshots=dict.fromkeys(release.snapshots, "other"))


@pytest.mark.parametrize("change", [change_figure, change_level, change_answers])
def test_what_differs_is_attacked(change: Callable[[Release], Release]) -> None:
    attacked, release = Attacked(), make_release(*SAFE)
    place = "/".join(str(release.facts[0, name]) for name in ("wave", "area", "survey"))
    release = replace(release, snapshots={place: "one"})
    tell(release, attacked=attacked)
    assert tell(change(release), attacked=attacked) == 1


def test_another_truth_behind_it_is_attacked() -> None:
    attacked, release = Attacked(), make_release(*SAFE)
    cells = release.facts.filter(pl.col("count").is_not_null()).with_columns(
        base=pl.coalesce("base", "count")
    )
    truth = Truth(cells)
    assert tell(release, attacked=attacked) == 1
    assert tell(release, attacked=attacked, truth=truth) == 1
    assert tell(release, attacked=attacked, truth=truth) == 0
