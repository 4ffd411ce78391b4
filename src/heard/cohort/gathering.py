"""All the files of one council → everybody in them, each once, whichever of the files they stand in."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from heard.base.errors import InputProblems
from heard.base.surveys import Family
from heard.cohort.people import Exclusion, People, Person
from heard.cohort.returns.files import Tables, read_tables
from heard.cohort.returns.given import GivenFile
from heard.cohort.returns.layouts import Kind
from heard.cohort.returns.lists import read_list_8, read_list_9, read_plain, read_reasons, recorded_by_lists
from heard.cohort.returns.ssda903 import newest_of, read_return, recorded_by
from heard.cohort.returns.tables import Table
from heard.dataset.tally import Tally

ById = Mapping[str, Person]


def gather(files: Sequence[GivenFile], *, on: date, tally: Tally) -> People:
    """Everybody in the files. InputProblems, with all that is wrong in all of them, where there is any error."""
    tables = read_tables(files, tally)
    care = _in_care(tables, on, tally)
    leavers = read_list_9(tables[Kind.LIST_9], on=on, tally=tally) if Kind.LIST_9 in tables else {}
    everybody = _merge(care, leavers, tables, tally)
    if Kind.REASONS in tables:
        everybody = _mark_listed(everybody, tables[Kind.REASONS], tally)
    if tally.has_errors():
        raise InputProblems(tally.problems())
    recorded = _recorded(tables)
    return People(
        everybody=tuple(everybody.values()),
        recorded=recorded,
        full_list_of_leavers=Kind.LIST_9 in tables or (Kind.PLAIN in tables and Family.LEAVERS in recorded),
        leavers_to_21=Kind.LEAVERS in tables and Kind.LIST_9 not in tables,
        has_reasons=Kind.REASONS in tables or (Kind.PLAIN in tables and tables[Kind.PLAIN].has("reason")),
        newest=newest_of(care),
    )


def _in_care(tables: Tables, on: date, tally: Tally) -> ById:
    """Whoever the tables of care name. Where the tables do not fit together that was noted, and each is still read."""
    found: dict[str, Person] = {}
    if Kind.HEADER in tables and Kind.EPISODES in tables:
        found |= read_return(tables, on=on, tally=tally)
    if Kind.LIST_8 in tables:
        found |= read_list_8(tables[Kind.LIST_8], on=on, tally=tally)
    if Kind.PLAIN in tables:
        found |= read_plain(tables[Kind.PLAIN], on=on, tally=tally)
    return found


def _merge(care: ById, leavers: ById, tables: Tables, tally: Tally) -> dict[str, Person]:
    """One person an id: what the list of care says stands, what it does not know is filled from list 9."""
    both = care.keys() & leavers.keys()
    if care and leavers and not both:
        says = (
            "no id of this list is in the list of children in care. Where the two use different ids, "
            "whoever stands in both is counted twice."
        )
        tally.warn(tables[Kind.LIST_9].place, says)
    differing = [child for child in both if _differs(care[child].born_on, leavers[child].born_on)]
    if differing:
        table = tables[Kind.LIST_9]
        rows = [row.number for row in table.rows if row.cells.get("child", "").upper() in differing]
        says = "the date of birth is another one in the list of children in care, which was believed."
        tally.warn(table.place, says, column=table.columns["born"], rows=rows)
    together = {child: _join(care[child], leavers[child]) for child in both}
    return {**care, **leavers, **together}


def _join(care: Person, leaver: Person) -> Person:
    groups = {**leaver.groups, **{key: level for key, level in care.groups.items() if level}}
    return replace(care, born_on=care.born_on or leaver.born_on, groups=groups, leaver=leaver.leaver)


def _differs(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one != other


def _mark_listed(everybody: ById, table: Table, tally: Tally) -> dict[str, Person]:
    reasons: Mapping[str, Exclusion] = read_reasons(table, tally)
    strangers = [row.number for row in table.rows if row.cells.get("child", "").upper() not in everybody]
    if strangers and everybody:
        tally.warn(table.place, "the child is in none of the other files.", rows=strangers)
    return {
        child: replace(person, listed=reasons[child]) if child in reasons else person
        for child, person in everybody.items()
    }


def _recorded(tables: Tables) -> Mapping[Family, frozenset[str]]:
    """What lists record of care leavers stands before what the return does, where both are given: list 9 has all."""
    of_return = recorded_by(tables) if Kind.EPISODES in tables and Kind.HEADER in tables else {}
    return {**of_return, **recorded_by_lists(tables)}
