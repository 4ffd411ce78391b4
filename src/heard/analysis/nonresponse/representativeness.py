"""How like the cohort those who answered are, as far as the sizes of groups tell.

A rate says how many answered; it says nothing of whether one kind of child answered and another did not. For every
group whose cohort is known this gives whether its levels answered at the same rate, how uneven the rates are, and
what that could do to a share at most. It cannot see what the cohort does not list.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from heard.analysis.arrays import Flags, Floats, Whole, ratio
from heard.analysis.frames import real
from heard.analysis.groups import group_p
from heard.analysis.listing import expand
from heard.base.policy import RESPONSE_RATE_TARGET, TOLERANCE

NO_COHORT = "no_cohort"
COHORT_TOO_SMALL = "cohort_too_small"  # smaller than those who answered, so that it must be wrong
ONE_LEVEL = "one_level"
NOBODY = "nobody"
EVERYBODY = "all"
KEYS = ("wave", "area", "survey", "group")

SCHEMA = {
    **dict.fromkeys(KEYS, pl.String),
    "levels": pl.Int64,
    "respondents": pl.Int64,
    "eligible": pl.Int64,
    "response_rate": pl.Float64,
    "p": pl.Float64,
    "r_indicator": pl.Float64,
    "r_by_chance": pl.Float64,
    "largest_bias": pl.Float64,
    "least_heard": pl.String,
    "least_heard_rate": pl.Float64,
    "missing": pl.Int64,
    "reason": pl.String,
}


def describe_representativeness(participation: pl.DataFrame) -> pl.DataFrame:
    """A row for each area, survey and group of a participation table, from the levels whose cohort is usable.

    `p`: that all levels answered at the same rate. `r_indicator`: 1 - 2·S of the children's chances to answer, taken
    as their level's rate; 1 where all are alike (Schouten, Cobben and Bethlehem 2009). `r_by_chance`: about what it
    would be though all had the same chance, so that no cohort is called uneven for being small. `largest_bias`, 0 to
    1: how far off a share could be if answers differed between levels as much as they can (S·½ over the rate).
    `least_heard`: the level with the lowest rate; `missing`: how many more of its answers would have brought it to
    the rate of all. Null where there is no figure; `reason` says why. Who did not say their level is in no rate.

    The row of the group `all` is about the survey as a whole: `largest_bias` is the silent's part of the cohort,
    since they could all have said the other thing, and `missing` the answers that the programme's target still wants.
    """
    groups = participation.group_by(list(KEYS), maintain_order=True).agg("level", "respondents", "eligible")
    rates = _Rates.read(groups)
    everybody = (groups["group"] == EVERYBODY).to_numpy()
    surveys = {key: groups.filter(everybody)[key] for key in KEYS} | _of_surveys(rates.only(everybody))
    each = groups.filter(~everybody)
    of_groups = {key: each[key] for key in KEYS} | _of_groups(rates.only(~everybody), each)
    frames = [pl.DataFrame(columns, schema_overrides=SCHEMA) for columns in (surveys, of_groups)]
    found = pl.concat([pl.DataFrame(schema=SCHEMA), *frames], how="diagonal")
    return groups.select(KEYS).join(found, on=list(KEYS), how="left", maintain_order="left")


def rate_spread(respondents: Floats, eligible: Floats) -> Floats:
    """S, how far the children's chances to answer lie apart: a standard deviation over all of them.

    (groups, levels) in, (groups,) out, each child taken to have its level's rate; levels of nobody count for nothing.
    """
    all_eligible = eligible.sum(axis=-1)
    overall = ratio(respondents.sum(axis=-1), all_eligible)
    apart = np.nan_to_num(ratio(respondents, eligible)) - overall[..., None]
    return np.sqrt(ratio((eligible * apart**2).sum(axis=-1), all_eligible - 1))


def spread_by_chance(respondents: Floats, eligible: Floats) -> Floats:
    """The root of what S² comes to on average if as many answer and every child is as likely to be among them.

    S² is then the variance of hypergeometric counts: (levels - 1)·rate·(1 - rate)·N / (N - 1)².
    """
    total = eligible.sum(axis=-1)
    rate = ratio(respondents.sum(axis=-1), total)
    levels = (eligible > 0).sum(axis=-1)
    return np.sqrt(ratio((levels - 1) * rate * (1 - rate) * total, (total - 1) ** 2))


def r_indicator(spread: Floats) -> Floats:
    """1 - 2·S: 1 where every child was as likely to answer; 0 at worst, which a few children alone can go under."""
    return np.maximum(1 - 2 * spread, 0.0)


def missing_answers(respondents: Floats, eligible: Floats, rate: Floats) -> Floats:
    """How many more would have had to answer to reach the rate, whole children, 0 where it is reached."""
    return np.maximum(np.ceil(rate * eligible - respondents - TOLERANCE), 0.0)


@dataclass(frozen=True, slots=True)
class _Rates:
    """Those who answered and those who could have, (groups, levels): 0 of levels that cannot be judged.

    `known` are levels with a cohort, `too_small` those whose cohort is smaller than the number who answered.
    """

    respondents: Floats
    eligible: Floats
    known: Flags
    too_small: Flags

    @classmethod
    def read(cls, groups: pl.DataFrame) -> "_Rates":
        """From lists of levels, a row a group."""
        answered, cohort = (_matrix(groups[name]) for name in ("respondents", "eligible"))
        known, too_small = cohort >= 0, answered > cohort
        judged = known & ~too_small
        return cls(np.where(judged, answered, 0.0), np.where(judged, cohort, 0.0), known, too_small)

    def only(self, rows: Flags) -> "_Rates":
        """Some of the groups."""
        return _Rates(self.respondents[rows], self.eligible[rows], self.known[rows], self.too_small[rows])

    @property
    def answered(self) -> Floats:
        """Respondents of all levels judged, (groups,)."""
        total: Floats = self.respondents.sum(axis=1)
        return total

    @property
    def could(self) -> Floats:
        """Eligible children of all levels judged, (groups,)."""
        total: Floats = self.eligible.sum(axis=1)
        return total

    @property
    def levels(self) -> Floats:
        """How many levels are judged, (groups,)."""
        number: Floats = (self.eligible > 0).sum(axis=1).astype(np.float64)
        return number


def _of_surveys(rates: _Rates) -> dict[str, pl.Series]:
    reason = np.select(
        [~rates.known.any(axis=1), rates.too_small.any(axis=1)], [NO_COHORT, COHORT_TOO_SMALL], default=""
    )
    rate = ratio(rates.answered, rates.could)
    return {
        "respondents": _given(reason, rates.answered),
        "eligible": _given(reason, rates.could),
        "response_rate": _given(reason, rate),
        "largest_bias": _given(reason, 1 - rate),
        "missing": _given(
            reason, missing_answers(rates.answered, rates.could, np.full(rate.shape, RESPONSE_RATE_TARGET))
        ),
        "reason": pl.Series(reason, dtype=pl.String),
    }


def _of_groups(rates: _Rates, groups: pl.DataFrame) -> dict[str, pl.Series]:
    reason = np.select(
        [
            ~rates.known.any(axis=1),
            (rates.levels < 2) & rates.too_small.any(axis=1),
            rates.levels < 2,
            rates.answered == 0,
        ],
        [NO_COHORT, COHORT_TOO_SMALL, ONE_LEVEL, NOBODY],
        default="",
    )
    rate, spread = ratio(rates.answered, rates.could), rate_spread(rates.respondents, rates.eligible)
    each = ratio(rates.respondents, rates.eligible)
    at = (np.arange(reason.size), np.argmin(np.nan_to_num(each, nan=np.inf), axis=1))
    return {
        "levels": _given(reason, rates.levels),
        "respondents": _given(reason, rates.answered),
        "eligible": _given(reason, rates.could),
        "response_rate": _given(reason, rate),
        "p": _given(reason, _alike_p(rates, groups, reason == "")),
        "r_indicator": _given(reason, r_indicator(spread)),
        "r_by_chance": _given(reason, r_indicator(spread_by_chance(rates.respondents, rates.eligible))),
        "largest_bias": _given(reason, np.minimum(ratio(spread / 2, rate), 1.0)),
        "least_heard": _level_named(groups["level"], at[1], reason == ""),
        "least_heard_rate": _given(reason, each[at]),
        "missing": _given(reason, missing_answers(rates.respondents[at], rates.eligible[at], rate)),
        "reason": pl.Series(reason, dtype=pl.String),
    }


def _alike_p(rates: _Rates, groups: pl.DataFrame, wanted: Flags) -> Floats:
    """p that the levels answered alike: the test of a group (method, item 6e) on who answered."""
    words = ["|".join(row) for row in groups.filter(wanted).select(KEYS).iter_rows()]
    p = np.full(wanted.size, np.nan)
    if wanted.any():
        p[wanted] = group_p(
            rates.respondents[wanted], rates.eligible[wanted], lambda row: f"{words[row]}|answered"
        )
    return p


def _given(reason: npt.NDArray[np.str_], values: Floats) -> pl.Series:
    """A column, null where there is a reason for it."""
    return real(np.where(reason == "", values, np.nan))


def _level_named(levels: pl.Series, place: Whole, given: Flags) -> pl.Series:
    rows = zip(levels.to_list(), place.tolist(), given.tolist(), strict=True)
    names = [row[at] if has else None for row, at, has in rows]
    return pl.Series(names, dtype=pl.String)


def _matrix(lists: pl.Series) -> Floats:
    """A column of lists as rows of one length, NaN where null or past a list's end."""
    lengths = lists.list.len().to_numpy().astype(np.int64)
    table = np.full((lengths.size, int(lengths.max(initial=1))), np.nan)
    row, place = expand(lengths)
    table[row, place] = lists.explode().cast(pl.Float64).fill_null(np.nan).to_numpy()
    return table
