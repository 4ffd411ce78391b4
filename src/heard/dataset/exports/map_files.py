"""Column maps as people write them: read from TOML with everything that is wrong in them, held against our columns."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from heard.base.errors import InputProblems
from heard.base.messages import name_some, quote
from heard.dataset.csv_files import COMMA, SEPARATORS
from heard.dataset.exports.column_map import (
    CHOSEN,
    NOT_CHOSEN,
    NOT_SHOWN,
    ColumnMap,
    Taken,
    Ticked,
    Unfinished,
)
from heard.dataset.exports.layouts import MAY_BE_MAPPED, is_of_the_tool
from heard.dataset.exports.ours import KEYS, SURVEY, Ours
from heard.dataset.exports.values import find_clashes, fold
from heard.dataset.tally import Tally
from heard.dataset.toml_tables import Table, parse_toml, say_value

SETTINGS = ("separator", "fixed", "columns", "values", "leave_out", "unfinished")
OF_TAKEN = ("from", "values", "separator", "empty")
OF_TICKED = ("from_each", "chosen", "not_chosen", "none_chosen")
NAMES = "names of columns in quotation marks, in brackets"
WORDS = "words in quotation marks, in brackets"
LEFT_OUT, KEPT = "left_out", "kept"


def read_map(path: Path, ours: Ours, tally: Tally) -> ColumnMap | None:
    """The map, as much of it as is right, what is wrong noted in the tally; None where it is no TOML."""
    try:
        table = Table(path.name, tally, parse_toml(path))
    except InputProblems as error:
        tally.extend(error.problems)
        return None
    table.refuse_unknown(SETTINGS)
    separator = table.values.get("separator", COMMA)
    if separator not in SEPARATORS:
        table.note("separator", f"{say_value(separator)} cannot stand here.", '",", ";", "\\t" or "|"')
    fixed = _read_fixed(table, ours)
    columns = _read_columns(table, ours, fixed)
    _check_keys(table, fixed, [each.key for each in columns])
    leave_out = table.inner("leave_out")
    if leave_out:
        leave_out.refuse_unknown(("columns", "comments"))
    return ColumnMap(
        file=path.name,
        fixed=fixed,
        columns=columns,
        left_out=_read_list(leave_out, "columns", NAMES),
        comments=_read_list(leave_out, "comments", NAMES),
        unfinished=_read_unfinished(table),
        separator=str(separator) if separator in SEPARATORS else COMMA,
        named=frozenset(_list_named(table.values.get("columns"))),
    )


def _read_fixed(table: Table, ours: Ours) -> Mapping[str, str]:
    inner = table.inner("fixed")
    if inner is None:
        return {}
    survey = inner.values.get(SURVEY, "")
    found = {}
    for key in inner.values:
        if _is_column(inner, key, ours, str(survey)):
            code = inner.read_word(key, ours.codes_of(key, str(survey)))
            if code:
                found[key] = code
    return found


def _read_columns(table: Table, ours: Ours, fixed: Mapping[str, str]) -> tuple[Taken | Ticked, ...]:
    inner, lists = table.inner("columns"), table.inner("values")
    if inner is None or lists is None:
        return ()
    survey = fixed.get(SURVEY, "")
    found = []
    for key in inner.values:
        if _is_column(inner, key, ours, survey):
            column = _read_column(inner, key, _Codes(ours, key, survey, lists))
            found += [column] if column else []
    return tuple(found)


def _is_column(table: Table, key: str, ours: Ours, survey: str) -> bool:
    """Whether this is a column of ours that the survey has; noted where it is not."""
    if ours.codes_of(key, survey):
        return True
    if key in ours.allowed:
        table.note(key, f"survey {survey} does not ask this.", name_some(tuple(ours.asked[survey])))
    else:
        nearly = next((each for each in ours.allowed if fold(each) == fold(key)), "")
        hint = f" Is {quote(nearly)} meant?" if nearly else ""
        table.note(key, f"is not a column of Heard's.{hint}", name_some((*KEYS, *ours.asked.get(survey, ()))))
    return False


class _Codes:
    """The codes of one column, and the lists of values that several columns share."""

    def __init__(self, ours: Ours, key: str, survey: str, lists: Table) -> None:
        self.allowed = (*ours.codes_of(key, survey), *(() if key in KEYS else (NOT_SHOWN,)))
        self.is_several = key in ours.several
        self.lists = lists

    def read(self, table: Table, key: str) -> str:
        """A code of the column under this key; empty where there is none."""
        return (table.read_word(key, self.allowed) or "") if key in table.values else ""

    def read_values(self, table: Table, key: str) -> Mapping[str, str]:
        """Their value → our code. One still to be filled in is noted."""
        given = table.inner(key)
        if given is None:
            return {}
        found = {value: str(code) for value, code in given.values.items() if code in self.allowed}
        for value, code in given.values.items():
            if not value.strip():
                table.note(
                    key, "an empty value stands here. For an empty cell there is a setting.", 'empty = "…"'
                )
            elif not code:
                table.note(key, f"what {quote(value)} stands for is not filled in.", name_some(self.allowed))
            elif value not in found:
                words = f"{quote(value)} cannot stand for {say_value(code)}."
                table.note(key, words, name_some(self.allowed))
        for value in find_clashes(found.items()):
            table.note(key, f"{quote(value)} stands for different answers in capital and small letters.", "")
        return found


def _read_column(table: Table, key: str, codes: _Codes) -> Taken | Ticked | None:
    value = table.values[key]
    if isinstance(value, str) and value.strip():
        _check_never_read(table, key, [value])
        return Taken(key, value.strip())
    inner = table.inner(key) if isinstance(value, dict) else None
    if inner is None or ("from" in inner.values) == ("from_each" in inner.values):
        example = 'the name of a column, or from = "…" or from_each = { … }'
        table.note(
            key,
            "does not say where it comes from." if inner else f"{say_value(value)} cannot stand here.",
            example,
        )
        return None
    return _read_taken(inner, key, codes) if "from" in inner.values else _read_ticked(inner, key, codes)


def _read_taken(table: Table, key: str, codes: _Codes) -> Taken | None:
    table.refuse_unknown(OF_TAKEN)
    column = table.read("from", str, "the name of a column in quotation marks")
    separator = table.values.get("separator", "")
    if separator and not (isinstance(separator, str) and codes.is_several):
        table.note("separator", "one answer is given here, and nothing stands between several.", "nothing")
    if column is None:
        return None
    _check_never_read(table, "from", [column])
    return Taken(key, column.strip(), _read_shared(table, codes), str(separator), codes.read(table, "empty"))


def _read_shared(table: Table, codes: _Codes) -> Mapping[str, str] | None:
    """The values written here, or those of the list named here."""
    given = table.values.get("values")
    if given is None or isinstance(given, dict):
        return None if given is None else codes.read_values(table, "values")
    name = table.read_word("values", tuple(codes.lists.values))
    return codes.read_values(codes.lists, name) if name else {}


def _read_ticked(table: Table, key: str, codes: _Codes) -> Ticked | None:
    table.refuse_unknown(OF_TICKED)
    if not codes.is_several:
        table.note("from_each", "one answer is given here: it comes from one column.", 'from = "…"')
        return None
    options = codes.read_values(table, "from_each")
    _check_never_read(table, "from_each", options)
    chosen = _read_list(table, "chosen", WORDS, CHOSEN)
    not_chosen = _read_list(table, "not_chosen", WORDS, NOT_CHOSEN)
    if "chosen" in table.values and "not_chosen" not in table.values:
        not_chosen = tuple(each for each in not_chosen if fold(each) not in {fold(own) for own in chosen})
    both = {fold(each) for each in chosen} & {fold(each) for each in not_chosen}
    if both:
        table.note("chosen", f"{name_some(sorted(both))} stands under not_chosen too.", WORDS)
    return None if not options else Ticked(key, options, chosen, not_chosen, codes.read(table, "none_chosen"))


def _check_never_read(table: Table, key: str, columns: Mapping[str, str] | list[str]) -> None:
    for name in columns:
        if is_of_the_tool(name) and name not in MAY_BE_MAPPED:
            words = f"{quote(name)} is an id, a time, an address or a note of the survey tool, which are never read."
            table.note(key, words, "a column of answers")


def _read_list(
    table: Table | None, key: str, allowed: str, otherwise: tuple[str, ...] = ()
) -> tuple[str, ...]:
    if table is None or key not in table.values:
        return otherwise
    given = table.values[key]
    if isinstance(given, list) and all(isinstance(each, str) for each in given):
        return tuple(each.strip() for each in given)
    table.note(key, f"{say_value(given)} cannot stand here.", allowed)
    return otherwise


def _read_unfinished(table: Table) -> Unfinished | None:
    if "unfinished" not in table.values:
        return None
    inner = table.inner("unfinished")
    if inner is None:
        return None
    inner.refuse_unknown(("column", "values", "rows"))
    column = inner.read("column", str, "the name of a column in quotation marks")
    values = _read_list(inner, "values", WORDS, ("",))
    rows = inner.read_word("rows", (LEFT_OUT, KEPT))
    return Unfinished(column.strip(), values, rows == KEPT) if column and rows else None


def _list_named(columns: object) -> Iterator[str]:
    """Every column of theirs that stands under [columns], so that none is said to be forgotten that is only wrong."""
    for each in columns.values() if isinstance(columns, dict) else ():
        inner = each if isinstance(each, dict) else {"from": each}
        options = inner.get("from_each")
        yield from options if isinstance(options, dict) else ()
        if isinstance(inner.get("from"), str):
            yield inner["from"].strip()


def _check_keys(table: Table, fixed: Mapping[str, str], keys: list[str]) -> None:
    for key in sorted(set(fixed).intersection(keys)):
        table.note(f"columns.{key}", "stands under fixed too.", "one of the two")
    columns, set_ = table.values.get("columns"), table.values.get("fixed")
    named = {*(columns if isinstance(columns, dict) else ()), *(set_ if isinstance(set_, dict) else ())}
    for key in KEYS:
        if key not in named:
            table.note(f"fixed.{key}", "is missing, and no column is mapped to it.", f'{key} = "…"')
