"""Which responses something was said of, so that it is noticed when they are others, and how many changed.

A snapshot keeps, for each group, a keyed digest of every response and the level it was counted in. Each group has
a key of its own, so the digests of one child in two groups cannot be joined. They know neither wave nor council: a
response is known again wherever it is read in (`repeated`). What it could tell whom:
- without the key: how many responses each level has, hidden levels included, how many changed from one snapshot to
  the next, how many are the same in two waves, and that two children of a level gave the very same answers to
  everything;
- with the key, to somebody who already knows or guesses every answer of a child: that this is one of the responses.
So it stays where the responses are, readable to those who can read them, and nothing of it is ever handed out but
the snapshot's own digest, which tells no more than whether two releases are of the same responses.
"""

import hashlib
import hmac
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from heard.analysis.frames import ALL
from heard.base.surveys import Survey
from heard.dataset.codebook import Column, SurveyColumns
from heard.dataset.storing import StoredDataset

TEXT = " "  # the column of a response's text; no group is called so
UNKNOWN = "missing"  # the level of who gave none
ROW_BYTES = 16  # of a digest: two of a million responses meet in one of 10^26 cases
SCHEMA = {"group": pl.String, "level": pl.String, "row": pl.Binary}


@dataclass(frozen=True)
class Snapshot:
    """The responses of one council to one survey in one wave. `rows`: `group, level, row`, sorted."""

    wave: str
    area: str
    survey: str
    rows: pl.DataFrame
    digest: str

    @property
    def key(self) -> str:
        """What an entry lists it under."""
        return f"{self.wave}/{self.area}/{self.survey}"


def split_place(place: str) -> tuple[str, str, str]:
    """The wave, area and survey of a snapshot's key."""
    wave, area, survey = place.rsplit("/", 2)
    return wave, area, survey


def seal_rows(place: str, rows: pl.DataFrame, key: bytes) -> str:
    """The digest of a snapshot: of "wave/area/survey" and its rows, in hexadecimal."""
    ordered = rows.sort("group", "level", "row")
    digest = hmac.new(key, place.encode(), hashlib.sha256)
    for group, level, row in ordered.iter_rows():
        digest.update(f"\n{group}={level}:".encode() + row)
    return digest.hexdigest()


def take_snapshots(
    stored: StoredDataset, wave: str, areas: Collection[str], key: bytes
) -> Mapping[str, Snapshot]:
    """By "wave/area/survey", the responses to every survey the wave ran, also where there are none.

    The order of responses never matters, nor a column that nobody answered: a catalogue that asks more makes no
    other snapshot of the same answers, beyond the groups it has.
    """
    found = {}
    named = sorted(areas)
    for survey in stored.codebook.waves.get(wave, ()):
        own = _rows_of(stored, wave, survey, named)
        for area in named:
            rows = _digest(own[area], key) if area in own else pl.DataFrame(schema=SCHEMA)
            place = f"{wave}/{area}/{survey.value}"
            found[place] = Snapshot(wave, area, survey.value, rows, seal_rows(place, rows, key))
    return found


def read_texts(rows: pl.DataFrame, columns: SurveyColumns) -> list[str]:
    """Each response as one text, "key=answer" of every question it has an answer to, in the order of the keys."""
    given = [
        _as_text(rows[column.key], column) for column in sorted(columns.read, key=_key) if column.key in rows
    ]
    return pl.DataFrame(given).select(pl.concat_str(pl.all())).to_series().to_list() if given else []


def mark_added(rows: pl.DataFrame, columns: SurveyColumns, old: pl.DataFrame, key: bytes) -> list[bool]:
    """Which of the stored `rows` of one council and survey are not in the snapshot whose rows are `old`.

    Of responses that are alike in everything, so many as there are more of now.
    """
    left = Counter(old.filter(pl.col("group") == ALL)["row"].to_list())
    added = []
    for _, _, row in _of_group(ALL, [ALL] * rows.height, read_texts(rows, columns), key):
        added.append(left[row] <= 0)
        left[row] -= 1
    return added


def _rows_of(
    stored: StoredDataset, wave: str, survey: Survey, areas: Collection[str]
) -> Mapping[str, pl.DataFrame]:
    """By area, where anybody answered: each response's text and, a column a group, its level."""
    book = stored.codebook
    columns, places = book.surveys[survey], [book.areas.index(area) for area in areas]
    parts = [
        batch.filter(pl.col("area").is_in(places))
        for partition in stored.partitions()
        if (partition.wave, partition.survey) == (wave, survey)
        for batch in partition.batches()
    ]
    if not parts:
        return {}
    rows = pl.concat(parts)
    levels = [_levels(rows[column.key], column) for column in columns.demographics]
    said = pl.DataFrame([rows["area"], pl.Series(TEXT, read_texts(rows, columns), dtype=pl.String), *levels])
    by_place = said.partition_by("area", as_dict=True, include_key=False)
    return {book.areas[int(str(place))]: each for (place,), each in by_place.items()}


def _levels(stored: pl.Series, column: Column) -> pl.Series:
    words = stored.cast(pl.Int64).replace_strict(_words(column), return_dtype=pl.String)
    return words.fill_null(UNKNOWN).alias(column.key)


def _digest(said: pl.DataFrame, key: bytes) -> pl.DataFrame:
    texts = said[TEXT].to_list()
    digests = list(_of_group(ALL, [ALL] * said.height, texts, key))
    for group in said.columns:
        if group != TEXT:
            digests += _of_group(group, said[group].to_list(), texts, key)
    return pl.DataFrame(digests, schema=SCHEMA, orient="row").sort(*SCHEMA)


def _of_group(
    group: str, levels: list[str], texts: list[str], key: bytes
) -> Iterator[tuple[str, str, bytes]]:
    own_key = hmac.digest(key, f"group {group}".encode(), "sha256")
    for level, text in zip(levels, texts, strict=True):
        yield group, level, hmac.digest(own_key, text.encode(), "sha256")[:ROW_BYTES]


def _as_text(stored: pl.Series, column: Column) -> pl.Series:
    numbers = stored.cast(pl.Int64)
    words = {number: f"{column.key}={answer}|" for number, answer in _answers(numbers, column).items()}
    return numbers.replace_strict(words, return_dtype=pl.String).fill_null("").alias(column.key)


def _answers(numbers: pl.Series, column: Column) -> Mapping[int, str]:
    if not column.multiple:
        return _words(column)
    there = [int(number) for number in numbers.drop_nulls().unique()]
    return {number: _several(number, column) for number in there}


def _several(number: int, column: Column) -> str:
    if number < 0:
        return column.no_answer[-1 - number]
    return ";".join(code for bit, code in enumerate(column.codes) if number >> bit & 1)


def _words(column: Column) -> Mapping[int, str]:
    return {number: code for code, number in column.number_of.items()}


def _key(column: Column) -> str:
    return column.key
