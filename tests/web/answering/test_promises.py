"""What every page keeps: no trace in the database, in an address or in a header; no promise that is not kept."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from heard.base.surveys import Survey
from heard.web.answering.cookies import DECLINED, ENDING, VISIT
from heard.web.codes.actions import State
from heard.web.tenancy import in_council
from web.answering.children import END, QUESTION, Child, answer_to_the_end, first_answers
from web.ballots import COUNCIL, Ballot, make_ballot, move_to
from web.opened import open_answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def ballot() -> Ballot:
    return make_ballot(surveys=["8-11"])


def every_row() -> dict[str, list[str]]:
    """Every row of every table, and on PostgreSQL which transaction wrote it."""
    xmin = ", xmin::text" if connection.vendor == "postgresql" else ""
    found = {}
    with in_council(COUNCIL), connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f"SELECT *{xmin} FROM {connection.ops.quote_name(model._meta.db_table)}")
            found[model._meta.label] = sorted(map(repr, cursor.fetchall()))
    return found


@contextmanager
def pages_seen(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, object]]]:
    """Every request made by children in this block: its address, and the answer to it."""
    seen: list[tuple[str, object]] = []
    follow = Child._follow

    def record(self: Child, response: object, path: str) -> Child:
        seen.append((path, response))
        result = follow(self, response, path)
        seen.append((self.path, self.page))
        return result

    with monkeypatch.context() as patched:
        patched.setattr(Child, "_follow", record)
        yield seen


def take_every_turn(ballot: Ballot) -> None:
    """A child who looks at every page there is, and sends."""
    child = Child().type_code("BCDF").type_code(ballot.code()).press("yes")
    child.press("next", **{child.names[0]: "made up"}).go(QUESTION)
    child.press("next", **first_answers(child)).press("back").press("help").follow_next().press("stop")
    child.go("/answer/pause/").press(first="cat").go("/answer/hide/").go(QUESTION).type_code(ballot.code())
    answer_to_the_end(child).press().go("/answer/help/")


def test_between_the_code_and_sending_the_database_does_not_change_at_all(ballot: Ballot) -> None:
    before = every_row()
    child = Child().start(ballot.code())
    child.press("help").follow_next().press("stop").go("/answer/pause/").go("/answer/hide/").type_code(
        ballot.code()
    )
    answer_to_the_end(child)
    assert every_row() == before
    child.press()
    changed = {table for table, rows in every_row().items() if rows != before[table]}
    assert changed == {"codes.Seat", "codes.SealedAnswers", "codes.SealedSlip", "codes.SealedComment"}


def test_a_page_with_a_question_asks_the_database_nothing(ballot: Ballot) -> None:
    child = Child().start(ballot.code())
    (name,) = child.names
    with CaptureQueriesContext(
        connection,
    ) as asked:
        child.go(QUESTION).press("next", **{name: child.values(name)[0]})
    assert len(asked) == 0


def test_sending_takes_few_statements(ballot: Ballot) -> None:
    child = answer_to_the_end(Child().start(ballot.code()))
    with CaptureQueriesContext(connection) as asked:
        child.client.post("/answer/send/", {"visit": child.token})
    most = 12 if connection.vendor == "sqlite" else 16
    assert len(open_answers(ballot)) == 1
    assert len(asked) <= most, [each["sql"][:60] for each in asked]


def test_no_page_of_a_child_knows_a_session_or_a_user(ballot: Ballot) -> None:
    child = answer_to_the_end(Child().start(ballot.code())).press()
    assert settings.SESSION_COOKIE_NAME not in child.client.cookies
    assert not child.page.wsgi_request.session.accessed
    assert set(child.client.cookies) == {*VISIT, ENDING, DECLINED, settings.CSRF_COOKIE_NAME}


def test_no_address_holds_a_code_an_answer_or_a_council(
    ballot: Ballot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pages_seen(monkeypatch) as seen:
        take_every_turn(ballot)
    paths = {path for path, _ in seen}
    assert len(paths) >= 11
    assert all(re.fullmatch(r"/(hide/)?|/answer/([a-z-]+/)?", path) for path in paths)


def walk_recorded(
    code: str, monkeypatch: pytest.MonkeyPatch, **answers: str
) -> tuple[set[tuple[str, str]], set[int | None]]:
    """What the browser's history says of somebody who gave these answers, and the screens they saw."""
    screens = set()
    with pages_seen(monkeypatch) as seen:
        child = Child().start(code)
        while child.path != "/answer/send/":
            screens.add(child.screen)
            child.press("next", **{name: answers[name] for name in child.names if name in answers})
        child.press()
    titles = ((path, re.findall(r"<title>(.*?)</title>", page.content.decode())) for path, page in seen)  # type: ignore[attr-defined]
    return {(path, title) for path, found in titles for title in found}, screens


def test_a_browsers_history_does_not_tell_who_was_asked_what(
    ballot: Ballot, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = ballot.code(place=0), ballot.code(place=1)
    history, screens = walk_recorded(one, monkeypatch, knows_worker="yes")
    other_history, other_screens = walk_recorded(two, monkeypatch, knows_worker="no", feels_safe="never")
    assert screens != other_screens
    assert history == other_history
    assert (QUESTION, "Questions") in history


def test_a_browsers_history_calls_every_last_page_by_one_name(
    ballot: Ballot, monkeypatch: pytest.MonkeyPatch
) -> None:
    picked = {"first": "cat", "second": "boat", "third": "sun"}
    late = make_ballot(surveys=["8-11"], wave="2027")
    ends = [
        answer_to_the_end(Child().start(ballot.code(place=0))).press(),
        Child().type_code(ballot.code(place=1)).press("no"),
        Child().start(ballot.code(place=2)).press("stop").press(),
        Child().start(ballot.code(place=3)).press("stop").go("/answer/pause/").press(**picked),
    ]
    child = answer_to_the_end(Child().start(late.code()))
    copied = {name: child.client.cookies[name].value for name in VISIT}
    ends.append(Child(child.client).go("/answer/send/").press())
    child.client.cookies.load(copied)
    ends.append(child.press())
    child = answer_to_the_end(Child().start(late.code(place=1)))
    move_to(late.collection_id, State.OPENING)
    ends.append(child.press())
    assert len({each.heading for each in ends}) == 6
    assert {(each.path, each.title) for each in ends} == {(END, "The end")}


def test_every_page_is_private_and_takes_nothing_from_elsewhere(
    ballot: Ballot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pages_seen(monkeypatch) as seen:
        take_every_turn(ballot)
    for path, page in seen:
        headers = page.headers  # type: ignore[attr-defined]
        assert headers["Cache-Control"] == "no-store", path
        assert headers["Referrer-Policy"] == "same-origin"
        policy = headers["Content-Security-Policy"]
        assert {"default-src 'none'", "frame-ancestors 'none'"} <= set(policy.split("; "))
        assert "unsafe" not in policy
        said = page.content.decode()  # type: ignore[attr-defined]
        assert not re.findall(r"<script(?! src=\"/static/)|<style|\sstyle=|\son[a-z]+=|https?://", said), path


def test_cookies_are_strict_unreadable_for_scripts_and_end_with_the_session(
    ballot: Ballot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pages_seen(monkeypatch) as seen:
        take_every_turn(ballot)
    morsels = [morsel for _, page in seen for morsel in page.cookies.values()]  # type: ignore[attr-defined]
    assert {morsel.key for morsel in morsels} == {*VISIT, ENDING, DECLINED, settings.CSRF_COOKIE_NAME}
    for morsel in morsels:
        assert morsel["samesite"] == "Strict"
        assert morsel["httponly"]
        assert not morsel["domain"]
        assert morsel["path"] == ("/" if morsel.key == settings.CSRF_COOKIE_NAME else "/answer/")
        assert morsel["max-age"] in ("", 0)
        assert bool(morsel.value) is (morsel["max-age"] == "")


def test_cookies_travel_over_https_only_where_the_site_does(
    ballot: Ballot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SESSION_COOKIE_SECURE", True)
    child = Child()
    sent = child.client.post("/answer/code/", {"code": ballot.code()})
    assert sent.cookies[VISIT[0]]["secure"]


def test_a_cookie_holds_nothing_readable(ballot: Ballot) -> None:
    child = Child().start(ballot.code())
    (name,) = child.names
    value = child.values(name)[0]
    child.press("next", **{name: value})
    text = child.client.cookies[VISIT[0]].value
    assert re.fullmatch(r"[A-Za-z0-9_-]+", text)
    assert name not in text
    assert ballot.code().replace("-", "") not in text


@pytest.mark.parametrize("survey", list(Survey))
def test_what_is_said_of_who_sees_it_is_what_this_installation_keeps(
    survey: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ballot = make_ballot(surveys=[survey])
    own = Child().type_code(ballot.code(survey)).text
    assert "at Alderbrook add" in own
    assert "Made-up Programme" not in own
    environment = type(settings.HEARD)(
        **{
            name: getattr(settings.HEARD, name)
            for name in settings.HEARD.__slots__
            if name != "programme_name"
        },
        programme_name="Made-up Programme",
    )
    monkeypatch.setattr(settings, "HEARD", environment)
    hosted = Child().type_code(ballot.code(survey)).text
    assert "The team at Made-up Programme" in hosted
    assert "at Alderbrook add" not in hosted


def test_a_page_says_for_which_ages_it_is_drawn() -> None:
    for survey in Survey:
        child = Child().type_code(make_ballot(surveys=[survey], wave=f"w{survey}").code(survey))
        assert f'class="child ages-{survey}"' in child.text


def test_every_page_of_the_child_is_reached_by_these_tests(ballot: Ballot) -> None:
    names = {key for key in get_resolver("heard.web.answering.urls").reverse_dict if isinstance(key, str)}
    assert names == {
        "start", "code", "about", "adult", "hand_over", "on", "idle", "screen", "send", "stop", "pause", "resume",
        "help", "hide", "end", "blank", "take_over", "put_away", "sealed_answers", "sealed_words", "shell",
        "offline_script", "script_file", "look", "language",
    }  # fmt: skip


def test_nothing_of_a_visit_is_in_a_repr(ballot: Ballot) -> None:
    from heard.web.answering.forms import Given

    child = Child().start(ballot.code())
    visit = child.page.wsgi_request
    assert ballot.code() not in repr(visit)
    assert "never" not in repr(Given(answers={"feels_safe": "never"}))
