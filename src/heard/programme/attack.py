"""An attack on releases as they were handed out: folders with tables.csv and ledger.json, and nothing else."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from heard.analysis.frames import KEYS
from heard.base.errors import UserError
from heard.base.files import say_why
from heard.base.messages import quote
from heard.base.policy import Level
from heard.base.surveys import TAKEN_TOGETHER, Survey
from heard.catalogue import Catalogue, load_catalogue
from heard.disclosure.attack import Attack, Release, attack
from heard.disclosure.facts import EVERY_ONE, RESPONDENTS, SCHEMA
from heard.disclosure.protected import Symbol
from heard.programme.analyse import Progress, say_nothing

TABLES, SAYS = "tables.csv", "ledger.json"
FORMAT = 1  # of ledger.json
WHOLE = ("count", "base", "eligible")
SHARES = ("share", "low", "high")


@dataclass(frozen=True, slots=True)
class _Said:
    """What ledger.json says of the tables beside it."""

    level: Level
    digest: str
    snapshots: Mapping[str, str]


def attack_releases(directories: Sequence[Path], *, progress: Progress = say_nothing) -> Attack:
    """Everything that can be worked out from these releases together. Each directory is one release.

    Raises UserError, naming file, row and column, where one cannot be read or is not what its ledger.json says.
    """
    if not directories:
        raise UserError("No release was named. Name the folders that `heard release` wrote.")
    catalogue = load_catalogue()
    names = _name(directories)
    releases = []
    for directory, name in zip(directories, names, strict=True):
        progress(f"Reading {name}")
        releases.append(read_release(directory, catalogue, name=name))
    return attack(releases, catalogue, progress=progress)


def read_release(directory: Path, catalogue: Catalogue, *, name: str = "") -> Release:
    """One release from its folder, every row of it checked. Raises UserError."""
    said = _read_says(directory / SAYS)
    content = _read_bytes(directory / TABLES)
    if hashlib.sha256(content).hexdigest() != said.digest:
        raise UserError(
            f"{directory / TABLES} is not the file that {SAYS} beside it describes: it was changed, or belongs to "
            "another release. Nothing was attacked; take both files from one release."
        )
    facts = _read_tables(directory / TABLES, content, catalogue)
    return Release(name or directory.name, said.level, facts, said.snapshots)


def _name(directories: Sequence[Path]) -> tuple[str, ...]:
    """Folders by their last part; where two have the same, by as much of the path as it takes."""
    last = [directory.resolve().name for directory in directories]
    if len(set(last)) == len(last):
        return tuple(last)
    return tuple(str(directory) for directory in directories)


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError(
            f"{path} cannot be read: {say_why(error)}. A release is a folder with {TABLES} and {SAYS}."
        ) from None


def _read_says(path: Path) -> _Said:
    try:
        says = json.loads(_read_bytes(path))
    except ValueError:
        raise UserError(f"{path} is not JSON. Take it from the release again.") from None
    if not isinstance(says, dict) or says.get("format") != FORMAT:
        raise UserError(f"{path}: this is not the ledger.json of a release in format {FORMAT}.")
    tables, snapshots, level = says.get("tables"), says.get("snapshots"), says.get("level")
    if level not in (Level.BOARD, Level.PUBLIC):
        raise UserError(
            f"{path}: level {quote(str(level))} is none a release may have. Allowed: board, public."
        )
    if not isinstance(tables, dict) or not isinstance(tables.get(TABLES), str):
        raise UserError(f"{path}: it does not say which {TABLES} it belongs to.")
    if not isinstance(snapshots, dict) or not all(isinstance(each, str) for each in snapshots.values()):
        raise UserError(f"{path}: it does not say which answers the tables were counted from (snapshots).")
    return _Said(Level(level), tables[TABLES].removeprefix("sha256:"), snapshots)


def _read_tables(path: Path, content: bytes, catalogue: Catalogue) -> pl.DataFrame:
    try:
        frame = pl.read_csv(content, infer_schema=False)
    except (pl.exceptions.PolarsError, UnicodeDecodeError):
        raise UserError(f"{path} is not a table in CSV. Take it from the release again.") from None
    if frame.columns != list(SCHEMA):
        raise UserError(
            f"{path}, row 1: the columns are not those of a release. Allowed: {', '.join(SCHEMA)}."
        )
    columns = {name: frame[name].fill_null("") for name in (*KEYS, "symbol")}
    for name in (*WHOLE, *SHARES):
        columns[name] = _read_numbers(path, frame[name], SCHEMA[name])
    facts = pl.DataFrame([columns[name].alias(name) for name in SCHEMA])
    _check_rows(path, facts, catalogue)
    return facts


def _read_numbers(path: Path, texts: pl.Series, kind: type[pl.DataType]) -> pl.Series:
    """Empty is null. Raises UserError for the first that is no number, or not one from 0."""
    given = texts.replace("", None)
    numbers = given.cast(kind, strict=False)
    wrong = (given.is_not_null() & ~(numbers >= 0).fill_null(value=False)).arg_true()
    if len(wrong):
        row = wrong[0]
        what = "a whole number from 0" if kind == pl.Int64 else "a number from 0"
        raise UserError(
            _at(path, row, texts.name, f"{quote(str(given[row]))} cannot stand here. Allowed: {what}.")
        )
    return numbers


def _check_rows(path: Path, facts: pl.DataFrame, catalogue: Catalogue) -> None:
    """Raises UserError for the first row that no release could have."""
    known = {symbol.value for symbol in Symbol}
    asked = _list_asked(catalogue)
    double = facts.select(KEYS).is_duplicated().arg_true()
    if len(double):
        raise UserError(_at(path, double[-1], "cut_point", "this cell stands in the table more than once."))
    for number, row in enumerate(facts.iter_rows(named=True)):
        empty = next((name for name in KEYS if not row[name]), None)
        if empty is not None:
            raise UserError(_at(path, number, empty, "it is empty."))
        if row["symbol"] not in known:
            words = f"{quote(row['symbol'])} is no symbol. Allowed: empty, b, c, z, u."
            raise UserError(_at(path, number, "symbol", words))
        if row["survey"] not in asked:
            raise UserError(_at(path, number, "survey", f"{quote(row['survey'])} is no survey."))
        if (row["indicator"], row["cut_point"]) not in asked[row["survey"]]:
            words = f"{quote(row['indicator'])} has no cut point {quote(row['cut_point'])} in this survey."
            raise UserError(_at(path, number, "cut_point", words))
        _check_numbers(path, number, row)


def _list_asked(catalogue: Catalogue) -> Mapping[str, set[tuple[str, str]]]:
    """By survey, and surveys taken together, every indicator with its cut points, and how many took part."""
    found: dict[str, set[tuple[str, str]]] = {}
    for survey in (*(each.value for each in Survey), *TAKEN_TOGETHER):
        found[survey] = {(RESPONDENTS, EVERY_ONE)}
        for key in catalogue.indicators:
            if catalogue.is_asked(key, survey):
                found[survey] |= {(key, cut.key) for cut in catalogue.asked(key, survey).cut_points}
    return found


def _check_numbers(path: Path, number: int, row: Mapping[str, object]) -> None:
    count, base, low, high = row["count"], row["base"], row["low"], row["high"]
    if isinstance(count, int) and isinstance(base, int) and count > base:
        raise UserError(_at(path, number, "count", f"{count} is more than the base, {base}."))
    for name in SHARES:
        share = row[name]
        if isinstance(share, float) and share > 1 and row["indicator"] != RESPONDENTS:
            raise UserError(_at(path, number, name, f"{share} is no share. Allowed: 0 to 1."))
    if isinstance(low, float) and isinstance(high, float) and low > high:
        raise UserError(_at(path, number, "low", f"{low} is more than high, {high}."))
    if row["symbol"] == Symbol.HIDDEN and count is not None:
        raise UserError(_at(path, number, "count", "the row says that it is hidden, and holds a count."))
    if row["symbol"] == Symbol.BANDED and (low is None or high is None):
        raise UserError(_at(path, number, "low", "the row says that it is a band, and has no ends."))


def _at(path: Path, row: int, column: str, words: str) -> str:
    """As a spreadsheet counts: the header is row 1."""
    return f"{path}, row {row + 2}, column {column}: {words} Nothing was attacked."
