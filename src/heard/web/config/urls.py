"""Every address of the site: a child's pages at / and below answer/, staff pages below work/ and programme/."""

from django.urls import include, path

urlpatterns = [
    path("", include("heard.web.answering.urls")),
    path("", include("heard.web.people.urls")),
    path("work/", include("heard.web.waves.urls")),
    path("work/", include("heard.web.voices.urls")),
    path("work/", include("heard.web.moderating.urls")),
    path("", include("heard.web.callbacks.urls")),
    path("work/", include("heard.web.results.urls")),
    path("", include("heard.web.reporting.urls")),
    path("work/", include("heard.web.planning.urls")),
    path("work/", include("heard.web.cohorts.urls")),
    path("work/", include("heard.web.closing.urls")),
    path("work/", include("heard.web.printing.urls")),
    path("", include("heard.web.interpreting.urls")),
    path("", include("heard.web.responding.urls")),
    path("", include("heard.web.acting.urls")),
    path("", include("heard.web.telling.urls")),
    path("", include("heard.web.following.urls")),
    path("", include("heard.web.programmes.urls")),
    path("work/", include("heard.web.watching.urls")),
    path("", include("heard.web.pages.urls")),
]
handler400 = "heard.web.ui.views.not_understood"
handler403 = "heard.web.ui.views.not_allowed"
handler404 = "heard.web.ui.views.not_found"
handler500 = "heard.web.ui.views.our_fault"
