"""One council's tables: protected, then attacked together with all that was said before, then said less of.

Only what the attacker cannot break is ever handed out. A question it breaks is withheld whole; where that does not
help, nothing is released.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from heard.analysis.frames import KEYS
from heard.analysis.tables import Tables
from heard.base.policy import LEVELS, Level
from heard.catalogue import Catalogue
from heard.disclosure import ProtectedTables, protect
from heard.disclosure.attack.releases import Breach, Release
from heard.disclosure.facts import EVERY_ONE, RESPONDENTS, list_facts
from heard.disclosure.ledger.refusals import NOTHING_RELEASED, ReleaseRefused
from heard.disclosure.protect import compare_open
from heard.disclosure.protected import Symbol
from heard.programme.fingerprint import fingerprint_of_code

Block = tuple[str, str]  # survey, indicator
ROUNDS = 4  # withheld where it is betrayed; then the question in every survey; then all; then nothing helps
NAMES = (*KEYS, "against", "reference", "symbol")  # which cell it is: the columns a hidden row keeps
NO_SECRETS = ("eligible", "share_of_eligible")  # nor do they tell who took part
THIS = "this release"


@dataclass(frozen=True)
class Case:
    """What it takes to protect one council's wave at a level. `tables` are the council's own.

    said, further, earlier: as disclosure.protect takes them. before: what its readers hold already. snapshots: of
    which responses the tables are, "wave/area/survey" → digest.
    """

    area: str
    level: Level
    tables: Tables
    said: pl.DataFrame
    further: pl.DataFrame
    earlier: pl.DataFrame
    before: tuple[Release, ...]
    snapshots: Mapping[str, str]

    @property
    def fingerprint(self) -> str:
        """It differs whenever what comes of the case could: by a value, the policy or the code."""
        digest = hashlib.sha256(f"{fingerprint_of_code()} {self.area} {LEVELS} {self.level}".encode())
        tables = self.tables
        frames = (tables.estimates, tables.participation, tables.pool, self.said, self.further, self.earlier)
        for frame in (*frames, *(each.facts for each in self.before)):
            digest.update(f"{frame.columns}{frame.height}".encode() + frame.write_csv().encode())
        snapshots = [self.snapshots, *(each.snapshots for each in self.before)]
        digest.update(repr([sorted(each.items()) for each in snapshots]).encode())
        return digest.hexdigest()


@dataclass(frozen=True)
class Safeguarded:
    """What may be handed out. `facts`: what it says. `withheld`: the questions the attacker broke, said by none."""

    protected: ProtectedTables
    facts: pl.DataFrame
    withheld: tuple[Block, ...]


def safeguard(case: Case, catalogue: Catalogue) -> Safeguarded:
    """Protect the council's tables and attack them. Raises ReleaseRefused where they cannot be made safe."""
    from heard.disclosure.attack import attack

    protected = protect(
        case.tables,
        case.level,
        area=case.area,
        catalogue=catalogue,
        said=case.said,
        further=case.further,
        earlier=case.earlier,
    )
    truth = _truth(case.tables)
    withheld: frozenset[Block] = frozenset()
    for number in range(ROUNDS):
        protected = _without(protected, withheld, case, catalogue)
        facts = list_facts(protected)
        beside = list_beside(protected, case.earlier)
        now = Release(THIS, case.level, pl.concat([facts, beside]), case.snapshots)
        breaches = attack((*case.before, now), catalogue, truth=truth).breaches
        if not breaches:
            return Safeguarded(protected, facts, tuple(sorted(withheld)))
        withheld |= _list_blocks(breaches, protected, number)
    raise ReleaseRefused(say_unsafe(case.area, breaches))


def _without(
    protected: ProtectedTables, withheld: Collection[Block], case: Case, catalogue: Catalogue
) -> ProtectedTables:
    """The tables without what is withheld, and with comparisons made again, in families of what is left."""
    if not withheld:
        return protected
    left = withhold(protected, withheld)
    again = compare_open(
        case.tables, left.estimates, case.level, area=case.area, catalogue=catalogue, earlier=case.earlier
    )
    return replace(left, comparisons=again)


def list_beside(protected: ProtectedTables, earlier: pl.DataFrame) -> pl.DataFrame:
    """The facts of earlier waves that comparisons with them print, columns as `earlier`."""
    printed = protected.comparisons.filter(
        pl.col("against") == "previous", pl.col("symbol") == Symbol.SHOWN.value
    )
    cells = printed.select("survey", "group", "level", "indicator", "cut_point", wave="reference")
    shown = earlier.filter(pl.col("symbol") == Symbol.SHOWN.value)
    return shown.join(cells, on=cells.columns, how="semi", maintain_order="left").sort(KEYS)


def withhold(protected: ProtectedTables, blocks: Collection[Block]) -> ProtectedTables:
    """The same tables without a figure of these questions, each cell of them hidden."""
    if not blocks:
        return protected
    of_participation = {survey for survey, indicator in blocks if indicator == RESPONDENTS}
    return replace(
        protected,
        estimates=_hide(protected.estimates, _in_blocks(blocks)),
        comparisons=_hide(protected.comparisons, _in_blocks(blocks)),
        participation=_hide(
            protected.participation, pl.col("survey").is_in(of_participation), kept=NO_SECRETS
        ),
    )


def say_unsafe(area: str, breaches: Sequence[Breach]) -> str:
    """What cannot be released, for a coordinator; without the numbers, which are what must not get out."""
    first = breaches[0]
    whom = "everybody" if first.group == "all" else f"{first.group} {first.level}"
    return (
        f"{area}: together with what was published before, {first.survey} {first.indicator} would give a small number "
        f"of children away ({whom}), whatever is left out of what is new. {NOTHING_RELEASED} `heard attack`, given "
        "the programme folder, tells what can be worked out of what was published so far."
    )


def _list_blocks(breaches: Sequence[Breach], protected: ProtectedTables, number: int) -> frozenset[Block]:
    """What to withhold after that many rounds: the questions broken, these in every survey, everything."""
    named = {(each.survey, each.indicator) for each in breaches}
    if not number:
        return frozenset(named)
    every = {*protected.estimates.select("survey", "indicator").iter_rows()}
    every |= {(survey, RESPONDENTS) for survey in protected.participation["survey"]}
    indicators = {indicator for _, indicator in named}
    return frozenset(block for block in every if block[1] in indicators or number > 1)


def _in_blocks(blocks: Collection[Block]) -> pl.Expr:
    named = pl.concat_str("survey", "indicator", separator=" ")
    return named.is_in([f"{survey} {indicator}" for survey, indicator in blocks])


def _hide(frame: pl.DataFrame, where: pl.Expr, kept: Collection[str] = ()) -> pl.DataFrame:
    values = [name for name in frame.columns if name not in (*NAMES, *kept)]
    asked = pl.col("symbol") != Symbol.NOT_ASKED.value
    return frame.with_columns(
        *(pl.when(where).then(None).otherwise(pl.col(name)).alias(name) for name in values),
        symbol=pl.when(where & asked).then(pl.lit(Symbol.HIDDEN.value)).otherwise("symbol"),
    )


def _truth(tables: Tables) -> pl.DataFrame:
    """True `count` and `base` of every cell, how many took part included."""
    took_part = tables.participation.select(
        "wave",
        "area",
        "survey",
        "group",
        "level",
        indicator=pl.lit(RESPONDENTS),
        cut_point=pl.lit(EVERY_ONE),
        count=pl.col("respondents").cast(pl.Int64),
        base=pl.lit(None, dtype=pl.Int64),
    )
    return pl.concat([tables.estimates.select(*KEYS, "count", "base"), took_part])
