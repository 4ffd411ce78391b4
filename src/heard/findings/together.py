"""Findings that rest on the same figure, read together: what is said once is not said again."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from heard.catalogue import Catalogue
from heard.findings.finding import Finding
from heard.findings.levels import BRIGHT
from heard.findings.presenter import Presenter
from heard.findings.said import Band, figures_told, side_to_tell
from heard.findings.wording import load_words

PARTS = "; "  # a reason ends with `; ` and why the question is open


def words_beyond(finding: Finding, *, after: Finding, catalogue: Catalogue) -> str:
    """What `finding` says once `after` was read: its sentence without who said what, or at least without who."""
    presenter = Presenter(catalogue, load_words())
    leads = (presenter.lead(after), presenter.subject(after))
    shared = next((lead for lead in leads if finding.sentence.startswith(lead)), "")
    rest = finding.sentence.removeprefix(shared).lstrip(",: ")
    return rest[:1].upper() + rest[1:]


def join_reasons(findings: Sequence[Finding], catalogue: Catalogue) -> str:
    """The reasons of findings of kind `ask` about one figure: its count once, and once why it is open."""
    clauses = list(_clauses(findings, catalogue))
    told = (
        PARTS.join([*(clause for clause, _ in alike), ending])
        for ending, alike in groupby(clauses, key=lambda each: each[1])
    )
    return PARTS.join(told)


def points_up(finding: Finding) -> bool:
    """Whether a finding, settled or not, points to something good."""
    if finding.against:
        return finding.basis["direction"] == "better"
    return finding.basis["flag"] in BRIGHT


def _clauses(findings: Sequence[Finding], catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    said: set[str] = set()
    for finding in findings:
        clause, _, ending = finding.reason.rpartition(PARTS)
        tally = _tally(finding, catalogue)
        yield clause.replace(tally, "", 1) if tally in said else clause, ending
        said.add(tally)


def _tally(finding: Finding, catalogue: Catalogue) -> str:
    case = "" if finding.against else finding.basis["flag"]
    told = side_to_tell(catalogue, finding.survey, finding.indicator, finding.cut_point, case)
    figures = figures_told(finding.basis, told)
    if isinstance(figures, Band):
        return ""
    words = load_words()
    share = words.share(figures.share)
    return words.tally.format(count=f"{figures.count:,}", base=f"{figures.base:,}", share=share)
