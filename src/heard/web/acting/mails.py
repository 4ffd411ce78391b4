"""What goes out by e-mail from the plan. Each message is for one address: nobody learns who else is written to."""

from collections.abc import Sequence
from datetime import date
from uuid import NAMESPACE_OID, uuid5

from django.conf import settings
from django.urls import reverse

from heard.base.messages import count_of
from heard.web.acting.presenters.words import say_when, shorten
from heard.web.acting.queries import ActionFacts
from heard.web.ui.addresses import site_address
from heard.web.watching.mails import send_letter

LISTED = 10  # titles of each kind; the page has all of them
PLAN = """Hello

{stands}

{listed}

{link}

You sign in to see it. You get this because you keep the action plan of {council}. It comes once a week at most, and
only while something is late.
"""
PLEDGES = """Hello

A while ago you made {pledges} because of what children said. How did it go?

{link}

Kept, partly, not yet, or changed your mind: any answer is a good one. Nobody else is asked, and the wall shows no name.
"""


def send_late(
    *,
    to: str,
    council: str,
    code: str,
    monday: date,
    overdue: Sequence[ActionFacts],
    drifting: Sequence[ActionFacts],
) -> None:
    """What is overdue and what drifts. Raises as `send_letter`."""
    words = PLAN.format(
        stands=say_late(len(overdue), len(drifting)),
        listed="\n\n".join(filter(None, (_list("Overdue", overdue), _list("Drifting", drifting)))),
        link=site_address() + reverse("acting:show", args=[code]),
        council=council,
    )
    known_by = uuid5(NAMESPACE_OID, f"plan of {code} {monday}")
    send_letter(
        to=to,
        heading=f"The action plan of {council}: {say_late(len(overdue), len(drifting)).lower().rstrip('.')}",
        words=words,
        answer_to=settings.DEFAULT_FROM_EMAIL,
        of=known_by,
    )


def send_asked(*, to: str, code: str, waves: Sequence[str], today: date) -> None:
    """How own pledges went. Raises as `send_letter`."""
    links = (site_address() + reverse("acting:pledges", args=[code, wave]) for wave in dict.fromkeys(waves))
    pledges = "a pledge" if len(waves) == 1 else count_of(len(waves), "pledge")
    words = PLEDGES.format(pledges=pledges, link="\n".join(links))
    send_letter(
        to=to,
        heading="How did it go with your pledge?",
        words=words,
        answer_to=settings.DEFAULT_FROM_EMAIL,
        of=uuid5(NAMESPACE_OID, f"pledges of {code} {today}"),
    )


def say_late(overdue: int, drifting: int) -> str:
    """`3 actions are overdue, and nothing was written of 2 for a long time.`"""
    said = f"{count_of(overdue, 'action')} {'is' if overdue == 1 else 'are'} overdue" if overdue else ""
    if not drifting:
        return f"{said}."
    if not said:
        return f"Nothing was written of {count_of(drifting, 'action')} for a long time."
    return f"{said}, and nothing was written of {drifting:,} for a long time."


def _list(title: str, actions: Sequence[ActionFacts]) -> str:
    if not actions:
        return ""
    lines = [f"- {each.number}. {shorten(each.text)} ({say_when(each.due)})" for each in actions[:LISTED]]
    more = [f"- and {len(actions) - LISTED:,} more"] if len(actions) > LISTED else []
    return "\n".join([f"{title}:", *lines, *more])
