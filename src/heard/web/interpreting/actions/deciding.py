"""When a finding is answered: decided with reasons, every version kept."""

from datetime import datetime

from django.db import IntegrityError, transaction

from heard.base.errors import UserError
from heard.web.audit.actions import record
from heard.web.interpreting.models import PriorityEdit
from heard.web.interpreting.queries import list_priorities
from heard.web.interpreting.terms import Choice
from heard.web.results.found import find_finding
from heard.web.tenancy import entered_council


def decide(
    *, wave: str, indicator: str, choice: Choice, reasons: str, read: int, by: str, at: datetime
) -> bool:
    """Another version. False, and nothing is written, where somebody decided since version `read` (0: none yet)."""
    if not reasons.strip():
        raise UserError(
            "Say why. Nothing was decided: a decision without its reasons cannot be understood later."
        )
    if find_finding(wave, indicator) is None:
        raise UserError("There is no such finding. Nothing was changed.")
    now = list_priorities(wave).get(indicator)
    if read != (now.number if now else 0):
        return False
    try:
        with transaction.atomic():
            PriorityEdit.objects.create(
                council_id=entered_council(),
                wave=wave,
                indicator=indicator,
                number=read + 1,
                choice=choice.value,
                reasons=reasons,
                by=by,
                at=at,
            )
            record(actor=by, action=f"decided: {choice}", subject=f"{wave}: {indicator}", at=at)
    except IntegrityError:
        return False
    return True
