"""A group divided otherwise than when it was published, or an answer on another side of a cut point, is refused."""

from collections.abc import Callable
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


def without(catalogue: Catalogue, key: str) -> Catalogue:
    """A group no longer asked for."""
    return replace(
        catalogue, demographics={k: each for k, each in catalogue.demographics.items() if k != key}
    )


def renamed(catalogue: Catalogue) -> Catalogue:
    """Placement under another name, two of its levels taken together."""
    other = replace(regrouped(catalogue).demographics["placement"], key="home")
    left = without(catalogue, "placement")
    return replace(left, demographics={**left.demographics, "home": other})


def opened(catalogue: Catalogue) -> Catalogue:
    """Placement with any code allowed."""
    group = replace(catalogue.demographics["placement"], codes=(), open_codes=True)
    return replace(catalogue, demographics={**catalogue.demographics, "placement": group})


def unasked(catalogue: Catalogue) -> Catalogue:
    """A question no longer asked."""
    fewer = {key: each for key, each in catalogue.indicators.items() if key != "feels_safe"}
    return replace(catalogue, indicators=fewer)


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


@pytest.mark.parametrize("change", [renamed, opened, lambda each: without(each, "placement")])
def test_a_group_that_is_gone_renamed_or_open_to_any_code_is_refused_by_name(
    tmp_path: Path, catalogue: Catalogue, change: Callable[[Catalogue], Catalogue]
) -> None:
    said = refusal(tmp_path, catalogue, change(catalogue))
    assert "entry 1 by 8-11/placement, not defined today." in said
    assert "Nothing was released" in said


def test_a_question_that_is_gone_is_refused_by_name(tmp_path: Path, catalogue: Catalogue) -> None:
    assert "by 8-11/feels_safe, not defined today." in refusal(tmp_path, catalogue, unasked(catalogue))


def test_another_wave_need_not_have_what_this_one_had(tmp_path: Path, catalogue: Catalogue) -> None:
    assert refusal(tmp_path, catalogue, renamed(catalogue), wave="2028") == ""


def test_a_wave_compared_with_need_not_have_run_the_surveys_of_the_reports_own(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    snapshots = [make_snapshot(everybody("abc"), wave="2026", survey=each.value) for each in SURVEYS]
    snapshots.append(make_snapshot(everybody("xyz"), wave="2024", survey="8-11"))
    plain = make_statement(make_facts({}), definitions=define(catalogue, SURVEYS))
    ledger = write_ledger(tmp_path, replace(plain, snapshots={each.key: each for each in snapshots}))
    check_definitions(ledger.entries, "2024", define(catalogue, [Survey.AGES_8_11]))
    with pytest.raises(ReleaseRefused, match="by 11-17/"):
        check_definitions(ledger.entries, "2026", define(catalogue, [Survey.AGES_8_11]))


def test_a_question_that_is_new_changes_nothing_of_the_others(tmp_path: Path, catalogue: Catalogue) -> None:
    assert refusal(tmp_path, unasked(catalogue), catalogue) == ""
