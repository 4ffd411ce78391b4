"""Figures of many councils together, and which of them give no council away (method, section 3, item 8).

What eighty reports say beside the same national figure (who lies above it, by how much, with what certainty) adds up
to nearly the count behind it, however it is rounded. So rounding is held to protect nothing here: a reader is taken to
know the exact sum of the pool, and of every council all that is not primary, which is more than is ever shown. What is
left open must still reach from nobody to the threshold for each council (`doubt`), because other councils could make
up for it. A figure that passes may be said, compared with and flagged by every council. All cut points of a question
that are said are looked at together; where they cannot all be said, the first ones of the catalogue are.

Not looked at here: what several waves, or surveys taken together, say jointly. The attacker looks at those.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from itertools import combinations

import numpy as np
import polars as pl

from heard.analysis.arrays import Whole
from heard.analysis.frames import ALL, ITEM, KEYS
from heard.base.errors import HeardError
from heard.base.places import NATION
from heard.base.policy import (
    LEVELS,
    MAX_POOL_SHARE,
    MIN_POOL_AREAS,
    MIN_POOL_BASE,
    POOL_BASE_ROUNDING,
    Level,
    LevelPolicy,
)
from heard.base.shares import percent_of
from heard.base.surveys import Survey
from heard.catalogue import Asked, Catalogue, CutPoint
from heard.disclosure.deciding.atoms import Division, divide
from heard.disclosure.facts import SCHEMA
from heard.disclosure.pooling.doubt import forced, room
from heard.disclosure.pooling.exchange import is_nested
from heard.disclosure.pooling.pooled import Pooled
from heard.disclosure.protected import Symbol


def national_facts(pool: pl.DataFrame, level: Level, catalogue: Catalogue, wave: str) -> pl.DataFrame:
    """One reference figure an item, columns of facts.SCHEMA; the same for every council.

    `pool` is Tables.pool. `share` is in whole per cent, `base` to the nearest 50; the count is not given. There is a
    row for every item of the surveys that ran, hidden (`c`) where the figure is not safe or the pool is no pool.
    """
    kept = pool.filter(pl.col("wave") == wave)
    return _say_all(_Request(_digest(kept), level, wave, catalogue.fingerprint, kept, catalogue))


@dataclass(frozen=True)
class _Request:
    """What the figures are made of. Two are the same where all but the last two fields are."""

    digest: str
    level: Level
    wave: str
    fingerprint: str
    pool: pl.DataFrame = field(compare=False)
    catalogue: Catalogue = field(compare=False)


@lru_cache(maxsize=4)
def _say_all(asked: _Request) -> pl.DataFrame:
    """The facts, kept for the next council: they are the same for every one, and take a second or two."""
    said = _list_said(asked.pool, asked.level, asked.catalogue)
    ran = set(asked.pool["survey"])
    rows = [
        {"survey": survey.value, "indicator": indicator.key, "cut_point": cut.key}
        | _figure(said.get((survey.value, indicator.key, cut.key)))
        for survey in Survey
        if survey.value in ran
        for indicator in asked.catalogue.asked_in(survey)
        for cut in indicator.asked[survey].cut_points
    ]
    whole = {"wave": asked.wave, "area": NATION, "group": ALL, "level": ALL}
    full = [dict.fromkeys(SCHEMA) | whole | row for row in rows]
    return pl.DataFrame(full, schema=SCHEMA).sort(KEYS, maintain_order=True)


def _figure(said: tuple[int, int] | None) -> dict[str, object]:
    if said is None:
        return {"symbol": Symbol.HIDDEN.value, "base": None, "share": None}
    count, base = said
    rounded = (base + POOL_BASE_ROUNDING // 2) // POOL_BASE_ROUNDING * POOL_BASE_ROUNDING
    return {"symbol": Symbol.SHOWN.value, "base": rounded, "share": percent_of(count, base) / 100}


def open_neighbours(pool: pl.DataFrame, area: str, level: Level, catalogue: Catalogue) -> pl.DataFrame:
    """Of which items the council may be told how it lies to its neighbours: survey, indicator, cut_point, `figures`.

    Rows only of items where the neighbours' sum would give none of them away. `figures`: whether that sum, rounded,
    may be said; at level public never, at level board where no neighbour has anything primary to the public in that
    indicator, in any survey, and the sum is public knowledge already. Everywhere else only flag and direction.
    """
    own = pool.filter(pl.col("area") == area)
    near = {code for codes in own["neighbours"].unique() for code in codes.split(";")} - {area}
    theirs = pool.filter(pl.col("area").is_in(list(near)))
    public = LEVELS[Level.PUBLIC]
    fewest = pl.min_horizontal("count", pl.col("base") - pl.col("count"))
    primary = (fewest < public.threshold) | (pl.col("base") < public.minimum_base)
    closed = set(theirs.filter(primary)["indicator"])
    said = _list_said(theirs, level, catalogue)
    rows = [(*item, level is Level.BOARD and item[1] not in closed) for item in said]
    return pl.DataFrame(rows, schema={**dict.fromkeys(ITEM, pl.String), "figures": pl.Boolean}, orient="row")


# --- Which figures may be said ------------------------------------------------------------------------


@dataclass(frozen=True)
class _Question:
    """A pool's rows of one question. Two are the same where all but the last two fields are."""

    digest: str
    level: Level
    cuts: tuple[CutPoint, ...]
    codes: tuple[str, ...]
    is_multiple: bool
    rows: pl.DataFrame = field(compare=False)
    asked: Asked = field(compare=False)

    @classmethod
    def of(cls, rows: pl.DataFrame, level: Level, asked: Asked) -> "_Question":
        """What may be said of it hangs on nothing else."""
        scale = asked.scale
        return cls(_digest(rows), level, asked.cut_points, tuple(scale.codes), scale.multiple, rows, asked)


def _list_said(
    pool: pl.DataFrame, level: Level, catalogue: Catalogue
) -> dict[tuple[str, str, str], tuple[int, int]]:
    """Count and base in the pool of each item that may be said; to the public none that is not said to a board."""
    found: dict[tuple[str, str, str], tuple[int, int]] = {}
    for (survey, indicator), rows in pool.group_by("survey", "indicator", maintain_order=True):
        asked = catalogue.asked(str(indicator), str(survey))
        bases = rows.unique("area", maintain_order=True)["base"].to_numpy()
        if not _is_pool(bases):
            continue
        cuts = _said_together(_Question.of(rows, level, asked))
        counts = dict(rows.group_by("cut_point").agg(pl.col("count").sum()).iter_rows())
        found |= {(str(survey), str(indicator), cut): (counts[cut], int(bases.sum())) for cut in cuts}
    return found


@lru_cache(maxsize=2048)
def _said_together(question: _Question) -> tuple[str, ...]:
    """The cut points that may be said at the level. Kept: most questions are the same for the next council, though
    not every figure of them may be said beside every council's, so that its pool as a whole is another."""
    there = set(question.rows["cut_point"])
    cuts = tuple(cut.key for cut in question.cuts if cut.key in there)
    for each in dict.fromkeys((Level.BOARD, question.level)):
        cuts = _safe_cuts(question.rows, question.asked, cuts, LEVELS[each])
    return cuts


def _digest(rows: pl.DataFrame) -> str:
    return sha256(rows.write_ipc(None).getvalue()).hexdigest()


def _is_pool(bases: Whole) -> bool:
    """Enough councils and answers, and no council more than the allowed part."""
    enough = bases.size >= MIN_POOL_AREAS and bases.sum() >= MIN_POOL_BASE
    return bool(enough and bases.max() <= MAX_POOL_SHARE * bases.sum())


def _safe_cuts(rows: pl.DataFrame, asked: Asked, cuts: Sequence[str], rule: LevelPolicy) -> tuple[str, ...]:
    """Of these cut points those that may be said together, as many as can be and the first of them."""
    if (
        asked.scale.multiple
    ):  # whoever gave several answers is in several cut points: each is a question of its own
        return tuple(cut for cut in cuts if _is_safe_alone(rows.filter(pl.col("cut_point") == cut), rule))
    division = divide(_cuts_of(rows, asked), asked.scale.codes)
    pooled = _pooled(rows, division, rule)
    left = room(pooled)
    for number in range(len(cuts), 0, -1):
        for choice in combinations(cuts, number):
            published = [division.cuts[cut] for cut in choice]
            if is_nested(published) and (forced(pooled, published) <= left).all():
                return choice
    return ()


def _is_safe_alone(rows: pl.DataFrame, rule: LevelPolicy) -> bool:
    count, base = rows["count"].to_numpy(), rows["base"].to_numpy()
    so, otherwise = frozenset({0}), frozenset({1})
    atoms = np.stack([count, base - count], axis=1)
    pooled = Pooled(atoms, _most_asked(rows, rule), (so,), (so, otherwise), rule)
    return bool((forced(pooled, [so]) <= room(pooled)).all())


def _cuts_of(rows: pl.DataFrame, asked: Asked) -> tuple[CutPoint, ...]:
    return tuple(cut for cut in asked.cut_points if cut.key in set(rows["cut_point"]))


def _pooled(rows: pl.DataFrame, division: Division, rule: LevelPolicy) -> Pooled:
    """The councils' answers to one question, which has a row for each of its cut points."""
    each = {str(cut): part.sort("area") for (cut,), part in rows.group_by("cut_point", maintain_order=True)}
    first = next(iter(each.values()))
    if any(not part["area"].equals(first["area"]) for part in each.values()):
        raise HeardError("a council's cut points of a question are not all there")
    counts = {cut: part["count"].to_numpy().astype(np.float64) for cut, part in each.items()}
    atoms = division.solve(first["base"].to_numpy().astype(np.float64), counts)
    return Pooled(atoms, _most_asked(first, rule), tuple(division.cuts.values()), division.unions, rule)


def _most_asked(rows: pl.DataFrame, rule: LevelPolicy) -> Whole:
    """How many could have answered, for all a reader knows: where how many took part may be said, those asked; else
    the cohort, or nobody more than were asked where it is not known."""
    said = pl.col("respondents") >= rule.minimum_base
    cohort = pl.when(said).then("asked").otherwise(pl.coalesce("eligible", "asked"))
    return rows.select(pl.max_horizontal(cohort, "asked")).to_series().to_numpy()
