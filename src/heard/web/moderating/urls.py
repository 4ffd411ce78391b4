"""Addresses of the moderators' pages, and of the one where cleared words are read."""

from django.urls import path

from heard.web.moderating import views

app_name = "moderating"
MODERATING = "<str:council>/moderating/"
urlpatterns = [
    path(MODERATING, views.show, name="show"),
    path(f"{MODERATING}prepare/", views.prepare, name="prepare"),
    path(f"{MODERATING}prepare/<uuid:job>/", views.progress, name="progress"),
    path(f"{MODERATING}themes/<str:wave>/", views.count, name="count"),
    path(f"{MODERATING}next/", views.go_to_next, name="next"),
    path(f"{MODERATING}next-to-check/", views.go_to_next_check, name="next_to_check"),
    path(f"{MODERATING}lists/", views.lists, name="lists"),
    path(f"{MODERATING}lists/<int:known>/remove/", views.remove_known, name="remove_known"),
    path(f"{MODERATING}<uuid:comment>/", views.moderate, name="moderate"),
    path(f"{MODERATING}<uuid:comment>/check/", views.check, name="check"),
    path(f"{MODERATING}<uuid:comment>/quote/", views.quote, name="quote"),
    path(f"{MODERATING}<uuid:comment>/again/", views.code_again, name="code_again"),
    path(f"{MODERATING}quotations/<int:quotation>/withdraw/", views.withdraw, name="withdraw"),
    path(f"{MODERATING}agreement/", views.agreement, name="agreement"),
    path(f"{MODERATING}<uuid:comment>/worry/", views.send_back, name="send_back"),
    path("<str:council>/cleared-words/", views.read, name="read"),
    path("<str:council>/cleared-words/themes/", views.themes, name="themes"),
]
