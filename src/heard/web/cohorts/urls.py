"""Addresses of the pages on who could answer."""

from django.urls import path

from heard.web.cohorts import views

app_name = "cohorts"
COHORT = "<str:council>/waves/<str:wave>/who-could-answer/"
urlpatterns = [
    path(COHORT, views.show, name="show"),
    path(f"{COHORT}count/", views.count, name="count"),
    path(f"{COHORT}type/", views.type_totals, name="type"),
    path(f"{COHORT}take-over/", views.take_over, name="take_over"),
]
