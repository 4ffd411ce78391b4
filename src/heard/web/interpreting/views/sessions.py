"""Sessions: begun, gone through finding by finding, on the big screen and on paper; cards, choosing, the end."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.base.errors import UserError
from heard.base.policy import Level
from heard.web.codes.cards import written
from heard.web.interpreting import queries
from heard.web.interpreting.actions import remarks, sessions, voting
from heard.web.interpreting.actions.remarks import MayName, Origin
from heard.web.interpreting.forms import BeginForm, BoxesForm, CardsForm, TookPartForm
from heard.web.interpreting.presenters.findings import gather_quotations, present_finding
from heard.web.interpreting.presenters.sessions import (
    draw_squares,
    present_session,
    present_waiting,
    present_walk,
)
from heard.web.interpreting.presenters.words import SPEAKERS, name_session
from heard.web.interpreting.queries import SessionFacts
from heard.web.interpreting.terms import Way, Who
from heard.web.interpreting.views.reading import NOT_YET, Reader, after_looking, number_of, reading
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.ui import clock
from heard.web.ui.forms import posted

REFUSED = 409
OF_BOARD = "The board’s session is held by somebody who may read what the board may see."


@require_http_methods(["GET", "POST"])
@may(Permission.HOLD_SESSIONS)
@reading
def begin(request: HttpRequest, member: Member, reader: Reader) -> HttpResponse:
    """Who comes together."""
    form = BeginForm(**posted(request), initial={"held_on": clock.today(), "who": "panel"})
    if form.is_valid() and form.begun().who is Who.BOARD and reader.level is Level.PUBLIC:
        form.add_error("who", OF_BOARD)
    if form.is_valid():
        try:
            key = sessions.begin_session(
                wave=reader.wave.wave, begun=form.begun(), by=member.email, at=clock.now()
            )
            return redirect("interpreting:session", member.council, reader.wave.wave, key)
        except UserError as error:
            form.add_error(None, str(error))
    context = {"member": member, "wave": reader.wave, "form": form}
    return render(request, "interpreting/begin.html", context, status=NOT_YET if form.is_bound else 200)


@require_safe
@may(Permission.HOLD_SESSIONS)
@reading
def session(request: HttpRequest, member: Member, reader: Reader, key: UUID) -> HttpResponse:
    """The host's page."""
    return _show(request, member, reader, session_or_404(reader, key))


@require_http_methods(["GET", "POST"])
@may(Permission.HOLD_SESSIONS)
@reading
def walk(request: HttpRequest, member: Member, reader: Reader, key: UUID, indicator: str) -> HttpResponse:
    """One finding on the big screen, with boxes for what is said of it."""
    return _boxes(request, member, reader, session_or_404(reader, key), indicator, is_paper=False)


@require_http_methods(["GET", "POST"])
@may(Permission.HOLD_SESSIONS)
@reading
def paper(request: HttpRequest, member: Member, reader: Reader, key: UUID, indicator: str) -> HttpResponse:
    """What stood on paper is typed in, finding by finding."""
    return _boxes(request, member, reader, session_or_404(reader, key), indicator, is_paper=True)


@require_safe
@may(Permission.HOLD_SESSIONS)
@reading
def sheets(request: HttpRequest, member: Member, reader: Reader, key: UUID) -> HttpResponse:
    """A sheet of paper for each finding, or for one."""
    found = session_or_404(reader, key)
    level, only = reader.at(found), request.GET.get("finding")
    views = [
        present_finding(each, level)
        for each in reader.findings(level)
        if only is None or each.indicator == only
    ]
    if not views:
        raise Http404
    context = {
        "member": member,
        "wave": reader.wave,
        "session": found,
        "sheets": views,
        "title": name_session(found),
    }
    return render(request, "interpreting/sheets.html", context)


@require_POST
@may(Permission.HOLD_SESSIONS)
@reading
def took_part(request: HttpRequest, member: Member, reader: Reader, key: UUID) -> HttpResponse:
    """How many took part."""
    found, form = session_or_404(reader, key), TookPartForm(request.POST)
    if not form.is_valid():
        return _show(request, member, reader, found, form=form, status=NOT_YET)
    sessions.say_took_part(
        wave=reader.wave.wave,
        session=key,
        took_part=form.cleaned_data["took_part"],
        by=member.email,
        at=clock.now(),
    )
    return redirect("interpreting:session", member.council, reader.wave.wave, key)


@require_POST
@may(Permission.HOLD_SESSIONS)
@reading
def end(request: HttpRequest, member: Member, reader: Reader, key: UUID) -> HttpResponse:
    """The session is over."""
    session_or_404(reader, key)
    sessions.end_session(wave=reader.wave.wave, session=key, by=member.email, at=clock.now())
    return redirect("interpreting:session", member.council, reader.wave.wave, key)


@require_http_methods(["GET", "POST"])
@may(Permission.HOLD_SESSIONS)
@reading
def cards(request: HttpRequest, member: Member, reader: Reader, key: UUID) -> HttpResponse:
    """Cards to print: their codes are on this page and nowhere else."""
    found, form = session_or_404(reader, key), CardsForm(**posted(request))
    context = {
        "member": member,
        "wave": reader.wave,
        "session": found,
        "title": name_session(found),
        "form": form,
    }
    if form.is_valid():
        try:
            codes = voting.make_choice_cards(
                wave=reader.wave.wave,
                session=key,
                number=form.cleaned_data["number"],
                by=member.email,
                at=clock.now(),
            )
            address = request.build_absolute_uri(reverse("interpreting:choose"))
            printed = [written(code) for code in codes]
            context |= {"cards": draw_squares(printed, address), "address": address}
            return render(request, "interpreting/cards.html", context)
        except UserError as error:
            form.add_error(None, str(error))
    return render(request, "interpreting/make_cards.html", context, status=NOT_YET if form.is_bound else 200)


@require_POST
@may(Permission.HOLD_SESSIONS)
@reading
def vote(request: HttpRequest, member: Member, reader: Reader, key: UUID) -> HttpResponse:
    """Choosing is opened or closed."""
    found = session_or_404(reader, key)
    act = voting.close_vote if request.POST.get("do") == "close" else voting.open_vote
    try:
        act(wave=reader.wave.wave, session=key, by=member.email, at=clock.now())
    except UserError as error:
        return _show(request, member, reader, found, refused=str(error), status=REFUSED)
    return redirect("interpreting:session", member.council, reader.wave.wave, key)


@require_http_methods(["GET", "POST"])
@may(Permission.HOLD_SESSIONS)
@reading
def waiting(request: HttpRequest, member: Member, reader: Reader, key: UUID) -> HttpResponse:
    """Ideas from telephones: let in or left out by the host."""
    found = session_or_404(reader, key)
    refused = ""
    if request.method == "POST":
        try:
            is_done = remarks.decide_waiting(
                wave=reader.wave.wave,
                remark=_uuid(request.POST.get("remark", "")),
                read=number_of(request),
                is_let_in=request.POST.get("do") == "in",
                by=member.email,
                at=clock.now(),
            )
            if is_done:
                return redirect("interpreting:waiting", member.council, reader.wave.wave, key)
            refused = "Somebody decided about this one meanwhile. What stands now is shown below."
        except UserError as error:
            refused = str(error)
    page = present_waiting(queries.list_session_remarks(reader.wave.wave, key))
    context = {
        "member": member,
        "wave": reader.wave,
        "session": found,
        "page": page,
        "title": name_session(found),
    }
    return render(
        request,
        "interpreting/waiting.html",
        context | {"refused": refused},
        status=REFUSED if refused else 200,
    )


def _boxes(
    request: HttpRequest,
    member: Member,
    reader: Reader,
    found: SessionFacts,
    indicator: str,
    *,
    is_paper: bool,
) -> HttpResponse:
    """What is typed is kept whatever button is pressed; then the same finding again, or the next."""
    level = reader.at(found)
    shown = reader.findings(level)
    here = next((place for place, each in enumerate(shown) if each.indicator == indicator), None)
    if here is None:
        raise Http404
    form = BoxesForm(**posted(request), initial={"by_whom": SPEAKERS[found.who].value})
    named: tuple[str, ...] = ()
    page_name = "interpreting:paper" if is_paper else "interpreting:walk"
    if form.is_valid():
        try:
            after_looking(
                request,
                lambda looked: _keep(
                    member, reader, found, form, indicator=indicator, is_paper=is_paper, is_looked_at=looked
                ),
            )
            order = [each.indicator for each in shown]
            return _go_on(request, member, reader, found, order=order, here=here, page_name=page_name)
        except MayName as error:
            named = error.words
    said = queries.list_session_remarks(reader.wave.wave, found.key)
    view = present_finding(shown[here], level, gather_quotations(reader.wave.wave))
    context = {
        "member": member,
        "wave": reader.wave,
        "session": found,
        "page": present_walk(found, view, [each.indicator for each in shown], here, said),
        "form": form,
        "named": named,
        "is_paper": is_paper,
    }
    return render(request, "interpreting/walk.html", context, status=NOT_YET if form.is_bound else 200)


def _keep(
    member: Member,
    reader: Reader,
    found: SessionFacts,
    form: BoxesForm,
    *,
    indicator: str,
    is_paper: bool,
    is_looked_at: bool,
) -> None:
    said, at = form.said(indicator), clock.now()
    if said:
        remarks.keep_remarks(
            wave=reader.wave.wave,
            said=said,
            origin=Origin(Way.PAPER if is_paper else Way.SESSION, session=found.key),
            by=member.email,
            at=at,
            is_looked_at=is_looked_at,
        )
    sessions.go_through(wave=reader.wave.wave, session=found.key, indicator=indicator, by=member.email, at=at)


def _go_on(
    request: HttpRequest,
    member: Member,
    reader: Reader,
    found: SessionFacts,
    *,
    order: list[str],
    here: int,
    page_name: str,
) -> HttpResponse:
    place = [member.council, reader.wave.wave, found.key]
    step = {"next": 1, "back": -1}.get(request.POST.get("go", ""), 0)
    if not 0 <= here + step < len(order):
        return redirect("interpreting:session", *place)
    return redirect(page_name, *place, order[here + step])


def _show(
    request: HttpRequest,
    member: Member,
    reader: Reader,
    found: SessionFacts,
    *,
    form: TookPartForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    shown = reader.findings(reader.at(found))
    chosen = [each for each in queries.list_chosen(reader.wave.wave) if each.session.key == found.key]
    said = queries.list_session_remarks(reader.wave.wave, found.key)
    page = present_session(
        found, [each.indicator for each in shown], queries.list_gone_through(found.key), said, chosen
    )
    context = {
        "member": member,
        "wave": reader.wave,
        "session": found,
        "page": page,
        "form": form or TookPartForm(initial={"took_part": found.took_part}),
        "refused": refused,
    }
    return render(request, "interpreting/session.html", context, status=status)


def session_or_404(reader: Reader, key: UUID) -> SessionFacts:
    """A session of the board is there for those alone who may read what it reads."""
    found = queries.find_session(reader.wave.wave, key)
    if found is None or (found.is_of_board and reader.level is Level.PUBLIC):
        raise Http404
    return found


def _uuid(sent: str) -> UUID:
    try:
        return UUID(sent)
    except ValueError:
        raise Http404 from None
