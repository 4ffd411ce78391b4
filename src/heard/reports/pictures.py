"""From figures to what is drawn of them, with the sentence that says the same."""

from heard.base.shares import Banded, Shown, percent
from heard.charts import BandInterval, Certainty, ChangeArrow, Direction, DotInterval, Move
from heard.reports.blocks import Interval
from heard.reports.figures import Comparison, Estimate, is_judged
from heard.reports.saying import band_words, points, range_words
from heard.reports.wording import Wording


def draw_row(
    estimate: Estimate, upright: Comparison | None, diamond: Comparison | None, wording: Wording
) -> Interval | None:
    """The picture of a row: a dot and its line, or a band; None where nothing may be shown.

    The dot is drawn as sure as the comparison with the upright mark is; with the diamond, where there is no other.
    """
    match estimate.cell:
        case Shown() as cell:
            return DotInterval(
                sentence=wording.say("picture.dot", range=range_words(cell.low, cell.high, wording)),
                share=percent(cell.share),
                low=percent(cell.low),
                high=percent(cell.high),
                others=_reference(upright),
                population=_reference(diamond),
                certainty=_certainty(upright or diamond),
                direction=_direction(upright or diamond),
            )
        case Banded() as cell:
            sentence = wording.say("picture.band", band=band_words(cell, wording))
            return BandInterval(
                sentence,
                percent(cell.low),
                percent(cell.high),
                _reference(upright),
                _reference(diamond),
            )
    return None


def draw_change(previous: Comparison | None, wave: str, wording: Wording) -> ChangeArrow | None:
    """The arrow from last time, None where there is nothing to show. In line = level, whatever the small change."""
    if previous is None or previous.difference is None:
        return None
    certainty = previous.flag or Certainty.CANNOT_TELL
    move = Move.LEVEL if certainty is Certainty.IN_LINE else _move(previous.difference)
    apart = points(previous.difference)
    way = wording.say("change.level") if move is Move.LEVEL else wording.count(f"change.{move}", apart)
    sentence = wording.say(
        "change.sentence", way=way, wave=wave, certainty=wording.say(f"change.certainty.{certainty}")
    )
    return ChangeArrow(sentence, move, certainty, previous.direction)


def _move(difference: float) -> Move:
    whole = percent(difference)
    return Move.UP if whole > 0 else Move.DOWN if whole < 0 else Move.LEVEL


def _reference(comparison: Comparison | None) -> int | None:
    if comparison is None or comparison.reference_share is None:
        return None
    return percent(comparison.reference_share)


def _certainty(comparison: Comparison | None) -> Certainty | None:
    return comparison.flag if comparison and is_judged(comparison) else None


def _direction(comparison: Comparison | None) -> Direction:
    return comparison.direction if comparison else Direction.NONE
