"""What comes first: every finding that needs an answer, weighed openly, with what was decided."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from heard.base.messages import count_of
from heard.base.policy import Level
from heard.web.interpreting.presenters.findings import say_survey
from heard.web.interpreting.presenters.words import CHOICES, SIDES
from heard.web.interpreting.queries import Chosen, PriorityFacts
from heard.web.interpreting.weighing import RULE, Weight, places_of, weigh
from heard.web.reporting.presenters.answers import title_of
from heard.web.results.found import FindingFacts, Side, Told
from heard.web.ui.clock import day_of
from heard.web.ui.days import say_day

EVIDENCE = {
    "clear": "clear: it would seldom be chance",
    "level": "the share itself",
    "possible": "possible: it could be chance",
    "too_few": "too few to tell",
}
PLACES = {1: "first", 2: "second", 3: "third"}


@dataclass(frozen=True, slots=True)
class Weighed:
    """One finding. `unsettled`: what the numbers do not settle. `points`: name, points, why. `decided`: what was
    decided, empty where nothing was."""

    indicator: str
    title: str
    side: str
    look: str
    sentences: tuple[str, ...]
    unsettled: tuple[str, ...]
    points: tuple[tuple[str, int, str], ...]
    total: int
    chosen: str
    decided: str
    reasons: str = field(repr=False)
    who: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class FirstPage:
    """All of them, by points. `undecided`: how many have no place yet."""

    weighed: tuple[Weighed, ...]
    rule: tuple[str, ...]
    undecided: str


def present_first(
    findings: Sequence[FindingFacts],
    level: Level,
    chosen: Sequence[Chosen],
    remarks: Mapping[str, int],
    priorities: Mapping[str, PriorityFacts],
) -> FirstPage:
    """For readers of this level. Of as many points the more important first, as the reports have them."""
    asked = [each for each in findings if each.needs_answer(level)]
    weights = [
        (each, weigh(each, level, places_of(each.indicator, chosen), remarks.get(each.indicator, 0)))
        for each in asked
    ]
    ranked = sorted(weights, key=lambda each: -each[1].total)
    open_ones = sum(each.indicator not in priorities for each in asked)
    undecided = (
        f"{count_of(open_ones, 'finding')} without a decision." if open_ones else "All of them are decided."
    )
    return FirstPage(
        tuple(
            present_weighed(each, level, weight, priorities.get(each.indicator)) for each, weight in ranked
        ),
        RULE,
        undecided,
    )


def present_weighed(
    finding: FindingFacts, level: Level, weight: Weight, decided: PriorityFacts | None
) -> Weighed:
    """One finding with its points."""
    side = finding.side(level)
    word, look = SIDES[side] if side else ("", "")
    return Weighed(
        indicator=finding.indicator,
        title=title_of(finding.indicator),
        side=word,
        look=look,
        sentences=_sentences(each for each in finding.at(level) if each.side is not Side.ASK),
        unsettled=_sentences(each for each in finding.at(level) if each.side is Side.ASK),
        points=_points(weight),
        total=weight.total,
        chosen=_say_chosen(weight),
        decided=CHOICES[decided.choice] if decided else "",
        reasons=decided.reasons if decided else "",
        who=say_who(decided) if decided else "",
        number=decided.number if decided else 0,
    )


def say_who(decided: PriorityFacts) -> str:
    """Who decided, and when."""
    return f"{say_day(day_of(decided.at))}, by {decided.by}"


def _points(weight: Weight) -> tuple[tuple[str, int, str], ...]:
    ages = ", ".join(say_survey(each) for each in weight.ages)
    return (
        ("What the figures say", weight.said, "an area for development" if weight.said else "a strength"),
        ("How large it is", weight.size, _say_points(weight)),
        ("How sure it is", weight.certainty, EVIDENCE.get(weight.evidence, "")),
        ("How many children", weight.children, ages),
        ("What young people chose", weight.chosen, _say_chosen(weight)),
        ("What was said of it", weight.remarks, count_of(weight.remark_count, "remark")),
    )


def _say_points(weight: Weight) -> str:
    return "no figure" if weight.points is None else f"{weight.points} of a hundred children"


def _say_chosen(weight: Weight) -> str:
    if weight.place is None:
        return "not chosen in a vote"
    return f"in {PLACES.get(weight.place, f'{weight.place}th')} place"


def _sentences(told: Iterable[Told]) -> tuple[str, ...]:
    """Each once."""
    return tuple(dict.fromkeys(each.sentence for each in told))
