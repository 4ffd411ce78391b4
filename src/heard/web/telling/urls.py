"""Addresses. You said, we did: words for each age, the page and paper of it, who was told, what children say to it."""

from django.urls import URLPattern

app_name = "telling"
urlpatterns: list[URLPattern] = []
