"""A grid whose kind is known → a table of fields, and its columns read value by value with every fault noted."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from heard.base.messages import count_of, name_some
from heard.cohort.returns.dates import DATE_IN_WORDS, read_date
from heard.cohort.returns.grids import Grid
from heard.cohort.returns.layouts import Kind, Layout, columns_of, layout_of
from heard.dataset.tally import Tally

ROWS_ABOVE_NAMES = 25  # titles, notes and empty rows above the names of columns

A_YEAR = timedelta(days=365)

Read = Callable[[str], str | None]


@dataclass(frozen=True, slots=True, repr=False)
class Row:
    """One row by field; `number` as a spreadsheet counts, in an XML file its line. Children stand in it: no repr."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """`columns`: field → the name of its column in the file, for messages. What a file lacks is in neither."""

    kind: Kind
    place: str
    columns: Mapping[str, str]
    rows: tuple[Row, ...]

    def has(self, field: str) -> bool:
        """Whether the file has the column."""
        return field in self.columns

    def texts(self, field: str) -> list[str]:
        """The column's cells, empty where the file has no such column."""
        return [row.cells.get(field, "") for row in self.rows]


def find_table(grid: Grid, tally: Tally) -> Table | None:
    """The table that stands in a grid; None where none is recognised, or what was is not whole, which is noted."""
    for place, (_, cells) in enumerate(grid.rows[:ROWS_ABOVE_NAMES]):
        layout = layout_of(cells)
        if layout:
            return _build(grid, layout, place, tally)
    return None


def _build(grid: Grid, layout: Layout, place: int, tally: Tally) -> Table:
    """`place`: of the row of names among the grid's. A table without columns where one of them is missing."""
    number, names = grid.rows[place]
    candidates = columns_of(layout, names)
    places = {field: found[0] for field, found in candidates.items() if found}
    doubtful = {field: found for field, found in candidates.items() if len(found) > 1}
    for found in doubtful.values():
        which = name_some([letter_of(each) for each in found])
        says = f"columns {which} have names that may mean the same. Delete all but one of them."
        tally.add(grid.place, says, rows=(number,))
    missing = [field for field in layout.required if field not in places]
    if missing:
        wanted = name_some([FIELD_IN_WORDS[layout.kind is Kind.PLAIN].get(each, each) for each in missing])
        tally.add(
            grid.place,
            f"is taken for {IN_WORDS[layout.kind]}, and has no column for {wanted}.",
            rows=(number,),
        )
    if doubtful or missing:
        return Table(layout.kind, grid.place, {}, ())
    if layout.kind is Kind.PLAIN:
        _warn_of_unread(grid.place, [place for place, name in enumerate(names) if name], places, tally)
    _note_faults(grid, places, names, number, tally)
    rows = grid.rows[place + 1 :]
    _note_ragged(grid.place, rows, len(names), tally)
    columns = {field: SHORT_NAMES.get(field, names[each]) for field, each in places.items()}
    return Table(layout.kind, grid.place, columns, tuple(_row(each, cells, places) for each, cells in rows))


def letter_of(place: int) -> str:
    """What a spreadsheet calls the column at this place: A, Z, AA. A name of a column nobody knows is not repeated.

    Where the row of names is damaged or was lost, it may be a child's.
    """
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _warn_of_unread(place: str, given: Sequence[int], read: Mapping[str, int], tally: Tally) -> None:
    unread = [letter_of(each) for each in given if each not in set(read.values())]
    if unread:
        which = (
            f"column {unread[0]} has a name"
            if len(unread) == 1
            else f"columns {name_some(unread)} have names"
        )
        tally.warn(place, f"{which} that no plain list knows: not read.", rows=())


def _row(number: int, cells: Sequence[str], places: Mapping[str, int]) -> Row:
    return Row(number, {field: cells[each] for field, each in places.items() if each < len(cells)})


def _note_ragged(place: str, rows: Sequence[tuple[int, Sequence[str]]], width: int, tally: Tally) -> None:
    longer = [number for number, cells in rows if any(cells[width:])]
    if longer:
        message = f"more fields than the {count_of(width, 'column')} of the header. Is there a comma inside a value?"
        tally.add(place, message, rows=longer)
    shorter = [number for number, cells in rows if len(cells) < width]
    if shorter:
        tally.warn(place, "fewer fields than the header: what is missing was read as empty.", rows=shorter)


def _note_faults(
    grid: Grid, places: Mapping[str, int], names: Sequence[str], number: int, tally: Tally
) -> None:
    read = {each: names[each] for each in places.values()}
    for (row, column), says in sorted(grid.faults.items()):
        if row > number and column in read:
            tally.add(grid.place, says, column=read[column], rows=(row,))


def read_dates(table: Table, field: str, tally: Tally) -> list[date | None]:
    """The column's dates, None where it is empty or wrong; what is wrong is noted. No date is ever repeated."""
    dates = [read_date(text) if text else None for text in table.texts(field)]
    wrong = _rows_where(table, field, (found is None for found in dates))
    if wrong:
        tally.add(
            table.place, "is not a date.", column=table.columns[field], rows=wrong, allowed=DATE_IN_WORDS
        )
    return dates


def warn_of_slips(table: Table, dates: Mapping[str, Sequence[date | None]], on: date, tally: Tally) -> None:
    """Note births after the day asked for, and other dates more than a year after it: years typed wrongly."""
    for field, days in dates.items():
        after, how = (on, "after") if field == "born" else (on + A_YEAR, "more than a year after")
        later = [row.number for row, day in zip(table.rows, days, strict=True) if day and day > after]
        if later:
            says = f"lies {how} the day asked for. Is the year right?"
            tally.warn(table.place, says, column=table.columns[field], rows=later)


def read_levels(table: Table, field: str, read: Read, tally: Tally, *, allowed: str) -> list[str]:
    """The column by `read`, which says None of what it does not know: that is an error. Empty stays empty.

    What stands there is not repeated: where columns have slipped it may be a name.
    """
    levels = [read(text) if text else "" for text in table.texts(field)]
    wrong = _rows_where(table, field, (level is None for level in levels))
    if wrong:
        tally.add(table.place, "is not known here.", column=table.columns[field], rows=wrong, allowed=allowed)
    return [level or "" for level in levels]


def warn_empty(table: Table, fields: Iterable[str], says: str, tally: Tally) -> None:
    """Note the rows in which one of these columns is empty."""
    for field in fields:
        empty = [row.number for row in table.rows if not row.cells.get(field)]
        if empty and table.has(field):
            tally.warn(table.place, says, column=table.columns[field], rows=empty)


def read_children(table: Table, tally: Tally) -> list[str]:
    """The ids, in capitals; empty where the file has none. An empty cell in a column of ids is an error."""
    if table.has("child"):
        nobody = [row.number for row in table.rows if not row.cells.get("child")]
        if nobody:
            says = "nothing stands here: it cannot be told which child the row is of."
            tally.add(table.place, says, column=table.columns["child"], rows=nobody)
    return [text.upper() for text in table.texts("child")]


def group_rows(children: Sequence[str]) -> dict[str, list[int]]:
    """Id → the places of its rows, in order."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, child in enumerate(children):
        if child:
            places[child].append(place)
    return dict(places)


def single_rows(
    table: Table, children: Sequence[str], facts: Sequence[Sequence[object]], tally: Tally
) -> dict[str, int]:
    """Id → the place of its row. A child in several rows is a warning where they say the same, an error where not.

    `facts`: the columns, as read, in which they may not differ.
    """
    repeated: list[int] = []
    differing: list[int] = []
    grouped = group_rows(children)
    for places in grouped.values():
        if len(places) > 1:
            said = {tuple(column[place] for column in facts) for place in places}
            (repeated if len(said) == 1 else differing).extend(table.rows[place].number for place in places)
    if repeated:
        tally.warn(
            table.place, "a child stands in several rows that say the same: counted once.", rows=repeated
        )
    if differing:
        tally.add(
            table.place, "a child stands in several rows, and they differ. Keep one of them.", rows=differing
        )
    return {child: places[0] for child, places in grouped.items()}


def _rows_where(table: Table, field: str, wrong: Iterable[bool]) -> list[int]:
    return [
        row.number
        for row, is_wrong in zip(table.rows, wrong, strict=True)
        if is_wrong and row.cells.get(field)
    ]


# Their columns have names of many words, of which any may stand before and after.
SHORT_NAMES = {"disability": "Disability", "unaccompanied": "UASC"}
IN_WORDS = {
    Kind.HEADER: "the header of an SSDA903 return",
    Kind.EPISODES: "the episodes of an SSDA903 return",
    Kind.UNACCOMPANIED: "the UASC table of an SSDA903 return",
    Kind.LEAVERS: "the OC3 table of an SSDA903 return",
    Kind.ADOPTION: "the placed-for-adoption table of an SSDA903 return",
    Kind.LIST_8: "list 8 of Annex A",
    Kind.LIST_9: "list 9 of Annex A",
    Kind.PLAIN: "a plain list of children",
    Kind.REASONS: "a list of children to leave out",
    Kind.READ_PAST: "a table that is not needed",
}
FIELD_IN_WORDS: tuple[Mapping[str, str], Mapping[str, str]] = (
    {
        "child": "the child's id (CHILD, Child Unique ID)",
        "began": "DECOM",
        "ended": "the end (DEC, Date Ceased to be Looked After)",
        "legal": "LS",
        "placement": "PLACE",
        "born": "the date of birth (DOB, Date of Birth)",
        "gender": "SEX",
        "ethnicity": "ETHNIC",
        "in_touch": "IN_TOUCH",
        "placed": "DATE_PLACED",
        "started": "Date Started to be Looked After",
        "reason": "reason",
    },
    {"born": "date_of_birth"},
)
