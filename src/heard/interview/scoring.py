"""What is worked out from one respondent's answers."""

from collections.abc import Sequence

from heard.base.policy import MIN_SCALES_FOR_BAND

HIGHEST_SCORE = 10


def wellbeing_band(scores: Sequence[int]) -> str | None:
    """The band of the well-being scales answered (0..10 each); None where fewer than three were.

    Method, item 12, in whole numbers: with k scales and their sum s, low s < 5k, moderate s < 7k,
    high 2s < 17k, very_high above. Raises ValueError for a score outside 0..10.
    """
    if any(not 0 <= score <= HIGHEST_SCORE for score in scores):
        raise ValueError(f"a score lies outside 0 to {HIGHEST_SCORE}: {list(scores)}")
    answered, total = len(scores), sum(scores)
    if answered < MIN_SCALES_FOR_BAND:
        return None
    if total < 5 * answered:
        return "low"
    if total < 7 * answered:
        return "moderate"
    return "high" if 2 * total < 17 * answered else "very_high"
