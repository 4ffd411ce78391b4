"""Pages for whoever prints. Each checks permission, makes one call, renders."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from heard.base.surveys import Survey
from heard.web.codes.queries import Ballot, get_ballot
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.printing.forms import OPENS, TYPES, PrintForm
from heard.web.printing.presenters import (
    find_paper,
    list_papers,
    present_cards,
    present_letters,
    present_paper,
)
from heard.web.printing.pressing import CannotPress, press_sheet
from heard.web.printing.sheets import Layout, Sheet
from heard.web.printing.words import list_languages
from heard.web.waves.queries import WaveFacts, find_wave

OUT_OF_ORDER = 503


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@may(Permission.ISSUE_CODES)
def print_cards(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """The codes that the page before holds, as PDF: cards or letters. They come in the form and are kept nowhere."""
    facts = _get_or_404(wave)
    if request.method != "POST":
        return redirect("waves:show", member.council, wave)
    form = _form_of(request, facts)
    context = {"member": member, "wave": facts, "form": form}
    if not form.is_valid():
        return render(request, "printing/print_cards.html", context, status=422 if form.is_bound else 200)
    ballot, address = get_ballot(facts.collection_id), request.build_absolute_uri("/")
    try:
        sheet = _sheet_with_codes(form, ballot, address)
        return _answer(sheet, f"{sheet.layout}-{sheet.ages}-{form.cleaned_data['part']}")
    except CannotPress as error:
        form.add_error(None, str(error))
    return render(request, "printing/print_cards.html", context, status=OUT_OF_ORDER)


@require_safe
@may(Permission.PRINT_PAPER)
def paper(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """Everything without codes that can be printed."""
    facts = _get_or_404(wave)
    groups = list_papers(get_ballot(facts.collection_id))
    return render(request, "printing/paper.html", {"member": member, "wave": facts, "groups": groups})


@require_safe
@may(Permission.PRINT_PAPER)
def read(request: HttpRequest, member: Member, wave: str, key: str) -> HttpResponse:
    """One paper as a page, which the browser can print too."""
    facts = _get_or_404(wave)
    context = {"member": member, "wave": facts, "key": key, "sheet": _paper_or_404(facts, key)}
    return render(request, "printing/read.html", context)


@require_safe
@may(Permission.PRINT_PAPER)
def download(request: HttpRequest, member: Member, wave: str, key: str) -> HttpResponse:
    """One paper as PDF."""
    facts = _get_or_404(wave)
    sheet = _paper_or_404(facts, key)
    try:
        return _answer(sheet, key)
    except CannotPress as error:
        context = {"member": member, "wave": facts, "key": key, "sheet": sheet, "refused": str(error)}
        return render(request, "printing/read.html", context, status=OUT_OF_ORDER)


def _form_of(request: HttpRequest, facts: WaveFacts) -> PrintForm:
    """As the page with the codes led here, or as it was sent from the form itself."""
    languages, survey, codes = list_languages(), request.POST.get("survey", ""), request.POST.get("codes", "")
    first = {"codes": codes, "survey": survey, "part": "1", "layout": Layout.CARDS.value, "square": OPENS}
    return PrintForm(
        request.POST if "make" in request.POST else None,
        initial=first | {"language": next(iter(languages))},
        surveys=facts.surveys,
        languages=languages,
        known_survey=survey in facts.surveys,
        count=len(codes.split()),
    )


def _sheet_with_codes(form: PrintForm, ballot: Ballot, address: str) -> Sheet:
    chosen = form.cleaned_data
    printed = {
        "address": address,
        "codes": chosen["codes"],
        "fills_code": chosen["square"] == TYPES,
        "language": chosen["language"],
    }
    survey = Survey(chosen["survey"])
    if chosen["layout"] == Layout.CARDS:
        return present_cards(ballot, survey, **printed)
    return present_letters(ballot, survey, programme=settings.HEARD.programme_name, **printed)


def _answer(sheet: Sheet, name: str) -> HttpResponse:
    """To be saved: the file's name tells neither batch nor council."""
    response = HttpResponse(press_sheet(sheet), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response


def _paper_or_404(facts: WaveFacts, key: str) -> Sheet:
    ballot = get_ballot(facts.collection_id)
    if find_paper(ballot, key) is None:
        raise Http404
    return present_paper(key, ballot, programme=settings.HEARD.programme_name)


def _get_or_404(wave: str) -> WaveFacts:
    facts = find_wave(wave)
    if facts is None:
        raise Http404
    return facts
