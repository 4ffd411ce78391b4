"""The nation's figures against the councils': the nation less the councils that are shown is the one that is not.

Each council was attacked by itself before; here its numbers of everybody are whole numbers between the bounds that were
left, and the nation's are their sums, printed to the nearest 50 and in whole per cent.
"""

from collections.abc import Iterator, Mapping

import polars as pl

from heard.analysis.frames import ALL
from heard.base.places import NATION
from heard.base.policy import POOL_BASE_ROUNDING
from heard.catalogue import Catalogue
from heard.disclosure.attack.bounding import Search, Wish
from heard.disclosure.attack.council import Headline, HeadlineKey
from heard.disclosure.attack.pieces import divide
from heard.disclosure.attack.questions import Question, list_questions
from heard.disclosure.attack.reading import Row
from heard.disclosure.attack.releases import Audience, Breach, Kind
from heard.disclosure.attack.solving import Impossible
from heard.disclosure.attack.system import PLENTY, Cell, Contradicted, Said, System
from heard.disclosure.facts import RESPONDENTS, SCHEMA

Councils = Mapping[str, Mapping[HeadlineKey, Headline]]  # by council, the numbers of one survey of one wave
National = Mapping[
    tuple[str, str, str], list[tuple[str, Row]]
]  # by wave, survey and indicator, with the release


def attack_nation(
    reader: str,
    national: National,
    catalogue: Catalogue,
    of_councils: Mapping[tuple[str, str], Councils],
    notes: list[str],
    *,
    is_whole: bool = False,
) -> Iterator[Breach]:
    """What the national rows add to what the reader knows. `of_councils`: by wave and survey, what is left open of each council.

    The councils are taken to be all that the nation's figure is of. Where they cannot be, that is a breach where they
    are known to be (`is_whole`); else it is noted, and they are taken to be some of its councils.
    """
    for (wave, survey, indicator), rows in sorted(national.items()):
        councils = of_councils.get((wave, survey), {})
        question = list_questions(catalogue, survey)[indicator]
        block = _Block(wave, survey, question, councils)
        if not block.is_open():
            continue
        try:
            yield from block.attack(rows, reader)
        except (Contradicted, Impossible):
            if is_whole:
                yield block.contradiction(reader)
                continue
            notes.append(f"{wave} {survey} {indicator}: the nation's figures are of other councils as well")
            yield from _attack_some(_Block(wave, survey, question, councils, is_whole=False), rows, reader)


def _attack_some(block: "_Block", rows: list[tuple[str, Row]], reader: str) -> Iterator[Breach]:
    try:
        yield from block.attack(rows, reader)
    except (Contradicted, Impossible):
        yield block.contradiction(reader)


def list_national(audience: Audience) -> National:
    """The rows of the nation that say a number."""
    found: dict[tuple[str, str, str], list[tuple[str, Row]]] = {}
    says = pl.any_horizontal(pl.col("count", "base", "share").is_not_null())
    for release in audience.releases:
        national = release.facts.filter(area=NATION, group=ALL).filter(
            says, pl.col("indicator") != RESPONDENTS
        )
        for values in national.select(list(SCHEMA)).iter_rows():
            row = Row(*values)
            found.setdefault((row.wave, row.survey, row.indicator), []).append((release.name, row))
    return found


class _Block:
    """One question of one survey over all councils."""

    def __init__(
        self, wave: str, survey: str, question: Question, councils: Councils, *, is_whole: bool = True
    ) -> None:
        self._wave, self._survey, self._question = wave, survey, question
        self._councils = {
            area: {mask: one for (indicator, mask), one in each.items() if indicator == question.indicator}
            for area, each in councils.items()
        }
        self._is_whole = is_whole
        self._system = System()
        self._releases: list[str] = []

    def is_open(self) -> bool:
        """Whether there is anything to find out."""
        return any(one.least < one.most for each in self._councils.values() for one in each.values())

    def attack(self, rows: list[tuple[str, Row]], reader: str) -> Iterator[Breach]:
        """Raises Contradicted or Impossible where the nation is not the sum of these councils."""
        self._build()
        self._releases = sorted({release for release, _ in rows})
        for release, row in rows:
            self._read(release, row)
        self._system.tighten()
        wishes, secret = [], []
        for area, mask, one in self._open_cells():
            number = self._number(area, mask)
            least, most = self._system.lows[number], self._system.highs[number]
            if least == most and (one.secret or 0 < least < one.need):
                yield self._breach(Kind.RECOVERED, reader, area, one, (least, most))
            elif most < one.need <= one.most and most:
                yield self._breach(Kind.SMALL, reader, area, one, (least, most))
            elif least < most:
                wishes += [Wish(number, True, one.need)] if 0 < one.need <= one.most else []
                secret += [(number, area, one)] if one.secret else []
        yield from self._search(reader, wishes, secret)

    def _search(
        self, reader: str, wishes: list[Wish], secret: list[tuple[int, str, Headline]]
    ) -> Iterator[Breach]:
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
                    yield self._breach(kind, reader, area, one, (one.least, failure.reached or 0))
            for number, area, one in secret:
                if number in inside and _is_one_only(search, number):
                    least, _ = search.bound(number)
                    yield self._breach(Kind.RECOVERED, reader, area, one, (least, least))

    def _build(self) -> None:
        for area, each in self._councils.items():
            for mask, one in each.items():
                self._system.bound(self._number(area, mask), one.least, one.most, Said("", ""))
            self._add_up_answers(area, each)
        for mask in {mask for each in self._councils.values() for mask in each}:
            parts = [(self._number(area, mask), 1) for area, each in self._councils.items() if mask in each]
            most = 0 if self._is_whole else PLENTY
            total = [(self._number(NATION, mask), 1), *((number, -1) for number, _ in parts)]
            self._system.add_row(total, "the councils are of the nation", high=most)

    def _add_up_answers(self, area: str, each: Mapping[int, Headline]) -> None:
        """What is counted and what is left make up who answered; the atoms make up each."""
        whole = self._question.whole
        single = [mask for mask in each if mask & (mask - 1) == 0]
        all_atoms = sum(single) == whole and ";" not in self._survey
        for mask in each:
            inside = [(self._number(area, atom), 1) for atom in single if atom & mask]
            if all_atoms and len(inside) > 1:
                self._system.add_row([*inside, (self._number(area, mask), -1)], "answers")
            elif not all_atoms and mask != whole and whole & ~mask in each:
                parts = [(self._number(area, mask), 1), (self._number(area, whole & ~mask), 1)]
                self._system.add_row([*parts, (self._number(area, whole), -1)], "answers")

    def _read(self, release: str, row: Row) -> None:
        whole, mask = self._question.whole, self._question.cuts[row.cut_point]
        base, cell = self._number(NATION, whole), self._number(NATION, mask)
        said = Said(release, "")
        if row.base is not None:
            half = POOL_BASE_ROUNDING // 2
            self._system.bound(base, max(row.base - half, 0), row.base + half - 1, said)
        if row.count is not None:
            self._system.bound(cell, row.count, row.count, said)
        elif row.share is not None:
            points = round(row.share * 100)
            self._system.add_row([(cell, 200), (base, 1 - 2 * points)], "", high=PLENTY * 200)
            self._system.add_row([(base, 2 * points + 1), (cell, -200)], "", low=1, high=PLENTY * 200)

    def _open_cells(self) -> Iterator[tuple[str, int, Headline]]:
        for area, each in self._councils.items():
            for mask, one in each.items():
                if one.least < one.most:
                    yield area, mask, one

    def _number(self, area: str, mask: int) -> int:
        key = Cell(self._wave, area, self._survey, "", ALL, ALL, self._question.indicator, mask)
        return self._system.number(key)

    def contradiction(self, reader: str) -> Breach:
        """That the nation's figures cannot be made of these councils."""
        key = (self._wave, NATION, self._survey, ALL, ALL, self._question.indicator, "")
        path = f"{self._survey}, {self._question.indicator}: the nation's figures do not fit the councils'"
        return Breach(Kind.CONTRADICTION, reader, *key, 0, 0, path)

    def _breach(self, kind: Kind, reader: str, area: str, one: Headline, left: tuple[int, int]) -> Breach:
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
        return Breach(kind, reader, *key, *left, path)


def _is_one_only(search: Search, number: int) -> bool:
    """Whether a cell can be one number only."""
    place, witnesses = search.place[number], search.witnesses
    if witnesses.tables and witnesses.least[place] < witnesses.most[place]:
        return False
    least, most = search.bound(number)
    return least == most and least > 0
