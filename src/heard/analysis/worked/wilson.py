"""The steps of Wilson's score interval, which several methods take."""

from dataclasses import dataclass
from math import sqrt

from heard.analysis.intervals import Z_95
from heard.analysis.worked.method import Step
from heard.analysis.worked.saying import say, settle, term

WHOSE = {"": "", "₁": " of the first", "₂": " of the second"}


@dataclass(frozen=True, slots=True)
class Ends:
    """Middle and half the width of an interval, with the steps to them."""

    middle: float
    half: float
    steps: tuple[Step, ...]


def work_wilson(share: float, size: float, *, of: str = "", size_name: str = "n") -> Ends:
    """The two steps for a share of `size` answers; `of` is a mark behind the symbols, such as ₁."""
    square = Z_95 * Z_95
    scale = 1 + square / size
    middle = (share + square / (2 * size)) / scale
    half = Z_95 / scale * sqrt(share * (1 - share) / size + square / (4 * size * size))
    p, n, z2 = say(share), say(size), say(square)
    name, words = size_name + of, WHOSE[of]
    return Ends(
        middle,
        half,
        (
            Step(
                f"The middle of the interval{words}, pulled towards one half, and the more so the fewer answered",
                f"middle{of} = (p{of} + z² / 2{name}) / (1 + z² / {name})"
                f" = ({p} + {z2} / (2 × {n})) / (1 + {z2} / {n}) = {say(middle)}",
            ),
            Step(
                f"Half its width, with z = {say(Z_95)} for 95 intervals of 100",
                f"half{of} = z / (1 + z² / {name}) × √(p{of} (1 − p{of}) / {name} + z² / 4{name}²) = {say(Z_95)}"
                f" / (1 + {z2} / {n}) × √({p} × (1 − {p}) / {n} + {z2} / (4 × {n}²)) = {say(half)}",
            ),
        ),
    )


def share_step(count: float, base: float, *, of: str = "", gives: str = "") -> Step:
    """p = x / n."""
    says = f"The share{WHOSE[of] or ' of those who answered'}"
    return Step(says, f"p{of} = {say(count)} / {say(base)} = {say(count / base)}", gives)


def minus(name: str, first: float, second: float, result: float) -> str:
    """The chain "name = first − second = result"."""
    return f"{name} = {say(first)} − {term(second)} = {say(settle(result))}"
