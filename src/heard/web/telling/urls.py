"""Addresses. You said, we did: words for each age, the page and paper of it, who was told, what children say to it.

What anybody may open names its council `area` and its wave `which`: every address with `council` in it has a gate.
"""

from django.urls import path

from heard.web.telling.views import audiences, cards, papers, public, publishing, words

app_name = "telling"
WAVE = "work/<str:council>/waves/<str:wave>/told/"
SAID = "said/<str:area>/"
urlpatterns = [
    path(SAID, public.newest, name="newest"),
    path(f"{SAID}<str:which>/", public.front, name="front"),
    path(f"{SAID}<str:which>/<str:reader>/", public.page, name="page"),
    path(f"{SAID}<str:which>/<str:reader>/say/", public.say, name="say"),
    path(WAVE, publishing.show, name="show"),
    path(f"{WAVE}publish/", publishing.publish, name="publish"),
    path(f"{WAVE}take-back/", publishing.take_back, name="take_back"),
    path(f"{WAVE}made/", publishing.made, name="made"),
    path(f"{WAVE}made/<int:artefact>/withdraw/", publishing.withdraw, name="withdraw_made"),
    path(f"{WAVE}words/<str:reader>/", words.words, name="words"),
    path(f"{WAVE}words/<str:reader>/<str:indicator>/", words.history, name="history"),
    path(f"{WAVE}words/<str:reader>/<str:indicator>/restore/", words.restore, name="restore"),
    path(f"{WAVE}audiences/", audiences.show, name="audiences"),
    path(f"{WAVE}audiences/<int:event>/withdraw/", audiences.withdraw, name="withdraw_told"),
    path(f"{WAVE}cards/", cards.make, name="cards"),
    path(f"{WAVE}paper/", papers.show, name="paper"),
    path(f"{WAVE}paper/<str:reader>/<str:kind>/", papers.read, name="read_paper"),
    path(f"{WAVE}paper/<str:reader>/<str:kind>/html/", papers.keep, name="keep_paper"),
    path(f"{WAVE}paper/<str:reader>/<str:kind>/pdf/", papers.download, name="download_paper"),
]
