"""Councils beside one another, and over the years."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from heard.analysis.nation.funnel import funnel_limits, over_dispersion
from heard.analysis.nation.trend_tests import find_trends
from heard.analysis.shrinkage import (
    Fits,
    between_sd,
    fit_beta_binomial,
    posterior_interval,
    posterior_mean,
    probability_above_mean,
    real_share,
)

Given = Mapping[str, Any]
Found = Mapping[str, Any]


def shrink(given: Given) -> Found:
    """Councils are fitted together; or one is shrunken to a mean that is given, with its M."""
    count, base = (np.array([given[key]], dtype=float).reshape(1, -1) for key in ("counts", "bases"))
    fits = fit_beta_binomial(count, base)
    if "mean" in given:
        fits = Fits(*(np.array([each]) for each in (given["mean"], given["M"], base.size, np.nan)))
    low, high = posterior_interval(count, base, fits)
    return {
        "mean": float(fits.mean[0]),
        "M": float(fits.size[0]),
        "between sd": float(between_sd(fits)[0]),
        "real share": float(real_share(base, fits)[0]),
        "shrunken": posterior_mean(count, base, fits)[0].tolist(),
        "low": low[0].tolist(),
        "high": high[0].tolist(),
        "above mean": probability_above_mean(count, base, fits)[0].tolist(),
    }


def funnel(given: Given) -> Found:
    """The limits of one base; or how widely councils scatter."""
    if "base" in given:
        limits = funnel_limits(given["base"], given["target"])
        each = (limits.low_95, limits.high_95, limits.low_998, limits.high_998)
        return dict(zip(("low 95", "high 95", "low 998", "high 998"), map(float, each), strict=True))
    found = over_dispersion([given["counts"]], [given["bases"]])
    before, after = found.outside()
    phi = float(found.phi[0])
    return {
        "phi": None if np.isnan(phi) else phi,
        "tau2": float(found.tau2[0]),
        "z": found.z[0].tolist(),
        "z after": found.z_dispersed[0].tolist(),
        "outside": int(before[0]),
        "outside after": int(after[0]),
    }


def trend(given: Given) -> Found:
    count, base = (np.array(given[key], dtype=float)[None, None] for key in ("counts", "bases"))
    found = find_trends(count, base, np.array(given["years"], dtype=float), str)
    departure_p = float(found.departure_p[0])
    return {
        "slope": float(found.slope[0]),
        "slope interval": [float(found.slope_low[0]), float(found.slope_high[0])],
        "change": float(found.change[0]),
        "p": float(found.p[0]),
        "departure p": None if np.isnan(departure_p) else departure_p,
    }
