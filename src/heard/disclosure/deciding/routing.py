"""What the base of a routed question says of the question that leads to it.

Whoever answered the one gave an answer to the other that leads there. That few or none were led past is not held to be
a thing to hide (decision 0016); that somebody was, is.
"""

from dataclasses import dataclass

from heard.disclosure.deciding.atoms import Division, Union
from heard.disclosure.deciding.council import Answered, Question


@dataclass(frozen=True, slots=True)
class Led:
    """`at_least` so many gave one of the `answers` that lead on: the largest base that may be shown; 0 = none."""

    answers: Union
    at_least: int

    def bounds(self, union: Union, ceiling: int) -> tuple[int, int]:
        """The fewest and the most who can have given a set of answers, of `ceiling` in all."""
        least = self.at_least if self.at_least and self.answers <= union else 0
        most = ceiling if self.answers & union else ceiling - self.at_least
        return least, most


def list_led(
    answered: Answered, question: Question, division: Division, minimum_base: int, *, level: int = 0
) -> Led:
    """What is known of a question, at a level, from the bases of those it leads to; in atoms of that division."""
    bases = [
        int(each.base[level])
        for each in answered.questions.values()
        if each.asked.condition
        and each.asked.condition.indicator == question.indicator
        and each.base[level] >= minimum_base
    ]
    return Led(division.touching(question.leading), max(bases)) if bases else Led(frozenset(), 0)
