"""What is published, on paper: to read and print as a page, and as PDF."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.printing.pressing import CannotPress, press
from heard.web.telling.content import Content
from heard.web.telling.forms import SignerForm
from heard.web.telling.paper import Paper, PaperKind
from heard.web.telling.presenters.papers import CALLED, list_papers, present_paper
from heard.web.telling.press import COMMAND
from heard.web.telling.readers import NAMES, Reader
from heard.web.telling.showing import find_shown
from heard.web.telling.typesetting.page import to_html
from heard.web.telling.views.words import reader_or_404
from heard.web.waves.queries import WaveFacts
from heard.web.waves.views import get_or_404

OUT_OF_ORDER = 503


@require_safe
@may(Permission.WRITE_TOLD)
def show(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """Everything that can be printed, and who signs."""
    facts = get_or_404(wave)
    content = _content(wave)
    groups = list_papers(content) if content else ()
    form = SignerForm(initial={"signer": request.GET.get("signer", "")})
    context = {"member": member, "wave": facts, "groups": groups, "form": form, "signed": _signed(request)}
    return render(request, "telling/paper.html", context)


@require_safe
@may(Permission.WRITE_TOLD)
def read(request: HttpRequest, member: Member, wave: str, reader: str, kind: str) -> HttpResponse:
    """One paper as a page, which the browser can print too."""
    facts = get_or_404(wave)
    return _show(request, member, facts, _paper_or_404(request, wave, reader, kind))


@require_safe
@may(Permission.WRITE_TOLD)
def download(request: HttpRequest, member: Member, wave: str, reader: str, kind: str) -> HttpResponse:
    """One paper as PDF."""
    facts = get_or_404(wave)
    paper = _paper_or_404(request, wave, reader, kind)
    try:
        content = press(paper.to_bytes(), COMMAND)
    except CannotPress as refused:
        return _show(request, member, facts, paper, refused=str(refused))
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="you-said-we-did-{reader}-{kind}.pdf"'
    return response


@require_safe
@may(Permission.WRITE_TOLD)
def keep(request: HttpRequest, member: Member, wave: str, reader: str, kind: str) -> HttpResponse:
    """The HTML that the PDF is set from, to be attacked and kept."""
    get_or_404(wave)
    content = to_html(_paper_or_404(request, wave, reader, kind))
    response = HttpResponse(content, content_type="text/html; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="you-said-we-did-{reader}-{kind}.html"'
    return response


def _show(
    request: HttpRequest, member: Member, facts: WaveFacts, paper: Paper, refused: str = ""
) -> HttpResponse:
    context = {
        "member": member,
        "wave": facts,
        "paper": paper,
        "called": f"{CALLED[paper.kind]}: {NAMES[Reader(paper.reader)]}",
        "signed": _signed(request),
        "refused": refused,
    }
    return render(request, "telling/read_paper.html", context, status=OUT_OF_ORDER if refused else 200)


def _paper_or_404(request: HttpRequest, wave: str, reader: str, kind: str) -> Paper:
    content, who = _content(wave), reader_or_404(reader)
    if content is None or not content.lines.get(who) or kind not in set(PaperKind):
        raise Http404
    form = SignerForm(request.GET)
    signer = form.cleaned_data["signer"] if form.is_valid() else ""
    path = reverse("telling:front", args=[content.council, wave])
    address = request.build_absolute_uri(path).partition("://")[2]
    return present_paper(content, who, PaperKind(kind), signer=signer, address=address)


def _content(wave: str) -> Content | None:
    """What stands, with what may still be said."""
    found = find_shown(wave)
    return found.content if found else None


def _signed(request: HttpRequest) -> str:
    signer = request.GET.get("signer", "")
    return "?" + urlencode({"signer": signer}) if signer else ""
