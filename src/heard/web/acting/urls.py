"""Addresses of the action plan, which lives across waves, and of the pledges of a wave."""

from django.urls import path

from heard.web.acting.views import importing, keeping, plan, pledging, themes

app_name = "acting"
PLAN = "work/<str:council>/action-plan/"  # plan/ is the plan of a wave
PLEDGES = "work/<str:council>/waves/<str:wave>/pledges/"
urlpatterns = [
    path(PLAN, plan.show, name="show"),
    path(f"{PLAN}board/", plan.board, name="board"),
    path(f"{PLAN}timeline/", plan.timeline, name="timeline"),
    path(f"{PLAN}take/<str:form>/", plan.export, name="export"),
    path(f"{PLAN}add/", keeping.add, name="add"),
    path(f"{PLAN}<int:action>/", plan.action, name="action"),
    path(f"{PLAN}<int:action>/change/", keeping.change, name="change"),
    path(f"{PLAN}<int:action>/write/<str:kind>/", keeping.write, name="write"),
    path(f"{PLAN}<int:action>/measures/", keeping.add_measure, name="add_measure"),
    path(f"{PLAN}measures/<int:measure>/", keeping.enter, name="enter"),
    path(f"{PLAN}measures/<int:measure>/end/", keeping.end_measure, name="end_measure"),
    path(f"{PLAN}themes/", themes.themes, name="themes"),
    path(f"{PLAN}themes/add/", themes.add_theme, name="add_theme"),
    path(f"{PLAN}themes/<int:theme>/", themes.change_theme, name="change_theme"),
    path(f"{PLAN}cited/", themes.cited, name="cited"),
    path(f"{PLAN}cited/add/", themes.add_citing, name="add_citing"),
    path(f"{PLAN}cited/<int:citing>/", themes.change_citing, name="change_citing"),
    path(f"{PLAN}bring-in/", importing.upload, name="upload"),
    path(f"{PLAN}bring-in/<uuid:key>/", importing.review, name="review"),
    path(f"{PLAN}bring-in/<uuid:key>/columns/", importing.take_columns, name="take_columns"),
    path(f"{PLAN}bring-in/<uuid:key>/put-away/", importing.put_away, name="put_away"),
    path(PLEDGES, pledging.pledges, name="pledges"),
    path(f"{PLEDGES}wall/", pledging.wall, name="wall"),
    path(f"{PLEDGES}make/", pledging.pledge, name="pledge"),
    path(f"{PLEDGES}sessions/add/", pledging.add_session, name="add_session"),
    path(f"{PLEDGES}<int:pledge>/", pledging.follow_up, name="follow_up"),
]
