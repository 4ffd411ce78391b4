"""What goes with low or very high well-being in a council: candidates, their sentence, and its guard.

A sentence says that two things go together, never that one makes the other: a survey asks both on one day.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl
from polars import selectors as cs

from heard.analysis.associations.plan import NOT_GIVEN, outcome_of
from heard.base.odds import odds_figures
from heard.base.policy import ASSOCIATION_Q, CLEAR_Q, MIN_EVENTS_MULTIVARIABLE
from heard.base.shares import percent_of
from heard.catalogue import Catalogue
from heard.disclosure.protected import Symbol
from heard.findings.finding import Basis, Evidence, Kind
from heard.findings.wording import Words

ANY_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")
RENAMED = {
    "outcome": "against",
    "exposed_events": "count",
    "exposed_base": "base",
    "unexposed_events": "reference_count",
    "unexposed_base": "reference_base",
}
KEPT = ("wave", "area", "survey", "indicator", "exposure", "odds_ratio", "low", "high", "p", "q")


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence of an association rests on: who is told of, what they more or less often have, and how surely."""

    survey: str
    indicator: str
    outcome: str
    exposure: str
    direction: str
    evidence: str


def find_associations(associations: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """Each thing that goes with an outcome in a council, taken alone, from ASSOCIATION_Q on.

    Firm from CLEAR_Q on. Where only the direction may be shown (a banded row) there is no number, and no firmness.
    """
    banded = pl.col("symbol") == Symbol.BANDED
    told = (pl.col("symbol") == Symbol.SHOWN) & (pl.col("q") <= ASSOCIATION_Q)
    firm = (pl.col("q") <= CLEAR_Q).fill_null(value=False)
    evidence = pl.when(firm).then(pl.lit(Evidence.CLEAR.value)).otherwise(pl.lit(Evidence.POSSIBLE.value))
    found = associations.filter(pl.col("model") == "bivariate", pl.col("direction") != "", banded | told)
    found = found.with_columns(pl.when(~banded).then(cs.numeric()).name.keep())
    here = found.select(*KEPT, "direction", *(pl.col(old).alias(new) for old, new in RENAMED.items()))
    headlines = items.filter("headline").select("survey", "indicator", "cut_point", "prominent")
    shares = {
        "share": pl.col("count") / pl.col("base"),
        "reference_share": pl.col("reference_count") / pl.col("reference_base"),
    }
    return (
        here.with_columns(
            evidence=found.select(evidence).to_series(),
            flag=found.select(evidence).to_series(),
            kind=pl.lit(Kind.ASSOCIATION.value),
            group=pl.lit("all"),
            level=pl.lit("all"),
            **shares,
        )
        .with_columns(difference=pl.col("share") - pl.col("reference_share"))
        .with_columns(size=pl.col("difference").abs())
        .join(headlines, on=["survey", "indicator"])
    )


def tell_association(said: Said, basis: Basis, catalogue: Catalogue, words: Words) -> str:
    """The sentence, without of whom it speaks."""
    told = words.association
    head = told["goes_with"].format(
        exposed=exposed_words(said, catalogue, words),
        direction=told[said.direction],
        outcome=outcome_words(said, catalogue),
    )
    return head + _figures(said, basis, catalogue, words) + told[said.evidence]


def exposed_words(said: Said, catalogue: Catalogue, words: Words) -> str:
    """Those told of: `those who do not always feel safe where they live`."""
    asked = catalogue.asked(said.indicator, said.survey)
    if said.exposure == NOT_GIVEN and not asked.otherwise:
        return words.association["not_said"].format(phrase=asked.headline.phrase)
    phrase = asked.otherwise if said.exposure == NOT_GIVEN else asked.headline.phrase
    return words.association["those"].format(phrase=phrase)


def outcome_words(said: Said, catalogue: Catalogue) -> str:
    """What they have: `have low overall well-being`."""
    outcome = outcome_of(catalogue, said.survey, said.outcome)
    return catalogue.asked(outcome.indicator, said.survey).cut_point(outcome.cut_point).phrase


def check_association(
    said: Said, sentence: str, basis: Basis, catalogue: Catalogue, words: Words
) -> Iterator[str]:
    """What is wrong with a sentence, without the words of whom it speaks: it must end with the figures of its basis."""
    told = words.association
    outcome = outcome_words(said, catalogue)
    rest = sentence.replace(exposed_words(said, catalogue, words), "…").replace(outcome, "…")
    expected = ANY_NUMBER.findall(_figures(said, basis, catalogue, words).replace(outcome, "…"))
    found = ANY_NUMBER.findall(rest)
    if found != expected:
        yield f"says {found} where the basis holds {expected}"
    if not rest.startswith(
        told["goes_with"].format(exposed="…", direction=told[said.direction], outcome="…")
    ):
        yield f"does not say that they go together {said.direction}"
    if not rest.endswith(told[said.evidence]):
        yield f"does not conclude that the evidence is {said.evidence}"


def _figures(said: Said, basis: Basis, catalogue: Catalogue, words: Words) -> str:
    told = words.association
    count, base = basis["count"], basis["base"]
    others, other_base = basis["reference_count"], basis["reference_base"]
    ratio, low, high = basis["odds_ratio"], basis["low"], basis["high"]
    if count is None or not base or others is None or not other_base or not ratio or not low or not high:
        return told["no_figures"]
    return told["figures"].format(
        exposed=_counted(count, base, words),
        others=_counted(others, other_base, words),
        odds=odds_words(ratio, words),
        halves=told["halves"] if 0 in (count, base - count, others, other_base - others) else "",
        low=odds_words(low, words),
        high=odds_words(high, words),
    ) + _few(count + others, base + other_base, outcome_words(said, catalogue), words)


def odds_words(ratio: float, words: Words) -> str:
    """`6.1`, `over 100`."""
    how, number = odds_figures(ratio)
    return words.odds[how].format(number=number)


def _counted(count: int, base: int, words: Words) -> str:
    share = words.percent.format(number=percent_of(count, base))
    return words.association["counted"].format(count=f"{count:,}", base=f"{base:,}", share=share)


def _few(events: int, base: int, outcome: str, words: Words) -> str:
    """That few stand behind it, where the rarer of having the outcome and not having it bears no larger model."""
    rarer = min(events, base - events)
    if rarer >= MIN_EVENTS_MULTIVARIABLE:
        return ""
    which = "few_with" if rarer == events else "few_without"
    return words.association[which].format(number=rarer, outcome=outcome)
