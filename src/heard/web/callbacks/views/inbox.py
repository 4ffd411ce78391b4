"""Where a council says whom to tell when a child asks to be contacted."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from heard.base.errors import UserError
from heard.web.callbacks import actions
from heard.web.callbacks.forms import AddressForm
from heard.web.callbacks.presenters.reading import RefusedNumber, number_form, present_inbox, say_hours
from heard.web.callbacks.queries import get_inbox
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.ui import clock
from heard.web.ui.forms import posted


@require_http_methods(["GET", "POST"])
@may(Permission.KEEP_DUTY_INBOX)
def inbox(request: HttpRequest, member: Member) -> HttpResponse:
    """The addresses, and a form for one more: a test message goes to it."""
    form = AddressForm(**posted(request))
    if form.is_valid():
        try:
            actions.add_address(email=form.cleaned_data["email"], by=member.email, at=clock.now())
            return redirect("callbacks:inbox", member.council)
        except UserError as error:
            form.add_error(None, str(error))
    return _page(request, member, form)


@require_POST
@may(Permission.KEEP_DUTY_INBOX)
def confirm(request: HttpRequest, member: Member, address: int) -> HttpResponse:
    """The number out of the test message."""
    form = number_form(address, request.POST)
    if form.is_valid():
        try:
            actions.confirm_address(
                address=address, number=form.cleaned_data["number"], by=member.email, at=clock.now()
            )
            return redirect("callbacks:inbox", member.council)
        except UserError as error:
            form.add_error("number", str(error))
    return _page(request, member, AddressForm(), refused=(address, form))


@require_POST
@may(Permission.KEEP_DUTY_INBOX)
def remove(request: HttpRequest, member: Member, address: int) -> HttpResponse:
    """Nothing is sent there any more."""
    actions.remove_address(address=address, by=member.email, at=clock.now())
    return redirect("callbacks:inbox", member.council)


@require_POST
@may(Permission.KEEP_DUTY_INBOX)
def open_again(request: HttpRequest, member: Member) -> HttpResponse:
    """After the site had closed it."""
    form = AddressForm()
    try:
        actions.open_again(by=member.email, at=clock.now())
    except UserError as error:
        form = AddressForm({"email": ""})
        form.errors.clear()
        form.add_error(None, str(error))
        return _page(request, member, form)
    return redirect("callbacks:inbox", member.council)


def _page(
    request: HttpRequest, member: Member, adding: forms.Form, refused: RefusedNumber | None = None
) -> HttpResponse:
    page = present_inbox(get_inbox(), refused)
    wrong = refused[1] if refused else adding
    context = {"member": member, "page": page, "adding": adding, "form": wrong, "hours": say_hours()}
    return render(request, "callbacks/inbox.html", context, status=422 if wrong.errors else 200)
