"""Many comparisons at once (method, items 6e and 7). NaN stands for a comparison that was not made."""

import numpy as np
import numpy.typing as npt

from heard.analysis.arrays import Floats, Whole


def false_discovery_q(p: npt.ArrayLike) -> Floats:
    """Benjamini and Hochberg's q along the last axis, one family a row. NaN is no member and stays NaN."""
    values = np.asarray(p, dtype=np.float64)
    order = np.argsort(values, axis=-1, kind="stable")  # NaN last
    ranked = np.take_along_axis(values, order, axis=-1)
    rank = np.arange(1, values.shape[-1] + 1)
    members = np.sum(~np.isnan(values), axis=-1, keepdims=True)
    scaled = ranked * members / rank
    running = np.fmin.accumulate(scaled[..., ::-1], axis=-1)[..., ::-1]
    return _put_back(np.minimum(running, 1.0), order, values)


def holm_p(p: npt.ArrayLike) -> Floats:
    """Holm's adjusted p along the last axis, one family a row. NaN is no member and stays NaN."""
    values = np.asarray(p, dtype=np.float64)
    order = np.argsort(values, axis=-1, kind="stable")
    ranked = np.take_along_axis(values, order, axis=-1)
    members = np.sum(~np.isnan(values), axis=-1, keepdims=True)
    scaled = ranked * (members - np.arange(values.shape[-1]))
    running = np.fmax.accumulate(scaled, axis=-1)
    return _put_back(np.minimum(running, 1.0), order, values)


def false_discovery_q_by_family(p: Floats, family: Whole) -> Floats:
    """The same for a flat list: `family` numbers each entry's family. Families may be mixed in any order."""
    q = np.full(p.shape, np.nan)
    members = np.flatnonzero(~np.isnan(p))
    if members.size == 0:
        return q
    members = members[np.argsort(family[members], kind="stable")]
    _, begins, sizes = np.unique(family[members], return_index=True, return_counts=True)
    row = np.repeat(np.arange(sizes.size), sizes)
    column = np.arange(members.size) - np.repeat(begins, sizes)
    padded = np.full((sizes.size, int(sizes.max())), np.nan)
    padded[row, column] = p[members]
    q[members] = false_discovery_q(padded)[row, column]
    return q


def _put_back(ranked: Floats, order: npt.NDArray[np.intp], values: Floats) -> Floats:
    result = np.empty(values.shape)
    np.put_along_axis(result, order, ranked, axis=-1)
    return np.where(np.isnan(values), np.nan, result)
