"""The columns of an export held against its map: every one of them is taken, left out, or an error."""

from collections.abc import Sequence

from heard.base.messages import count_of, name_some, quote
from heard.dataset.exports.column_map import ColumnMap
from heard.dataset.exports.layouts import is_like_any, is_of_the_tool
from heard.dataset.exports.values import fold
from heard.dataset.headers import UNKNOWN_NAMED
from heard.dataset.tally import Tally


def check_columns(file: str, given: Sequence[str], column_map: ColumnMap, tally: Tally) -> bool:
    """Whether every column is there that the map names; noted are those that are not, and those it says nothing of."""
    needed = dict(column_map.needed())
    missing = [name for name in needed if name not in given]
    for name in missing:
        nearly = next((each for each in given if fold(each) == fold(name)), "")
        hint = f" Is {quote(nearly)} meant?" if nearly else ""
        tally.add(
            file,
            f"the column is missing that {column_map.file} names under {needed[name]}.{hint}",
            column=name,
        )
    rest = [name for name in given if name not in needed and name not in column_map.named]
    written = [name for name in rest if is_like_any(name, column_map.comments)]
    left_out = [name for name in rest if name not in written and is_like_any(name, column_map.left_out)]
    of_the_tool = [
        name for name in rest if name not in written and name not in left_out and is_of_the_tool(name)
    ]
    unknown = [name for name in rest if name not in {*written, *left_out, *of_the_tool}]
    _refuse_unknown(file, unknown, column_map, tally)
    _say_left_out(file, written, left_out, of_the_tool, tally)
    return not missing


def _refuse_unknown(file: str, unknown: Sequence[str], column_map: ColumnMap, tally: Tally) -> None:
    """An error: a question that the map forgot would be read as one nobody was asked."""
    where = f"Say under [columns] or [leave_out] in {column_map.file} what becomes of it."
    for name in unknown[:UNKNOWN_NAMED]:
        tally.add(file, f"is neither mapped nor left out. {where}", column=name)
    if len(unknown) > UNKNOWN_NAMED:
        more = count_of(len(unknown) - UNKNOWN_NAMED, "more column")
        tally.add(file, f"{more} neither mapped nor left out.")


def _say_left_out(
    file: str, written: Sequence[str], left_out: Sequence[str], of_the_tool: Sequence[str], tally: Tally
) -> None:
    if of_the_tool:
        words = "ids, times, addresses and notes of the survey tool are never read. Left out"
        tally.warn(file, f"{words}: {name_some(of_the_tool)}.")
    if left_out:
        tally.warn(file, f"left out, as the map says: {name_some(left_out)}.")
    if written:
        words = "what children wrote is not read from here: it belongs into comments.csv, apart from their answers"
        tally.warn(file, f"{words}. Left out: {name_some(written)}.")
