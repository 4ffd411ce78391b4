"""Findings about one figure are read together: what was said once is not said again."""

from dataclasses import replace

import pytest

from heard.catalogue import Catalogue, load_catalogue
from heard.findings import Evidence, Finding, Kind, join_reasons, points_up, words_beyond
from heard.findings.finding import Basis

WHO = "Among children aged 8 to 11, "
LEAD = f"{WHO}15 of 18 (83\u00a0%) said they always feel safe where they live"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def finding(*, against: str, reason: str = "", sentence: str = "", flag: str = "cannot_tell") -> Finding:
    """15 of 18 always feel safe; what it is compared with stands in the words alone."""
    basis: Basis = {
        "cut_point": "positive", "group": "all", "level": "all", "against": against, "reference": "",
        "flag": flag, "reason": "", "direction": "worse" if against else "none", "count": 15, "base": 18,
        "eligible": 56, "share": 15 / 18, "low": 0.64, "high": 0.93, "reference_count": None,
        "reference_base": None, "reference_share": 0.9, "difference": -0.07, "difference_low": None,
        "difference_high": None, "p": None, "q": None, "mdd": None,
        "odds_ratio": None, "exposure": "", "waves": None,
    }  # fmt: skip
    return Finding(
        key=f"2026/X1/8-11/feels_safe/positive/all=all/ask/{against or 'level'}",
        wave="2026",
        area="X1",
        survey="8-11",
        indicator="feels_safe",
        cut_point="positive",
        group="all",
        level="all",
        against=against,
        domain="home",
        kind=Kind.ASK,
        evidence=Evidence.TOO_FEW,
        reason=reason,
        sentence=sentence,
        basis=basis,
    )


LAST = finding(
    against="previous", reason="lower than in wave 2024: 15 of 18 (83\u00a0%), was 90 %; too few to tell"
)
OTHERS = finding(
    against="others",
    reason="lower than in the other councils: 15 of 18 (83\u00a0%), there 88 %; too few to tell",
)


def test_one_reason_stays_as_it_is(catalogue: Catalogue) -> None:
    assert join_reasons([LAST], catalogue) == LAST.reason


def test_reasons_give_their_count_once_and_once_why_they_are_open(catalogue: Catalogue) -> None:
    assert join_reasons([LAST, OTHERS], catalogue) == (
        "lower than in wave 2024: 15 of 18 (83\u00a0%), was 90 %;"
        " lower than in the other councils, there 88 %; too few to tell"
    )


def test_reasons_that_are_open_for_other_reasons_say_so_each(catalogue: Catalogue) -> None:
    by_chance = replace(
        OTHERS, reason="lower than in the other councils: 15 of 18 (83\u00a0%), there 88 %; could be chance"
    )
    assert join_reasons([LAST, by_chance], catalogue) == (
        "lower than in wave 2024: 15 of 18 (83\u00a0%), was 90 %; too few to tell;"
        " lower than in the other councils, there 88 %; could be chance"
    )


def test_what_was_said_is_not_said_again(catalogue: Catalogue) -> None:
    first = finding(against="others", sentence=f"{LEAD}, against 88\u00a0% in the other councils: lower.")
    second = finding(against="previous", sentence=f"{LEAD}, against 90\u00a0% in wave 2024: lower.")
    assert words_beyond(second, after=first, catalogue=catalogue) == "Against 90\u00a0% in wave 2024: lower."


def test_another_count_is_said_without_who_it_is_of(catalogue: Catalogue) -> None:
    first = finding(against="others", sentence=f"{LEAD}: lower.")
    second = finding(
        against="", flag="many_otherwise", sentence=f"{WHO}3 of 18 (17\u00a0%) said they do not: many."
    )
    assert (
        words_beyond(second, after=first, catalogue=catalogue)
        == "3 of 18 (17\u00a0%) said they do not: many."
    )


@pytest.mark.parametrize(
    ("against", "flag", "up"),
    [
        ("previous", "cannot_tell", False),  # its direction is worse
        ("", "perhaps_nearly_everyone", True),
        ("", "band_many_otherwise", False),
        ("", "perhaps_many_otherwise", False),
        ("", "low_wellbeing", False),
    ],
)
def test_a_finding_points_up_where_it_points_to_something_good(against: str, flag: str, up: bool) -> None:
    assert points_up(finding(against=against, flag=flag)) is up
