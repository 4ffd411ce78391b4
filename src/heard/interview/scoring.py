"""What is worked out from one respondent's answers."""

from collections.abc import Sequence

from heard.base.bands import BANDS, HIGHEST_SCORE, BandRule, Rule


def wellbeing_band(scores: Sequence[int], rule: BandRule) -> str | None:
    """The band of the well-being scales answered (0..10 each); None where the rule asks for more of them.

    Method, item 12, in whole numbers throughout. Raises ValueError for a score outside 0..10.
    """
    if any(not 0 <= score <= HIGHEST_SCORE for score in scores):
        raise ValueError(f"a score lies outside 0 to {HIGHEST_SCORE}: {list(scores)}")
    if len(scores) < rule.least_answered:
        return None
    return _band_of_mean(scores, rule) if rule.rule is Rule.MEAN else _band_of_scales(scores, rule)


def _band_of_mean(scores: Sequence[int], rule: BandRule) -> str:
    """With k scales and their sum s, a band begins at the threshold t where 2s ≥ 2t·k."""
    reached = sum(2 * sum(scores) >= half * len(scores) for half in rule.halves)
    return BANDS[reached]


def _band_of_scales(scores: Sequence[int], rule: BandRule) -> str:
    """Low before very high before high: so many scales that each are."""
    moderate, high, very_high = rule.halves
    enough = rule.scales or 1
    if sum(2 * score < moderate for score in scores) >= enough:
        return "low"
    if sum(2 * score >= very_high for score in scores) >= enough:
        return "very_high"
    return "high" if sum(2 * score >= high for score in scores) >= enough else "moderate"
