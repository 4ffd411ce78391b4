"""One council's protected tables as every file of figures takes them: its own rows, emptied, in one order.

The order is the catalogue's and rests on names alone. A row that may not be shown is emptied here once more, so that
no file could carry a value that was left under its symbol.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl
from polars import selectors as cs

from heard.analysis.intervals import NOTE_WORDS, Note
from heard.base.places import NATION
from heard.base.surveys import parts_of
from heard.catalogue import Catalogue
from heard.disclosure import ProtectedTables
from heard.disclosure.protected import IN_A_BAND, MAY_HOLD, OF_THE_COHORT, Symbol, empty
from heard.disclosure.small_cohorts import without_small_cohorts
from heard.reports.data_files.order import SURVEYS, in_order
from heard.reports.data_files.variables import TABLES, Kind, Table
from heard.reports.facts import ReportFacts
from heard.reports.material import Material

WORDS_OF_RATIOS = ("direction", "adjusted_for", "method", "reason")  # as disclosure.associations empties them
BAND = {"band_low": "low", "band_high": "high"}


@dataclass(frozen=True)
class CouncilTables:
    """A council's tables for its families, columns as `variables.TABLES` names them, and what to say of them.

    A banded row of estimates has its ends in `band_low` and `band_high`, and nothing in `low` and `high`, which are
    ends of intervals.
    """

    material: Material
    frames: Mapping[Table, pl.DataFrame]

    @property
    def facts(self) -> ReportFacts:
        """Whose and which tables they are."""
        return self.material.facts

    @property
    def catalogue(self) -> Catalogue:
        """What was asked."""
        return self.material.catalogue

    @property
    def estimates(self) -> pl.DataFrame:
        """A share a row."""
        return self.frames[Table.ESTIMATES]

    @property
    def comparisons(self) -> pl.DataFrame:
        """A share beside another a row; only what may be shown."""
        return self.frames[Table.COMPARISONS]

    @property
    def participation(self) -> pl.DataFrame:
        """Who took part, a level of a group a row."""
        return self.frames[Table.PARTICIPATION]

    @property
    def associations(self) -> pl.DataFrame:
        """What goes with well-being, here and in all councils."""
        return self.frames[Table.ASSOCIATIONS]

    @property
    def trends(self) -> pl.DataFrame:
        """Change over three waves and more; of a working copy only."""
        return self.frames[Table.TRENDS]


def read_council_tables(
    protected: ProtectedTables, catalogue: Catalogue, facts: ReportFacts, *, language: str = "en"
) -> CouncilTables:
    """The tables of `facts.council` for `facts.families`.

    HeardError where they were protected for another level or hold another wave than the facts say, and for the nation.
    """
    material = Material.of(protected, (), catalogue, facts, language=language)
    protected = without_small_cohorts(protected)
    of_council = {
        Table.ESTIMATES: _estimates(protected.estimates, leaves_out=material.leaves_out),
        Table.COMPARISONS: _only_shown(protected.comparisons),
        Table.PARTICIPATION: _participation(protected.participation),
        Table.ASSOCIATIONS: _associations(protected.associations),
        Table.TRENDS: _only_shown(protected.trends),
    }
    frames = {
        table: in_order(_own(frame, facts, table), catalogue).select(_columns(table, frame))
        for table, frame in of_council.items()
    }
    return CouncilTables(material, frames)


def _own(frame: pl.DataFrame, facts: ReportFacts, table: Table) -> pl.DataFrame:
    """The rows of the council and of the report's families; of associations those of all councils too."""
    areas = [facts.council.code, *([NATION] if table is Table.ASSOCIATIONS else [])]
    asked = [key for key in SURVEYS if parts_of(key)[0].family in facts.families]
    return frame.filter(pl.col("area").is_in(areas), pl.col("survey").is_in(asked))


def _columns(table: Table, frame: pl.DataFrame) -> list[pl.Expr]:
    """The table's variables; null where the frame has no such column."""
    kinds = {variable.name: variable.kind for variable in TABLES[table]}
    return [
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(TYPES[kind]).alias(name)
        for name, kind in kinds.items()
    ]


TYPES = {
    Kind.TEXT: pl.String,
    Kind.CODE: pl.String,
    Kind.COUNT: pl.Int64,
    Kind.SHARE: pl.Float64,
    Kind.POINTS: pl.Float64,
    Kind.NUMBER: pl.Float64,
    Kind.YES_NO: pl.Boolean,
}


# --- What a row may hold ------------------------------------------------------------------------------


def _is(*symbols: Symbol) -> pl.Expr:
    return pl.col("symbol").is_in([symbol.value for symbol in symbols])


def _estimates(frame: pl.DataFrame, *, leaves_out: bool) -> pl.DataFrame:
    """Each row with what its symbol lets it hold; a band's ends in columns of their own.

    Where something may be hidden, that everyone answered is said only beside the cohort: it would tell how many a
    question was for.
    """
    said = empty(frame, ~_is(Symbol.SHOWN, Symbol.BANDED, Symbol.UNRELIABLE))
    said = empty(said, _is(Symbol.UNRELIABLE), keep=MAY_HOLD[Symbol.UNRELIABLE])
    said = empty(said, _is(Symbol.BANDED), keep=IN_A_BAND)
    banded, silent = _is(Symbol.BANDED), pl.lit(leaves_out) & pl.col("eligible").is_null()
    silent &= pl.col("note") == NOTE_WORDS[Note.EVERYONE_ANSWERED]
    return said.with_columns(
        *(pl.when(banded).then(end).alias(name) for name, end in BAND.items()),
        *(pl.when(~banded).then(end).alias(end) for end in BAND.values()),
        note=pl.when(silent).then(pl.lit("")).otherwise("note"),
    )


def _participation(frame: pl.DataFrame) -> pl.DataFrame:
    return empty(frame, ~_is(Symbol.SHOWN), keep=OF_THE_COHORT)


def _associations(frame: pl.DataFrame) -> pl.DataFrame:
    """A banded row holds no number: only that something goes with an outcome; a hidden one no word of it either."""
    shown, hidden = _is(Symbol.SHOWN), ~_is(Symbol.SHOWN, Symbol.BANDED)
    return frame.with_columns(
        pl.when(shown).then(cs.numeric()).name.keep(),
        *(pl.when(hidden).then(pl.lit("")).otherwise(name).alias(name) for name in WORDS_OF_RATIOS),
    )


def _only_shown(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter(_is(Symbol.SHOWN))
