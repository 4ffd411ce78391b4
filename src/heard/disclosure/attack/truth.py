"""The true numbers behind what was published: whoever protects knows them, and judges the attacker's finds by them."""

from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256

import polars as pl

from heard.analysis.frames import KEYS
from heard.base.errors import HeardError
from heard.base.policy import Level
from heard.catalogue import Catalogue
from heard.disclosure.attack.reading import Reading, read_facts
from heard.disclosure.attack.releases import Audience, Release
from heard.disclosure.attack.system import Cell, Contradicted
from heard.disclosure.attack.tables import Tables
from heard.disclosure.facts import SCHEMA
from heard.disclosure.protected import Symbol

SURVEYS_APART = ";"
MOST_KEPT = 4  # councils' waves whose truth stays worked out


class Truth:
    """True `count` and `base` of the cells of one or more councils' waves; columns KEYS, count, base.

    Each council's wave is worked through when it is first asked for, and kept: what was published is attacked several
    times, and the truth behind it stays.
    """

    def __init__(self, cells: pl.DataFrame) -> None:
        self._cells = cells
        self._councils: dict[tuple[str, str], CouncilTruth] = {}

    def of_council(self, wave: str, area: str) -> "CouncilTruth | None":
        """One council's; None where nothing is known of it."""
        key = (wave, area)
        if key not in self._councils:
            self._councils[key] = CouncilTruth(wave, area, self._cells.filter(wave=wave, area=area))
        found = self._councils[key]
        return found if found.is_known else None


class CouncilTruth:
    """The same of one council's wave."""

    def __init__(self, wave: str, area: str, cells: pl.DataFrame) -> None:
        self._wave, self._area, self._cells = wave, area, cells

    @property
    def is_known(self) -> bool:
        """Whether there is a cell."""
        return not self._cells.is_empty()

    @cached_property
    def digest(self) -> str:
        """It differs wherever a true number does."""
        return sha256(self._cells.sort(KEYS).write_csv().encode()).hexdigest()

    def of(self, tables: Tables, catalogue: Catalogue) -> Mapping[int, int]:
        """The true number of each cell of the tables that follows; the same for every set of answers.

        Raises HeardError where the true numbers do not fit together.
        """
        known = WORKED_OUT.of(self, catalogue)
        places = (
            (number, known.get(_whatever_answers(cell))) for number, cell in enumerate(tables.system.cells)
        )
        return {number: value for number, value in places if value is not None}

    def work_out(self, catalogue: Catalogue) -> Mapping[Cell, int]:
        """By cell, its version left out. Raises HeardError where the true numbers do not fit together."""
        all_said = Audience("", Level.PUBLIC, (Release("truth", Level.PUBLIC, _as_facts(self._cells)),))
        reading = Reading(Tables(catalogue, self._wave, self._area))
        system = reading.tables.system
        try:
            read_facts(reading, all_said)
            system.tighten()
        except Contradicted:
            raise HeardError("the true numbers do not fit together") from None
        bounds = zip(system.cells, system.lows, system.highs, strict=True)
        return {_whatever_answers(cell): low for cell, low, high in bounds if low == high}


class WorkedOut:
    """What followed from the truth, of the councils asked for last: the same truth lies behind what each audience is
    told, and is worked through once."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Catalogue, Mapping[Cell, int]]] = {}

    def of(self, truth: CouncilTruth, catalogue: Catalogue) -> Mapping[Cell, int]:
        """As `CouncilTruth.work_out`."""
        found = self._known.pop(truth.digest, None)
        if found is None or found[0] is not catalogue:
            found = (catalogue, truth.work_out(catalogue))
        self._known[truth.digest] = found
        if len(self._known) > MOST_KEPT:
            del self._known[next(iter(self._known))]
        return found[1]


WORKED_OUT = WorkedOut()


def _as_facts(cells: pl.DataFrame) -> pl.DataFrame:
    """Every cell as a row that is shown whole."""
    known = cells.select(*KEYS, "count", "base", symbol=pl.lit(Symbol.SHOWN.value))
    nothing = {name: pl.lit(None) for name in SCHEMA if name not in known.columns}
    return known.with_columns(**nothing).select(list(SCHEMA)).cast(pl.Schema(SCHEMA))


def _whatever_answers(cell: Cell) -> Cell:
    """The cell of whatever set of answers: without its version."""
    apart = SURVEYS_APART * cell.survey.count(SURVEYS_APART)
    return Cell(cell.wave, cell.area, cell.survey, apart, cell.group, cell.level, cell.indicator, cell.mask)
