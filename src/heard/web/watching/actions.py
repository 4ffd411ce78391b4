"""What is kept while a wave comes in, and what adults do about it. Nothing here touches a card or a sealed row."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from heard.base.errors import UserError
from heard.web.audit.actions import record
from heard.web.codes.queries import Counts
from heard.web.jobs.actions import resume_job, start_job
from heard.web.policy import MOST_ADDRESSES
from heard.web.tenancy import entered_council
from heard.web.ui.clock import day_of
from heard.web.watching.kinds import Letter, Post, Reason
from heard.web.watching.models import AdultAddress, Nudge, NudgePost, ReachCount, ShownTotal, WeekPicture
from heard.web.watching.queries import list_shown
from heard.web.waves.actions import hold_wave
from heard.web.waves.queries import State, WaveFacts

SEND = "send_letters"  # the kind of job that sends a letter
COMING_IN = (State.OPEN, State.CLOSED)


class NotNow(UserError):
    """The wave does not stand where this can be done, or it was done already."""


def keep_shown(*, facts: WaveFacts, counts: Counts, today: date) -> None:
    """Keep each survey's shown totals of this day where they moved, and of the first day. Again on the same day
    changes nothing but what moved meanwhile."""
    kept = list_shown(facts)
    for each in counts.surveys:
        now = (each.finished_shown or 0, each.declined_shown or 0)
        last = kept.get(each.survey, ())[-1:]
        if not last or (last[0].finished, last[0].declined) != now:
            ShownTotal.objects.update_or_create(
                council_id=entered_council(),
                council_wave_id=facts.id,
                survey=each.survey,
                day=today,
                defaults={"finished": now[0], "declined": now[1]},
            )


def record_reach(*, wave: str, survey: str, counts: Mapping[Reason, int], by: str, at: datetime) -> None:
    """How many of a survey were not reached, or heard another way. What was counted before is replaced.

    The log says that it was done and not how many: small numbers stand in one place only.
    """
    with transaction.atomic():
        facts = hold_wave(wave)
        if facts.state not in (*COMING_IN, State.OPENING, State.OPENED):
            raise NotNow("The wave has not opened yet, so nobody was missed. Nothing was changed.")
        for reason, count in counts.items():
            ReachCount.objects.update_or_create(
                council_id=facts.council,
                council_wave_id=facts.id,
                survey=survey,
                reason=reason.value,
                defaults={"count": count},
            )
        record(actor=by, action="counted who was not reached", subject=f"{wave}, survey {survey}", at=at)


def add_addresses(*, wave: str, emails: Sequence[str], team: str, by: str, at: datetime) -> int:
    """Adults who hand out cards; how many are new. One who is on the list already is of this team from now on."""
    with transaction.atomic():
        facts = hold_wave(wave)
        if facts.state in (State.OPENING, State.OPENED):
            raise NotNow("The answers are being opened, so no letter goes out any more. Nothing was kept.")
        rows = AdultAddress.objects.filter(council_id=facts.council, council_wave_id=facts.id)
        wanted = {email.strip().lower() for email in emails}
        known = set(rows.values_list("email", flat=True))
        if len(known | wanted) > MOST_ADDRESSES:
            raise NotNow(
                f"These would be more than {MOST_ADDRESSES} addresses. None was added; take some off first."
            )
        rows.filter(email__in=wanted).update(team=team)
        AdultAddress.objects.bulk_create(
            AdultAddress(council_id=facts.council, council_wave_id=facts.id, email=email, team=team)
            for email in sorted(wanted - known)
        )
        record(actor=by, action="added addresses of adults", subject=f"{wave}: {len(wanted - known)}", at=at)
    return len(wanted - known)


def remove_address(*, wave: str, address: int, by: str, at: datetime) -> None:
    """No letter goes there any more, one that is on its way included. What was sent there before is forgotten."""
    with transaction.atomic():
        facts = hold_wave(wave)
        row = AdultAddress.objects.filter(
            council_id=facts.council, council_wave_id=facts.id, pk=address
        ).first()
        if row is None:
            return
        posts = NudgePost.objects.filter(council_id=facts.council, nudge__council_wave_id=facts.id)
        posts.filter(email=row.email).delete()
        row.delete()
        record(actor=by, action="took an adult's address off", subject=wave, at=at)


def send_letter(*, wave: str, letter: Letter, heading: str, words: str, by: str, at: datetime) -> int:
    """A letter to everybody on the list, by a job. The same one again on a day is a button pressed twice."""
    with transaction.atomic():
        facts = hold_wave(wave)
        if facts.is_made_up:
            raise NotNow(
                "This is a try-out, so adults are not told that a survey has begun. Nothing was sent."
            )
        if facts.state not in COMING_IN:
            raise NotNow("Letters go out while the wave is open or has just closed. Nothing was sent.")
        if letter is Letter.THANK_YOU and facts.state is State.OPEN:
            raise NotNow("This letter says that the survey is over, and it is still open. Nothing was sent.")
        own = {"council_id": facts.council, "council_wave_id": facts.id}
        today = day_of(at)
        if Nudge.objects.filter(**own, letter=letter.value, sent_on=today).exists():
            raise NotNow("This letter was sent today already. Nothing was sent again.")
        addresses = AdultAddress.objects.filter(**own).values_list("email", "team")
        if not addresses:
            raise NotNow("There is nobody on the list yet. Nothing was sent; add addresses first.")
        nudge = Nudge.objects.create(
            **own, letter=letter.value, heading=heading, words=words, sent_by=by, sent_on=today
        )
        NudgePost.objects.bulk_create(
            NudgePost(council_id=facts.council, nudge=nudge, email=email, team=team)
            for email, team in addresses
        )
        nudge.job = start_job(kind=SEND, subject=str(nudge.pk), at=at)
        nudge.save(update_fields=["job"])
        record(actor=by, action="wrote to adults", subject=f"{wave}: {letter}, {len(addresses)}", at=at)
    return nudge.pk


def send_rest(*, job: UUID, at: datetime) -> bool:
    """Try again what the server for e-mail did not take; False where nothing waits."""
    return resume_job(key=job, at=at)


def send_unsure(*, wave: str, nudge: int, by: str, at: datetime) -> bool:
    """Send again what may or may not have gone; False where it is being sent, or where nothing is in doubt."""
    with transaction.atomic():
        facts = hold_wave(wave)
        rows = Nudge.objects.filter(council_id=facts.council, council_wave_id=facts.id, pk=nudge)
        job = rows.values_list("job", flat=True).first()
        posts = NudgePost.objects.filter(council_id=facts.council, nudge_id=nudge, post=Post.UNSURE.value)
        if job is None or not posts.exists() or not resume_job(key=job, at=at):
            return False
        number = posts.update(post=Post.WAITING.value)
        record(actor=by, action="sent letters again that may have gone", subject=f"{wave}: {number}", at=at)
    return True


def mark_post(*, post: int, became: Post, was: Post) -> bool:
    """What became of one letter to one address; False where it is not what it was, or was taken off the list.

    Part of the caller's transaction, which holds the job.
    """
    row = NudgePost.objects.filter(council_id=entered_council(), pk=post, post=was.value)
    return bool(row.update(post=became.value))


def forget_adults(*, facts: WaveFacts) -> None:
    """Wipe addresses and letters of a wave whose answers are opened: what they were kept for is over."""
    for model in (AdultAddress, Nudge):
        model.objects.filter(council_id=entered_council(), council_wave_id=facts.id).delete()


def keep_week(*, facts: WaveFacts, monday: date, figures: Mapping[str, object]) -> None:
    """The picture of this week, once; figures that move later do not change it."""
    WeekPicture.objects.get_or_create(
        council_id=entered_council(),
        council_wave_id=facts.id,
        monday=monday,
        defaults={"figures": dict(figures)},
    )


def mark_told(*, week: int, today: date) -> None:
    """The coordinators know of this picture."""
    WeekPicture.objects.filter(council_id=entered_council(), pk=week).update(told_on=today)


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())
