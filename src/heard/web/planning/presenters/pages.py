"""Words of the pages on which a wave is planned: the steps, what is next, who has still to do what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.planning.forms import SURVEYS as SURVEY_NAMES
from heard.web.planning.presenters.days import present_faults
from heard.web.planning.queries import PlanFacts
from heard.web.planning.steps import ADAPTED, BY, BY_KEY, COUNT, NONE, STEPS, Kind, Step, Written, field_of
from heard.web.planning.words import load_words
from heard.web.ui.days import say_day

HALF = " Each may be left half written and gone on with later."


@dataclass(frozen=True, slots=True)
class Said:
    """What was written into one field; of a group, `parts`: each with its name."""

    name: str
    says: str
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step in the list. `lacks`: what is still to write, where it was begun. `is_open`: it is the next one, and
    does not stand above the list already."""

    key: str
    title: str
    why: str
    is_done: bool
    stands: str
    written: str
    lacks: str
    said: tuple[Said, ...]
    url: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Next:
    """The one thing to do next. `url` is empty where it is somebody else's."""

    title: str
    text: str
    button: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan: how far it is, what is next, its steps, and what to think about."""

    wave: str
    heading: str
    lead: str
    next: Next
    steps: tuple[StepLine, ...]
    faults: tuple[str, ...]
    advice: tuple[str, ...]
    is_set_up: bool
    is_frozen: bool
    may_write: bool
    signed: str
    moved: str
    digest: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan in the list of waves."""

    wave: str
    stands: str
    title: str
    url: str


def present_plan(
    member: Member, plan: PlanFacts, *, advice: Sequence[str], known_waves: Sequence[str], today: date
) -> PlanPage:
    """The page of one plan."""
    done = len(STEPS) - len(plan.to_do)
    unknown = _say_unknown(plan.wave, known_waves)
    following = next(iter(plan.to_do), "") if _is_to_set_up(plan) else ""
    return PlanPage(
        wave=plan.wave,
        heading=f"Plan of wave {plan.wave}",
        lead=f"{done} of {len(STEPS)} steps are done.{'' if plan.is_frozen or not plan.to_do else HALF}",
        next=_next(member, plan),
        steps=tuple(_line(plan, step, is_open=step.key == following) for step in STEPS),
        faults=present_faults(plan, today),
        advice=() if plan.is_frozen else (*advice, *unknown),
        is_set_up=plan.set_up is not None,
        is_frozen=plan.is_frozen,
        may_write=member.may(Permission.PLAN_WAVE) and not plan.is_frozen,
        signed=_say_signed(plan),
        moved=_say_moved(plan),
        digest=plan.digest,
    )


def present_plan_lines(plans: Sequence[PlanFacts]) -> tuple[PlanLine, ...]:
    """For the list of waves: what is next in each plan."""
    return tuple(
        PlanLine(
            plan.wave,
            f"{len(STEPS) - len(plan.to_do)} of {len(STEPS)} steps done",
            _say_next(plan),
            _url("show", plan),
        )
        for plan in plans
    )


def say_lacks(step: Step, plan: PlanFacts) -> str:
    """What a step still lacks, by the names of its fields."""
    words = load_words()
    missing = step.missing(plan.content(step.key))
    names = [
        words.groups[key] if key in words.groups else words.steps[step.key].fields[key].label
        for key in missing
    ]
    return "; ".join(names)


def _next(member: Member, plan: PlanFacts) -> Next:
    if plan.is_frozen:
        stays = "The wave has opened, so its plan stays as it was signed off."
        but = " Only the last day for answers was moved." if plan.written_last_day else ""
        return Next("The plan stands", stays + but)
    to_plan, to_sign = member.may(Permission.PLAN_WAVE), member.may(Permission.SIGN_OFF)
    if _is_to_set_up(plan):
        text = (
            "Surveys and dates are said. Once the wave is set up it has a page, takes cards and waits for its key. "
            "The other steps go on."
        )
        found = Next("Set the wave up", text, "Set the wave up", _url("set_up", plan))
        return found if to_plan else Next(found.title, found.text)
    if plan.to_do:
        return _next_step(plan, may_write=to_plan)
    if plan.set_up and plan.set_up.signed_off_on:
        wave = reverse("waves:show", args=[plan.council, plan.wave])
        text = "Every step is done and the plan is signed off. What is left stands on the wave's page."
        return Next("Go on with the wave", text, "Go to the wave", wave if to_plan else "")
    text = (
        "Every step is done. Somebody of the board who had no hand in it reads it and signs it off; then the wave "
        "can open."
    )
    found = Next("The plan waits for its sign-off", text, "Read it and sign it off", _url("sign_off", plan))
    return found if to_sign else Next(found.title, found.text)


def _next_step(plan: PlanFacts, *, may_write: bool) -> Next:
    step = plan.to_do[0]
    words = load_words().steps[step]
    url = reverse("planning:step", args=[plan.council, plan.wave, step])
    lacks = f" Still to write: {say_lacks(BY_KEY[step], plan)}." if step in plan.steps else ""
    return Next(f"Next: {words.title}", words.why + lacks, "Write this step", url if may_write else "")


def _is_to_set_up(plan: PlanFacts) -> bool:
    """Whether the wave can be there: its surveys and days are said."""
    return plan.set_up is None and bool(plan.days and plan.surveys)


def _say_next(plan: PlanFacts) -> str:
    if _is_to_set_up(plan):
        return "Next: set the wave up"
    if plan.to_do:
        return f"Next: {load_words().steps[plan.to_do[0]].title}"
    return "Signed off" if plan.set_up and plan.set_up.signed_off_on else "Next: the sign-off"


def _line(plan: PlanFacts, step: Step, *, is_open: bool) -> StepLine:
    words = load_words().steps[step.key]
    is_done, facts = plan.is_done(step.key), plan.steps.get(step.key)
    stands = "done" if is_done else "begun" if facts else "to do"
    by = ""
    if facts is not None:
        day = f"on {say_day(facts.on)}" if facts.on else "outside these pages"
        by = f"Written by {facts.by} {day}." if facts.by else f"Written {day}."
    return StepLine(
        key=step.key,
        title=words.title,
        why=words.why,
        is_done=is_done,
        stands=stands,
        written=by,
        lacks=say_lacks(step, plan) if facts and not is_done else "",
        said=tuple(_said(plan, step)),
        url=reverse("planning:step", args=[plan.council, plan.wave, step.key]),
        is_open=is_open,
    )


def _said(plan: PlanFacts, step: Step) -> Iterator[Said]:
    """What was written, each under its name."""
    words, content = load_words(), plan.content(step.key)
    for field in step.fields:
        if content.get(field.key) not in ("", None, False, []):
            yield Said(words.steps[step.key].fields[field.key].label, _say(field.kind, content[field.key]))
    for group in step.groups:
        answers = {part: str(content.get(field_of(group, part)) or "") for part in (COUNT, ADAPTED, BY)}
        parts = tuple((words.group_fields[part].label, text) for part, text in answers.items() if text)
        nobody = str(content.get(field_of(group, NONE)) or "")
        if parts or nobody:
            yield Said(words.groups[group], f"Nobody here, because: {nobody}" if nobody else "", parts)


def _say(kind: Kind, value: Written) -> str:
    if kind is Kind.DAY:
        return say_day(date.fromisoformat(str(value)))
    if kind is Kind.SURVEYS and isinstance(value, list):
        return "; ".join(name for survey, name in SURVEY_NAMES if survey in value)
    return "yes" if kind is Kind.TICK else str(value)


def _say_signed(plan: PlanFacts) -> str:
    wave = plan.set_up
    if wave is None or wave.signed_off_on is None:
        return ""
    voids = "" if plan.is_frozen else " A change makes the sign-off void."
    return f"Signed off by {wave.signed_off_by} on {say_day(wave.signed_off_on)}.{voids}"


def _say_moved(plan: PlanFacts) -> str:
    """The wave's own day stands in the steps; what was written and signed is said beside it."""
    if plan.set_up is None or plan.written_last_day is None:
        return ""
    return (
        f"The last day for answers is {say_day(plan.set_up.last_answer_day)}. The plan was written with "
        f"{say_day(plan.written_last_day)}."
    )


def _say_unknown(wave: str, known: Sequence[str]) -> tuple[str, ...]:
    if not known or wave in known:
        return ()
    return (
        f"The programme does not list a wave {wave} yet. Whoever keeps the programme folder adds it to programme.toml "
        f"before the answers are opened. It lists: {', '.join(known)}.",
    )


def _url(page: str, plan: PlanFacts) -> str:
    return reverse(f"planning:{page}", args=[plan.council, plan.wave])
