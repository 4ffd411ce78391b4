"""The findings that a council answers: question by question, gravest first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from heard.catalogue import load_catalogue
from heard.web.reporting.queries import WordsFacts
from heard.web.reporting.spots import Spot, in_order
from heard.web.results.found import Told


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """Findings of a kind. `kinds`: as heard.findings calls them, which is heavy to load."""

    key: str
    title: str
    kinds: frozenset[str]


DEVELOPMENT = AnswerGroup("development", "Areas for development", frozenset({"development", "gap"}))
DECLINED = AnswerGroup("declined", "What declined", frozenset({"declined"}))
STRENGTH = AnswerGroup("strength", "Strengths, and what improved", frozenset({"strength", "improved"}))
GROUPS = (DEVELOPMENT, DECLINED, STRENGTH)  # of a question in several, the first has it
NO_LONGER = AnswerGroup("no-longer", "Answers to what is told no longer", frozenset())


def group_answers(
    findings: Sequence[Told], standing: Mapping[Spot, WordsFacts]
) -> dict[AnswerGroup, tuple[Spot, ...]]:
    """Each question with a finding in one group; last, those that were answered and of which nothing is told now:
    their answers still stand in the reports."""
    left = {Spot(indicator=each.indicator) for each in findings if any(each.kind in g.kinds for g in GROUPS)}
    found: dict[AnswerGroup, tuple[Spot, ...]] = {}
    for group in GROUPS:
        here = [Spot(indicator=each.indicator) for each in findings if each.kind in group.kinds]
        found[group] = tuple(spot for spot in dict.fromkeys(here) if spot in left)
        left -= set(here)
    told = {spot for spots in found.values() for spot in spots}
    answered = (spot for spot, words in standing.items() if spot.indicator and words.text)
    found[NO_LONGER] = in_order(spot for spot in answered if spot not in told)
    return {group: spots for group, spots in found.items() if spots}


def tell(indicator: str, findings: Iterable[Told]) -> tuple[str, ...]:
    """What is told of a question, each sentence once."""
    of_it = (each for each in findings if each.indicator == indicator and _is_answered(each))
    return tuple(dict.fromkeys(each.sentence for each in of_it))


def title_of(indicator: str) -> str:
    """The question's title."""
    return load_catalogue().indicators[indicator].title


def _is_answered(finding: Told) -> bool:
    return any(finding.kind in group.kinds for group in GROUPS)
