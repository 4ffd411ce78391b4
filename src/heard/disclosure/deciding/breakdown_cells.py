"""Levels × atoms of one question and one demographic as one problem: bases, cut points and what lies between them."""

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from heard.analysis.arrays import Flags, Whole
from heard.base.policy import COST_GROWTH, COST_OF_LEVEL_BASE, COST_OF_LEVEL_CUT, COST_OF_LEVEL_HEADLINE
from heard.disclosure.deciding.atoms import Union
from heard.disclosure.deciding.breakdown_table import Table
from heard.disclosure.deciding.building import ProblemBuilder
from heard.disclosure.deciding.primary import NO_NEED, Primary
from heard.disclosure.deciding.routing import list_led
from heard.disclosure.deciding.said import Said
from heard.disclosure.suppression.problem import Problem


class BreakdownCells:
    """The problem of a table, and what its cells stand for. `closed`: (levels,) by cut point, closed to others too."""

    def __init__(self, table: Table, primary: Primary, said: Said, closed: Mapping[str, Flags]) -> None:
        self._table, self._primary, self._said, self._closed = table, primary, said, closed
        self._builder = ProblemBuilder()
        self._cuts: dict[str, list[int]] = {cut: [] for cut in table.exact}
        self._lay_out()

    @cached_property
    def problem(self) -> Problem:
        """The cells and their sums."""
        return self._builder.build()

    def read(self, hidden: Flags) -> dict[str, Flags]:
        """(levels,) whether it is shown, for each cut point."""
        return {cut: ~hidden[cells] for cut, cells in self._cuts.items()}

    def _lay_out(self) -> None:
        table, builder = self._table, self._builder
        everybody = int(table.totals.sum())
        totals = [builder.add(int(total), most=everybody) for total in table.totals]
        base = builder.add(everybody, most=everybody, show=True)
        builder.sum_up(totals, base)
        for cut, answers in table.fine.cuts.items():
            count = int(table.totals[list(answers)].sum())
            said = (
                builder.add(count, most=count, show=True)
                if cut in table.exact
                else self._add_band(count, everybody)
            )
            builder.sum_up([totals[atom] for atom in answers], said)
        rows = [self._add_level(row) for row in range(len(table.places))]
        rows.append(self._add_not_known(everybody))
        self._add_closed([base_of_row for base_of_row, _ in rows])
        for atom, total in enumerate(totals):
            builder.sum_up([atoms[atom] for _, atoms in rows], total)
        builder.sum_up([base_of_row for base_of_row, _ in rows], base)

    def _add_not_known(self, everybody: int) -> tuple[int, list[int]]:
        """Those whose level is not known. Where anybody of a closed level answered, that none of them did is as small a
        number as any; where every level is open, how many took part is known of them, and so not what has to be hidden.
        """
        table, builder, counts = self._table, self._builder, self._table.not_known
        left, base = table.left, int(counts.sum())
        secret = not table.open.all() and left.sum() > 0
        base_cell = builder.add(
            base, most=everybody, need=self._primary.need_of_few(base, everybody) if secret else NO_NEED
        )
        cells = self._add_row(counts, base_cell, everybody, filled=left > 0)
        self._add_telling(cells[1], everybody)
        return cells

    def _add_telling(self, atoms: list[int], everybody: int) -> None:
        """Where all or none of the closed levels together gave a sensitive answer, that any of those not known gave the
        other must stay possible."""
        table, primary = self._table, self._primary
        base = int(table.left.sum())
        for cut in table.exact if base and table.question.asked.sensitive else ():
            answers = table.fine.cuts[cut]
            count = int(table.left[list(answers)].sum())
            if primary.is_telling(count, base, sensitive=True):
                other = answers if count == 0 else frozenset(range(len(atoms))) - answers
                value = int(table.not_known[list(other)].sum())
                cell = self._builder.add(value, most=everybody, need=(min(primary.threshold, everybody), 0))
                self._builder.sum_up([atoms[atom] for atom in other], cell)

    def _add_closed(self, bases: list[int]) -> None:
        """All closed levels, with those not known: no more answered than took part, and how many that is, is known."""
        table = self._table
        answered = int(table.counts[~table.open].sum() + table.not_known.sum())
        took_part = table.answered.respondents if table.led is None else table.led
        most = int(took_part[0] - took_part[np.array(table.places)[table.open]].sum())
        closed = [base for base, is_open in zip(bases, [*table.open, False], strict=True) if not is_open]
        self._builder.sum_up(closed, self._builder.add(answered, most=most))

    def _add_band(self, count: int, base: int) -> int:
        least, most = self._primary.people_in_band(count, base)
        return self._builder.add(count, least=least, most=most)

    def _add_level(self, row: int) -> tuple[int, list[int]]:
        """The level's base, its atoms, and the cut points said of it."""
        table, builder, counts = self._table, self._builder, self._table.counts[row]
        base, limit = int(counts.sum()), self._limit(row)
        said = any(self._key_status(row, cut) == "shown" for cut in self._cuts)
        if table.open[row]:  # it is said how many took part, and that some skipped is no secret
            small = self._primary.is_small_base(base)
            base_cell = builder.add(
                base, most=limit, hide=small and not said, show=said, weight=COST_OF_LEVEL_BASE
            )
        else:
            base_cell = self._add_base(base, limit)
        cells = self._add_row(counts, base_cell, limit)
        if table.open[row]:
            self._add_led(row, cells[1], limit)
        for cut in table.exact:
            answers = table.fine.cuts[cut]
            cell = self._add_cut(row, cut, int(counts[list(answers)].sum()), base, limit)
            self._builder.sum_up([cells[1][atom] for atom in answers], cell)
            self._builder.follow(base_cell, cell)
            self._cuts[cut].append(cell)
        return cells

    def _add_led(self, row: int, atoms: list[int], limit: int) -> None:
        """As many as answered the questions it leads to gave an answer that leads there."""
        table, place = self._table, self._table.places[row]
        led = list_led(table.answered, table.question, table.fine, self._primary.minimum_base, level=place)
        if led.at_least:
            value = int(table.counts[row][list(led.answers)].sum())
            cell = self._builder.add(value, least=led.at_least, most=limit)
            self._builder.sum_up([atoms[atom] for atom in led.answers], cell)

    def _add_base(self, base: int, limit: int) -> int:
        """Of a level of which it is not said how many took part."""
        return self._builder.add(base, most=limit, need=self._primary.need_of_base(base, limit))

    def _add_row(
        self, counts: Whole, base: int, limit: int, filled: Flags | None = None
    ) -> tuple[int, list[int]]:
        """The atoms of a row, and the differences between cut points that few gave.

        filled: (atoms,) of which it must stay in doubt that nobody gave them.
        """
        builder = self._builder
        doubt = np.zeros(len(counts), dtype=np.bool_) if filled is None else filled
        atoms = [
            self._add_answers(frozenset({atom}), counts, limit, doubt=bool(doubt[atom]))
            for atom in range(len(counts))
        ]
        builder.sum_up(atoms, base)
        for atom, count in zip(atoms, counts, strict=True):
            if count:
                builder.seat(atom)
        for union in self._table.fine.unions:
            if len(union) > 1 and self._primary.is_small(int(counts[list(union)].sum())):
                builder.sum_up([atoms[atom] for atom in union], self._add_answers(union, counts, limit))
        return base, atoms

    def _add_answers(self, union: Union, counts: Whole, limit: int, *, doubt: bool = False) -> int:
        count = int(counts[list(union)].sum())
        need = self._primary.need_of_count(count, limit)
        if doubt and not count:
            need = (min(self._primary.threshold, limit), 0)
        return self._builder.add(count, most=limit, need=need)

    def _add_cut(self, row: int, cut: str, count: int, base: int, limit: int) -> int:
        status, further = self._key_status(row, cut), self._key_need(row, cut)
        need = self._need_of_cut(count, base, limit)
        few = need != NO_NEED or self._primary.is_small(base - count)
        closed = cut in self._closed and bool(self._closed[cut][row])
        is_open = bool(self._table.open[row])
        is_headline = cut == self._table.question.asked.headline.key
        weight = COST_OF_LEVEL_HEADLINE if is_headline else COST_OF_LEVEL_CUT
        telling = bool(self._table.gives_away[row])
        if telling and need == NO_NEED:
            need = (0, 1) if count else (1, 0)  # it is enough that it is not known exactly
        hide = few or closed or telling or status == "hidden" or further != NO_NEED
        return self._builder.add(
            count,
            most=limit,
            need=(max(need[0], further[0]), max(need[1], further[1])),
            hide=not is_open or (hide and status != "shown"),
            show=is_open and status == "shown",
            weight=weight * (1 + float(np.log1p(count)) / COST_GROWTH) if is_open else 0.0,
        )

    def _need_of_cut(self, count: int, base: int, limit: int) -> tuple[int, int]:
        """What must stay in doubt of a cut point; of a sensitive answer that all or none of a few gave, too."""
        sensitive = self._table.question.asked.sensitive
        if not base or not self._primary.is_telling(count, base, sensitive=sensitive):
            return self._primary.need_of_count(count, limit)
        doubt = min(self._primary.threshold, limit)
        return (doubt, 0) if count == 0 else (0, min(doubt, count))

    def _limit(self, row: int) -> int:
        """The most that can have answered: of a closed level its cohort, of an open one those who took part; of these
        only who was led to a routed question, which a reader may know."""
        table, place = self._table, self._table.places[row]
        answered = table.answered
        if not table.open[row]:
            return int(answered.limits[place])
        return int(answered.respondents[place] if table.led is None else table.led[place])

    def _key(self, row: int, cut: str) -> tuple[str, str, str, str, str]:
        answered, question = self._table.answered, self._table.question
        return answered.survey, *answered.levels[self._table.places[row]], question.indicator, cut

    def _key_status(self, row: int, cut: str) -> str:
        return self._said.of(*self._key(row, cut))

    def _key_need(self, row: int, cut: str) -> tuple[int, int]:
        return self._said.need(*self._key(row, cut))
