"""Every sentence that published figures bear of one finding: made again from the facts, never taken from the page.

A finding's key names its cell and what the cell is held against. Count, base, share and interval are those of the cell
as it was published; what it is held against is published too: the nation's figure, the council's own of another wave,
everybody else who answered, or a benchmark. Differences, intervals and what could have been seen follow from these by
the functions of the analysis. How firm a finding is stands in no table of facts: a sentence may be any that the words
have for these figures, but no other figure.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

import polars as pl

from heard.analysis.associations.plan import GIVEN, LOW, NOT_GIVEN, outcome_of
from heard.analysis.comparisons import judge
from heard.analysis.frames import ALL
from heard.analysis.layout import items_of
from heard.analysis.pairs import OTHERS, POPULATION, PREVIOUS, REST, SCHEMA
from heard.base.places import NATION
from heard.base.shares import percent
from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from heard.catalogue.benchmarks import Benchmark
from heard.disclosure.protected import Symbol
from heard.findings import Evidence, Kind
from heard.findings.candidates import Candidate
from heard.findings.finding import Basis
from heard.findings.levels import Case
from heard.findings.presenter import Presenter
from heard.findings.wording import load_words

PARTS = 8  # of a finding's key
LEVEL = "level"  # the last part of one that rests on the share alone
SETTLED = (Evidence.CLEAR, Evidence.POSSIBLE)
OPEN_REASONS = ("", "too_few", "interval_too_wide")
CASES: Mapping[tuple[str, str], tuple[Case, ...]] = {  # by kind and the symbol of the cell
    (Kind.STRENGTH, Symbol.SHOWN): (Case.NEARLY_EVERYONE,),
    (Kind.DEVELOPMENT, Symbol.SHOWN): (Case.MANY_OTHERWISE,),
    (Kind.ASK, Symbol.SHOWN): (
        Case.PERHAPS_NEARLY_EVERYONE,
        Case.PERHAPS_MANY_OTHERWISE,
        Case.LOW_WELLBEING,
    ),
    (Kind.ASK, Symbol.BANDED): (Case.BAND_MANY_OTHERWISE, Case.BAND_LOW_WELLBEING),
}
PAIRS = {**SCHEMA, "reference_count": pl.Float64}  # a rounded share of a rounded base is no whole number


@dataclass(frozen=True, slots=True)
class Place:
    """The parts of a finding's key. `against`: `level` where it rests on the share alone."""

    wave: str
    area: str
    survey: str
    indicator: str
    cut_point: str
    group: str
    level: str
    kind: str
    against: str

    @property
    def cell(self) -> dict[str, str]:
        """Which rows of facts are its cell's."""
        names = ("wave", "area", "survey", "group", "level", "indicator", "cut_point")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class Shown:
    """What anybody may read: facts of public releases, and benchmarks by indicator, survey and cut point."""

    facts: pl.DataFrame
    benchmarks: Mapping[tuple[str, str, str], Benchmark]


@dataclass(frozen=True, slots=True)
class _Reference:
    """What a cell is held against; no count where only a share is published."""

    name: str
    count: float | None
    base: int | None
    share: float


def read_place(key: str) -> Place | None:
    """The parts of a key; None of a text that is none."""
    parts = key.split("/")
    if len(parts) != PARTS or "=" not in parts[5]:
        return None
    wave, area, survey, indicator, cut_point, both, kind, against = parts
    group, _, level = both.partition("=")
    return Place(wave, area, survey, indicator, cut_point, group, level, kind, against)


def list_sentences(place: Place, shown: Shown, catalogue: Catalogue) -> frozenset[str]:
    """What may be said of this finding; nothing where the figures it needs were not published, or it is none."""
    if not _is_asked(place, catalogue):
        return frozenset()
    presenter = Presenter(catalogue, load_words(), with_all=True)
    if place.kind == Kind.ASSOCIATION:
        found = _associations(place, shown, catalogue)
    else:
        found = (
            each for row in _rows(shown.facts, place.cell) for each in _of_cell(row, place, shown, catalogue)
        )
    return frozenset(presenter.present(each)[0] for each in found)


def _is_asked(place: Place, catalogue: Catalogue) -> bool:
    if place.survey not in load_words().who or place.kind not in set(Kind):
        return False
    if place.indicator not in catalogue.indicators or not catalogue.is_asked(place.indicator, place.survey):
        return False
    cuts = {cut.key for cut in catalogue.asked(place.indicator, place.survey).cut_points}
    return place.cut_point in cuts and (place.group == ALL or place.group in catalogue.demographics)


def _rows(facts: pl.DataFrame, cell: Mapping[str, str]) -> list[dict[str, object]]:
    """The rows of a cell in which something is said."""
    said = facts.filter(pl.col("symbol").is_in([Symbol.SHOWN.value, Symbol.BANDED.value]), **cell)
    return list(said.unique(maintain_order=True).iter_rows(named=True))


def _of_cell(
    row: Mapping[str, object], place: Place, shown: Shown, catalogue: Catalogue
) -> Iterator[Candidate]:
    if place.against == LEVEL:
        for case in CASES.get((place.kind, str(row["symbol"])), ()):
            yield _candidate(
                place, _basis(row, place, against="", flag=case.value), against="", flag=case.value
            )
    elif row["symbol"] == Symbol.SHOWN:
        for reference in _references(row, place, shown):
            yield from _compared(row, place, reference, catalogue)


# --- What a cell is held against ----------------------------------------------------------------------


def _references(row: Mapping[str, object], place: Place, shown: Shown) -> list[_Reference]:
    facts, whole = shown.facts, Symbol.SHOWN.value
    everybody = {**place.cell, "group": ALL, "level": ALL}
    if place.against == OTHERS:
        rows = facts.filter(symbol=whole, **{**everybody, "area": NATION}).iter_rows(named=True)
        return [_Reference("", each["share"] * each["base"], each["base"], each["share"]) for each in rows]
    if place.against == PREVIOUS:
        del everybody["wave"]
        rows = facts.filter(pl.col("wave") != place.wave, symbol=whole, **everybody).iter_rows(named=True)
        return [_of_answers(each["wave"], each["count"], each["base"]) for each in rows if each["base"]]
    if place.against == REST:
        rows = facts.filter(symbol=whole, **everybody).iter_rows(named=True)
        count, base = cast(int, row["count"]), cast(int, row["base"])
        rest = [(each["count"] - count, each["base"] - base) for each in rows]
        return [_of_answers("", count, base) for count, base in rest if base > 0]
    if place.against == POPULATION:
        return _published(shown.benchmarks.get((place.indicator, place.survey, place.cut_point)))
    return []


def _of_answers(name: str, count: int, base: int) -> _Reference:
    return _Reference(name, count, base, count / base)


def _published(benchmark: Benchmark | None) -> list[_Reference]:
    if benchmark is None:
        return []
    if benchmark.base is None:
        return [_Reference(benchmark.population, None, None, benchmark.share)]
    count = int(benchmark.share * benchmark.base + 0.5)
    return [_Reference(benchmark.population, count, benchmark.base, count / benchmark.base)]


def _compared(
    row: Mapping[str, object], place: Place, reference: _Reference, catalogue: Catalogue
) -> Iterator[Candidate]:
    """Every way in which the words conclude what these two shares are to each other."""
    judged = _judge(row, place, reference, catalogue)
    names = ("difference", "difference_low", "difference_high", "mdd")
    exact = {name: judged[name] for name in names}
    rounded = names if place.against == OTHERS else names[-1:]
    figures = {
        **exact,
        **{name: percent(value) / 100 for name in rounded if isinstance(value := exact[name], float)},
        "reference": reference.name,
        "reference_count": reference.count,
        "reference_base": reference.base,
        "reference_share": reference.share,
        "against": place.against,
        "direction": str(judged["direction"]),
    }
    words = {"reference": reference.name, "direction": str(judged["direction"])}
    if place.kind != Kind.ASK:
        for evidence in SETTLED:
            yield _candidate(place, _basis(row, place, **figures), evidence=evidence.value, **words)
        return
    for reason in OPEN_REASONS:
        for q in (None, 1.0):
            yield _candidate(place, _basis(row, place, **figures, q=q), reason=reason, **words)


def _judge(
    row: Mapping[str, object], place: Place, reference: _Reference, catalogue: Catalogue
) -> Mapping[str, object]:
    items = items_of(catalogue.indicators[place.indicator], catalogue.asked(place.indicator, place.survey))
    item = next(each for each in items if each.cut_point == place.cut_point)
    pair = {
        **dict.fromkeys(PAIRS), **place.cell, "against": place.against, "reference": reference.name, "reason": "",
        "count": row["count"], "base": row["base"], "reference_count": reference.count,
        "reference_base": reference.base, "reference_share": reference.share, "polarity": item.polarity,
        "headline": item.headline,
    }  # fmt: skip
    return judge(pl.DataFrame([pair], schema=PAIRS)).row(0, named=True)


# --- What goes together -------------------------------------------------------------------------------


def _associations(place: Place, shown: Shown, catalogue: Catalogue) -> Iterator[Candidate]:
    """That more often one goes with the other, without a figure: where both are open to everybody."""
    if place.survey not in set(Survey) or place.against != LOW:
        return
    outcome = outcome_of(catalogue, place.survey, place.against)
    of_outcome = {**place.cell, "indicator": outcome.indicator, "cut_point": outcome.cut_point}
    cells = (_rows(shown.facts, place.cell), _rows(shown.facts, of_outcome))
    if not all(any(row["symbol"] == Symbol.SHOWN for row in rows) for rows in cells):
        return
    for exposure in (GIVEN, NOT_GIVEN):
        for evidence in SETTLED:
            words = {"exposure": exposure, "direction": "more_often", "evidence": evidence.value}
            yield _candidate(place, _basis({}, place, against=place.against), **words)


# --- Candidates ---------------------------------------------------------------------------------------


def _basis(row: Mapping[str, object], place: Place, **figures: object) -> Basis:
    told = {name: row.get(name) for name in ("count", "base", "eligible", "share", "low", "high")}
    known = {**told, "cut_point": place.cut_point, "group": place.group, "level": place.level, **figures}
    return cast(Basis, {**dict.fromkeys(Basis.__annotations__), **known})


def _candidate(place: Place, basis: Basis, **words: str) -> Candidate:
    """`words`: what differs from a comparison that was made and tells nothing."""
    named = {
        "evidence": "", "reference": "", "flag": "", "reason": "", "direction": "", "exposure": "",
        "against": place.against, **words,
    }  # fmt: skip
    parts = (place.wave, place.area, place.survey, place.indicator, place.cut_point, place.group, place.level)
    wave, area, survey, indicator, cut_point, group, level = parts
    return Candidate(
        basis=basis, key="", kind=place.kind, wave=wave, area=area, survey=survey, indicator=indicator,
        cut_point=cut_point, group=group, level=level, **named,
    )  # fmt: skip
