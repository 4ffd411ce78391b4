"""This wave's report beside the last wave's of the same kind, level and children, both as they were published."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from heard.reports.formats.html_read import ReadReport
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.reporting import queries
from heard.web.reporting.beside import SectionPair, pair_headlines, pair_sections
from heard.web.reporting.presenters import beside as presenting
from heard.web.reporting.presenters.beside import BesidePage
from heard.web.reporting.presenters.sets import list_readable, name_report
from heard.web.reporting.queries import FileFacts
from heard.web.reporting.views.sets import not_as_written
from heard.web.reporting.views.words import know_words
from heard.web.results.found import Told, list_findings
from heard.web.results.presenters import READING
from heard.web.tenancy import entered_council
from heard.web.ui import clock
from heard.web.waves.queries import WaveFacts, find_wave
from heard.web.waves.views import get_or_404


@dataclass(frozen=True, slots=True)
class Both:
    """Two reports, read back, of two waves."""

    file: FileFacts
    then_wave: str
    then: ReadReport
    now: ReadReport


@require_safe
@may(*READING.values(), Permission.MAKE_REPORTS)
def show(request: HttpRequest, member: Member, wave: str, report: str) -> HttpResponse:
    """What is new, what went, what says something else; of a short report everything, of a long one the way to each
    section."""
    facts = get_or_404(wave)
    pages = _pages(member, facts)
    if report not in pages:
        return _gone(member, wave)
    now = queries.read_page(pages[report])
    if now is None:
        return not_as_written(request, member, facts)
    found = _find_both(member, facts, pages[report], now)
    page = _unpaired(facts, pages[report], found) if isinstance(found, str) else _paired(member, facts, found)
    others = presenting.list_links(
        member.council, wave, (each for key, each in pages.items() if key != report)
    )
    context = {"member": member, "wave": facts, "page": page, "others": others}
    return render(request, "reporting/beside.html", context)


@require_safe
@may(*READING.values(), Permission.MAKE_REPORTS)
def section(request: HttpRequest, member: Member, wave: str, report: str, section: str) -> HttpResponse:
    """One section of a long report."""
    facts = get_or_404(wave)
    pages = _pages(member, facts)
    if report not in pages:
        return _gone(member, wave)
    now = queries.read_page(pages[report])
    found = _find_both(member, facts, pages[report], now) if now else ""
    if isinstance(found, str):
        return redirect("reporting:beside", member.council, wave, report)
    pairs = pair_sections(found.then, found.now)
    if section not in pairs:
        raise Http404
    context = {
        "member": member,
        "wave": facts,
        "report": report,
        "name": name_report(found.file),
        "then_wave": found.then_wave,
        "title": pairs[section][0].title,
        "sections": presenting.present_section(
            pairs[section], then_wave=found.then_wave, now_wave=wave, level=1
        ),
    }
    return render(request, "reporting/beside_section.html", context)


def _pages(member: Member, facts: WaveFacts) -> dict[str, FileFacts]:
    files = list_readable(member, facts, queries.find_set(facts.wave), clock.today())
    return presenting.pages_of(files)


def _gone(member: Member, wave: str) -> HttpResponse:
    response = redirect("reporting:show", member.council, wave)
    response["Location"] += "?gone=1"
    return response


def _find_both(member: Member, facts: WaveFacts, file: FileFacts, now: ReadReport) -> Both | str:
    """The report and the last wave's; or why there is none to lay beside it."""
    before = queries.find_wave_before(facts.wave)
    earlier = find_wave(before) if before else None
    if earlier is None:
        return presenting.NO_WAVE
    pages = _pages(member, earlier)
    if not pages:
        return presenting.NOT_MADE.format(wave=before)
    known = pages.get(file.report)
    if known is None or known.level is not file.level:
        return presenting.NO_SUCH.format(wave=before)
    then = queries.read_page(known)
    return Both(file, before, then, now) if then else presenting.NOT_AS_WRITTEN.format(wave=before)


def _unpaired(facts: WaveFacts, file: FileFacts, why: str) -> BesidePage:
    before = queries.find_wave_before(facts.wave)
    return BesidePage(title=name_report(file), then_wave=before, now_wave=facts.wave, why_not=why)


def _paired(member: Member, facts: WaveFacts, both: Both) -> BesidePage:
    pairs = pair_sections(both.then, both.now)
    headlines = presenting.present_headlines(
        pair_headlines(
            both.then,
            both.now,
            told_then=_told(both.then_wave, both.file),
            told_now=_told(facts.wave, both.file),
        )
    )
    short = presenting.is_short(pairs)
    may_write = member.may(Permission.WRITE_WORDS)
    return BesidePage(
        title=name_report(both.file),
        then_wave=both.then_wave,
        now_wave=facts.wave,
        leads=((both.then_wave, both.then.lead), (facts.wave, both.now.lead)),
        headlines=headlines,
        none_told="" if headlines else presenting.NONE_TOLD,
        sections=_sections(pairs, both.then_wave, facts.wave) if short else (),
        links=() if short else presenting.present_links(pairs, _addresses(facts, both.file, pairs)),
        words=presenting.present_words_before(know_words(member, facts), both.then) if may_write else (),
    )


def _sections(
    pairs: dict[str, tuple[SectionPair, ...]], then_wave: str, now_wave: str
) -> tuple[presenting.SectionView, ...]:
    return tuple(
        view
        for pair in pairs.values()
        for view in presenting.present_section(pair, then_wave=then_wave, now_wave=now_wave, level=3)
    )


def _addresses(facts: WaveFacts, file: FileFacts, keys: dict[str, tuple[SectionPair, ...]]) -> dict[str, str]:
    council = entered_council()
    return {
        key: reverse("reporting:beside_section", args=[council, facts.wave, file.report, key]) for key in keys
    }


def _told(wave: str, file: FileFacts) -> list[Told]:
    """What is told at the level of the report, whichever family and however much of it stands in this one."""
    return [
        each
        for finding in list_findings(wave)
        for each in finding.told
        if each.level is file.level and each.is_told
    ]
