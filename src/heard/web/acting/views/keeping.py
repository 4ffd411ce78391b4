"""Keeping the plan: adding and changing actions, writing beside them, counting."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from heard.base.errors import UserError
from heard.web.acting import actions, queries
from heard.web.acting.actions import NeedsEvidence, Written, WrittenMeanwhile
from heard.web.acting.contents import ActionContent, merge
from heard.web.acting.forms.plan import ActionForm, AuditForm, EntryForm, MeasureForm, ValueForm, initial_of
from heard.web.acting.kinds import EntryKind, Status, VersionOf
from heard.web.acting.presenters.action import Changed, present_changes
from heard.web.acting.presenters.words import say_moment
from heard.web.acting.queries import ActionFacts
from heard.web.acting.views.knowing import CROSSED, NOT_YET, action_or_404, list_wave_names, offer_findings
from heard.web.acting.views.plan import show_action
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.ui import clock
from heard.web.ui.forms import posted

Forms = dict[str, object]


@require_http_methods(["GET", "POST"])
@may(Permission.KEEP_PLAN)
def add(request: HttpRequest, member: Member) -> HttpResponse:
    """A new action; `?wave=…&indicator=…` for one that answers a finding."""
    form = _form(request, member, None, initial=_initial(request, member))
    if form.is_valid():
        try:
            number = actions.add_action(
                content=form.content(), written=_proof(form), by=member.email, at=clock.now()
            )
            return redirect("acting:action", member.council, number)
        except NeedsEvidence as error:
            form.add_error("evidence", str(error))
        except UserError as error:
            form.add_error(None, str(error))
    context = {"member": member, "form": form}
    return render(request, "acting/change.html", context, status=NOT_YET if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@may(Permission.KEEP_PLAN)
def change(request: HttpRequest, member: Member, action: int) -> HttpResponse:
    """Every field of an action. Of two who change it at once the second sees both."""
    facts = action_or_404(action)
    initial = {**initial_of(facts.content), "read": facts.version}
    base = _read_version(request, facts)
    form = _form(request, member, base, initial=initial)
    if form.is_valid():
        try:
            is_changed = actions.change_action(
                number=action,
                read=form.cleaned_data["read"],
                content=form.content(),
                written=_proof(form),
                by=member.email,
                at=clock.now(),
            )
            return _back(member, action, "changed" if is_changed else "same")
        except WrittenMeanwhile as error:
            return _show_both(request, member, facts, base, form.content(), str(error))
        except NeedsEvidence as error:
            form.add_error("evidence", str(error))
        except UserError as error:
            form.add_error(None, str(error))
    context = {"member": member, "form": form, "facts": facts}
    return render(request, "acting/change.html", context, status=NOT_YET if form.is_bound else 200)


@require_POST
@may(Permission.KEEP_PLAN)
def write(request: HttpRequest, member: Member, action: int, kind: str) -> HttpResponse:
    """Progress, evidence or an audit; evidence may complete the action at once."""
    facts = action_or_404(action)
    if kind not in set(EntryKind):
        raise Http404
    form: EntryForm | AuditForm = (
        AuditForm(request.POST) if kind == EntryKind.AUDIT else EntryForm(request.POST, kind=EntryKind(kind))
    )
    forms: Forms = {kind: form, "opened": kind}
    if not form.is_valid():
        return show_action(request, member, facts, status=NOT_YET, **forms)

    def keep() -> None:
        if kind == EntryKind.EVIDENCE and "complete" in request.POST:
            _complete(facts, form.written(), member)
        else:
            actions.write_entry(number=action, written=form.written(), by=member.email, at=clock.now())

    return _keep(request, member, facts, keep, form=form, forms=forms)


@require_POST
@may(Permission.KEEP_PLAN)
def add_measure(request: HttpRequest, member: Member, action: int) -> HttpResponse:
    """Something is counted for an action."""
    facts, form = action_or_404(action), MeasureForm(request.POST)
    forms: Forms = {"measure": form, "opened": "measure"}
    if not form.is_valid():
        return show_action(request, member, facts, status=NOT_YET, **forms)
    said = form.cleaned_data

    def keep() -> None:
        actions.add_measure(
            number=action,
            name=said["name"],
            unit=said["unit"],
            rhythm=form.how_often(),
            by=member.email,
            at=clock.now(),
        )

    return _keep(request, member, facts, keep, form=form, forms=forms)


@require_POST
@may(Permission.KEEP_PLAN)
def enter(request: HttpRequest, member: Member, measure: int) -> HttpResponse:
    """One number. Back to where it was entered: the board, or the action."""
    facts = _measured_or_404(measure)
    form = ValueForm(request.POST)
    forms: Forms = {"value": form, "value_of": measure}
    if not form.is_valid():
        return show_action(request, member, facts, status=NOT_YET, **forms)

    def keep() -> None:
        on = form.cleaned_data["on"] or clock.today()
        value = form.cleaned_data["value"]
        actions.enter_value(measure=measure, value=value, on=on, by=member.email, at=clock.now())

    answered = _keep(request, member, facts, keep, form=form, forms=forms)
    there = request.POST.get("back", "")
    is_ours = there and url_has_allowed_host_and_scheme(there, allowed_hosts=None)
    return redirect(there) if is_ours and answered.status_code == 302 else answered


@require_POST
@may(Permission.KEEP_PLAN)
def end_measure(request: HttpRequest, member: Member, measure: int) -> HttpResponse:
    """It is counted no longer."""
    facts = _measured_or_404(measure)
    actions.end_measure(measure=measure, by=member.email, at=clock.now())
    return _back(member, facts.number, "changed")


def _keep(
    request: HttpRequest,
    member: Member,
    facts: ActionFacts,
    keep: Callable[[], object],
    *,
    form: EntryForm | AuditForm | MeasureForm | ValueForm,
    forms: Forms,
) -> HttpResponse:
    """Do it; where it cannot be, the page says why and what was typed stands in its form."""
    try:
        keep()
    except WrittenMeanwhile as error:
        form.add_error(None, str(error))
        return show_action(request, member, action_or_404(facts.number), status=CROSSED, **forms)
    except UserError as error:
        form.add_error(None, str(error))
        return show_action(request, member, facts, status=NOT_YET, **forms)
    return _back(member, facts.number, "written")


def _complete(facts: ActionFacts, written: Written, member: Member) -> None:
    from dataclasses import replace

    actions.change_action(
        number=facts.number,
        read=facts.version,
        content=replace(facts.content, status=Status.DONE),
        written=(written,),
        by=member.email,
        at=clock.now(),
    )


def _measured_or_404(measure: int) -> ActionFacts:
    found = next((each for each in queries.list_measures() if each.id == measure), None)
    facts = next((each for each in queries.list_actions() if found and each.id == found.action), None)
    if facts is None:
        raise Http404
    return facts


def _form(
    request: HttpRequest, member: Member, base: ActionContent | None, *, initial: dict[str, object]
) -> ActionForm:
    wave = (base.wave,) if base and base.wave else ()
    return ActionForm(
        themes=queries.list_themes(),
        findings=offer_findings(member, *(base.findings if base else ())),
        waves=tuple(dict.fromkeys((*list_wave_names(), *wave))),
        before=base,
        initial=initial,
        **posted(request),
    )


def _initial(request: HttpRequest, member: Member) -> dict[str, object]:
    """An action that begins from a finding answers it."""
    wave, indicator = request.GET.get("wave", ""), request.GET.get("indicator", "")
    waves = list_wave_names()
    chosen = wave if wave in waves else next(iter(waves), "")
    is_there = (wave, indicator) in offer_findings(member)
    return {
        "wave": chosen,
        "status": Status.NOT_STARTED.value,
        "findings": [f"{wave}/{indicator}"] if is_there else [],
    }


def _read_version(request: HttpRequest, facts: ActionFacts) -> ActionContent:
    """What stood in the version that the page was made from; what stands now where it does not say."""
    sent = request.POST.get("read", "")
    number = int(sent) if sent.isdecimal() and len(sent) < 10 else 0
    versions = queries.list_versions(VersionOf.ACTION, facts.id)
    found = next((each.content for each in versions if each.number == number), None)
    return found if isinstance(found, ActionContent) else facts.content


def _proof(form: ActionForm) -> tuple[Written, ...]:
    words = form.cleaned_data["evidence"]
    return (Written(kind=EntryKind.EVIDENCE, words=words, on=clock.today()),) if words else ()


def _show_both(  # noqa: PLR0917 - what stood, what stands, what was typed
    request: HttpRequest,
    member: Member,
    facts: ActionFacts,
    base: ActionContent,
    mine: ActionContent,
    says: str,
) -> HttpResponse:
    """Theirs to read, and in the boxes what both make together; where both changed a field, mine, with theirs beside
    it. Nothing of mine was saved."""
    now = action_or_404(facts.number)
    both = merge(base, mine, now.content)
    form = ActionForm(
        themes=queries.list_themes(),
        findings=offer_findings(member, *both.findings),
        waves=tuple(dict.fromkeys((*list_wave_names(), *((both.wave,) if both.wave else ())))),
        before=now.content,
        initial={
            **initial_of(both),
            "read": now.version,
            "evidence": request.POST.get("evidence", ""),
        },
    )
    last = queries.list_versions(VersionOf.ACTION, facts.id)[0]
    themes = queries.list_themes()
    theirs: tuple[Changed, ...] = present_changes(base, now.content, themes)
    context = {
        "member": member,
        "form": form,
        "facts": now,
        "crossed": says,
        "theirs": theirs,
        "mine": present_changes(base, mine, themes),
        "who": f"{last.by}, {say_moment(last.at)}",
    }
    return render(request, "acting/change.html", context, status=CROSSED)


def _back(member: Member, number: int, saved: str) -> HttpResponse:
    response = redirect("acting:action", member.council, number)
    response["Location"] += f"?saved={saved}"
    return response
