"""The questions, one screen at a time, and sending."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from heard.catalogue import Questionnaire
from heard.interview import BEFORE_FIRST, Item, build_response
from heard.web.answering.cookies import excess_letters, fits, write_visit
from heard.web.answering.forms import Given, leave_out, read_place, read_screen
from heard.web.answering.presenters.frames import present_shell
from heard.web.answering.presenters.pages import present_send, present_send_failed
from heard.web.answering.presenters.screens import is_calm_before, present_screen
from heard.web.answering.views.visiting import (
    REFUSED,
    agreed,
    carry_on,
    end_on,
    visiting,
    visiting_even_idle,
)
from heard.web.answering.visits import Visit
from heard.web.answering.way import (
    end_of,
    items_on,
    next_place,
    place_before,
    place_of,
    questionnaire_of,
    url_after,
    url_before,
    url_of_place,
)
from heard.web.codes import actions
from heard.web.codes.actions import Finished
from heard.web.tenancy import in_council
from heard.web.ui import clock

OUT_OF_ORDER = 503
ENDING_OF = {
    Finished.SENT: "done",
    Finished.ALREADY_SENT: "already",
    Finished.TOO_LATE: "ended",
    Finished.VOID: "void",
}


@require_http_methods(["GET", "HEAD", "POST"])
@visiting_even_idle
@agreed
def screen(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The screen the visit is at; a form says of which screen it is, for it may come from a page opened earlier.

    What is sent from a page that has gone idle is kept, and then the code is asked for.
    """
    questionnaire = questionnaire_of(visit)
    is_idle = visit.is_idle(clock.now())
    if request.method == "POST":
        place = read_place(request.POST)
        if place is not None and (items := items_on(questionnaire, visit, place)):
            return _take(request, visit, questionnaire, place, items, is_idle=is_idle)
    if is_idle:
        return redirect("answering:idle")
    url = url_of_place(visit)
    if request.method == "POST" or url != request.path:
        return redirect(url)
    if visit.is_scripted:
        shell = present_shell(visit.card.survey, visit.token)
        return render(request, "answering/shell.html", {"page": shell})
    page = present_screen(questionnaire, visit, place_of(questionnaire, visit))
    return render(request, "answering/screen.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@visiting
@agreed
def send(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The last page, and sending."""
    questionnaire = questionnaire_of(visit)
    end = end_of(questionnaire)
    if visit.reached < end:
        return redirect(url_of_place(visit))
    before = place_before(questionnaire, visit, end)
    if request.method == "POST" and request.POST.get("go") == "back":
        return carry_on(url_before(questionnaire, before), visit.show(before).touch(clock.now()))
    if request.method == "POST":
        return _send(request, visit, questionnaire)
    is_calm = is_calm_before(questionnaire, visit, end)
    page = present_send(visit.card.survey, visit.token, has_back=before != BEFORE_FIRST, is_calm=is_calm)
    return render(request, "answering/send.html", {"page": page})


def _take(
    request: HttpRequest,
    visit: Visit,
    questionnaire: Questionnaire,
    place: int,
    items: tuple[Item, ...],
    *,
    is_idle: bool,
) -> HttpResponse:
    """Keep what one screen gave and go where the button leads; show the page again where something cannot be kept."""
    go, visit = request.POST.get("go", "next"), visit.show(place)
    given = leave_out(items) if go == "skip" else read_screen(items, request.POST)
    kept = visit.keep(given.answers, given.words)
    if not fits(kept):
        given, kept = _say_excess(kept, given), visit.keep(given.answers, {})
    kept = _fitting(kept, visit)
    if is_idle:
        return carry_on("answering:idle", kept)
    kept = kept.touch(clock.now())
    if given.is_wrong and go not in ("help", "look", "language"):
        # nothing stands between a child and help, not even too many words
        return _show_again(request, kept, place, given)
    url, at = _lead(go, questionnaire, kept, place)
    return carry_on(url, kept.show(at))


def _lead(go: str, questionnaire: Questionnaire, visit: Visit, place: int) -> tuple[str, int]:
    """The page that a button of a screen leads to, and the place the visit is then at."""
    match go:
        case "help" | "stop" | "look" | "language":
            return f"answering:{go}", place
        case "back":
            before = place_before(questionnaire, visit, place)
            return url_before(questionnaire, before), before
        case _:
            following = next_place(questionnaire, visit, place)
            return url_after(questionnaire, following), following


def _say_excess(visit: Visit, given: Given) -> Given:
    """The longest words just given are the ones to be made shorter."""
    key = max(given.words, key=lambda each: len(given.words[each]))
    typed = given.words[key]
    return Given(
        answers=given.answers,
        refused=given.refused,
        too_long={**given.too_long, key: excess_letters(visit, key)},
        typed={**given.typed, **given.words, key: typed},
    )


def _fitting(visit: Visit, before: Visit) -> Visit:
    """The visit, or where that does not fit what it was before."""
    return visit if fits(visit) else before


def _show_again(request: HttpRequest, visit: Visit, place: int, given: Given) -> HttpResponse:
    page = present_screen(questionnaire_of(visit), visit, place, given)
    response = render(request, "answering/screen.html", {"page": page}, status=REFUSED)
    write_visit(response, visit)
    return response


def _send(request: HttpRequest, visit: Visit, questionnaire: Questionnaire) -> HttpResponse:
    row = build_response(questionnaire, visit.answers, reached=visit.reached)
    try:
        with in_council(visit.card.council):
            outcome = actions.finish(card=visit.card, answers=row, comments=visit.words)
    except (
        DatabaseError
    ):  # the cookie still holds everything; Django's own line says 503 and the name of this view
        page = present_send_failed(visit.card.survey, visit.token)
        return render(request, "answering/send_failed.html", {"page": page}, status=OUT_OF_ORDER)
    return end_on(ENDING_OF[outcome], visit)
