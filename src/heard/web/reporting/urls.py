"""Addresses of a wave's words and reports, and of every council's."""

from django.urls import path

from heard.web.reporting.views import beside, programme, sets, words

app_name = "reporting"
WAVE = "work/<str:council>/waves/<str:wave>/"
PROGRAMME = "programme/reports/"
urlpatterns = [
    path(f"{WAVE}reports/", sets.show, name="show"),
    path(f"{WAVE}reports/make/", sets.make, name="make"),
    path(f"{WAVE}reports/all/", sets.take_all, name="take_all"),
    path(f"{WAVE}reports/<int:file>/", sets.take, name="take"),
    path(f"{WAVE}reports/beside/<str:report>/", beside.show, name="beside"),
    path(f"{WAVE}reports/beside/<str:report>/<str:section>/", beside.section, name="beside_section"),
    path(f"{WAVE}words/", words.words, name="words"),
    path(f"{WAVE}words/<str:spot>/", words.history, name="history"),
    path(f"{WAVE}words/<str:spot>/restore/", words.restore, name="restore"),
    path(PROGRAMME, programme.waves, name="waves"),
    path(f"{PROGRAMME}<str:key>/", programme.councils, name="councils"),
    path(f"{PROGRAMME}<str:key>/make/", programme.make_missing, name="make_missing"),
]
