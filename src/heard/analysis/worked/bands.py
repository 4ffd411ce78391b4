"""Scores in bands, worked: the well-being band and the bands of single scales (method, item 12)."""

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from heard.analysis.worked.method import Given, Key, Kind, Method, Result, Step, Worked
from heard.analysis.worked.saying import say
from heard.base.bands import BANDS, BandRule, Rule, describe_rule
from heard.base.errors import HeardError, UserError
from heard.base.messages import name_some, quote
from heard.base.policy import MOST_SCALES_OF_BAND
from heard.base.surveys import Survey
from heard.catalogue import Asked, Catalogue
from heard.interview.scoring import wellbeing_band

SURVEY = Survey.AGES_11_17  # whose questionnaire holds the rule; 16-25 has the same


def work_bands(given: Given) -> Worked:
    """The band of several scales by the catalogue's rule, or of one score of a scale that has bands."""
    if given.has("score"):
        return _of_one(int(given.number("score")), given.word("scale"), given.catalogue)
    scores = [int(score) for score in given.numbers("scores")]
    if len(scores) > MOST_SCALES_OF_BAND:
        raise UserError(f"scores holds {len(scores)} numbers; there are {MOST_SCALES_OF_BAND} scales.")
    rule = _rule_of(given)
    band = wellbeing_band(scores, rule)
    results: dict[str, Result] = {
        "band": band,
        "k": len(scores),
        "s": sum(scores),
        "rule": describe_rule(rule, MOST_SCALES_OF_BAND),
    }
    return Worked(results, tuple(_steps(scores, rule, band)))


def _rule_of(given: Given) -> BandRule:
    """The catalogue's rule; or its alternative, that so many of the scales are low."""
    rule = given.catalogue.questionnaires[SURVEY].wellbeing_band
    if rule is None:
        raise HeardError(f"the questionnaire of survey {SURVEY} has no rule for the well-being band")
    if not given.has("low_scales"):
        return rule
    highest = float(ceil(rule.very_high_from))  # of a single scale, which has no halves
    scales = int(given.number("low_scales"))
    if not 1 <= scales <= rule.least_answered:
        least = rule.least_answered
        raise UserError(
            f"low_scales is {scales}. Allowed: a whole number from 1 to {least},"
            f" as {least} scales are enough for a band."
        )
    return replace(rule, rule=Rule.SCALES_LOW, scales=scales, very_high_from=highest)


def _steps(scores: list[int], rule: BandRule, band: str | None) -> Iterator[Step]:
    answered, total = len(scores), sum(scores)
    yield Step("So many scales were answered", f"k = {answered}", "k")
    yield Step("Together", f"s = {' + '.join(map(str, scores))} = {total}", "s")
    if answered < rule.least_answered:
        yield Step(f"At least {rule.least_answered} must be: no band, and not in the base")
    elif rule.rule is Rule.MEAN:
        yield from _mean_steps(answered, total, rule)
    else:
        yield from _scale_steps(scores, rule)
    if band:
        yield Step(f"So the band is {band.replace('_', ' ')}")


def _mean_steps(answered: int, total: int, rule: BandRule) -> Iterator[Step]:
    """A band begins where the sum reaches its threshold times k; doubled, so that whole numbers decide."""
    for name, half in zip(BANDS[1:], rule.halves, strict=True):
        word = "reached" if 2 * total >= half * answered else "not reached"
        yield Step(
            f"{name.replace('_', ' ').capitalize()} begins at a mean of {say(half / 2)}; 2s = {2 * total}: {word}",
            f"{half} k = {half} × {answered} = {half * answered}",
        )


def _scale_steps(scores: list[int], rule: BandRule) -> Iterator[Step]:
    moderate, high, very_high = rule.halves
    for words, found in (
        (f"under {say(moderate / 2)}", sum(2 * score < moderate for score in scores)),
        (f"from {say(very_high / 2)}", sum(2 * score >= very_high for score in scores)),
        (f"from {say(high / 2)}", sum(2 * score >= high for score in scores)),
    ):
        yield Step(f"Scales {words}: {found}; {rule.scales} are needed")


def _of_one(score: int, scale: str, catalogue: Catalogue) -> Worked:
    asked = _scales_in_bands(catalogue)
    if scale not in asked:
        raise UserError(f"No scale {quote(scale)} has bands. Those that have: {name_some(sorted(asked))}.")
    band = asked[scale].band_of(str(score))
    parts = ", ".join(f"{each.key.replace('_', ' ')} {_span(each.codes)}" for each in asked[scale].bands)
    results: dict[str, Result] = {"band": band, "score": score, "rule": parts}
    words = f"The bands of this scale are {parts}; {score} lies in {band.replace('_', ' ')}"
    return Worked(results, (Step(words),))


def _span(codes: frozenset[str]) -> str:
    numbers = sorted(map(int, codes))
    return f"{numbers[0]} to {numbers[-1]}"


def _scales_in_bands(catalogue: Catalogue) -> dict[str, Asked]:
    """The indicators with a scale in bands, as the oldest survey that has it asks them."""
    return {
        item.key: asked
        for item in catalogue.indicators.values()
        for asked in item.asked.values()
        if asked.bands
    }


BANDS_METHOD = Method(
    name="bands",
    title="Well-being in four bands",
    ways=(
        (
            Key("scores", Kind.SCORES, "the scores given, 0 to 10 each, separated by commas"),
            Key("low_scales", Kind.WHOLE, "another rule: low where so many scales are low", needed=False),
        ),
        (
            Key("score", Kind.SCORE, "one score, 0 to 10"),
            Key("scale", Kind.WORD, "the scale it is of, such as life_satisfaction or anxiety"),
        ),
    ),
    example="scores=9,8,8",
    work=work_bands,
)
