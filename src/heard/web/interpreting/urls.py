"""Addresses of interpreting findings together."""

from django.urls import URLPattern

app_name = "interpreting"
urlpatterns: list[URLPattern] = []
