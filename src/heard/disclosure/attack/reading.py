"""Facts as bounds: what each printed row says of the numbers behind it (see `disclosure.facts`)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor

from heard.analysis.frames import ALL
from heard.base.errors import HeardError
from heard.base.surveys import parts_of
from heard.disclosure.attack.releases import Audience, Release
from heard.disclosure.attack.system import PLENTY, Said
from heard.disclosure.attack.tables import Place, Tables
from heard.disclosure.facts import RESPONDENTS, SCHEMA
from heard.disclosure.protected import Symbol

SHARE = "a share in whole per cent"
BAND = "a band"
FINEST = 1000  # ends of bands are whole thousandths at the finest


@dataclass(frozen=True, slots=True)
class Row:
    """One fact, in the order of SCHEMA."""

    wave: str
    area: str
    survey: str
    group: str
    level: str
    indicator: str
    cut_point: str
    symbol: str
    count: int | None
    base: int | None
    eligible: int | None
    share: float | None
    low: float | None
    high: float | None


@dataclass
class Reading:
    """What was read of one council's wave. Cells are numbers of `tables.system`.

    `symbols`: the strictest symbol each cell has at the level that is judged. `caps`: what everybody knows a cell
    cannot exceed (the cohort, a band's own end). `printed`: cells one shown row gives; they are judged by that row.
    """

    tables: Tables
    symbols: dict[int, str] = field(default_factory=dict)
    caps: dict[int, int] = field(default_factory=dict)
    printed: set[int] = field(default_factory=set)


def list_rows(release: Release, wave: str, area: str) -> list[Row]:
    """The rows of one council's wave."""
    rows = release.facts.filter(wave=wave, area=area).select(list(SCHEMA))
    return [Row(*row) for row in rows.iter_rows()]


def read_facts(reading: Reading, audience: Audience, *, cohort: bool = True) -> None:
    """Everything the audience was told of a council's wave. Without `cohort`, who could have answered is not believed.

    Raises Contradicted where two rows cannot both be true, HeardError where one is of no question of the catalogue.
    """
    tables = reading.tables
    told = [(release, list_rows(release, tables.wave, tables.area)) for release in audience.releases]
    _learn_levels(tables, told)
    for release, rows in told:
        for row in rows:
            _read(reading, release, row, judged=release.level == audience.level, cohort=cohort)
    _read_silence(tables, told)


def version_of(release: Release, row: Row) -> str:
    """The digests of the answers the row was counted from, one a survey."""
    return ";".join(release.snapshot((row.wave, row.area, part.value)) for part in parts_of(row.survey))


def _learn_levels(tables: Tables, told: Sequence[tuple[Release, list[Row]]]) -> None:
    printed: dict[tuple[str, str], set[str]] = {}
    for _, rows in told:
        for row in rows:
            for part in parts_of(row.survey) if row.group != ALL else ():
                printed.setdefault((part.value, row.group), set()).add(row.level)
    for (survey, group), levels in printed.items():
        tables.add_levels(survey, group, levels)


def _read(reading: Reading, release: Release, row: Row, *, judged: bool, cohort: bool) -> None:
    said = Said(release.name, "")
    version = version_of(release, row)
    if row.indicator == RESPONDENTS:
        cell = _read_respondents(reading, said, row, version, cohort=cohort)
    else:
        cell = _read_answers(reading, said, row, version, cohort=cohort)
    if judged:
        known = reading.symbols.get(cell, "")
        reading.symbols[cell] = max(row.symbol, known, key=["", "u", "z", "b", "c"].index)


def _read_respondents(reading: Reading, said: Said, row: Row, version: str, *, cohort: bool) -> int:
    tables = reading.tables
    place = Place(row.survey, version, row.group, row.level)
    cell = tables.took_part(place)
    believed = row.eligible if cohort and row.eligible is not None else None
    if row.count is not None:
        tables.system.bound(cell, row.count, row.count, said)
        reading.printed.add(cell)
        believed = believed if believed is not None and believed >= row.count else None
    if believed is None:
        return cell
    _cap(reading, cell, believed)
    tables.system.bound(cell, None, believed, Said("", "the cohort"))
    if row.group != ALL:
        silent = tables.silent(place, believed)
        _cap(reading, silent, believed)
        if row.count is not None:
            reading.printed.add(silent)
    if row.share is not None and row.count is None:
        _bound_share(tables, said, cell, row.share, believed)
    return cell


def _read_answers(reading: Reading, said: Said, row: Row, version: str, *, cohort: bool) -> int:
    tables, system = reading.tables, reading.tables.system
    question = tables.questions(row.survey).get(row.indicator)
    if question is None or row.cut_point not in question.cuts:
        raise HeardError(f"{row.indicator} {row.cut_point} is not asked in survey {row.survey}")
    place = Place(row.survey, version, row.group, row.level)
    mask = question.cuts[row.cut_point]
    cell, base, left = (
        tables.answered(place, row.indicator, answers)
        for answers in (mask, question.whole, question.whole & ~mask or mask)
    )
    if row.base is not None:
        system.bound(base, row.base, row.base, said)
        reading.printed.add(base)
    if row.count is not None:
        system.bound(cell, row.count, row.count, said)
        reading.printed.add(cell)
        if row.base is not None:
            reading.printed.add(left)
    if cohort and row.eligible is not None and row.eligible >= (row.base or 0):
        for each in (cell, base, left):
            _cap(reading, each, row.eligible)
        system.bound(base, None, row.eligible, Said("", "the cohort"))
    if row.symbol == Symbol.BANDED and row.low is not None and row.high is not None:
        _read_band(reading, said, (cell, base, left), (row.low, row.high))
    elif row.share is not None and row.count is None:
        _read_share(reading, said, cell, base, row.share)
    return cell


def _read_band(reading: Reading, said: Said, cells: tuple[int, int, int], ends: tuple[float, float]) -> None:
    """low × base < count < high × base: "over 80 %" is not 80 %. An end of 0 or 100 % leaves out nobody."""
    system = reading.tables.system
    cell, base, left = cells
    low, high = (Fraction(end).limit_denominator(FINEST) for end in ends)
    if system.lows[base] == system.highs[base]:
        people = system.lows[base]
        least, most = people_in_band(low, high, people)
        system.bound(cell, least, most, said)
        _cap(reading, cell, most)
        _cap(reading, left, people - least)
    for end, sign, apart in ((low, 1, int(low > 0)), (high, -1, int(high < 1))):
        parts = [(cell, sign * end.denominator), (base, -sign * end.numerator)]
        told = [part for part in parts if part[1]]
        system.add_row(told, f"{BAND} of {said.release}", low=apart, high=PLENTY * FINEST)


def people_in_band(low: Fraction, high: Fraction, people: int) -> tuple[int, int]:
    """The fewest and the most of `people` that lie between the ends, without them."""
    least = floor(low * people) + 1 if low > 0 else 0
    return least, ceil(high * people) - 1 if high < 1 else people


def _read_share(reading: Reading, said: Said, cell: int, base: int, share: float) -> None:
    """(2P - 1) base <= 200 count <= (2P + 1) base - 1."""
    system = reading.tables.system
    if system.lows[base] == system.highs[base]:
        _bound_share(reading.tables, said, cell, share, system.lows[base])
    points = round(share * 100)
    words, most = f"{SHARE} of {said.release}", PLENTY * 200
    system.add_row([(cell, 200), (base, 1 - 2 * points)], words, high=most)
    system.add_row([(base, 2 * points + 1), (cell, -200)], words, low=1, high=most)


def _bound_share(tables: Tables, said: Said, cell: int, share: float, people: int) -> None:
    low, high = whole_per_cent(share, people)
    can_be = f"{low}" if low == high else f"from {low} to {high}"
    words = f"are {round(share * 100)} % of {people}, which can only be {can_be}"
    tables.system.bound(cell, low, high, Said(said.release, words))


def whole_per_cent(share: float, base: int) -> tuple[int, int]:
    """The least and the most of `base` that are this share in whole per cent, half up."""
    points = round(share * 100)
    low = -((1 - 2 * points) * base // 200)
    return max(low, 0), min(((2 * points + 1) * base - 1) // 200, base)


def _cap(reading: Reading, cell: int, most: int) -> None:
    reading.caps[cell] = min(most, reading.caps.get(cell, PLENTY))


def _read_silence(tables: Tables, told: Sequence[tuple[Release, list[Row]]]) -> None:
    """A level without a row, where others of its group have one, has nobody in it."""
    printed: dict[tuple[str, str, str, str], set[str]] = {}
    names: dict[tuple[str, str, str, str], str] = {}
    for release, rows in told:
        for row in rows:
            if row.group != ALL and len(parts_of(row.survey)) == 1:
                key = (row.survey, version_of(release, row), row.group, row.indicator)
                printed.setdefault(key, set()).update(row.level.split(";"))
                names[key] = release.name
    for (survey, version, group, indicator), levels in printed.items():
        said = Said(names[survey, version, group, indicator], "has no row")
        for level in set(tables.levels_of(survey, group)) - levels:
            _read_nobody(tables, said, Place(survey, version, group, level), indicator)


def _read_nobody(tables: Tables, said: Said, place: Place, indicator: str) -> None:
    if indicator == RESPONDENTS:
        cell = tables.took_part(place)
    else:
        cell = tables.answered(place, indicator, tables.questions(place.survey)[indicator].whole)
    tables.system.bound(cell, 0, 0, said)
