"""Once a day, after the counting: keep what is shown, forget adults' addresses in time, make the week's picture.

And two kinds of jobs that send e-mail. Sending again is better than losing: a worker that dies between the server's
"taken" and our note of it sends one letter twice.
"""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse

from heard.base.messages import count_of
from heard.web.codes.queries import get_counts
from heard.web.jobs.actions import start_job
from heard.web.jobs.registry import daily, job_kind
from heard.web.jobs.running import NeedsInput, RunningJob
from heard.web.people.queries import get_council
from heard.web.policy import WATCHING_HOUR, WEEKS_TOLD_LATE
from heard.web.tenancy import in_council
from heard.web.ui.clock import day_of, now
from heard.web.watching import actions
from heard.web.watching.actions import COMING_IN, SEND, monday_of
from heard.web.watching.kinds import Post
from heard.web.watching.letters import WHY, fill_in, say_placeholders, say_team
from heard.web.watching.mails import AddressRefused, ServerAway, send_letter, send_week
from heard.web.watching.models import Nudge, NudgePost, WeekPicture
from heard.web.watching.queries import (
    count_reach,
    get_standing,
    is_waiting,
    list_coordinators,
    list_nudges,
    list_weeks,
    read_cohort,
)
from heard.web.watching.weeks import make_week
from heard.web.waves.queries import State, WaveFacts, find_wave, list_waves

TELL = "tell_of_the_week"


@daily("watch", hour=WATCHING_HOUR)
def watch(council: str, today: date) -> None:
    """All of a council's waves."""
    for facts in list_waves():
        if facts.state in COMING_IN:
            keep_day(facts, today)
            _send_what_waits(facts)
            _tell_of_weeks(facts, today)
        if facts.state is State.OPENED:
            actions.forget_adults(facts=facts)


def keep_day(facts: WaveFacts, today: date) -> None:
    """What is shown today; and the week's picture on Mondays, or on the first day after one that was let pass."""
    counts, monday = get_counts(facts.collection_id), monday_of(today)
    actions.keep_shown(facts=facts, counts=counts, today=today)
    if facts.state is State.OPEN and monday not in {each.monday for each in list_weeks(facts)}:
        week = make_week(get_standing(facts, today), count_reach(facts), counts.batches, today)
        actions.keep_week(facts=facts, monday=monday, figures=week)


def _send_what_waits(facts: WaveFacts) -> None:
    """Letters that the server for e-mail did not take yesterday."""
    for nudge in list_nudges(facts):
        if nudge.waiting and nudge.job:
            actions.send_rest(job=nudge.job, at=now())


def _tell_of_weeks(facts: WaveFacts, today: date) -> None:
    """This week's picture, and one that could not be told of before and is no old news yet."""
    oldest = monday_of(today) - timedelta(weeks=WEEKS_TOLD_LATE)
    for each in list_weeks(facts):
        if each.told_on is None and each.monday > oldest:
            start_job(kind=TELL, subject=str(each.id), at=now())


@job_kind(TELL)
def tell_of_the_week(running: RunningJob) -> None:
    """That a picture is there, to the council's coordinators. Where it fails the next day's work tries again."""
    with in_council(running.council):
        row = WeekPicture.objects.filter(council_id=running.council, pk=int(running.subject), told_on=None)
        wave = row.values_list("council_wave__collection__wave", "monday").first()
        everybody, name = list_coordinators(), get_council().name
    if wave is None:
        return
    path = reverse("watching:week", args=[running.council, wave[0], wave[1].isoformat()])
    for to in everybody:
        running.say("The coordinators are being told.")
        try:
            send_week(to=to, council=name, path=path)
        except AddressRefused:
            continue
    with in_council(running.council):
        actions.mark_told(week=int(running.subject), today=day_of(running.now()))


@job_kind(SEND)
def send_letters(running: RunningJob) -> None:
    """A letter to every address that still waits, one after the other."""
    with in_council(running.council):
        write = _writer(running)
        posts = NudgePost.objects.filter(council_id=running.council, nudge_id=int(running.subject))
        everybody = posts.count()
        waiting = list(posts.filter(post=Post.WAITING.value).values_list("pk", "email", "team"))
    for place, (post, email, team) in enumerate(waiting):
        done = everybody - len(waiting) + place
        running.say("The letters are being sent.", done=done, total=everybody)
        with in_council(running.council):
            if not is_waiting(post):  # taken off the list meanwhile
                continue
        try:
            write(email, team)
            became = Post.SENT
        except AddressRefused:
            became = Post.REFUSED
        except ServerAway as away:
            left = count_of(len(waiting) - place, "letter")
            raise NeedsInput(
                f"{away} {left} of {everybody} wait and are not lost: they are tried again tomorrow morning, or now, "
                "if you press the button."
            ) from None
        with in_council(running.council), transaction.atomic():
            running.hold()
            actions.mark_post(post=post, became=became)


def _writer(running: RunningJob) -> Callable[[str, str], None]:
    """What sends this job's letter to an address with its team; the figures are those shown now."""
    row = Nudge.objects.filter(council_id=running.council, pk=int(running.subject)).first()
    if row is None:  # the wave was opened meanwhile, and its letters forgotten: nothing waits
        return lambda _email, _team: None
    wave = Nudge.objects.values_list("council_wave__collection__wave", flat=True).get(
        council_id=running.council, pk=row.pk
    )
    facts, name = find_wave(wave), get_council().name
    if facts is None:
        raise LookupError("a letter has its wave")
    counts, today = get_counts(facts.collection_id), day_of(running.now())
    said = say_placeholders(name, counts, read_cohort(facts).surveys, facts.last_answer_day, today)
    why = WHY.format(by=row.sent_by, council=name)
    heading, words, by = row.heading, row.words, row.sent_by

    def write(email: str, team: str) -> None:
        own = {**said, "team": say_team(team, counts.batches)}
        whole = f"{fill_in(words, own).strip()}\n\n{why}\n"
        send_letter(to=email, heading=fill_in(heading, own), words=whole, answer_to=by)

    return write
