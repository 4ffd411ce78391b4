"""Addresses for signing in."""

from django.urls import path

from heard.web.people import views

app_name = "people"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", views.SignOut.as_view(), name="sign_out"),
    path("work/", views.home, name="home"),
]
