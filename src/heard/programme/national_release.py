"""The figures of all councils together, attacked beside what is said of each council."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from heard.analysis.frames import ALL, KEYS
from heard.analysis.tables import Tables
from heard.base.places import NATION
from heard.base.policy import Level
from heard.disclosure.attack.releases import Breach, Release
from heard.disclosure.facts import SCHEMA, list_truth
from heard.disclosure.ledger import Ledger
from heard.disclosure.ledger.ledger import TOLD_TO
from heard.disclosure.protected import Symbol, hide
from heard.programme.cases import Record, list_national
from heard.programme.counted import Progress
from heard.programme.safeguard import THIS, QuestionKey, are_of
from heard.programme.side_by_side import Finished

QUESTION = ["survey", "indicator"]


@dataclass(frozen=True)
class BesideCouncils:
    """What may be said of the nation beside its councils, where they are all of them. `broken`: questions that fall by
    a national figure which is out already, so that it is the councils of which less is to be said.
    """

    nation: Finished | None
    broken: frozenset[QuestionKey]


def stand_beside(
    record: Record,
    tables: Tables,
    councils: Mapping[str, Finished],
    *,
    is_whole: bool,
    progress: Progress,
) -> BesideCouncils:
    """How these councils stand beside the nation; `is_whole`: they are all of it, and it is to be said something of."""
    if is_whole:
        return protect_nation(record, tables, councils, progress)
    facts = pl.concat([each.facts for each in councils.values()])
    return BesideCouncils(None, list_broken(record, tables, facts))


def protect_nation(
    record: Record, tables: Tables, councils: Mapping[str, Finished], progress: Progress
) -> BesideCouncils:
    """What may be said of the nation beside what is said of `councils` and what was said before.

    Each council alone has stood up to the attacker, so that what falls now falls by a national figure; that question
    is then withheld of the nation. Only headlines are held beside it: national figures are everybody's.
    """
    from heard.disclosure.attack import Truth, attack

    national = list_national(record, tables)
    progress("Attacking the national figures together with every council's")
    headlines = pl.concat([each.facts for each in councils.values()]).filter(pl.col("group") == ALL)
    digests = {place: each.digest for place, each in record.snapshots.items()}
    before = _said_of_everybody(record.ledger, {record.wave})
    truth = Truth(tables.estimates.filter(pl.col("group") == ALL).select(*KEYS, "count", "base"))
    refused = {area for area, each in councils.items() if each.refused}
    withheld: set[QuestionKey] = set()
    attacked = record.safeguards.attacked
    while True:
        now = Release(THIS, record.level, pl.concat([headlines, national]), digests)
        breaches = attack(
            (*before, now), record.counted.catalogue, truth=truth, is_whole=True, attacked=attacked
        ).breaches
        of_nation = name_national(_questions(breaches), national)
        if not of_nation:
            of_councils = [each for each in breaches if each.area not in {NATION, *refused}]
            broken = _begun_here(_questions(of_councils), _list_new(record, headlines))
            return BesideCouncils(Finished(national, tuple(sorted(withheld))), broken)
        withheld |= of_nation
        national = hide(national, are_of(of_nation))


def list_broken(record: Record, tables: Tables, facts: pl.DataFrame) -> frozenset[QuestionKey]:
    """The questions of which `facts`, all that a report says, would give a council away beside what was said of others.

    Only what the report is the first to say is judged: what its readers hold already it takes nothing back of.
    """
    from heard.disclosure.attack import Truth, attack

    headlines = facts.filter(pl.col("group") == ALL)
    new = _list_new(record, headlines)
    if new.is_empty():
        return frozenset()
    digests = {place: each.digest for place, each in record.snapshots.items()}
    now = Release(THIS, record.level, headlines, digests)
    before = _read_by(record.level, set(new["area"]), _said_of_everybody(record.ledger, set(new["wave"])))
    truth = Truth(list_truth(tables).filter(pl.col("group") == ALL))
    breaches = attack(
        (*before, now), record.counted.catalogue, truth=truth, attacked=record.safeguards.attacked
    ).breaches
    return _begun_here(_questions(breaches), new)


def name_national(broken: Collection[QuestionKey], national: pl.DataFrame) -> frozenset[QuestionKey]:
    """The questions to hide of the nation: those broken, and where none of these is said, all of their indicators."""
    said = set(national.filter(_shown()).select(QUESTION).iter_rows())
    indicators = {indicator for _, indicator in broken}
    return frozenset(said & set(broken) or {key for key in said if key[1] in indicators})


def _begun_here(broken: frozenset[QuestionKey], new: pl.DataFrame) -> frozenset[QuestionKey]:
    """Those of an indicator that something new is said of; the others were broken before, and stay so."""
    return frozenset(key for key in broken if key[1] in set(new["indicator"]))


def _questions(breaches: Collection[Breach]) -> frozenset[QuestionKey]:
    return frozenset((each.survey, each.indicator) for each in breaches)


def _list_new(record: Record, headlines: pl.DataFrame) -> pl.DataFrame:
    """The figures and bands of these that nobody told the readers before."""
    says = headlines.filter(pl.col("symbol").is_in([Symbol.SHOWN.value, Symbol.BANDED.value]))
    told = [link.facts for link in record.ledger.links if link.entry.level in TOLD_TO[record.level]]
    known = pl.concat([pl.DataFrame(schema=SCHEMA), *told])
    return says.join(known, on=list(SCHEMA), how="anti", nulls_equal=True)


def _read_by(level: Level, areas: Collection[str], before: Sequence[Release]) -> list[Release]:
    """What is read by those who are told something new: of what boards were told, these councils' alone. A board that
    is told of other councils only, and nothing of the nation, learns nothing; what it knows it knew before."""
    if level is not Level.BOARD or NATION in areas:
        return list(before)
    own = (
        replace(each, facts=each.facts.filter(pl.col("area").is_in([*areas, NATION])))
        if each.level is Level.BOARD
        else each
        for each in before
    )
    return [each for each in own if each.facts.height]


def _shown() -> pl.Expr:
    return pl.col("symbol") == Symbol.SHOWN.value


def _said_of_everybody(ledger: Ledger, waves: Collection[str]) -> list[Release]:
    starts = tuple(f"{wave}/" for wave in waves)
    found = (
        Release(
            f"entry {link.entry.number}",
            link.entry.level,
            link.facts.filter(pl.col("group") == ALL, pl.col("wave").is_in(list(waves))),
            {place: digest for place, digest in link.entry.snapshots.items() if place.startswith(starts)},
        )
        for link in ledger.links
    )
    return [each for each in found if each.facts.height]
