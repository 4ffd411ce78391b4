"""The chain of one finding: what it means, the answer, the actions, who was told, what children say, what changed.

Pure: it takes what the other apps know and says how far a finding has come and what comes next.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from heard.base.policy import Level
from heard.web.acting.queries import ActionFacts
from heard.web.interpreting.queries import PriorityFacts
from heard.web.responding.kinds import Kind
from heard.web.responding.queries import AnswerFacts
from heard.web.results.found import FindingFacts, Told
from heard.web.telling.queries import ToldFacts, VerdictFacts


class Step(StrEnum):
    """The links of the chain after the finding itself, in their order."""

    INTERPRETED = "interpreted"
    ANSWERED = "answered"
    ACTING = "acting"
    TOLD = "told"
    JUDGED = "judged"
    CHANGED = "changed"


class Way(StrEnum):
    """What the next wave tells of the same question."""

    IMPROVED = "improved"
    DECLINED = "declined"
    PERHAPS_IMPROVED = "perhaps_improved"  # it could be chance
    PERHAPS_DECLINED = "perhaps_declined"
    BOTH = "both"  # better for some, worse for others: by age, by group, or by what it is compared with
    NOT_SETTLED = "not_settled"  # it was asked, and the numbers settle no change
    NOT_TOLD = "not_told"  # nothing that this reader may read


# Kinds as heard.findings calls them: what they mean where one is clear, and where it could be chance.
MOVED = {
    "improved": (Way.IMPROVED, Way.PERHAPS_IMPROVED),
    "declined": (Way.DECLINED, Way.PERHAPS_DECLINED),
}
CLEAR = "clear"
# What needs an action: the other two answers say that nothing is done, or nothing more.
NEEDS_ACTION = (Kind.WILL, Kind.ALREADY)
ALWAYS = (Step.ANSWERED, Step.ACTING, Step.TOLD)  # never passed over


@dataclass(frozen=True, slots=True)
class Change:
    """What the next wave tells. `told`: the sentences it rests on; none where the numbers settle nothing."""

    wave: str
    way: Way
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """One finding with everything that hangs on it."""

    finding: FindingFacts
    level: Level
    is_interpreted: bool
    remarks: int
    priority: PriorityFacts | None
    answer: AnswerFacts
    actions: tuple[ActionFacts, ...]
    told: ToldFacts | None
    verdict: VerdictFacts | None
    change: Change | None

    @property
    def reached(self) -> frozenset[Step]:
        """The links that are there."""
        there = {
            Step.INTERPRETED: self.is_interpreted,
            Step.ANSWERED: self.answer.is_answered,
            Step.ACTING: bool(self.actions),
            Step.TOLD: self.told is not None and any(each.is_children for each in self.told.audiences),
            Step.JUDGED: self.verdict is not None,
            Step.CHANGED: self.change is not None,
        }
        return frozenset(step for step, is_there in there.items() if is_there)

    @property
    def needed(self) -> tuple[Step, ...]:
        """The links that this finding needs: no action where the answer is that nothing more is done."""
        kind = self.answer.kind if self.answer.is_answered else None
        return tuple(step for step in Step if step is not Step.ACTING or kind is None or kind in NEEDS_ACTION)

    @property
    def next_step(self) -> Step | None:
        """The first link that is missing; None where the loop is closed. What was passed over on the way is not asked
        for afterwards, but an answer, its action and telling children always are."""
        furthest = max((list(Step).index(step) for step in self.reached), default=-1)
        missing = (step for step in self.needed if step not in self.reached)
        return next((step for step in missing if step in ALWAYS or list(Step).index(step) > furthest), None)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many findings that need an answer have each link, and since when the oldest of the unanswered waits."""

    found: int
    by_step: dict[Step, int]
    oldest_unanswered_on: date | None


def count_chains(chains: Sequence[Chain], waits_from: date) -> Counted:
    """Over the findings that need an answer. `waits_from`: the day from which anybody but the panel could read them."""
    needed = [each for each in chains if each.finding.needs_answer(each.level)]
    waiting = [max(each.finding.first_told_on, waits_from) for each in needed if not each.answer.is_answered]
    return Counted(
        found=len(needed),
        by_step={step: sum(step in each.reached for each in needed) for step in Step},
        oldest_unanswered_on=min(waiting, default=None),
    )


def find_change(
    indicator: str, later: tuple[str, Mapping[str, FindingFacts]] | None, level: Level
) -> Change | None:
    """What the next wave with reports tells of a question, at this level. `later`: that wave and its findings by
    question; None where there is no such wave yet."""
    if later is None:
        return None
    wave, findings = later
    told = findings[indicator].at(level) if indicator in findings else ()
    moved = [each for each in told if each.kind in MOVED]
    if moved:
        return Change(wave, _way_of(moved), tuple(dict.fromkeys(each.sentence for each in moved)))
    return Change(wave, Way.NOT_SETTLED if told else Way.NOT_TOLD)


def _way_of(moved: Sequence[Told]) -> Way:
    """Said as surely as the surest of the sentences, where all point one way."""
    kinds = {each.kind for each in moved}
    if len(kinds) > 1:
        return Way.BOTH
    sure, perhaps = MOVED[kinds.pop()]
    return sure if any(each.evidence == CLEAR for each in moved) else perhaps
