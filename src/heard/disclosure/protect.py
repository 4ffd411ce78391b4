"""Protection of tables before anybody outside the analysts sees them (method, section 3).

At the level *working* nothing of a council's own is hidden. For *board* and *public* every cell is decided together
with all others a reader can reckon with: see `decisions`. What comes out can be published only after the attacker of
`disclosure.attack` has failed on it together with everything in the ledger; `programme.release` sees to that.
"""

import numpy as np
import polars as pl

from heard.analysis.flags import LEVEL_FLAG_WORDS, level_flags
from heard.analysis.frames import KEYS, worded
from heard.analysis.intervals import NOTE_WORDS, cohort_intervals
from heard.analysis.layout import EVERYBODY
from heard.analysis.tables import Tables
from heard.base.errors import HeardError
from heard.base.policy import LEVELS, Level
from heard.base.surveys import parts_of
from heard.catalogue import Catalogue
from heard.disclosure.associations import protect_associations
from heard.disclosure.comparisons import protect_comparisons, round_pools
from heard.disclosure.deciding.council import Council, read_council
from heard.disclosure.deciding.decisions import Decisions, decide
from heard.disclosure.deciding.primary import Primary
from heard.disclosure.deciding.said import Said
from heard.disclosure.participation import protect_participation
from heard.disclosure.pooling.pools import national_facts, open_neighbours
from heard.disclosure.protected import IN_A_BAND, ProtectedTables, Symbol, empty, no_trends

CELL = KEYS[2:]  # in one council's wave
GRID = {**dict.fromkeys((*CELL, "symbol"), pl.String), "band_low": pl.Float64, "band_high": pl.Float64}
# What an estimate says, and the column that says it for the whole cohort of its level.
FOR_WHOLE = {
    "low": "whole_low",
    "high": "whole_high",
    "level_flag": "whole_flag",
    "note": "whole_note",
    "eligible": "whole_cohort",
}


def protect(
    tables: Tables,
    level: Level,
    *,
    area: str | None = None,
    catalogue: Catalogue | None = None,
    said: pl.DataFrame | None = None,
    further: pl.DataFrame | None = None,
    earlier: pl.DataFrame | None = None,
) -> ProtectedTables:
    """What `level` may see of `tables`.

    With `area`, the tables of that council alone, as handed to it. Without, the programme's own exact tables, which
    only the level working gives. At other levels:
    `said`: the facts of this wave and council said before, with the level they were said `to`; `further`: cells that
    may not be shown anew because few answers changed since (keys, `up`, `down`); `earlier`: facts of earlier waves at
    this level. Trends are for the level working alone.
    Raises HeardError for a protected level without area or catalogue.
    """
    if level is Level.WORKING:
        return _for_analysts(tables, area)
    if area is None or catalogue is None:
        raise HeardError("a protected table is one council's, and needs the catalogue")
    estimates, participation = (each.filter(area=area) for each in (tables.estimates, tables.participation))
    council = read_council(estimates, participation, tables.pool, catalogue, area=area, wave=tables.wave)
    decisions = decide(council, level, Said.read(said, further, level))
    of_whole = _of_whole_cohort(
        _on_grid(estimates, council, decisions, level), participation, council, catalogue
    )
    protected = _say(of_whole, estimates.columns)
    return ProtectedTables(
        level,
        tables.wave,
        protected,
        compare_open(tables, protected, level, area=area, catalogue=catalogue, earlier=earlier),
        protect_participation(_every_level(participation, council), _patterns(council, decisions), level),
        protect_associations(tables.associations, level, area, estimates=protected, catalogue=catalogue),
        no_trends(),
    )


def compare_open(
    tables: Tables,
    estimates: pl.DataFrame,
    level: Level,
    *,
    area: str,
    catalogue: Catalogue,
    earlier: pl.DataFrame | None,
) -> pl.DataFrame:
    """The council's comparisons that may be shown beside these protected estimates; arguments as those of protect."""
    return protect_comparisons(
        tables.comparisons.filter(pl.col("area") == area),
        estimates,
        national_facts(tables.pool, level, catalogue, tables.wave),
        earlier,
        level,
        catalogue=catalogue,
        asked_before=tables.asked_before,
        near=open_neighbours(tables.pool, area, level, catalogue),
    )


def participate_open(tables: Tables, participation: pl.DataFrame, level: Level, *, area: str) -> pl.DataFrame:
    """Who took part of the council, where no more is open than is shown in `participation`, a protected table of it."""
    keys = participation.select("survey", "group", "level")
    open_ones = participation.select(keys.columns).with_columns(open=participation["symbol"] == Symbol.SHOWN)
    own = _in_every_level(tables.participation.filter(area=area), keys, tables.wave, area)
    return protect_participation(own, open_ones, level)


def _for_analysts(tables: Tables, area: str | None) -> ProtectedTables:
    estimates, comparisons, participation, trends = (
        _shown(each if area is None else each.filter(area=area))
        for each in (tables.estimates, tables.comparisons, tables.participation, tables.trends)
    )
    return ProtectedTables(
        Level.WORKING,
        tables.wave,
        estimates,
        comparisons if area is None else round_pools(comparisons),
        participation,
        protect_associations(tables.associations, Level.WORKING, area),
        trends,
    )


def _shown(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(symbol=pl.lit(Symbol.SHOWN.value))


# --- Estimates --------------------------------------------------------------------------------------


def _on_grid(frame: pl.DataFrame, council: Council, decisions: Decisions, level: Level) -> pl.DataFrame:
    """A row for every level and cut point there could be, so that none tells anything by being there."""
    grid = pl.DataFrame(_list_cells(council, decisions, level), schema=GRID, orient="row")
    joined = grid.join(frame, on=CELL, how="left", maintain_order="left")
    return joined.with_columns(
        pl.col("count", "base").fill_null(0), wave=pl.lit(council.wave), area=pl.lit(council.area)
    )


def _say(frame: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """What each row's symbol lets it say."""
    shown, banded = pl.col("symbol") == Symbol.SHOWN, pl.col("symbol") == Symbol.BANDED
    frame = frame.with_columns(
        low=pl.when(banded).then("band_low").otherwise("low"),
        high=pl.when(banded).then("band_high").otherwise("high"),
    )
    kept = empty(empty(frame, ~(shown | banded)), banded, keep=IN_A_BAND)
    return kept.select(*columns, "symbol")


Cell = tuple[str, str, str, str, str, str, float | None, float | None]


def _list_cells(council: Council, decisions: Decisions, level: Level) -> list[Cell]:
    primary, symbols = Primary.of(LEVELS[level]), decisions.headlines.symbols
    found: list[Cell] = []
    for survey, answered in council.surveys.items():
        for place, (group, code) in enumerate(answered.levels):
            for question in answered.questions.values():
                for cut, counts in question.counts.items():
                    key = (survey, group, code, question.indicator, cut)
                    if place == 0:
                        symbol = symbols[survey, question.indicator, cut]
                        found.append(_cell(key, symbol, int(counts[0]), int(question.base[0]), primary))
                    else:
                        shown = decisions.breakdowns[survey, question.indicator].shown[cut][place]
                        found.append((*key, Symbol.SHOWN if shown else Symbol.HIDDEN, None, None))
    for rows in council.together:
        for cut in rows.cut_points:
            key = (rows.survey, *EVERYBODY, rows.indicator, cut)
            symbol = symbols.get((rows.survey, rows.indicator, cut), Symbol.HIDDEN)
            found.append(_cell(key, symbol, rows.counts[cut], rows.base, primary))
    return found


def _cell(
    key: tuple[str, str, str, str, str], symbol: Symbol, count: int, base: int, primary: Primary
) -> Cell:
    if symbol is not Symbol.BANDED:
        return (*key, symbol, None, None)
    return (*key, symbol, *primary.band(count, base))


def _of_whole_cohort(
    frame: pl.DataFrame, participation: pl.DataFrame, council: Council, catalogue: Catalogue
) -> pl.DataFrame:
    """Intervals of routed questions, and what is made of them, for the whole cohort of the level.

    Those of analysis are for the part of the cohort that the question was for: with the cohort and the number who
    answered that part gives exactly how many were led past it. The whole cohort is larger, so the interval is wider.
    """
    frame = frame.with_columns(_whole_cohort(frame, participation), is_routed=_is_routed(council))
    return _judge_for_whole(frame, catalogue).with_columns(
        pl.when("is_routed").then(pl.col(whole)).otherwise(pl.col(name)).alias(name)
        for name, whole in FOR_WHOLE.items()
    )


def _judge_for_whole(frame: pl.DataFrame, catalogue: Catalogue) -> pl.DataFrame:
    """The rows with what FOR_WHOLE names."""
    count, base, share, cohort = (
        frame[name].cast(pl.Float64).fill_null(float("nan")).to_numpy()
        for name in ("count", "base", "share", "whole_cohort")
    )
    intervals = cohort_intervals(count, base, cohort)
    low, high = intervals.low_outward, intervals.high_outward
    expected = np.array([catalogue.indicators[key].expected_of_all for key in frame["indicator"]], dtype=bool)
    flags = level_flags(base=base, share=share, low=low, high=high, expected_of_all=expected)
    return frame.with_columns(
        whole_low=pl.Series(low, nan_to_null=True),
        whole_high=pl.Series(high, nan_to_null=True),
        whole_flag=pl.when(pl.col("level_flag") != "").then(worded(LEVEL_FLAG_WORDS, flags)),
        whole_note=worded(NOTE_WORDS, intervals.notes),
    )


def _is_routed(council: Council) -> pl.Expr:
    """Whether a row is of a question that is asked of some only, in one at least of the surveys it takes together."""
    routed = {
        (survey, question.indicator)
        for survey, answered in council.surveys.items()
        for question in answered.questions.values()
        if question.asked.condition is not None
    }
    return pl.any_horizontal(
        pl.lit(value=False),
        *(
            (pl.col("indicator") == indicator) & pl.col("survey").str.split(";").list.contains(survey)
            for survey, indicator in sorted(routed)
        ),
    )


def _whole_cohort(frame: pl.DataFrame, participation: pl.DataFrame) -> pl.Series:
    """The cohort of each row's level, of surveys taken together the sum; null where a part of it is not known."""
    known = {
        (survey, group, code): eligible
        for survey, group, code, eligible in participation.select(
            "survey", "group", "level", "eligible"
        ).iter_rows()
    }
    found = []
    for survey, group, code in frame.select("survey", "group", "level").iter_rows():
        parts = [known.get((part.value, group, code)) for part in parts_of(survey)]
        found.append(None if None in parts else sum(part for part in parts if part is not None))
    return pl.Series("whole_cohort", found, dtype=pl.Int64)


# --- Participation ----------------------------------------------------------------------------------


def _every_level(participation: pl.DataFrame, council: Council) -> pl.DataFrame:
    """A row for every level there could be, with nobody where the table has none."""
    keys = [(each.survey, *level) for each in council.surveys.values() for level in each.levels]
    grid = pl.DataFrame(keys, schema=["survey", "group", "level"], orient="row")
    return _in_every_level(participation, grid, council.wave, council.area)


def _in_every_level(participation: pl.DataFrame, grid: pl.DataFrame, wave: str, area: str) -> pl.DataFrame:
    joined = grid.join(participation, on=["survey", "group", "level"], how="left", maintain_order="left")
    return joined.with_columns(
        pl.col("respondents").fill_null(0), wave=pl.lit(wave), area=pl.lit(area)
    ).select(participation.columns)


def _patterns(council: Council, decisions: Decisions) -> pl.DataFrame:
    rows = [
        (survey, *level, bool(is_open))
        for survey, answered in council.surveys.items()
        for level, is_open in zip(answered.levels, decisions.levels[survey], strict=True)
    ]
    return pl.DataFrame(rows, schema=["survey", "group", "level", "open"], orient="row")
