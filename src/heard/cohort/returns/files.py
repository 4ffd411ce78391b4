"""The files of a council, of whatever kinds and in whatever order → one table of each kind that is needed."""

import re
from collections.abc import Mapping, Sequence

from heard.base.errors import InputProblems
from heard.base.messages import name_some, quote
from heard.cohort.returns.given import BOOKS, OPEN_DOCUMENT, READABLE, XML, GivenFile
from heard.cohort.returns.grids import Grid, read_text_grid
from heard.cohort.returns.layouts import RETURN, Kind, plain_name
from heard.cohort.returns.open_documents import read_open_document_grids
from heard.cohort.returns.tables import IN_WORDS, Table, find_table
from heard.cohort.returns.workbooks import read_workbook_grids
from heard.cohort.returns.xml_return import read_xml
from heard.dataset.tally import Tally

ALLOWED = (
    "CSV (.csv), Excel workbook (.xlsx), OpenDocument spreadsheet (.ods), or the XML of the return (.xml)"
)
NOT_RECOGNISED = (
    "no row holds column names that Heard knows: this is neither a table of the SSDA903 return, nor list 8 or 9 of "
    "Annex A, nor a plain list with date_of_birth."
)
LIST_NUMBER = re.compile(r"list (\d+)")
LISTS_READ = ("8", "9")

Tables = Mapping[Kind, Table]


def read_tables(files: Sequence[GivenFile], tally: Tally) -> Tables:
    """Every table that is needed, once; what is wrong with the files or with their combination goes to `tally`."""
    found: dict[Kind, list[Table]] = {}
    for file in files:
        try:
            for table in _read(file, tally):
                found.setdefault(table.kind, []).append(table)
        except InputProblems as error:
            tally.extend(error.problems)
    found.pop(Kind.READ_PAST, None)
    for kind, tables in found.items():
        if len(tables) > 1:
            places = name_some([table.place for table in tables])
            tally.add(
                tables[-1].place, f"{len(tables)} tables are {IN_WORDS[kind]}: {places}. Give one of them."
            )
    single = {kind: each[0] for kind, each in found.items()}
    if not tally.has_errors():
        _check_together(single, files, tally)
    return single


def _read(file: GivenFile, tally: Tally) -> Sequence[Table]:
    if file.suffix not in READABLE:
        tally.add(file.name, "this kind of file cannot be read.", allowed=ALLOWED)
        return ()
    if file.suffix == XML:
        return read_xml(file, tally)
    if file.suffix in BOOKS:
        return _tables_of_book(file.name, read_workbook_grids(file), tally)
    if file.suffix == OPEN_DOCUMENT:
        return _tables_of_book(file.name, read_open_document_grids(file), tally)
    table = find_table(read_text_grid(file, tally), tally)
    if table is None:
        tally.add(file.name, NOT_RECOGNISED)
    return (table,) if table else ()


def _tables_of_book(file: str, grids: Sequence[Grid], tally: Tally) -> Sequence[Table]:
    """Of a workbook with lists 8 and 9, nothing else is read, whatever columns other sheets have."""
    found, unread = [], []
    for grid in grids:
        number = LIST_NUMBER.match(plain_name(grid.sheet))
        table = find_table(grid, tally) if number is None or number[1] in LISTS_READ else None
        if table and table.kind is not Kind.READ_PAST:
            found.append(table)
        elif number and number[1] in LISTS_READ:
            tally.add(grid.place, f"no row of list {number[1]} holds the column names of that list.")
        else:
            unread.append(quote(grid.sheet))
    if any(table.kind in (Kind.LIST_8, Kind.LIST_9) for table in found):
        unread += [quote(table.place) for table in found if table.kind is Kind.PLAIN]
        found = [table for table in found if table.kind is not Kind.PLAIN]
    if not found and not tally.has_errors():
        tally.add(file, NOT_RECOGNISED)
    if found and unread:
        tally.warn(file, f"these sheets are not needed and were not read: {name_some(unread)}.")
    return found


def _check_together(tables: Tables, files: Sequence[GivenFile], tally: Tally) -> None:
    """Whether these tables together say who is in care, and only one of them does."""
    of_return = [kind for kind in RETURN if kind in tables]
    ways = [bool(of_return), Kind.LIST_8 in tables, Kind.PLAIN in tables]
    all_files = name_some([file.name for file in files])
    if sum(ways) > 1 or (Kind.PLAIN in tables and Kind.LIST_9 in tables):
        kinds = name_some([IN_WORDS[kind] for kind in tables if kind is not Kind.REASONS])
        tally.add(
            all_files, f"these files say twice who is in care or has left it: {kinds}. Give one kind of them."
        )
    elif not any(ways) and Kind.LIST_9 not in tables:
        tally.add(all_files, "none of these files lists children in care or care leavers.")
    for kind in (Kind.HEADER, Kind.EPISODES):
        if of_return and kind not in tables:
            tally.add(all_files, f"{IN_WORDS[kind]} is missing: no file has its columns.")
