"""A large piece, taken apart at the numbers of respondents.

All questions of a survey stand in one piece where it is hidden how many of a level took part: the same children
answered each. With those numbers held, the questions have nothing to do with one another. So some whole tables are
found for all of them at once; each gives numbers of respondents that every question can live with, and whatever a
question can then be by itself, it can be. What is not found so is asked of the whole piece.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from heard.analysis.arrays import Whole
from heard.disclosure.attack.bounding import Direction, Failure, Search, Wish, Witnesses
from heard.disclosure.attack.pieces import Piece
from heard.disclosure.attack.seats import Seat, grant_seats, rule_out_seat, try_seats
from heard.disclosure.attack.solving import NEAR, Answer, LinearProgram, as_whole
from heard.disclosure.attack.system import System
from heard.disclosure.attack.tables import TOOK_PART

LARGE = 600  # cells; a smaller piece is solved as quickly whole
MOST_SETTINGS = 12  # so many numbers of respondents are tried


class Split:
    """What `Search` is for a small piece, for a large one."""

    def __init__(self, system: System, piece: Piece) -> None:
        self.full = Search(system, piece)
        self._links = [cell for cell in piece.cells if system.cells[cell].mask == TOOK_PART]
        self._parts: dict[int, Search] = {}
        self._part_of: dict[int, int] = {}
        self._handed = 0
        for number, part in enumerate(_take_apart(system, piece, set(self._links))):
            self._parts[number] = Search(system, part)
            self._part_of |= dict.fromkeys(part.cells, number)
        for link in self._links:
            self._part_of.pop(link, None)
        self.full.in_whole = self._put_together

    @property
    def witnesses(self) -> Witnesses:
        """The extremes of every cell of the piece."""
        return self.full.witnesses

    @property
    def place(self) -> Mapping[int, int]:
        """The place of each cell in them."""
        return self.full.place

    @property
    def program(self) -> LinearProgram:
        """The piece, whole."""
        return self.full.program

    def find_one(self) -> bool:
        """Whether there is a witness at all. Raises Impossible."""
        return self.full.find_one()

    def relax(self, cell: int) -> tuple[int, int]:
        """Bounds the cell cannot go beyond, as `Search.relax`; of its part alone. Raises Impossible."""
        number = self._part_of.get(cell)
        return (self.full if number is None else self._parts[number]).relax(cell)

    def grant(self, wishes: Iterable[Wish], blocks: Mapping[int, object]) -> list[Failure]:
        """Those that cannot be, as `Search.grant`. Raises Impossible."""
        waiting = list(wishes)
        failures = self.full.grant([wish for wish in waiting if wish.cell not in self._part_of], blocks)
        self.full.find_one()
        self._hand_back()
        settings = self._list_settings()
        of_part: dict[int | None, list[Wish]] = {}
        for wish in waiting:
            of_part.setdefault(self._part_of.get(wish.cell), []).append(wish)
        left = []
        for number, search in self._parts.items():
            mine = of_part.get(number, [])
            for setting in settings:
                if mine := [wish for wish in mine if not search.is_shown(wish)]:
                    search.hold(setting)
                    mine = search.try_all(mine, blocks)
            search.let_go(self._links)
            self._take_over(search)
            for wish in mine:
                failure = search.rule_out(wish)
                if failure:
                    failures.append(failure)
                else:
                    left.append(wish)
        failures += self.full.grant(left, blocks)
        self._hand_back()
        return failures

    def grant_seats(self, seats: Sequence[Seat], blocks: Mapping[int, object]) -> list[tuple[Seat, int]]:
        """Those that cannot be, and how far each can go, as `seats.grant_seats`."""
        of_part: dict[int, list[Seat]] = {}
        left = [seat for seat in seats if seat.wish.cell not in self._part_of]
        for seat in seats:
            if seat.wish.cell in self._part_of:
                of_part.setdefault(self._part_of[seat.wish.cell], []).append(seat)
        failures = []
        settings = self._list_settings()
        for number, of_this in of_part.items():
            search, mine = self._parts[number], of_this
            for setting in settings if mine else ():
                search.hold(setting)
                mine = try_seats(search, mine, blocks)
            search.let_go(self._links)
            self._take_over(search)
            for seat in mine:
                reached = rule_out_seat(search, seat)
                if reached is None:
                    left.append(seat)
                else:
                    failures.append((seat, reached))
        failures += grant_seats(self.full, left, blocks)
        self._hand_back()
        return failures

    def _put_together(self, answer: Answer, direction: Direction) -> Whole | None:
        """A table in whole numbers with the answer's numbers of respondents, put together of one of each part; None
        where these are no whole numbers, or some part has none with them."""
        links = {link: answer.table[self.place[link]] for link in self._links}
        if any(abs(number - round(number)) > NEAR for number in links.values()):
            return None
        setting = {link: round(number) for link, number in links.items()}
        table = as_whole(answer.table)
        for search in self._parts.values():
            inside = [self.place[cell] for cell in search.place]
            signs = {own: direction[place] for own, place in enumerate(inside) if place in direction}
            own = search.complete(setting, signs)
            if own is None:
                return None
            table[inside] = own
        return table if self.program.fits(table) else None

    def _hand_back(self) -> None:
        """What the whole piece shows to be possible is possible in each part."""
        new = self.full.witnesses.tables[self._handed :]
        self._handed = len(self.full.witnesses.tables)
        for search in self._parts.values() if new else ():
            places = [self.full.place[cell] for cell in search.place]
            for table in new:
                search.witnesses.add(table[places])

    def _list_settings(self) -> list[Mapping[int, int]]:
        places = [self.full.place[link] for link in self._links]
        rows = {tuple(int(each) for each in table[places]) for table in self.full.witnesses.tables}
        kept = sorted(rows)[:: max(1, -(-len(rows) // MOST_SETTINGS))]
        return [dict(zip(self._links, row, strict=True)) for row in kept]

    def _take_over(self, search: Search) -> None:
        """What a part shows to be possible is possible in the whole."""
        if not search.witnesses.tables:
            return
        inside = [(place, self.full.place[cell]) for cell, place in search.place.items()]
        own, whole = np.array(inside, dtype=np.int64).T
        most, least = self.full.witnesses.most, self.full.witnesses.least
        most[whole] = np.maximum(most[whole], search.witnesses.most[own])
        least[whole] = np.minimum(least[whole], search.witnesses.least[own])


def search_piece(system: System, piece: Piece) -> Search | Split:
    """The search that suits the size of the piece."""
    return Split(system, piece) if len(piece.cells) > LARGE else Search(system, piece)


def _take_apart(system: System, piece: Piece, links: set[int]) -> list[Piece]:
    """The piece without its links: each part with the links its sums name, and the sums of those links."""
    members = set(piece.cells)
    inside = {row: [cell for cell in system.rows[row].cells if cell in members] for row in piece.rows}
    own = {row: [cell for cell in cells if cell not in links] for row, cells in inside.items()}
    part_of = _join(piece.cells, own.values())
    parts: dict[int, tuple[set[int], list[int]]] = {}
    for cell in piece.cells:
        if cell not in links:
            parts.setdefault(part_of[cell], (set(), []))[0].add(cell)
    for row, cells in own.items():
        if cells:
            parts[part_of[cells[0]]][0].update(inside[row])
            parts[part_of[cells[0]]][1].append(row)
    between = [row for row, cells in own.items() if not cells]
    found = []
    for near, rows in parts.values():
        sums = [row for row in between if near.intersection(inside[row])]
        near.update(cell for row in sums for cell in inside[row])
        found.append(Piece(tuple(sorted(near)), tuple(sorted(rows + sums))))
    return found


def _join(cells: Iterable[int], together: Iterable[Sequence[int]]) -> Mapping[int, int]:
    """For each cell the one that stands for all it is joined with, where the cells of each sequence are joined."""
    parent = {cell: cell for cell in cells}

    def root(cell: int) -> int:
        while parent[cell] != cell:
            parent[cell] = parent[parent[cell]]
            cell = parent[cell]
        return cell

    for each in together:
        for cell in each[1:]:
            parent[root(cell)] = root(each[0])
    return {cell: root(cell) for cell in parent}
