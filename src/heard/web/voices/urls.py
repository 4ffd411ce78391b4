"""Addresses of children's words."""

from django.urls import path

from heard.web.voices import views

app_name = "voices"
urlpatterns = [
    path("<str:council>/words/", views.read, name="read"),
    path("<str:council>/words/<uuid:comment>/", views.mark_read, name="mark_read"),
    path("<str:council>/whom-to-call/", views.contacts, name="contacts"),
]
