"""What goes with low and very high well-being: here, where the numbers carry it, and in all councils together.

The figures of all councils stand beside this council's own share of the same thing, so that the page is never
empty however few had low well-being here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import log
from typing import Protocol

from heard.analysis.associations.plan import GIVEN, LOW, outcome_of
from heard.base.bands import WELLBEING_BAND
from heard.base.odds import odds_figures
from heard.base.policy import ASSOCIATION_Q, MIN_CLUSTERS, MIN_EVENTS_BIVARIATE, Level
from heard.base.shares import Banded, Cell, Hidden, Reason, Shown
from heard.base.surveys import Survey
from heard.reports.blocks import Block, Column, Details, Paragraph, Points, SimpleTable
from heard.reports.figures import Association, of_everybody
from heard.reports.material import Material
from heard.reports.report import Section
from heard.reports.saying import count_words, number
from heard.reports.sections.findings import finding_list, fold_words
from heard.reports.wording import Wording

OPEN_ROWS = 8  # what follows is folded
HIDDEN = "hidden"  # why there is no figure where the reason is not one of the analysis
Row = tuple[str, ...]


class Says(Protocol):
    """What has the words of a report or of the page about all councils."""

    def say(self, key: str, **values: str | int) -> str:
        """The words of a key."""


def associations_part(material: Material) -> Section | None:
    """The part of the well-being domain; None where nothing was asked of it."""
    rows = [row for row in material.figures.associations if row.survey in material.surveys]
    if not rows:
        return None
    blocks = (
        Paragraph(material.say("associations.intro")),
        *_here(material, [row for row in rows if not row.national]),
        *_everywhere(material, [row for row in rows if row.national]),
    )
    return Section("associations", material.say("associations.title"), blocks)


# --- This council -----------------------------------------------------------------------------------


def _here(material: Material, rows: Sequence[Association]) -> Iterator[Block]:
    # Each alone: what goes with low and what goes with very high well-being are two things about one figure.
    found = [(finding,) for finding in material.of_kind("association")]
    if found:
        yield finding_list(material, found, compact=True, open_count=OPEN_ROWS)
    if any(finding.basis["odds_ratio"] is not None for (finding,) in found):
        yield Paragraph(material.say("associations.here.halves"), quiet=True)
    refused = tuple(_refused_here(material, rows))
    if refused:
        yield Points(refused)
    elif not found:
        yield Paragraph(material.say("associations.here.none"))


def _refused_here(material: Material, rows: Sequence[Association]) -> Iterator[str]:
    """The outcomes that too few children here had, or had not; only an analysts' copy knows of them."""
    for row in rows:
        if row.indicator or row.events is None or row.base is None:
            continue
        rarer = min(row.events, row.base - row.events)
        which = "few" if rarer == row.events else "few_without"
        had = material.say(f"associations.had.{_outcome_key(material, row)}")
        ages = material.ages(row.survey)
        if rarer == 0:
            yield material.say(f"associations.here.{which}.nobody", ages=ages, had=had)
        else:
            yield material.wording.count(
                f"associations.here.{which}", rarer, ages=ages, had=had, least=MIN_EVENTS_BIVARIATE
            )


# --- All councils -----------------------------------------------------------------------------------


def _everywhere(material: Material, national: Sequence[Association]) -> Iterator[Block]:
    for survey in material.surveys:
        for outcome in dict.fromkeys(row.outcome for row in national if row.survey == survey):
            rows = [row for row in national if (row.survey, row.outcome) == (survey, outcome)]
            if material.leaves_out or any(row.odds_ratio is not None for row in rows):
                yield from _outcome_blocks(material, survey, rows, outcome)
    firm = [row for row in national if row.survey in material.surveys and _is_firm(row)]
    if firm:
        councils = number(max(row.councils or 0 for row in firm))
        yield Paragraph(material.say("associations.allowed.councils", councils=councils), quiet=True)
    if material.leaves_out:
        # Why there is no figure, and of how many things, would tell of small numbers elsewhere.
        yield Paragraph(material.say("associations.not_told"), quiet=True)
    else:
        yield from (Paragraph(words, quiet=True) for words in _refused_everywhere(material, national))


def _outcome_blocks(
    material: Material, survey: Survey, rows: Sequence[Association], outcome: str
) -> Iterator[Block]:
    """The strongest first. Of very high well-being the table is one tap away, so that the page stays short."""
    firm = sorted((row for row in rows if _is_firm(row)), key=_strength, reverse=True)
    words = material.say(f"associations.outcomes.{_outcome_key(material, rows[0])}")
    title = material.say("associations.table.caption", ages=material.ages(survey), outcome=words)
    if not firm:
        none = "none" if material.facts.level is Level.WORKING else "none_shown"
        yield Paragraph(material.say(f"associations.table.{none}", ages=material.ages(survey), outcome=words))
        return
    allowed = Paragraph(allowed_words(material, [row.adjusted_for for row in firm]), quiet=True)
    open_rows = OPEN_ROWS if outcome == LOW else 0
    first, rest = firm[:open_rows], firm[open_rows:]
    if first:
        yield _table(material, title, first)
    if rest:
        fold = fold_words(material, len(rest)) if first else title
        yield Details(fold, (_table(material, title, rest), *(() if first else (allowed,))))
    if first:
        yield allowed


def _is_firm(row: Association) -> bool:
    return row.odds_ratio is not None and row.q is not None and row.q <= ASSOCIATION_Q


def _strength(row: Association) -> float:
    """How far from even the odds are; ten times as often counts like a tenth."""
    return abs(log(row.odds_ratio)) if row.odds_ratio else 0.0


def _table(material: Material, title: str, rows: Sequence[Association]) -> SimpleTable:
    columns = (
        Column(material.say("associations.table.who")),
        Column(material.say("associations.table.odds"), number=True),
        Column(material.say("associations.table.here"), number=True),
    )
    return SimpleTable(title, columns, tuple(_row(material, row) for row in rows))


def _row(material: Material, row: Association) -> Row:
    asked = material.catalogue.asked(row.indicator, row.survey)
    given = row.exposure == GIVEN
    phrase = asked.headline.phrase if given or not asked.otherwise else asked.otherwise
    kind = "those" if given or asked.otherwise else "not_said"
    estimate = material.figures.estimate(of_everybody(row.survey, row.indicator, asked.headline.key))
    cell = estimate.cell if estimate else Hidden(Reason.NOBODY)
    return (
        material.say(f"associations.table.{kind}", phrase=phrase),
        _odds_words(material, row),
        count_words(cell if given else complement(cell), material.wording),
    )


def complement(cell: Cell) -> Cell:
    """The share of those who are not counted."""
    if isinstance(cell, Shown):
        rest = cell.base - cell.count
        return Shown(rest, cell.base, rest / cell.base, 1 - cell.high, 1 - cell.low, cell.eligible)
    if isinstance(cell, Banded):
        return Banded(1 - cell.high, 1 - cell.low)
    return cell


def _odds_words(material: Material, row: Association) -> str:
    ratio, low, high = (
        material.say(f"associations.odds.{how}", number=figures)
        for how, figures in map(odds_figures, (row.odds_ratio or 1, row.low or 1, row.high or 1))
    )
    return material.say("associations.table.times", odds=ratio, low=low, high=high)


def _outcome_key(material: Material, row: Association) -> str:
    outcome = outcome_of(material.catalogue, row.survey, row.outcome)
    return row.outcome if outcome.indicator == WELLBEING_BAND else "yesterday"


def allowed_words(material: Says, rows: Sequence[Sequence[str]]) -> str:
    """What the odds of a table allow for, from the demographics of each row: what all do, and what only some do."""
    keys = tuple(dict.fromkeys(key for row in rows for key in row))
    shared = [key for key in keys if all(key in row for row in rows)]
    others = [key for key in keys if key not in shared]
    which = "_".join(name for name, held in (("all", shared), ("some", others)) if held) or "nothing"
    return material.say(
        f"associations.allowed.{which}", all=_listed(material, shared), some=_listed(material, others)
    )


def _listed(material: Says, keys: Sequence[str]) -> str:
    names = [material.say(f"associations.allowed.names.{key}") for key in keys]
    if len(names) <= 1:
        return "".join(names)
    return material.say("associations.allowed.and", first=", ".join(names[:-1]), last=names[-1])


def _refused_everywhere(material: Material, rows: Sequence[Association]) -> Iterator[str]:
    for survey in material.surveys:
        here = [row for row in rows if row.survey == survey and row.odds_ratio is None]
        refused = ((row.reason or HIDDEN, row.indicator) for row in here)
        yield from refused_lines(material.wording, material.ages(survey), refused)


def refused_lines(wording: Wording, ages: str, refused: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Of how many things a survey asks there is no figure, and why, from (reason, indicator) pairs: a thing counts
    once for both outcomes."""
    things = Counter(reason for reason, _ in set(refused))
    for reason in sorted(things):
        words = f"associations.refused.{reason}"
        yield wording.count(words, things[reason], ages=ages, least=MIN_CLUSTERS)
