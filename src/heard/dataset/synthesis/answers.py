"""What the respondents of one wave and survey say."""

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt
import polars as pl

from heard.dataset.synthesis.calibration import Shares
from heard.dataset.synthesis.children import Children
from heard.dataset.synthesis.latent import Floats
from heard.dataset.synthesis.nation import Item, SurveyNation

Single = npt.NDArray[np.float32]
Places = npt.NDArray[np.int16]

NOT_SHOWN = -1


def draw_answers(
    nation: SurveyNation, children: Children, effects: Mapping[str, Floats], rng: np.random.Generator
) -> Iterator[pl.Series]:
    """One column of words for each question, in the order of `nation.items`; null = not shown.

    `effects`: indicator → each council's difference, shape (areas,), in SD of one answer.
    """
    count, items = len(children.area), nation.items.values()
    child = rng.standard_normal(count, dtype=np.float32)
    names = dict.fromkeys(item.factor.name for item in items)
    factors = {name: rng.standard_normal(count, dtype=np.float32) for name in names}
    routes = {item.condition.indicator for item in items if item.condition}
    recorded: dict[str, pl.Series] = {}
    for item in items:
        value = _moved(item, children, effects[item.key])
        value += np.float32(np.sqrt(item.factor.child)) * child
        value += np.float32(np.sqrt(item.factor.own)) * factors[item.factor.name]
        alone = np.float32(np.sqrt(1 - item.factor.child - item.factor.own))
        value += alone * rng.standard_normal(count, dtype=np.float32)
        column = _record(item, value, _is_shown(item, recorded, count), rng)
        if item.key in routes:
            recorded[item.key] = column
        yield column


def column_of(name: str, places: Places | npt.NDArray[np.int32], words: tuple[str, ...]) -> pl.Series:
    """The words at these places, a byte each; null where the place is NOT_SHOWN."""
    listed = pl.Series(name, [*words, None], dtype=pl.Enum(words))
    return listed.gather(pl.Series(np.where(places == NOT_SHOWN, len(words), places).astype(np.uint32)))


def _moved(item: Item, children: Children, effect: Floats) -> Single:
    """How far each child's value is moved by who they are and by their council."""
    moved = effect.astype(np.float32)[children.area]
    for name, shifts in item.behind.shifts.items():
        moved += shifts.astype(np.float32)[children.groups[name]]
    return moved


def _is_shown(item: Item, recorded: Mapping[str, pl.Series], count: int) -> npt.NDArray[np.bool_]:
    if item.condition is None:
        return np.ones(count, dtype=np.bool_)
    answers = recorded[item.condition.indicator].cast(pl.String)
    return answers.is_in(sorted(item.condition.codes)).fill_null(False).to_numpy()


def _record(item: Item, value: Single, shown: npt.NDArray[np.bool_], rng: np.random.Generator) -> pl.Series:
    answer = np.zeros(len(value), dtype=np.int16)
    for threshold in item.thresholds.astype(np.float32):
        answer += value <= threshold
    words = item.codes
    if item.asked.scale.multiple:
        answer, words = _tick_more(item, answer, rng)
    answer = _leave_out(answer, item.no_answer, first=len(words), rng=rng)
    answer[~shown] = NOT_SHOWN
    return column_of(item.key, answer, (*words, *item.no_answer))


def _leave_out(answer: Places, no_answer: Shares, *, first: int, rng: np.random.Generator) -> Places:
    """Put `no_answer` codes, whose places begin at `first`, in the place of some answers."""
    drawn, end = rng.random(len(answer), dtype=np.float32), 0.0
    for place, share in enumerate(no_answer.values(), start=first):
        answer[(drawn >= end) & (drawn < end + share)] = place
        end += share
    return answer


def _tick_more(item: Item, first: Places, rng: np.random.Generator) -> tuple[Places, tuple[str, ...]]:
    """Further ticks beside the first answer; returns places in the combinations found, and their words.

    An exclusive first answer stays alone, and no further tick moves a child into the headline cut.
    """
    ticks = np.left_shift(np.int64(1), first.astype(np.int64))
    may_tick = ~np.isin(first, [item.codes.index(code) for code in item.asked.scale.exclusive])
    for code, share in item.also.items():
        place = item.codes.index(code)
        may = may_tick & (first < item.headline) if place < item.headline else may_tick
        ticks[may & (rng.random(len(first), dtype=np.float32) < share)] |= 1 << place
    found, answer = np.unique(ticks, return_inverse=True)
    words = tuple(
        ";".join(code for place, code in enumerate(item.codes) if mask >> place & 1)
        for mask in found.tolist()
    )
    return answer.astype(np.int16), words
