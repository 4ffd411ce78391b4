"""What the made-up nation is like: typed, loaded from `data/calibration.yaml`, checked against the catalogue."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from heard.base.errors import HeardError
from heard.base.surveys import Survey
from heard.catalogue import Asked, Catalogue, Indicator

Shares = Mapping[str, float]  # code → share of one, all codes adding up to one

ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Profile:
    """Some of a survey's children, `share` of one; inside a profile the groups are independent of each other.

    `groups`: demographic → its levels' shares.
    """

    share: float
    groups: Mapping[str, Shares]


@dataclass(frozen=True, slots=True)
class SurveyCalibration:
    """One survey's children and answers.

    `willing`: response rate, times the council's own. `skipped`: share that skips any one question.
    `effects`: demographic → level → domain or indicator → shift of the answer, in SD of one answer.
    `answers`: indicator → code → share of those who gave a code, from the best answer for the child to the worst.
    """

    cohort_share: float
    willing: float
    skipped: float
    profiles: Mapping[str, Profile]
    effects: Mapping[str, Mapping[str, Shares]]
    answers: Mapping[str, Shares]


@dataclass(frozen=True, slots=True)
class Calibration:
    """The whole nation; the comments in the file say where each number is from."""

    child: float
    domain: float
    wellbeing: float
    varies_more: Mapping[str, float]
    willingness: Mapping[str, Shares]
    left_empty: float
    unknown_groups: Mapping[str, Shares]
    recorded_as: Mapping[str, Mapping[str, tuple[str, ...]]]
    prefer_not_if_sensitive: float
    no_answer: Mapping[str, Shares]
    also: Mapping[str, Shares]
    surveys: Mapping[Survey, SurveyCalibration]


@cache
def load_calibration() -> Calibration:
    """The nation that comes with Heard."""
    from pydantic import TypeAdapter

    from heard.catalogue.yaml_text import read_yaml

    text = files("heard.dataset.synthesis").joinpath("data/calibration.yaml").read_text(encoding="utf-8")
    return TypeAdapter(Calibration).validate_python(read_yaml(text))


def check_calibration(calibration: Calibration, catalogue: Catalogue) -> None:
    """Raise HeardError with everything in which the two do not fit each other."""
    wrong = [
        f"{survey}: {complaint}"
        for survey in Survey
        for complaint in _complaints(calibration.surveys[survey], survey, catalogue)
    ]
    if wrong:
        raise HeardError("The made-up nation does not fit the catalogue:\n" + "\n".join(wrong))


def asked_directly(catalogue: Catalogue, survey: Survey) -> tuple[Indicator, ...]:
    """The indicators a child answers in this survey; derived ones are worked out afterwards."""
    return tuple(item for item in catalogue.asked_in(survey) if not item.derived)


def _complaints(survey: SurveyCalibration, key: Survey, catalogue: Catalogue) -> Iterator[str]:
    asked = {item.key: item.asked[key] for item in asked_directly(catalogue, key)}
    for name in asked.keys() ^ survey.answers.keys():
        yield f"{name} is {'asked and not calibrated' if name in asked else 'calibrated and not asked'}"
    for name in asked.keys() & survey.answers.keys():
        yield from _answer_complaints(name, asked[name], survey.answers[name])
    wanted = {item.key: set(item.codes) for item in catalogue.demographics_of(key) if item.codes}
    for name, profile in survey.profiles.items():
        if profile.groups.keys() != wanted.keys():
            yield f"profile {name} needs shares of exactly {', '.join(wanted)}"
        for group, shares in profile.groups.items():
            if not _adds_up(shares) or not shares.keys() <= wanted.get(group, set()):
                yield f"profile {name}: {group} needs shares of known levels that add up to one"
    if abs(sum(profile.share for profile in survey.profiles.values()) - 1) > ROUNDING:
        yield "the shares of the profiles do not add up to one"


def _answer_complaints(name: str, asked: Asked, shares: Shares) -> Iterator[str]:
    if set(shares) != set(asked.scale.codes):
        yield f"{name} needs a share of each of {', '.join(asked.scale.codes)}"
    if not _adds_up(shares):
        yield f"the shares of {name} add up to {sum(shares.values()):.3f}"
    headline = asked.headline.codes
    if set(list(shares)[: len(headline)]) != headline:
        yield f"{name}: the answers of the headline cut must stand first"


def _adds_up(shares: Shares) -> bool:
    return abs(sum(shares.values()) - 1) < ROUNDING and min(shares.values()) >= 0
