"""What the views of a survey under way have in common: reading the visit, and refusing what is not its own."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from heard.web.answering.cookies import Ending, LostVisit, drop_visit, read_visit, write_ending, write_visit
from heard.web.answering.presenters.frames import present_step, words_for
from heard.web.answering.visits import Visit
from heard.web.codes.queries import Ballot, State, find_ballot
from heard.web.instruments.choosing import speak_drafts_too
from heard.web.instruments.questionnaires import RetiredVersion
from heard.web.tenancy import in_council
from heard.web.ui import clock
from heard.web.ui.views import out_of_order

REFUSED = 422  # the form is shown again, filled in
P = ParamSpec("P")
VisitView = Callable[Concatenate[HttpRequest, Visit, P], HttpResponse]
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def visiting(view: VisitView[P]) -> View[P]:
    """Let a view be reached with a visit that is in use; after idle minutes the code comes first."""

    @wraps(view)
    def visited(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        def in_use(request: HttpRequest, visit: Visit) -> HttpResponse:
            if visit.is_idle(clock.now()):
                return redirect("answering:idle")
            return view(request, visit, *args, **kwargs)

        return visiting_even_idle(in_use)(request)

    return visited


def visiting_even_idle(view: VisitView[P]) -> View[P]:
    """Let a view be reached with a visit, idle or not: it must show nothing of an idle one."""

    @wraps(view)
    def visited(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            visit = read_visit(request)
        except LostVisit:
            return say_lost(request)
        if visit is None:
            return redirect("answering:start")
        if visit.card.is_made_up and _is_wiped(visit):
            return say_lost(request)
        mark_made_up(request, visit.card.is_made_up)
        if request.method == "POST" and request.POST.get("visit") != visit.token:
            return say_two_places(request, visit)
        return view(request, visit, *args, **kwargs)

    return while_it_is_here(visited)


def while_it_is_here(view: View[P]) -> View[P]:
    """Where the questionnaire of a survey under way is not installed any more: nothing is lost, and it is our fault."""

    @wraps(view)
    def shown(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except RetiredVersion:
            return out_of_order(request)

    return shown


def mark_made_up(request: HttpRequest, is_made_up: bool) -> None:
    """Every page says of a try-out that it is one; the frame of the pages asks for this."""
    request.is_made_up = is_made_up  # type: ignore[attr-defined]
    if is_made_up:
        speak_drafts_too(request)


def _is_wiped(visit: Visit) -> bool:
    """Only a try-out goes while somebody is in the middle of it."""
    with in_council(visit.card.council):
        return find_ballot(visit.card.collection_id) is None


def agreed(view: VisitView[P]) -> VisitView[P]:
    """Nobody is asked anything before they have said yes."""

    @wraps(view)
    def after_yes(request: HttpRequest, visit: Visit, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not visit.has_agreed:
            return redirect("answering:about")
        return view(request, visit, *args, **kwargs)

    return after_yes


def can_begin(ballot: Ballot) -> bool:
    """Whether a survey may still begin: after the last day none does, even before the wave is closed."""
    last = ballot.last_answer_day
    return ballot.state is State.OPEN and (last is None or clock.today() <= last)


def carry_on(url: str, visit: Visit) -> HttpResponse:
    """Go to a page with the visit as it is now."""
    response = redirect(url)
    write_visit(response, visit)
    return response


def end_on(page: str, visit: Visit) -> HttpResponse:
    """Go to a last page; nothing of the visit stays in the browser."""
    card = visit.card
    response = redirect("answering:end")
    write_ending(response, Ending(page, card.council, card.collection_id, card.survey))
    return response


def say_lost(request: HttpRequest) -> HttpResponse:
    """The cookie cannot be read: it would be the same on every page, so it goes."""
    page = present_step(None, words_for(None).faults.lost, "answering:start")
    response = render(request, "answering/note.html", {"page": page}, status=410)
    drop_visit(response)
    return response


def say_two_places(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The form is of another visit than the one under way; what it held is not looked at."""
    page = present_step(visit.card.survey, words_for(visit.card.survey).faults.two_places, "answering:on")
    return render(request, "answering/note.html", {"page": page}, status=409)
