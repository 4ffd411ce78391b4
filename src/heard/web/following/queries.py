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
from heard.web.results.found import FindingFacts, list_findings, list_waves_with
from heard.web.telling.queries import list_told, list_verdicts
from heard.web.tenancy import entered_council
from heard.web.waves.queries import WaveFacts, list_waves

__all__ = ["Choice", "LearningFacts", "find_learning", "list_chains", "list_later", "list_through_waves"]


@dataclass(frozen=True, slots=True)
class LearningFacts:
    """What was learnt of a finding; `number` 0: nobody has said yet."""

    choice: Choice | None = None
    words: str = field(default="", repr=False)
    by: str = ""
    at: datetime | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """The council's whole action plan, read once for however many waves."""

    actions: tuple[ActionFacts, ...]
    themes: tuple[ThemeFacts, ...]


def read_plan() -> Plan:
    """As it stands."""
    return Plan(list_actions(), list_themes())


def list_chains(wave: str, level: Level, plan: Plan | None = None) -> tuple[Chain, ...]:
    """Every finding of a wave that may be read at this level or was answered once, the most important first. `plan`:
    where it was read already."""
    answers = list_answers(wave)
    findings = [each for each in list_findings(wave) if each.at(level) or each.indicator in answers]
    later = list_later(wave)
    remarks, interpreted, priorities = count_remarks(wave), list_interpreted(wave), list_priorities(wave)
    told, verdicts = list_told(wave), list_verdicts(wave)
    actions = _by_finding(wave, plan or read_plan())
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


def list_later(wave: str) -> tuple[str, Mapping[str, FindingFacts]] | None:
    """The next wave whose reports were written, with its findings by question; None where there is none yet."""
    for facts in _after(wave):
        findings = {each.indicator: each for each in list_findings(facts.wave)}
        if findings:
            return facts.wave, findings
    return None


def list_through_waves(indicator: str, level: Level, waves: Sequence[str]) -> tuple[Chain, ...]:
    """The chains of one question in these waves, the oldest first."""
    own = [each.wave for each in list_waves_with(indicator) if each.wave in waves]
    ordered = [facts.wave for facts in reversed(list_waves()) if facts.wave in own]
    chains = (find_chain(wave, indicator, level) for wave in ordered)
    return tuple(each for each in chains if each)


def find_learning(wave: str, indicator: str) -> LearningFacts:
    """What was learnt last."""
    rows = Learning.objects.filter(council_id=entered_council(), wave=wave, indicator=indicator)
    row = rows.order_by("-number").first()
    if row is None:
        return LearningFacts()
    return LearningFacts(Choice(row.choice), row.words, row.by, row.at, row.number)


def list_learnt(wave: str) -> dict[str, LearningFacts]:
    """By question, what was learnt last."""
    rows = Learning.objects.filter(council_id=entered_council(), wave=wave).order_by("number")
    return {
        row.indicator: LearningFacts(Choice(row.choice), row.words, row.by, row.at, row.number)
        for row in rows
    }


def _after(wave: str) -> list[WaveFacts]:
    """The waves after this one, the earliest first."""
    ordered = list(reversed(list_waves()))
    places = [place for place, facts in enumerate(ordered) if facts.wave == wave]
    return ordered[places[0] + 1 :] if places else []


def _by_finding(wave: str, plan: Plan) -> dict[str, list[ActionFacts]]:
    """An action answers the findings it names, and those that its themes of this wave gather."""
    gathered = {each.id: each.content.indicators for each in plan.themes if each.content.wave == wave}
    found: dict[str, list[ActionFacts]] = {}
    for action in plan.actions:
        named = {indicator for of_wave, indicator in action.findings if of_wave == wave}
        for indicator in named.union(*(gathered.get(theme, ()) for theme in action.themes)):
            found.setdefault(indicator, []).append(action)
    return found
