"""Words for what was counted, on the command line and on the site: who was left out and why, what is missing."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, TypeVar

from heard.base.messages import count_of

if TYPE_CHECKING:
    from heard.cohort.counting import CohortCount

EXCLUDED = {
    "short_breaks": "short breaks",
    "adoption": "placed for adoption",
    "qualifying": "care leavers who only qualify",
    "left_care": "left care before the survey reached them",
    "too_unwell": "too unwell, or without a form they could use",
    "another_survey": "in another council's survey",
    "no_trusted_adult": "no trusted adult available",
    "said_no": "they, a parent or a carer said no",
}
NOT_COUNTED = {
    "no_birth_date": "date of birth not known",
    "under_4": "under 4",
    "over_25": "over 25",
    "left_before": "left care before the day",
    "came_later": "came into care after the day",
    "adopted": "adopted",
    "died": "died",
    "other_council": "taken over by another council",
    "no_episode": "in the return without an episode",
    "under_13_weeks": "left care at 16 or over after less than 13 weeks from 14 on, and on no list of care leavers",
    "leavers_unlisted": "left care at 16 or over, and no file lists care leavers",
    "not_on_leavers_list": "left care at 16 or over, and not on the list of care leavers",
    "still_open_at_18": "18 or over with an episode still open, and on no list of care leavers",
    "still_in_care": "still looked after by the list of care leavers, and not in care by the other files",
    "leaver_under_16": "on the list of care leavers and under 16",
}
GROUPS = {
    "age": "age",
    "gender": "gender",
    "ethnicity": "ethnic group",
    "placement": "who they live with",
    "years_in_care": "time in care",
    "disability": "disability",
    "disability_adult": "disability",
    "unaccompanied": "came to the UK alone",
}
Key = TypeVar("Key", bound=str)


def say_notes(count: "CohortCount") -> list[str]:
    """What the figures do not hold, each with what would help."""
    listed = {each.survey.value for each in count.surveys}
    notes = []
    if "4-7" not in listed:
        notes.append("Children in care are not in these files: their three surveys have no row.")
    if "16-25" not in listed:
        notes.append(
            "No file lists care leavers: the survey for 16 to 25 has no row. OC3 of the return or list 9 of Annex A "
            "would give it."
        )
    if count.leavers_to_21:
        notes.append("OC3 holds nobody over 21: list 9 of Annex A would give those of 22 to 25 too.")
    unseen = sum(each.left_out.get("years_in_care", 0) for each in count.surveys)
    if unseen:
        notes.append(
            f"Time in care is not given: of {unseen:,} it began in an earlier return. List 8 of Annex A has the day."
        )
    if count.newest and count.newest < count.on:
        days = (count.on - count.newest).days
        notes.append(
            f"The newest entry is {count_of(days, 'day')} older than the day: later moves are not in it."
        )
    if count.not_asked_for:
        notes.append(
            f"Listed with a reason that was not asked for, and counted: {list_counts(count.not_asked_for, EXCLUDED)}."
        )
    return notes


def sum_excluded(count: "CohortCount", asked: Collection[str]) -> dict[str, int]:
    """Reason → children over all surveys: short breaks, and every reason that was asked for, also where it is 0."""
    found: Counter[str] = Counter()
    for each in count.surveys:
        found.update(each.excluded)
    return {reason: found[reason] for reason in EXCLUDED if reason == "short_breaks" or reason in asked}


def say_sum(count: "CohortCount") -> str:
    """Everybody in the files stands in exactly one place: the sum that shows it."""
    counted = sum(each.eligible for each in count.surveys)
    excluded = sum(each.meant_for for each in count.surveys) - counted
    rest = sum(count.not_counted.values())
    return (
        f"In the files: {count.people:,} children and young people = {counted:,} counted + {excluded:,} excluded + "
        f"{rest:,} not counted."
    )


def list_counts(counts: Mapping[Key, int], words: Mapping[str, str]) -> str:
    """`short breaks 4, placed for adoption 0`, in the order of the words: no database keeps that of counts."""
    numbers: Mapping[str, int] = {str(key): number for key, number in counts.items()}
    return ", ".join(f"{words[key]} {numbers[key]:,}" for key in words if key in numbers)
