"""Addresses of what became of findings."""

from django.urls import path

from heard.web.following.views import loop, programme

app_name = "following"
WAVE = "work/<str:council>/waves/<str:wave>/loop/"
urlpatterns = [
    path("work/<str:council>/loop/", loop.waves, name="waves"),
    path(WAVE, loop.show, name="show"),
    path(f"{WAVE}<str:indicator>/", loop.finding, name="finding"),
    path(f"{WAVE}<str:indicator>/learn/", loop.learn, name="learn"),
    path("work/<str:council>/questions/<str:indicator>/", loop.question, name="question"),
    path("programme/loops/", programme.loops, name="loops"),
]
