"""One finding followed from what was told to what came of it; and one question through the waves."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from heard.base.messages import count_of
from heard.web.acting.queries import ActionFacts
from heard.web.following.chain import Chain, Step
from heard.web.following.presenters.words import (
    NEXT,
    NOT_CAUSE,
    SAYS_CHANGE,
    say_due,
    say_told,
    say_verdict,
)
from heard.web.following.queries import LearningFacts
from heard.web.interpreting.presenters.words import BY, CHOICES, KINDS, SOURCES
from heard.web.interpreting.queries import DiveFacts, EvidenceFacts, RemarkFacts
from heard.web.reporting.presenters.answers import title_of
from heard.web.responding.presenters.answers import Tag, name_answer, say_given, side_of, tag_of, tell
from heard.web.ui.clock import day_of
from heard.web.ui.days import say_day
from heard.web.waves.queries import WaveFacts


@dataclass(frozen=True, slots=True)
class Said:
    """Words with who said them."""

    over: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action that answers the finding."""

    text: str
    url: str
    roles: str
    due: str
    stands: Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPage:
    """A chain in words, link by link."""

    title: str
    side: Tag
    told: tuple[str, ...]
    next_step: str
    next_url: str
    remarks: tuple[Said, ...]
    evidence: tuple[Said, ...]
    dives: tuple[Said, ...]
    priority: Said | None
    answer: Tag
    answered: Said | None
    sent_back: str
    actions: tuple[ActionLine, ...]
    children_told: str
    verdict: str
    change: str
    change_wave: str
    change_told: tuple[str, ...]
    not_cause: str
    learnt: Said | None


@dataclass(frozen=True, slots=True)
class WaveLine:
    """One wave of a question."""

    wave: str
    url: str
    side: Tag
    told: tuple[str, ...]
    answer: Tag
    answered: Said | None
    actions: tuple[ActionLine, ...]
    children_told: str
    learnt: Said | None


def present_finding(
    facts: WaveFacts,
    chain: Chain,
    *,
    remarks: Sequence[RemarkFacts],
    evidence: Sequence[EvidenceFacts],
    dives: Sequence[DiveFacts],
    learnt: LearningFacts,
    today: date,
) -> FindingPage:
    """The page of one finding."""
    step = chain.next_step
    return FindingPage(
        title=title_of(chain.finding.indicator),
        side=side_of(chain.finding, chain.level),
        told=tell(chain.finding, chain.level),
        next_step=NEXT[step] if step else "",
        next_url=_url_of(facts, chain, step),
        remarks=tuple(Said(f"{KINDS[each.kind]}: {BY[each.by_whom].lower()}", each.text) for each in remarks),
        evidence=tuple(
            Said(f"{SOURCES[each.source]}, {each.source_words}, {say_day(each.dated_on)}", each.says)
            for each in evidence
        ),
        dives=tuple(Said(_over_dive(each), each.outcome or each.question) for each in dives),
        priority=(
            Said(
                f"{CHOICES[chain.priority.choice]}, {say_day(day_of(chain.priority.at))}",
                chain.priority.reasons,
            )
            if chain.priority
            else None
        ),
        answer=tag_of(chain.answer),
        answered=_answered(chain),
        sent_back=chain.answer.sent_back,
        actions=_actions(facts, chain, today),
        children_told=say_told(chain.told) if chain.told else "",
        verdict=say_verdict(chain.verdict) if chain.verdict else "",
        change=SAYS_CHANGE[chain.change.way] if chain.change else "",
        change_wave=chain.change.wave if chain.change else "",
        change_told=chain.change.told if chain.change else (),
        not_cause=NOT_CAUSE if chain.change and chain.change.told else "",
        learnt=_learnt(learnt),
    )


def present_wave(facts: WaveFacts, chain: Chain, learnt: LearningFacts, today: date) -> WaveLine:
    """One wave in the story of a question."""
    return WaveLine(
        wave=facts.wave,
        url=reverse("following:finding", args=[facts.council, facts.wave, chain.finding.indicator]),
        side=side_of(chain.finding, chain.level),
        told=tell(chain.finding, chain.level),
        answer=tag_of(chain.answer),
        answered=_answered(chain),
        actions=_actions(facts, chain, today),
        children_told=say_told(chain.told) if chain.told else "",
        learnt=_learnt(learnt),
    )


def _answered(chain: Chain) -> Said | None:
    answer = chain.answer
    return Said(f"{name_answer(answer)}: {say_given(answer)}", answer.words) if answer.words else None


def _actions(facts: WaveFacts, chain: Chain, today: date) -> tuple[ActionLine, ...]:
    return tuple(_action(facts, each, today) for each in chain.actions)


def _action(facts: WaveFacts, action: ActionFacts, today: date) -> ActionLine:
    return ActionLine(
        text=action.text,
        url=reverse("acting:action", args=[facts.council, action.number]),
        roles=", ".join(action.roles),
        due=say_due(action.due),
        stands=_stands(action, today),
    )


def _stands(action: ActionFacts, today: date) -> Tag:
    if action.is_overdue(today):
        return Tag("worse", "Overdue")
    if action.is_drifting(today):
        return Tag("cannot_tell", "Nothing heard for long")
    return Tag("better" if action.is_done else "", action.status.value.replace("_", " ").capitalize())


def _learnt(learnt: LearningFacts) -> Said | None:
    if learnt.choice is None or learnt.at is None:
        return None
    return Said(f"{learnt.choice.label}, {say_day(day_of(learnt.at))}", learnt.words)


def _over_dive(dive: DiveFacts) -> str:
    if dive.closed_on:
        return f"Deep dive, closed on {say_day(dive.closed_on)}: {dive.question}"
    notes = count_of(len(dive.notes), "note")
    return f"Deep dive since {say_day(dive.begun_on)}, {notes}, led by {dive.lead}"


def _url_of(facts: WaveFacts, chain: Chain, step: Step | None) -> str:
    """Where the next link is made. The next wave is made nowhere."""
    where = {
        Step.INTERPRETED: ("interpreting:show", ()),
        Step.ANSWERED: ("responding:answer", (chain.finding.indicator,)),
        Step.ACTING: ("acting:show", None),
        Step.TOLD: ("telling:show", ()),
        Step.JUDGED: ("telling:show", ()),
    }
    if step is None or step not in where:
        return ""
    name, more = where[step]
    return reverse(name, args=[facts.council] if more is None else [facts.council, facts.wave, *more])
