"""What staff write about a plan. Each is a transaction that leaves an audit event.

A step of a wave that is set up changes the wave with it, and makes a sign-off void (`waves.gate`).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from heard.base.errors import UserError
from heard.base.places import KEY_IN_WORDS, is_key
from heard.web.audit.actions import record
from heard.web.instruments.questionnaires import list_versions
from heard.web.planning.days import Days, Fault, Taken, find_faults
from heard.web.planning.models import Plan, PlanStep, TakenTime
from heard.web.planning.queries import PlanFacts, StepFacts, find_plan, is_assessed
from heard.web.planning.steps import ASSESSMENT, BY_KEY, DATES, FEEDBACK, Content
from heard.web.tenancy import entered_council
from heard.web.ui.clock import day_of
from heard.web.waves import gate
from heard.web.waves.actions import NotNow, plan_wave
from heard.web.waves.server_keys import counting_public_key, reading_public_key
from heard.web.waves.trying import TRY_OUT, try_out

__all__ = [
    "DaysRefused",
    "begin_plan",
    "begin_try_out",
    "keep_calendar",
    "keep_step",
    "set_up_wave",
    "sign_off",
]

SAYS = {
    Fault.PAST: "The first day has passed. Choose today or later.",
    Fault.ORDER: "The last day for answers is before the first. Answers come in between the two.",
    Fault.PANEL: "The panel would meet before the answers can be opened: that is the day after the last day for "
    "answers, and the days of grace later.",
    Fault.FEEDBACK: "Children would be told before the young people's panel has read the findings. Tell them after "
    "the panel's day.",
}


class DaysRefused(UserError):
    """Days that cannot be; the message says each and why."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(" ".join(SAYS[fault] for fault in faults))
        self.faults = tuple(faults)


def begin_plan(*, wave: str, by: str, at: datetime) -> None:
    """A plan with nothing in it. Raises NotNow for a key that no wave can have, or that one has already."""
    if not is_key(wave) or wave.casefold() == TRY_OUT:
        raise NotNow(f"A wave cannot be called this. Nothing was kept. Allowed: {KEY_IN_WORDS}.")
    with transaction.atomic():
        if find_plan(wave) is not None or not _make_plan(wave, by, at):
            raise NotNow("There is a wave or a plan of this name already. Nothing was kept; give it another.")
        record(actor=by, action="began a plan", subject=wave, at=at)


def keep_step(*, wave: str, step: str, content: Content, by: str, at: datetime) -> None:
    """What a step says now, whole or in part.

    Raises NotNow once the wave has opened and for what a wave that is set up cannot do without, and DaysRefused.
    """
    with transaction.atomic():
        before = _hold(wave, by, at)
        if before.is_frozen:
            raise NotNow(gate.OPENED)
        if step in before.steps and dict(before.content(step)) == dict(content):
            return
        PlanStep.objects.update_or_create(
            council_id=before.council,
            plan=Plan.objects.get(council_id=before.council, wave=wave),
            step=BY_KEY[step].key,
            defaults={"content": dict(content), "by": by, "on": day_of(at)},
        )
        record(actor=by, action=f"wrote the step {step.replace('_', ' ')}", subject=wave, at=at)
        plan = replace(before, steps={**before.steps, step: StepFacts(content, by, day_of(at))})
        if step in (DATES, FEEDBACK):
            _check_days(plan.days, day_of(at), step)
        if plan.set_up is not None:
            gate.settle(wave=wave, settled=_settled(plan), by=by, at=at)


def set_up_wave(*, wave: str, by: str, at: datetime) -> None:
    """The plan becomes a wave in preparation: it has a page, takes cards and waits for its key.

    Raises NotNow before surveys and days are said, DaysRefused, and KeyMissing where the site has no keys to seal to.
    """
    with transaction.atomic():
        plan = _hold(wave, by, at)
        if plan.set_up is not None:
            raise NotNow("The wave is set up already. Nothing was changed.")
        settled = _settled(plan)
        _check_days(plan.days, day_of(at), DATES)
        plan_wave(
            wave=wave,
            versions=settled.versions,
            last_answer_day=settled.last_answer_day,
            grace_days=settled.grace_days,
            panel_on=settled.panel_on,
            counting_key=counting_public_key(),
            reading_key=reading_public_key(plan.council),
            feedback_words=settled.feedback_words,
            by=by,
            at=at,
        )
        gate.settle(wave=wave, settled=settled, by=by, at=at)


def sign_off(*, wave: str, seen: str, by: str, at: datetime) -> None:
    """Somebody who made none of it stands behind the plan as they read it; `seen` is its digest.

    Raises NotNow where a step is still to do, where they had a hand in it, and where it changed since they read it.
    """
    with transaction.atomic():
        plan = _hold(wave, by, at)
        if plan.set_up is None or plan.to_do:
            raise NotNow("The plan is not whole yet: steps are still to do. Nothing was changed.")
        if by in plan.planners:
            raise NotNow("You made part of this plan, so somebody else signs it off. Nothing was changed.")
        if seen != plan.digest:
            raise NotNow(
                "The plan changed while you were reading. Nothing was signed; read it again as it is now."
            )
        _check_days(plan.days, day_of(at), DATES)
        gate.sign_off(wave=wave, by=by, at=at)


def keep_calendar(*, taken: Sequence[Taken], by: str, at: datetime) -> None:
    """The council's times that are taken are these, and no others."""
    council = entered_council()
    with transaction.atomic():
        TakenTime.objects.filter(council_id=council).delete()
        TakenTime.objects.bulk_create(
            TakenTime(
                council_id=council,
                kind=each.worry.value,
                name=each.name,
                starts_on=each.starts_on,
                ends_on=each.ends_on,
            )
            for each in taken
        )
        record(actor=by, action=f"kept {len(taken)} times that are taken", subject="calendar", at=at)


def begin_try_out(*, by: str, at: datetime) -> None:
    """A try-out of every survey. Raises NotNow where there is one, and KeyMissing."""
    try_out(counting_key=counting_public_key(), by=by, at=at)


def _hold(wave: str, by: str, at: datetime) -> PlanFacts:
    """The plan, with nobody else changing it until the end of the transaction; begun where it was not."""
    facts = _get(wave)
    held = Plan.objects.select_for_update().filter(council_id=facts.council, wave=wave)
    if not held:
        _make_plan(wave, facts.begun_by or by, at)
    return _get(wave)


def _get(wave: str) -> PlanFacts:
    plan = find_plan(wave)
    if plan is None:
        raise NotNow("There is no such plan. Nothing was changed.")
    return plan


def _make_plan(wave: str, by: str, at: datetime) -> bool:
    """Whether there was none before."""
    begun = {"begun_by": by, "begun_on": day_of(at)}
    _, is_new = Plan.objects.get_or_create(council_id=entered_council(), wave=wave, defaults=begun)
    return is_new


def _check_days(days: Days | None, today: date, step: str) -> None:
    """What the step can put right: a first day that has passed meanwhile is no fault of the feedback's."""
    faults = find_faults(days, today) if days else ()
    if step == FEEDBACK:
        faults = tuple(fault for fault in faults if fault is Fault.FEEDBACK)
    if faults:
        raise DaysRefused(faults)


def _settled(plan: PlanFacts) -> gate.Settled:
    """What the wave itself needs of it. Raises NotNow where surveys or days are not said.

    A wave from the command line may lack its first day: then only that step is still to do.
    """
    days = plan.days or (plan.days_without_first() if plan.set_up else None)
    if days is None or not plan.surveys:
        raise NotNow("The wave needs its surveys and all of its days. Nothing was changed.")
    versions, feedback = list_versions(), plan.content(FEEDBACK)
    return gate.Settled(
        versions={survey: versions[survey] for survey in plan.surveys},
        opens_on=days.opens_on if plan.days else None,
        last_answer_day=days.last_answer_day,
        grace_days=days.grace_days,
        panel_on=days.panel_on,
        feedback_on=days.feedback_on,
        feedback_owner=str(feedback.get("owner", "")),
        feedback_words=str(feedback.get("words", "")),
        assessed_by=plan.steps[ASSESSMENT].by if is_assessed(plan) else "",
    )
