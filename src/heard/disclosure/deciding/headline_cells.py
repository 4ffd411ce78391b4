"""One indicator's cells of everybody, over the surveys that ask it and those taken together, as one problem."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from heard.analysis.arrays import Flags
from heard.analysis.layout import EVERYBODY
from heard.base.policy import (
    COST_OF_BASE,
    COST_OF_HEADLINE,
    COST_OF_HEADLINE_TOGETHER,
    COST_OF_OTHER_CUT,
    COST_OF_OTHER_CUT_TOGETHER,
)
from heard.base.surveys import parts_of
from heard.disclosure.deciding.atoms import Division, Union
from heard.disclosure.deciding.building import ProblemBuilder
from heard.disclosure.deciding.council import LED, Answered, Council, Together
from heard.disclosure.deciding.primary import NO_NEED, Primary
from heard.disclosure.deciding.routing import Led, list_led
from heard.disclosure.deciding.said import Said
from heard.disclosure.protected import Symbol
from heard.disclosure.suppression.problem import Problem


@dataclass(frozen=True)
class HeadlineRules:
    """What may not be shown of one indicator: by itself, for what was said before, and because a narrower audience is
    not told: `symbols` by (survey, indicator, cut point), `closed` the surveys whose base is hidden from it.

    withheld: (survey, indicator, cut point) of what would betray a group; it may not be known even nearly.
    """

    primary: Primary
    said: Said
    symbols: Mapping[tuple[str, str, str], Symbol]
    closed: Collection[str]
    withheld: Collection[tuple[str, str, str]] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """A base and what of it: `ceiling` is the most any answer can have been given by, for all a reader knows."""

    survey: str
    base: int
    cell: int
    is_open: bool
    ceiling: int


class HeadlineCells:
    """The problem, and what its cells stand for."""

    def __init__(self, indicator: str, rules: HeadlineRules) -> None:
        self._indicator, self._rules = indicator, rules
        self._builder = ProblemBuilder()
        self._rows: dict[str, _Row] = {}
        self._cuts: dict[tuple[str, str], int] = {}
        self._if_hidden: dict[tuple[str, str], Symbol] = {}

    @classmethod
    def lay_out(
        cls,
        council: Council,
        indicator: str,
        open_surveys: Mapping[str, bool],
        rules: HeadlineRules,
        *,
        together: bool,
    ) -> "HeadlineCells":
        """Every cell of the indicator; surveys taken together only hidden, where `together` is not asked for."""
        cells = cls(indicator, rules)
        asked = [each for each in council.surveys.values() if indicator in each.questions]
        for answered in asked:
            cells._add_survey(answered, is_open=open_surveys[answered.survey])
        for rows in council.together:
            is_here = rows.indicator == indicator and {*parts_of(rows.survey)} <= {
                each.survey for each in asked
            }
            if is_here and rows.base:
                cells._add_together(rows, council, may_open=together)
        return cells

    @cached_property
    def problem(self) -> Problem:
        """The cells and their sums."""
        return self._builder.build()

    def read(
        self, hidden: Flags, *, banded: bool = True
    ) -> tuple[Mapping[tuple[str, str], Symbol], Mapping[str, bool]]:
        """What it comes to: symbols by (survey, cut point), and by survey whether the base is open.

        A band without its base would say nothing, so there is none.
        """
        bases = {survey: not hidden[row.cell] for survey, row in self._rows.items()}
        symbols: dict[tuple[str, str], Symbol] = {}
        for (survey, cut), cell in self._cuts.items():
            symbol = self._if_hidden[survey, cut] if hidden[cell] else Symbol.SHOWN
            said = bases[survey] and (banded or symbol is not Symbol.BANDED)
            symbols[survey, cut] = symbol if said else Symbol.HIDDEN
        for survey, cut in self._cuts:
            parts = parts_of(survey)
            if len(parts) > 1 and all(symbols[part, cut] is Symbol.SHOWN for part in parts):
                symbols[survey, cut], bases[survey] = Symbol.SHOWN, True  # anybody can add them up
        return symbols, bases

    # --- One survey ---------------------------------------------------------------------------------

    def _add_survey(self, answered: Answered, *, is_open: bool) -> None:
        question = answered.questions[self._indicator]
        limit = int(answered.respondents[0] if is_open else answered.limits[0])
        row = self._add_row(
            answered.survey,
            int(question.base[0]),
            list(question.counts),
            limit,
            is_open=is_open,
            secret=not is_open,
        )
        division = question.led_division
        led = list_led(answered, question, division, self._rules.primary.minimum_base)
        counts = [int(count) for count in question.led_atoms]
        atoms = [self._add_answers(frozenset({atom}), counts, row, led) for atom in range(len(counts))]
        self._builder.sum_up(atoms, row.cell)
        for atom, count in zip(atoms, counts, strict=True):
            if count:
                self._builder.seat(atom)
        if led.at_least:
            value = sum(counts[atom] for atom in led.answers)
            leading = self._builder.add(value, least=led.at_least, most=max(row.ceiling, led.at_least))
            self._builder.sum_up([atoms[atom] for atom in led.answers], leading)
        for place, cut in enumerate(question.cut_points):
            answers = division.cuts[cut.key]
            weight = COST_OF_HEADLINE if place == 0 else COST_OF_OTHER_CUT
            count = int(question.counts[cut.key][0])
            cell = self._add_cut(row, cut.key, count, led.bounds(answers, row.ceiling), weight)
            self._builder.sum_up([atoms[atom] for atom in answers], cell)
        self._add_differences(division, atoms, counts, row, led)

    def _add_differences(
        self, division: Division, atoms: list[int], counts: list[int], row: _Row, led: Led
    ) -> None:
        """What a reader can subtract, where few gave it."""
        published = {answers for cut, answers in division.cuts.items() if cut != LED}
        for union in division.unions:
            small = self._rules.primary.is_small(sum(counts[atom] for atom in union))
            if len(union) > 1 and union not in published and small:
                cell = self._add_answers(union, counts, row, led)
                self._builder.sum_up([atoms[atom] for atom in union], cell)

    def _add_answers(self, union: Union, counts: list[int], row: _Row, led: Led) -> int:
        value = sum(counts[atom] for atom in union)
        least, most = led.bounds(union, row.ceiling)
        return self._builder.add(
            value, least=least, most=most, need=self._rules.primary.need_of_count(value, most)
        )

    # --- Surveys taken together ---------------------------------------------------------------------

    def _add_together(self, rows: Together, council: Council, *, may_open: bool) -> None:
        """Were one of the surveys closed and the others open, it would be what is left of the sum."""
        parts = [part.value for part in parts_of(rows.survey)]
        limit = sum(int(council.surveys[part].limits[0]) for part in parts)
        closed = sum(not self._rows[part].is_open for part in parts)
        row = self._add_row(
            rows.survey,
            rows.base,
            rows.cut_points,
            limit,
            is_open=may_open and closed != 1,
            secret=closed > 0,
        )
        self._builder.sum_up([self._rows[part].cell for part in parts], row.cell)
        for place, cut in enumerate(rows.cut_points):
            weight = COST_OF_HEADLINE_TOGETHER if place == 0 else COST_OF_OTHER_CUT_TOGETHER
            cell = self._add_cut(row, cut, rows.counts[cut], (0, row.ceiling), weight)
            self._builder.sum_up([self._cuts[part, cut] for part in parts], cell)

    # --- Bases and cut points -----------------------------------------------------------------------

    def _add_row(
        self, survey: str, base: int, cuts: Collection[str], limit: int, *, is_open: bool, secret: bool
    ) -> _Row:
        """`secret`: whether how many answered is one; it is not where it is said how many took part."""
        primary = self._rules.primary
        said = any(self._said_of(survey, cut) in {"shown", "banded"} for cut in cuts)
        closed = not is_open or base < primary.minimum_base or survey in self._rules.closed
        cell = self._builder.add(
            base,
            most=max(limit, base),
            need=primary.need_of_base(base, limit) if secret else NO_NEED,
            hide=closed and not said,
            show=said,
            weight=COST_OF_BASE,
        )
        is_open = said or not closed
        row = _Row(survey, base, cell, is_open, base if is_open else max(limit, base))
        self._rows[survey] = row
        return row

    def _add_cut(self, row: _Row, cut: str, count: int, bounds: tuple[int, int], weight: float) -> int:
        primary, said = self._rules.primary, self._said_of(row.survey, cut)
        place = (row.survey, self._indicator, cut)
        narrower = self._rules.symbols.get(place, Symbol.SHOWN)
        is_withheld = place in self._rules.withheld
        few = row.is_open and min(count, row.base - count) < primary.threshold
        kept = said == "hidden" or narrower is Symbol.HIDDEN or is_withheld
        if row.is_open and not kept and primary.is_in_band(count, row.base):
            self._if_hidden[row.survey, cut] = Symbol.BANDED
            bounds = self._within_band(count, row.base, bounds)
        else:
            self._if_hidden[row.survey, cut] = Symbol.HIDDEN
        further = self._rules.said.need(row.survey, *EVERYBODY, self._indicator, cut)
        need = self._need_of_cut(row, count, is_withheld=is_withheld)
        closed = (
            is_withheld
            or few
            or said in {"hidden", "banded"}
            or narrower is not Symbol.SHOWN
            or further != (0, 0)
        )
        cell = self._builder.add(
            count,
            least=bounds[0],
            most=bounds[1],
            need=(max(need[0], further[0]), max(need[1], further[1])),
            hide=closed and said != "shown",
            show=said == "shown",
            weight=weight,
        )
        self._cuts[row.survey, cut] = cell
        self._builder.follow(row.cell, cell)
        return cell

    def _need_of_cut(self, row: _Row, count: int, *, is_withheld: bool) -> tuple[int, int]:
        """What must stay in doubt; of what would betray a group, that it is not near what it is."""
        primary = self._rules.primary
        if is_withheld:
            return min(primary.threshold, row.base - count), min(primary.threshold, count)
        return primary.need_of_headline(count, row.base) if row.is_open else NO_NEED

    def _within_band(self, count: int, base: int, bounds: tuple[int, int]) -> tuple[int, int]:
        least, most = self._rules.primary.people_in_band(count, base)
        return max(bounds[0], least), min(bounds[1], most)

    def _said_of(self, survey: str, cut: str) -> str:
        return self._rules.said.of(survey, *EVERYBODY, self._indicator, cut)
