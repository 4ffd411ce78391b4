"""The letters to trusted adults and teams: what each says to begin with, and what may stand in its braces.

They go to adults and never to children, and say of answers only what the wave's page shows.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from heard.base.messages import count_of
from heard.web.codes.queries import BatchCount, Counts
from heard.web.ui.days import say_day
from heard.web.watching.kinds import Letter

PLACEHOLDERS: Mapping[str, str] = {
    "council": "the council’s name",
    "last_day": "the last day for answers",
    "days_left": "how many days are left, today with them",
    "answered": "how many have answered, by age, as the wave’s page shows it",
    "team": "how many have answered with this team’s cards, as the page shows it; nothing where there is no team",
}
_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Draft:
    """What a letter says before somebody changes it."""

    called: str
    when: str
    heading: str
    words: str


DRAFTS: Mapping[Letter, Draft] = {
    Letter.START: Draft(
        "At the start",
        "when the cards are handed out",
        "The survey of {council} has begun",
        "Hello\n\nFrom today children and young people in care and care leavers of {council} can say how they feel "
        "about their lives. You have cards for some of them. Each card opens one survey, once, until {last_day}.\n\n"
        "What helps: a quiet place, enough time, and you nearby without looking. Say beforehand that nobody finds out "
        "who wrote what, and that “no thank you” is a good answer. Do not ask anybody why.\n\n"
        "If you cannot offer it to somebody, tell me how many and for what reason, without a name.\n\nThank you.",
    ),
    Letter.HALF_WAY: Draft(
        "Half-way",
        "when about half of the time is over",
        "Half of the time is over",
        "Hello\n\nThere is still time to answer: {days_left}, until {last_day}. This is how many have answered so "
        "far:\n{answered}\n{team}\n\nIf there are cards left with you, is there somebody you could still offer one to? "
        "A child who said “no thank you” is not asked again.\n\n"
        "If something stands in the way, write to me and we look for a way together.",
    ),
    Letter.LAST_WEEK: Draft(
        "In the last week",
        "when a week is left",
        "The last days to answer",
        "Hello\n\nThe survey of {council} ends on {last_day}, with {days_left} to go. This is how many have "
        "answered so far:\n{answered}\n{team}\n\nA card that is still with you can be offered this week. "
        "Nobody has to answer.\n\n"
        "Tell me how many you could not reach, and how many told us in another way how they are: numbers are enough.",
    ),
    Letter.THANK_YOU: Draft(
        "Thank you",
        "when the last day is over",
        "Thank you for handing out the cards",
        "Hello\n\nThe survey of {council} is over. Thank you for the time you gave to it. Cards that are left can be "
        "torn up: they open nothing any more.\n\n"
        "The young people’s panel reads first what came of it. Then children and young people hear it, and so do you.",
    ),
}
WHY = (
    "--\n{by} put your address on the list of adults who hand out cards for {council}. It is used for this wave’s "
    "letters alone and deleted when the answers are opened. To be taken off the list, answer this message. "
    "Nobody can tell which child has answered, and no letter says it."
)


def say_why(by: str, council_name: str) -> str:
    """What stands below every letter of this person, word for word."""
    return WHY.format(by=by, council=council_name)


def find_wrong_braces(text: str) -> list[str]:
    """What stands in braces and is not in the list; a brace alone stands for itself."""
    found = [name for name in _BRACES.findall(text) if name not in PLACEHOLDERS]
    return [f"{{{name}}}" for name in dict.fromkeys(found)] + ["{ or }"] * bool(
        set("{}") & set(_BRACES.sub("", text))
    )


def say_placeholders(
    council_name: str, counts: Counts, eligible: Mapping[str, int], last_answer_day: date, today: date
) -> dict[str, str]:
    """What stands for each in everybody's letter; `team` is each adult's own and empty here."""
    days = max(0, (last_answer_day - today).days + 1)
    lines = [
        f"Ages {each.survey.replace('-', ' to ')}: {_say(each.finished_shown)}{_say_of(each.survey, eligible)}"
        for each in counts.surveys
    ]
    return {
        "council": council_name,
        "last_day": say_day(last_answer_day),
        "days_left": count_of(days, "day"),
        "answered": "\n".join(lines),
        "team": "",
    }


def say_team(team: str, batches: tuple[BatchCount, ...]) -> str:
    """A line for each batch of this name that is not void; empty where there is none."""
    return "\n".join(
        f"Of the {each.size} cards of {each.label} for ages {each.survey.replace('-', ' to ')}, "
        f"{_say(each.finished_shown)} have been answered."
        for each in batches
        if each.label == team and not each.is_void
    )


def say_unsure(number: int) -> str:
    """Of letters that were begun to be sent, and of which no more is known."""
    return f"Of {count_of(number, 'letter')} nobody can tell whether {'it' if number == 1 else 'they'} went."


def fill_in(text: str, said: Mapping[str, str]) -> str:
    """The text with its placeholders said, and no more than one empty line where one of them says nothing."""
    filled = _BRACES.sub(lambda found: said.get(found[1], found[0]), text)
    return re.sub(r"\n{3,}", "\n\n", filled)


def _say(shown: int | None) -> str:
    return "fewer than five so far" if shown is None else f"{shown:,}"


def _say_of(survey: str, eligible: Mapping[str, int]) -> str:
    return f", of {eligible[survey]:,} who could" if eligible.get(survey) else ""
