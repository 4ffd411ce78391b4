"""Every method on numbers given, with its working: the statistic is the analysis's own, the steps show how it goes."""

from collections.abc import Mapping, Sequence

import numpy as np

from heard.analysis.worked.associations import ODDS
from heard.analysis.worked.bands import BANDS_METHOD
from heard.analysis.worked.chances import ONE_SAMPLE, TWO_GROUP
from heard.analysis.worked.councils import SHRINK
from heard.analysis.worked.differences import DIFFERENCE
from heard.analysis.worked.funnels import FUNNEL
from heard.analysis.worked.many import FDR, MDD
from heard.analysis.worked.method import Given, Key, Kind, Method, Result, Results, Step, Worked
from heard.analysis.worked.reading import read_given
from heard.analysis.worked.shares import INTERVAL
from heard.catalogue import Catalogue

__all__ = [
    "METHODS",
    "Given",
    "Key",
    "Kind",
    "Method",
    "Result",
    "Results",
    "Step",
    "Worked",
    "read_given",
    "work",
]

_ALL = (INTERVAL, DIFFERENCE, TWO_GROUP, ONE_SAMPLE, FDR, MDD, SHRINK, FUNNEL, ODDS, BANDS_METHOD)
METHODS: Mapping[str, Method] = {method.name: method for method in _ALL}


def work(name: str, words: Sequence[str], catalogue: Catalogue) -> Worked:
    """One method on "key=value" words. Raises UserError where a key or a value cannot be used."""
    method = METHODS[name]
    given = read_given(method, words, catalogue)
    with np.errstate(over="ignore", invalid="ignore"):  # a million against ten: what underflows is 0, rightly
        return method.work(given)
