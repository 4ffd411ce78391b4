"""What others say of audiences and verdicts."""

from heard.web.telling.queries import VerdictFacts
from heard.web.telling.readers import AUDIENCE_NAMES, Audience


def say_audience(audience: Audience) -> str:
    """Inside a sentence: `children aged 8 to 11`."""
    name = AUDIENCE_NAMES[audience]
    return name[:1].lower() + name[1:]


def say_verdict(verdict: VerdictFacts) -> str:
    """What children say to an answer, as it is told to staff."""
    return (
        f"Of {verdict.all:,} who said something, {verdict.helps:,} said that it helps, {verdict.not_enough:,} that it "
        f"is not enough, {verdict.did_not_happen:,} that it did not happen."
    )
