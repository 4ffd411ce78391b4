"""The day of a session, where it was typed wrong: corrected, with every day that stood there before."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from heard.base.errors import UserError
from heard.web.interpreting import queries
from heard.web.interpreting.actions.sessions import correct_day
from heard.web.interpreting.forms import DayForm
from heard.web.interpreting.presenters.sessions import present_days
from heard.web.interpreting.presenters.words import name_session
from heard.web.interpreting.views.reading import NOT_YET, Reader, reading
from heard.web.interpreting.views.sessions import REFUSED, session_or_404
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission, Role
from heard.web.ui import clock
from heard.web.ui.forms import posted


@require_http_methods(["GET", "POST"])
@may(Permission.HOLD_SESSIONS)
@reading
def day(request: HttpRequest, member: Member, reader: Reader, key: UUID) -> HttpResponse:
    """Which day it was, and which it was said to be."""
    wave, found = reader.wave.wave, session_or_404(reader, key)
    form = DayForm(**posted(request), initial={"held_on": found.held_on, "read": found.number})
    status = NOT_YET if form.is_bound else 200
    if form.is_valid():
        said = form.cleaned_data
        try:
            if correct_day(
                wave=wave,
                session=key,
                read=said["read"],
                held_on=said["held_on"],
                by=member.email,
                at=clock.now(),
            ):
                return redirect("interpreting:session", member.council, wave, key)
        except UserError as error:
            form.add_error("held_on", str(error))
        else:
            form, status = _once_more(form, found.number), REFUSED
    context = {
        "member": member,
        "wave": reader.wave,
        "session": found,
        "title": name_session(found),
        "days": present_days(queries.list_days(found), is_told_who=member.roles != {Role.PANEL}),
        "form": form,
        "is_crossed": status == REFUSED,
    }
    return render(request, "interpreting/day.html", context, status=status)


def _once_more(form: DayForm, number: int) -> DayForm:
    """What was typed, on top of what somebody else saved meanwhile."""
    return DayForm(initial={"held_on": form.cleaned_data["held_on"], "read": number})
