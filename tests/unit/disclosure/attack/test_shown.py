"""Printed numbers that are too small by themselves: below, at and above each threshold."""

import csv
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from heard.base.policy import Level
from heard.base.shares import percent_of
from heard.catalogue import load_catalogue
from heard.disclosure.attack import Kind, attack
from heard.disclosure.attack.reading import whole_per_cent
from releases import fact, make_release, took_part

CATALOGUE = load_catalogue()
SHARED = Path(os.environ.get("HEARD_SHARED", Path(__file__).parents[5] / "shared"))
CASES = SHARED / "data" / "reconstructed_counts.csv"


def kinds(row: Mapping[str, object], level: Level = Level.BOARD) -> set[tuple[str, str]]:
    done = attack([make_release(took_part(300), row, level=level)], CATALOGUE)
    return {(each.kind.value, each.what) for each in done.breaches}


@pytest.mark.parametrize(
    ("count", "base", "what"),
    [(4, 40, "negative"), (36, 40, "not negative"), (0, 40, "negative"), (40, 40, "negative")],
)
def test_a_headline_under_five_of_either_side_or_none_is_found(count: int, base: int, what: str) -> None:
    assert ("shown_small", what) in kinds(fact("negative", count=count, base=base))


@pytest.mark.parametrize(("count", "base"), [(5, 40), (35, 40), (5, 10)])
def test_at_the_threshold_nothing_is_found(count: int, base: int) -> None:
    assert not kinds(fact("negative", count=count, base=base))


@pytest.mark.parametrize(("base", "is_small"), [(9, True), (10, False)])
def test_a_base_is_held_against_the_least_base(base: int, is_small: bool) -> None:
    assert (
        ("shown_small", "who answered") in kinds(fact("negative", band=(0.0, 0.6), base=base))
    ) is is_small


@pytest.mark.parametrize(("count", "is_small"), [(9, True), (10, False)])
def test_the_public_has_wider_thresholds(count: int, is_small: bool) -> None:
    assert bool(kinds(fact("negative", count=count, base=40), Level.PUBLIC)) is is_small


@pytest.mark.parametrize(("base", "is_found"), [(49, True), (50, False)])
def test_none_of_a_small_group_is_found_only_of_what_is_sensitive(base: int, is_found: bool) -> None:
    group = {"group": "gender", "level": "girl"}
    asked = fact("negative", indicator="feels_safe", count=0, base=base, **group)
    assert (("shown_small", "negative") in kinds(asked)) is is_found
    assert ("shown_small", "negative") not in kinds(asked | {"indicator": "pet"})


@pytest.mark.parametrize(("eligible", "is_found"), [(34, True), (30, True), (35, False)])
def test_that_nearly_all_of_a_group_took_part_is_found(eligible: int, is_found: bool) -> None:
    row = took_part(30, group="gender", level="girl", eligible=eligible)
    assert (("shown_small", "did not take part") in kinds(row)) is is_found


def _cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8") as file:
        return [
            row for row in csv.DictReader(file) if row["fits_count"].isdigit() and row["fits_base"].isdigit()
        ]


@pytest.mark.skipif(not CASES.is_file(), reason="the reconstructed counts are not here: set HEARD_SHARED")
def test_published_percentages_of_known_bases_give_the_counts_that_were_reconstructed() -> None:
    cases = [row for row in _cases() if row["indicator"] != "cohort size"]
    assert len(cases) > 10
    for row in cases:
        low, high = whole_per_cent(int(row["published_percent"]) / 100, int(row["fits_base"]))
        assert low <= int(row["fits_count"]) <= high
        assert int(row["fits_base"]) > 100 or low == high


@pytest.mark.skipif(not CASES.is_file(), reason="the reconstructed counts are not here: set HEARD_SHARED")
def test_every_small_count_among_them_is_recovered_by_the_attacker() -> None:
    small = [
        (int(row["published_percent"]), int(row["fits_count"]), int(row["fits_base"]))
        for row in _cases()
        if row["indicator"] != "cohort size"
        and 0 < min(int(row["fits_count"]), int(row["fits_base"]) - int(row["fits_count"])) < 10
    ]
    assert len(small) >= 7
    for points, count, base in small:
        told = make_release(
            took_part(300), fact("negative", share=points / 100, base=base), level=Level.PUBLIC
        )
        done = attack([told], CATALOGUE)
        what, number = ("negative", count) if count < 10 else ("not negative", base - count)
        breach = next(each for each in done.breaches if each.what == what)
        assert (breach.kind, breach.least, breach.most) == (Kind.RECOVERED, number, number)
        assert (
            f"{points} % of {base}" in breach.path
            or f"who answered {base} less negative {count}" in breach.path
        )


def test_eleven_per_cent_of_74_can_only_be_8() -> None:
    assert percent_of(8, 74) == 11
    assert whole_per_cent(0.11, 74) == (8, 8)


def test_nine_per_cent_of_250_is_22_or_23() -> None:
    """21 is 8.4 %, 24 is 9.6 %."""
    assert whole_per_cent(0.09, 250) == (22, 23)


def test_ninety_two_per_cent_of_119_leaves_nine_or_ten() -> None:
    """109 is 91.6 %, 110 is 92.4 %: nine at least did not, and at most ten."""
    done = attack([make_release(fact("positive", share=0.92, base=119), level=Level.PUBLIC)], CATALOGUE)
    assert whole_per_cent(0.92, 119) == (109, 110)
    assert not [each for each in done.breaches if each.what == "not positive"]  # ten are possible
