"""Addresses of the pages that watch a wave."""

from django.urls import path

from heard.web.watching import views

app_name = "watching"
WATCHING = "<str:council>/waves/<str:wave>/watching/"
urlpatterns = [
    path(WATCHING, views.show, name="show"),
    path(f"{WATCHING}weeks/<str:monday>/", views.week, name="week"),
    path(f"{WATCHING}reach/<str:survey>/", views.reach, name="reach"),
    path(f"{WATCHING}adults/", views.adults, name="adults"),
    path(f"{WATCHING}adults/<int:address>/remove/", views.remove_address, name="remove_address"),
    path(f"{WATCHING}write/<str:letter>/", views.write, name="write"),
    path(f"{WATCHING}letters/<int:nudge>/", views.sent, name="sent"),
    path(f"{WATCHING}letters/<int:nudge>/rest/", views.send_rest, name="send_rest"),
    path(f"{WATCHING}letters/<int:nudge>/unsure/", views.send_unsure, name="send_unsure"),
]
