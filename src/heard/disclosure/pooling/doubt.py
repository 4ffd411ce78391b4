"""What stays open of every council in a pool, to somebody who knows the pool's sum (method, section 3, item 8).

The reader is taken to know, of each council, the base and every cut point that is not primary: more than is ever shown.
- *named*: the base is shown. A primary cut point lies within its band; the others are known.
- *unnamed*: the base is too small to be shown. It may be anything up to the most that could have answered.
A difference of two cut points may be small too, and is then kept open by hiding one of them. Which one is not known
here, so every smallest choice that keeps it open is looked at; to other councils that one is known all the same.

One child is held back throughout: a fellow respondent who knows the own answer has one child less to exchange.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from heard.analysis.arrays import Flags, Whole
from heard.base.errors import HeardError
from heard.disclosure.bands import most_in_band
from heard.disclosure.deciding.atoms import Union
from heard.disclosure.pooling.exchange import (
    NEVER,
    Answers,
    Bounds,
    Family,
    borders,
    can_be,
    family_of,
    is_nested,
    list_sets,
    place_of,
)
from heard.disclosure.pooling.pooled import Pooled


@dataclass(frozen=True)
class _Wanted:
    """Tables that must stay possible: of these councils, those within `bounds`."""

    councils: Whole
    family: Family
    bounds: Bounds


class _NotProved(HeardError):
    """Cut points cross so that what has to stay in doubt cannot be put as nested sets."""


def room(pooled: Pooled) -> Whole:
    """(sets,) how many a pool may hold in each set of answers so that every council stays in doubt.

    A pool whose known sums force more into some set gives a council away. The sets are those of exchange.list_sets, of
    the atoms and the silent.
    """
    known = _known_borders(pooled)
    try:
        every_wanted = list(_list_wanted(pooled))
    except _NotProved:
        nothing: Whole = np.full(known.shape[1], -NEVER, dtype=np.int64)
        return nothing
    # Whoever answered is no narrower bound on a set that holds every answer.
    narrowed = ~list_sets(pooled.tables.shape[1])[:, :-1].all(axis=1)
    free = (known > pooled.all_counts) & narrowed
    room_left: Whole = known.sum(axis=0)
    for wanted in every_wanted:
        own = wanted.councils
        possible = borders(wanted.family, pooled.total[own], wanted.bounds)
        held_back = (free.sum(axis=0) - free[own] > 0).astype(np.int64)
        left = known.sum(axis=0) - known[own] + possible - held_back
        room_left = np.minimum(room_left, left.min(axis=0, initial=NEVER))
    return room_left


def forced(pooled: Pooled, published: Sequence[Union]) -> Whole:
    """(sets,) the fewest the pool holds in each set of answers, to one who knows its base and these cut points' counts.

    The cut points must be nested or disjoint.
    """
    total = pooled.total.sum(keepdims=True)
    fixed = {
        union: (pooled.count(union).sum(keepdims=True), pooled.count(union).sum(keepdims=True))
        for union in (*published, pooled.silent)
    }
    most = borders(family_of(pooled.tables.shape[1], fixed), total, fixed)[0]
    fewest: Whole = total[0] - most[::-1]
    return fewest


def _known_borders(pooled: Pooled) -> Whole:
    """(councils, sets) the most in each set of answers. Where cut points cross, all of a named council is known."""
    size = pooled.tables.shape[1]
    unnamed = borders(Family(size, frozenset()), pooled.total, {})
    family = family_of(size, (*pooled.cuts, pooled.silent))
    every = np.arange(pooled.base.size)
    named = (
        borders(family, pooled.total, _bounds(pooled, every)) if is_nested(family.sets) else pooled.all_counts
    )
    found: Whole = np.where(pooled.named[:, None], named, unnamed)
    return found


def _bounds(
    pooled: Pooled, councils: Whole, freed: Collection[Union] = ()
) -> dict[Answers, tuple[Whole, Whole]]:
    """What is known of named councils: bands, exact counts but of the cut points freed, and that no one is silent."""
    base = pooled.base[councils]
    nobody = np.zeros_like(base)
    found: dict[Answers, tuple[Whole, Whole]] = {pooled.silent: (nobody, nobody)}
    width = most_in_band(np.maximum(base, 1), pooled.rule.threshold)
    for cut in (each for each in pooled.cuts if each not in freed):
        count, banded = pooled.count(cut)[councils], pooled.is_banded(cut)[councils]
        top = 2 * count > base
        least = np.where(banded, np.where(top, base - width, 0), count)
        most = np.where(banded, np.where(top, base, width), count)
        found[cut] = (least, most)
    return found


def _list_wanted(pooled: Pooled) -> Iterator[_Wanted]:
    yield from _wanted_of_unnamed(pooled)
    threshold, base = pooled.rule.threshold, pooled.base
    for cut in pooled.cuts:
        banded = np.flatnonzero(pooled.is_banded(cut))
        count = pooled.count(cut)
        top = 2 * count > base
        ends = (np.where(top, base, 0), np.where(top, base - threshold, threshold))
        yield from _wanted_of_named(pooled, cut, banded, ends)
    answered = frozenset(range(pooled.atoms.shape[1]))
    told = {*pooled.cuts, *(answered - cut for cut in pooled.cuts)}
    for union in pooled.unions:
        if union not in told:
            small = np.flatnonzero(pooled.named & pooled.is_small(union))
            yield from _wanted_of_named(
                pooled, union, small, (np.zeros_like(base), np.full_like(base, threshold))
            )


def _wanted_of_unnamed(pooled: Pooled) -> Iterator[_Wanted]:
    """That nobody answered, that the least base and more did, and that the threshold gave an answer few gave."""
    unnamed = np.flatnonzero(~pooled.named)
    if not unnamed.size:
        return
    total, size = pooled.total[unnamed], pooled.tables.shape[1]
    silent = family_of(size, [pooled.silent])
    nobody = np.zeros_like(total)
    yield _Wanted(unnamed, silent, {pooled.silent: (total, total)})
    yield _Wanted(
        unnamed, silent, {pooled.silent: (nobody, total - np.minimum(pooled.rule.minimum_base, total))}
    )
    for union in dict.fromkeys((*pooled.cuts, *pooled.unions)):
        few = np.flatnonzero(~pooled.named & pooled.is_small(union))
        if few.size:
            total = pooled.total[few]
            enough = np.minimum(pooled.rule.threshold, total)
            yield _Wanted(few, family_of(size, [union]), {union: (enough, total)})


def _wanted_of_named(
    pooled: Pooled, union: Union, councils: Whole, ends: tuple[Whole, Whole]
) -> Iterator[_Wanted]:
    """That as many as at either end gave these answers, for each smallest choice of hidden cut points that does it."""
    if not councils.size:
        return
    if not is_nested(pooled.cuts):
        raise _NotProved
    met: dict[frozenset[Union], Flags] = {}
    for freed in _choices(pooled.cuts):
        smallest = np.ones(councils.size, dtype=np.bool_)
        for choice, before in met.items():
            if choice < freed:
                smallest &= ~before
        if not smallest.any():
            continue
        smallest &= _reaches(pooled, union, councils, ends, freed)
        met[freed] = smallest
        if smallest.any():
            for end in ends:
                yield from _ways(pooled, union, councils[smallest], end, freed)
    if not np.any(list(met.values()), axis=0).all():
        raise _NotProved


def _reaches(
    pooled: Pooled, union: Union, councils: Whole, ends: tuple[Whole, Whole], freed: frozenset[Union]
) -> Flags:
    """(councils,) whether what is known of each, but for the cut points freed, lets it have as many as at both ends."""
    size, total = pooled.tables.shape[1], pooled.total[councils]
    kept = family_of(size, (*(cut for cut in pooled.cuts if cut not in freed), pooled.silent))
    border = borders(kept, total, _bounds(pooled, councils, freed))
    most, least = border[:, place_of(union)], total - border[:, -1 - place_of(union)]
    found: Flags = np.all([(least <= end[councils]) & (end[councils] <= most) for end in ends], axis=0)
    return found


def _ways(
    pooled: Pooled, union: Union, councils: Whole, end: Whole, freed: frozenset[Union]
) -> Iterator[_Wanted]:
    """Tables with as many as at the end in the union, of each council in the first way that fits.

    A union that crosses the cut points is brought there answer by answer: all at nobody, or one up and the others kept.
    """
    size = pooled.tables.shape[1]
    kept = tuple(cut for cut in pooled.cuts if cut not in freed)
    waiting = np.ones(councils.size, dtype=np.bool_)
    for way in _bounds_at(pooled, union, councils, end):
        family = family_of(size, (*kept, *way, pooled.silent))
        bounds = _narrowed(_bounds(pooled, councils, freed), way)
        here = waiting & can_be(family, pooled.total[councils], bounds)
        waiting &= ~here
        if here.any():
            yield _Wanted(
                councils[here],
                family,
                {each: (least[here], most[here]) for each, (least, most) in bounds.items()},
            )
    if waiting.any():
        raise _NotProved


def _narrowed(bounds: dict[Answers, tuple[Whole, Whole]], way: Bounds) -> Bounds:
    """Both at once: what is known, and the way."""
    for each, (least, most) in way.items():
        known_least, known_most = bounds.get(each, (least, most))
        bounds[each] = (np.maximum(least, known_least), np.minimum(most, known_most))
    return bounds


def _bounds_at(
    pooled: Pooled, union: Union, councils: Whole, end: Whole
) -> Iterator[dict[Answers, tuple[Whole, Whole]]]:
    wanted = end[councils]
    if is_nested((*pooled.cuts, union)):
        yield {union: (wanted, wanted)}
        return
    counts = {frozenset({atom}): pooled.tables[councils, atom] for atom in sorted(union)}
    together = pooled.count(union)[councils]
    for moved, count in counts.items():
        others = together - count
        if (wanted == 0).all():
            yield {atom: (np.zeros_like(wanted), np.zeros_like(wanted)) for atom in counts}
            return
        raised = wanted - others
        yield {atom: (raised, raised) if atom == moved else (own, own) for atom, own in counts.items()}


def _choices(cuts: Sequence[Union]) -> Iterator[frozenset[Union]]:
    """None, each, each two … of the cut points."""
    for number in range(len(cuts) + 1):
        yield from (frozenset(each) for each in combinations(cuts, number))
