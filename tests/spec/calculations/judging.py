"""Many comparisons at once, and what each may be called."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from heard.analysis.flags import FLAG_WORDS, LEVEL_FLAG_WORDS, comparison_flags, level_flags
from heard.analysis.multiplicity import false_discovery_q, holm_p

Given = Mapping[str, Any]
Found = Mapping[str, Any]


def holm(given: Given) -> Found:
    return {"p": holm_p(given["p"]).tolist()}


def false_discovery(given: Given) -> Found:
    return {"q": false_discovery_q(given["p"]).tolist()}


def flag(given: Given) -> Found:
    numbers = {
        name: np.array([np.nan if given[name] is None else given[name]]) for name in ("p", "q", "better")
    }
    low, high = given["interval 90"]
    [found] = comparison_flags(
        base=np.array([given["base"]]),
        difference=np.array([given["difference"]]),
        low_90=np.array([low]),
        high_90=np.array([high]),
        polarity=np.array([1]),
        **numbers,
    )
    return {"flag": FLAG_WORDS[found]}


def level(given: Given) -> Found:
    low, high = given["interval"]
    [found] = level_flags(
        base=np.array([given["base"]]),
        share=np.array([given["share"]]),
        low=np.array([low]),
        high=np.array([high]),
        expected_of_all=np.array([given["expected of all"]]),
    )
    return {"level": LEVEL_FLAG_WORDS[found]}
