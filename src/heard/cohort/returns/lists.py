"""Lists 8 and 9 of Annex A, a council's plain list, and its list of children to leave out → people."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from heard.base.messages import name_some
from heard.base.surveys import Family
from heard.cohort.people import LISTED, Category, Exclusion, Leaver, Person, Spell
from heard.cohort.returns.layouts import Kind, plain_name
from heard.cohort.returns.tables import (
    Row,
    Table,
    group_rows,
    read_children,
    read_dates,
    read_levels,
    single_rows,
    warn_empty,
    warn_of_slips,
)
from heard.cohort.returns.words import (
    CATEGORY_IN_WORDS,
    ETHNICITY_IN_WORDS,
    GENDER_IN_WORDS,
    LEGAL_IN_WORDS,
    PLACEMENT_IN_WORDS,
    TOUCH_IN_WORDS,
    YES_NO_IN_WORDS,
    read_category,
    read_ethnicity,
    read_gender,
    read_in_touch,
    read_placement,
    read_short_break,
    read_yes_no,
)
from heard.dataset.tally import Tally

GROUPS: Mapping[str, tuple[Callable[[str], str | None], str]] = {
    "gender": (read_gender, GENDER_IN_WORDS),
    "ethnicity": (read_ethnicity, ETHNICITY_IN_WORDS),
    "disability": (read_yes_no, YES_NO_IN_WORDS),
    "unaccompanied": (read_yes_no, YES_NO_IN_WORDS),
}
IN_CARE, LEAVER = "in_care", "care_leaver"
STANDINGS = {
    IN_CARE: IN_CARE,
    "care": IN_CARE,
    "looked after": IN_CARE,
    "in care": IN_CARE,
    "child in care": IN_CARE,
    "leaver": LEAVER,
    "care leaver": LEAVER,
}
YOUNGEST_YEARS = {"reception": 0, "r": 0, "nursery": -1, "n": -1}
SCHOOL_YEAR = re.compile(r"(?:year |yr |y)?(\d{1,2})")
OLDEST_YEAR = 14


def read_list_8(table: Table, *, on: date, tally: Tally) -> dict[str, Person]:
    """Children in care, and those who left in the last months: a row a period of care."""
    people = _Rows(table, on, tally)
    _refuse_without_start(table, tally)
    return people.children(starts_care=True)


def read_list_9(table: Table, *, on: date, tally: Tally) -> dict[str, Person]:
    """Everybody entitled to leaving care services. They are on no list of care here."""
    rows = _Rows(table, on, tally)
    category = read_levels(table, "category", read_category, tally, allowed=CATEGORY_IN_WORDS)
    in_touch = read_levels(table, "in_touch", read_in_touch, tally, allowed=TOUCH_IN_WORDS)
    single = single_rows(table, rows.ids, [*rows.facts(), category, in_touch], tally)
    return {
        child: Person(
            rows.born[place], rows.groups_of(place), leaver=Leaver(Category(category[place]), in_touch[place])
        )
        for child, place in single.items()
    }


def read_plain(table: Table, *, on: date, tally: Tally) -> dict[str, Person]:
    """One row a child, in care unless `standing` says care leaver."""
    rows = _Rows(table, on, tally)
    standing = read_levels(table, "standing", _standing, tally, allowed="in care, care leaver")
    years = read_levels(
        table, "school_year", _school_year, tally, allowed="a school year such as 6, or reception"
    )
    reasons = read_levels(table, "reason", _reason, tally, allowed=name_some(LISTED))
    in_touch = read_levels(table, "in_touch", read_in_touch, tally, allowed=TOUCH_IN_WORDS)
    leavers = [place for place, each in enumerate(standing) if each == LEAVER]
    people = rows.children(starts_care=table.has("started"), without_stay=frozenset(leavers))
    found = {}
    for child, person in people.items():
        place = rows.first_place(child)
        found[child] = Person(
            born_on=person.born_on,
            groups=person.groups,
            spells=person.spells,
            leaver=Leaver(in_touch=in_touch[place]) if place in leavers else None,
            school_year=int(years[place]) if years[place] else None,
            listed=Exclusion(reasons[place]) if reasons[place] else None,
        )
    return found


def read_reasons(table: Table, tally: Tally) -> dict[str, Exclusion]:
    """Id → why the council wants the child left out."""
    children = read_children(table, tally)
    reasons = read_levels(table, "reason", _reason, tally, allowed=name_some(LISTED))
    warn_empty(table, ["reason"], "nothing stands here: the row was not used.", tally)
    rows = single_rows(table, children, [reasons], tally)
    return {child: Exclusion(reasons[place]) for child, place in rows.items() if reasons[place]}


def recorded_by_lists(tables: Mapping[Kind, Table]) -> dict[Family, frozenset[str]]:
    """Which groups the lists record, by family.

    Annex A says who was unaccompanied within the last twelve months, which of care leavers says too little.
    """
    found = {}
    if Kind.LIST_8 in tables:
        found[Family.CARE] = _recorded(tables[Kind.LIST_8])
    if Kind.LIST_9 in tables:
        found[Family.LEAVERS] = _recorded(tables[Kind.LIST_9]) - {"unaccompanied"}
    if Kind.PLAIN in tables:
        found[Family.CARE] = _recorded(tables[Kind.PLAIN])
        if any(_standing(text) == LEAVER for text in tables[Kind.PLAIN].texts("standing") if text):
            found[Family.LEAVERS] = found[Family.CARE] - {"placement", "years_in_care"}
    return found


def _recorded(table: Table) -> frozenset[str]:
    groups = {field for field in (*GROUPS, "placement") if table.has(field)}
    if "disability" in groups:
        groups.add("disability_adult")
    if table.has("started"):
        groups.add("years_in_care")
    return frozenset(groups)


class _Rows:
    """The columns that every list may have, as read. Nothing of it is shown."""

    def __init__(self, table: Table, on: date, tally: Tally) -> None:
        self._table, self._tally = table, tally
        given = read_children(table, tally)
        self.ids = given if table.has("child") else [f"row {row.number}" for row in table.rows]
        self._grouped = group_rows(self.ids)
        self.born = read_dates(table, "born", tally)
        warn_empty(table, ["born"], "nothing stands here: the child is not counted.", tally)
        self._groups = {
            field: read_levels(table, field, read, tally, allowed=allowed)
            for field, (read, allowed) in GROUPS.items()
        }
        self._started, self._ended = read_dates(table, "started", tally), read_dates(table, "ended", tally)
        self._short = read_levels(table, "legal", read_short_break, tally, allowed=LEGAL_IN_WORDS)
        self._placement = read_levels(table, "placement", read_placement, tally, allowed=PLACEMENT_IN_WORDS)
        days = {"born": self.born, "started": self._started, "ended": self._ended}
        warn_of_slips(table, days, on, tally)
        self._refuse_backwards()
        if table.kind is not Kind.LIST_9 and not table.has("legal"):
            tally.warn(
                table.place, "no column says the legal status: children in short breaks cannot be told apart."
            )

    def facts(self) -> list[Sequence[object]]:
        """What must be the same in every row of a child."""
        return [self.born, *self._groups.values()]

    def groups_of(self, place: int) -> dict[str, str]:
        """Demographic → level of one row."""
        found = {field: levels[place] for field, levels in self._groups.items()}
        return {**found, "disability_adult": found["disability"]}

    def first_place(self, child: str) -> int:
        """The place of the child's first row."""
        return self._grouped[child][0]

    def children(self, *, starts_care: bool, without_stay: frozenset[int] = frozenset()) -> dict[str, Person]:
        """Id → person, each row a stay, but for those in `without_stay`."""
        stays = [
            None if place in without_stay else self._stay(place, starts_care)
            for place in range(len(self.ids))
        ]
        self._note_repeated(stays)
        return {
            child: Person(
                born_on=self.born[places[0]],
                groups=self.groups_of(places[0]),
                spells=tuple(dict.fromkeys(stay for place in places if (stay := stays[place]))),
            )
            for child, places in self._grouped.items()
        }

    def _stay(self, place: int, starts_care: bool) -> Spell:
        return Spell(
            began_on=self._started[place] or date.min,
            ended_on=self._ended[place],
            short_break=self._short[place] == "yes",
            placement=self._placement[place],
            starts_care=starts_care and self._started[place] is not None,
        )

    def _note_repeated(self, stays: Sequence[Spell | None]) -> None:
        """Several rows of a child are several stays; the same stay again is a warning, other facts are an error."""
        facts = list(zip(*self.facts(), strict=True))
        several = [places for places in self._grouped.values() if len(places) > 1]
        differing = [places for places in several if len({facts[place] for place in places}) > 1]
        repeated = [
            places
            for places in several
            if places not in differing and len({stays[place] for place in places}) < len(places)
        ]
        if repeated:
            says = "a child stands in several rows that say the same: counted once."
            self._tally.warn(self._table.place, says, rows=self._numbers(repeated))
        if differing:
            says = "the rows of one child differ in date of birth, gender, ethnicity or disability."
            self._tally.add(self._table.place, says, rows=self._numbers(differing))

    def _numbers(self, rows: Sequence[Sequence[int]]) -> list[int]:
        return [self._table.rows[place].number for places in rows for place in places]

    def _refuse_backwards(self) -> None:
        rows = zip(self._table.rows, self._started, self._ended, strict=True)
        wrong = [row.number for row, begins, ends in rows if begins and ends and ends < begins]
        if wrong:
            column = self._table.columns["ended"]
            self._tally.add(self._table.place, "care ends before it begins.", column=column, rows=wrong)


def _refuse_without_start(table: Table, tally: Tally) -> None:
    empty = [row.number for row in table.rows if _is_empty(row, "started")]
    if empty and table.has("started"):
        tally.add(table.place, "nothing stands here.", column=table.columns["started"], rows=empty)


def _is_empty(row: Row, field: str) -> bool:
    return not row.cells.get(field)


def _standing(text: str) -> str | None:
    return STANDINGS.get(plain_name(text))


def _school_year(text: str) -> str | None:
    name = plain_name(text)
    if name in YOUNGEST_YEARS:
        return str(YOUNGEST_YEARS[name])
    found = SCHOOL_YEAR.fullmatch(name)
    return str(int(found[1])) if found and int(found[1]) <= OLDEST_YEAR else None


def _reason(text: str) -> str | None:
    name = plain_name(text).replace(" ", "_")
    return name if name in set(LISTED) else None
