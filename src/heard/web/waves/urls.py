"""Addresses of the pages about waves."""

from django.urls import path

from heard.web.waves import views

app_name = "waves"
WAVE = "<str:council>/waves/<str:wave>/"
urlpatterns = [
    path("<str:council>/", views.list_of_waves, name="list"),
    path(WAVE, views.show, name="show"),
    path(f"{WAVE}cards/", views.make_cards, name="make_cards"),
    path(f"{WAVE}cards/replace/", views.replace_card, name="replace_card"),
    path(f"{WAVE}cards/void/", views.void_cards, name="void_cards"),
    path(f"{WAVE}later/", views.extend, name="extend"),
    path(f"{WAVE}key/", views.register_key, name="register_key"),
    path(f"{WAVE}key/rehearsal/", views.rehearse_key, name="rehearse_key"),
    path(f"{WAVE}key/destroyed/", views.record_destroyed, name="record_destroyed"),
    path(f"{WAVE}open/", views.open_wave, name="open"),
    path(f"{WAVE}close/", views.close_wave, name="close"),
]
