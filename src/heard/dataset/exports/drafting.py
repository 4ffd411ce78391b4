"""A first column map: what is sure is filled in and what it rests on is said; everything else is left to a person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from heard.base.messages import count_of, name_some, quote, shorten
from heard.dataset.csv_files import COMMA
from heard.dataset.exports.column_map import CHOSEN, NOT_CHOSEN
from heard.dataset.exports.layouts import UNFINISHED
from heard.dataset.exports.looking import MOST_VALUES, Column, Export
from heard.dataset.exports.matching import Match, Matches
from heard.dataset.exports.ours import KEYS
from heard.dataset.exports.toml_text import comment, quoted, write_list, write_pairs
from heard.dataset.exports.values import fold

SEPARATORS = (";", " ", ",")  # between several answers in one cell


@dataclass(frozen=True, slots=True)
class Drafted:
    """One question of a draft. `lines`: of the map; `said`: what it rests on; `open_count`: how much is to fill in."""

    key: str
    lines: tuple[str, ...]
    said: str
    open_count: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """A first map. `text`: the file. `to_fill_in`: settings still empty. `rest`: columns that nothing is said of."""

    text: str
    questions: tuple[Drafted, ...]
    left_out: tuple[str, ...]
    of_the_tool: tuple[str, ...]
    written: tuple[str, ...]
    to_fill_in: tuple[str, ...]
    rest: tuple[str, ...]
    doubtful: Mapping[str, tuple[str, ...]]


def draft_map(export: Export, matches: Matches, fixed: Mapping[str, str]) -> Draft:
    """The map of an export. `fixed`: what stands in wave, area and survey of every row; empty = to be filled in."""
    columns = {column.name: column for column in export.columns}
    questions = tuple(_draft(match, columns) for match in matches.found)
    left_out = (*matches.repeated, *matches.times)
    to_fix = {key: fixed.get(key, "") for key in KEYS if key not in matches.own}
    lines = [f'# How {export.file} becomes Heard\'s columns. Fill in every empty "", then run heard check.']
    if export.separator != COMMA:
        lines += [f"separator = {quoted(export.separator)}"]
    lines += ["", "[fixed]", *(f"{key} = {quoted(value)}" for key, value in to_fix.items())]
    if matches.own:
        lines += ["", "[columns]", *(f"{key} = {quoted(key)}" for key in matches.own)]
    for each in questions:
        lines += ["", *each.lines]
    lines += ["", "[leave_out]", *write_list("columns", left_out), *write_list("comments", matches.written)]
    lines += _draft_unfinished(columns)
    if matches.rest:
        lines += [
            "",
            "# Nothing is said yet of these: each belongs under [columns] or [leave_out].",
            *_rest(matches),
        ]
    return Draft(
        text="\n".join([*lines, ""]),
        questions=questions,
        left_out=left_out,
        of_the_tool=matches.of_the_tool,
        written=matches.written,
        to_fill_in=(
            *(f"fixed.{key}" for key, value in to_fix.items() if not value),
            *(f"columns.{each.key}" for each in questions if each.open_count),
        ),
        rest=tuple(column.name for column in matches.rest),
        doubtful=matches.doubtful,
    )


def _rest(matches: Matches) -> Iterator[str]:
    why = {name: key for key, names in matches.doubtful.items() for name in names}
    for column in matches.rest:
        doubt = f"; one of several columns that may be {why[column.name]}" if column.name in why else ""
        yield comment(f"  {column.name}: {_say_values(column)}{doubt}")


def _say_values(column: Column) -> str:
    if column.values is None:
        return f"more than {MOST_VALUES} different values; what children wrote belongs under comments"
    return count_of(len(column.values), "different value")


def _draft_unfinished(columns: Mapping[str, Column]) -> list[str]:
    """Left out where the export says so by an empty submitdate; the map says it, and the check counts them."""
    if UNFINISHED not in columns or not columns[UNFINISHED].empty_count:
        return []
    return [
        "",
        "[unfinished]",
        f"column = {quoted(UNFINISHED)}",
        'values = [""]',
        'rows = "left_out"  # or "kept"',
    ]


def _draft(match: Match, columns: Mapping[str, Column]) -> Drafted:
    return _draft_taken(match, match.column) if match.column else _draft_ticked(match, columns)


def _draft_taken(match: Match, column: Column) -> Drafted:
    asked, key = match.asked, match.asked.key
    head = [comment(asked.text), f"[columns.{key}]", f"from = {quoted(column.name)}"]
    where = f"from {shorten(column.name)}: {match.rests_on}"
    if column.values is None:
        said = f"{where}; more than {MOST_VALUES} different values stand there, and none is known"
        return Drafted(key, (*head, "values = {}"), said, 1)
    separator, parts = _part(match, column)
    if separator:
        head.append(f"separator = {quoted(separator)}")
    codes = {part: asked.code_of(column.words_of(part)) for part in parts}
    unknown = [part for part, code in codes.items() if not code]
    if all(part == code for part, code in codes.items()):
        return Drafted(key, tuple(head), f"{where}; its answers are Heard's codes")
    known = f"{len(codes) - len(unknown)} of {count_of(len(codes), 'answer')} known by their words"
    left = f"; to fill in: {name_some([quote(each) for each in unknown])}" if unknown else ""
    notes = {part: column.labels[part] for part in codes if part in column.labels}
    codes |= _unseen(match, column, codes)
    lines = (*head, f"[columns.{key}.values]", *write_pairs(codes, notes), *_allowed(match, bool(unknown)))
    return Drafted(key, lines, f"{where}; {known}{left}", len(unknown))


def _unseen(match: Match, column: Column, codes: Mapping[str, str]) -> Mapping[str, str]:
    """The words of answers that nobody gave, where the others stand in words: the map then serves other files too."""
    asked = match.asked
    in_words = [value for value, code in codes.items() if fold(value) == fold(asked.words.get(code, ""))]
    if column.labels or not in_words:
        return {}
    return {text: code for code, text in asked.words.items() if code not in codes.values()}


def _allowed(match: Match, is_open: bool) -> list[str]:
    return [comment(f"Allowed: {', '.join(match.asked.codes)}, not_shown")] if is_open else []


def _part(match: Match, column: Column) -> tuple[str, tuple[str, ...]]:
    """What stands between several answers in a cell, and the answers: only where each of them is then known."""
    values = column.values or ()
    if not match.asked.is_several or all(match.asked.code_of(column.words_of(value)) for value in values):
        return "", values
    for separator in SEPARATORS:
        parts = tuple(dict.fromkeys(part for value in values for part in value.split(separator) if part))
        if parts and all(match.asked.code_of(part) for part in parts):
            return separator, parts
    return "", values


def _draft_ticked(match: Match, columns: Mapping[str, Column]) -> Drafted:
    asked, key = match.asked, match.asked.key
    codes = {name: asked.code_of(option) for name, option in match.options.items()}
    unknown = [name for name, code in codes.items() if not code]
    known_ticks = {fold(tick) for tick in (*CHOSEN, *NOT_CHOSEN)}
    ticks = {columns[name].words_of(value) for name in codes for value in columns[name].values or ()}
    strange = sorted(tick for tick in ticks if fold(tick) not in known_ticks)
    lines = [comment(asked.text), f"[columns.{key}]"]
    if strange:
        lines += [
            comment(f"Say which of these is a tick: {name_some(strange)}"),
            "chosen = []",
            "not_chosen = []",
        ]
    lines += [f"[columns.{key}.from_each]", *write_pairs(codes), *_allowed(match, bool(unknown))]
    said = f"from {count_of(len(codes), 'column')}: {match.rests_on}"
    if unknown:
        said += f"; to fill in: {name_some([quote(name) for name in unknown])}"
    if strange:
        said += f"; to say what is a tick: {name_some(strange)}"
    return Drafted(key, tuple(lines), said, len(unknown) + bool(strange))
