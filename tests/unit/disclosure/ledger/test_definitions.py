"""A group divided otherwise than when it was published, or an answer on another side of a cut point, is refused."""

from dataclasses import replace
from pathlib import Path

import pytest

from heard.base.surveys import Survey
from heard.catalogue import Catalogue, load_catalogue
from heard.disclosure.ledger import ReleaseRefused
from heard.disclosure.ledger.definitions import check_definitions, define
from ledgers import everybody, make_facts, make_snapshot, make_statement, write_ledger

SURVEYS = (Survey.AGES_8_11, Survey.AGES_11_17)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def regrouped(catalogue: Catalogue) -> Catalogue:
    """Two of the placements taken together."""
    groups = tuple(
        replace(each, codes=each.codes[1:]) if each.key == "placement" else each
        for each in catalogue.demographics.values()
    )
    return replace(catalogue, demographics={each.key: each for each in groups})


def moved(catalogue: Catalogue) -> Catalogue:
    """One answer of one question no longer positive."""
    item = catalogue.indicators["feels_safe"]
    asked = item.asked[Survey.AGES_8_11]
    headline = asked.cut_points[0]
    fewer = replace(headline, codes=frozenset(sorted(headline.codes)[1:]))
    narrowed = replace(asked, cut_points=(fewer, *asked.cut_points[1:]))
    changed = replace(item, asked={**item.asked, Survey.AGES_8_11: narrowed})
    return replace(catalogue, indicators={**catalogue.indicators, item.key: changed})


def refusal(tmp_path: Path, before: Catalogue, now: Catalogue, wave: str = "2026") -> str:
    statement = make_statement(
        make_facts({}), snapshot=make_snapshot(everybody("abc")), definitions=define(before, SURVEYS)
    )
    ledger = write_ledger(tmp_path, statement)
    try:
        check_definitions(ledger.entries, wave, define(now, SURVEYS))
    except ReleaseRefused as error:
        return str(error)
    return ""


def test_the_same_definitions_are_let_pass(tmp_path: Path, catalogue: Catalogue) -> None:
    assert refusal(tmp_path, catalogue, catalogue) == ""


def test_a_group_divided_otherwise_is_refused_by_name(tmp_path: Path, catalogue: Catalogue) -> None:
    said = refusal(tmp_path, catalogue, regrouped(catalogue))
    assert "entry 1 with other levels or cut points of 11-17/placement, 8-11/placement." in said
    assert "Nothing was released" in said


def test_an_answer_on_another_side_of_a_cut_point_is_refused_by_name(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    assert "cut points of 8-11/feels_safe." in refusal(tmp_path, catalogue, moved(catalogue))


def test_another_wave_may_be_divided_otherwise(tmp_path: Path, catalogue: Catalogue) -> None:
    assert refusal(tmp_path, catalogue, regrouped(catalogue), wave="2028") == ""


def test_a_question_that_is_new_changes_nothing_of_the_others(tmp_path: Path, catalogue: Catalogue) -> None:
    fewer = {key: each for key, each in catalogue.indicators.items() if key != "feels_safe"}
    assert refusal(tmp_path, replace(catalogue, indicators=fewer), catalogue) == ""
