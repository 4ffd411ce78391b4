"""Addresses of the moderators' pages, and of the one where cleared words are read."""

from django.urls import path

from heard.web.moderating.views import coding, desk, lists, reading

app_name = "moderating"
MODERATING = "<str:council>/moderating/"
urlpatterns = [
    path(MODERATING, desk.show, name="show"),
    path(f"{MODERATING}prepare/", desk.prepare, name="prepare"),
    path(f"{MODERATING}prepare/<uuid:job>/", desk.progress, name="progress"),
    path(f"{MODERATING}themes/<str:wave>/", desk.count, name="count"),
    path(f"{MODERATING}next/", desk.go_to_next, name="next"),
    path(f"{MODERATING}next-to-check/", desk.go_to_next_check, name="next_to_check"),
    path(f"{MODERATING}lists/", lists.lists, name="lists"),
    path(f"{MODERATING}lists/<int:known>/remove/", lists.remove_known, name="remove_known"),
    path(f"{MODERATING}<uuid:comment>/", desk.moderate, name="moderate"),
    path(f"{MODERATING}<uuid:comment>/check/", desk.check, name="check"),
    path(f"{MODERATING}<uuid:comment>/quote/", reading.quote, name="quote"),
    path(f"{MODERATING}<uuid:comment>/again/", coding.code_again, name="code_again"),
    path(f"{MODERATING}quotations/<int:quotation>/withdraw/", reading.withdraw, name="withdraw"),
    path(f"{MODERATING}agreement/", coding.agreement, name="agreement"),
    path(f"{MODERATING}<uuid:comment>/worry/", desk.send_back, name="send_back"),
    path("<str:council>/cleared-words/", reading.read, name="read"),
    path("<str:council>/cleared-words/themes/", reading.themes, name="themes"),
]
