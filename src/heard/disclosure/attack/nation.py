"""The nation's figures against the councils': the nation less the councils that are shown is the one that is not.

Each council was attacked by itself before; here its numbers of everybody are whole numbers between the bounds that were
left, and the nation's are their sums, printed to the nearest 50 and in whole per cent.
"""

from collections.abc import Iterator, Mapping

import polars as pl

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
from heard.disclosure.attack.tables import EVERYBODY
from heard.disclosure.facts import RESPONDENTS, SCHEMA

Councils = Mapping[str, Mapping[HeadlineKey, Headline]]  # by council, the numbers of one survey of one wave


def attack_nation(
    audience: Audience,
    catalogue: Catalogue,
    of_councils: Mapping[tuple[str, str], Councils],
    notes: list[str],
) -> Iterator[Breach]:
    """What the national rows add. `of_councils`: by wave and survey, what is left open of each council."""
    for (wave, survey, indicator), rows in sorted(_national_rows(audience).items()):
        councils = of_councils.get((wave, survey), {})
        block = _Block(wave, survey, list_questions(catalogue, survey)[indicator], councils)
        if block.is_open():
            try:
                yield from block.attack(rows, audience.name)
            except (Contradicted, Impossible):
                notes.append(
                    f"{wave} {survey} {indicator}: the nation's figures are of other councils as well"
                )


def _national_rows(audience: Audience) -> Mapping[tuple[str, str, str], list[tuple[str, Row]]]:
    found: dict[tuple[str, str, str], list[tuple[str, Row]]] = {}
    for release in audience.releases:
        national = release.facts.filter(area=NATION, group=EVERYBODY).filter(
            pl.col("indicator") != RESPONDENTS
        )
        for values in national.select(list(SCHEMA)).iter_rows():
            row = Row(*values)
            found.setdefault((row.wave, row.survey, row.indicator), []).append((release.name, row))
    return found


class _Block:
    """One question of one survey over all councils."""

    def __init__(self, wave: str, survey: str, question: Question, councils: Councils) -> None:
        self._wave, self._survey, self._question = wave, survey, question
        self._councils = {
            area: {mask: one for (indicator, mask), one in each.items() if indicator == question.indicator}
            for area, each in councils.items()
        }
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
            self._system.add_row(
                [*parts, (self._number(NATION, mask), -1)], "the councils make up the nation"
            )

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
        key = Cell(self._wave, area, self._survey, "", EVERYBODY, EVERYBODY, self._question.indicator, mask)
        return self._system.number(key)

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
        key = (self._wave, area, self._survey, EVERYBODY, EVERYBODY, self._question.indicator, one.what)
        return Breach(kind, reader, *key, *left, path)


def _is_one_only(search: Search, number: int) -> bool:
    """Whether a cell can be one number only."""
    place, witnesses = search.place[number], search.witnesses
    if witnesses.tables and witnesses.least[place] < witnesses.most[place]:
        return False
    least, most = search.bound(number)
    return least == most and least > 0
