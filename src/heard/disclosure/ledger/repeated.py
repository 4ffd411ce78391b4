"""The same answers under another wave's key: whoever holds both editions has their difference, child by child.

Corrections are looked for within a wave; a file of answers read in again as another wave would pass them by. The
digests of responses know no wave, so the same response is known again in any. Chance makes a few of two true waves
alike: who skipped everything, who said the best of everything. Responses alike within a wave therefore count once,
and so many others as never meet by chance make two waves the same (`SAME_ANSWERS_SHARE`, `SAME_ANSWERS_FEWEST`).
What it cannot see: answers of which every response was changed a little.
"""

from collections.abc import Iterable, Mapping

import polars as pl

from heard.analysis.frames import ALL
from heard.base.policy import SAME_ANSWERS_FEWEST, SAME_ANSWERS_SHARE
from heard.disclosure.ledger.refusals import NOTHING_RELEASED, ReleaseRefused
from heard.disclosure.ledger.snapshots import Snapshot, split_place

Published = tuple[
    str, pl.DataFrame
]  # "wave/area/survey" and the rows of the snapshot an entry lists under it


def check_repeated(now: Mapping[str, Snapshot], others: Iterable[Published]) -> None:
    """Raise ReleaseRefused where a council's responses of today are those of another wave among `others`."""
    by_domain = {(each.area, each.survey): each for each in now.values()}
    for place, rows in others:
        wave, area, survey = split_place(place)
        own = by_domain.get((area, survey))
        if own is not None and own.wave != wave and are_the_same_answers(own.rows, rows):
            raise ReleaseRefused(_say(own, wave, count_shared(own.rows, rows)))


def are_the_same_answers(one: pl.DataFrame, other: pl.DataFrame) -> bool:
    """Whether the rows of two snapshots share more responses than chance gives two waves."""
    shared, fewer = count_shared(one, other), min(len(_different(one)), len(_different(other)))
    return shared >= SAME_ANSWERS_FEWEST and shared >= SAME_ANSWERS_SHARE * fewer


def count_shared(one: pl.DataFrame, other: pl.DataFrame) -> int:
    """How many different responses stand in both."""
    return len(_different(one) & _different(other))


def _different(rows: pl.DataFrame) -> set[bytes]:
    return set(rows.filter(pl.col("group") == ALL)["row"])


def _say(own: Snapshot, wave: str, shared: int) -> str:
    return (
        f"{own.area}, {own.survey}: the answers given as wave {own.wave} are the answers of wave {wave}; {shared} "
        f"responses are the same in both. Published under two names, the difference would tell what few children "
        f"said. {NOTHING_RELEASED} Take the answers of wave {wave} out of wave {own.wave}. If wave {wave} is to be "
        f"corrected, correct its answers and release it under its own name."
    )
