"""The attack on one council's wave, by one audience."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

import polars as pl

from heard.analysis.frames import ALL
from heard.base.errors import HeardError
from heard.base.surveys import parts_of
from heard.catalogue import Catalogue
from heard.disclosure.attack.headlines import Headline, Headlines
from heard.disclosure.attack.judging import Judge
from heard.disclosure.attack.led import leave_out_allowed
from heard.disclosure.attack.paths import explain_contradiction
from heard.disclosure.attack.pieces import divide
from heard.disclosure.attack.reading import Reading, Row, list_rows, read_facts, version_of
from heard.disclosure.attack.releases import Audience, Breach, Kind
from heard.disclosure.attack.shown import check_row
from heard.disclosure.attack.solving import Impossible
from heard.disclosure.attack.splitting import search_piece
from heard.disclosure.attack.system import Contradicted
from heard.disclosure.attack.tables import SILENT, Tables, added_between
from heard.disclosure.attack.truth import CouncilTruth
from heard.disclosure.facts import RESPONDENTS

NOBODY_TAKEN_OUT = "supposing that answers were only added between the releases"
COHORT_WRONG = "the cohort is smaller than those who answered, so a reader would not believe it"


@dataclass
class Found:
    """What came of one council's wave. `headlines`: by survey; of its newest answers."""

    breaches: list[Breach] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    headlines: dict[str, Headlines] = field(default_factory=dict)


def attack_council(
    audience: Audience,
    catalogue: Catalogue,
    wave: str,
    area: str,
    *,
    truth: CouncilTruth | None = None,
    insiders: bool = False,
    national: Collection[tuple[str, str]] = (),
) -> Found:
    """Everything the audience can work out of a council's wave, from its own rows alone.

    `national`: the surveys and indicators of which a figure of the nation is known too; what is left open of the
    council's own headlines of these is found as well.
    """
    found = Found()
    found.breaches += _check_shown(audience, catalogue, wave, area)
    audience = _leave_out_unsaid(audience, wave, area)
    reading, whole = _read(audience, catalogue, wave, area, found)
    if not whole:
        return found
    true = truth.of(reading.tables, catalogue) if truth else {}
    judge = Judge(
        reading, audience.level, audience.name, _judged(audience, wave, area), true, insiders=insiders
    )
    broken = list(judge.judge())
    again = partial(_judge_unled, audience, catalogue, wave, area, truth=truth)
    found.breaches += leave_out_allowed(broken, catalogue, again)
    found.breaches += _suppose_growth(
        audience, catalogue, reading, {breach.cell for breach in found.breaches}
    )
    _bound_headlines(judge, found, frozenset(national))
    return found


def _judge_unled(
    audience: Audience,
    catalogue: Catalogue,
    wave: str,
    area: str,
    indicators: Collection[str],
    *,
    truth: CouncilTruth | None,
) -> list[Breach]:
    """What a reader finds of these questions who does not reckon with who was led to which."""
    of_these = pl.col("indicator").is_in([*indicators, RESPONDENTS])
    some = replace(
        audience,
        releases=tuple(replace(each, facts=each.facts.filter(of_these)) for each in audience.releases),
    )
    reading, whole = _read(some, catalogue, wave, area, Found(), led=False)
    if not whole:
        raise HeardError("what was published of some questions contradicts itself, and of all does not")
    true = truth.of(reading.tables, catalogue) if truth else {}
    return list(Judge(reading, some.level, some.name, _judged(some, wave, area), true).judge())


def _check_shown(audience: Audience, catalogue: Catalogue, wave: str, area: str) -> Iterator[Breach]:
    for release in audience.releases:
        if release.level != audience.level:
            continue
        for row in list_rows(release, wave, area):
            sensitive = row.indicator != RESPONDENTS and _is_sensitive(catalogue, row)
            yield from check_row(
                row, audience.level, sensitive=sensitive, reader=audience.name, release=release.name
            )


def _leave_out_unsaid(audience: Audience, wave: str, area: str) -> Audience:
    """Without the groups of which no number was said: each of their levels may be empty, for those whose level is not
    known may be all, and as large as everybody; there is nothing to work out."""
    own = [each.facts.filter(wave=wave, area=area) for each in audience.releases]
    said = pl.any_horizontal(pl.col("count", "base", "share").is_not_null())
    spoken = [pl.col("group") == ALL, said]
    groups = (
        pl.concat([each.filter(pl.any_horizontal(spoken)) for each in own]).select("survey", "group").unique()
    )
    releases = tuple(
        replace(each, facts=facts.join(groups, on=["survey", "group"], how="semi", maintain_order="left"))
        for each, facts in zip(audience.releases, own, strict=True)
    )
    return replace(audience, releases=releases)


def _is_sensitive(catalogue: Catalogue, row: Row) -> bool:
    return catalogue.is_asked(row.indicator, row.survey) and (
        catalogue.indicators[row.indicator].sensitive or catalogue.asked(row.indicator, row.survey).sensitive
    )


def _read(
    audience: Audience, catalogue: Catalogue, wave: str, area: str, found: Found, *, led: bool = True
) -> tuple[Reading, bool]:
    """The reading, tightened, and whether anything fits it. A cohort that cannot be true is left out."""
    for cohort in (True, False):
        reading = Reading(Tables(catalogue, wave, area, led=led))
        try:
            read_facts(reading, audience, cohort=cohort)
            reading.tables.system.tighten()
        except Contradicted as error:
            contradiction = error
            continue
        if not cohort:
            found.notes.append(f"{wave} {area}: {COHORT_WRONG}")
        return reading, True
    path = explain_contradiction(reading.tables, contradiction.row, contradiction.cell)
    cells = reading.tables.system.rows[contradiction.row].cells if contradiction.row is not None else ()
    number = contradiction.cell if contradiction.cell is not None else cells[0]
    cell = reading.tables.system.cells[number]
    key = (wave, area, cell.survey, cell.group, cell.level, cell.indicator)
    found.breaches.append(Breach(Kind.CONTRADICTION, audience.name, *key, "", 0, 0, path))
    return reading, False


def _judged(audience: Audience, wave: str, area: str) -> frozenset[tuple[str, str]]:
    """The surveys, and sets of answers, of which something was said at the level that is judged."""
    return frozenset(
        (row.survey, version_of(release, row))
        for release in audience.releases
        if release.level == audience.level
        for row in list_rows(release, wave, area)
    )


def _suppose_growth(
    audience: Audience, catalogue: Catalogue, reading: Reading, known: set[tuple[str, ...]]
) -> Iterator[Breach]:
    """What is found besides, where a survey was counted from several sets of answers, each holding the one before."""
    tables = reading.tables
    judged = _judged(audience, tables.wave, tables.area)
    versions = sorted(_list_versions(tables))
    pairs = [
        (survey, earlier, later)
        for survey, earlier in versions
        for other, later in versions
        if survey == other and earlier != later and _has_grown(tables, survey, earlier, later)
    ]
    if not pairs:
        return
    again = Reading(Tables(catalogue, tables.wave, tables.area))
    try:
        read_facts(again, audience)
        for survey, earlier, later in pairs:
            again.tables.link(earlier, later, survey)
        again.tables.system.tighten()
    except Contradicted:  # then some were taken out
        return
    added = frozenset((survey, added_between(earlier, later)) for survey, earlier, later in pairs)
    judge = Judge(again, audience.level, audience.name, judged | added, note=NOBODY_TAKEN_OUT)
    yield from (breach for breach in judge.judge() if breach.cell not in known)


def _list_versions(tables: Tables) -> set[tuple[str, str]]:
    """Single surveys and the sets of answers they were counted from."""
    return {(cell.survey, cell.version) for cell in tables.system.cells if len(parts_of(cell.survey)) == 1}


def _has_grown(tables: Tables, survey: str, earlier: str, later: str) -> bool:
    """Whether every number of people who took part or answered that is known of both sets grew or stayed."""
    system, grown = tables.system, False
    for number, cell in enumerate(system.cells):
        before = cell._replace(version=earlier)
        if (cell.survey, cell.version) != (survey, later) or cell.mask == SILENT or not system.has(before):
            continue
        if cell.mask >= 0 and cell.mask != tables.questions(survey)[cell.indicator].whole:
            continue
        other = system.number(before)
        if system.highs[number] < system.lows[other]:
            return False
        grown = grown or system.lows[number] > system.highs[other]
    return grown


def _bound_headlines(judge: Judge, found: Found, questions: Collection[tuple[str, str]]) -> None:
    """The bounds of every number of everybody of these questions."""
    tables = judge.reading.tables
    system = tables.system
    wanted = [
        number
        for number, cell in enumerate(system.cells)
        if cell.group == ALL and cell.mask >= 0 and (cell.survey, cell.version) in judge.judged
        if (cell.survey, cell.indicator) in questions
    ]
    bounds = {number: (system.lows[number], system.highs[number]) for number in wanted}
    for piece in divide(system, wanted):
        search = search_piece(system, piece)
        try:
            bounds.update({number: search.relax(number) for number in piece.cells if number in bounds})
        except Impossible:  # the judge has said so
            return
    for number, (least, most) in bounds.items():
        cell = system.cells[number]
        what = tables.questions(cell.survey)[cell.indicator].describe(cell.mask)
        headline = Headline(least, most, judge.need(number), judge.is_secret(number), what)
        found.headlines.setdefault(cell.survey, Headlines()).add(cell.indicator, cell.mask, headline)
