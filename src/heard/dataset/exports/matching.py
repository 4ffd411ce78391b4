"""Which column of an export is which question: by its name or its heading alone, never by the answers it holds."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from heard.dataset.exports.layouts import is_of_the_tool
from heard.dataset.exports.looking import Column, Export
from heard.dataset.exports.ours import KEYS
from heard.dataset.exports.questions import Asked
from heard.dataset.exports.values import fold

OPTION_LAST = re.compile(
    r"(?P<question>.+?)\s*\[(?P<option>.+)\]"
)  # LimeSurvey: code[SQ001], Question [Answer]
OPTION_FIRST = re.compile(r"\[(?P<option>.+?)\]\s*(?P<question>.+)")  # LimeSurvey's labels for SPSS
BY_NAME, BY_HEADING = "its name is the key", "its heading is the question"
BY_ROW = "the row of its table is the question"


@dataclass(frozen=True, slots=True)
class Match:
    """A question and the column it comes from, with what that rests on. `options`: of several answers, the columns
    of each, with the words of the answer."""

    asked: Asked
    column: Column | None
    rests_on: str
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Matches:
    """`own`: Heard's own wave, area and survey. `repeated`: says again what columns of options say. `doubtful`: by
    question, the columns of which more than one could be it. Whatever is in none of these is in `rest`."""

    found: tuple[Match, ...]
    own: tuple[str, ...]
    written: tuple[str, ...]
    times: tuple[str, ...]
    repeated: tuple[str, ...]
    of_the_tool: tuple[str, ...]
    doubtful: Mapping[str, tuple[str, ...]]
    rest: tuple[Column, ...]


def match_columns(export: Export, questions: Sequence[Asked], written: Mapping[str, str]) -> Matches:
    """Every column of the export, said once. `written`: open questions by key and text, folded."""
    names = {column.name for column in export.columns}
    of_the_tool = tuple(name for name in names if is_of_the_tool(name))
    times = {name for name in names if name.endswith("Time") and name.removesuffix("Time") in names}
    open_ = [each for each in export.columns if any(fold(part) in written for part in _names(each))]
    left = [
        each
        for each in export.columns
        if each.name not in {*of_the_tool, *times, *KEYS} and each not in open_
    ]
    single, options = _look_up(left, questions)
    found, repeated, doubtful = [], [], {}
    for asked in questions:
        columns, ticked = single.get(asked.key, []), options.get(asked.key, {})
        if ticked:
            found.append(
                Match(asked, None, "its columns are named after the question and its answers", ticked)
            )
            repeated += [column.name for column, _ in columns]
        elif len(columns) == 1:
            found.append(Match(asked, *columns[0]))
        elif columns:
            doubtful[asked.key] = tuple(column.name for column, _ in columns)
    used = {match.column.name for match in found if match.column} | set(repeated)
    used |= {name for match in found for name in match.options}
    return Matches(
        found=tuple(found),
        own=tuple(key for key in KEYS if key in names),
        written=tuple(each.name for each in open_),
        times=tuple(sorted(times)),
        repeated=tuple(repeated),
        of_the_tool=tuple(each.name for each in export.columns if each.name in of_the_tool),
        doubtful=doubtful,
        rest=tuple(each for each in left if each.name not in used),
    )


def _look_up(
    columns: Sequence[Column], questions: Sequence[Asked]
) -> tuple[Mapping[str, list[tuple[Column, str]]], Mapping[str, dict[str, str]]]:
    """By question, the columns that could be it with the reason, and the columns of its answers."""
    single: dict[str, list[tuple[Column, str]]] = {}
    options: dict[str, dict[str, str]] = {}
    known = _Known(questions)
    for column in columns:
        asked, why = known.find(_names(column))
        if asked:
            single.setdefault(asked.key, []).append((column, why))
            continue
        for question, option in _split(column):
            asked, _ = known.find((question, question.rpartition("/")[2]))
            if asked and asked.is_several:
                options.setdefault(asked.key, {})[column.name] = option
                break
            of_row, _ = known.find((option,))
            if of_row and not asked:
                single.setdefault(of_row.key, []).append((column, BY_ROW))
                break
    return single, options


class _Known:
    """The questions by key and by text. A text that two of them have is nobody's."""

    def __init__(self, questions: Sequence[Asked]) -> None:
        self._by_key = {fold(asked.key): asked for asked in questions}
        texts = [fold(asked.text) for asked in questions]
        self._by_text = {fold(asked.text): asked for asked in questions if texts.count(fold(asked.text)) == 1}

    def find(self, names: Sequence[str]) -> tuple[Asked | None, str]:
        """The first question that one of the names is, and why."""
        for name in names:
            if fold(name) in self._by_key:
                return self._by_key[fold(name)], BY_NAME
            if fold(name) in self._by_text:
                return self._by_text[fold(name)], BY_HEADING
        return None, ""


def _names(column: Column) -> tuple[str, ...]:
    """What may be a question's key or text: the name, its part after the groups, the heading, and it after a code."""
    name = column.name
    return (name, name.rpartition("/")[2], column.heading, name.partition(". ")[2])


def _split(column: Column) -> Iterator[tuple[str, str]]:
    """The question and the answer that a column's name or heading is made of."""
    for text, pattern in (
        (column.name, OPTION_LAST),
        (column.heading, OPTION_LAST),
        (column.heading, OPTION_FIRST),
    ):
        parts = pattern.fullmatch(text)
        if parts:
            yield parts["question"].partition(". ")[2] or parts["question"], parts["option"]
            yield parts["question"], parts["option"]
    question, slash, option = column.name.rpartition("/")
    if slash:
        yield question, option
