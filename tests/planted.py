"""Made-up comments in which identities, concerns and themes are planted: one file of `made_up_comments`, read.

An identity is marked in the text as `{kind|words}`. Nobody wrote these comments, and nobody in them lives.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from heard.base.surveys import Survey
from heard.catalogue import load_catalogue
from heard.comments.codebook import load_codebook
from heard.comments.concerns.kinds import Concern
from heard.comments.identities import Kind

FOLDER = Path(__file__).parent / "made_up_comments"
DEVELOPMENT = FOLDER / "development.csv"
LEARNT_FROM = ("development", "final", "fresh", "unseen", "more", "newest", "last")  # two writers each
COLUMNS = ("id", "survey", "question", "language", "text", "concern", "directness", "themes", "idea")
DIRECTNESS = ("direct", "indirect")
MARK = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")


@dataclass(frozen=True, slots=True)
class PlantedSpan:
    """Letters `start` to `end` (exclusive) of the text without marks."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Planted:
    """One made-up comment. `directness` is empty where no concern is planted; `is_idea` marks a proposal."""

    id: str
    survey: Survey
    question: str
    language: str
    text: str = field(repr=False)
    spans: tuple[PlantedSpan, ...]
    concern: Concern | None
    directness: str
    themes: frozenset[str]
    is_idea: bool


def read_planted(path: Path = DEVELOPMENT) -> tuple[Planted, ...]:
    """Every comment of a file, in its order. Raises ValueError with everything wrong in the file."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns, rows = tuple(reader.fieldnames or ()), list(reader)
    if columns != COLUMNS:
        raise ValueError(f"{path.name}: the columns are not {', '.join(COLUMNS)}.")
    faults = [f"{row['id']}: {fault}" for row in rows for fault in _faults(row)]
    faults += [
        f"{row['id']}: stands twice" for row in rows if [each["id"] for each in rows].count(row["id"]) > 1
    ]
    if faults:
        raise ValueError("\n".join(dict.fromkeys(faults)))
    return tuple(map(_planted, rows))


def read_all() -> tuple[Planted, ...]:
    """Every comment that is learnt from; the first letter of its id is its writer's."""
    return tuple(each for name in LEARNT_FROM for each in read_planted(FOLDER / f"{name}.csv"))


def unmark(marked: str) -> tuple[str, tuple[PlantedSpan, ...]]:
    """The text without its marks, and where the marked words stand in it."""
    parts: list[str] = []
    spans: list[PlantedSpan] = []
    length = last = 0
    for mark in MARK.finditer(marked):
        parts += [marked[last : mark.start()], mark[2]]
        start = length + mark.start() - last
        length, last = start + len(mark[2]), mark.end()
        spans.append(PlantedSpan(start, length, Kind(mark[1])))
    return "".join([*parts, marked[last:]]), tuple(spans)


def _planted(row: Mapping[str, str]) -> Planted:
    text, spans = unmark(row["text"])
    return Planted(
        id=row["id"],
        survey=Survey(row["survey"]),
        question=row["question"],
        language=row["language"],
        text=text,
        spans=spans,
        concern=Concern(row["concern"]) if row["concern"] else None,
        directness=row["directness"],
        themes=_themes(row),
        is_idea=row["idea"] == "yes",
    )


def _themes(row: Mapping[str, str]) -> frozenset[str]:
    return frozenset(row["themes"].split(";")) if row["themes"] else frozenset()


def _faults(row: Mapping[str, str]) -> Iterator[str]:
    if None in row or None in row.values():
        yield f"has not {len(COLUMNS)} columns"
        return
    yield from _wrong_marks(row["text"])
    allowed = {
        "survey": list(Survey),
        "question": _questions(),
        "concern": ["", *Concern],
        "directness": DIRECTNESS if row["concern"] else [""],
        "idea": ["yes", "no"],
    }
    yield from (
        f"{column}: {row[column]!r}" for column, values in allowed.items() if row[column] not in values
    )
    if not re.fullmatch("[a-z]{2}", row["language"]):
        yield f"language: {row['language']!r}"
    yield from (f"themes: {code!r}" for code in sorted(_themes(row) - set(load_codebook().keys)))


@cache
def _questions() -> frozenset[str]:
    """Every open question's key."""
    surveys = load_catalogue().questionnaires.values()
    return frozenset(question.key for survey in surveys for question in survey.open_questions())


def _wrong_marks(text: str) -> Iterator[str]:
    if not text.strip():
        yield "text: is empty"
    if set("{}") & set(MARK.sub("", text)):
        yield "text: a brace is left over"
    for kind, words in MARK.findall(text):
        if kind not in list(Kind) or not words.strip():
            yield f"text: a mark of kind {kind!r} on {words!r}"
