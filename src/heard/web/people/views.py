"""Signing in, and choosing a council."""

from django.contrib.auth.views import LoginView, LogoutView, redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from heard.web.people.forms import SignInForm
from heard.web.people.queries import list_memberships


class SignIn(LoginView):
    """E-mail and password."""

    form_class = SignInForm
    template_name = "people/sign_in.html"
    redirect_authenticated_user = True


class SignOut(LogoutView):
    """By a button, never by a link."""


def home(request: HttpRequest) -> HttpResponse:
    """The one council somebody works for, or the choice of several."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    members = list_memberships(user_id=request.user.id, email=request.user.email)
    if len(members) == 1:
        return redirect("waves:list", members[0].council)
    return render(request, "people/home.html", {"members": members})
