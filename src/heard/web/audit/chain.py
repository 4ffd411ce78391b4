"""Is the log what was written? The whole of it, or what a reader sees of it.

Following the chain costs as much as the log is long. So the whole is followed once a day and by `heard audit verify`,
and marks are left on the way; a page follows the stretches between marks that what it shows stands in, and all since
the last mark. For those events that says as much as following everything: to change one and stay unseen, every digest
up to the next mark would have to change, and the mark would not fit.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db import transaction
from django.db.models import Max, QuerySet

from heard.web.audit.actions import START, digest_of
from heard.web.audit.models import AuditEvent, AuditLook, AuditMark
from heard.web.policy import AUDIT_PAGE
from heard.web.tenancy import entered_council


@dataclass(frozen=True, slots=True)
class Finding:
    """`broken_at`: the first event found that does not follow from the one before; None where there is none.

    `whole_on`: the day on which every event was looked at; None: every one was, just now.
    """

    broken_at: int | None
    whole_on: date | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """The events after one mark up to the next; `until` and `digest` are None after the last."""

    after: int
    before: str
    until: int | None
    digest: str | None


def find_break() -> int | None:
    """Look at every event: the place of the first that does not follow from the one before; None where all do.

    Events cut off at the end are seen where the log was longer when it was last looked through, and not else.
    """
    broken = next(filter(None, map(_find_break_in, _stretches(_marks()))), None)
    return broken or _find_cut(_last_look())


def check_shown(places: Iterable[int]) -> Finding:
    """Look at these events and at all since the last mark; at every event where the whole was never found in order."""
    look = _last_look()
    if look is None or look.broken_at:
        return Finding(find_break())
    shown = set(places)
    for stretch in _stretches(_marks()):
        if stretch.until is None or any(stretch.after < place <= stretch.until for place in shown):
            broken = _find_break_in(stretch)
            if broken:
                return Finding(broken)
    return Finding(_find_cut(look), look.looked_on)


def look_through(*, today: date) -> int | None:
    """Look at every event and write down that it was done, with new marks where all is in order; where it broke."""
    council = entered_council()
    with transaction.atomic():
        broken, last = find_break(), _last_place()
        AuditLook.objects.create(council_id=council, looked_on=today, place=last, broken_at=broken)
        if broken is None:
            _leave_marks(council, last)
    return broken


def _leave_marks(council: str, last: int) -> None:
    wanted = set(range(AUDIT_PAGE, last + 1, AUDIT_PAGE)) - set(_marks())
    for place, digest in _events().filter(place__in=wanted).values_list("place", "digest"):
        AuditMark.objects.create(council_id=council, place=place, digest=digest)


def _stretches(marks: Mapping[int, str]) -> Iterator[Stretch]:
    ends = [(0, START), *sorted(marks.items())]
    for (after, before), (until, digest) in pairwise(ends):
        yield Stretch(after, before, until, digest)
    yield Stretch(*ends[-1], None, None)


def _find_break_in(stretch: Stretch) -> int | None:
    """Follow the chain from one mark to the next."""
    events = _events().filter(place__gt=stretch.after).order_by("place")
    if stretch.until is not None:
        events = events.filter(place__lte=stretch.until)
    expected, before = stretch.after + 1, stretch.before
    for event in events.iterator():
        if event.place != expected or event.digest != digest_of(event, before):
            return expected
        expected, before = expected + 1, event.digest
    if stretch.until is not None and expected <= stretch.until:
        return expected
    # Every digest up to the mark was made to fit, and the mark was not: which event was changed cannot be told.
    return stretch.until if stretch.digest not in (None, before) else None


def _find_cut(look: AuditLook | None) -> int | None:
    """The place of the first event that is missing at the end."""
    last = _last_place()
    return last + 1 if look is not None and last < look.place else None


def _last_look() -> AuditLook | None:
    return AuditLook.objects.filter(council_id=entered_council()).order_by("-pk").first()


def _last_place() -> int:
    return _events().aggregate(last=Max("place"))["last"] or 0


def _marks() -> dict[int, str]:
    return dict(AuditMark.objects.filter(council_id=entered_council()).values_list("place", "digest"))


def _events() -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(council_id=entered_council())
