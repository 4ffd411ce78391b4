"""The files of a release, as they are written and as they are read again: tables.csv and its cover sheet, ledger.json.

The cover sheet says what the tables are a release of. It is not the ledger, which stays in the programme folder.
"""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

import heard
from heard.analysis.frames import ALL, KEYS
from heard.base.errors import InputProblems
from heard.base.files import say_why
from heard.base.messages import count_of, quote
from heard.base.places import KEY_IN_WORDS, NATION, is_key
from heard.base.policy import LEVELS, Level
from heard.dataset.tally import Tally
from heard.disclosure.facts import RESPONDENTS, SCHEMA
from heard.disclosure.ledger.entries import hash_of
from heard.disclosure.protected import MAY_HOLD, Symbol

TABLES, COVER_SHEET = "tables.csv", "ledger.json"
FORMAT = 1  # of the cover sheet
SHARES = ("share", "low", "high")
NUMBERS = MAY_HOLD[Symbol.SHOWN]
RELEASED = (Level.BOARD, Level.PUBLIC)
FIRST_ROW = 2  # as a spreadsheet counts: the header is row 1
TAKE_AGAIN = "Take it from the release again."


@dataclass(frozen=True)
class CoverSheet:
    """What tables are a release of. `snapshots`: "wave/area/survey" → of which answers; `digest`: of tables.csv."""

    programme: str
    made_up: bool
    wave: str
    level: Level
    areas: tuple[str, ...]
    snapshots: Mapping[str, str]
    digest: str = ""


def write_files(cover: CoverSheet, facts: pl.DataFrame) -> Mapping[str, bytes]:
    """Both files by name. The same release gives the same bytes."""
    tables = facts.write_csv().encode()
    rule = LEVELS[cover.level]
    says = {
        "format": FORMAT,
        "programme": cover.programme,
        "made_up": cover.made_up,
        "wave": cover.wave,
        "level": cover.level.value,
        "areas": list(cover.areas),
        "heard": heard.__version__,
        "policy": {"threshold": rule.threshold, "minimum_base": rule.minimum_base},
        "tables": {TABLES: hash_of(tables)},
        "snapshots": dict(sorted(cover.snapshots.items())),
    }
    text = json.dumps(says, ensure_ascii=False, indent=1) + "\n"
    return {TABLES: tables, COVER_SHEET: text.encode()}


def find_cover_sheet(folder: Path) -> CoverSheet | None:
    """The cover sheet that stands in the folder; None where there is none. InputProblems where it is not one."""
    if not (folder / COVER_SHEET).exists():
        return None
    tally = Tally()
    found = _read_cover_sheet(folder, f"{folder.name}/{COVER_SHEET}", tally)
    if found is None:
        raise InputProblems(tally.problems())
    return found


def read_files(folder: Path, name: str, tally: Tally) -> tuple[CoverSheet | None, pl.DataFrame | None]:
    """What a release says of itself, and its facts, columns as facts.SCHEMA; None for what cannot be made out.

    Every number, symbol and name is checked, but not against the catalogue: all that is wrong in either file the tally
    then has. Where a line lacks a value, or has one too many, all such lines and nothing else of the tables.
    `name`: what messages call the folder.
    """
    cover = _read_cover_sheet(folder, f"{name}/{COVER_SHEET}", tally)
    file = f"{name}/{TABLES}"
    content = _read_bytes(folder / TABLES, file, tally)
    if content is None:
        return cover, None
    if cover is not None and hash_of(content) != cover.digest:
        words = f"it is not the file that {COVER_SHEET} beside it describes: it was changed, or belongs to another"
        tally.add(file, f"{words} release. Take both files from one release.")
    return cover, _read_tables(content, file, tally)


def note_values(tally: Tally, file: str, values: pl.Series, wrong: pl.Series, allowed: str) -> None:
    """Note each wrong value once, in the column that bears its name, with the rows it stands in."""
    found = pl.DataFrame({"value": values, "row": _rows(len(values))}).filter(wrong)
    for value, rows in found.group_by("value", maintain_order=True).agg("row").iter_rows():
        words = f"{quote(str(value))} cannot stand here." if value else "it is empty."
        tally.add(file, words, column=values.name, rows=rows, allowed=allowed)


def _rows(number: int) -> pl.Series:
    return pl.Series(range(FIRST_ROW, number + FIRST_ROW), dtype=pl.Int64)


def _read_bytes(path: Path, file: str, tally: Tally) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError as error:
        words = f"cannot be read: {say_why(error)}. A release is a folder with {TABLES} and {COVER_SHEET}."
        tally.add(file, words)
        return None


# --- The cover sheet ----------------------------------------------------------------------------------


def _read_cover_sheet(folder: Path, file: str, tally: Tally) -> CoverSheet | None:
    content = _read_bytes(folder / COVER_SHEET, file, tally)
    says = None if content is None else _read_json(content, file, tally)
    if says is None:
        return None
    before = len(tally.problems())
    found = CoverSheet(
        programme=str(says.get("programme", "")),
        made_up=says.get("made_up") is True,
        wave=_take_wave(says.get("wave"), file, tally),
        level=_take_level(says.get("level"), file, tally),
        areas=_take_areas(says.get("areas"), file, tally),
        snapshots=_take_snapshots(says.get("snapshots"), file, tally),
        digest=_take_digest(says.get("tables"), file, tally),
    )
    return found if len(tally.problems()) == before else None


def _read_json(content: bytes, file: str, tally: Tally) -> Mapping[str, object] | None:
    try:
        says: object = json.loads(content)
    except (ValueError, RecursionError):
        tally.add(file, f"it is not JSON. {TAKE_AGAIN}")
        return None
    if isinstance(says, dict) and says.get("format") == FORMAT:
        return says
    tally.add(file, f"it is not the cover sheet of a release in format {FORMAT}. {TAKE_AGAIN}")
    return None


def _take_wave(given: object, file: str, tally: Tally) -> str:
    if isinstance(given, str) and is_key(given):
        return given
    tally.add(file, f"wave: {quote(str(given))} cannot name a wave.", allowed=KEY_IN_WORDS)
    return ""


def _take_level(given: object, file: str, tally: Tally) -> Level:
    for level in RELEASED:
        if given == level.value:
            return level
    words = f"level: {quote(str(given))} is not a level a release can have."
    tally.add(file, words, allowed=", ".join(RELEASED))
    return Level.BOARD


def _take_areas(given: object, file: str, tally: Tally) -> tuple[str, ...]:
    if isinstance(given, list) and given and all(isinstance(each, str) and is_key(each) for each in given):
        return tuple(given)
    tally.add(file, "areas: it is not a list of councils' codes.", allowed=f"codes of {KEY_IN_WORDS}")
    return ()


def _take_snapshots(given: object, file: str, tally: Tally) -> Mapping[str, str]:
    if isinstance(given, dict) and all(isinstance(each, str) for each in given.values()):
        return given
    words = f"snapshots: it does not say which answers the tables were counted from. {TAKE_AGAIN}"
    tally.add(file, words)
    return {}


def _take_digest(given: object, file: str, tally: Tally) -> str:
    if isinstance(given, dict) and isinstance(given.get(TABLES), str):
        return str(given[TABLES])
    tally.add(file, f"tables: it does not say which {TABLES} it belongs to. {TAKE_AGAIN}")
    return ""


# --- The tables ---------------------------------------------------------------------------------------


def _read_tables(content: bytes, file: str, tally: Tally) -> pl.DataFrame | None:
    """The facts; None where they cannot be told apart. What is wrong in them the tally then has."""
    try:
        lines = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
        header, widths = next(lines, []), [len(line) for line in lines]
        texts = pl.read_csv(content, infer_schema=False, truncate_ragged_lines=True)
    except (csv.Error, UnicodeDecodeError, pl.exceptions.PolarsError):
        tally.add(file, f"it is not a table in CSV. {TAKE_AGAIN}")
        return None
    if header != list(SCHEMA):
        tally.add(file, "the columns are not those of a release.", rows=[1], allowed=", ".join(SCHEMA))
        return None
    if not widths:
        tally.add(file, f"there are no rows, so that there is nothing to attack. {TAKE_AGAIN}")
        return None
    ragged = [(row, width) for row, width in enumerate(widths, start=FIRST_ROW) if width != len(SCHEMA)]
    for row, width in ragged:
        words = f"it has {count_of(width, 'value')}, and there are {len(SCHEMA)} columns."
        tally.add(file, words, rows=[row])
    return None if ragged else _check(texts.fill_null(""), file, tally)


def _check(texts: pl.DataFrame, file: str, tally: Tally) -> pl.DataFrame:
    facts = texts.with_columns(_read_numbers(texts[name], file, tally) for name in NUMBERS)
    _check_names(texts, file, tally)
    _check_symbols(texts, file, tally)
    _check_shares(facts, file, tally)
    for small, large in (("count", "base"), ("low", "high")):
        rows = _rows(facts.height).filter((facts[small] > facts[large]).fill_null(value=False))
        if len(rows):
            tally.add(file, f"it is more than {large}.", column=small, rows=rows, allowed=f"up to {large}")
    double = facts.select(KEYS).is_duplicated()
    if double.any():
        words = "this cell stands in the table more than once."
        tally.add(file, words, column="cut_point", rows=_rows(facts.height).filter(double))
    return facts


def _read_numbers(texts: pl.Series, file: str, tally: Tally) -> pl.Series:
    """Empty is null, and so is what is wrong."""
    kind = SCHEMA[texts.name]
    given = texts.replace("", None)
    numbers = given.cast(kind, strict=False)
    right = (numbers.is_finite() & (numbers >= 0)).fill_null(value=False)
    allowed = "a whole number from 0" if kind == pl.Int64 else "a number from 0"
    note_values(tally, file, texts, given.is_not_null() & ~right, allowed)
    return numbers.set(~right, None)


def _check_shares(facts: pl.DataFrame, file: str, tally: Tally) -> None:
    """Of a cohort more may have taken part than it is said to have."""
    for column in SHARES:
        rate = pl.lit(column == "share") & (pl.col("indicator") == RESPONDENTS)
        wrong = facts.select((pl.col(column) > 1) & ~rate).to_series().fill_null(value=False)
        note_values(tally, file, facts[column].cast(pl.String), wrong, "0 to 1")


def _check_names(texts: pl.DataFrame, file: str, tally: Tally) -> None:
    """Names as the programme's own files may hold them; of groups and levels their codes look alike."""
    for column, otherwise in (("wave", ""), ("area", NATION), ("group", ALL), ("level", ALL)):
        values = texts[column]
        names = {value: is_key(value) or (value == otherwise != "") for value in values.unique()}
        wrong = ~values.replace_strict(names, return_dtype=pl.Boolean)
        note_values(tally, file, values, wrong, KEY_IN_WORDS + (f", or {otherwise}" if otherwise else ""))
    halves = (texts["group"] == ALL) != (texts["level"] == ALL)
    if halves.any():
        rows = _rows(texts.height).filter(halves)
        tally.add(file, f"group and level are both {ALL}, or neither is.", column="level", rows=rows)


def _check_symbols(texts: pl.DataFrame, file: str, tally: Tally) -> None:
    symbols = texts["symbol"]
    known = ", ".join(each.value or "empty" for each in Symbol)
    note_values(tally, file, symbols, ~symbols.is_in([*MAY_HOLD]), known)
    for symbol, allowed in MAY_HOLD.items():
        for column in NUMBERS:
            rows = _rows(texts.height).filter((symbols == symbol) & (texts[column] != ""))
            if column not in allowed and len(rows):
                words = f"a row with the symbol {symbol} holds no {column}."
                tally.add(file, words, column=column, rows=rows, allowed=", ".join(allowed) or "nothing")
    empty = (texts["low"] == "") | (texts["high"] == "")
    rows = _rows(texts.height).filter((symbols == Symbol.BANDED.value) & empty)
    if len(rows):
        tally.add(file, "the row says that it is a band, and lacks an end.", column="low", rows=rows)
    silent = (symbols == Symbol.SHOWN.value) & (texts["count"] == "") & (texts["share"] == "")
    rows = _rows(texts.height).filter(silent)
    if len(rows):
        tally.add(
            file,
            "the row says that it is shown, and holds no count and no share.",
            column="symbol",
            rows=rows,
        )
