"""Why a number is missing, as a letter: in Stata a missing value of its own, in SPSS a code."""

from collections.abc import Mapping

import polars as pl

from heard.disclosure.protected import Symbol
from heard.reports.material import Material

NONE = "n"  # there is no such figure, hidden or not
LETTERS: Mapping[str, str] = {
    Symbol.HIDDEN.value: "c",
    Symbol.BANDED.value: "b",
    Symbol.NOT_ASKED.value: "z",
    Symbol.UNRELIABLE.value: "u",
    Symbol.SHOWN.value: NONE,
}
SPSS_CODES: Mapping[str, int] = {"c": -91, "b": -92, "z": -93, "u": -94, NONE: -95}
LOWEST, HIGHEST = -99, -91  # what SPSS takes as missing; no figure of ours comes near it


def letters_of(frame: pl.DataFrame) -> pl.Expr:
    """The letter that stands in a row for any number it lacks."""
    if "symbol" not in frame.columns:
        return pl.repeat(NONE, frame.height, dtype=pl.String)
    return pl.col("symbol").replace_strict(LETTERS, return_dtype=pl.String)


def words_of(material: Material) -> Mapping[str, str]:
    """What each letter means."""
    symbols = {letter: material.say(f"files.codes.symbols.{letter}") for letter in "cbzu"}
    return {**symbols, NONE: material.say("files.none")}
