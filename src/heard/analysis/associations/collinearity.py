"""Which columns of a model say something of their own (method, item 13).

Columns are taken in the order they were declared, never by their p, and one that repeats those before it is left
out with its reason: its odds ratio would be of nothing a reader could name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from heard.analysis.arrays import Floats
from heard.base.errors import HeardError
from heard.base.policy import MAX_VARIANCE_INFLATION

EXACT = 1e-10  # the part of a column's variance that those before it leave; under it, rounding is all that is left
PART = 1e-6  # standardised coefficient from which a column is part of an exact combination
MAIN_PART = 0.5  # of the largest: which columns a near repetition is said to be of


class Why(StrEnum):
    """Why a column is left out."""

    CONSTANT = "constant"
    SAME_AS = "same_as"
    NEARLY_SAME_AS = "nearly_same_as"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A column left out; `of` names the kept columns it repeats (none where it is constant)."""

    name: str
    why: Why
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """`kept` names, in the order given, and what was dropped."""

    kept: tuple[str, ...]
    dropped: tuple[Dropped, ...]


def choose_columns(
    design: npt.ArrayLike, names: Sequence[str], trials: npt.ArrayLike | None = None
) -> Choice:
    """The columns to keep of `design` (rows, columns), which has no intercept: it is understood.

    `trials` (rows,) is how many answers a row stands for; rows with none do not count. A column is dropped where it
    does not vary, is an exact combination of those kept before, or would raise any variance inflation factor (its
    own, or that of one kept) above MAX_VARIANCE_INFLATION. HeardError where names and columns do not fit.
    """
    x = np.asarray(design, dtype=np.float64)
    if x.ndim != 2 or x.shape[1] != len(names):
        raise HeardError(f"{len(names)} names do not fit a design of {x.shape}.")
    weights = np.ones(len(x)) if trials is None else np.asarray(trials, dtype=np.float64)
    varied, correlations = _correlate(x[weights > 0], weights[weights > 0])
    kept: list[int] = []
    dropped: list[Dropped] = []
    for column, name in enumerate(names):
        found = _judge(correlations, kept, column) if varied[column] else (Why.CONSTANT, ())
        if found is None:
            kept.append(column)
        else:
            dropped.append(Dropped(name, found[0], tuple(names[place] for place in found[1])))
    return Choice(tuple(names[column] for column in kept), tuple(dropped))


def inflations(correlations: Floats) -> Floats:
    """The variance inflation factor 1/(1 - R²) of each column, from the correlations of all (columns, columns)."""
    factors: Floats = np.diag(np.linalg.inv(correlations))
    return factors


def _judge(correlations: Floats, kept: Sequence[int], column: int) -> tuple[Why, tuple[int, ...]] | None:
    """Why a column is not kept beside those kept so far, and which of them it repeats; None where it is kept."""
    if not kept:
        return None
    shared = correlations[kept, column]
    parts = np.abs(np.linalg.solve(correlations[np.ix_(kept, kept)], shared))
    left = 1 - shared @ np.linalg.solve(correlations[np.ix_(kept, kept)], shared)
    if left < EXACT:
        return Why.SAME_AS, tuple(np.array(kept)[parts > PART].tolist())
    together = [*kept, column]
    if inflations(correlations[np.ix_(together, together)]).max() > MAX_VARIANCE_INFLATION:
        return Why.NEARLY_SAME_AS, tuple(np.array(kept)[parts >= MAIN_PART * parts.max()].tolist())
    return None


def _correlate(x: Floats, weights: Floats) -> tuple[list[bool], Floats]:
    """Which columns vary, and every correlation; a column that does not vary has none (0)."""
    if len(x) == 0:
        return [False] * x.shape[1], np.eye(x.shape[1])
    varied = x.max(axis=0) > x.min(axis=0)
    centred = (x - weights @ x / weights.sum()) * np.sqrt(weights)[:, None]
    size = np.sqrt((centred * centred).sum(axis=0))
    scaled = np.divide(centred, size, out=np.zeros_like(centred), where=varied)
    return varied.tolist(), scaled.T @ scaled
