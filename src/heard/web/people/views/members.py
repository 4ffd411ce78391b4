"""The people of a council: who they are, inviting them, their roles, letting them in again, the panel's link."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.base.errors import UserError
from heard.web.people import inviting, mails
from heard.web.people.actions import set_roles
from heard.web.people.forms import InvitationForm, RolesForm
from heard.web.people.gate import may
from heard.web.people.presenters import present_people, present_roles
from heard.web.people.queries import Member, Person, find_person, list_invitations, list_people
from heard.web.people.roles import Permission, Role
from heard.web.ui import clock
from heard.web.ui.forms import posted

REFUSED, NOT_YET = 409, 422


@require_safe
@may(Permission.MANAGE_PEOPLE)
def people(request: HttpRequest, member: Member) -> HttpResponse:
    """Everybody with a role here, and the links that are open."""
    page = present_people(member, list_people(), list_invitations(clock.now()))
    return render(request, "people/people.html", {"member": member, "page": page})


@require_http_methods(["GET", "POST"])
@may(Permission.MANAGE_PEOPLE)
def invite(request: HttpRequest, member: Member) -> HttpResponse:
    """One person, one role, one link that goes to their address."""
    form = InvitationForm(**posted(request))
    if form.is_valid():
        email, role = form.cleaned_data["email"], Role(form.cleaned_data["role"])
        try:
            token = inviting.invite(email=email, role=role, by=member.email, at=clock.now())
            link = request.build_absolute_uri(reverse("people:invited", args=[token]))
            mails.send_invitation(
                to=email, council=member.council_name, role=role, by=member.email, link=link
            )
        except UserError as error:
            form.add_error("email", str(error))
        else:
            return redirect("people:people", member.council)
    context = {"member": member, "form": form}
    return render(request, "people/invite.html", context, status=NOT_YET if form.errors else 200)


@require_POST
@may(Permission.MANAGE_PEOPLE)
def withdraw(request: HttpRequest, member: Member, invitation: int) -> HttpResponse:
    """The link lets nobody in any more."""
    if not inviting.withdraw(invitation_id=invitation, by=member.email, at=clock.now()):
        raise Http404
    return redirect("people:people", member.council)


@require_http_methods(["GET", "POST"])
@may(Permission.MANAGE_PEOPLE)
def person(request: HttpRequest, member: Member, person: int) -> HttpResponse:
    """What somebody is here."""
    found = _get_or_404(person)
    form = RolesForm(**posted(request), initial={"roles": sorted(found.roles)})
    if form.is_valid():
        roles = frozenset(Role(role) for role in form.cleaned_data["roles"])
        try:
            set_roles(user_id=found.id, roles=roles, by=member.email, at=clock.now())
        except UserError as error:
            form.add_error(None, str(error))
        else:
            return redirect("people:people", member.council)
    context = {"member": member, "person": found, "form": form, "is_self": found.email == member.email}
    return render(request, "people/person.html", context, status=NOT_YET if form.errors else 200)


@require_http_methods(["GET", "POST"])
@may(Permission.MANAGE_PEOPLE)
def remove(request: HttpRequest, member: Member, person: int) -> HttpResponse:
    """Somebody leaves the council; what they did stays in its log."""
    found = _get_or_404(person)
    context = {"member": member, "person": found, "refused": ""}
    if request.method == "POST":
        try:
            set_roles(user_id=found.id, roles=frozenset(), by=member.email, at=clock.now())
        except UserError as error:
            context["refused"] = str(error)
        else:
            return redirect("people:people", member.council)
    return render(request, "people/remove.html", context, status=REFUSED if context["refused"] else 200)


@require_http_methods(["GET", "POST"])
@may(Permission.MANAGE_PEOPLE)
def let_in(request: HttpRequest, member: Member, person: int) -> HttpResponse:
    """Somebody lost password or second factor, and this colleague has made sure who it is."""
    found = _get_or_404(person)
    context = {"member": member, "person": found, "refused": ""}
    if request.method == "POST":
        by_programme = Role.PROGRAMME in member.roles
        try:
            token = inviting.let_in_again(
                person=found, by=member.email, by_programme=by_programme, at=clock.now()
            )
            link = request.build_absolute_uri(reverse("people:invited", args=[token]))
            mails.send_let_in(to=found.email, council=member.council_name, by=member.email, link=link)
        except UserError as error:
            context["refused"] = str(error)
        else:
            return redirect("people:people", member.council)
    return render(request, "people/let_in.html", context, status=REFUSED if context["refused"] else 200)


@require_POST
@may(Permission.MANAGE_PEOPLE)
def make_panel_link(request: HttpRequest, member: Member) -> HttpResponse:
    """Shown once, for the panel's adult host."""
    token = inviting.make_panel_link(by=member.email, at=clock.now())
    link = request.build_absolute_uri(reverse("people:panel", args=[token]))
    return render(request, "people/panel_link.html", {"member": member, "link": link})


@require_safe
@may(*Permission)
def roles(request: HttpRequest, member: Member) -> HttpResponse:
    """What each role may do, out of the table that decides it."""
    return render(request, "people/roles.html", {"member": member, "roles": present_roles()})


def _get_or_404(person: int) -> Person:
    found = find_person(person)
    if found is None:
        raise Http404
    return found
