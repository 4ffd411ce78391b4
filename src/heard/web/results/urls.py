"""Addresses of openings and reports."""

from django.urls import path

from heard.web.results import views

app_name = "results"
WAVE = "<str:council>/waves/<str:wave>/"
urlpatterns = [
    path(f"{WAVE}opening/", views.hand_in, name="hand_in"),
    path(f"{WAVE}opening/<uuid:job>/", views.progress, name="progress"),
    path(f"{WAVE}opening/now/", views.stands, name="stands"),
    path(f"{WAVE}opening/again/", views.go_on, name="go_on"),
    path(f"{WAVE}report/", views.report, name="report"),
    path(f"{WAVE}report/panel/", views.record_panel, name="record_panel"),
    path(f"{WAVE}report/<str:level>/", views.read, name="read"),
]
