"""Addresses of the pages about plans."""

from django.urls import path

from heard.web.planning import views

app_name = "planning"
WAVE = "<str:council>/waves/<str:wave>/"
urlpatterns = [
    path("<str:council>/plan/", views.begin, name="begin"),
    path("<str:council>/calendar/", views.calendar, name="calendar"),
    path("<str:council>/try-out/", views.try_out, name="try_out"),
    path(f"{WAVE}plan/", views.show, name="show"),
    path(f"{WAVE}plan/<str:step>/", views.step, name="step"),
    path(f"{WAVE}set-up/", views.set_up, name="set_up"),
    path(f"{WAVE}sign-off/", views.sign_off, name="sign_off"),
    path(f"{WAVE}assessment/", views.assessment, name="assessment"),
]
