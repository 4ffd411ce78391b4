"""The SSDA903 return (children looked after) → people. Header, episodes, UASC, OC3 and placed for adoption are read."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from heard.base.messages import name_some
from heard.base.surveys import Family
from heard.cohort.people import Leaver, Person, Spell
from heard.cohort.returns.codes import (
    ETHNICITY,
    FOR_ADOPTION,
    GENDER,
    IN_TOUCH,
    LEGAL,
    PLACEMENT,
    SHORT_BREAKS,
    STARTED,
    YEARS,
    collection_year,
    is_of,
    year_in_words,
)
from heard.cohort.returns.files import Tables
from heard.cohort.returns.layouts import Kind
from heard.cohort.returns.tables import (
    A_YEAR,
    Table,
    group_rows,
    read_children,
    read_dates,
    read_levels,
    single_rows,
    warn_empty,
    warn_of_slips,
)
from heard.cohort.returns.words import ADOPTION
from heard.dataset.tally import Tally

NOT_KNOWN = "nothing stands here: counted, but in no group."
RECORDED = frozenset({"gender", "ethnicity"})
APRIL = 4


@dataclass(frozen=True, slots=True, repr=False)
class _Episodes:
    """Spells by child, and the last day on which anybody came, moved or left."""

    spells: Mapping[str, tuple[Spell, ...]]
    newest: date | None


def read_return(tables: Tables, *, on: date, tally: Tally) -> dict[str, Person]:
    """Id → person: everybody in the header, the episodes, OC3 or the UASC table."""
    header, episodes = tables[Kind.HEADER], tables[Kind.EPISODES]
    stays = _read_episodes(episodes, on, tally)
    year = collection_year(stays.newest) if stays.newest else None
    if year is not None and on < date(year, APRIL, 1):
        years = year_in_words(year)
        says = f"the day asked for lies before the return's year, {years}: who had left by then is missing."
        tally.warn(episodes.place, says)
    facts = _read_header(header, year, on, tally)
    leavers = _read_leavers(tables.get(Kind.LEAVERS), tally)
    alone = _children_of(tables.get(Kind.UNACCOMPANIED), tally)
    placed = _placed_for_adoption(tables.get(Kind.ADOPTION), on, tally)
    born = {
        **_births(tables, tally),
        **{child: fact.born_on for child, fact in facts.items() if fact.born_on},
    }
    _warn_of_headerless(episodes, facts, born, tally)
    _warn_of_unborn(episodes, born, tally)
    return {
        child: Person(
            born_on=born.get(child),
            groups={
                **(facts[child].groups if child in facts else {}),
                "unaccompanied": ("yes" if child in alone else "no") if Kind.UNACCOMPANIED in tables else "",
            },
            spells=stays.spells.get(child, ()),
            leaver=leavers.get(child),
            for_adoption=child in placed,
        )
        for child in dict.fromkeys([*facts, *stays.spells, *leavers, *sorted(alone)])
    }


def recorded_by(tables: Tables) -> Mapping[Family, frozenset[str]]:
    """Which groups a return records, by family. Care leavers are in it where there is an OC3 table.

    Who came alone is not known of care leavers: the UASC table holds those of the year.
    """
    in_care = {*RECORDED, "placement"}
    if tables[Kind.EPISODES].has("why_began"):
        in_care.add("years_in_care")
    if Kind.UNACCOMPANIED in tables:
        in_care.add("unaccompanied")
    found = {Family.CARE: frozenset(in_care)}
    return found | {Family.LEAVERS: RECORDED} if Kind.LEAVERS in tables else found


def newest_of(people: Mapping[str, Person]) -> date | None:
    """The last day on which a stay begins or ends; None where no file says when any began."""
    days = [
        day
        for one in people.values()
        for spell in one.spells
        for day in (spell.began_on, spell.ended_on)
        if day
    ]
    return max((day for day in days if day > date.min), default=None)


def _read_header(table: Table, year: int | None, on: date, tally: Tally) -> dict[str, Person]:
    children = read_children(table, tally)
    born = read_dates(table, "born", tally)
    gender = _read_codes(table, "gender", GENDER, tally)
    ethnicity = _read_codes(table, "ethnicity", ETHNICITY, tally)
    warn_empty(table, ["gender", "ethnicity"], NOT_KNOWN, tally)
    warn_empty(table, ["born"], "nothing stands here: the child is not counted.", tally)
    warn_of_slips(table, {"born": born}, on, tally)
    if year is not None:
        _warn_of_years(table, "gender", year, tally)
    rows = single_rows(table, children, [born, gender, ethnicity], tally)
    return {
        child: Person(born[place], {"gender": gender[place], "ethnicity": ethnicity[place]})
        for child, place in rows.items()
    }


def _read_episodes(table: Table, on: date, tally: Tally) -> _Episodes:
    children = read_children(table, tally)
    began, ended = read_dates(table, "began", tally), read_dates(table, "ended", tally)
    legal = _read_codes(table, "legal", {code: code for code in LEGAL}, tally)
    placement = _read_codes(table, "placement", _PLACES, tally)
    warn_empty(table, ["placement"], NOT_KNOWN, tally)
    _refuse_empty(table, ["began", "legal"], tally)
    warn_of_slips(table, {"began": began, "ended": ended}, on, tally)
    _refuse_backwards(table, began, ended, tally)
    starts, endings = table.texts("why_began"), table.texts("why_ended")
    spells: dict[str, list[tuple[int, Spell]]] = defaultdict(list)
    for place, (child, begins) in enumerate(zip(children, began, strict=True)):
        if child and begins:
            spell = Spell(
                began_on=begins,
                ended_on=ended[place],
                short_break=legal[place] in SHORT_BREAKS,
                placement=placement[place],
                starts_care=starts[place].upper() == STARTED,
                why_ended=endings[place].upper(),
            )
            spells[child].append((table.rows[place].number, spell))
    _warn_of_overlaps(table, spells, tally)
    newest = max([day for day in (*began, *ended) if day and day <= on + A_YEAR], default=None)
    if newest:
        first = date(collection_year(newest), APRIL, 1)
        over = [row.number for row, end in zip(table.rows, ended, strict=True) if end and end < first]
        _warn_of_years(table, "placement", collection_year(newest), tally, but=frozenset(over))
    return _Episodes({child: tuple(spell for _, spell in each) for child, each in spells.items()}, newest)


_PLACES = {**PLACEMENT, **dict.fromkeys(FOR_ADOPTION, ADOPTION)}


def _read_codes(table: Table, field: str, codes: Mapping[str, str], tally: Tally) -> list[str]:
    return read_levels(
        table, field, lambda text: codes.get(text.upper()), tally, allowed=name_some(sorted(codes), 40)
    )


def _refuse_empty(table: Table, fields: Sequence[str], tally: Tally) -> None:
    for field in fields:
        empty = [row.number for row in table.rows if not row.cells.get(field)]
        if empty and table.has(field):
            tally.add(table.place, "nothing stands here.", column=table.columns[field], rows=empty)


def _refuse_backwards(
    table: Table, began: Sequence[date | None], ended: Sequence[date | None], tally: Tally
) -> None:
    wrong = [
        row.number
        for row, begins, ends in zip(table.rows, began, ended, strict=True)
        if begins and ends and ends < begins
    ]
    if wrong:
        tally.add(
            table.place, "the episode ends before it begins.", column=table.columns["ended"], rows=wrong
        )


def _warn_of_overlaps(table: Table, spells: Mapping[str, Sequence[tuple[int, Spell]]], tally: Tally) -> None:
    """An episode that begins before another of the child has ended. The child is counted once all the same."""
    rows = []
    for each in spells.values():
        reached = date.min
        for row, spell in sorted(
            each, key=lambda pair: (pair[1].began_on, pair[1].ended_on or date.max, pair[0])
        ):
            if spell.began_on < reached:
                rows.append(row)
            reached = max(reached, spell.ended_on or date.max)
    if rows:
        says = (
            "the episode begins before an earlier one of the child has ended: the one that began last counts."
        )
        tally.warn(table.place, says, column=table.columns["began"], rows=rows)


def _warn_of_years(
    table: Table, field: str, year: int, tally: Tally, *, but: frozenset[int] = frozenset()
) -> None:
    """Codes that the return's collection year does not have: they are read, and said. `but`: rows of no interest."""
    column = table.columns.get(field, "")
    known = "PLACE" if field == "placement" else "SEX"
    rows: dict[str, list[int]] = defaultdict(list)
    for row in table.rows:
        code = row.cells.get(field, "").upper()
        if row.number not in but and not is_of(known, code, year):
            rows[code].append(row.number)
    for code, each in rows.items():
        first, last = YEARS[known, code]
        years = f"until {year_in_words(last)}" if last is not None else f"since {year_in_words(first or 0)}"
        says = f"{code} is a code {years}, and the return is of {year_in_words(year)}. It was read as what it meant."
        tally.warn(table.place, says, column=column, rows=each)


def _read_leavers(table: Table | None, tally: Tally) -> dict[str, Leaver]:
    if table is None:
        return {}
    children = read_children(table, tally)
    in_touch = _read_codes(table, "in_touch", IN_TOUCH, tally)
    rows = single_rows(table, children, [in_touch], tally)
    return {child: Leaver(in_touch=in_touch[place]) for child, place in rows.items()}


def _children_of(table: Table | None, tally: Tally) -> frozenset[str]:
    return frozenset(filter(None, read_children(table, tally))) if table else frozenset()


def _placed_for_adoption(table: Table | None, on: date, tally: Tally) -> frozenset[str]:
    if table is None:
        return frozenset()
    children = read_children(table, tally)
    placed, ended = read_dates(table, "placed", tally), read_dates(table, "placed_ended", tally)
    found = zip(children, placed, ended, strict=True)
    return frozenset(
        child
        for child, since, until in found
        if child and since and since <= on and (until is None or until > on)
    )


def _births(tables: Tables, tally: Tally) -> dict[str, date]:
    """Dates of birth that other tables than the header have, where they agree with one another."""
    said: dict[str, set[date]] = defaultdict(set)
    for kind in (Kind.LEAVERS, Kind.UNACCOMPANIED):
        table = tables.get(kind)
        if table and table.has("born") and table.place != tables[Kind.HEADER].place:
            for text, day in zip(table.texts("child"), read_dates(table, "born", tally), strict=True):
                if day:
                    said[text.upper()].add(day)
    return {child: days.pop() for child, days in said.items() if len(days) == 1}


def _warn_of_headerless(
    table: Table, facts: Mapping[str, Person], born: Mapping[str, date], tally: Tally
) -> None:
    if not facts:
        return
    missing: dict[bool, list[int]] = {True: [], False: []}
    for child, places in group_rows([text.upper() for text in table.texts("child")]).items():
        if child not in facts:
            missing[child in born] += [table.rows[place].number for place in places]
    if missing[False]:
        says = "the child is not in the header, and the date of birth not known: not counted."
        tally.warn(table.place, says, column=table.columns["child"], rows=missing[False])
    if missing[True]:
        says = "the child is not in the header; the date of birth was taken from another table."
        tally.warn(table.place, says, column=table.columns["child"], rows=missing[True])


def _warn_of_unborn(table: Table, born: Mapping[str, date], tally: Tally) -> None:
    began = read_dates(table, "began", Tally())
    wrong = [
        row.number
        for row, day in zip(table.rows, began, strict=True)
        if day and (birth := born.get(row.cells.get("child", "").upper())) and day < birth
    ]
    if wrong:
        says = "the episode begins before the child was born. Is the date of birth right?"
        tally.warn(table.place, says, column=table.columns["began"], rows=wrong)
