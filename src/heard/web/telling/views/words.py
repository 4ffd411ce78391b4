"""Writing the words for one reader; what was written before, and putting it back."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.base.policy import Level
from heard.web.instruments.languages import find_language, list_offered
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.reporting.presenters.answers import title_of
from heard.web.results.presenters import readable_levels
from heard.web.telling import actions, queries
from heard.web.telling.actions import Written
from heard.web.telling.forms import FIELDS, WordsForm
from heard.web.telling.gathering import Known, read_known
from heard.web.telling.naming import who_may_be_named
from heard.web.telling.presenters.desk import HELD, list_tellable, present_history, present_words
from heard.web.telling.queries import Spot
from heard.web.telling.readers import ENGLISH, NAMES, Reader, readers_of
from heard.web.ui import clock
from heard.web.ui.forms import posted
from heard.web.waves.queries import WaveFacts
from heard.web.waves.views import get_or_404

NOT_YET, CROSSED = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
@may(Permission.WRITE_TOLD)
def words(request: HttpRequest, member: Member, wave: str, reader: str) -> HttpResponse:
    """Every finding in one form, so that no button loses what was written in another."""
    facts, who, language = get_or_404(wave), reader_or_404(reader), _language(request)
    if Level.PUBLIC not in readable_levels(member, facts, clock.today()):
        return _show(request, member, facts, who, language)
    known = _know(member, facts)
    titles = list_tellable(known.findings, known.standing)
    form = WordsForm(titles, _standing(known, who, language), **posted(request))
    if not form.is_valid():
        status = NOT_YET if form.is_bound else 200
        return _show(request, member, facts, who, language, known=known, form=form, status=status)
    written = form.written()
    if named := _named(written, known, who, language, knows=form.cleaned_data["knows"]):
        return _show(
            request, member, facts, who, language, known=known, form=form, named=named, status=NOT_YET
        )
    spots = {Spot(each, who, language): mine for each, mine in written.items()}
    kept = actions.keep_words(wave=wave, written=spots, by=member.email, at=clock.now())
    if kept.crossed:
        known = _know(member, facts)
        crossed = tuple(each.indicator for each in kept.crossed)
        both = WordsForm(
            titles, _standing(known, who, language), texts={each: written[each] for each in crossed}
        )
        return _show(
            request, member, facts, who, language, known=known, form=both, crossed=crossed, status=CROSSED
        )
    response = redirect("telling:words", member.council, wave, reader)
    response["Location"] += f"?language={language}&saved={len(kept.saved)}"
    return response


@require_safe
@may(Permission.WRITE_TOLD)
def history(request: HttpRequest, member: Member, wave: str, reader: str, indicator: str) -> HttpResponse:
    """Every version of the words on one finding, who saved it and when."""
    return _show_history(request, member, get_or_404(wave), _spot(request, reader, indicator))


@require_POST
@may(Permission.WRITE_TOLD)
def restore(request: HttpRequest, member: Member, wave: str, reader: str, indicator: str) -> HttpResponse:
    """An earlier version stands again, as a new one."""
    facts, spot = get_or_404(wave), _spot(request, reader, indicator)
    number, read = (number_in(request, name) for name in ("number", "read"))
    earlier = queries.find_version(wave, spot, number)
    if not earlier.number:
        raise Http404
    again = {spot: Written(earlier.said, earlier.answer, earlier.did, read)}
    kept = actions.keep_words(wave=wave, written=again, by=member.email, at=clock.now())
    if kept.crossed:
        return _show_history(request, member, facts, spot, is_crossed=True)
    response = redirect("telling:history", member.council, wave, reader, indicator)
    response["Location"] += f"?language={spot.language}"
    return response


def reader_or_404(name: str) -> Reader:
    """For whom."""
    if name not in set(Reader):
        raise Http404
    return Reader(name)


def number_in(request: HttpRequest, name: str) -> int:
    """What a hidden field says; 0 for what is no number."""
    sent = request.POST.get(name, "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


def _know(member: Member, facts: WaveFacts) -> Known:
    return read_known(facts, council_name=member.council_name, today=clock.today())


def _language(request: HttpRequest) -> str:
    """One that children may choose; else English."""
    asked = request.GET.get("language", ENGLISH)
    return asked if find_language(asked) else ENGLISH


def _spot(request: HttpRequest, reader: str, indicator: str) -> Spot:
    try:
        title_of(indicator)
    except KeyError:
        raise Http404 from None
    return Spot(indicator, reader_or_404(reader), _language(request))


def _standing(known: Known, who: Reader, language: str) -> dict[str, queries.WordsFacts]:
    return {
        spot.indicator: words
        for spot, words in known.words.items()
        if (spot.reader, spot.language) == (who, language)
    }


def _named(
    written: Mapping[str, Written], known: Known, who: Reader, language: str, *, knows: bool
) -> tuple[str, ...]:
    """By what somebody could be known in words that are new; nothing where the writer has read that already."""
    if knows:
        return ()
    now = _standing(known, who, language)
    new = (
        getattr(mine, name)
        for indicator, mine in written.items()
        for name in FIELDS
        if getattr(mine, name) != getattr(now.get(indicator), name, "")
    )
    return who_may_be_named(filter(None, new))


def _show(
    request: HttpRequest,
    member: Member,
    facts: WaveFacts,
    who: Reader,
    language: str,
    *,
    known: Known | None = None,
    form: WordsForm | None = None,
    named: tuple[str, ...] = (),
    crossed: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """`known` is None while the findings are held for the panel."""
    page = None
    if known and form:
        titles = list_tellable(known.findings, known.standing)
        page = present_words(known, who, language, form, titles=titles, crossed=crossed)
    context = {
        "member": member,
        "wave": facts,
        "form": form,
        "page": page,
        "held": "" if page else HELD,
        "reader": who.value,
        "language": language,
        "languages": [each for each in list_offered() if len(list_offered()) > 1],
        "others": [(each.value, NAMES[each]) for each in readers_of(facts.surveys) if each is not who],
        "title": NAMES[who],
        "named": named,
        "crossed": crossed,
        "saved": request.GET.get("saved", ""),
    }
    return render(request, "telling/words.html", context, status=status)


def _show_history(
    request: HttpRequest, member: Member, facts: WaveFacts, spot: Spot, *, is_crossed: bool = False
) -> HttpResponse:
    versions = queries.list_versions(facts.wave, spot)
    context = {
        "member": member,
        "wave": facts,
        "title": f"{title_of(spot.indicator)}: {NAMES[spot.reader]}",
        "spot": spot,
        "lines": present_history(versions),
        "newest": versions[0].number if versions else 0,
        "is_crossed": is_crossed,
    }
    return render(request, "telling/history.html", context, status=CROSSED if is_crossed else 200)
