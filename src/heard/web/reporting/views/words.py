"""Writing the council's own words; what was written before, and putting it back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.base.policy import Level
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.reporting import actions, queries
from heard.web.reporting.actions import Written
from heard.web.reporting.forms import WordsForm
from heard.web.reporting.presenters.words import Known, name_spot, present_history, present_words
from heard.web.reporting.spots import NoSuchSpot, Spot, read_spot
from heard.web.results.found import list_findings
from heard.web.results.presenters import readable_levels
from heard.web.results.queries import Step, find_opening
from heard.web.ui import clock
from heard.web.ui.forms import posted
from heard.web.waves.queries import WaveFacts
from heard.web.waves.views import get_or_404

NOT_YET, CROSSED = 422, 409


@require_http_methods(["GET", "POST"])
@may(Permission.WRITE_WORDS)
def words(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """Every place in one form, so that no button loses what was written in another."""
    facts = get_or_404(wave)
    known = know_words(member, facts)
    form = WordsForm(known.titles(), known.standing, **posted(request))
    if "take" in request.POST:
        return _show(request, member, known, _with_words_before(request, known, form))
    if not form.is_valid():
        return _show(request, member, known, form, status=NOT_YET if form.is_bound else 200)
    kept = actions.keep_words(wave=wave, written=form.written(), by=member.email, at=clock.now())
    if kept.crossed:
        known = know_words(member, facts)
        typed = form.as_typed()
        mine = {spot: typed[spot] for spot in kept.crossed}
        both = WordsForm(known.titles(), known.standing, texts=mine)
        return _show(request, member, known, both, crossed=kept.crossed, status=CROSSED)
    response = redirect("reporting:words", member.council, wave)
    response["Location"] += f"?saved={len(kept.saved)}"
    return response


@require_safe
@may(Permission.WRITE_WORDS)
def history(request: HttpRequest, member: Member, wave: str, spot: str) -> HttpResponse:
    """Every version of one place, who saved it and when."""
    return _show_history(request, member, get_or_404(wave), _spot_or_404(spot))


@require_POST
@may(Permission.WRITE_WORDS)
def restore(request: HttpRequest, member: Member, wave: str, spot: str) -> HttpResponse:
    """An earlier version stands again, as a new one."""
    facts, which = get_or_404(wave), _spot_or_404(spot)
    number, read = (_number(request, name) for name in ("number", "read"))
    earlier = queries.find_version(wave, which, number)
    if not earlier.number:
        raise Http404
    again = {which: Written(earlier.text, read)}
    kept = actions.keep_words(wave=wave, written=again, by=member.email, at=clock.now())
    if kept.crossed:
        return _show_history(request, member, facts, which, is_crossed=True)
    return redirect("reporting:history", member.council, wave, spot)


def know_words(member: Member, facts: WaveFacts) -> Known:
    """What the page of words is built from, as this person may read it."""
    told = [line for each in list_findings(facts.wave) for line in each.at(Level.PUBLIC)]
    opening = find_opening(facts.wave)
    may_read = Level.PUBLIC in readable_levels(member, facts, clock.today())
    before = queries.find_wave_before(facts.wave)
    return Known(
        wave=facts,
        standing=queries.list_words(facts.wave),
        before=queries.list_words(before) if before else {},
        findings=sorted(told, key=lambda line: line.place) if may_read else None,
        is_opened=opening is not None and opening.step is Step.REPORTED,
    )


def _with_words_before(request: HttpRequest, known: Known, form: WordsForm) -> WordsForm:
    """What was typed, and in one box the last wave's words below it. Nothing is saved yet. A page that has no box of
    its own begins with the words that stand."""
    spot = _spot_or_404(request.POST["take"])
    form.full_clean()
    texts = form.as_typed()
    before = known.before[spot].text if spot in known.before else ""
    standing = known.standing[spot].text if spot in known.standing else ""
    texts[spot] = "\n\n".join(each for each in (texts.get(spot, standing).strip(), before) if each)
    return WordsForm(known.titles(), known.standing, texts=texts, read=form.as_read())


def _show(
    request: HttpRequest,
    member: Member,
    known: Known,
    form: WordsForm,
    *,
    crossed: tuple[Spot, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "member": member,
        "wave": known.wave,
        "form": form,
        "page": present_words(known, form, crossed),
        "before_wave": queries.find_wave_before(known.wave.wave),
        "saved": request.GET.get("saved", ""),
        "taken": request.POST.get("take", ""),
    }
    return render(request, "reporting/words.html", context, status=status)


def _show_history(
    request: HttpRequest, member: Member, facts: WaveFacts, spot: Spot, *, is_crossed: bool = False
) -> HttpResponse:
    versions = queries.list_versions(facts.wave, spot)
    context = {
        "member": member,
        "wave": facts,
        "title": name_spot(spot),
        "spot": spot.key,
        "lines": present_history(versions),
        "newest": versions[0].number if versions else 0,
        "is_crossed": is_crossed,
    }
    return render(request, "reporting/history.html", context, status=CROSSED if is_crossed else 200)


def _spot_or_404(key: str) -> Spot:
    try:
        return read_spot(key)
    except NoSuchSpot:
        raise Http404 from None


def _number(request: HttpRequest, name: str) -> int:
    """What a hidden field says; 0 for what is no number."""
    sent = request.POST.get(name, "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0
