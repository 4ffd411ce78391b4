"""Once a day: those who keep the plan are told of what is late, once a week at most; whoever made a pledge is asked how
it went; tables that nobody brought in are forgotten.

That a message may have gone is noted before it is handed over: whoever may have it is not written to again that week.
"""

from contextlib import suppress
from datetime import date

from heard.web.acting.importing import forget_waiting
from heard.web.acting.mails import send_asked, send_late
from heard.web.acting.queries import ActionFacts, list_actions
from heard.web.acting.reminding import (
    give_back_asked,
    is_anybody_to_ask,
    list_told,
    note_told,
    take_asked,
    take_back_told,
)
from heard.web.jobs.actions import start_job
from heard.web.jobs.registry import daily, job_kind
from heard.web.jobs.running import RunningJob
from heard.web.people.queries import get_council, list_people
from heard.web.people.roles import Role
from heard.web.policy import REMINDING_HOUR
from heard.web.tenancy import in_council
from heard.web.ui.clock import now
from heard.web.watching.actions import monday_of
from heard.web.watching.mails import AddressRefused, MayHaveGone, ServerAway

REMIND, ASK = "remind_of_the_plan", "ask_of_pledges"
KEEPERS = frozenset({Role.EDITOR, Role.COORDINATOR})


@daily("look_at_the_plan", hour=REMINDING_HOUR)
def look_at_the_plan(council: str, today: date) -> None:
    """All that the plan of a council needs of a day."""
    forget_waiting(today=today)
    overdue, drifting = list_late(today)
    monday = monday_of(today)
    if (overdue or drifting) and set(list_keepers()) - list_told(monday=monday):
        start_job(kind=REMIND, subject=today.isoformat(), at=now())
    if is_anybody_to_ask(today=today):
        start_job(kind=ASK, subject=today.isoformat(), at=now())


@job_kind(REMIND)
def remind_of_the_plan(running: RunningJob) -> None:
    """One message a person and week. Where the server for e-mail is away, tomorrow's work tries again."""
    today = date.fromisoformat(running.subject)
    monday = monday_of(today)
    with in_council(running.council):
        overdue, drifting = list_late(today)
        everybody, name = list_keepers(), get_council().name
    if not overdue and not drifting:
        return
    for to in everybody:
        running.say("Those who keep the plan are being told.")
        with in_council(running.council):
            if not note_told(monday=monday, to=to):
                continue
        try:
            with suppress(AddressRefused, MayHaveGone):
                send_late(
                    to=to,
                    council=name,
                    code=running.council,
                    monday=monday,
                    overdue=overdue,
                    drifting=drifting,
                )
        except ServerAway:
            with in_council(running.council):
                take_back_told(monday=monday, to=to)
            raise


@job_kind(ASK)
def ask_of_pledges(running: RunningJob) -> None:
    """One message a person, whatever number of pledges of theirs are to be asked about."""
    today = date.fromisoformat(running.subject)
    with in_council(running.council):
        asked = take_asked(today=today)
    away: ServerAway | None = None
    for own, waves in asked.items():
        try:
            with suppress(AddressRefused, MayHaveGone):
                send_asked(to=own, code=running.council, waves=waves, today=today)
        except ServerAway as error:
            away = error
            with in_council(running.council):
                give_back_asked(own=own, today=today)
    if away:
        raise away


def list_late(today: date) -> tuple[tuple[ActionFacts, ...], tuple[ActionFacts, ...]]:
    """What is overdue, and what drifts and is not overdue besides."""
    actions = list_actions()
    overdue = tuple(each for each in actions if each.is_overdue(today))
    drifting = tuple(each for each in actions if each.is_drifting(today) and each not in overdue)
    return overdue, drifting


def list_keepers() -> list[str]:
    """The addresses of those who keep the plan."""
    return [each.email for each in list_people() if each.roles & KEEPERS]
