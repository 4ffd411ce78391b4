"""Addresses of the pages about closing a wave down, and about how waves went."""

from django.urls import path

from heard.web.closing import views

app_name = "closing"
WAVE = "<str:council>/waves/<str:wave>/"
urlpatterns = [
    path(f"{WAVE}closing-down/", views.show, name="show"),
    path(f"{WAVE}closing-down/in/", views.say_in, name="say_in"),
    path(f"{WAVE}how-it-went/", views.review, name="review"),
    path(f"{WAVE}how-it-went/write/", views.write, name="write"),
    path(f"{WAVE}how-it-went/sign/", views.sign, name="sign"),
    path("<str:council>/how-waves-went/", views.reviews, name="reviews"),
]
