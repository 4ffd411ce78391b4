"""Addresses of acting."""

from django.urls import URLPattern

app_name = "acting"
urlpatterns: list[URLPattern] = []
