"""Addresses of responding."""

from django.urls import URLPattern

app_name = "responding"
urlpatterns: list[URLPattern] = []
