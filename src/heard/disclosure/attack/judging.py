"""Verdicts on one council's wave: what a reader can work out that must stay in doubt."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from heard.analysis.frames import ALL
from heard.base.policy import LEVELS, SENSITIVE_ALL_OR_NONE_BASE, Level
from heard.base.surveys import parts_of
from heard.disclosure.attack.bounding import Failure, Search, Wish
from heard.disclosure.attack.paths import describe, explain, explain_together
from heard.disclosure.attack.pieces import Piece, divide, list_fitting
from heard.disclosure.attack.reading import Reading
from heard.disclosure.attack.releases import Breach, Kind
from heard.disclosure.attack.solving import Impossible
from heard.disclosure.attack.splitting import Split, search_piece
from heard.disclosure.attack.system import PLENTY, Cell
from heard.disclosure.attack.tables import SILENT, TOOK_PART, Place, place_of
from heard.disclosure.protected import Symbol

SECRET = (Symbol.HIDDEN, Symbol.BANDED)
Truth = Mapping[int, int]  # the true number of each cell, where it is known


@dataclass
class Judge:
    """The verdicts on the cells of a reading, whose system moves no more. `judged`: the surveys and versions that are
    looked at."""

    reading: Reading
    level: Level
    reader: str
    judged: frozenset[tuple[str, str]]
    truth: Truth = field(default_factory=dict)
    note: str = ""
    insiders: bool = False
    _needs: dict[int, int] = field(default_factory=dict, init=False)
    _people: dict[Place, int] = field(default_factory=dict, init=False)

    def judge(self) -> Iterator[Breach]:
        """Every breach; the system must have been tightened before."""
        system = self.reading.tables.system
        cells = [number for number in range(len(system.cells)) if self._is_judged(number)]
        free = []
        for number in cells:
            if system.lows[number] == system.highs[number]:
                yield from self._judge_known(number)
            elif system.highs[number] < self.need(number):
                yield self._breach(Kind.SMALL, number, explain(self.reading.tables, number))
            else:
                free.append(number)
        wanted = [number for number in free if self.need(number) or self.is_secret(number)]
        looked_for = set(wanted)
        for piece in divide(system, wanted):
            yield from self._judge_piece(piece, [number for number in piece.cells if number in looked_for])

    def need(self, number: int) -> int:
        """What a reader may not rule out of the cell; 0 where the cohort or the band's own words say less."""
        if number not in self._needs:
            self._needs[number] = self._work_out_need(number)
        return self._needs[number]

    def _work_out_need(self, number: int) -> int:
        cell, rule = self.reading.tables.system.cells[number], LEVELS[self.level]
        if self._is_of_known_respondents(cell):
            return 0
        need = rule.minimum_base if self._is_base(cell) else rule.threshold
        return need if self._cap(number) >= need else 0

    def _is_of_known_respondents(self, cell: Cell) -> bool:
        """Whether it is how many answered a question, of so many known to have taken part: that some skipped is no
        secret (method, section 3, item 4)."""
        if cell.mask in (TOOK_PART, SILENT) or not self._is_base(cell) or len(parts_of(cell.survey)) > 1:
            return False
        system = self.reading.tables.system
        took_part = self.reading.tables.took_part(place_of(cell))
        known = system.lows[took_part] == system.highs[took_part]
        return known and system.lows[took_part] >= LEVELS[self.level].minimum_base

    def is_secret(self, number: int) -> bool:
        """Whether the cell's own row says that it is hidden or a band."""
        return self.reading.symbols.get(number) in SECRET

    def _is_judged(self, number: int) -> bool:
        cell = self.reading.tables.system.cells[number]
        by_itself = number in self.reading.printed and not self.is_secret(number)
        return not by_itself and (cell.survey, cell.version) in self.judged

    def _is_base(self, cell: Cell) -> bool:
        if cell.mask in (TOOK_PART, SILENT):
            return cell.mask == TOOK_PART
        return cell.mask == self.reading.tables.questions(cell.survey)[cell.indicator].whole

    def _cap(self, number: int) -> int:
        """What everybody knows the cell cannot exceed: its own cap, and that of who could take part, in each of the
        surveys it takes together."""
        cell = self.reading.tables.system.cells[number]
        parts = zip(parts_of(cell.survey), cell.version.split(";"), strict=True)
        people = sum(
            self._could_take_part(Place(survey, version, cell.group, cell.level)) for survey, version in parts
        )
        return min(self.reading.caps.get(number, PLENTY), people)

    def _could_take_part(self, place: Place) -> int:
        """At the level and at all."""
        if place not in self._people:
            everybody = place._replace(group=ALL, level=ALL)
            took_part = (self.reading.tables.took_part(each) for each in (place, everybody))
            self._people[place] = min(self.reading.caps.get(each, PLENTY) for each in took_part)
        return self._people[place]

    def _judge_known(self, number: int) -> Iterator[Breach]:
        system = self.reading.tables.system
        value, cell = system.lows[number], system.cells[number]
        secret = self.is_secret(number) and value > 0
        small = 0 < value < self.need(number) or (cell.mask == SILENT and value < self.need(number))
        if secret or small or self._tells_of_nobody(number):
            yield self._breach(Kind.RECOVERED, number, explain(self.reading.tables, number))

    def _tells_of_nobody(self, number: int) -> bool:
        """Whether that nobody gave this answer is a secret: of everybody, and of few asked a delicate thing."""
        system = self.reading.tables.system
        cell = system.cells[number]
        if system.lows[number] or cell.mask < 0 or not self._cap(number):
            return False
        question = self.reading.tables.questions(cell.survey)[cell.indicator]
        base = self._numbered(cell._replace(mask=question.whole))
        row = next((each for each in self._rows_beside(cell) if self.is_secret(each)), None)
        if row is None or not system.highs[base]:
            return False
        asked = self.truth.get(base, system.highs[base])
        few = question.sensitive and asked < SENSITIVE_ALL_OR_NONE_BASE
        return cell.group == ALL or few

    def _rows_beside(self, cell: Cell) -> Iterator[int]:
        """The cell and what is left of the base without it."""
        question = self.reading.tables.questions(cell.survey)[cell.indicator]
        for mask in (cell.mask, question.whole & ~cell.mask):
            if mask in question.cuts.values():
                yield self._numbered(cell._replace(mask=mask))

    def _numbered(self, cell: Cell) -> int:
        return self.reading.tables.system.number(cell)

    def _judge_piece(self, piece: Piece, wanted: list[int]) -> Iterator[Breach]:
        cells = self.reading.tables.system.cells
        blocks = {number: cells[number]._replace(level="", mask=0) for number in wanted}
        search = search_piece(self.reading.tables.system, piece)
        if (true := list_fitting(self.truth, self.reading.tables.system, piece)) is not None:
            search.witnesses.add(true)  # what is so is possible
        try:
            wishes = [Wish(number, True, self.need(number)) for number in wanted if self.need(number)]
            wishes += [Wish(number, False, 0) for number in wanted if self._is_small(number)]
            failed = search.grant(wishes, blocks)
            bad = {failure.wish.cell for failure in failed}
            for failure in failed:
                yield from self._fail(failure)
            secret = [number for number in wanted if number not in bad and self.is_secret(number)]
            yield from self._recover(search, secret, blocks)
            yield from self._ask_insiders(search, wanted)
        except Impossible:
            yield self._breach(Kind.CONTRADICTION, wanted[0], "no table at all fits what was published")

    def _is_small(self, number: int) -> bool:
        """Whether, in truth, so few are in the cell that it must be possible that nobody is."""
        return 0 < self.truth.get(number, 0) < (self.need(number) or 0)

    def _fail(self, failure: Failure) -> Iterator[Breach]:
        number, upward = failure.wish.cell, failure.wish.upward
        if failure.reached is None or failure.answer is None:
            yield self._breach(Kind.UNDECIDED, number, "whether it is safe was not found in time")
            return
        if not failure.reached and upward and not self._nobody_is_telling(number):
            return
        path = explain_together(
            self.reading.tables, number, failure.reached, upward=upward, answer=failure.answer
        )
        if upward:
            yield self._breach(Kind.SMALL, number, path, most=failure.reached)
        else:
            yield self._breach(Kind.SOMEBODY, number, path, least=failure.reached)

    def _nobody_is_telling(self, number: int) -> bool:
        """Whether knowing that nobody is in the cell is a breach."""
        if self.reading.tables.system.cells[number].mask == SILENT:
            return True
        return self._tells_of_nobody(number)

    def _recover(
        self, search: Search | Split, secret: list[int], blocks: Mapping[int, object]
    ) -> Iterator[Breach]:
        """Cells that are hidden, and can be one number only."""
        witnesses, place = search.witnesses, search.place
        if secret and not search.find_one():
            for number in secret:
                yield self._breach(Kind.UNDECIDED, number, "whether it is safe was not found in time")
            return

        def is_one(number: int) -> bool:
            return bool(witnesses.most[place[number]] == witnesses.least[place[number]])

        alike = [number for number in secret if is_one(number)]
        more = [Wish(number, True, int(witnesses.most[place[number]]) + 1) for number in alike]
        stuck = {failure.wish.cell: failure for failure in search.grant(more, blocks)}
        still = [number for number in alike if number in stuck and is_one(number)]
        less = [Wish(number, False, int(witnesses.least[place[number]]) - 1) for number in still]
        for failure in search.grant(less, blocks):
            number, reached, above = failure.wish.cell, failure.reached, stuck[failure.wish.cell]
            if reached is None or above.answer is None:
                yield self._breach(Kind.UNDECIDED, number, "whether it is safe was not found in time")
            elif reached or self._tells_of_nobody(number):
                path = explain_together(
                    self.reading.tables, number, reached, upward=True, answer=above.answer
                )
                yield self._breach(Kind.RECOVERED, number, path, least=reached, most=reached)

    def _ask_insiders(self, search: Search | Split, wanted: Iterable[int]) -> Iterator[Breach]:
        from heard.disclosure.attack.insiders import ask_insiders

        tables = self.reading.tables
        cells = tables.system.cells
        of_these = [number for number in wanted if self.insiders or cells[number].group == ALL]
        small = {number: self.truth[number] for number in of_these if self._is_small(number)}
        for number, own, reached in ask_insiders(tables, search, small, self.truth, self.need):
            told = f"who gave the answer {describe(tables, tables.system.cells[own])} is left with {reached} others"
            yield self._breach(Kind.INSIDER, number, told)

    def _breach(
        self, kind: Kind, number: int, path: str, *, least: int | None = None, most: int | None = None
    ) -> Breach:
        system = self.reading.tables.system
        cell = system.cells[number]
        return Breach(
            kind, self.reader, cell.wave, cell.area, cell.survey, cell.group, cell.level, cell.indicator,
            describe(self.reading.tables, cell),
            system.lows[number] if least is None else least,
            system.highs[number] if most is None else most,
            path, self.note,
        )  # fmt: skip
