"""Findings as the library hands them over. For tests of one council."""

from heard.findings.finding import Evidence, Finding
from heard.findings.finding import Kind as FindingKind
from web.staff import COUNCIL, WAVE


def finding(indicator: str, kind: str, sentence: str = "") -> Finding:
    """What the reports of the wave tell of a question, by what it is."""
    return Finding(
        key=f"{WAVE}/{COUNCIL}/8-11/{indicator}/positive/all=all/{kind}/others",
        wave=WAVE,
        area=COUNCIL,
        survey="8-11",
        indicator=indicator,
        cut_point="positive",
        group="all",
        level="all",
        against="others",
        domain="",
        kind=FindingKind(kind),
        evidence=Evidence.CLEAR,
        reason="",
        sentence=sentence or f"{kind} of {indicator}.",
        basis={},  # type: ignore[typeddict-item]  # the site keeps no figure
    )
