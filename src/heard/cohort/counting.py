"""Everybody in a council's files → how many could answer each survey, by group; and why the others could not."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from heard.base.problems import Problem
from heard.base.surveys import Family, Survey
from heard.catalogue import Catalogue, Demographic
from heard.cohort.eligibility import NotCounted, Place, Rules, began_care_on, place, spell_on
from heard.cohort.people import Exclusion, People, Person
from heard.cohort.returns.dates import whole_years
from heard.cohort.returns.words import ADOPTION

AGE, PLACEMENT, YEARS_IN_CARE = "age", "placement", "years_in_care"
ANOTHER = (
    "gender",
    "another",
)  # records that have only two sexes hold nobody of it: that is not the same as none
OTHER_HOME = "other"
AGE_LEVELS = ("11_12", "13_15", "16_17", "18_20", "21_25")
YEARS_FROM = {"under_1": 0, "1_to_2": 1, "3_to_5": 3, "6_or_more": 6}  # whole years, the least of each level


@dataclass(frozen=True, slots=True)
class SurveyCount:
    """One survey: all it is meant for, those left out and why, those who could answer, in all and by group.

    `groups`: demographic → level → children; the levels of each add up to `eligible`, those not known included.
    `not_known`: demographic → how many of them. `left_out`: demographics not given, because so many children came
    into care before the files begin. `in_touch`: care leavers the council is in touch with, and of how many a file says
    whether it is; None where none does.
    """

    survey: Survey
    meant_for: int
    excluded: Mapping[Exclusion, int]
    eligible: int
    groups: Mapping[str, Mapping[str, int]]
    not_known: Mapping[str, int]
    left_out: Mapping[str, int]
    in_touch: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class CohortCount:
    """`people` = everybody in the files = those each survey is meant for, and those not counted, with the reason."""

    on: date
    people: int
    surveys: tuple[SurveyCount, ...]
    not_counted: Mapping[NotCounted, int]
    not_asked_for: Mapping[Exclusion, int]
    newest: date | None = None
    leavers_to_21: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """How many could answer, and the warnings of the files they were counted in."""

    count: CohortCount
    problems: tuple[Problem, ...]


def count_people(people: People, *, catalogue: Catalogue, rules: Rules) -> CohortCount:
    """Count everybody once. A survey of a family that no file lists is not in the result."""
    places = [(person, place(person, rules)) for person in people.everybody]
    placed = [(person, where) for person, where in places if isinstance(where, Place)]
    reasons = Counter(where for _, where in places if isinstance(where, NotCounted))
    surveys = [survey for survey in Survey if survey.family in people.recorded]
    return CohortCount(
        on=rules.on,
        people=len(places),
        surveys=tuple(_count_survey(survey, placed, people, catalogue, rules.on) for survey in surveys),
        not_counted={reason: reasons[reason] for reason in NotCounted if reason in reasons},
        not_asked_for=_not_asked_for(placed, rules),
        newest=people.newest,
        leavers_to_21=people.leavers_to_21,
    )


def _count_survey(
    survey: Survey, placed: Sequence[tuple[Person, Place]], people: People, catalogue: Catalogue, on: date
) -> SurveyCount:
    ours = [(person, where) for person, where in placed if where.survey is survey]
    eligible = [person for person, where in ours if where.excluded is None]
    excluded = Counter(where.excluded for _, where in ours if where.excluded)
    recorded = {*people.recorded[survey.family], AGE}
    counts = {
        item.key: Counter(_level_of(person, item.key, on) for person in eligible)
        for item in catalogue.demographics_of(survey)
        if item.key in recorded
    }
    unseen = _begun_unseen(eligible, counts, on)
    shown = {key: each for key, each in counts.items() if key not in unseen}
    return SurveyCount(
        survey=survey,
        meant_for=len(ours),
        excluded={reason: excluded[reason] for reason in Exclusion if reason in excluded},
        eligible=len(eligible),
        groups={key: _levels(catalogue.demographics[key], each, survey) for key, each in shown.items()},
        not_known={key: each[""] for key, each in shown.items() if each[""]},
        left_out=unseen,
        in_touch=_count_in_touch(eligible, survey),
    )


def _begun_unseen(eligible: Sequence[Person], counted: Collection[str], on: date) -> dict[str, int]:
    """Time in care, and of how many its beginning lies before the files.

    They are those longest in care, so that the others would not stand for all: the group is then not given.
    """
    if YEARS_IN_CARE not in counted:
        return {}
    unseen = sum(not _level_of(person, YEARS_IN_CARE, on) for person in eligible)
    return {YEARS_IN_CARE: unseen} if unseen else {}


def _levels(item: Demographic, counts: Mapping[str, int], survey: Survey) -> dict[str, int]:
    """Level → children, 0 for those that nobody is of; the unknown under the first code that says nothing."""
    known = {code: counts.get(code, 0) for code in item.codes if _can_be(item.key, code, counts, survey)}
    return {**known, item.unknown[0]: counts[""]} if counts.get("") else known


def _can_be(key: str, code: str, counts: Mapping[str, int], survey: Survey) -> bool:
    if counts.get(code):
        return True
    if key == AGE:
        low, high = _range(code)
        return low <= survey.ages[1] and high >= survey.ages[0]
    return (key, code) != ANOTHER


def _level_of(person: Person, key: str, on: date) -> str:
    """The level a person is counted in; empty where it is not known."""
    if key == AGE:
        return _age_level(whole_years(person.born_on, on)) if person.born_on else ""
    if key == YEARS_IN_CARE:
        return _years_level(began_care_on(person.spells, on), on)
    if key == PLACEMENT:
        return _placement_on(person, on)
    return person.groups.get(key, "")


def _placement_on(person: Person, on: date) -> str:
    spell = spell_on(person.spells, on)
    home = spell.placement if spell else ""
    return OTHER_HOME if home == ADOPTION else home


def _age_level(age: int) -> str:
    return next((code for code in AGE_LEVELS if _range(code)[0] <= age <= _range(code)[1]), "")


def _years_level(since: date | None, on: date) -> str:
    if since is None:
        return ""
    years = whole_years(since, on)
    return next(code for code, least in reversed(YEARS_FROM.items()) if years >= least)


def _range(code: str) -> tuple[int, int]:
    low, high = code.split("_")
    return int(low), int(high)


def _count_in_touch(eligible: Sequence[Person], survey: Survey) -> tuple[int, int] | None:
    said = [person.leaver.in_touch for person in eligible if person.leaver and person.leaver.in_touch]
    if survey.family is not Family.LEAVERS or not said:
        return None
    return said.count("yes"), len(said)


def _not_asked_for(placed: Sequence[tuple[Person, Place]], rules: Rules) -> dict[Exclusion, int]:
    """Children whom a list gives a reason to leave out that was not asked for: they were counted."""
    kept = Counter(
        person.listed
        for person, where in placed
        if where.excluded is None and person.listed and person.listed not in rules.exclude
    )
    return {reason: kept[reason] for reason in Exclusion if reason in kept}
