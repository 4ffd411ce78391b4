"""Everything that hangs on findings, gathered from the apps that keep it. All for the council entered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from heard.base.policy import Level
from heard.web.acting.queries import ActionFacts, ThemeFacts, list_actions, list_themes
from heard.web.following.chain import Chain, find_change
from heard.web.following.models import Choice, Learning
from heard.web.interpreting.queries import count_remarks, list_interpreted, list_priorities
from heard.web.responding.queries import NOTHING, list_answers
from heard.web.results.found import FindingFacts, list_findings
from heard.web.telling.queries import list_told, list_verdicts
from heard.web.tenancy import entered_council
from heard.web.waves.queries import WaveFacts, list_waves

__all__ = ["Choice", "LearningFacts", "find_learning", "list_chains"]


@dataclass(frozen=True, slots=True)
class LearningFacts:
    """What was learnt of a finding; `number` 0: nobody has said yet."""

    choice: Choice | None = None
    words: str = field(default="", repr=False)
    by: str = ""
    at: datetime | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Whole:
    """What is of all waves, read once for however many: the action plan, and findings by wave, the earliest first."""

    actions: tuple[ActionFacts, ...]
    themes: tuple[ThemeFacts, ...]
    findings: Mapping[str, tuple[FindingFacts, ...]]


def read_whole(waves: Sequence[WaveFacts] | None = None) -> Whole:
    """As it stands. `waves`: the council's, the latest first, where they were read already."""
    earliest_first = reversed(list_waves() if waves is None else waves)
    found = {facts.wave: list_findings(facts.wave) for facts in earliest_first}
    return Whole(list_actions(), list_themes(), found)


def list_chains(wave: str, level: Level, whole: Whole | None = None) -> tuple[Chain, ...]:
    """Every finding of a wave that may be read at this level or was answered once, the most important first. `whole`:
    where it was read already."""
    answers, whole = list_answers(wave), whole or read_whole()
    told_of = whole.findings.get(wave, ())
    findings = [each for each in told_of if each.at(level) or each.indicator in answers]
    later = find_later(wave, whole)
    remarks, interpreted, priorities = count_remarks(wave), list_interpreted(wave), list_priorities(wave)
    told, verdicts = list_told(wave), list_verdicts(wave)
    actions = _by_finding(wave, whole)
    return tuple(
        Chain(
            finding=each,
            level=level,
            is_interpreted=each.indicator in interpreted,
            remarks=remarks.get(each.indicator, 0),
            priority=priorities.get(each.indicator),
            answer=answers.get(each.indicator, NOTHING),
            actions=tuple(actions.get(each.indicator, ())),
            told=told.get(each.indicator),
            verdict=verdicts.get(each.indicator),
            change=find_change(each.indicator, later, level),
        )
        for each in findings
    )


def find_chain(wave: str, indicator: str, level: Level) -> Chain | None:
    """The chain of one finding; None where nothing of it may be read."""
    return next((each for each in list_chains(wave, level) if each.finding.indicator == indicator), None)


def find_later(wave: str, whole: Whole) -> tuple[str, Mapping[str, FindingFacts]] | None:
    """The next wave whose reports were written, with its findings by question; None where there is none yet."""
    waves = list(whole.findings)
    after = waves[waves.index(wave) + 1 :] if wave in waves else []
    told = next((each for each in after if whole.findings[each]), None)
    return (told, {each.indicator: each for each in whole.findings[told]}) if told else None


def find_learning(wave: str, indicator: str) -> LearningFacts:
    """What was learnt last."""
    rows = Learning.objects.filter(council_id=entered_council(), wave=wave, indicator=indicator)
    row = rows.order_by("-number").first()
    if row is None:
        return LearningFacts()
    return LearningFacts(Choice(row.choice), row.words, row.by, row.at, row.number)


def _by_finding(wave: str, whole: Whole) -> dict[str, list[ActionFacts]]:
    """An action answers the findings it names, and those that its themes of this wave gather."""
    gathered = {each.id: each.content.indicators for each in whole.themes if each.content.wave == wave}
    found: dict[str, list[ActionFacts]] = {}
    for action in whole.actions:
        named = {indicator for of_wave, indicator in action.findings if of_wave == wave}
        for indicator in named.union(*(gathered.get(theme, ()) for theme in action.themes)):
            found.setdefault(indicator, []).append(action)
    return found
