"""Who did not answer: weights, bounds, and how like the cohort those who answered are."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from heard.analysis.arrays import Floats, Whole
from heard.analysis.nonresponse.bounds import bound_nonresponse, tipping_share
from heard.analysis.nonresponse.raking import UNKNOWN, Margin, fit_margins, rake
from heard.analysis.nonresponse.representativeness import describe_representativeness
from heard.analysis.nonresponse.weighting import weighted_interval
from heard.analysis.participation import SCHEMA as PARTICIPATION

Given = Mapping[str, Any]
Found = Mapping[str, Any]


def raking(given: Given) -> Found:
    """`answered` names the levels of each pattern and has [respondents, of whom yes]."""
    margins = [given[name] for name in ("first margin", "second margin") if name in given]
    names = [pattern.split() for pattern in given["answered"]]
    levels = np.array(
        [
            [
                list(margin).index(name) if name in margin else UNKNOWN
                for name, margin in zip(each, margins, strict=True)
            ]
            for each in names
        ]
    )
    answered, yes = np.array(list(given["answered"].values())).T
    targets = [np.array(list(margin.values()), dtype=float) for margin in margins]
    if given.get("passes"):
        weights = _stopped(levels, answered, targets, given)
        return {"weighted": float(weights @ yes / (weights @ answered)), **_range(weights)}
    raked = rake(levels, answered, targets, cohort=given["cohort"])
    if raked.reason:
        return {"reason": raked.reason, "deff": None if np.isnan(raked.deff) else raked.deff}
    share = raked.factors @ yes / (raked.factors @ answered)
    cohort, n = float(given["cohort"]), float(answered.sum())
    low, high = weighted_interval(*(np.array(each) for each in (share, n, raked.effective, cohort)))
    size = raked.effective * (cohort - 1) / (cohort - n)
    return {
        "share": float(yes.sum() / n),
        "weighted": float(share),
        **_range(raked.weights),
        "deff": raked.deff,
        "low": float(low),
        "high": float(high),
        "error": float(np.sqrt(share * (1 - share) / size)),
        "together": _together(raked.together, margins),
        "reason": raked.reason,
    }


def bounds(given: Given) -> Found:
    """Through a table of estimates with one row."""
    count, base, eligible = given["count"], given["base"], given["eligible"]
    note = "cohort_unknown" if eligible is None else "cohort_too_small" if eligible < base else ""
    keys = dict.fromkeys(("wave", "area", "survey", "group", "level", "indicator", "cut_point"), "all")
    numbers = {"count": count, "base": base, "eligible": eligible, "share": count / base}
    [found] = bound_nonresponse(pl.DataFrame([{**keys, **numbers, "note": note}])).to_dicts()
    tipping = float(tipping_share(count, base, eligible or np.nan, given.get("reference", np.nan)))
    return found | {"tipping": None if np.isnan(tipping) else tipping}


def representativeness(given: Given) -> Found:
    """Through a table of participation with one group."""
    rows = [
        {"wave": "2026", "area": "X1", "survey": "8-11", "group": "group", "level": level,
         "respondents": respondents, "eligible": eligible}
        for level, (respondents, eligible) in given["answered of"].items()
    ]  # fmt: skip
    frame = pl.DataFrame(rows, schema={name: PARTICIPATION[name] for name in rows[0]})
    [found] = describe_representativeness(frame).to_dicts()
    return found


def _stopped(levels: Whole, answered: Whole, targets: list[Floats], given: Given) -> Floats:
    margins = [Margin(level, target / target.sum()) for level, target in zip(levels.T, targets, strict=True)]
    start = np.full(answered.size, given["cohort"] / answered.sum())
    return fit_margins(start, answered, margins, passes=given["passes"])[0]


def _range(weights: Floats) -> Found:
    return {"lightest": float(weights.min()), "heaviest": float(weights.max())}


def _together(sets: tuple[tuple[tuple[int, ...], ...], ...], margins: list[Mapping[str, int]]) -> str:
    named = zip(sets, margins, strict=True)
    return ", ".join(
        "+".join(list(margin)[level] for level in each) for sets, margin in named for each in sets
    )
