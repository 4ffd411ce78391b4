"""Leaving: for a while, for good, at once, or to get help; coming back; and the last pages."""

from dataclasses import replace

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from heard.web.answering.cookies import (
    LostVisit,
    drop_ending,
    drop_visit,
    read_ending,
    read_visit,
    write_visit,
)
from heard.web.answering.forms import PLACES, read_pictures
from heard.web.answering.offers import Offer, offers_for
from heard.web.answering.presenters.frames import (
    Note,
    present_already,
    present_declined,
    present_ended,
    present_paused,
    present_step,
    present_thrown_away,
    present_void,
    words_for,
)
from heard.web.answering.presenters.pages import (
    DonePage,
    present_done,
    present_help,
    present_stop,
)
from heard.web.answering.presenters.pausing import present_pause, present_resume
from heard.web.answering.views.visiting import (
    REFUSED,
    agreed,
    can_begin,
    carry_on,
    end_on,
    mark_made_up,
    visiting,
)
from heard.web.answering.visits import NotAVisit, Visit, resume_visit
from heard.web.answering.way import url_of_place
from heard.web.codes import actions
from heard.web.codes.actions import NoDraft, Paused, Resumed, Waits, WrongPictures
from heard.web.codes.queries import Ballot, find_ballot, get_ballot
from heard.web.instruments.choosing import LANGUAGE, write_language
from heard.web.instruments.languages import spoken
from heard.web.tenancy import in_council
from heard.web.ui import clock

OUT_OF_ORDER, GONE = 503, 410
PAGE_OF = {
    Paused.KEPT: "paused",
    Paused.ALREADY_SENT: "already",
    Paused.TOO_LATE: "ended",
    Paused.VOID: "void",
}
# The last pages that only say something; whatever else a cookie names, the survey has ended.
SAYING = {
    "declined": present_declined,
    "thrown_away": present_thrown_away,
    "already": present_already,
    "void": present_void,
}


@require_http_methods(["GET", "HEAD", "POST"])
@visiting
@agreed
def stop(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take a break, stop for good, or go back."""
    if request.method == "POST":
        with in_council(visit.card.council):
            actions.throw_away(card=visit.card)
        return end_on("thrown_away", visit)
    page = present_stop(visit.card.survey, visit.token)
    return render(request, "answering/stop.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@visiting
@agreed
def pause(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Put the answers away under three pictures."""
    if request.method != "POST":
        page = present_pause(visit.card.survey, visit.token, is_unclear=False)
        return render(request, "answering/pause.html", {"page": page})
    pictures = read_pictures(request.POST)
    if pictures is None:
        picked = tuple(request.POST.get(place, "") for place in PLACES)
        page = present_pause(visit.card.survey, visit.token, is_unclear=True, picked=picked)
        return render(request, "answering/pause.html", {"page": page}, status=REFUSED)
    with in_council(visit.card.council):
        content = visit.put_away(spoken())
        outcome = actions.pause(card=visit.card, code=visit.code, pictures=pictures, content=content)
    return end_on(PAGE_OF[outcome], visit)


@require_http_methods(["GET", "HEAD", "POST"])
@visiting
def resume(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take the answers out again, with the same three pictures."""
    if visit.has_agreed:
        return redirect(url_of_place(visit))
    if request.method != "POST":
        return _ask_pictures(request, visit)
    pictures = read_pictures(request.POST)
    if pictures is None:
        return _ask_pictures(request, visit, is_unclear=True)
    with in_council(visit.card.council):
        found = actions.resume(code=visit.code, pictures=pictures, today=clock.today())
    match found:
        case Resumed(content=content):
            return _carry_on_with(request, content, visit)
        case NoDraft():
            return redirect("answering:about")
        case _:
            return _ask_pictures(request, visit, found)


@require_safe
def get_help(request: HttpRequest) -> HttpResponse:
    """Where to go now. It needs neither a visit nor the database."""
    visit = _find_visit(request)
    mark_made_up(request, visit is not None and visit.card.is_made_up)
    page = present_help(visit.card.survey if visit else None, _find_ballot(visit), _find_offers(visit))
    return render(request, "answering/help.html", {"page": page})


@require_safe
def hide(request: HttpRequest) -> HttpResponse:
    """Leave at once. To come back the code must be typed; the answers are kept."""
    response = redirect("answering:blank")
    try:
        if visit := read_visit(request):
            write_visit(response, visit.hide())
    except LostVisit:
        drop_visit(response)
    return response


@require_safe
def ending(request: HttpRequest) -> HttpResponse:
    """A last page, shown once: after it the browser holds nothing that the page was made from."""
    found = read_ending(request)
    if found is None:
        return redirect("answering:start")
    try:
        with in_council(found.council):
            ballot = find_ballot(found.collection_id)
    except DatabaseError:  # the cookie stays: loaded again the page says all it has to say
        page = _present_without_ballot(found.page, found.survey)
        return render(request, "answering/note.html", {"page": page}, status=OUT_OF_ORDER)
    if ballot is None:
        return redirect("answering:start")
    mark_made_up(request, ballot.is_made_up)
    shown = _present_ending(found.page, found.survey, ballot)
    template = "answering/done.html" if isinstance(shown, DonePage) else "answering/note.html"
    response = render(request, template, {"page": shown})
    drop_ending(request, response)
    return response


def _present_ending(page: str, survey: str, ballot: Ballot) -> DonePage | Note:
    if page == "done":
        return present_done(survey, ballot)
    if page == "paused":
        return present_paused(survey, ballot.last_answer_day)
    return SAYING.get(page, present_ended)(survey)


def _present_without_ballot(page: str, survey: str) -> Note:
    """What is so, without the council's own words: what was sent is in, whatever is out of order now."""
    if page == "done":
        return present_already(survey)
    if page == "paused":
        return present_paused(survey, None)
    return SAYING.get(page, present_ended)(survey)


def _ask_pictures(
    request: HttpRequest,
    visit: Visit,
    found: WrongPictures | Waits | None = None,
    *,
    is_unclear: bool = False,
) -> HttpResponse:
    with in_council(visit.card.council):
        can_start = can_begin(get_ballot(visit.card.collection_id))
    page = present_resume(
        visit.card.survey, visit.token, found=found, is_unclear=is_unclear, can_start=can_start
    )
    status = REFUSED if found or is_unclear else 200
    return render(request, "answering/resume.html", {"page": page}, status=status)


def _carry_on_with(request: HttpRequest, content: bytes, visit: Visit) -> HttpResponse:
    """In the language it was put away in, unless another was chosen here."""
    try:
        visit = resume_visit(visit, content).touch(clock.now())
    except NotAVisit:  # put away by another version of Heard; the survey starts again, and the child is told
        survey = visit.card.survey
        page = present_step(survey, words_for(survey).faults.lost, "answering:about")
        return render(request, "answering/note.html", {"page": page}, status=GONE)
    response = carry_on(url_of_place(visit), replace(visit, language=""))
    if LANGUAGE not in request.COOKIES and visit.language:
        write_language(response, visit.language)
    return response


def _find_visit(request: HttpRequest) -> Visit | None:
    try:
        return read_visit(request)
    except LostVisit:
        return None


def _find_ballot(visit: Visit | None) -> Ballot | None:
    """For the council's own words of help; where the database is out of order, help is shown without them."""
    if visit is None:
        return None
    try:
        with in_council(visit.card.council):
            return find_ballot(visit.card.collection_id)
    except DatabaseError:
        return None


def _find_offers(visit: Visit | None) -> tuple[Offer, ...]:
    """Where the database is out of order, help is shown without them."""
    try:
        return offers_for(visit.card if visit else None)
    except DatabaseError:
        return ()
