"""A wave's reports: what is there, taking one or all, having them made."""

from collections.abc import Iterator, Sequence

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from heard.base.errors import UserError
from heard.base.policy import Level
from heard.web.jobs.views import tell_news
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.reporting import actions, queries
from heard.web.reporting.adding import digest_additions, gather_additions
from heard.web.reporting.presenters.sets import SetPage, list_readable, present_set
from heard.web.reporting.queries import FileFacts
from heard.web.reporting.zipping import zip_files
from heard.web.results.presenters import READING
from heard.web.results.queries import find_opening
from heard.web.tenancy import in_council
from heard.web.ui import clock
from heard.web.waves.queries import WaveFacts
from heard.web.waves.views import get_or_404

REFUSED, DAMAGED = 409, 500
# As browsers and offices know them; what is not here is only ever saved.
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
    ".zip": "application/zip",
}
FOLDERS = {Level.PUBLIC: "for-anybody", Level.BOARD: "for-the-board"}  # in the zip


@require_safe
@may(*READING.values(), Permission.MAKE_REPORTS)
def show(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """Which reports there are, for whom, in which formats."""
    facts = get_or_404(wave)
    page = _present(request, member, facts)
    if request.headers.get("HX-Request"):
        return tell_news(request, page.progress) if page.progress else HttpResponseClientRefresh()
    return _show(request, member, facts, page, is_gone="gone" in request.GET)


@require_POST
@may(Permission.MAKE_REPORTS)
def make(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """Let the worker make them, or make them again."""
    facts = get_or_404(wave)
    try:
        actions.ask_for_set(wave=wave, by=member.email, at=clock.now())
    except UserError as error:
        page = _present(request, member, facts)
        return _show(request, member, facts, page, refused=str(error), status=REFUSED)
    return redirect("reporting:show", member.council, wave)


@require_safe
@may(*READING.values(), Permission.MAKE_REPORTS)
def take(request: HttpRequest, member: Member, wave: str, file: int) -> HttpResponse:
    """One file, as it was written. One of a set that was made anew since is there no more."""
    facts = get_or_404(wave)
    found = next((each for each in _readable(member, facts) if each.id == file), None)
    if found is None:
        response = redirect("reporting:show", member.council, wave)
        response["Location"] += "?gone=1"
        return response
    content = queries.read_file(found)
    if content is None:
        return not_as_written(request, member, facts)
    actions.record_taken(what=f"{wave}: {found.name}", by=member.email, at=clock.now())
    return HttpResponse(content, headers=_headers(found.name))


@require_safe
@may(*READING.values(), Permission.MAKE_REPORTS)
def take_all(request: HttpRequest, member: Member, wave: str) -> HttpResponseBase:
    """All that this person may have, as one zip that is sent while it is packed."""
    facts = get_or_404(wave)
    files, made = _readable(member, facts), queries.find_set(wave)
    if made is None or not files:
        return redirect("reporting:show", member.council, wave)
    if any(queries.read_file(each) is None for each in files):
        return not_as_written(request, member, facts)
    actions.record_taken(what=f"{wave}: all {len(files)} files", by=member.email, at=clock.now())
    pieces = zip_files(_contents(member.council, files), day=made.made_on)
    return StreamingHttpResponse(pieces, headers=_headers(f"reports-{member.council}-{wave}.zip"))


def _readable(member: Member, facts: WaveFacts) -> tuple[FileFacts, ...]:
    return list_readable(member, facts, queries.find_set(facts.wave), clock.today())


def _contents(council: str, files: Sequence[FileFacts]) -> Iterator[tuple[str, bytes]]:
    """Sent after the view has ended, and so outside its council."""
    for file in files:
        with in_council(council):
            content = queries.read_file(file)
        if content is None:
            raise FileNotFoundError(
                file.name
            )  # replaced while it was sent: the zip breaks off, and opens nowhere
        yield f"{FOLDERS.get(file.level, file.level.value)}/{file.name}", content


def _headers(name: str) -> dict[str, str]:
    suffix = name[name.rfind(".") :]
    return {
        "Content-Type": TYPES.get(suffix, "application/octet-stream"),
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }


def _present(request: HttpRequest, member: Member, facts: WaveFacts) -> SetPage:
    made = queries.find_set(facts.wave)
    is_changed = made is not None and digest_additions(gather_additions(facts.wave)) != made.added
    return present_set(
        member,
        facts,
        opening=find_opening(facts.wave),
        made=made,
        job=queries.find_making(facts.wave),
        is_changed=is_changed,
        before_wave=queries.find_wave_before(facts.wave),
        today=clock.today(),
        address=request.path,
    )


def _show(
    request: HttpRequest,
    member: Member,
    facts: WaveFacts,
    page: SetPage,
    *,
    refused: str = "",
    is_gone: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {"member": member, "wave": facts, "page": page, "refused": refused, "is_gone": is_gone}
    return render(request, "reporting/show.html", context, status=status)


def not_as_written(request: HttpRequest, member: Member, facts: WaveFacts) -> HttpResponse:
    """What is said in place of a file that is gone or was changed."""
    context = {"member": member, "wave": facts, "may_make": member.may(Permission.MAKE_REPORTS)}
    return render(request, "reporting/not_as_written.html", context, status=DAMAGED)
