"""What a worked method is: the numbers it takes, the results it gives, and the steps that lead to them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

import numpy as np

from heard.analysis.arrays import Floats
from heard.analysis.worked.saying import say
from heard.catalogue import Catalogue

NO_FIGURE = "none"

Value = float | str | tuple[float, ...]
Result = float | str | None | Sequence[float | None]
Results = Mapping[str, Result]


class Kind(StrEnum):
    """How the text of a key is read."""

    WHOLE = "whole"  # a count of people: 0, 1, 2, …
    MAYBE = "maybe"  # the same, or "unknown"
    SHARE = "share"  # 0 to 1
    SIGN = "sign"  # 1 or -1
    WORD = "word"
    WHOLES = "wholes"
    CHANCES = "chances"  # shares; "null" where there is none
    SCORE = "score"  # a whole number 0 to 10
    SCORES = "scores"


LISTS = frozenset({Kind.WHOLES, Kind.CHANCES, Kind.SCORES})


@dataclass(frozen=True, slots=True)
class Key:
    """One number, list or word a method takes. Not needed, it may be left out."""

    name: str
    kind: Kind
    says: str
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Given:
    """What was given, read: NaN stands for a number that is left out, or not known.

    `catalogue` holds what a method needs that nobody types: the rule of the well-being band, the bands of scales.
    """

    values: Mapping[str, Value]
    catalogue: Catalogue

    def number(self, key: str) -> float:
        """One number; NaN where it was left out."""
        return float(cast("float", self.values.get(key, np.nan)))

    def numbers(self, key: str) -> Floats:
        """A list of numbers."""
        return np.array(self.values[key], dtype=np.float64)

    def has(self, key: str) -> bool:
        """Whether the key was given."""
        return key in self.values

    def word(self, key: str) -> str:
        """One word."""
        return str(self.values[key])


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a working: what is done, and the sum with the numbers put in.

    `sum` is a chain "symbol = formula = formula with numbers = number", whose numbers can be worked out again. Where
    `gives` names a result, the chain's last number is that result, or its entry at `place` where it is a list.
    """

    says: str
    sum: str = ""
    gives: str = ""
    place: int | None = None

    def sentence(self) -> str:
        """The line as it is read."""
        return f"{self.says}: {self.sum}" if self.sum else f"{self.says}."


@dataclass(frozen=True, slots=True, repr=False)
class Worked:
    """Results by name, unrounded, None where there is none; and the working. Printed, it shows both."""

    results: Results
    steps: tuple[Step, ...]

    def __getitem__(self, name: str) -> Result:
        """One result by its name."""
        return self.results[name]

    def __repr__(self) -> str:
        """Results and working as they are read, a line each."""
        width = max(map(len, self.results)) + 2
        results = [f"  {name:<{width}}{_words(value)}" for name, value in self.results.items()]
        steps = [f"  {number}. {step.sentence()}" for number, step in enumerate(self.steps, start=1)]
        return "\n".join([*results, "", "Working", *steps])


@dataclass(frozen=True, slots=True)
class Method:
    """A method by its name: `ways` are the sets of keys it can be given, `counts` which of them are counts of which
    base, `example` keys and values that work."""

    name: str
    title: str
    ways: tuple[tuple[Key, ...], ...]
    example: str
    work: Callable[[Given], Worked]
    counts: tuple[tuple[str, str], ...] = ()

    def command(self) -> str:
        """The example as it is typed."""
        return f"heard method {self.name} {self.example}"


def _words(value: Result) -> str:
    if value is None:
        return NO_FIGURE
    if isinstance(value, str):
        return value.replace("_", " ")
    if isinstance(value, int | float):
        return say(value)
    return ", ".join(NO_FIGURE if each is None else say(each) for each in value)


def figure(value: object) -> float | None:
    """A number as a result: None where it is NaN or endless."""
    number = float(cast("float", value))
    return number if np.isfinite(number) else None


def figures(values: Floats) -> list[float | None]:
    """The same of a list."""
    return [figure(value) for value in values]
