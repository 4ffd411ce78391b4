"""Once a day, after the counting: keep what is shown, forget adults' addresses in time, make the week's picture.

And two kinds of jobs that send e-mail. A letter to an adult is sent once: before it is handed to the server it is noted
that nobody knows whether it went, and where the worker dies there, that note stands, the page says so, and a person
decides. Coordinators may be told twice that a picture is there; it is then the same message to every server of mail.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from uuid import NAMESPACE_OID, uuid5

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
from heard.web.watching.letters import fill_in, say_placeholders, say_team, say_unsure, say_why
from heard.web.watching.mails import AddressRefused, MayHaveGone, ServerAway, send_letter, send_week
from heard.web.watching.models import Nudge, NudgePost, WeekPicture
from heard.web.watching.queries import (
    count_reach,
    get_standing,
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
        week = make_week(get_standing(facts, today), count_reach(facts), today)
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
        wave = row.values_list(
            "council_wave__collection__wave", "monday", "council_wave__collection__wave_key"
        ).first()
        everybody, name = list_coordinators(), get_council().name
    if wave is None:
        return
    path = reverse("watching:week", args=[running.council, wave[0], wave[1].isoformat()])
    # Of no two waves anywhere is the public key the same; another job on another day tells of the same picture.
    known_by = uuid5(NAMESPACE_OID, f"{bytes(wave[2]).hex()} {wave[1]}")
    for to in everybody:
        running.say("The coordinators are being told.")
        with suppress(AddressRefused):
            send_week(to=to, council=name, path=path, of=known_by)
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
        if not _note(running, post, Post.UNSURE, was=Post.WAITING):  # taken off the list meanwhile
            continue
        try:
            write(email, team)
            became = Post.SENT
        except AddressRefused:
            became = Post.REFUSED
        except MayHaveGone as broke:
            left = len(waiting) - place - 1
            raise NeedsInput(f"{broke} {_say_left(left, everybody)}".strip()) from None
        except ServerAway as away:
            _note(running, post, Post.WAITING, was=Post.UNSURE)
            raise NeedsInput(f"{away} {_say_left(len(waiting) - place, everybody)}") from None
        _note(running, post, became, was=Post.UNSURE)
    with in_council(running.council):
        unsure = posts.filter(post=Post.UNSURE.value).count()
    if unsure:  # an attempt before this one ended between the two notes
        raise NeedsInput(f"The site stopped while it sent. {say_unsure(unsure)}")


def _note(running: RunningJob, post: int, became: Post, *, was: Post) -> bool:
    """Of two attempts, or two jobs for one letter, one is told yes."""
    with in_council(running.council), transaction.atomic():
        running.hold()
        return actions.mark_post(post=post, became=became, was=was)


def _say_left(left: int, everybody: int) -> str:
    return (
        f"{count_of(left, 'letter')} of {everybody} wait and are not lost: they are tried again tomorrow morning, "
        "or now, if you press the button."
        if left
        else ""
    )


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
    why = say_why(row.sent_by, name)
    heading, words, by = row.heading, row.words, row.sent_by

    def write(email: str, team: str) -> None:
        own = {**said, "team": say_team(team, counts.batches)}
        whole = f"{fill_in(words, own).strip()}\n\n{why}\n"
        send_letter(to=email, heading=fill_in(heading, own), words=whole, answer_to=by, of=running.key)

    return write
