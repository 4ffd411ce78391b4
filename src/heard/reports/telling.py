"""What children are told of their answers: chosen by a fixed rule from cells that may be shown, and nothing else.

Good: what more than half of them said, bright spots first, then what most of them said; a band that only says "more
than half" is not among it, for it may lie where an open figure would be something to be better. To be better: areas for
development, then what about half or more did not say. Changed: only what is clear. What is hidden is not in a list,
nor is a band of which no word is true throughout, and no list says how long it would have been.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from heard.base.policy import MOST_CHANGES_TO_TELL, MOST_OF_A_DOMAIN, MOST_THINGS_TO_TELL
from heard.base.shares import Cell, Shown
from heard.base.surveys import Survey, parts_of
from heard.catalogue import Indicator
from heard.findings import Finding
from heard.reports.amounts import (
    ABOUT_HALF_OR_MORE,
    LARGEST_FIRST,
    OVER_A_HALF,
    Amount,
    amount_of,
    other_side,
)
from heard.reports.figures import EVERYBODY, of_everybody
from heard.reports.material import Material

SETTLED = ("clear", "level")  # how well a finding is borne that children are told of
CHANGED = (("improved", "clear"), ("declined", "clear"))
SURELY_GOOD = OVER_A_HALF - {Amount.OVER_HALF}
NO_FAULT = frozenset({"pet"})  # that many have none is not put to the council as something to be better


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a question: `good` or not, how many say so and the cell that bears it. `survey` may be several."""

    survey: str
    indicator: str
    cut_point: str
    good: bool
    amount: Amount
    cell: Cell


@dataclass(frozen=True, slots=True)
class Change:
    """More, or fewer, than last time give the good answer."""

    survey: str
    indicator: str
    more: bool


@dataclass(frozen=True, slots=True)
class Telling:
    """All that a survey's children are told. `survey` = of whom: the survey's, or several surveys' taken together."""

    survey: str
    good: tuple[Side, ...] = ()
    better: tuple[Side, ...] = ()
    changed: tuple[Change, ...] = ()

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing that may be told."""
        return not (self.good or self.better or self.changed)


def choose_told(material: Material, survey: Survey) -> Telling:
    """What to tell a survey's children: of themselves, or where that may not be of them and their neighbours in age."""
    sources = [survey.value] if survey in material.surveys else []
    sources += [key for key in material.together if survey in parts_of(key)]
    tellings = (_choose(material, survey, source) for source in sources)
    return next((told for told in tellings if not told.says_nothing), Telling(survey.value))


def _choose(material: Material, survey: Survey, source: str) -> Telling:
    most_good, most_better = MOST_THINGS_TO_TELL[survey]
    sides = tuple(_sides(material, source))
    findings = tuple(each for each in material.findings if _is_of(material, each, source))
    weak = [
        each.indicator for each in findings if each.kind == "development" and each.indicator not in NO_FAULT
    ]
    strong = [each.indicator for each in findings if each.kind == "strength"]
    better = [bad for _, bad in sides if bad.indicator in weak or _is_fault(bad)]
    better.sort(key=lambda side: (*_place(side.indicator, weak), _rank(side)))
    named = {side.indicator for side in better}
    good = [good for good, _ in sides if good.indicator not in named and good.amount in SURELY_GOOD]
    good.sort(key=lambda side: (*_place(side.indicator, strong), _rank(side)))
    return Telling(
        source,
        good=_spread(material, good, most_good),
        better=_spread(material, better, most_better),
        changed=tuple(_changes(material, findings, sides))[: MOST_CHANGES_TO_TELL[survey]],
    )


def _sides(material: Material, source: str) -> Iterator[tuple[Side, Side]]:
    """Both sides of every headline of which something may be said, in catalogue order, the good one first."""
    for item in material.catalogue.indicators.values():
        if not material.catalogue.is_asked(item.key, source):
            continue
        headline = material.catalogue.asked(item.key, source).headline
        estimate = material.figures.estimate(of_everybody(source, item.key, headline.key))
        if estimate is None:
            continue
        cells = (estimate.cell, other_side(estimate.cell))
        good, bad = cells if headline.polarity >= 0 else cells[::-1]
        amounts = amount_of(good), amount_of(bad)
        if amounts[0] and amounts[1]:
            yield (
                Side(source, item.key, headline.key, good=True, amount=amounts[0], cell=good),
                Side(source, item.key, headline.key, good=False, amount=amounts[1], cell=bad),
            )


def _is_of(material: Material, finding: Finding, source: str) -> bool:
    """Whether a settled finding is of everybody's headline answer."""
    if finding.survey != source or (finding.group, finding.level) != EVERYBODY:
        return False
    headline = material.catalogue.asked(finding.indicator, source).headline
    return finding.evidence in SETTLED and finding.cut_point == headline.key


def _is_fault(side: Side) -> bool:
    return side.amount in ABOUT_HALF_OR_MORE and side.indicator not in NO_FAULT


def _place(indicator: str, found: list[str]) -> tuple[bool, int]:
    """Where findings put it; what is in no finding follows."""
    return indicator not in found, found.index(indicator) if indicator in found else 0


def _rank(side: Side) -> int:
    return LARGEST_FIRST.index(side.amount)


def _spread(material: Material, sides: Iterable[Side], most: int) -> tuple[Side, ...]:
    """The first of each domain, and more of one only where the others have no more."""
    seen: Counter[str] = Counter()
    early: list[Side] = []
    late: list[Side] = []
    for side in sides:
        domain = _item(material, side.indicator).domain
        seen[domain] += 1
        (early if seen[domain] <= MOST_OF_A_DOMAIN else late).append(side)
    return tuple((early + late)[:most])


def _item(material: Material, indicator: str) -> Indicator:
    return material.catalogue.indicators[indicator]


def _changes(
    material: Material, findings: Iterable[Finding], sides: Iterable[tuple[Side, Side]]
) -> Iterator[Change]:
    """Since the wave before this one and no other: "last time" would not be true of them."""
    last = material.facts.previous
    said = {good.indicator for good, _ in sides}
    for each in findings:
        since_last = last is not None and each.against == "previous" and each.basis["reference"] == last.key
        if since_last and each.indicator in said and (each.kind, each.evidence) in CHANGED:
            change = Change(each.survey, each.indicator, more=each.kind == "improved")
            if _is_so_in_numbers(material, change):
                yield change


def _is_so_in_numbers(material: Material, change: Change) -> bool:
    """Whether so many more, or fewer, children said it too: "more of you" is not said of a part that grew while fewer
    answered."""
    headline = material.catalogue.asked(change.indicator, change.survey).headline
    place = of_everybody(change.survey, change.indicator, headline.key)
    estimate, before = material.figures.estimate(place), material.figures.comparison(place, "previous")
    cell = estimate.cell if estimate else None
    if not isinstance(cell, Shown) or before is None or before.reference_share is None:
        return False
    then = before.reference_share * (before.reference_base or 0)
    now = cell.count if headline.polarity >= 0 else cell.base - cell.count
    was = then if headline.polarity >= 0 else (before.reference_base or 0) - then
    return now > was if change.more else now < was
