"""From the code to the first question."""

import time
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from heard.web.answering.cookies import LostVisit, has_declined, read_visit, write_declined
from heard.web.answering.presenters.frames import present_step, words_for
from heard.web.answering.presenters.languages import present_languages
from heard.web.answering.presenters.looks import present_look
from heard.web.answering.presenters.pages import (
    present_about,
    present_adult,
    present_another,
    present_hand_over,
    present_start,
)
from heard.web.answering.tries import wrong_codes
from heard.web.answering.views.visiting import (
    REFUSED,
    agreed,
    can_begin,
    carry_on,
    end_on,
    mark_made_up,
    visiting,
    visiting_even_idle,
    while_it_is_here,
)
from heard.web.answering.visits import Visit, begin_visit
from heard.web.answering.way import first_of, hand_over_of, is_adult_first, questionnaire_of, url_of_place
from heard.web.codes import actions
from heard.web.codes.cards import MistypedCode, read_code
from heard.web.codes.queries import Admission, Ballot, Card, State, UnknownCode, find_admission, get_ballot
from heard.web.instruments.choosing import keep_language, write_language
from heard.web.instruments.languages import find_language
from heard.web.tenancy import in_council
from heard.web.ui import clock
from heard.web.ui.looks import NoSuchLook, make_look, read_look, write_look
from heard.web.ui.middleware import set_length_step

TOO_MANY = 429
REPLACE = "replace"  # said by the button that begins although another card's answers wait here
MINUTES_TO_WAIT = 2  # the window is one minute; two, because a minute may be read as nearly over


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Where the code is typed."""
    return _alike(render(request, "answering/start.html", {"page": present_start()}))


@require_http_methods(["GET", "HEAD", "POST"])
def choose_look(request: HttpRequest) -> HttpResponse:
    """Letters and colours, before the code or in the middle of a survey."""
    visit = _find_visit(request)
    if request.method != "POST":
        page = present_look(visit.card.survey if visit else None, read_look(request))
        return render(request, "answering/look.html", {"page": page})
    try:
        look = make_look(request.POST.dict())
    except NoSuchLook:
        return redirect("answering:look")
    response = redirect("answering:on" if visit else "answering:start")
    write_look(response, look, is_secure=settings.SESSION_COOKIE_SECURE)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def choose_language(request: HttpRequest) -> HttpResponse:
    """Another language, before the code or in the middle of a survey. Where there is none this page is not there."""
    visit = _find_visit(request)
    is_made_up = visit is not None and visit.card.is_made_up
    mark_made_up(request, is_made_up)
    back = "answering:on" if visit else "answering:start"
    if request.method != "POST":
        page = present_languages(visit.card.survey if visit else None, is_made_up=is_made_up)
        return render(request, "answering/language.html", {"page": page}) if page.choices else redirect(back)
    found = find_language(request.POST.get("language", ""), is_made_up=is_made_up)
    response = redirect(back)
    if found:
        write_language(response, found.key)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@while_it_is_here
def enter_code(request: HttpRequest) -> HttpResponse:
    """Look for the card. The form is sent here and not to `/`, because only here the browser shows its visit.

    A right code always passes: behind the web server in front every child has one address, and whoever types wrong
    codes there would keep all of them out.
    """
    if request.method != "POST":
        return redirect("answering:start")
    typed, address = request.POST.get("code", ""), request.META.get("REMOTE_ADDR", "")
    try:
        admission = find_admission(typed)
    except MistypedCode:
        return _refuse(request, typed, words_for(None).start.errors.mistyped)
    except UnknownCode:
        return _say_unknown(request, typed, address)
    response = _admit(request, admission, typed)
    keep_language(request, response)
    return response


def _say_unknown(request: HttpRequest, typed: str, address: str) -> HttpResponse:
    errors = words_for(None).start.errors
    if wrong_codes.is_too_many(address, time.monotonic()):
        return _refuse(request, typed, errors.too_many_tries.format(minutes=MINUTES_TO_WAIT), TOO_MANY)
    wrong_codes.add(address, time.monotonic())
    return _refuse(request, typed, errors.unknown)


@require_http_methods(["GET", "HEAD", "POST"])
@visiting
def about(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What this is, who sees it, you can stop; yes or no thank you."""
    if request.method == "POST" and request.POST.get("go") == "no":
        return _decline(request, visit)
    if request.method == "POST":
        return _begin(visit)
    page = present_about(visit.council_name, visit.card.survey, settings.HEARD.programme_name, visit.token)
    return _alike(render(request, "answering/about.html", {"page": page}))


@require_http_methods(["GET", "HEAD", "POST"])
@visiting
@agreed
def adult(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What the trusted adult reads before the first question."""
    questionnaire = questionnaire_of(visit)
    if not is_adult_first(questionnaire):
        return redirect(url_of_place(visit))
    if request.method == "POST":
        return _show(first_of(questionnaire), visit)
    page = present_adult(visit.card.survey, visit.token)
    return _alike(render(request, "answering/adult.html", {"page": page}))


@require_http_methods(["GET", "HEAD", "POST"])
@visiting
@agreed
def hand_over(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Between the adult's questions and the child's."""
    place = hand_over_of(questionnaire_of(visit))
    if place is None or place > visit.reached:
        return redirect(url_of_place(visit))
    if request.method == "POST":
        return _show(place, visit)
    page = present_hand_over(visit.card.survey, visit.token)
    return render(request, "answering/hand_over.html", {"page": page})


@require_safe
@visiting
def go_on(request: HttpRequest, visit: Visit) -> HttpResponse:
    """To wherever the visit stands."""
    return redirect(url_of_place(visit))


@require_safe
@visiting_even_idle
def idle(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The code must be typed again; nothing of the visit is shown."""
    if not visit.is_idle(clock.now()):
        return redirect(url_of_place(visit))
    page = present_step(visit.card.survey, words_for(visit.card.survey).idle, "answering:start")
    return render(request, "answering/note.html", {"page": page})


def _alike(response: HttpResponse) -> HttpResponse:
    """It says the same to every child of the survey, so its length tells nothing and may stay as it is."""
    return set_length_step(response, 1)


def _refuse(request: HttpRequest, typed: str, error: str, status: int = REFUSED) -> HttpResponse:
    return render(request, "answering/start.html", {"page": present_start(error, typed)}, status=status)


def _admit(request: HttpRequest, admission: Admission, typed: str) -> HttpResponse:
    """Carry on with the visit of this code, wait for the pictures of a paused one, or begin.

    Where somebody else's answers wait in this browser, it is asked first: one cookie holds one visit.
    """
    card, ballot, is_paused = admission.card, admission.ballot, admission.is_paused
    mark_made_up(request, card.is_made_up)
    if error := _say_spent(card):
        return _refuse(request, typed, error)
    code = read_code(typed)
    there = _find_visit(request)
    visit = there if there is not None and there.code == code else None
    if error := _say_closed(ballot, is_under_way=is_paused or (visit is not None and visit.has_agreed)):
        return _refuse(request, typed, error)
    if visit is not None and visit.has_agreed:
        return carry_on(url_of_place(visit), visit.touch(clock.now()))
    if there is not None and there.has_answers and visit is None and request.POST.get("go") != REPLACE:
        return render(request, "answering/another.html", {"page": present_another(typed, REPLACE)})
    visit = begin_visit(
        card=card,
        code=code,
        version=ballot.versions[card.survey],
        council_name=ballot.council_name,
        at=clock.now(),
    )
    return carry_on("answering:resume" if is_paused else "answering:about", visit)


def _find_visit(request: HttpRequest) -> Visit | None:
    """The visit in this browser, of whichever card."""
    try:
        return read_visit(request)
    except LostVisit:
        return None


def _say_spent(card: Card) -> str:
    """Replaced and void are said first: then whoever asks about a lost card is not told whether it was used."""
    errors = words_for(None).start.errors
    if card.is_replaced:
        return errors.replaced
    if card.is_void:
        return errors.void
    return errors.used if card.is_finished else ""


def _say_closed(ballot: Ballot, *, is_under_way: bool) -> str:
    errors = words_for(None).start.errors
    if ballot.state is State.PREPARING:
        return errors.not_open
    if can_begin(ballot) or (ballot.state in (State.OPEN, State.CLOSED) and is_under_way):
        return ""
    return errors.closed


def _decline(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Counted once, however often the same card says it in one browser."""
    with in_council(visit.card.council):
        if has_declined(request, visit.card):
            actions.throw_away(card=visit.card)
        else:
            actions.decline(card=visit.card)
    response = end_on("declined", visit)
    write_declined(response, visit.card)
    return response


def _show(place: int, visit: Visit) -> HttpResponse:
    return carry_on("answering:screen", visit.show(place).touch(clock.now()))


def _begin(visit: Visit) -> HttpResponse:
    """After yes. A survey under way goes on; after the closing none begins."""
    with in_council(visit.card.council):
        ballot = get_ballot(visit.card.collection_id)
    if not can_begin(ballot) and not visit.has_agreed:
        return end_on("ended", visit)
    visit = replace(visit, has_agreed=True).touch(clock.now())
    return carry_on(url_of_place(visit), visit)
