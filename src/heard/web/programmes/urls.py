"""Addresses of the programme team's pages, and of a council's about what the programme offers."""

from django.urls import path

from heard.web.programmes.views import benchmarks, exports, imports, offers, state, waves

app_name = "programmes"
WAVE = "programme/waves/<str:key>/"
OFFER = "work/<str:council>/offers/<str:wave>/"
urlpatterns = [
    path("programme/", state.state, name="state"),
    path("programme/waves/", waves.waves, name="waves"),
    path("programme/benchmarks/", benchmarks.benchmarks_page, name="benchmarks"),
    path("programme/benchmarks/set/", benchmarks.set_benchmarks, name="set_benchmarks"),
    path("programme/folder/", exports.folder, name="folder"),
    path("programme/folder/<uuid:key>/", exports.export, name="export"),
    path("programme/folder/<uuid:key>/take/", exports.take, name="take_export"),
    path("programme/folder/<uuid:key>/remove/", exports.remove, name="remove_export"),
    path("programme/import/", imports.imports_page, name="imports"),
    path("programme/import/<uuid:key>/", imports.import_page, name="import"),
    path("programme/import/<uuid:key>/confirm/", imports.confirm, name="confirm_import"),
    path("programme/import/<uuid:key>/again/", imports.look_again, name="compare_again"),
    path("programme/import/<uuid:key>/remove/", imports.remove, name="remove_import"),
    path("programme/set-up/", waves.set_up, name="set_up"),
    path(WAVE, waves.wave, name="wave"),
    path(f"{WAVE}offer/", waves.offer, name="offer_more"),
    path(f"{WAVE}open/", waves.open_together, name="open_together"),
    path("work/<str:council>/offers/", offers.offers, name="offers"),
    path(OFFER, offers.offer, name="offer"),
    path(f"{OFFER}take-up/", offers.take_up, name="take_up"),
    path(f"{OFFER}together/", offers.agree, name="agree"),
]
