"""Once a day: take over which verdicts may be shown, and remind the editors on the day of the feedback plan.

One mail a wave. It is noted first that the reminder is taken, then a job sends it; where the server for e-mail is away
the job says so and is tried again by a person, like every other.
"""

from contextlib import suppress
from datetime import date

from django.conf import settings
from django.urls import reverse

from heard.web.jobs.actions import start_job
from heard.web.jobs.registry import daily, job_kind
from heard.web.jobs.running import NeedsInput, RunningJob
from heard.web.people.queries import get_council, list_people
from heard.web.people.roles import Permission, permissions_of
from heard.web.policy import TELLING_HOUR
from heard.web.telling.due import list_overdue
from heard.web.telling.judging import show_verdicts
from heard.web.telling.readers import AUDIENCE_NAMES
from heard.web.telling.recording import take_reminder
from heard.web.tenancy import in_council
from heard.web.ui.addresses import site_address
from heard.web.ui.clock import day_of, now
from heard.web.ui.days import say_day
from heard.web.watching.mails import AddressRefused, MayHaveGone, ServerAway, send_letter
from heard.web.waves.queries import find_wave, list_waves

REMIND = "remind_of_telling"
HEADING = "Who has not been told yet"
WORDS = """Hello

By {due} everybody was to be told what came of the survey of wave {wave}. So says the feedback plan, which {owner} owns.
Not told yet: {audiences}.

{link}

You sign in to see it, and to record who was told. You get this once, because you write what {council} tells children.
"""


@daily("tell", hour=TELLING_HOUR)
def tell(council: str, today: date) -> None:
    """All of a council's waves."""
    for facts in list_waves():
        show_verdicts(wave=facts.wave, today=today)
        if list_overdue(facts, today, on_the_day=True) and take_reminder(wave=facts.wave, today=today):
            start_job(kind=REMIND, subject=facts.wave, at=now())


@job_kind(REMIND)
def remind(running: RunningJob) -> None:
    """One letter to everybody who writes what is told; nobody learns who else is written to."""
    with in_council(running.council):
        facts, name = find_wave(running.subject), get_council().name
        everybody = [
            each.email for each in list_people() if Permission.WRITE_TOLD in permissions_of(each.roles)
        ]
        late = list_overdue(facts, day_of(running.now()), on_the_day=True) if facts else ()
    if facts is None or facts.feedback_on is None or not late:
        return
    words = WORDS.format(
        due=say_day(facts.feedback_on),
        wave=facts.wave,
        owner=facts.feedback_owner or "nobody",
        audiences=", ".join(AUDIENCE_NAMES[each].lower() for each in late),
        link=site_address() + reverse("telling:show", args=[running.council, facts.wave]),
        council=name,
    )
    for to in everybody:
        running.say("The editors are being reminded.")
        try:
            with suppress(AddressRefused):
                send_letter(
                    to=to, heading=HEADING, words=words, answer_to=settings.DEFAULT_FROM_EMAIL, of=running.key
                )
        except (MayHaveGone, ServerAway) as away:
            raise NeedsInput(str(away)) from None
