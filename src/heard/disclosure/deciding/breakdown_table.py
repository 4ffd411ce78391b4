"""Levels × atoms of one question and one demographic."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from heard.analysis.arrays import Flags, Whole
from heard.disclosure.deciding.atoms import Division, divide, gives_away
from heard.disclosure.deciding.council import Answered, Question
from heard.disclosure.deciding.primary import Primary


@dataclass(frozen=True)
class Table:
    """One question by one demographic.

    places: the levels' places in the survey. open: (levels,) whether their number of respondents is shown.
    exact: the cut points that may be said. banded: those said of everybody as a band.
    """

    answered: Answered
    question: Question
    places: tuple[int, ...]
    open: Flags
    exact: tuple[str, ...]
    banded: tuple[str, ...]

    @cached_property
    def fine(self) -> Division:
        """The atoms a reader can reckon with: of the exact cut points and of those in bands."""
        return self._divide((*self.exact, *self.banded))

    @cached_property
    def said(self) -> Division:
        """The atoms of the exact cut points alone."""
        return self._divide(self.exact)

    @cached_property
    def counts(self) -> Whole:
        """(levels, atoms of `fine`)."""
        found: Whole = self.question.atoms[list(self.places)] @ _merge(self.question.division, self.fine)
        return found

    @cached_property
    def totals(self) -> Whole:
        """(atoms of `fine`,) everybody's."""
        found: Whole = self.question.atoms[0] @ _merge(self.question.division, self.fine)
        return found

    @cached_property
    def counts_of_said(self) -> Whole:
        """(levels, atoms of `said`)."""
        found: Whole = self.counts @ _merge(self.fine, self.said)
        return found

    @cached_property
    def totals_of_said(self) -> Whole:
        """(atoms of `said`,) everybody's."""
        found: Whole = self.totals @ _merge(self.fine, self.said)
        return found

    @cached_property
    def led(self) -> Whole | None:
        """(levels of the survey,) how many gave an answer that leads to this question; None where all are asked it."""
        condition = self.question.asked.condition
        leading = self.answered.questions.get(condition.indicator) if condition else None
        if condition is None or leading is None:
            return None
        answers = leading.division.touching(frozenset(condition.codes))
        found: Whole = leading.atoms[:, list(answers)].sum(axis=1)
        return found

    @property
    def not_known(self) -> Whole:
        """(atoms of `fine`,) what those answered whose level is not known."""
        left: Whole = self.totals - self.counts.sum(axis=0)
        return left

    @property
    def left(self) -> Whole:
        """(atoms of `fine`,) what the closed levels answered, with those whose level is not known."""
        found: Whole = self.totals - self.counts[self.open].sum(axis=0)
        return found

    @cached_property
    def gives_away(self) -> Flags:
        """(levels,) whether the cut points that may be said of it give one away that may not."""
        whole, rows = self.question.division, self.question.atoms[list(self.places)]
        told = [whole.cuts[cut] for cut in self.exact]
        kept = [answers for cut, answers in whole.cuts.items() if cut not in self.exact]
        return np.array(
            [
                bool(is_open) and any(gives_away(told, answers, row) for answers in kept)
                for is_open, row in zip(self.open, rows, strict=True)
            ],
            dtype=np.bool_,
        )

    def room_of(self, cut: str, primary: Primary) -> int:
        """How many of everybody a band leaves on its narrow side."""
        count, base = int(self.totals[list(self.fine.cuts[cut])].sum()), int(self.totals.sum())
        least, most = primary.people_in_band(count, base)
        return most if least == 0 else base - least

    def _divide(self, cuts: tuple[str, ...]) -> Division:
        kept = tuple(cut for cut in self.question.cut_points if cut.key in cuts)
        return divide(kept, self.question.asked.scale.codes)


def _merge(fine: Division, coarse: Division) -> Whole:
    """(fine atoms, coarse atoms): which lies in which."""
    return np.array([[int(one <= other) for other in coarse.codes] for one in fine.codes], dtype=np.int64)
