"""Waves of the programme: set up, offered to councils, taken up, opened together.

What the programme team does to a council's offer is in that council's log. Each council's part is a transaction of its
own council's; what concerns many councils at once is done in all of them or in none.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from heard.base.errors import UserError
from heard.base.messages import quote
from heard.web.audit.actions import record
from heard.web.instruments.questionnaires import RetiredVersion, fingerprint, list_versions
from heard.web.jobs.actions import start_job
from heard.web.jobs.queries import find_job
from heard.web.policy import GRACE_DAYS
from heard.web.programmes.models import LONGEST_SAYING, Offer, ProgrammeWave
from heard.web.programmes.queries import State, list_council_names
from heard.web.tenancy import entered_council, in_council
from heard.web.ui.clock import day_of
from heard.web.ui.days import say_day
from heard.web.waves.actions import NotNow, open_wave, plan_wave
from heard.web.waves.queries import find_wave
from heard.web.waves.server_keys import counting_key, reading_key

TAKE_PART, OPEN_WITH_OTHERS = "take_part", "open_with_others"  # kinds of jobs


def set_up_wave(
    *,
    key: str,
    opens_on: date,
    last_answer_day: date,
    surveys: Sequence[str],
    councils: Sequence[str],
    by: str,
    at: datetime,
) -> None:
    """A wave of the programme, with the questionnaires as they are now, offered to these councils.

    UserError where there is a wave of this key already.
    """
    here = list_versions()
    versions = {survey: here[survey] for survey in surveys}
    with transaction.atomic():
        if ProgrammeWave.objects.filter(key__iexact=key).exists():
            raise UserError(
                f"The programme has a wave {quote(key)} already. Nothing was changed; choose another key."
            )
        ProgrammeWave.objects.create(
            key=key,
            opens_on=opens_on,
            last_answer_day=last_answer_day,
            versions=versions,
            fingerprints={survey: fingerprint(survey, version) for survey, version in versions.items()},
            made_by=by,
        )
        offer_wave(wave=key, councils=councils, by=by, at=at)


def offer_wave(*, wave: str, councils: Sequence[str], by: str, at: datetime) -> None:
    """Offer a wave to these councils too; one that has the offer keeps it as it is. All of them or none."""
    known = {code for code, _ in list_council_names()}
    with transaction.atomic():
        for council in councils:
            if council not in known:
                raise UserError(f"There is no council {quote(council)}. Nothing was changed.")
            with in_council(council):
                _, is_new = Offer.objects.get_or_create(council_id=council, wave_id=wave)
                if is_new:
                    record(actor=by, action="offered a wave of the programme", subject=wave, at=at)


def take_up(
    *, wave: str, last_answer_day: date, panel_on: date, feedback_words: str, by: str, at: datetime
) -> UUID:
    """The council entered takes part: the job that plans its wave. NotNow where it does already, or is about to."""
    with transaction.atomic():
        offer = _hold_offer(wave)
        _check_days(offer, last_answer_day, panel_on, at)
        _check_rests(offer)
        if find_wave(wave) is not None:
            raise NotNow("The council takes part in this wave already. Nothing was changed.")
        offer.last_answer_day, offer.panel_on = last_answer_day, panel_on
        offer.feedback_words, offer.taken_up_by = feedback_words, by
        record(actor=by, action="took up an offered wave", subject=wave, at=at)
        return _start(offer, TAKE_PART, at)


def plan_council_wave(*, wave: str, at: datetime) -> None:
    """The council's wave, as it took the offer up. The worker does this: it has the keys. Done twice, it is done once.

    How it ended stands in the offer; where something was in the way, nothing of the wave is there.
    """
    with transaction.atomic():
        offer = _hold_offer(wave)
        if find_wave(wave) is None:
            _try(offer, lambda: _plan(offer, at))


def agree_to_open_together(*, wave: str, on: date | None, by: str, at: datetime) -> None:
    """From this day the programme team may open the council's wave with the others; None takes it back.

    NotNow where the wave is not in preparation, and for a day that has passed or on which no answers come in any more.
    """
    with transaction.atomic():
        offer = _hold_offer(wave)
        facts = find_wave(wave)
        if facts is None or facts.state is not State.PREPARING:
            raise NotNow("The council's wave is not in preparation. Nothing was changed.")
        if on is not None and not day_of(at) <= on <= facts.last_answer_day:
            raise NotNow(
                f"Choose a day from today to {say_day(facts.last_answer_day)}, the last day for answers. "
                "Nothing was changed."
            )
        offer.together_on, offer.agreed_by = on, by if on else ""
        offer.save()
        said = f"{wave}, from {on}" if on else wave
        action = "let the programme open the wave" if on else "took back that the programme may open the wave"
        record(actor=by, action=action, subject=said, at=at)


def ask_to_open(*, wave: str, councils: Sequence[str], by: str, at: datetime) -> int:
    """Let the worker open the waves of these councils, each by itself; says for how many. All are asked or none.

    Whom it concerns is looked at again by the worker: a council that took its word back meanwhile is left alone.
    """
    started = 0
    with transaction.atomic():
        for council in councils:
            with in_council(council):
                offer = Offer.objects.select_for_update().filter(council_id=council, wave_id=wave).first()
                if offer is None or offer.together_on is None or _is_moving(offer):
                    continue
                offer.asked_by = by
                record(actor=by, action="asked to open the wave with the others", subject=wave, at=at)
                _start(offer, OPEN_WITH_OTHERS, at)
                started += 1
    return started


def open_with_others(*, wave: str, at: datetime) -> None:
    """Open the wave of the council entered, if it still says so and the day has come. Done twice, it is done once.

    What was missing stands in the offer.
    """
    with transaction.atomic():
        offer = _hold_offer(wave)
        facts = find_wave(wave)
        if facts is not None and facts.state is State.PREPARING:
            _try(offer, lambda: _open(offer, at))


def _plan(offer: Offer, at: datetime) -> None:
    """The one place where an offer becomes a council's wave."""
    if offer.last_answer_day is None or offer.panel_on is None:
        raise NotNow("The council has not taken the offer up.")
    check_unedited(offer.wave.versions, offer.wave.fingerprints)
    plan_wave(
        wave=offer.wave_id,
        versions=offer.wave.versions,
        last_answer_day=offer.last_answer_day,
        grace_days=GRACE_DAYS,
        panel_on=offer.panel_on,
        opens_on=offer.wave.opens_on,
        counting_key=counting_key().public,
        reading_key=reading_key(entered_council()).public,
        feedback_words=offer.feedback_words,
        by=offer.taken_up_by,
        at=at,
    )


def _open(offer: Offer, at: datetime) -> None:
    """The one place where the programme team opens a council's wave."""
    if offer.together_on is None:
        raise NotNow("The council took back that the programme may open its wave.")
    if day_of(at) < offer.together_on:
        raise NotNow(f"The council lets its wave be opened from {say_day(offer.together_on)} on.")
    check_unedited(offer.wave.versions, offer.wave.fingerprints)
    open_wave(wave=offer.wave_id, by=offer.asked_by, at=at)


def check_unedited(versions: Mapping[str, str], fingerprints: Mapping[str, str]) -> None:
    """Raise EditedVersion where a questionnaire asks something else under the same version than when it was chosen."""
    for survey, version in versions.items():
        if fingerprint(survey, version) != fingerprints.get(survey):
            raise EditedVersion(survey, version)


class EditedVersion(UserError):
    """A questionnaire was changed under a version that a wave uses."""

    def __init__(self, survey: str, version: str) -> None:
        super().__init__(
            f"Version {version} of the questionnaire for {survey} asks something else here than when the wave was set "
            "up. Councils could not be compared. Nothing was changed; whoever runs the site installs the version of "
            "Heard that the wave was set up with."
        )


def _try(offer: Offer, do: Callable[[], None]) -> None:
    """Do it whole or not at all, and keep in the offer what was in the way."""
    try:
        with transaction.atomic():
            do()
        offer.said = ""
    except (UserError, RetiredVersion) as error:
        offer.said = str(error)[:LONGEST_SAYING]
    offer.save()


def _hold_offer(wave: str) -> Offer:
    """The offer, with nobody else changing it until the end of the caller's transaction. NotNow where there is none."""
    rows = Offer.objects.select_for_update(of=("self",)).select_related("wave")
    offer = rows.filter(council_id=entered_council(), wave_id=wave).first()
    if offer is None:
        raise NotNow("The programme does not offer this wave to the council. Nothing was changed.")
    return offer


def _check_days(offer: Offer, last_answer_day: date, panel_on: date, at: datetime) -> None:
    first = max(day_of(at), offer.wave.opens_on)
    if last_answer_day < first:
        raise NotNow(
            f"The last day for answers cannot be before {say_day(first)}. Nothing was changed; choose a later one."
        )
    if panel_on < last_answer_day + timedelta(days=GRACE_DAYS):
        raise NotNow(
            f"The report is there {GRACE_DAYS} days after the last day for answers at the earliest. "
            "Nothing was changed; choose a later day for the young people's panel."
        )


def _check_rests(offer: Offer) -> None:
    if _is_moving(offer):
        raise NotNow("This is being done already. Nothing was changed.")


def _is_moving(offer: Offer) -> bool:
    job = find_job(offer.job) if offer.job else None
    return job is not None and not job.is_over


def _start(offer: Offer, kind: str, at: datetime) -> UUID:
    offer.job, offer.said = start_job(kind=kind, subject=offer.wave_id, at=at), ""
    offer.save()
    return offer.job
