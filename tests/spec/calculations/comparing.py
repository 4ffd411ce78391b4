"""Two shares held against each other."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from heard.analysis.groups import group_p
from heard.analysis.one_sample import one_sample_p
from heard.analysis.power import detectable_difference
from heard.analysis.two_groups import difference_interval, two_group_p

Given = Mapping[str, Any]
Found = Mapping[str, Any]


def difference(given: Given) -> Found:
    found = difference_interval(*given["first"], *given["second"])
    return dict(zip(("difference", "low", "high"), map(float, found), strict=True))


def two_group(given: Given) -> Found:
    return {"p": float(two_group_p(*given["first"], *given["second"]))}


def one_sample(given: Given) -> Found:
    return {"p": float(one_sample_p(given["count"], given["base"], given["share"]))}


def group(given: Given) -> Found:
    count, base = (np.array([given[key]], dtype=float) for key in ("counts", "bases"))
    return {"p": float(group_p(count, base, str)[0])}


def mdd(given: Given) -> Found:
    found = float(
        detectable_difference(given["base"], given["reference_base"], given["share"], given["polarity"])
    )
    return {"mdd": None if np.isnan(found) else found}
