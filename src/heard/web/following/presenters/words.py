"""How links of the chain are called."""

from collections.abc import Mapping

from heard.web.acting.dates import When, WhenKind
from heard.web.following.chain import Step, Way
from heard.web.telling.presenters.audiences import say_part
from heard.web.telling.queries import ToldFacts, VerdictFacts
from heard.web.telling.readers import AUDIENCE_NAMES
from heard.web.ui.days import say_day

FOUND = "Found"
NAMES: Mapping[Step, str] = {
    Step.INTERPRETED: "Talked over",
    Step.ANSWERED: "Answered",
    Step.ACTING: "Being acted on",
    Step.TOLD: "Children told",
    Step.JUDGED: "Judged by children",
    Step.CHANGED: "Next wave told",
}
NEXT: Mapping[Step, str] = {
    Step.INTERPRETED: "Talk it over with young people",
    Step.ANSWERED: "Answer it",
    Step.ACTING: "Put an action into the plan",
    Step.TOLD: "Tell children and young people",
    Step.JUDGED: "Ask children what they think of the answer",
    Step.CHANGED: "The next wave will show",
}
SAYS_CHANGE: Mapping[Way, str] = {
    Way.IMPROVED: "It is better than last time, and the numbers bear it.",
    Way.DECLINED: "It is worse than last time, and the numbers bear it.",
    Way.PERHAPS_IMPROVED: "It may be better than last time: the change could be chance.",
    Way.PERHAPS_DECLINED: "It may be worse than last time: the change could be chance.",
    Way.BOTH: "For some it is better than last time, for others worse. Each sentence says for whom, and how surely.",
    Way.NOT_SETTLED: "It was asked again. The numbers settle no change: it may have moved by less than they can show.",
    Way.NOT_TOLD: "The reports tell nothing of this question: it was not asked, or too few answered to tell.",
}
NOT_CAUSE = (
    "A change after an action is not yet a change because of it: other things happened too, and other children "
    "answered. What young people say it was is worth more than the figure alone."
)


def say_due(when: When) -> str:
    """`By 3 March 2026`, `By the end of March 2026`, `Looked at quarterly`."""
    match when.kind:
        case WhenKind.DAY if when.on:
            return f"By {say_day(when.on)}"
        case WhenKind.MONTH if when.on:
            return f"By the end of {when.on:%B %Y}"
        case WhenKind.RHYTHM if when.rhythm:
            return f"Looked at {when.rhythm.value.replace('_', '-')}"
        case _:
            return "No date yet"


def say_told(told: ToldFacts) -> str:
    """Since when, and who."""
    who = "; ".join(AUDIENCE_NAMES[each].lower() for each in told.audiences)
    return f"Told first on {say_day(told.first_on)}. By now: {who}."


def say_verdict(verdict: VerdictFacts) -> str:
    """What children say to the answer."""
    helps, not_enough, never = (
        say_part(each) for each in (verdict.helps, verdict.not_enough, verdict.did_not_happen)
    )
    return (
        f"Children and young people said what they think of the answer: that it helps, {helps}; that it is not enough, "
        f"{not_enough}; that it did not happen, {never}."
    )
