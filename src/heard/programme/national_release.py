"""The figures of all councils together, attacked beside what is said of each council."""

from collections.abc import Collection, Mapping

import polars as pl

from heard.analysis.frames import ALL, KEYS
from heard.analysis.tables import Tables
from heard.disclosure.attack.releases import Release
from heard.disclosure.ledger import Ledger
from heard.disclosure.protected import Symbol, hide
from heard.programme.analyse import Progress
from heard.programme.cases import Record, list_national
from heard.programme.safeguard import THIS, QuestionKey, are_of
from heard.programme.side_by_side import Finished


def protect_nation(
    record: Record, tables: Tables, councils: Mapping[str, Finished], progress: Progress
) -> Finished:
    """What may be said of the nation beside what is said of `councils` and what was said before.

    Each council alone has stood up to the attacker, so that what falls now falls by a national figure; that question
    is then withheld of the nation. Only headlines are held beside it: national figures are everybody's.
    """
    from heard.disclosure.attack import attack

    national = list_national(record, tables)
    progress("Attacking the national figures together with every council's")
    headlines = pl.concat([each.facts for each in councils.values()]).filter(pl.col("group") == ALL)
    digests = {place: each.digest for place, each in record.snapshots.items()}
    before = _said_of_everybody(record.ledger, record.wave)
    truth = tables.estimates.filter(pl.col("group") == ALL).select(*KEYS, "count", "base")
    withheld: set[QuestionKey] = set()
    while True:
        now = Release(THIS, record.level, pl.concat([headlines, national]), digests)
        breaches = attack((*before, now), record.counted.catalogue, truth=truth, is_whole=True).breaches
        said = set(national.filter(_shown()).select("survey", "indicator").iter_rows())
        broken = _broken(breaches_of=[(each.survey, each.indicator) for each in breaches], said=said)
        if not broken:
            return Finished(national, tuple(sorted(withheld)))
        withheld |= broken
        national = hide(national, are_of(broken))


def _broken(breaches_of: Collection[QuestionKey], said: Collection[QuestionKey]) -> set[QuestionKey]:
    """The national questions to withhold: those broken, and where none of these is said, all of their indicators."""
    named = set(breaches_of) & set(said)
    indicators = {indicator for _, indicator in breaches_of}
    return named or {(survey, indicator) for survey, indicator in said if indicator in indicators}


def _shown() -> pl.Expr:
    return pl.col("symbol") == Symbol.SHOWN.value


def _said_of_everybody(ledger: Ledger, wave: str) -> list[Release]:
    return [
        Release(
            f"entry {link.entry.number}",
            link.entry.level,
            link.facts.filter(pl.col("group") == ALL, pl.col("wave") == wave),
            {place: digest for place, digest in link.entry.snapshots.items() if place.startswith(f"{wave}/")},
        )
        for link in ledger.links
        if _speaks_of_wave(link.facts, wave)
    ]


def _speaks_of_wave(facts: pl.DataFrame, wave: str) -> bool:
    return bool((facts["wave"] == wave).any())
