"""Addresses of a wave's answers."""

from django.urls import path

from heard.web.responding.views import answers

app_name = "responding"
WAVE = "work/<str:council>/waves/<str:wave>/answers/"
urlpatterns = [
    path(WAVE, answers.show, name="show"),
    path(f"{WAVE}<str:indicator>/", answers.answer, name="answer"),
    path(f"{WAVE}<str:indicator>/back/", answers.send_back, name="send_back"),
]
