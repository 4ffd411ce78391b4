import pytest
from web.staff import *
from web.acting.made import *
from heard.web.people.roles import Role
pytestmark = pytest.mark.django_db

def test_all(monkeypatch):
    make_people(); plan(); set_clock(monkeypatch, NOON)
    e = signed_in(Role.EDITOR)
    for p in ("", "board/", "timeline/", "add/", "themes/", "themes/add/", "cited/", "cited/add/", "bring-in/"):
        r = e.get(plan_path(p)); assert r.status_code == 200, (p, __import__("re").sub(r"(?s).*<main", "", page(r))[:900])
    up = e.post(plan_path("bring-in/"), {"given": upload(EXAMPLE.read_bytes(), "plan.csv"), "wave": WAVE})
    assert up.status_code == 302, page(up)
    r = e.get(up.url); assert r.status_code == 200
    form = r.context["form"]
    data = {}
    for b in form:
        v = b.value()
        if v is True: data[b.html_name] = "on"
        elif v not in (None, False): data[b.html_name] = v
    bad = e.post(up.url, data); assert bad.status_code == 422
    print([str(x) for x in bad.context["form"].errors.items()])
    data["accept-12"] = "on"; data["accept-16"] = "on"
    ok = e.post(up.url, data); assert ok.status_code == 302, ok.context["form"].errors
    for p in ("", "board/", "timeline/", "1/", "13/", "1/change/", "themes/", "take/csv/", "take/xlsx/", "take/docx/"):
        r = e.get(plan_path(p)); assert r.status_code == 200, (p, __import__("re").sub(r"(?s).*<main", "", page(r))[:900])
    for p in ("", "wall/", "make/", "sessions/add/"):
        r = e.get(pledges_path(p)); assert r.status_code == 200, p
    print(page(e.get(plan_path("13/")))[:6000])
