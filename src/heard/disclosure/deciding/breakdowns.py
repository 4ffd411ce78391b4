"""The third stage: what is said of groups, one question and one demographic at a time (method, section 3).

Which levels are open is decided for all questions together (`respondents`); what everybody answered is decided before
(`headlines`). Only cut points whose headline is exact are said of groups: then the totals of a breakdown are known, and
breakdowns of one question by different demographics have nothing else in common, so that each can be made safe alone.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from heard.analysis.arrays import Flags
from heard.disclosure.deciding.breakdown_cells import BreakdownCells
from heard.disclosure.deciding.breakdown_table import Table
from heard.disclosure.deciding.council import Answered, Question
from heard.disclosure.deciding.primary import Primary
from heard.disclosure.deciding.said import Said
from heard.disclosure.suppression import CannotProtect, suppress


@dataclass(frozen=True)
class Breakdown:
    """What is said of a question by level: `shown` gives (levels,) for each cut point; False of everybody.

    is_safe: False where what everybody's figures and the numbers of respondents say together gives a group away,
    whatever of the group is hidden; of that group nothing is then shown that was not said before.
    """

    shown: Mapping[str, Flags]
    is_safe: bool = True


def decide_breakdown(
    answered: Answered,
    question: Question,
    open_levels: Flags,
    exact: Collection[str],
    *,
    banded: Collection[str],
    primary: Primary,
    said: Said,
    closed: Breakdown | None = None,
) -> Breakdown:
    """What is said of each level of each group of a question.

    Of groups nothing is said of a question that leads on by some answers of an atom and not by others: how many of each
    group were led on is not in the tables, and the bases of the questions it leads to would tell.

    exact: the cut points whose headline is. banded: those said as a band, which a reader reckons with as well. closed:
    what a narrower audience is told, of which no more is said.
    """
    size, every_is_safe = len(answered.levels), True
    found = {cut.key: np.zeros(size, dtype=np.bool_) for cut in question.cut_points}
    if question.is_cut_through or not (exact or banded):
        return Breakdown(found)
    for places in answered.groups.values():
        at = list(places)
        if open_levels[at].any():
            table = Table(answered, question, places, open_levels[at], tuple(exact), tuple(banded))
            shut = None if closed is None else {cut: ~closed.shown[cut][at] for cut in exact}
            shown, is_safe = _decide(table, primary, said, shut)
            every_is_safe &= is_safe
            for cut, levels in shown.items():
                found[cut][at] = levels
    return Breakdown(found, every_is_safe)


def _decide(
    table: Table, primary: Primary, said: Said, closed: Mapping[str, Flags] | None
) -> tuple[Mapping[str, Flags], bool]:
    """(levels,) whether it is shown, for each cut point; and whether that is safe."""
    tied = bool(table.question.leading) or table.led is not None
    fresh = closed is None and not said.before and not said.needs and not tied
    if fresh and is_safe_as_it_is(table, primary):
        return dict.fromkeys(table.exact, table.open), True
    cells = BreakdownCells(table, primary, said, closed or {})
    try:
        return cells.read(suppress(cells.problem).hidden), True
    except CannotProtect:
        return cells.read(~cells.problem.must_show), False


def is_safe_as_it_is(table: Table, primary: Primary) -> bool:
    """Whether the levels that are closed anyway protect one another, and nothing in the open ones is small.

    The closed levels, with those whose level is not known, share what everybody's figures leave of each answer. Within
    that, any of them may have given it all, or none of it. So it is enough that each set of answers was given by nobody
    of them or by the threshold and more, and that as many as the least base answered.
    """
    counts, union_of = table.counts_of_said, table.said.unions
    rows = counts[table.open]
    left = table.totals_of_said - rows.sum(axis=0)
    bases = (*rows.sum(axis=1), left.sum())
    if table.gives_away.any() or any(primary.is_small_base(int(base)) for base in bases):
        return False
    if any(
        primary.is_small(int(count))
        for union in union_of
        for count in (*rows[:, list(union)].sum(axis=1), left[list(union)].sum())
    ):
        return False
    return not _tells_of_each(table, primary) and not _bands_bind(table, primary)


def _tells_of_each(table: Table, primary: Primary) -> bool:
    """Whether all or none of a small level gave a sensitive answer."""
    return table.question.asked.sensitive and any(
        primary.is_telling(int(row[list(table.fine.cuts[cut])].sum()), int(row.sum()), sensitive=True)
        for cut in table.exact
        for row in (*table.counts, table.left)
        if row.sum()
    )


def _bands_bind(table: Table, primary: Primary) -> bool:
    """Whether everybody's bands may tell that some of an open level gave an answer that few of it gave.

    A band leaves `room` people who did not give the answers it is about, or who did. A part of an atom of the cut
    points that are said may be empty in a level as long as the whole atom has no more people there than that.
    """
    for cut in table.banded:
        within, room = table.fine.cuts[cut], table.room_of(cut, primary)
        for codes in table.said.codes:
            atom = frozenset(place for place, held in enumerate(table.fine.codes) if held <= codes)
            for part in (atom & within, atom - within):
                rest = atom - part
                for row in table.counts[table.open] if part and rest else ():
                    few = primary.is_small(int(row[list(part)].sum()))
                    if few and int(row[list(atom)].sum()) > room:
                        return True
    return False
