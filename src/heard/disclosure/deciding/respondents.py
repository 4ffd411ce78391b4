"""The first stage: of which groups it is said how many took part (method, section 3, item 4).

One pattern holds for every question of a survey. A level that is not open is hidden whole, whatever is asked: were its
base to be seen in one question, it would be known in all, because the same children answered them.
"""

from collections.abc import Iterable

import numpy as np

from heard.analysis.arrays import Flags
from heard.base.policy import COST_OF_LEVEL
from heard.disclosure.deciding.building import ProblemBuilder
from heard.disclosure.deciding.council import UNKNOWN, Answered
from heard.disclosure.deciding.primary import NO_NEED, Primary
from heard.disclosure.deciding.said import Said
from heard.disclosure.suppression import CannotProtect, suppress


def open_levels(answered: Answered, primary: Primary, said: Said, closed: Flags | None = None) -> Flags:
    """(levels,) whether the number of respondents is open, everybody first.

    `closed`: levels closed to a narrower audience, closed here too. A survey that too few answered is closed whole.
    """
    shut = np.zeros(len(answered.levels), dtype=np.bool_) if closed is None else closed
    found = np.zeros_like(shut)
    found[0] = answered.respondents[0] >= primary.minimum_base and not shut[0]
    if found[0]:
        for places in answered.groups.values():
            found[list(places)] = _decide_group(answered, places, primary, said, shut)
    return found


def _decide_group(
    answered: Answered, places: tuple[int, ...], primary: Primary, said: Said, closed: Flags
) -> Flags:
    """(levels of the group,) whether each is open; where they cannot be made safe, none is."""
    builder = ProblemBuilder()
    everybody = int(answered.respondents[0])
    levels = [
        _add_level(builder, answered, place, primary, said, closed=bool(closed[place])) for place in places
    ]
    hidden = builder.sum_hidden(levels)
    not_known = everybody - int(answered.respondents[list(places)].sum())
    _add_not_known(builder, not_known, everybody, levels, primary, alone=not hidden)
    try:
        return ~suppress(builder.build()).hidden[levels]
    except CannotProtect:
        return np.zeros(len(places), dtype=np.bool_)


def _add_level(
    builder: ProblemBuilder, answered: Answered, place: int, primary: Primary, said: Said, *, closed: bool
) -> int:
    """A level is closed where few took part, or nobody: else one that is hidden would be known to have somebody."""
    respondents, limit = int(answered.respondents[place]), int(answered.limits[place])
    eligible = None if answered.eligible[place] == UNKNOWN else int(answered.eligible[place])
    need = primary.need_of_respondents(respondents, eligible, limit)
    before = said.respondents(answered.survey, *answered.levels[place])
    few = respondents < primary.minimum_base
    cell = builder.add(
        respondents,
        most=limit,
        need=need,
        hide=before != "shown" and (few or need != NO_NEED or before == "hidden" or closed),
        show=before == "shown",
        weight=COST_OF_LEVEL + respondents,
    )
    if respondents:
        builder.seat(cell)
    return cell


def _add_not_known(
    builder: ProblemBuilder,
    not_known: int,
    everybody: int,
    levels: Iterable[int],
    primary: Primary,
    *,
    alone: bool,
) -> None:
    """Those whose level is not known: what is left of everybody, and never printed.

    `alone`: nobody is of a level that is hidden. Then it may be known that nobody's level is unknown; otherwise that
    is as small a number as any.
    """
    need = NO_NEED if alone and not not_known else primary.need_of_few(not_known, everybody)
    cell = builder.add(not_known, most=everybody, need=need)
    if not_known:
        builder.seat(cell)
    builder.sum_up([*levels, cell], builder.add(everybody, most=everybody, show=True))
