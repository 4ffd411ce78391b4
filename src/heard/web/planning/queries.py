"""Plans and calendars of the council entered."""

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.conf import settings

from heard.web.planning.days import Days, Taken, Worry
from heard.web.planning.models import Plan, PlanStep, TakenTime
from heard.web.planning.steps import ASSESSMENT, BY_KEY, DATES, FEEDBACK, STEPS, SURVEYS, Content, Written
from heard.web.tenancy import entered_council
from heard.web.waves.queries import State, WaveFacts, find_wave, list_waves

NOTHING: Content = {}


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What a step says. `on` is None for what was planned outside the site."""

    content: Content
    by: str
    on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """A plan as far as it has come. `set_up` is None until the wave is there.

    `written_last_day`: what was written as the last day for answers, where the wave has another one by now.
    """

    council: str
    wave: str
    begun_by: str
    steps: Mapping[str, StepFacts] = field(default_factory=dict)
    set_up: WaveFacts | None = None
    written_last_day: date | None = None

    def content(self, step: str) -> Content:
        """What it says; nothing where nobody has written."""
        return self.steps[step].content if step in self.steps else NOTHING

    def is_done(self, step: str) -> bool:
        """Whether everything that is needed is written."""
        return not BY_KEY[step].missing(self.content(step))

    @property
    def to_do(self) -> tuple[str, ...]:
        """The steps that are not done, in their order."""
        return tuple(step.key for step in STEPS if not self.is_done(step.key))

    @property
    def is_frozen(self) -> bool:
        """Whether the wave has opened: then the plan stands."""
        return self.set_up is not None and self.set_up.state is not State.PREPARING

    @property
    def planners(self) -> frozenset[str]:
        """Everybody who wrote any of it."""
        written = {step.by for step in self.steps.values()} | {self.begun_by}
        return frozenset(written | ({self.set_up.planned_by} if self.set_up else set()))

    @property
    def days(self) -> Days | None:
        """As far as they are said; None while one of the wave's own is missing."""
        return self._days(first="opens_on")

    def days_without_first(self) -> Days | None:
        """The same where the first day is not said: the last stands in its place."""
        return self._days(first="last_answer_day")

    def _days(self, first: str) -> Days | None:
        content = self.content(DATES)
        needed = (first, "last_answer_day", "grace_days", "panel_on")
        if any(content.get(key) in (None, "") for key in needed):
            return None
        told = self.content(FEEDBACK).get("feedback_on")
        return Days(
            opens_on=_day(content[first]),
            last_answer_day=_day(content["last_answer_day"]),
            grace_days=int(str(content["grace_days"])),
            panel_on=_day(content["panel_on"]),
            feedback_on=_day(told) if told else None,
        )

    @property
    def surveys(self) -> tuple[str, ...]:
        """Those that are to be asked."""
        chosen = self.content(SURVEYS).get("surveys", [])
        return tuple(chosen) if isinstance(chosen, list) else ()

    @property
    def digest(self) -> str:
        """Changes with every word of it: what is signed off is what was read."""
        said = {key: dict(step.content) for key, step in sorted(self.steps.items())}
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def find_plan(wave: str) -> PlanFacts | None:
    """The council's plan of a wave; of a wave planned outside the site, what is known of it. None for neither."""
    row = Plan.objects.filter(council_id=entered_council(), wave=wave).prefetch_related("steps").first()
    set_up = find_wave(wave)
    if row is None and (set_up is None or set_up.is_made_up):
        return None
    return _facts(wave, row, set_up)


def list_plans_under_way() -> tuple[PlanFacts, ...]:
    """Plans of waves that have not opened, the latest begun first."""
    rows = Plan.objects.filter(council_id=entered_council()).prefetch_related("steps").order_by("-id")
    known = {each.wave: each for each in list_waves()}
    plans = [_facts(row.wave, row, known.get(row.wave)) for row in rows]
    begun = {plan.wave for plan in plans}
    plans += [_facts(wave, None, each) for wave, each in known.items() if wave not in begun]
    return tuple(plan for plan in plans if not plan.is_frozen)


def list_other_windows(wave: str) -> tuple[Taken, ...]:
    """The council's other waves and plans, each from its first day to its last."""
    found = {}
    for each in list_waves():
        found[each.wave] = (each.opens_on or each.last_answer_day, each.last_answer_day)
    for plan in list_plans_under_way():
        if plan.days:
            found[plan.wave] = (plan.days.opens_on, plan.days.last_answer_day)
    return tuple(Taken(Worry.CLASH, key, *window) for key, window in found.items() if key != wave)


def list_taken() -> tuple[Taken, ...]:
    """The council's calendar, by day."""
    rows = TakenTime.objects.filter(council_id=entered_council()).order_by("starts_on", "name")
    return tuple(Taken(Worry(row.kind), row.name, row.starts_on, row.ends_on) for row in rows)


def list_programme_waves() -> tuple[str, ...]:
    """The waves that the programme folder names; none where it cannot be read. Without this a wave has no report."""
    path: Path = settings.HEARD.home / "programme" / "programme.toml"
    try:
        waves = tomllib.loads(path.read_text(encoding="utf-8")).get("waves", [])
        return tuple(str(each["key"]) for each in waves)
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def _facts(wave: str, row: Plan | None, set_up: WaveFacts | None) -> PlanFacts:
    rows: Iterable[PlanStep] = row.steps.all() if row else ()
    written = {each.step: StepFacts(each.content, each.by, each.on) for each in rows if each.step in BY_KEY}
    return PlanFacts(
        council=entered_council(),
        wave=wave,
        begun_by=row.begun_by if row else "",
        steps=_in_line(written, _known(set_up)),
        set_up=set_up,
        written_last_day=_moved_from(written, set_up),
    )


def _in_line(written: Mapping[str, StepFacts], known: Mapping[str, StepFacts]) -> dict[str, StepFacts]:
    """What was written, but for what the wave itself knows once it is set up: of two days that differ, the wave's is
    the one children are told."""
    both = {
        step: StepFacts({**each.content, **known[step].content}, each.by, each.on) if step in known else each
        for step, each in written.items()
    }
    return {**known, **both}


def _moved_from(written: Mapping[str, StepFacts], set_up: WaveFacts | None) -> date | None:
    told = written[DATES].content.get("last_answer_day") if DATES in written else None
    if set_up is None or not told or _day(told) == set_up.last_answer_day:
        return None
    return _day(told)


def _known(wave: WaveFacts | None) -> dict[str, StepFacts]:
    """What a wave says of its own plan, where nobody has written the step in the site."""
    if wave is None:
        return {}
    said: dict[str, dict[str, Written]] = {
        SURVEYS: {"surveys": list(wave.surveys)},
        DATES: {
            "opens_on": _iso(wave.opens_on),
            "last_answer_day": _iso(wave.last_answer_day),
            "grace_days": wave.grace_days,
            "panel_on": _iso(wave.panel_on),
        },
    }
    if wave.feedback_owner or wave.feedback_words:
        said[FEEDBACK] = {
            "owner": wave.feedback_owner,
            "feedback_on": _iso(wave.feedback_on),
            "words": wave.feedback_words,
        }
    return {step: StepFacts(content, wave.planned_by, None) for step, content in said.items()}


def is_assessed(plan: PlanFacts) -> bool:
    """Whether the assessment is whole, and confirmed."""
    return plan.is_done(ASSESSMENT)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(written: Written) -> date:
    return date.fromisoformat(str(written))
