"""A column map: which of Heard's columns comes from which of an export's, and how its values are turned."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ENDING = ".map.toml"
NOT_SHOWN = "not_shown"  # in the place of a code: read as if nothing stood there
CHOSEN = ("Y", "Yes", "1", "True")
NOT_CHOSEN = ("N", "No", "0", "False", "Not selected")


@dataclass(frozen=True, slots=True)
class Taken:
    """One of our columns that comes out of one of theirs.

    `values`: their value → our code, None where theirs are ours already. `separator` stands between several answers
    in a cell. `empty`: the code for a cell with nothing in it; empty = not shown.
    """

    key: str
    column: str
    values: Mapping[str, str] | None = None
    separator: str = ""
    empty: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of theirs that it needs."""
        return (self.column,)


@dataclass(frozen=True, slots=True)
class Ticked:
    """One of our columns of several answers that comes out of a column of theirs for each answer.

    `options`: their column → our code. `none_chosen`: the code where none was chosen; empty = not shown.
    """

    key: str
    options: Mapping[str, str]
    chosen: tuple[str, ...] = CHOSEN
    not_chosen: tuple[str, ...] = NOT_CHOSEN
    none_chosen: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of theirs that it needs."""
        return tuple(self.options)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Rows that hold one of these values in this column are not finished; "" = nothing stands there."""

    column: str
    values: tuple[str, ...]
    are_kept: bool


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """`fixed`: our column → what stands in it in every row. `left_out`, `comments`: names of theirs, with * for any
    letters, that are not read; the second hold what children wrote. `named`: columns of theirs that stand somewhere in
    it, rightly or not.
    """

    file: str
    fixed: Mapping[str, str]
    columns: tuple[Taken | Ticked, ...]
    left_out: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    unfinished: Unfinished | None = None
    separator: str = ","
    named: frozenset[str] = frozenset()

    def needed(self) -> Iterator[tuple[str, str]]:
        """Each column of theirs that is read, and the setting that names it."""
        for each in self.columns:
            for name in each.columns:
                yield name, f"columns.{each.key}"
        if self.unfinished:
            yield self.unfinished.column, "unfinished"

    def theirs(self) -> Mapping[str, str]:
        """By our column, what to call theirs: only where it is one, and called otherwise."""
        taken = {each.key: each.column for each in self.columns if isinstance(each, Taken)}
        return {key: column for key, column in taken.items() if column != key}


def map_beside(path: Path) -> Path | None:
    """The column map of a file of responses; None where there is none."""
    beside = path.with_name(f"{path.stem}{ENDING}")
    return beside if os.path.lexists(beside) else None
