"""Which survey a child could answer on a day, or why none."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from heard.base.surveys import Family, Survey
from heard.cohort.people import Category, Exclusion, Person, Spell
from heard.cohort.returns.codes import ADOPTED, DIED, OTHER_COUNCIL
from heard.cohort.returns.dates import birthday, whole_years
from heard.cohort.returns.words import ADOPTION

ADULT = 18  # care ends here (Children Act 1989, s.20, s.31)
# Relevant and eligible children: 13 weeks of care from 14 on, and some of it from 16 on (Children Act 1989, sch. 2,
# para. 19B; the Care Leavers (England) Regulations 2010, reg. 3).
WEEKS_OF_CARE = 13
COUNTED_FROM_AGE = 14
LEAVING_AGE = 16
FIRST_YEAR_OF_SECONDARY = 7  # an 11-year-old from this school year on answers the survey for 11 to 17
AGE_AT_ITS_START = 11  # on the 31st of August before it


class Elevens(StrEnum):
    """Which survey an 11-year-old is given."""

    BY_SCHOOL_YEAR = "school_year"
    YOUNGER = "8-11"
    OLDER = "11-17"


class NotCounted(StrEnum):
    """Why somebody in the files could answer no survey on the day. Everybody who is not counted has one."""

    NO_BIRTH_DATE = "no_birth_date"
    UNDER_4 = "under_4"
    OVER_25 = "over_25"
    LEFT_BEFORE = "left_before"
    CAME_LATER = "came_later"
    ADOPTED = "adopted"
    DIED = "died"
    OTHER_COUNCIL = "other_council"
    NO_EPISODE = "no_episode"
    UNDER_13_WEEKS = "under_13_weeks"
    LEAVERS_UNLISTED = "leavers_unlisted"
    NOT_ON_LEAVERS_LIST = "not_on_leavers_list"
    STILL_OPEN_AT_18 = "still_open_at_18"
    STILL_IN_CARE = "still_in_care"
    LEAVER_UNDER_16 = "leaver_under_16"


@dataclass(frozen=True, slots=True)
class Rules:
    """`exclude`: what is left out besides short breaks. `leavers`: whether a file lists care leavers at all."""

    on: date
    exclude: frozenset[Exclusion] = frozenset()
    elevens: Elevens = Elevens.BY_SCHOOL_YEAR
    leavers: bool = True
    full_list_of_leavers: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Place:
    """The survey somebody is of, and why they are left out of it nevertheless; None = they could answer."""

    survey: Survey
    excluded: Exclusion | None = None


def place(person: Person, rules: Rules) -> Place | NotCounted:
    """Everybody has one place, or one reason."""
    if person.born_on is None:
        return NotCounted.NO_BIRTH_DATE
    age = whole_years(person.born_on, rules.on)
    spell = spell_on(person.spells, rules.on)
    if spell and age < ADULT:
        return _in_care(person, person.born_on, spell, rules)
    if person.leaver:
        return _listed_leaver(person, person.leaver.category, age, rules)
    return _not_looked_after(person, person.born_on, age, rules)


def spell_on(spells: tuple[Spell, ...], on: date) -> Spell | None:
    """The stay that counts on the day: one that is no short break before one that is, then the last to begin.

    Where two that began together place the child differently, the placement is not known.
    """
    covering = [spell for spell in spells if spell.covers(on)]
    if not covering:
        return None
    first = max(covering, key=lambda spell: (not spell.short_break, spell.began_on))
    rivals = [s for s in covering if (s.short_break, s.began_on) == (first.short_break, first.began_on)]
    if len({spell.placement for spell in rivals}) > 1:
        return Spell(first.began_on, None, first.short_break, "", any(s.starts_care for s in rivals))
    return first


def began_care_on(spells: tuple[Spell, ...], on: date) -> date | None:
    """The day this period of care began; None where its beginning lies before what the files have.

    Episodes belong to one period where one ends on the day the next begins, or later. Short breaks count for none.
    """
    lasting = [spell for spell in spells if not spell.short_break and spell.began_on <= on]
    current = spell_on(tuple(lasting), on)
    if current is None:
        return None
    start = current.began_on
    while True:
        earlier = [s.began_on for s in lasting if s.began_on < start and _ends(s) >= start]
        if not earlier:
            break
        start = min(earlier)
    return start if any(spell.starts_care for spell in lasting if spell.began_on == start) else None


def in_secondary_school(born_on: date, on: date) -> bool:
    """Whether the school year that holds the day is the child's first of secondary school, or a later one."""
    august = date(on.year if on.month >= 9 else on.year - 1, 8, 31)
    return whole_years(born_on, august) >= AGE_AT_ITS_START


def _in_care(person: Person, born_on: date, spell: Spell, rules: Rules) -> Place | NotCounted:
    survey = _survey_of(person, born_on, rules)
    if survey is None:
        return NotCounted.UNDER_4
    if spell.short_break:
        return Place(survey, Exclusion.SHORT_BREAKS)
    for_adoption = person.for_adoption or spell.placement == ADOPTION
    if for_adoption and Exclusion.ADOPTION in rules.exclude:
        return Place(survey, Exclusion.ADOPTION)
    return Place(survey, _listed(person, rules))


def _survey_of(person: Person, born_on: date, rules: Rules) -> Survey | None:
    """The survey of care for the child's age; None for the youngest. Ages that two surveys share go by the rule."""
    age = whole_years(born_on, rules.on)
    fitting = [each for each in Survey if each.family is Family.CARE and each.ages[0] <= age <= each.ages[1]]
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    return fitting[-1] if _takes_the_older(person, born_on, rules) else fitting[0]


def _takes_the_older(person: Person, born_on: date, rules: Rules) -> bool:
    if rules.elevens is not Elevens.BY_SCHOOL_YEAR:
        return rules.elevens is Elevens.OLDER
    if person.school_year is not None:
        return person.school_year >= FIRST_YEAR_OF_SECONDARY
    return in_secondary_school(born_on, rules.on)


def _listed_leaver(person: Person, category: Category, age: int, rules: Rules) -> Place | NotCounted:
    if person.leaver and person.leaver.in_touch == "died":
        return NotCounted.DIED
    if age < LEAVING_AGE:
        return NotCounted.LEAVER_UNDER_16
    if age < ADULT and category is Category.ELIGIBLE:
        return NotCounted.STILL_IN_CARE
    if age > Survey.AGES_16_25.ages[1]:
        return NotCounted.OVER_25
    if category is Category.QUALIFYING and Exclusion.QUALIFYING in rules.exclude:
        return Place(Survey.AGES_16_25, Exclusion.QUALIFYING)
    return Place(Survey.AGES_16_25, _listed(person, rules))


def _not_looked_after(person: Person, born_on: date, age: int, rules: Rules) -> Place | NotCounted:
    """On no list of care leavers and not looked after on the day, or of age."""
    before = [spell for spell in person.spells if spell.began_on <= rules.on]
    if not before:
        return NotCounted.CAME_LATER if person.spells else NotCounted.NO_EPISODE
    if spell_on(person.spells, rules.on):
        return NotCounted.STILL_OPEN_AT_18
    last = max(before, key=lambda spell: (_ends(spell), spell.began_on, spell.why_ended))
    ended = _ending(last)
    if ended:
        return ended
    lasting = [spell for spell in before if not spell.short_break]
    if age < LEAVING_AGE or not _days(lasting, birthday(born_on, LEAVING_AGE), rules.on):
        return NotCounted.LEFT_BEFORE
    return _young_leaver(person, lasting, born_on, age, rules)


def _young_leaver(
    person: Person, lasting: list[Spell], born_on: date, age: int, rules: Rules
) -> Place | NotCounted:
    """Looked after from 16 on, and not any longer."""
    if not rules.leavers:
        return NotCounted.LEAVERS_UNLISTED
    if rules.full_list_of_leavers:
        return NotCounted.NOT_ON_LEAVERS_LIST
    if age > Survey.AGES_16_25.ages[1]:
        return NotCounted.OVER_25
    if _days(lasting, birthday(born_on, COUNTED_FROM_AGE), rules.on) < WEEKS_OF_CARE * 7:
        return NotCounted.UNDER_13_WEEKS
    return Place(Survey.AGES_16_25, _listed(person, rules))


def _ending(last: Spell) -> NotCounted | None:
    if last.why_ended in ADOPTED:
        return NotCounted.ADOPTED
    return {DIED: NotCounted.DIED, OTHER_COUNCIL: NotCounted.OTHER_COUNCIL}.get(last.why_ended)


def _listed(person: Person, rules: Rules) -> Exclusion | None:
    return person.listed if person.listed in rules.exclude else None


def _ends(spell: Spell) -> date:
    return spell.ended_on or date.max


def _days(spells: list[Spell], since: date, until: date) -> int:
    """Days looked after from `since` to before `until`, each once however many stays cover it."""
    total, counted_to = 0, since
    for spell in sorted(spells, key=lambda each: each.began_on):
        begins, ends = max(spell.began_on, counted_to), min(_ends(spell), until)
        if ends > begins:
            total += (ends - begins) // timedelta(days=1)
            counted_to = ends
    return total
