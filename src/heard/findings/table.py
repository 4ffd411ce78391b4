"""Findings as one flat table, for analysts: a row each, with the numbers it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import fields

import polars as pl

from heard.findings.finding import Evidence, Finding, Kind

KINDS, GRADES = (pl.Enum([each.value for each in kind]) for kind in (Kind, Evidence))
WORDS = ("key", "wave", "area", "survey", "indicator", "cut_point", "group", "level", "against", "domain")
OWN = tuple(field.name for field in fields(Finding) if field.name != "basis")
BASIS_REASON = (
    "basis_reason"  # why the comparison could not be made; `reason` is why something is worth asking about
)
SCHEMA: Mapping[str, pl.DataType | type[pl.DataType]] = {
    **dict.fromkeys(WORDS, pl.String),
    "kind": KINDS,
    "evidence": GRADES,
    **dict.fromkeys(("reason", "sentence"), pl.String),
    **dict.fromkeys(("reference", "flag", BASIS_REASON, "direction", "exposure"), pl.String),
    **dict.fromkeys(("count", "base", "eligible"), pl.Int64),
    **dict.fromkeys(("share", "low", "high"), pl.Float64),
    **dict.fromkeys(("reference_count", "reference_base"), pl.Int64),
    "reference_share": pl.Float64,
    **dict.fromkeys(("difference", "difference_low", "difference_high"), pl.Float64),
    **dict.fromkeys(("p", "q", "mdd", "odds_ratio"), pl.Float64),
    "waves": pl.Int64,
}


def findings_as_table(findings: Sequence[Finding]) -> pl.DataFrame:
    """The findings in the order given, columns of SCHEMA; shares 0..1, null where a finding rests on no such number.

    `kind` and `evidence` are categories in the order in which findings are listed, so that they sort by it.
    """
    return pl.DataFrame([_row(each) for each in findings], schema=SCHEMA, orient="row")


def _row(finding: Finding) -> dict[str, object]:
    basis = {BASIS_REASON if name == "reason" else name: value for name, value in finding.basis.items()}
    return {**basis, **{name: getattr(finding, name) for name in OWN}}
