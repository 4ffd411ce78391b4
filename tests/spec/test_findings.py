"""Numbers in, findings out: every case of findings.yaml."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml

from heard.base.policy import Level
from heard.base.surveys import Survey
from heard.catalogue import (
    Asked,
    Catalogue,
    CutPoint,
    Demographic,
    Indicator,
    Kind,
    Provenance,
    Scale,
)
from heard.disclosure import ProtectedTables
from heard.findings import Finding, check_sentence, find

SPEC = yaml.safe_load(Path(__file__).with_name("findings.yaml").read_text(encoding="utf-8"))
WAVE, AREA = "2026", "E1"

ESTIMATE = {
    **dict.fromkeys(
        ("wave", "area", "survey", "group", "level", "indicator", "cut_point", "symbol"), pl.String
    ),
    **dict.fromkeys(("count", "base", "eligible"), pl.Int64),
    **dict.fromkeys(("share", "low", "high"), pl.Float64),
    **dict.fromkeys(("note", "level_flag"), pl.String),
}
COMPARISON = {
    **dict.fromkeys(
        ("wave", "area", "survey", "group", "level", "indicator", "cut_point", "symbol"), pl.String
    ),
    "against": pl.String,
    **dict.fromkeys(("reference_count", "reference_base"), pl.Int64),
    **dict.fromkeys(("reference_share", "difference", "difference_low", "difference_high"), pl.Float64),
    **dict.fromkeys(("p", "q"), pl.Float64),
    **dict.fromkeys(("flag", "reason", "direction"), pl.String),
    "mdd": pl.Float64,
    **dict.fromkeys(("count", "base"), pl.Int64),
    "share": pl.Float64,
    "reference": pl.String,
}


def protected_tables(case: Mapping[str, Any]) -> ProtectedTables:
    return ProtectedTables(
        level=Level.WORKING,
        wave=WAVE,
        estimates=frame(case.get("estimates", ()), ESTIMATE),
        comparisons=frame(case.get("comparisons", ()), COMPARISON),
        participation=pl.DataFrame(),
    )


def frame(rows: Sequence[Mapping[str, Any]], schema: Mapping[str, Any]) -> pl.DataFrame:
    everybody = {
        "wave": WAVE,
        "area": AREA,
        "group": "all",
        "level": "all",
        "cut_point": "positive",
        "symbol": "",
    }
    hidden = {"level_flag": None, "note": None, "flag": None, "reason": None}
    shown = {"level_flag": "", "note": "", "flag": "", "reason": "", "reference": ""}
    whole = [everybody | (hidden if row.get("symbol") else shown) | shares(row) | row for row in rows]
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in whole], schema=schema)


def shares(row: Mapping[str, Any]) -> Mapping[str, float]:
    return {"share": row["count"] / row["base"]} if "count" in row else {}


def small_catalogue() -> Catalogue:
    given = SPEC["catalogue"]
    return Catalogue(
        indicators={key: indicator(key, item) for key, item in given["indicators"].items()},
        scales={},
        demographics={
            key: demographic(key, labels, key not in given["not_compared"])
            for key, labels in given["demographics"].items()
        },
        domains=(),
        versions={},
    )


def indicator(key: str, item: Mapping[str, Any]) -> Indicator:
    asked = {Survey(survey): asked_in(survey, key, item) for survey in item["surveys"]}
    flags = ("derived", "expected_of_all", "sensitive")
    return Indicator(
        key=key,
        title=key,
        domain=item["domain"],
        outcome="",
        measures="",
        kind=Kind.VOICE,
        source="",
        update_frequency="",
        provenance=Provenance(key, "", ""),
        asked=asked,
        added_over_surveys=frozenset(item.get("added_over_surveys", ())),
        **{name: item.get(name, False) for name in flags},
    )


def asked_in(survey: str, key: str, item: Mapping[str, Any]) -> Asked:
    cuts = tuple(
        CutPoint(name, frozenset(cut["codes"]), cut["polarity"], cut["phrase"])
        for name, cut in item["cut_points"].items()
    )
    scale = Scale(key=key, codes=tuple(item["scale"]))
    return Asked(survey, scale, cuts, otherwise=item.get("otherwise", ""), asked_of=item.get("asked_of", ""))


def demographic(key: str, labels: Mapping[str, str], compared: bool) -> Demographic:
    return Demographic(
        key=key,
        title=key,
        codes=tuple(labels),
        unknown=(),
        surveys=tuple(Survey),
        answered_by={},
        labels=labels,
        compared=compared,
    )


CATALOGUE = small_catalogue()
CASES = [pytest.param(case, id=case["title"]) for case in SPEC["cases"]]


def as_given(finding: Finding, expected: Mapping[str, str]) -> dict[str, str]:
    return {name: str(getattr(finding, name)).replace("\u00a0", "~") for name in expected}


@pytest.mark.parametrize("case", CASES)
def test_the_numbers_lead_to_these_findings_in_this_order(case: Mapping[str, Any]) -> None:
    found = find(protected_tables(case), CATALOGUE, area=AREA)
    said = [as_given(finding, expected) for finding, expected in zip(found, case["findings"], strict=False)]
    assert said == case["findings"]
    assert len(found) == len(case["findings"]), [finding.sentence for finding in found]


@pytest.mark.parametrize("case", CASES)
def test_every_number_of_the_sentence_is_in_its_basis_and_nothing_is_claimed_beyond_it(
    case: Mapping[str, Any],
) -> None:
    for finding in find(protected_tables(case), CATALOGUE, area=AREA):
        assert check_sentence(finding, CATALOGUE) == ()


def test_every_kind_of_finding_is_among_the_cases_against_every_comparator() -> None:
    findings = [
        finding for case in SPEC["cases"] for finding in find(protected_tables(case), CATALOGUE, area=AREA)
    ]
    assert {finding.against for finding in findings} == {
        "",
        "others",
        "neighbours",
        "population",
        "previous",
        "rest",
    }
    assert {str(finding.kind) for finding in findings} == {
        "development",
        "declined",
        "strength",
        "improved",
        "gap",
        "ask",
    }


def test_no_case_is_listed_twice() -> None:
    titles = [case["title"] for case in SPEC["cases"]]
    assert len(set(titles)) == len(titles)
