"""Everything that may become a finding, as one frame in order of importance; no words yet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import cast

import polars as pl

from heard.analysis.frames import in_words
from heard.base.policy import MIN_LEVEL_BASE
from heard.catalogue import Catalogue
from heard.disclosure import ProtectedTables
from heard.findings.associations import find_associations
from heard.findings.compared import find_differences, find_unsettled_differences, find_unsettled_gaps
from heard.findings.finding import Basis, Evidence, Kind
from heard.findings.items import compared_groups, describe_items
from heard.findings.levels import find_bands, find_levels, find_low_wellbeing
from heard.findings.trends import find_trends

KEY = "{}/{}/{}/{}/{}/{}={}/{}/{}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finding before its words.

    `basis` repeats the columns from `cut_point` on.
    """

    basis: Basis
    key: str
    kind: str
    evidence: str
    wave: str
    area: str
    survey: str
    indicator: str
    cut_point: str
    group: str
    level: str
    against: str
    reference: str
    flag: str
    reason: str
    direction: str
    exposure: str

    @property
    def case(self) -> str:
        """What a finding without a comparison rests on; empty for comparisons."""
        return "" if self.against else self.flag


WORDS = tuple(field.name for field in fields(Candidate) if field.name != "basis")
WHOLE = ("count", "base", "eligible", "reference_count", "reference_base", "waves")
NUMBERS = {
    name: pl.Int64 if name in WHOLE else pl.Float64 for name in Basis.__annotations__ if name not in WORDS
}
SCHEMA = {**dict.fromkeys(WORDS, pl.String), **NUMBERS, "size": pl.Float64, "prominent": pl.Boolean}
BASIS_FROM = WORDS.index("cut_point")
BASIS = (*WORDS[BASIS_FROM:], *NUMBERS)


def gather_candidates(
    protected: ProtectedTables, catalogue: Catalogue, areas: Sequence[str]
) -> Iterator[Candidate]:
    """The candidates of `areas`, area by area as given, each area's in order of importance."""
    items = describe_items(catalogue)
    comparisons = _of_areas(protected.comparisons, areas)
    comparisons = in_words(comparisons.filter(pl.col("group").is_in(["all", *compared_groups(catalogue)])))
    estimates = in_words(_of_areas(protected.estimates, areas).filter(group="all"))
    associations = _of_areas(protected.associations, areas)
    settled = [
        find_differences(comparisons, items),
        find_levels(estimates, items),
        find_associations(associations, items),
        find_trends(_of_areas(protected.trends, areas), items),
    ]
    open_questions = [
        find_unsettled_differences(comparisons, items),
        find_unsettled_gaps(comparisons, items),
        find_low_wellbeing(estimates, items, settled[0]),
        find_bands(estimates, items),
    ]
    found = pl.concat([pl.DataFrame(schema=SCHEMA), *map(_shaped, settled + open_questions)])
    ordered = _in_order(found, areas)
    for row in ordered.select(*WORDS, *NUMBERS).iter_rows():
        basis = cast(Basis, dict(zip(BASIS, row[BASIS_FROM:], strict=True)))
        yield Candidate(basis, *row[: len(WORDS)])


def _of_areas(frame: pl.DataFrame, areas: Sequence[str]) -> pl.DataFrame:
    return frame.filter(pl.col("area").is_in(list(areas)))


def _shaped(frame: pl.DataFrame) -> pl.DataFrame:
    """The columns of every candidate: words empty and numbers null where this kind of candidate has none."""
    named = frame.columns
    columns = [
        (pl.col(name) if name in named else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in SCHEMA.items()
    ]
    return frame.select(columns).with_columns(pl.col(WORDS).fill_null(""))


def _in_order(found: pl.DataFrame, areas: Sequence[str]) -> pl.DataFrame:
    """By area; then kind, evidence, prominent items first, size, base; the key makes the order complete.

    Of what is worth asking about, everybody before groups and ten answers before nine: the smaller the group,
    the further from the rest, and one child would head every list.
    """
    asked = pl.col("kind") == Kind.ASK.value
    against = pl.when(pl.col("against") == "").then(pl.lit("level")).otherwise("against")
    named = ("wave", "area", "survey", "indicator", "cut_point", "group", "level", "kind")
    return found.with_columns(pl.format(KEY, *named, against).alias("key")).sort(
        _rank("area", areas),
        _rank("kind", tuple(Kind)),
        _rank("evidence", tuple(Evidence)),
        asked & (pl.col("against") == "rest"),
        asked & (pl.col("base") < MIN_LEVEL_BASE),
        "prominent",
        pl.col("size").round(9),  # 15 points are 15 points, whatever the last bits of the subtraction say
        "base",
        "key",
        descending=[False, False, False, False, False, True, True, True, False],
        nulls_last=True,
    )


def _rank(column: str, order: Sequence[str]) -> pl.Expr:
    ranks = {str(value): rank for rank, value in enumerate(order)}
    return pl.col(column).replace_strict(ranks, return_dtype=pl.Int32)
