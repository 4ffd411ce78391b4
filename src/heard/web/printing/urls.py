"""Addresses of what is printed. No code is ever in one: codes travel in the bodies of forms."""

from django.urls import path

from heard.web.printing import views

app_name = "printing"
WAVE = "<str:council>/waves/<str:wave>/"
urlpatterns = [
    path(f"{WAVE}cards/print/", views.print_cards, name="print_cards"),
    path(f"{WAVE}paper/", views.paper, name="paper"),
    path(f"{WAVE}paper/<slug:key>/", views.read, name="read"),
    path(f"{WAVE}paper/<slug:key>/pdf/", views.download, name="download"),
]
