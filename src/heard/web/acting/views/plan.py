"""Reading the plan: the list, the board, the timeline, one action; taking it as the committee's table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heard.base.messages import count_of
from heard.web.acting import queries
from heard.web.acting.exporting import TYPES, TableFormat, write_table
from heard.web.acting.forms.plan import AuditForm, EntryForm, MeasureForm, ValueForm
from heard.web.acting.kinds import EntryKind, VersionOf
from heard.web.acting.presenters.action import present_action
from heard.web.acting.presenters.exporting import present_table
from heard.web.acting.presenters.parts import NOTHING, Part, take_columns, take_page
from heard.web.acting.presenters.plan import Filters, PlanPage, choose, present_plan, read_filters
from heard.web.acting.presenters.timeline import present_timeline
from heard.web.acting.queries import ActionFacts, EntryFacts, MeasureFacts
from heard.web.acting.recording import record_taken
from heard.web.acting.views.knowing import READS, action_or_404, tell_findings
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission, Role
from heard.web.ui import clock


@require_safe
@may(*READS)
def show(request: HttpRequest, member: Member) -> HttpResponse:
    """The plan as a list, page by page."""
    plan = _read(request)
    part = take_page(plan.chosen, request.GET.get("page", ""))
    last = queries.list_last_words(each.id for each in part.actions)
    return _render(request, member, "acting/show.html", _present(member, plan, part, last_words=last))


@require_safe
@may(*READS)
def board(request: HttpRequest, member: Member) -> HttpResponse:
    """The plan by status; with the measures of what is open, to be entered in one tap."""
    plan = _read(request)
    part = take_columns(plan.chosen)
    measures = queries.list_measures(each.id for each in part.actions)
    return _render(request, member, "acting/board.html", _present(member, plan, part, measures=measures))


@require_safe
@may(*READS)
def timeline(request: HttpRequest, member: Member) -> HttpResponse:
    """The plan by month."""
    plan = _read(request)
    drawn = present_timeline(member.council, plan.chosen, plan.today)
    return _render(request, member, "acting/timeline.html", _present(member, plan, NOTHING), drawn=drawn)


@require_safe
@may(*READS)
def action(request: HttpRequest, member: Member, action: int) -> HttpResponse:
    """One action with all that was written beside it."""
    return show_action(request, member, action_or_404(action))


@require_safe
@may(*READS)
def export(request: HttpRequest, member: Member, form: str) -> HttpResponse:
    """What the list shows, as the committee's table."""
    if form not in set(TableFormat):
        raise Http404
    today, wanted = clock.today(), TableFormat(form)
    actions = choose(queries.list_actions(), read_filters(request.GET), today)
    table = present_table(
        member.council_name, actions, queries.list_themes(), last_words=queries.list_last_words(), today=today
    )
    content = write_table(table, wanted)
    record_taken(what=f"{count_of(len(actions), 'action')} as {form}", by=member.email, at=clock.now())
    headers = {
        "Content-Type": TYPES[wanted],
        "Content-Disposition": f'attachment; filename="action-plan-{member.council}-{today}.{form}"',
    }
    return HttpResponse(content, headers=headers)


def show_action(
    request: HttpRequest,
    member: Member,
    facts: ActionFacts,
    *,
    status: int = 200,
    **forms: object,
) -> HttpResponse:
    """The page, with what was typed into one of its forms where that could not be kept."""
    today = clock.today()
    page = present_action(
        member.council,
        facts,
        themes=queries.list_themes(),
        entries=queries.list_entries(facts.id),
        measures=queries.list_measures([facts.id]),
        versions=queries.list_versions(VersionOf.ACTION, facts.id),
        findings=tell_findings(member, facts.findings),
        today=today,
        is_told_who=member.roles != {Role.PANEL},
    )
    context = {
        "member": member,
        "page": page,
        "facts": facts,
        "may_keep": member.may(Permission.KEEP_PLAN),
        "progress": EntryForm(kind=EntryKind.PROGRESS, initial={"on": today}),
        "evidence": EntryForm(kind=EntryKind.EVIDENCE, initial={"on": today}),
        "audit": AuditForm(initial={"on": today}),
        "measure": MeasureForm(),
        "value": ValueForm(),
        "saved": request.GET.get("saved", ""),
        **forms,
    }
    return render(request, "acting/action.html", context, status=status)


@dataclass(frozen=True, slots=True)
class _Plan:
    """All actions, and those that the filters leave."""

    actions: tuple[ActionFacts, ...]
    chosen: tuple[ActionFacts, ...]
    filters: Filters
    today: date


def _read(request: HttpRequest) -> _Plan:
    actions, filters, today = queries.list_actions(), read_filters(request.GET), clock.today()
    return _Plan(actions, choose(actions, filters, today), filters, today)


def _present(
    member: Member,
    plan: _Plan,
    part: Part,
    *,
    last_words: Mapping[int, EntryFacts] | None = None,
    measures: Sequence[MeasureFacts] = (),
) -> PlanPage:
    return present_plan(
        member.council,
        plan.actions,
        queries.list_themes(),
        chosen=plan.chosen,
        part=part,
        last_words=last_words or {},
        filters=plan.filters,
        today=plan.today,
        measures=measures,
    )


def _render(
    request: HttpRequest, member: Member, template: str, page: PlanPage, **more: object
) -> HttpResponse:
    context = {
        "member": member,
        "page": page,
        "may_keep": member.may(Permission.KEEP_PLAN),
        "waiting": bool(queries.list_waiting()) if member.may(Permission.KEEP_PLAN) else False,
        "formats": tuple(TableFormat),
        "saved": request.GET.get("saved", ""),
        **more,
    }
    return render(request, template, context)
