"""Saying what was learnt of a finding, and counting how far findings have come."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from heard.base.errors import HeardError
from heard.web.audit.actions import record
from heard.web.following.chain import Counted, Step
from heard.web.following.models import Choice, Learning, LoopCount
from heard.web.tenancy import entered_council


class Crossed(HeardError):
    """Somebody else wrote meanwhile. Nothing was written."""


def keep_learning(
    *, wave: str, indicator: str, choice: Choice, words: str, read: int, by: str, at: datetime
) -> None:
    """What was learnt, by somebody who had read version `read`. Raises Crossed where another stands by now."""
    council = entered_council()
    with transaction.atomic():
        rows = Learning.objects.filter(council_id=council, wave=wave, indicator=indicator)
        if (rows.order_by("-number").values_list("number", flat=True).first() or 0) != read:
            raise Crossed
        try:
            with transaction.atomic():
                Learning.objects.create(
                    council_id=council,
                    wave=wave,
                    indicator=indicator,
                    number=read + 1,
                    choice=choice,
                    words=words,
                    by=by,
                    at=at,
                )
        except IntegrityError:
            raise Crossed from None
        record(actor=by, action="said what was learnt of a finding", subject=f"{wave}: {indicator}", at=at)


def keep_count(*, wave: str, counted: Counted, on: date) -> None:
    """How far a wave's findings have come this morning, in place of what was counted before."""
    by_step = {step.value: counted.by_step[step] for step in Step}
    with transaction.atomic():
        LoopCount.objects.update_or_create(
            council_id=entered_council(),
            wave=wave,
            defaults={
                "counted_on": on,
                "found": counted.found,
                "oldest_unanswered_on": counted.oldest_unanswered_on,
                **by_step,
            },
        )
