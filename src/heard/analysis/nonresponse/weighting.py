"""Weighted shares beside the unweighted ones, where the cohort says enough of who could have answered (method, item 9).

An addition for those who want to see it, and no more: tests, flags, pools and disclosure rest on the counts. Two
passes over the stored parts, one part in memory at a time: the first counts the patterns of the margins in every
council, the second adds the answers up, each response with its pattern's weight.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from heard.analysis.arrays import Floats, Whole, ratio
from heard.analysis.cells import Cells, count_cells
from heard.analysis.counting.kernel import WeightedAnswers
from heard.analysis.frames import real, repeated, whole, worded
from heard.analysis.intervals import eligible_for, wilson
from heard.analysis.layout import EVERYBODY
from heard.analysis.nonresponse.patterns import Patterns, list_cohort
from heard.analysis.nonresponse.raking import Raked, rake
from heard.base.policy import RAKING_MARGINS
from heard.catalogue import Catalogue, Demographic
from heard.dataset.codebook import SurveyColumns
from heard.dataset.storing import Partition, StoredDataset

NOBODY = "nobody"  # the reason where nobody gave an answer that counts
SEPARATOR = ";"

SCHEMA = {
    "wave": pl.String,
    "area": pl.String,
    "survey": pl.String,
    "indicator": pl.String,
    "cut_point": pl.String,
    "count": pl.Int64,
    "base": pl.Int64,
    "share": pl.Float64,
    "weighted_share": pl.Float64,
    "weighted_low": pl.Float64,
    "weighted_high": pl.Float64,
    "effective_base": pl.Float64,
    "deff": pl.Float64,
    "margins": pl.String,
    "collapsed": pl.String,
    "reason": pl.String,
}


def weigh(
    stored: StoredDataset, catalogue: Catalogue, cohort: pl.DataFrame, wave: str, areas: Collection[str]
) -> pl.DataFrame:
    """Weighted shares of everybody in these councils, a row a cut point. `cohort` is Cohort.frame.

    Of a council and survey without weights there is one row without an indicator that says why: a
    `raking.Refusal`, and its `deff` where that was too large. `effective_base` is the cell's own, (Σw)²/Σw² over
    those who answered, `deff` its base over it; the interval is Wilson's at that size, with the finite population
    correction (method, item 2). `margins` are those the cohort lists, joined by `;`; `collapsed` says which of
    their levels were put together, such as `placement: other+secure`.
    """
    rows = cohort.filter(pl.col("wave") == wave)
    frames = [
        _weigh_survey(stored, partition, catalogue, rows, areas)
        for partition in stored.partitions()
        if partition.wave == wave
    ]
    return pl.concat([pl.DataFrame(schema=SCHEMA), *frames])


@dataclass(frozen=True, slots=True)
class _Survey:
    """One wave's responses to a survey, and how they are read. `codes` are the stored areas'."""

    partition: Partition
    columns: SurveyColumns
    codes: tuple[str, ...]
    catalogue: Catalogue
    patterns: Patterns


@dataclass(frozen=True, slots=True)
class _Weighting:
    """One council's weights: its place, its cohort, the margins that are known of it, what raking gave."""

    area: str
    place: int
    cohort: float
    margins: tuple[Demographic, ...]
    patterns: Whole
    raked: Raked

    @property
    def listed(self) -> str:
        """The margins' keys."""
        return SEPARATOR.join(margin.key for margin in self.margins)

    @property
    def collapsed(self) -> str:
        """Which levels were put together."""
        each = zip(self.margins, self.raked.together, strict=True)
        return SEPARATOR.join(
            f"{margin.key}: {'+'.join(margin.codes[level] for level in levels)}"
            for margin, sets in each
            for levels in sets
        )


def _weigh_survey(
    stored: StoredDataset,
    partition: Partition,
    catalogue: Catalogue,
    cohort: pl.DataFrame,
    areas: Collection[str],
) -> pl.DataFrame:
    columns = stored.codebook.surveys[partition.survey]
    there = {column.key for column in columns.demographics}
    patterns = Patterns([catalogue.demographics[key] for key in RAKING_MARGINS if key in there])
    survey = _Survey(partition, columns, stored.codebook.areas, catalogue, patterns)
    weightings = list(_rake_each(survey, cohort.filter(pl.col("survey") == partition.survey.value), areas))
    weighed = [each for each in weightings if not each.raked.reason]
    refused = [each for each in weightings if each.raked.reason]
    shares = [_shares(partition, weighed, _weighted_cells(survey, weighed))] if weighed else []
    return pl.concat([*shares, _refusals(partition, refused)])


def _rake_each(survey: _Survey, cohort: pl.DataFrame, areas: Collection[str]) -> Iterator[_Weighting]:
    """The weights of every council asked for that somebody answered in."""
    patterns = survey.patterns
    counts = patterns.count(survey.partition, len(survey.codes))
    everybody, by_margin = list_cohort(cohort, survey.codes, patterns.margins)
    for area in np.flatnonzero(counts.sum(axis=1)).tolist():
        if survey.codes[area] not in areas:
            continue
        there = np.flatnonzero(counts[area])
        known = [place for place, eligible in enumerate(by_margin) if not np.isnan(eligible[area]).all()]
        raked = rake(
            patterns.levels(there)[:, known],
            counts[area, there],
            [np.nan_to_num(by_margin[place][area]) for place in known],
            cohort=float(everybody[area]),
        )
        margins = tuple(patterns.margins[place] for place in known)
        yield _Weighting(survey.codes[area], area, float(everybody[area]), margins, there, raked)


def _weighted_cells(survey: _Survey, weighed: Sequence[_Weighting]) -> tuple[Cells, ...]:
    """Cells of these councils: counted, weighted, and weighted by the weights' squares."""
    factors = np.zeros((len(survey.codes), survey.patterns.number))
    council = np.full(len(survey.codes), -1)
    for place, each in enumerate(weighed):
        factors[each.place, each.patterns] = each.raked.factors
        council[each.place] = place
    answers = WeightedAnswers(
        survey.partition.survey, survey.columns, survey.catalogue, kinds=3, places=len(weighed)
    )
    for rows in survey.partition.batches():
        kept = rows.filter(pl.Series(council[rows["area"].to_numpy()] >= 0))
        factor = factors.ravel()[survey.patterns.place(kept)]
        answers.add(kept, council[kept["area"].to_numpy()], (np.ones_like(factor), factor, factor**2))
    areas = [each.area for each in weighed]
    return tuple(
        count_cells(cube, survey.catalogue, survey.partition.survey, areas, groups=False)
        for cube in (_as_cube(sums, answers.answers, areas) for sums in answers.sums)
    )


def _as_cube(sums: Floats, answers: Sequence[tuple[str, str]], areas: Sequence[str]) -> pl.DataFrame:
    """Sums of (areas, answers) as rows of a cube."""
    area, answer = np.indices(sums.shape).reshape(2, -1)
    return pl.DataFrame(
        {
            "area": worded(areas, area),
            "group": repeated(EVERYBODY[0], area.size),
            "level": repeated(EVERYBODY[1], area.size),
            "indicator": worded([indicator for indicator, _ in answers], answer),
            "answer": worded([code for _, code in answers], answer),
            "count": sums.ravel(),
        }
    )


def _shares(partition: Partition, weighed: Sequence[_Weighting], cells: tuple[Cells, ...]) -> pl.DataFrame:
    counted, weighted, squared = cells
    area, item = np.divmod(np.arange(counted.base[:, 0].size), len(counted.items))
    at = (area, 0, item)
    count, base = counted.count[at], counted.base[at]
    share, effective = (
        ratio(weighted.count[at], weighted.base[at]),
        ratio(weighted.base[at] ** 2, squared.base[at]),
    )
    cohort = np.array([each.cohort for each in weighed])[area]
    eligible = eligible_for(cohort, counted.respondents[area, 0], counted.asked[at], base)
    low, high = weighted_interval(share, base, effective, eligible)
    return pl.DataFrame(
        {
            "wave": repeated(partition.wave, area.size),
            "area": worded([each.area for each in weighed], area),
            "survey": repeated(partition.survey.value, area.size),
            "indicator": worded([each.indicator for each in counted.items], item),
            "cut_point": worded([each.cut_point for each in counted.items], item),
            "count": whole(count),
            "base": whole(base),
            "share": real(ratio(count, base)),
            "weighted_share": real(share),
            "weighted_low": real(low),
            "weighted_high": real(high),
            "effective_base": real(effective),
            "deff": real(ratio(base, effective)),
            "margins": worded([each.listed for each in weighed], area),
            "collapsed": worded([each.collapsed for each in weighed], area),
            "reason": worded(["", NOBODY], (base == 0).astype(np.int64)),
        },
        schema=SCHEMA,
    )


def weighted_interval(
    share: Floats, base: Floats, effective: Floats, eligible: Floats
) -> tuple[Floats, Floats]:
    """95 % intervals of weighted shares: Wilson's with n* = n_eff (N - 1) / (N - n); NaN where nobody answered.

    The sampling fraction stays n of N. Where everybody answered the interval is the share.
    """
    low, high = wilson(share, ratio(effective * (eligible - 1), eligible - base))
    everyone = eligible == base
    return np.where(everyone, share, low), np.where(everyone, share, high)


def _refusals(partition: Partition, refused: Sequence[_Weighting]) -> pl.DataFrame:
    columns = ("wave", "area", "survey", "deff", "margins", "collapsed", "reason")
    rows = [
        (
            partition.wave,
            each.area,
            partition.survey.value,
            deff,
            each.listed,
            each.collapsed,
            each.raked.reason,
        )
        for each in refused
        for deff in [None if np.isnan(each.raked.deff) else each.raked.deff]
    ]
    frame = pl.DataFrame(rows, schema={name: SCHEMA[name] for name in columns}, orient="row")
    return pl.concat([pl.DataFrame(schema=SCHEMA), frame], how="diagonal")
