"""Files for SPSS (.sav) and Stata (.dta): estimates and comparisons, with labels of variables and values."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from heard.reports.data_files.council_tables import CouncilTables
from heard.reports.data_files.described import Described, Values, describe
from heard.reports.data_files.files import stem_of
from heard.reports.data_files.labels import Labels
from heard.reports.data_files.missing import HIGHEST, LOWEST, SPSS_CODES, letters_of
from heard.reports.data_files.variables import Kind, Table

FILES = (Table.ESTIMATES, Table.COMPARISONS)
MOST_OF_A_SPSS_TITLE = 64  # bytes
MOST_OF_A_STATA_TITLE = 80  # letters
MOST_OF_A_SPSS_LABEL = 120  # bytes, of a value
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SPSS_STAMP = slice(92, 109)  # of the header: nine bytes of date and eight of time
STATA_STAMP = re.compile(rb"<timestamp>\x11.{17}</timestamp>")
STATA_14 = 14  # a format that Stata 14 and later read; the newest is for 32,768 variables and more
WHOLE, EXACT = "F8.0", "F12.6"  # how SPSS shows a count, and any other number


def write_sav(tables: CouncilTables) -> Mapping[str, bytes]:
    """The files for SPSS by name. A number that is not there is a missing code that says why."""
    return _write(tables, "sav", _write_spss)


def write_dta(tables: CouncilTables) -> Mapping[str, bytes]:
    """The files for Stata by name. A number that is not there is `.c`, `.b`, `.z`, `.u` or `.n`."""
    return _write(tables, "dta", _write_stata)


def _write(
    tables: CouncilTables, ending: str, write: Callable[[Described, Path, date], bytes]
) -> Mapping[str, bytes]:
    """pyreadstat writes to a path only; what is written bears the day on which the wave closed, never the clock."""
    labels, facts = Labels(tables.material), tables.facts
    with TemporaryDirectory() as folder:
        return {
            f"{stem_of(facts)}-{table}.{ending}": write(
                describe(tables, table, labels), Path(folder) / f"{table}.{ending}", facts.wave.closes_on
            )
            for table in FILES
        }


def _write_spss(described: Described, path: Path, day: date) -> bytes:
    import pyreadstat

    codes = letters_of(described.frame).replace_strict(SPSS_CODES, return_dtype=pl.Int64)
    numeric = [each.name for each in described.numeric]
    missing: Values = {SPSS_CODES[letter]: words for letter, words in described.missing.items()}
    pyreadstat.write_sav(
        described.frame.with_columns(pl.col(name).fill_null(codes) for name in numeric),
        path,
        file_label=_shortened(described.title, MOST_OF_A_SPSS_TITLE),
        column_labels=dict(described.labels),
        row_compress=True,
        variable_value_labels=_spss_labels({**described.values, **dict.fromkeys(numeric, missing)}),
        missing_ranges={name: [{"lo": LOWEST, "hi": HIGHEST}] for name in numeric},
        variable_measure=dict.fromkeys(described.values, "nominal") | dict.fromkeys(numeric, "scale"),
        variable_format={
            each.name: WHOLE if each.kind is Kind.COUNT else EXACT for each in described.numeric
        },
    )
    content = path.read_bytes()
    stamp = f"{day.day:02d} {MONTHS[day.month - 1]} {day.year % 100:02d}00:00:00".encode()
    return content[: SPSS_STAMP.start] + stamp + content[SPSS_STAMP.stop :]


def _spss_labels(values: Mapping[str, Values]) -> dict[str, dict[int | float, str]]:
    return {
        name: {number: _shortened(words, MOST_OF_A_SPSS_LABEL) for number, words in meanings.items()}
        for name, meanings in values.items()
    }


def _shortened(text: str, most: int) -> str:
    """As much of a text as fits into so many bytes, whole letters only."""
    return text.encode()[:most].decode(errors="ignore")


def _write_stata(described: Described, path: Path, day: date) -> bytes:
    import pyreadstat

    letters = described.frame.select(letters_of(described.frame)).to_series().to_list()
    numeric = [each.name for each in described.numeric]
    lettered = [_lettered(described.frame[name], letters) for name in numeric]
    values: dict[str, dict[int | float, str]] = {
        name: dict(meanings) for name, meanings in described.values.items()
    }
    # pyreadstat takes Stata's own missing values, which are letters, beside numbers.
    missing: dict[int | float, str] = dict(described.missing)  # type: ignore[assignment]
    pyreadstat.write_dta(
        described.frame.with_columns(lettered),
        path,
        file_label=described.title[:MOST_OF_A_STATA_TITLE],
        column_labels=dict(described.labels),
        version=STATA_14,
        variable_value_labels=values | dict.fromkeys(numeric, missing),
        missing_user_values={name: list(described.missing) for name in numeric},
    )
    stamp = f"{day.day:02d} {MONTHS[day.month - 1]} {day.year} 00:00".encode()
    return STATA_STAMP.sub(b"<timestamp>\x11" + stamp + b"</timestamp>", path.read_bytes(), count=1)


def _lettered(numbers: pl.Series, letters: list[str]) -> pl.Series:
    """The numbers, and the letter of its row where there is none."""
    values = zip(numbers.to_list(), letters, strict=True)
    given = [letter if number is None else number for number, letter in values]
    return pl.Series(numbers.name, given, dtype=pl.Object)
