"""Flags in words. Level, comparison and change stay apart: each has a tag of its own (method, item 10)."""

from heard.base.shares import Shown
from heard.charts import Certainty, Direction
from heard.findings import Finding
from heard.reports.blocks import Tag
from heard.reports.figures import Comparison, Estimate, is_judged
from heard.reports.wording import Wording

FLAGGED = (Certainty.CLEAR, Certainty.POSSIBLE)


def row_tags(
    estimate: Estimate,
    others: Comparison | None,
    population: Comparison | None,
    previous: Comparison | None,
    wording: Wording,
) -> tuple[Tag, ...]:
    """The tags of a row: the other councils first, then level, population and change where they point somewhere."""
    if not isinstance(estimate.cell, Shown):
        return ()
    tags = [
        _comparison_tag("others", others, wording) if others else None,
        _level_tag(estimate.level_flag, wording),
        _pointed_tag("population", population, wording),
        _pointed_tag("previous", previous, wording),
    ]
    return tuple(tag for tag in tags if tag)


def flag_words(comparison: Comparison, wording: Wording) -> str:
    """A comparison's flag in words: `In line`, `Cannot tell`."""
    return _comparison_tag(comparison.against, comparison, wording).words


def finding_tag(finding: Finding, wording: Wording) -> Tag:
    """The tag of a finding: its kind and how well it is supported; of a trend also over how many waves."""
    certainty, direction = CERTAINTIES.get(finding.evidence, Certainty.CANNOT_TELL), KINDS.get(finding.kind)
    return Tag(_finding_words(finding, wording), certainty, direction or Direction.NONE)


CERTAINTIES = {"clear": Certainty.CLEAR, "level": Certainty.CLEAR, "possible": Certainty.POSSIBLE}
KINDS = {
    "strength": Direction.BETTER,
    "improved": Direction.BETTER,
    "development": Direction.WORSE,
    "declined": Direction.WORSE,
}


def _finding_words(finding: Finding, wording: Wording) -> str:
    waves = finding.basis["waves"]
    if waves is None:
        return wording.say(f"finding_tags.{finding.kind}.{finding.evidence}")
    return wording.say(f"finding_tags.trend.{finding.kind}.{finding.evidence}", waves=waves)


def _comparison_tag(against: str, comparison: Comparison, wording: Wording) -> Tag:
    if not is_judged(comparison):
        return Tag(wording.say("flags.not_compared"), None, Direction.NONE)
    if comparison.flag in FLAGGED:
        words = wording.say(f"flags.{against}.{comparison.flag}.{comparison.direction}")
        return Tag(words, comparison.flag, comparison.direction)
    return Tag(wording.say(f"flags.{comparison.flag}"), comparison.flag, Direction.NONE)


def _pointed_tag(against: str, comparison: Comparison | None, wording: Wording) -> Tag | None:
    if comparison is None or comparison.flag not in FLAGGED:
        return None
    return _comparison_tag(against, comparison, wording)


def _level_tag(level_flag: str, wording: Wording) -> Tag | None:
    """Only what is sure by level; `perhaps_` is worth asking, and stands in that list."""
    match level_flag:
        case "nearly_everyone":
            return Tag(wording.say("flags.level.nearly_everyone"), Certainty.CLEAR, Direction.BETTER)
        case "many_otherwise":
            return Tag(wording.say("flags.level.many_otherwise"), Certainty.CLEAR, Direction.WORSE)
    return None
