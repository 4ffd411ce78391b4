"""Addresses of the demo's own pages."""

from django.urls import path

from heard.web.pages import views

app_name = "pages"
urlpatterns = [
    path("demo/", views.start, name="start"),
    path("demo/facts.json", views.facts, name="facts"),
    path("demo/files/", views.files, name="files"),
    path("demo/files/<path:path>", views.file, name="file"),
]
