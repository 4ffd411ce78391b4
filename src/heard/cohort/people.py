"""One child or young person, as a council's files have them. In memory only, to be counted: no name, no id, no repr."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from heard.base.surveys import Family


class Exclusion(StrEnum):
    """Why somebody a survey is meant for is left out. Short breaks always; all others where they are asked for."""

    SHORT_BREAKS = "short_breaks"
    ADOPTION = "adoption"
    QUALIFYING = "qualifying"
    LEFT_CARE = "left_care"
    TOO_UNWELL = "too_unwell"
    ANOTHER_SURVEY = "another_survey"
    NO_TRUSTED_ADULT = "no_trusted_adult"
    SAID_NO = "said_no"


ASKED_FOR = tuple(each for each in Exclusion if each is not Exclusion.SHORT_BREAKS)
# What only a list of the council's own can say of a child.
LISTED = tuple(each for each in ASKED_FOR if each not in (Exclusion.ADOPTION, Exclusion.QUALIFYING))


class Category(StrEnum):
    """What a care leaver is entitled by (Children (Leaving Care) Act 2000)."""

    ELIGIBLE = "eligible"
    RELEVANT = "relevant"
    FORMER_RELEVANT = "former_relevant"
    QUALIFYING = "qualifying"
    NOT_SAID = ""


@dataclass(frozen=True, slots=True, repr=False)
class Spell:
    """A stay: an episode of the return, or a whole period of care of a list.

    `ended_on`: the first day it no longer covers; None = it goes on. `placement`: a level of the catalogue, `adoption`,
    or empty. `starts_care`: care itself began with it. `why_ended`: the return's code, where there is one.
    """

    began_on: date
    ended_on: date | None
    short_break: bool = False
    placement: str = ""
    starts_care: bool = True
    why_ended: str = ""

    def covers(self, day: date) -> bool:
        """Whether the child was looked after in it on that day."""
        return self.began_on <= day and (self.ended_on is None or self.ended_on > day)


@dataclass(frozen=True, slots=True, repr=False)
class Leaver:
    """Somebody on a list of care leavers. `in_touch`: yes, no, died, refu, nreq, rhom; empty where it is not said."""

    category: Category = Category.NOT_SAID
    in_touch: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """`born_on` is None where no file says it. `groups`: demographic → level, empty where it is not known.

    `school_year`: of the child, where a list says it; else it follows from the date of birth. `listed`: why the council
    wants the child left out. `for_adoption`: placed for adoption on the day by a table of its own.
    """

    born_on: date | None
    groups: Mapping[str, str]
    spells: tuple[Spell, ...] = ()
    leaver: Leaver | None = None
    school_year: int | None = None
    listed: Exclusion | None = None
    for_adoption: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class People:
    """Everybody in a council's files, and which groups those files record, by family.

    A family that is no key of `recorded` is not counted: no file lists it. `full_list_of_leavers`: whoever is
    entitled is on it; if not, those of 16 and over who left care are judged by their episodes. `leavers_to_21`: the
    list has nobody older, as OC3. `has_reasons`: a file says of children why they are to be left out.
    `newest`: the last day on which anybody came or left, by the files; None where they do not say.
    """

    everybody: Sequence[Person]
    recorded: Mapping[Family, frozenset[str]]
    full_list_of_leavers: bool = False
    leavers_to_21: bool = False
    has_reasons: bool = False
    newest: date | None = None
