"""Does the sums of a working again: "p = 8 / 74 = 0.108108" is a chain whose numbers must agree."""

import re
from collections.abc import Sequence
from math import asin, exp, sqrt

from heard.analysis.worked import Step

SIGNS = {"−": "-", "×": "*", "²": "**2", "½": "0.5", "e^(": "exp(", "^": "**", "√": "sqrt"}
ARITHMETIC = re.compile(r"(?:[\d.+\-*/() ]|sqrt|exp|asin)+")


def values_of(step: Step) -> list[float]:
    """What every part of the chain comes to that is made of numbers alone."""
    parts = [spell(part) for part in step.sum.split(" = ")]
    return [work_out(part) for part in parts if ARITHMETIC.fullmatch(part)]


def spell(part: str) -> str:
    for sign, ours in SIGNS.items():
        part = part.replace(sign, ours)
    return part


def work_out(part: str) -> float:
    return float(eval(part, {"__builtins__": {}}, {"sqrt": sqrt, "exp": exp, "asin": asin}))


def summed(steps: Sequence[Step]) -> list[Step]:
    return [step for step in steps if step.sum]
