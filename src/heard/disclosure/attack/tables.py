"""The tables behind what was published: which numbers there must have been, and how they add up.

Nothing here knows what was hidden, or why; it is the questionnaire, the groups and arithmetic.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from heard.analysis.frames import ALL
from heard.base.surveys import Survey, parts_of
from heard.catalogue import Catalogue
from heard.disclosure.attack.questions import Question, list_questions
from heard.disclosure.attack.system import PLENTY, Cell, System
from heard.disclosure.facts import RESPONDENTS

NOT_KNOWN = "not known"
TOOK_PART, SILENT = -1, -2  # stand where the mask of a set of answers stands

LEVELS = "the levels and those not known make up everybody"
UNION = "these levels together"
ANSWERS = "the answers make up who answered"
TOOK = "no more answered than took part"
LED = "no more answered than were led to the question"
TOGETHER = "surveys taken together"
COHORT = "who took part and who did not make up the cohort"
ADDED = "the earlier answers and those that came later"


class Place(NamedTuple):
    """Whose answers a number is about: a survey, the set of answers it was counted from, and a level of a group."""

    survey: str
    version: str
    group: str
    level: str


class Tables:
    """The cells of one council's wave, made as they are asked for, each with every sum it stands in.

    A survey whose answers changed between releases is there once for each set of answers (`version`).
    """

    def __init__(self, catalogue: Catalogue, wave: str, area: str, *, led: bool = True) -> None:
        self.system = System()
        self._led = led  # whether the reader reckons with who was led to which question
        self.wave, self.area = wave, area
        self._catalogue = catalogue
        self._questions: dict[str, Mapping[str, Question]] = {}
        self._made: set[Cell] = set()
        self._groups: set[tuple[str, str, str, str]] = set()
        self._kinds: dict[tuple[str, str], tuple[int, ...]] = {}
        self.level_codes: dict[tuple[str, str], tuple[str, ...]] = {}

    def questions(self, survey: str) -> Mapping[str, Question]:
        """What a survey, or several together, ask."""
        if survey not in self._questions:
            self._questions[survey] = list_questions(self._catalogue, survey)
        return self._questions[survey]

    def took_part(self, place: Place) -> int:
        """The number of respondents."""
        return self._cell(self._key(place, RESPONDENTS, TOOK_PART))

    def answered(self, place: Place, indicator: str, mask: int) -> int:
        """How many gave one of these answers; the whole mask: how many answered."""
        return self._cell(self._key(place, indicator, mask))

    def silent(self, place: Place, eligible: int) -> int:
        """How many of the cohort did not take part."""
        key = self._key(place, RESPONDENTS, SILENT)
        known = self.system.has(key)
        cell = self.system.number(key)
        if not known:
            parts = [(self.took_part(place), 1), (cell, 1)]
            self.system.add_row(parts, COHORT, low=eligible, high=eligible)
        return cell

    def link(self, earlier: str, later: str, survey: str) -> None:
        """The answers that came between two sets, where none were taken out: a table of their own."""
        system = self.system
        for number, cell in enumerate(list(system.cells)):
            before = cell._replace(version=earlier)
            if cell.survey == survey and cell.version == later and cell.mask != SILENT and system.has(before):
                new = self._cell(cell._replace(version=added_between(earlier, later)))
                system.add_row([(number, 1), (system.number(before), -1), (new, -1)], ADDED)

    def kinds(self, survey: str, indicator: str) -> tuple[int, ...]:
        """The sets of answers that are cells: all, atoms, cut points and what is left without one."""
        key = (survey, indicator)
        if key not in self._kinds:
            question = self.questions(survey)[indicator]
            cuts = set(question.cuts.values())
            left = {question.whole & ~mask for mask in cuts}
            atoms = {1 << place for place in range(question.atoms)} if len(parts_of(survey)) == 1 else set()
            self._kinds[key] = tuple(sorted((cuts | left | atoms | {question.whole}) - {0}))
        return self._kinds[key]

    def levels_of(self, survey: str, group: str) -> tuple[str, ...]:
        """The levels a group may have in a survey, as the catalogue gives them, and any other that was printed."""
        key = (survey, group)
        if key not in self.level_codes:
            demographic = self._catalogue.demographics.get(group)
            self.level_codes[key] = demographic.codes if demographic else ()
        return self.level_codes[key]

    def add_levels(self, survey: str, group: str, printed: Iterable[str]) -> None:
        """Levels that were printed though the catalogue does not have them. To be called before any cell is made."""
        known = self.levels_of(survey, group)
        more = sorted({part for level in printed for part in level.split(";")} - set(known))
        self.level_codes[survey, group] = (*known, *more)

    def _key(self, place: Place, indicator: str, mask: int) -> Cell:
        return Cell(self.wave, self.area, *place, indicator, mask)

    def _cell(self, key: Cell) -> int:
        if key not in self._made:
            self._make(key)
        return self.system.number(key)

    def _make(self, key: Cell) -> None:
        """Every cell of this question at this level, and what they stand in."""
        masks = (TOOK_PART,) if key.indicator == RESPONDENTS else self.kinds(key.survey, key.indicator)
        every = {mask: key._replace(mask=mask) for mask in masks}
        self._made.update(every.values())
        self._made.add(key)
        for each in every.values():
            self.system.number(each)
        if len(parts_of(key.survey)) > 1:
            self._add_surveys(key, masks)
        elif key.indicator != RESPONDENTS:
            self._add_up_answers(key)
            self._limit(key)
        if ";" in key.level:
            self._add_union(every)
        elif key.group != ALL and len(parts_of(key.survey)) == 1:
            self._add_group(key, masks)

    def _add_up_answers(self, key: Cell) -> None:
        system, question = self.system, self.questions(key.survey)[key.indicator]
        number = {
            mask: system.number(key._replace(mask=mask)) for mask in self.kinds(key.survey, key.indicator)
        }
        atoms = [1 << place for place in range(question.atoms)]
        for mask, cell in number.items():
            inside = [(number[atom], 1) for atom in atoms if atom & mask]
            if len(inside) > 1:
                system.add_row([*inside, (cell, -1)], ANSWERS)
        whole = number[question.whole]
        for mask in set(question.cuts.values()):
            left = question.whole & ~mask
            if left and question.atoms > 2:
                system.add_row([(number[mask], 1), (number[left], 1), (whole, -1)], ANSWERS)

    def _limit(self, key: Cell) -> None:
        """No more answered than took part, nor than were led here."""
        question = self.questions(key.survey)[key.indicator]
        base = self.system.number(key._replace(mask=question.whole))
        place = place_of(key)
        took_part = self.took_part(place)
        self.system.add_row([(took_part, 1), (base, -1)], TOOK, high=PLENTY)
        if question.led_by is not None and self._led:
            leading, answers = question.led_by
            routing = self.questions(key.survey)[leading]
            inside = [
                (self.answered(place, leading, 1 << atom), 1)
                for atom in range(routing.atoms)
                if answers >> atom & 1
            ]
            self.system.add_row([*inside, (base, -1)], LED, high=PLENTY)

    def _add_group(self, key: Cell, masks: tuple[int, ...]) -> None:
        """The levels of a group and those not known make up everybody."""
        group = (key.survey, key.version, key.group, key.indicator)
        if group in self._groups:
            return
        self._groups.add(group)
        levels = (*self.levels_of(key.survey, key.group), NOT_KNOWN)
        for mask in masks:
            parts = [(self._cell(key._replace(level=level, mask=mask)), 1) for level in levels]
            everybody = self._cell(key._replace(group=ALL, level=ALL, mask=mask))
            self.system.add_row([*parts, (everybody, -1)], LEVELS)

    def _add_union(self, every: Mapping[int, Cell]) -> None:
        for mask, key in every.items():
            parts = [(self._cell(key._replace(level=level, mask=mask)), 1) for level in key.level.split(";")]
            self.system.add_row([*parts, (self.system.number(key), -1)], UNION)

    def _add_surveys(self, key: Cell, masks: tuple[int, ...]) -> None:
        versions = key.version.split(";")
        for mask in masks:
            parts = [
                (self._part_of(key, mask, survey, version), 1)
                for survey, version in zip(parts_of(key.survey), versions, strict=True)
            ]
            self.system.add_row([*parts, (self.system.number(key._replace(mask=mask)), -1)], TOGETHER)

    def _part_of(self, key: Cell, mask: int, survey: Survey, version: str) -> int:
        place = Place(survey.value, version, key.group, key.level)
        if key.indicator == RESPONDENTS:
            return self.took_part(place)
        return self.answered(place, key.indicator, self.answers_of(key._replace(mask=mask), survey.value))

    def answers_of(self, cell: Cell, survey: str) -> int:
        """The answers to the one survey's question that the cell counts; of one of the surveys it takes together."""
        if cell.survey == survey:
            return cell.mask
        together = self.questions(cell.survey)[cell.indicator]
        own = self.questions(survey)[cell.indicator]
        for cut, answer in together.cuts.items():
            if cell.mask == answer:
                return own.cuts[cut]
            if cell.mask == together.whole & ~answer:
                return own.whole & ~own.cuts[cut]
        return own.whole


def added_between(earlier: str, later: str) -> str:
    """The version that stands for the answers in the later set and not in the earlier."""
    return f"{earlier}>{later}"


def place_of(cell: Cell) -> Place:
    """Whose answers the cell counts."""
    return Place(cell.survey, cell.version, cell.group, cell.level)
