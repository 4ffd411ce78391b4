"""From protected tables to findings, in order of importance and in words."""

import json
from collections.abc import Sequence

from heard.base.policy import Level
from heard.catalogue import Catalogue
from heard.disclosure import ProtectedTables
from heard.findings.candidates import Candidate, gather_candidates
from heard.findings.finding import Evidence, Finding, Kind
from heard.findings.presenter import Presenter
from heard.findings.wording import load_words


def find(protected: ProtectedTables, catalogue: Catalogue, *, area: str) -> tuple[Finding, ...]:
    """The findings of one council, in order of importance; none for an area the tables do not have."""
    return find_all(protected, catalogue, [area])


def find_all(protected: ProtectedTables, catalogue: Catalogue, areas: Sequence[str]) -> tuple[Finding, ...]:
    """The findings of several councils, council by council in the order given.

    Order of importance (decision 0005): kind, evidence, what is sensitive or every child should be able to
    say, size of the difference, base, key; of what is worth asking about, groups and the smallest bases last.
    Only what `protected` shows is used: a hidden cell has no finding.
    """
    presenter = Presenter(catalogue, load_words(), with_all=protected.level != Level.WORKING)
    domains = {key: item.domain for key, item in catalogue.indicators.items()}
    candidates = gather_candidates(protected, catalogue, areas)
    return tuple(_finding(found, presenter, domains[found.indicator]) for found in candidates)


def findings_as_json(programme: str, wave: str, findings: Sequence[Finding]) -> str:
    """The text of `findings.json`, a promise to other tools, with a finding a line.

    A line each is as quick to write as no line ends at all, and two runs can be compared by eye.
    """
    head = f'{{"programme": {_text(programme)}, "wave": {_text(wave)}, "findings": ['
    return "\n".join([head, ",\n".join(_text(_as_json(finding)) for finding in findings), "]}", ""])


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _finding(found: Candidate, presenter: Presenter, domain: str) -> Finding:
    sentence, reason = presenter.present(found)
    return Finding(
        key=found.key,
        wave=found.wave,
        area=found.area,
        survey=found.survey,
        indicator=found.indicator,
        cut_point=found.cut_point,
        group=found.group,
        level=found.level,
        against=found.against,
        domain=domain,
        kind=Kind(found.kind),
        evidence=Evidence(found.evidence),
        reason=reason,
        sentence=sentence,
        basis=found.basis,
    )


def _as_json(finding: Finding) -> dict[str, object]:
    return {
        "key": finding.key,
        "wave": finding.wave,
        "area": finding.area,
        "survey": finding.survey,
        "indicator": finding.indicator,
        "kind": finding.kind.value,
        "evidence": finding.evidence.value,
        "reason": finding.reason,
        "sentence": finding.sentence,
        "basis": dict(finding.basis),
    }
