"""One council's tables: protected, then attacked together with all that was said before, then said less of.

Only what the attacker cannot break is ever handed out. A question it breaks is withheld: nothing new is said of it.
What its readers were told before of the same answers stays. Leaving it out would take nothing back, and a figure that
is printed elsewhere would, hidden here, look like a secret that got out. Where that does not help, nothing is released.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import polars as pl

from heard.analysis.frames import ALL, KEY_SCHEMA, KEYS
from heard.analysis.tables import Tables
from heard.base.policy import LEVELS, ROUNDS_OF_WITHHOLDING, Level
from heard.base.surveys import parts_of
from heard.catalogue import Catalogue
from heard.disclosure import ProtectedTables, protect
from heard.disclosure.associations import protect_associations
from heard.disclosure.attack.releases import Breach, Release
from heard.disclosure.facts import RESPONDENTS, list_facts, list_truth
from heard.disclosure.ledger.ledger import TOLD_TO
from heard.disclosure.ledger.refusals import NOTHING_RELEASED, ReleaseRefused
from heard.disclosure.protect import compare_open, participate_open
from heard.disclosure.protected import OF_THE_COHORT, Symbol, hide
from heard.programme.fingerprint import fingerprint_of_code

if TYPE_CHECKING:
    from heard.disclosure.attack import Attacked

QuestionKey = tuple[str, str]  # survey, indicator
THIS = "this release"
FIND_OUT = (
    "`heard attack`, given the programme folder, tells what can be worked out of what was published so far."
)


@dataclass(frozen=True)
class Case:
    """What it takes to protect one council's wave at a level. `tables` are the council's own.

    said, further, earlier: as disclosure.protect takes them. before: what its readers hold already. snapshots: of
    which responses the tables are, "wave/area/survey" → digest. withheld: the questions of which nothing new is to be
    said, whatever comes of the attack.
    """

    area: str
    level: Level
    tables: Tables
    said: pl.DataFrame
    further: pl.DataFrame
    earlier: pl.DataFrame
    before: tuple[Release, ...]
    snapshots: Mapping[str, str]
    withheld: frozenset[QuestionKey] = frozenset()

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
        digest.update(repr([(each.name, each.level.value) for each in self.before]).encode())
        digest.update(repr(sorted(self.withheld)).encode())
        return digest.hexdigest()


@dataclass(frozen=True)
class Safeguarded:
    """What may be handed out. `facts`: what it says. `withheld`: the questions the attacker broke, of which nothing new
    is said. `refused`: why nothing new at all may be said of the council, in words for a coordinator; else empty.
    """

    protected: ProtectedTables
    facts: pl.DataFrame
    withheld: tuple[QuestionKey, ...]
    refused: str = ""


def safeguard(case: Case, catalogue: Catalogue, attacked: "Attacked | None" = None) -> Safeguarded:
    """Protect the council's tables and attack them. Raises ReleaseRefused where they cannot be made safe."""
    done = say_what_is_safe(case, catalogue, attacked)
    if done.refused:
        raise ReleaseRefused(f"{done.refused} {NOTHING_RELEASED} {FIND_OUT}")
    return done


class Safeguards:
    """What came of cases, by all they are made of: one that comes again just as it was is not worked through again.

    `attacked`: what was attacked before, of which less than a whole case may come again.
    """

    def __init__(self, attacked: "Attacked | None" = None) -> None:
        self.attacked = attacked
        self._done: dict[str, Safeguarded] = {}

    def of(self, case: Case, catalogue: Catalogue) -> Safeguarded:
        """As `safeguard`."""
        key = case.fingerprint
        if key not in self._done:
            self._done[key] = safeguard(case, catalogue, self.attacked)
        return self._done[key]


def say_what_is_safe(case: Case, catalogue: Catalogue, attacked: "Attacked | None" = None) -> Safeguarded:
    """As `safeguard`; where what was said before betrays a child by itself, that and nothing else, with `refused`."""
    from heard.disclosure.attack import Truth, attack

    truth, known = Truth(list_truth(case.tables)), list_known(case)
    protected = protect(
        case.tables,
        case.level,
        area=case.area,
        catalogue=catalogue,
        said=_as_known(case.said, known),
        further=case.further,
        earlier=case.earlier,
    )
    withheld = case.withheld
    for number in range(ROUNDS_OF_WITHHOLDING):
        protected = _without(protected, withheld, known, case, catalogue)
        facts = list_facts(protected)
        beside = list_beside(protected, case.earlier)
        now = Release(THIS, case.level, pl.concat([facts, beside]), case.snapshots)
        breaches = attack((*case.before, now), catalogue, truth=truth, attacked=attacked).breaches
        if not breaches:
            return Safeguarded(protected, facts, tuple(sorted(withheld)))
        withheld |= _list_questions(breaches, protected, number)
    return Safeguarded(protected, facts, (), say_unsafe(case.area, breaches))


def list_known(case: Case) -> pl.DataFrame:
    """The figures that the case's readers were told before, of the same answers: KEYS, each once."""
    told = [pl.DataFrame(schema=KEY_SCHEMA)]
    for release in case.before:
        if release.level in TOLD_TO[case.level]:
            same = [
                survey for survey in release.facts["survey"].unique() if _is_of_same(release, case, survey)
            ]
            shown = release.facts.filter(
                pl.col("symbol") == Symbol.SHOWN.value,
                pl.col("wave") == case.tables.wave,
                pl.col("survey").is_in(same),
            )
            told.append(shown.select(KEYS))
    return pl.concat(told).unique().sort(KEYS)


def _as_known(said: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """What was said, but that an edition made of other answers hid what is known of these."""
    hidden = said.filter(pl.col("symbol") != Symbol.SHOWN.value).join(known, on=KEYS, how="semi")
    return said.join(hidden, on=said.columns, how="anti", nulls_equal=True, maintain_order="left")


def _is_of_same(release: Release, case: Case, survey: str) -> bool:
    """Whether a survey, or each of several together, was counted from the answers that it is counted from now."""
    now = Release(THIS, case.level, release.facts, case.snapshots)
    places = [(case.tables.wave, case.area, part.value) for part in parts_of(survey)]
    return all(release.snapshot(place) == now.snapshot(place) for place in places)


def _without(
    protected: ProtectedTables,
    withheld: Collection[QuestionKey],
    known: pl.DataFrame,
    case: Case,
    catalogue: Catalogue,
) -> ProtectedTables:
    """The tables without what is withheld; and all that is made of them made again of what is left: comparisons, in
    families of these alone, what is said of a group where all of it is open, and what goes with well-being."""
    if not withheld:
        return protected
    left = withhold(protected, withheld, known)
    took_part = participate_open(case.tables, left.participation, case.level, area=case.area)
    again = compare_open(
        case.tables, left.estimates, case.level, area=case.area, catalogue=catalogue, earlier=case.earlier
    )
    goes_with = protect_associations(
        case.tables.associations, case.level, case.area, estimates=left.estimates, catalogue=catalogue
    )
    return replace(left, comparisons=again, participation=took_part, associations=goes_with)


def list_beside(protected: ProtectedTables, earlier: pl.DataFrame) -> pl.DataFrame:
    """The facts of earlier waves that comparisons with them print, columns as `earlier`."""
    printed = protected.comparisons.filter(
        pl.col("against") == "previous", pl.col("symbol") == Symbol.SHOWN.value
    )
    cells = printed.select("survey", "group", "level", "indicator", "cut_point", wave="reference")
    shown = earlier.filter(pl.col("symbol") == Symbol.SHOWN.value)
    return shown.join(cells, on=cells.columns, how="semi", maintain_order="left").sort(KEYS)


def withhold(
    protected: ProtectedTables, questions: Collection[QuestionKey], known: pl.DataFrame
) -> ProtectedTables:
    """The same tables without a new figure of these questions: each cell of them hidden but those that are `known`."""
    of_participation = {survey for survey, indicator in questions if indicator == RESPONDENTS}
    took_part = known.filter(pl.col("indicator") == RESPONDENTS)
    return replace(
        protected,
        estimates=_hide_new(protected.estimates, are_of(questions), known.select(KEYS)),
        participation=_hide_new(
            protected.participation,
            pl.col("survey").is_in(of_participation),
            took_part.select("survey", "group", "level"),
            keep=OF_THE_COHORT,
        ),
    )


def _hide_new(
    frame: pl.DataFrame, where: pl.Expr, known: pl.DataFrame, *, keep: Collection[str] = ()
) -> pl.DataFrame:
    """The rows at `where` hidden, but for those whose key, the columns of `known`, stands there."""
    marked = frame.join(
        known.with_columns(known=pl.lit(value=True)), on=known.columns, how="left", maintain_order="left"
    )
    return hide(marked, where & pl.col("known").is_null(), keep=keep).drop("known")


def say_unsafe(area: str, breaches: Sequence[Breach]) -> str:
    """What cannot be released, for a coordinator; without the numbers, which are what must not get out."""
    first = breaches[0]
    whom = "everybody" if first.group == ALL else f"{first.group} {first.level}"
    return (
        f"{area}: together with what was published before, {first.survey} {first.indicator} would give a small number "
        f"of children away ({whom}), whatever is left out of what is new."
    )


def say_broken(questions: Collection[QuestionKey]) -> str:
    """The same where it is a national figure, out already, that gives a council away."""
    survey, indicator = min(questions)
    return (
        f"Together with national figures that were published before, {survey} {indicator} would give a small number of "
        f"children away, in this council or another, whatever is left out of what is new. {NOTHING_RELEASED} {FIND_OUT}"
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
