"""Pearson's chi-squared over the levels of a group."""

import numpy as np
from scipy import special

from heard.analysis.arrays import Floats

AS_FAR_OUT = 1e-9  # a table whose statistic is this little below the observed one is as far out


def statistic(count: Floats, base: Floats) -> Floats:
    """Pearson's chi-squared without correction, over the last axis; levels with base 0 add nothing."""
    share = count.sum(axis=-1, keepdims=True) / base.sum(axis=-1, keepdims=True)
    apart = count - base * share
    each = np.divide(apart * apart, base * share * (1 - share), out=np.zeros_like(apart), where=base > 0)
    total: Floats = each.sum(axis=-1)
    return total


def pearson_p(count: Floats, base: Floats) -> Floats:
    """Its p by the chi-squared distribution, one test a row of (tests, levels)."""
    freedom = (base > 0).sum(axis=1) - 1.0
    p: Floats = special.chdtrc(freedom, statistic(count, base))
    return p
