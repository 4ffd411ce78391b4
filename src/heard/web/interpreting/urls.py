"""Addresses of making sense of findings together. No code of a card is ever in one."""

from django.urls import path

from heard.web.interpreting.views import beside, choosing, day, first, sessions, tables, together

app_name = "interpreting"
WAVE = "work/<str:council>/waves/<str:wave>/meaning/"
SESSION = f"{WAVE}session/<uuid:key>/"
urlpatterns = [
    path(WAVE, together.show, name="show"),
    path(f"{WAVE}finding/<str:indicator>/", together.finding, name="finding"),
    path(f"{WAVE}finding/<str:indicator>/evidence/", beside.add_evidence, name="add_evidence"),
    path(f"{WAVE}finding/<str:indicator>/deep-dive/", beside.open_dive, name="open_dive"),
    path(f"{WAVE}remark/<uuid:key>/", together.remark, name="remark"),
    path(f"{WAVE}remark/<uuid:key>/withdraw/", together.withdraw, name="withdraw"),
    path(f"{WAVE}evidence/<uuid:key>/", beside.evidence, name="evidence"),
    path(f"{WAVE}deep-dive/<uuid:key>/", beside.dive, name="dive"),
    path(f"{WAVE}first/", first.first, name="first"),
    path(f"{WAVE}first/<str:indicator>/", first.decision, name="decision"),
    path(f"{WAVE}table/", tables.bring, name="bring"),
    path(f"{WAVE}table/<uuid:key>/", tables.table, name="table"),
    path(f"{WAVE}table/<uuid:key>/drop/", tables.drop, name="drop"),
    path(f"{WAVE}session/", sessions.begin, name="begin"),
    path(SESSION, sessions.session, name="session"),
    path(f"{SESSION}day/", day.day, name="day"),
    path(f"{SESSION}took-part/", sessions.took_part, name="took_part"),
    path(f"{SESSION}end/", sessions.end, name="end"),
    path(f"{SESSION}cards/", sessions.cards, name="cards"),
    path(f"{SESSION}choosing/", sessions.vote, name="vote"),
    path(f"{SESSION}ideas/", sessions.waiting, name="waiting"),
    path(f"{SESSION}sheets/", sessions.sheets, name="sheets"),
    path(f"{SESSION}paper/<str:indicator>/", sessions.paper, name="paper"),
    path(f"{SESSION}finding/<str:indicator>/", sessions.walk, name="walk"),
    path("choose/", choosing.enter, name="choose"),
    path("choose/findings/", choosing.phone, name="phone"),
    path("choose/findings/<str:indicator>/", choosing.phone_finding, name="phone_finding"),
    path("choose/most/", choosing.most, name="most"),
    path("choose/leave/", choosing.leave, name="leave"),
]
