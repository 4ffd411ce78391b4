"""The nation's figures against the councils': the nation less the councils that are shown is the one that is not.

Each council was attacked by itself before; here its numbers of everybody are whole numbers between the bounds that were
left, and the nation's are their sums, printed to the nearest 50 and in whole per cent.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from heard.analysis.frames import ALL
from heard.base.places import NATION
from heard.catalogue import Catalogue
from heard.disclosure.attack.bounding import Search, Wish
from heard.disclosure.attack.headlines import Headline, Headlines, add_up_answers
from heard.disclosure.attack.pieces import divide
from heard.disclosure.attack.questions import Question, list_questions
from heard.disclosure.attack.reading import Row
from heard.disclosure.attack.releases import Breach, Kind
from heard.disclosure.attack.solving import Impossible
from heard.disclosure.attack.summing import Sums
from heard.disclosure.attack.system import PLENTY, Cell, Contradicted, Said, System
from heard.disclosure.attack.totals import Nation, National, NationalRow, read_row

Councils = Mapping[str, Headlines]  # by council, the numbers of one survey of one wave


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads. `area`: the only council of which more is known than by everybody; None for everybody. `sums`: what
    everybody's readers, who come first, were seen not to find out."""

    name: str
    area: str | None
    sums: Sums


def attack_nation(
    reader: Reader,
    national: National,
    catalogue: Catalogue,
    of_councils: Mapping[tuple[str, str], Councils],
    notes: list[str],
    *,
    is_whole: bool = False,
) -> Iterator[Breach]:
    """What the national rows add to what the reader knows.

    `of_councils`: by wave and survey, what is left open of each council.

    The councils are taken to be all that the nation's figure is of. Where they cannot be, that is a breach where they
    are known to be (`is_whole`); else it is noted, and they are taken to be some of its councils.
    """
    questions = {survey: list_questions(catalogue, survey) for _, survey, _ in national}
    for (wave, survey, indicator), rows in sorted(national.items()):
        councils = of_councils.get((wave, survey), {})
        question = questions[survey][indicator]
        block = _Block(reader, _Asked(wave, survey, question), councils, rows)
        if not block.is_open():
            continue
        if block.may_fit():
            try:
                yield from block.attack(is_whole=True)
                continue
            except (Contradicted, Impossible):
                pass
        if is_whole:
            yield block.contradiction()
            continue
        notes.append(f"{wave} {survey} {indicator}: the nation's figures are of other councils as well")
        yield from _attack_some(block)


def _attack_some(block: "_Block") -> Iterator[Breach]:
    try:
        yield from block.attack(is_whole=False)
    except (Contradicted, Impossible):
        yield block.contradiction()


class _Asked(NamedTuple):
    """One question of one survey of one wave."""

    wave: str
    survey: str
    question: Question


class _Block:
    """One question of one survey over all councils."""

    def __init__(
        self, reader: Reader, asked: _Asked, councils: Councils, rows: Sequence[tuple[str, Row]]
    ) -> None:
        self._reader = reader
        self._wave, self._survey, self._question = asked
        self._numbers = {
            area: numbers for area, numbers in councils.items() if numbers.of(asked.question.indicator)
        }
        self._councils = {area: each.of(asked.question.indicator) for area, each in self._numbers.items()}
        self._releases = sorted({release for release, _ in rows})
        self._rows = tuple(dict.fromkeys(read_row(row, asked.question) for _, row in rows))
        self._system = System()

    def is_open(self) -> bool:
        """Whether there is anything to find out."""
        return any(one.least < one.most for each in self._councils.values() for one in each.values())

    def may_fit(self) -> bool:
        """Whether the councils may be as many as the nation; False where they surely are fewer."""
        numbers = [each.get(self._question.whole) for each in self._councils.values()]
        most = sum(PLENTY if number is None else number.most for number in numbers)
        return all(row.base is None or most >= row.base[0] for row in self._rows)

    def attack(self, *, is_whole: bool) -> Iterator[Breach]:
        """`is_whole`: the nation is these councils, and no others. Raises Contradicted or Impossible where it cannot be
        so."""
        if self._is_shown_open(is_whole=is_whole):
            return
        self._build(is_whole=is_whole)
        for row in self._rows:
            self._read(row)
        self._system.tighten()
        wishes, secret = [], []
        for area, mask, one in self._open_cells():
            number = self._number(area, mask)
            least, most = self._system.lows[number], self._system.highs[number]
            if least == most and (one.secret or 0 < least < one.need):
                yield self._breach(Kind.RECOVERED, area, one, (least, most))
            elif most < one.need <= one.most and most:
                yield self._breach(Kind.SMALL, area, one, (least, most))
            elif least < most:
                wishes += [Wish(number, True, one.need)] if 0 < one.need <= one.most else []
                secret += [(number, area, one)] if one.secret else []
        yield from self._search(wishes, secret)

    def _is_shown_open(self, *, is_whole: bool) -> bool:
        """Whether nothing can be found out, as tables of the councils show; where they do not, that is to be asked."""
        whole, is_one_survey = self._question.whole, ";" not in self._survey
        answers = {
            area: each.answers(self._question.indicator, whole, is_one_survey=is_one_survey)
            for area, each in self._numbers.items()
        }
        masks = {each.masks for each in answers.values()}
        nation = Nation(self._rows, next(iter(masks)), whole, is_whole=is_whole)
        if len(masks) > 1 or not nation.is_told or not all(len(each.tables) for each in answers.values()):
            return False
        key = (self._wave, self._survey, self._question.indicator, is_whole)
        return self._reader.sums.show_open(key, self._reader.area, answers, nation)

    def _search(self, wishes: list[Wish], secret: list[tuple[int, str, Headline]]) -> Iterator[Breach]:
        of_number = {self._number(area, mask): (area, one) for area, mask, one in self._open_cells()}
        wanted = {wish.cell for wish in wishes} | {number for number, _, _ in secret}
        for piece in divide(self._system, sorted(wanted)):
            search = Search(self._system, piece)
            inside = set(piece.cells)
            mine = [wish for wish in wishes if wish.cell in inside]
            for failure in search.grant(mine, {wish.cell: wish.cell for wish in mine}):
                area, one = of_number[failure.wish.cell]
                if failure.reached is None or failure.reached > 0:
                    kind = Kind.UNDECIDED if failure.reached is None else Kind.SMALL
                    yield self._breach(kind, area, one, (one.least, failure.reached or 0))
            for number, area, one in secret:
                if number in inside and _is_one_only(search, number):
                    least, _ = search.bound(number)
                    yield self._breach(Kind.RECOVERED, area, one, (least, least))

    def _build(self, *, is_whole: bool) -> None:
        self._system = System()
        for area, each in self._councils.items():
            for mask, one in each.items():
                self._system.bound(self._number(area, mask), one.least, one.most, Said("", ""))
            cells = {mask: self._number(area, mask) for mask in each}
            add_up_answers(self._system, cells, self._question.whole, is_one_survey=";" not in self._survey)
        for mask in {mask for each in self._councils.values() for mask in each}:
            parts = [(self._number(area, mask), 1) for area, each in self._councils.items() if mask in each]
            most = 0 if is_whole else PLENTY
            total = [(self._number(NATION, mask), 1), *((number, -1) for number, _ in parts)]
            self._system.add_row(total, "the councils are of the nation", high=most)

    def _read(self, row: NationalRow) -> None:
        base, cell = self._number(NATION, self._question.whole), self._number(NATION, row.mask)
        said = Said(", ".join(self._releases), "")
        if row.base is not None:
            self._system.bound(base, *row.base, said)
        if row.count is not None:
            self._system.bound(cell, row.count, row.count, said)
        elif row.points is not None:
            self._system.add_row([(cell, 200), (base, 1 - 2 * row.points)], "", high=PLENTY * 200)
            self._system.add_row([(base, 2 * row.points + 1), (cell, -200)], "", low=1, high=PLENTY * 200)

    def _open_cells(self) -> Iterator[tuple[str, int, Headline]]:
        for area, each in self._councils.items():
            for mask, one in each.items():
                if one.least < one.most:
                    yield area, mask, one

    def _number(self, area: str, mask: int) -> int:
        key = Cell(self._wave, area, self._survey, "", ALL, ALL, self._question.indicator, mask)
        return self._system.number(key)

    def contradiction(self) -> Breach:
        """That the nation's figures cannot be made of these councils."""
        key = (self._wave, NATION, self._survey, ALL, ALL, self._question.indicator, "")
        path = f"{self._survey}, {self._question.indicator}: the nation's figures do not fit the councils'"
        return Breach(Kind.CONTRADICTION, self._reader.name, *key, 0, 0, path)

    def _breach(self, kind: Kind, area: str, one: Headline, left: tuple[int, int]) -> Breach:
        others = [each for code, each in self._councils.items() if code != area]
        ends = [
            (number.least, number.most)
            for each in others
            for number in each.values()
            if number.what == one.what
        ]
        known = sum(least == most for least, most in ends)
        path = (
            f"{self._survey}, {self._question.indicator}, {one.what}: the nation's figures less those of the other "
            f"{len(others)} councils, {known} of them known, leave {area} {left[0]} to {left[1]} "
            f"[{', '.join(self._releases)}]"
        )
        key = (self._wave, area, self._survey, ALL, ALL, self._question.indicator, one.what)
        return Breach(kind, self._reader.name, *key, *left, path)


def _is_one_only(search: Search, number: int) -> bool:
    """Whether a cell can be one number only."""
    place, witnesses = search.place[number], search.witnesses
    if witnesses.tables and witnesses.least[place] < witnesses.most[place]:
        return False
    least, most = search.bound(number)
    return least == most and least > 0
