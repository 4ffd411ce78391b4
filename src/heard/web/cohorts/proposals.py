"""Counts between the page that shows them and the press that takes them over: in a signed field of that page alone.

Numbers only. They are of one council, wave and person, hold for a working day, and say which rows they were shown
beside: another's change meanwhile is noticed.
"""

from dataclasses import dataclass
from functools import cache

from django.core import signing
from pydantic import TypeAdapter, ValidationError

from heard.base.errors import UserError
from heard.cohort.counting import CohortCount, SurveyCount
from heard.cohort.people import Exclusion
from heard.web.cohorts.models import Source
from heard.web.policy import HOURS_TO_CONFIRM


class StaleProposal(UserError):
    """The field is too old, of another page, or was changed."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """`asked`: whom to leave out besides short breaks. `expected`: the fingerprint of the rows there when shown.

    `unasked`: surveys of the files that the wave does not ask. `noted`: what was said of the files, in sentences. Both
    are shown again where the counts have to be looked at a second time.
    """

    count: CohortCount
    source: Source
    asked: tuple[Exclusion, ...]
    expected: str
    unasked: tuple[SurveyCount, ...] = ()
    noted: tuple[str, ...] = ()


def sign(proposal: Proposal, *, council: str, wave: str, by: str) -> str:
    """The field's value."""
    plain = _adapter().dump_python(proposal, mode="json")
    return signing.dumps(plain, salt=_salt(council, wave, by), compress=True)


def read_signed(text: str, *, council: str, wave: str, by: str) -> Proposal:
    """What was signed; StaleProposal where it was not, or too long ago."""
    try:
        plain = signing.loads(text, salt=_salt(council, wave, by), max_age=HOURS_TO_CONFIRM * 3600)
        return _adapter().validate_python(plain)
    except (signing.BadSignature, ValidationError, ValueError):
        raise StaleProposal(
            f"These counts were shown more than {HOURS_TO_CONFIRM} hours ago, or on another page. Nothing was changed; "
            "count again."
        ) from None


def _salt(council: str, wave: str, by: str) -> str:
    return f"cohort {council} {wave} {by}"


@cache
def _adapter() -> TypeAdapter[Proposal]:
    return TypeAdapter(Proposal)
