"""The demo's own site: what is made for it, and what its pages show and do not show."""

import json
import shutil
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoDbBlocker

from age_files import make_age_file
from heard.base.policy import Level
from heard.programme.demo import COUNCIL, Size, plan_under_way
from heard.web.audit.chain import find_break
from heard.web.codes import age_files
from heard.web.codes.actions import Finished as Sent
from heard.web.codes.actions import finish
from heard.web.codes.key_files import KeyFile, open_key_file
from heard.web.codes.models import SealedAnswers, Seat
from heard.web.codes.queries import find_card, get_ballot, get_counts
from heard.web.codes.sealing import new_private_key
from heard.web.pages.demo import Finished, NoDemo, fill, prepare
from heard.web.pages.secrets import DemoSecrets, read_secrets, write_secrets
from heard.web.people.models import User
from heard.web.people.roles import Role
from heard.web.planning.queries import find_plan
from heard.web.tenancy import in_council
from heard.web.ui import clock
from heard.web.watching.queries import list_shown, list_weeks
from heard.web.waves.queries import State, find_wave
from web.staff import signed_in_as

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)
WAVE = plan_under_way(TODAY).key
SMALL = Size(councils=3, responses=300)
REPORT = (
    b"<!doctype html><html><head><style>p { color: red }</style></head><body><p>A report</p></body></html>"
)
SHOWN = {
    "programme/areas.csv": b"area,name\n",
    "analysis/findings.json": b"{}",
    "analysis/cube.parquet": b"PAR1",
    **{f"reports/{COUNCIL}-2026-full-{level}.html": REPORT for level in Level},
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a demo whose programme is there, and the environment of its processes."""
    lay_home(tmp_path, monkeypatch)
    return tmp_path


@pytest.fixture(scope="class")
def filled(
    laid_down_for_a_class: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A demo that is finished, made once for the tests of a class."""
    home = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        lay_home(home, patch)
        fill(home, size=SMALL, today=TODAY, wait=lambda: (finished(home),), say=lambda _words: None)
        stamp(home)
    return home


@pytest.fixture
def demo(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """It as it was made: a copy of its folder, and its rows."""
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    set_home(tmp_path, monkeypatch)
    return tmp_path


def lay_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_home(home, monkeypatch)
    monkeypatch.setattr(age_files, "seal", make_age_file)
    (home / "secrets").mkdir()
    (home / "responses.csv").write_text("not for anybody")
    for path, content in SHOWN.items():
        (home / path).parent.mkdir(exist_ok=True)
        (home / path).write_bytes(content)


def set_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "HEARD", replace(settings.HEARD, home=home, is_demo=True))
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    for name, key in private_keys().items():
        monkeypatch.setenv(name, key)


@cache
def private_keys() -> dict[str, str]:
    """The same for a whole run."""
    names = ("HEARD_COUNTING_KEY", f"HEARD_READING_KEY_{COUNCIL}")
    return {name: new_private_key().to_bytes().hex() for name in names}


@pytest.fixture
def shown(home: Path) -> Path:
    """A demo whose files are there; its database is empty."""
    write_secrets(home, DemoSecrets((), (), {"4-7": ()}))
    stamp(home)
    return home


def finished(home: Path) -> Finished:
    reports = {level: home / f"reports/{COUNCIL}-2026-full-{level}.html" for level in Level}
    return Finished("2026", date(2026, 3, 27), 49, reports, {})


def stamp(home: Path) -> None:
    told = {
        "council": "Alderbrook",
        "area": COUNCIL,
        "wave": "2026",
        "under_way": WAVE,
        "last_answer_day": "2026-12-20",
        "councils": 3,
        "responses": 300,
        "waves": 2,
        "reports": {level.value: f"reports/{COUNCIL}-2026-full-{level}.html" for level in Level},
        "answered": {"4-7": [5, 13], "16-25": [7, 23]},
        "files": [{"group": path.partition("/")[0], "path": path, "says": "what it holds"} for path in SHOWN],
    }
    (home / "demo.json").write_text(json.dumps(told), encoding="utf-8")


def ask(path: str, **headers: str) -> HttpResponse:
    return Client().get(path, headers=headers)


def text_of(response: HttpResponse) -> str:
    return response.content.decode()


# --- What is made ---------------------------------------------------------------------------------


class TestWhatIsMade:
    def test_the_council_s_new_wave_is_open_and_about_a_third_have_answered(self, demo: Path) -> None:
        with in_council(COUNCIL):
            wave = find_wave(WAVE)
            assert wave is not None
            assert (wave.state, wave.grace_days, wave.is_rehearsed) == (State.OPEN, 0, True)
            assert wave.last_answer_day < wave.panel_on
            sealed = SealedAnswers.objects.filter(
                council_id=COUNCIL, collection_id=wave.collection_id
            ).count()
            seats = Seat.objects.filter(council_id=COUNCIL, batch__collection_id=wave.collection_id)
            assert sealed == seats.filter(is_finished=True).count()
            assert 0.2 < sealed / seats.count() < 0.4
            assert find_break() is None

    def test_the_coordinator_finds_counts_on_the_first_day(self, demo: Path) -> None:
        with in_council(COUNCIL):
            counts = get_counts(find_wave(WAVE).collection_id)
            answered = list_answered()
        shown = {each.survey: each.finished_shown for each in counts.surveys}
        assert shown["11-17"] > 5
        # what is shown today is all there is, but for surveys that fewer than five have answered
        assert {survey: count or 0 for survey, count in shown.items()} == {
            survey: answered[survey] if answered[survey] >= 5 else 0 for survey in shown
        }
        assert sum(filter(None, shown.values())) < sum(each.cards for each in counts.surveys)

    def test_how_the_wave_came_in_is_kept_from_its_first_day_and_each_monday_has_its_picture(
        self, demo: Path
    ) -> None:
        with in_council(COUNCIL):
            facts = find_wave(WAVE)
            history, weeks = list_shown(facts)["11-17"], list_weeks(facts)
        assert history[0].day == plan_under_way(TODAY).opens_on
        assert history[0].finished == 0
        assert [each.finished for each in history] == sorted({each.finished for each in history})
        assert len(history) >= 3
        assert [each.monday.weekday() for each in weeks] == [0] * len(weeks)
        assert len(weeks) >= 3

    def test_the_plan_that_was_signed_off_is_whole(self, demo: Path) -> None:
        with in_council(COUNCIL):
            plan = find_plan(WAVE)
        assert plan is not None
        assert plan.set_up is not None
        assert (plan.to_do, bool(plan.set_up.signed_off_on)) == ((), True)

    def test_every_role_can_sign_in_with_a_password_of_its_own(self, demo: Path) -> None:
        users = read_secrets(demo).users
        assert {user.role for user in users} == {role.value for role in Role}
        assert len({user.password for user in users}) == len(Role)
        for user in users:
            assert User.objects.get(email=user.email).check_password(user.password)

    def test_each_key_file_opens_the_wave_with_the_passphrase_beside_it(self, demo: Path) -> None:
        with in_council(COUNCIL):
            public = get_ballot(find_wave(WAVE).collection_id).wave_key
        readme = (demo / "keys/README.txt").read_text()
        for key in read_secrets(demo).keys:
            file = KeyFile.from_text(Path(key.file).read_text())
            assert open_key_file(file, key.passphrase, council=COUNCIL, wave=WAVE, public_key=public)
            assert key.passphrase in readme
        assert "never on the site's machine" in readme

    def test_what_the_demo_keeps_only_its_owner_may_read(self, demo: Path) -> None:
        kept = [demo / "secrets/site.json", *(demo / "keys").iterdir()]
        assert len(kept) == 5
        assert {path.stat().st_mode & 0o777 for path in kept} == {0o600}
        assert (demo / "keys").stat().st_mode & 0o777 == 0o700

    def test_the_wave_before_has_reports_that_its_panel_has_read(self, demo: Path) -> None:
        board = signed_in_as("board@alderbrook.example")
        read = board.get(f"/work/{COUNCIL}/waves/2026/report/board/")
        assert (read.status_code, read.content) == (200, REPORT)
        assert board.get(f"/work/{COUNCIL}/waves/{WAVE}/report/board/").status_code == 404


def list_answered() -> Counter[str]:
    """How many seats of each survey are marked; a page must never say it."""
    seats = Seat.objects.filter(council_id=COUNCIL, is_finished=True)
    return Counter(seats.values_list("batch__survey", flat=True))


@pytest.mark.parametrize("is_demo", [True, False])
def test_a_site_that_is_no_demo_loses_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch, is_demo: bool
) -> None:
    """Not even where HEARD_DEMO was set by mistake: its database lies elsewhere."""
    monkeypatch.setattr(settings, "HEARD", replace(settings.HEARD, is_demo=is_demo))
    (home / "heard.sqlite3").write_text("a real site's")
    with pytest.raises(NoDemo, match="Nothing was made"):
        prepare(size=SMALL, today=TODAY, wait=lambda: (finished(home),), say=lambda _words: None)
    assert (home / "heard.sqlite3").read_text() == "a real site's"


def test_a_demo_cut_off_at_its_end_keeps_nothing_to_show(home: Path) -> None:
    def cut_off() -> Finished:
        raise EOFError

    with pytest.raises(EOFError):
        fill(home, size=SMALL, today=TODAY, wait=cut_off, say=lambda _words: None)
    assert not (home / "secrets/site.json").exists()


# --- What is shown --------------------------------------------------------------------------------


class TestItsPages:
    def test_the_start_page_leads_to_everything(self, demo: Path) -> None:
        page = text_of(ask("/demo/"))
        kept = read_secrets(demo)
        for codes in kept.codes.values():
            assert codes[0] in page
            assert codes[1] not in page
        for user in kept.users:
            assert user.password in page
        for key in kept.keys:
            assert key.passphrase in page
        for path in (
            'href="/"',
            "/sign-in/",
            "/demo/files/",
            f"/demo/files/reports/{COUNCIL}-2026-full-working.html",
        ):
            assert path in page
        assert "style=" not in page.replace("<svg", "")

    def test_a_code_that_was_used_makes_room_for_the_next(self, demo: Path) -> None:
        first, second = read_secrets(demo).codes["8-11"][:2]
        use(first)
        page = text_of(ask("/demo/"))
        assert first not in page
        assert second in page
        told = json.loads(ask("/demo/facts.json").content)
        assert first not in told["codes"]["8-11"]
        assert told["codes"]["8-11"][0] == second

    def test_where_every_code_is_used_it_says_so(self, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("heard.web.pages.queries._is_unused", lambda _code: False)
        assert text_of(ask("/demo/")).count("No code is left.") == 4

    def test_programs_are_told_what_people_are_shown(self, demo: Path) -> None:
        told = json.loads(ask("/demo/facts.json", host="127.0.0.1:8123").content)
        assert told["url"] == "http://127.0.0.1:8123/"
        assert told["council"] == "Alderbrook"
        assert {user["role"] for user in told["users"]} == {role.value for role in Role}
        assert {survey: len(codes) > 5 for survey, codes in told["codes"].items()} == dict.fromkeys(
            ("4-7", "8-11", "11-17", "16-25"), True
        )
        for address in told["public"].values():
            assert ask(address.removeprefix("http://127.0.0.1:8123")).status_code == 200


def use(code: str) -> None:
    card = find_card(code)
    with in_council(COUNCIL):
        assert finish(card=card, answers={}, comments={}) is Sent.SENT


@pytest.mark.parametrize(
    "path", ["/demo/", "/demo/facts.json", "/demo/files/", "/demo/files/programme/areas.csv"]
)
def test_an_installation_that_is_no_demo_has_no_such_page(
    shown: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    assert ask(path).status_code == 200
    monkeypatch.setattr(settings, "HEARD", replace(settings.HEARD, is_demo=False))
    assert ask(path).status_code == 404


# --- Files: what the demo's own small server held before there was a site ---------------------------


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("programme/areas.csv", 200),
        ("programme/areas.csv?a=1", 200),
        ("responses.csv", 404),
        ("demo.json", 404),
        ("secrets/site.json", 404),
        ("keys/README.txt", 404),
        ("programme/../secrets/site.json", 404),
        ("%2e%2e/secrets/site.json", 404),
        ("/etc/passwd", 404),
        ("programme", 404),
    ],
)
def test_only_files_that_are_listed_are_given_out(shown: Path, path: str, status: int) -> None:
    assert ask(f"/demo/files/{path}").status_code == status


def test_a_listed_file_that_was_removed_is_not_there_and_not_listed(shown: Path) -> None:
    (shown / "programme/areas.csv").unlink()
    assert ask("/demo/files/programme/areas.csv").status_code == 404
    assert "areas.csv" not in text_of(ask("/demo/files/"))


@pytest.mark.parametrize("host", ["elsewhere.example", "elsewhere.example:80"])
def test_a_page_elsewhere_cannot_read_under_its_own_name(shown: Path, host: str) -> None:
    assert ask("/demo/", host=host).status_code == 400


@pytest.mark.parametrize(
    "path", ["/demo/", "/demo/facts.json", "/demo/files/", "/demo/files/programme/areas.csv"]
)
def test_the_demo_s_pages_are_only_read(shown: Path, path: str) -> None:
    assert Client().head(path).status_code == 200
    assert Client().post(path).status_code == 405


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("programme/areas.csv", "text/csv; charset=utf-8"),
        ("analysis/findings.json", "application/json; charset=utf-8"),
        ("analysis/cube.parquet", "application/octet-stream"),
    ],
)
def test_a_file_may_do_nothing_in_a_browser(shown: Path, path: str, kind: str) -> None:
    response = ask(f"/demo/files/{path}")
    assert response.headers["Content-Type"] == kind
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'; base-uri 'none'")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_report_may_use_its_own_style_and_nothing_else(shown: Path) -> None:
    policy = ask(f"/demo/files/reports/{COUNCIL}-2026-full-public.html").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert "style-src 'sha256-" in policy


def test_the_list_says_how_large_each_file_is(shown: Path) -> None:
    (shown / "analysis/cube.parquet").write_bytes(bytes(1_234_567))
    page = text_of(ask("/demo/files/"))
    for path in SHOWN:
        assert f"/demo/files/{path}" in page
    assert "1.2 MB" in page
