"""Whether a nation's figure leaves every council as open as it was: shown by tables of the councils, added up.

One table of each council, that add up to what is said of the nation, are a witness. Changing one council's table for
another that fits it, and where the sum then fits no more those of others too, gives more of them. Where these show
everything that must stay possible, nothing is given away. Where they do not, nothing is known: the linear programme
decides.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from heard.analysis.arrays import Flags, Whole
from heard.disclosure.attack.headlines import Answers
from heard.disclosure.attack.totals import Nation, NationalRow

Key = tuple[str, str, str, bool]  # wave, survey, indicator; whether the councils are all of the nation
MOST_CHANGES = 200  # of tables, for the sum to fit


class Sum:
    """Tables of n councils that add up to what is said of the nation. `answers`: of each council, all of the same m
    sets of answers, with one table at least."""

    def __init__(self, answers: Mapping[str, Answers]) -> None:
        self.answers = answers
        self._places = {area: place for place, area in enumerate(answers)}
        self._tables = _pad([one.tables for one in answers.values()])
        self._asks = _Asks.of(answers.values())
        away = np.abs(self._tables - np.median(self._tables, axis=1, keepdims=True)).sum(axis=2)
        self._first: Whole = away.argmin(axis=1)  # of each council the table to begin with
        self._made_up: dict[
            tuple[int, int], Whole
        ] = {}  # by council and its table, those of all that go with it

    def has(self, area: str, answers: Answers) -> bool:
        """Whether the council is one of them, with the same sets of answers."""
        return area in self.answers and self.answers[area].masks == answers.masks

    def with_council(self, area: str, answers: Answers) -> "Sum":
        """For who knows more of one council: beginning where this one ended."""
        place = self._places[area]
        other = Sum({**self.answers, area: answers})
        kept = [key for key in self._made_up if key[0] != place]
        moved = np.stack([self._first, *(self._made_up[key] for key in kept)])
        before = self._tables[place, moved[:, place]]
        moved[:, place] = (
            np.abs(answers.tables - before[:, None, :]).sum(axis=2).argmin(axis=1)
        )  # the nearest it has
        other._first = moved[0]
        other._made_up = dict(zip(kept, moved[1:], strict=True))
        return other

    def shows_open(self, nation: Nation) -> bool:
        """Whether tables were found that show everything of every council that must stay possible."""
        chosen = self._choose(nation, self._first)
        if chosen is None:
            return False
        self._follow(chosen)
        possible = self._list_possible(nation, chosen)
        self._add_made_up(nation, possible)
        closed = np.flatnonzero(~self._asks.are_open(self._tables, possible).all(axis=1))
        return all(self._is_made_up_for(nation, int(council), possible[council]) for council in closed)

    def _follow(self, chosen: Whole) -> None:
        """Begin with these tables; what was made up for changes as they do."""
        for place in np.flatnonzero(chosen != self._first):
            for each in self._made_up.values():
                if each[place] == self._first[place]:
                    each[place] = chosen[place]
        self._first = chosen

    def _add_made_up(self, nation: Nation, possible: Flags) -> None:
        """Mark the tables that were made up for before and are so still."""
        if not self._made_up:
            return
        chosen = np.stack(list(self._made_up.values()))
        fit = nation.fits(self._tables[np.arange(len(self._tables)), chosen].sum(axis=1))
        councils, tables = np.array(list(self._made_up))[fit].reshape(-1, 2).T
        possible[councils, tables] = True

    def _is_made_up_for(self, nation: Nation, council: int, possible: Flags) -> bool:
        """Whether the others can make up for tables of one council that show what must stay possible of it; `possible`
        are those they need not."""
        asks, tables = self._asks.one(council), self._tables[council][None]
        for table in np.flatnonzero(~possible):
            key = (council, int(table))
            begun = self._made_up.get(key, self._first).copy()
            begun[council] = table
            found = self._choose(nation, begun, held=council)
            if found is None:
                continue
            self._made_up[key] = found
            possible[table] = True
            if asks.are_open(tables, possible[None]).all():
                return True
        return False

    def _list_possible(self, nation: Nation, chosen: Whole) -> Flags:
        """(councils, t) which table each can have where the others keep the chosen ones."""
        now = self._tables[np.arange(len(chosen)), chosen]
        sums = now.sum(axis=0) - now[:, None, :] + self._tables
        fit: Flags = nation.fits(sums.reshape(-1, sums.shape[2])).reshape(sums.shape[:2])
        return fit

    def _choose(self, nation: Nation, begun: Whole, held: int | None = None) -> Whole | None:
        """Change tables, but for the council that is held, each time the one that brings the sum closest to the middle
        of what fits: with a council held until it fits, else as close as can be. None where the sum does not fit."""
        aim = nation.aim()
        told = np.flatnonzero(aim >= 0)
        aim, tables, chosen = aim[told], self._tables[:, :, told], begun.copy()
        own = np.arange(len(tables))
        total = tables[own, chosen].sum(axis=0)
        left = np.square(total - aim).sum()
        for _ in range(MOST_CHANGES):
            if held is not None and self._fits(nation, chosen):
                return chosen
            sums = total - tables[own, chosen][:, None, :] + tables
            away = np.square(sums - aim).sum(axis=2)
            if held is not None:
                away[held] = left
            council, table = np.unravel_index(away.argmin(), away.shape)
            if away[council, table] >= left:
                break
            chosen[council], total, left = table, sums[council, table], away[council, table]
        return chosen if self._fits(nation, chosen) else None

    def _fits(self, nation: Nation, chosen: Whole) -> bool:
        return bool(nation.fits(self._tables[np.arange(len(chosen)), chosen].sum(axis=0)[None])[0])


class Sums:
    """By question the sum that shows what everybody's readers cannot find out: it shows it to most others too."""

    def __init__(self) -> None:
        self._found: dict[Key, Sum] = {}
        self._open: dict[
            Key, tuple[NationalRow, ...]
        ] = {}  # what was said of the nation where nothing was found out

    def show_open(self, key: Key, area: str | None, answers: Mapping[str, Answers], nation: Nation) -> bool:
        """Whether nothing can be found out of a question, as far as tables show it. `area`: the only council whose
        answers are not those everybody knows; None for everybody's readers."""
        if area is None:
            self._found[key] = Sum(answers)
            is_open = self._found[key].shows_open(nation)
            if is_open:
                self._open[key] = nation.rows
            return is_open
        known = self._found.get(key)
        if known is None or not known.has(area, answers[area]):
            return Sum(answers).shows_open(nation)
        if self._open.get(key) == nation.rows and known.answers[area].covers(answers[area]):
            return True
        return known.with_council(area, answers[area]).shows_open(nation)


@dataclass(frozen=True, slots=True)
class _Asks:
    """What must stay possible: (councils, m) each, as in Answers."""

    least: Whole
    most: Whole
    need: Whole
    secret: Flags

    @classmethod
    def of(cls, answers: Collection[Answers]) -> "_Asks":
        """Of these councils."""
        return cls(*(np.stack([getattr(each, name) for each in answers]) for name in cls.__slots__))

    def one(self, council: int) -> "_Asks":
        """Of one of them."""
        return _Asks(*(getattr(self, name)[council][None] for name in self.__slots__))

    def are_open(self, tables: Whole, possible: Flags) -> Flags:
        """(councils, m) whether the possible ones of the tables, (councils, t, m), show that of each number.

        One that may be what is needed is that in some table; every other open one is two numbers, or nobody.
        """
        highest = np.where(possible[:, :, None], tables, -1).max(axis=1)
        lowest = np.where(possible[:, :, None], tables, np.iinfo(np.int64).max).min(axis=1)
        is_asked = (self.need > 0) & (self.need <= self.most)
        is_enough = np.where(is_asked, highest >= self.need, (highest > lowest) | (lowest == 0))
        is_open: Flags = is_enough & (~self.secret | (highest > lowest)) | (self.least == self.most)
        return is_open


def _pad(tables: Sequence[Whole]) -> Whole:
    """(councils, t, m) every council's tables, the first of them again where there are fewer."""
    size = max(len(each) for each in tables)
    rows = np.arange(size)
    return np.stack([each[np.where(rows < len(each), rows, 0)] for each in tables])
