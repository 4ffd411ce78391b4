"""What a survey holds against what: outcomes, the things that may go with them, and what is allowed for.

All of it is declared by the catalogue beforehand; nothing is chosen by how it came out.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from heard.base.bands import WELLBEING_BAND
from heard.base.errors import HeardError
from heard.base.surveys import Survey
from heard.catalogue import NEGATIVE, Asked, Catalogue, Demographic, Indicator

LOW = "low"
VERY_HIGH = "very_high"
GIVEN = "given"
NOT_GIVEN = "not_given"
YESTERDAY = "happy_yesterday"  # stands in for the band where a survey has none (method, item 12)
DOMAINS = ("feelings", "home", "relationships", "rights", "opportunities")  # method, item 13: this order
ADJUSTERS = ("age", "gender", "placement", "years_in_care")  # the first is the last to be given up


@dataclass(frozen=True, slots=True)
class Outcome:
    """What things may go with: `key` names it, `cut_point` of `indicator` is it."""

    key: str
    indicator: str
    cut_point: str


@dataclass(frozen=True, slots=True)
class Predictor:
    """A thing that may go with an outcome: the headline of an indicator, whose `polarity` says if more is better."""

    indicator: str
    cut_point: str
    polarity: int

    def exposure(self, outcome: Outcome) -> str:
        """The side told: for low well-being what is less good, for very high well-being what is good."""
        worse = NOT_GIVEN if self.polarity >= 0 else GIVEN
        better = GIVEN if self.polarity >= 0 else NOT_GIVEN
        return worse if outcome.key == LOW else better


@dataclass(frozen=True, slots=True)
class Plan:
    """All of that for one survey; predictors in declared order."""

    survey: Survey
    outcomes: tuple[Outcome, ...]
    predictors: tuple[Predictor, ...]
    adjusters: tuple[Demographic, ...]


def plan_associations(catalogue: Catalogue, survey: Survey, unread: Collection[str] = ()) -> Plan | None:
    """The plan of a survey; None where it has no outcome or nothing to hold against it.

    `unread`: indicators whose answers the wave gave on another scale.
    """
    asked = {item.key: item for item in catalogue.asked_in(survey) if item.key not in unread}
    outcomes = list_outcomes(asked, survey)
    predictors = tuple(
        _predictor(item, item.asked[survey]) for domain in DOMAINS for item in _of_domain(asked, domain)
    )
    if not outcomes or not predictors:
        return None
    groups = {item.key: item for item in catalogue.demographics_of(survey) if item.codes}
    return Plan(survey, outcomes, predictors, tuple(groups[key] for key in ADJUSTERS if key in groups))


def outcome_of(catalogue: Catalogue, survey: str, key: str) -> Outcome:
    """The outcome of that key; HeardError where the survey has none."""
    asked = {item.key: item for item in catalogue.asked_in(Survey(survey))}
    for outcome in list_outcomes(asked, Survey(survey)):
        if outcome.key == key:
            return outcome
    raise HeardError(f"survey {survey} has no outcome {key}")


def list_outcomes(asked: Mapping[str, Indicator], survey: Survey) -> tuple[Outcome, ...]:
    """Low and very high of the band; without a band, having been unhappy yesterday, and nothing for very high."""
    if WELLBEING_BAND in asked:
        keys = (key for key in (LOW, VERY_HIGH) if _has(asked[WELLBEING_BAND], survey, key))
        return tuple(Outcome(key, WELLBEING_BAND, key) for key in keys)
    if YESTERDAY in asked and _has(asked[YESTERDAY], survey, NEGATIVE):
        return (Outcome(LOW, YESTERDAY, NEGATIVE),)
    return ()


def _has(item: Indicator, survey: Survey, cut_point: str) -> bool:
    return any(cut.key == cut_point for cut in item.asked[survey].cut_points)


def _of_domain(asked: Mapping[str, Indicator], domain: str) -> Sequence[Indicator]:
    """The domain's predictors; what an outcome is made of cannot also go with it."""
    return [
        item
        for item in asked.values()
        if item.domain == domain
        and item.in_low_wellbeing_model
        and not item.composite
        and item.key not in (WELLBEING_BAND, YESTERDAY)
    ]


def _predictor(item: Indicator, asked: Asked) -> Predictor:
    return Predictor(item.key, asked.headline.key, asked.headline.polarity)
