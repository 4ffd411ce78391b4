"""Addresses of requests to be contacted. The child's lies below answer/, where the survey under way is seen, and is
one and the same whatever is asked for and when it is sent: a browser's history tells neither."""

from django.urls import path

from heard.web.callbacks.views import asking, inbox, reading

app_name = "callbacks"
urlpatterns = [
    path("answer/talk/", asking.ask, name="ask"),
    path("work/<str:council>/callbacks/", reading.read, name="read"),
    path("work/<str:council>/callbacks/<uuid:key>/", reading.mark_done, name="mark_done"),
    path("work/<str:council>/duty-inbox/", inbox.inbox, name="inbox"),
    path("work/<str:council>/duty-inbox/open/", inbox.open_again, name="open_again"),
    path("work/<str:council>/duty-inbox/<int:address>/confirm/", inbox.confirm, name="confirm"),
    path("work/<str:council>/duty-inbox/<int:address>/remove/", inbox.remove, name="remove"),
]
