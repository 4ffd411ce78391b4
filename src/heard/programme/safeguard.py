"""One council's tables: protected, then attacked together with all that was said before, then said less of.

Only what the attacker cannot break is ever handed out. A question it breaks is withheld whole; where that does not
help, nothing is released.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace

import polars as pl

from heard.analysis.frames import ALL, KEYS
from heard.analysis.tables import Tables
from heard.base.policy import LEVELS, ROUNDS_OF_WITHHOLDING, Level
from heard.catalogue import Catalogue
from heard.disclosure import ProtectedTables, protect
from heard.disclosure.attack.releases import Breach, Release
from heard.disclosure.facts import RESPONDENTS, list_facts, list_truth
from heard.disclosure.ledger.refusals import NOTHING_RELEASED, ReleaseRefused
from heard.disclosure.protect import compare_open
from heard.disclosure.protected import OF_THE_COHORT, Symbol, hide
from heard.programme.fingerprint import fingerprint_of_code

QuestionKey = tuple[str, str]  # survey, indicator
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
        tables = self.tables
        what = f"{fingerprint_of_code()} {self.area} {tables.wave} {LEVELS} {self.level}"
        digest = hashlib.sha256(what.encode())
        of_tables = (getattr(tables, each.name) for each in fields(tables) if each.name != "wave")
        frames = (*of_tables, self.said, self.further, self.earlier)
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
    withheld: tuple[QuestionKey, ...]


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
    truth = list_truth(case.tables)
    withheld: frozenset[QuestionKey] = frozenset()
    for number in range(ROUNDS_OF_WITHHOLDING):
        protected = _without(protected, withheld, case, catalogue)
        facts = list_facts(protected)
        beside = list_beside(protected, case.earlier)
        now = Release(THIS, case.level, pl.concat([facts, beside]), case.snapshots)
        breaches = attack((*case.before, now), catalogue, truth=truth).breaches
        if not breaches:
            return Safeguarded(protected, facts, tuple(sorted(withheld)))
        withheld |= _list_questions(breaches, protected, number)
    raise ReleaseRefused(say_unsafe(case.area, breaches))


def _without(
    protected: ProtectedTables, withheld: Collection[QuestionKey], case: Case, catalogue: Catalogue
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


def withhold(protected: ProtectedTables, questions: Collection[QuestionKey]) -> ProtectedTables:
    """The same tables without a figure of these questions, each cell of them hidden."""
    if not questions:
        return protected
    of_participation = {survey for survey, indicator in questions if indicator == RESPONDENTS}
    return replace(
        protected,
        estimates=hide(protected.estimates, are_of(questions)),
        comparisons=hide(protected.comparisons, are_of(questions)),
        participation=hide(
            protected.participation, pl.col("survey").is_in(of_participation), keep=OF_THE_COHORT
        ),
    )


def say_unsafe(area: str, breaches: Sequence[Breach]) -> str:
    """What cannot be released, for a coordinator; without the numbers, which are what must not get out."""
    first = breaches[0]
    whom = "everybody" if first.group == ALL else f"{first.group} {first.level}"
    return (
        f"{area}: together with what was published before, {first.survey} {first.indicator} would give a small number "
        f"of children away ({whom}), whatever is left out of what is new. {NOTHING_RELEASED} `heard attack`, given "
        "the programme folder, tells what can be worked out of what was published so far."
    )


def _list_questions(
    breaches: Sequence[Breach], protected: ProtectedTables, number: int
) -> frozenset[QuestionKey]:
    """What to withhold after that many rounds: the questions broken, these in every survey, everything."""
    named = {(each.survey, each.indicator) for each in breaches}
    if not number:
        return frozenset(named)
    every = {*protected.estimates.select("survey", "indicator").iter_rows()}
    every |= {(survey, RESPONDENTS) for survey in protected.participation["survey"]}
    indicators = {indicator for _, indicator in named}
    return frozenset(key for key in every if key[1] in indicators or number > 1)


def are_of(questions: Collection[QuestionKey]) -> pl.Expr:
    """Whether a row is of one of these questions."""
    named = pl.concat_str("survey", "indicator", separator=" ")
    return named.is_in([f"{survey} {indicator}" for survey, indicator in questions])
