"""What goes with an outcome."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from heard.analysis.associations.clusters import fit_clustered
from heard.analysis.associations.firth import fit_firth, likelihood_ratio_p
from heard.analysis.associations.logistic import Fit
from heard.analysis.associations.odds import odds_ratios
from heard.analysis.associations.profile import profile_intervals

Given = Mapping[str, Any]
Found = Mapping[str, Any]

REFERENCES = Path(__file__).parents[1] / "references/logistic.json"
YES_NO = np.array([[1.0, 1.0], [1.0, 0.0]])


def odds(given: Given) -> Found:
    found = odds_ratios(*given["table"])
    return {name: _number(getattr(found, name)) for name in ("ratio", "low", "high", "p")} | {
        "Wald": [_number(found.wald_low), _number(found.wald_high)]
    }


def firth(given: Given) -> Found:
    fit = _fit_data(given["data"]) if "data" in given else _fit_patterns(given)
    profile = profile_intervals(fit)
    return {
        "coefficients": fit.coefficients.tolist(),
        "odds ratios": np.exp(fit.coefficients).tolist(),
        "low": profile.low.tolist(),
        "high": profile.high.tolist(),
        "p": likelihood_ratio_p(fit).tolist(),
    }


def clustered(given: Given) -> Found:
    cells = np.array(given["councils"])
    events, others = cells[:, :2], cells[:, 2:]
    found = fit_clustered(YES_NO, events, events + others)
    ratio, low, high = (np.exp(each[1]) for each in (found.fit.coefficients, found.low, found.high))
    return {"ratio": _number(ratio), "low": _number(low), "high": _number(high), "p": _number(found.p[1])}


def _fit_data(name: str) -> Fit:
    data = json.loads(REFERENCES.read_text(encoding="utf-8"))[name]
    return fit_firth(data["design"], data["events"], data["trials"])


def _fit_patterns(given: Given) -> Fit:
    """A pattern is written as digits, one a thing: 1 for those who said it."""
    design = [[1, *map(int, pattern)] for pattern in given["patterns"]]
    return fit_firth(design, given["events"], given["children"])


def _number(value: Any) -> float | None:
    return None if np.isnan(value) else float(value)
