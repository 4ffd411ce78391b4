"""Whatever is sent to a child's pages: no fault of ours comes of it, the answers given so far are kept, and it is said.

Beside this: wrong and used codes in test_codes_typed, answers and words in test_wrong_things, what a browser sealed in
test_scripted, words that somebody sealed by hand in voices.
"""

import json
import logging
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client

from heard.interview import clean_words
from heard.web.answering import visits
from heard.web.answering.cookies import VISIT
from heard.web.answering.views import leaving
from heard.web.codes import actions
from heard.web.codes.contents import Answers, sealing_purpose
from heard.web.codes.drafts import open_cookie
from heard.web.codes.sealing import ANSWERS_SIZE, seal
from heard.web.instruments import questionnaires
from heard.web.instruments.questionnaires import get_questionnaire, list_versions
from heard.web.results.responses import OpenedAnswers
from heard.web.results.responses import open_answers as open_for_the_file
from heard.web.tenancy import in_council
from web.answering.children import QUESTION, Child, answer_to_the_end
from web.answering.conftest import Clock
from web.answering.test_scripted import (
    ANSWERS,
    AWAY,
    PICTURES,
    TAKE,
    WORDS,
    send_ticks,
    send_words,
    take_over,
)
from web.ballots import COUNCIL, WAVE, Ballot, keys, make_ballot
from web.opened import open_answers, open_comments

pytestmark = pytest.mark.django_db

OUR_FAULT = 500
FORMS = (
    "/answer/code/", "/answer/look/", "/answer/about/", "/answer/adult/", "/answer/hand-over/", QUESTION,
    "/answer/send/", "/answer/stop/", "/answer/pause/", "/answer/resume/", TAKE, AWAY, "/answer/talk/",
)  # fmt: skip
SEALED = (ANSWERS, WORDS)
FIELDS = (
    "code", "go", "screen", "first", "second", "third", "state", "size", "space", "colours", "council", "which",
    "name", "how", "words",
)  # fmt: skip
STRANGE = {
    "NUL": "a\0b",
    "a lone surrogate": b"a%ED%A0%80b",
    "turned directions": "\u202egnp.exe\u2066",
    "letters nobody sees": "\u200b\u200d\ufeff\u00ad",
    "emoji": "\N{DOG FACE}" * 50,
    "a script": "<script>alert(1)</script>",
    "no number": "9" * 400,
    "digits of another script": "\u0663",
    "fifty thousand letters": "word " * 10_000,
    "bytes that are no text": b"%ff%fe%00",
}
DEEP = "[" * 30_000 + "]" * 30_000


@pytest.fixture
def ballot() -> Ballot:
    return make_ballot(surveys=["8-11"])


@pytest.fixture
def child(ballot: Ballot) -> Child:
    """At the second question, with the first answered."""
    begun = Child().start(ballot.code())
    begun.client.raise_request_exception = False
    (name,) = begun.names
    return begun.press("next", **{name: begun.values(name)[0]})


def carried(child: Child) -> Mapping[str, object]:
    """What the browser's cookies hold."""
    text = "".join(child.client.cookies[name].value for name in VISIT)
    found: dict[str, object] = json.loads(open_cookie(text, key=settings.HEARD.draft_key))
    return found


def post_form(child: Child, path: str, fields: Mapping[str, str | bytes]) -> HttpResponse:
    """Fields as they are, some of them already in the letters of an address."""
    from urllib.parse import quote_plus

    parts = [
        f"{name}={value.decode() if isinstance(value, bytes) else quote_plus(value)}"
        for name, value in fields.items()
    ]
    return child.client.post(path, "&".join(parts), content_type="application/x-www-form-urlencoded")


@pytest.mark.slow  # every field and every body at every address: thousands of requests
class TestWhateverIsSent:
    @pytest.mark.parametrize("value", STRANGE.values(), ids=STRANGE)
    @pytest.mark.parametrize("path", FORMS)
    def test_no_field_of_a_form_breaks_a_page(self, child: Child, path: str, value: str | bytes) -> None:
        held, token = {name: child.client.cookies[name].value for name in VISIT}, child.token
        for field in (*FIELDS, *child.names):
            child.client.cookies.load(held)
            answered = post_form(child, path, {"visit": token, field: value})
            assert answered.status_code < OUR_FAULT, field

    @pytest.mark.parametrize("path", [*FORMS, *SEALED])
    @pytest.mark.parametrize(
        ("kind", "body"),
        [
            ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % n for n in range(10_000))),
            ("application/x-www-form-urlencoded", b"%"),
            ("application/x-www-form-urlencoded", b"x" * 10_000_000),
            ("application/json", DEEP.encode()),
            ("application/json", b'{"ticket": "\\ud800", "answers": "\\ud800", "slip": "", "comments": ["\\ud800"]}'),
            ("application/json", b'{"ticket": NaN, "answers": 1e999, "slip": -0, "comments": {"0": ""}}'),
            ("application/json", b'{"ticket": ' + b"9" * 5_000 + b"}"),
            ("application/json", b"x" * 10_000_000),
            ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name"),
            ("multipart/form-data; boundary=x", b"--x--"),
            ("multipart/form-data", b"no boundary"),
            ("text/xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
            ("", b"nothing"),
            ("text/plain; charset=utf-7", b"+ADw-script+AD4-"),
            ("application/x-www-form-urlencoded; charset=no-such-thing", b"a=b"),
        ],
        ids=[
            "10,000 fields", "half an escape", "10 MB form", "deep JSON", "surrogates in JSON", "no numbers",
            "long number", "10 MB JSON", "cut form", "empty form", "no boundary", "XML", "no type", "utf-7",
            "no such letters",
        ],
    )  # fmt: skip
    def test_no_body_breaks_a_page_and_the_answers_stay(
        self, child: Child, path: str, kind: str, body: bytes
    ) -> None:
        before = carried(child)["answers"]
        answered = child.client.generic("POST", path, body, content_type=kind)
        assert answered.status_code < OUR_FAULT
        assert carried(child)["answers"] == before
        assert child.go(QUESTION).screen == 1

    @pytest.mark.parametrize("path", [*FORMS, *SEALED])
    @pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
    def test_no_other_method_breaks_a_page(self, child: Child, path: str, method: str) -> None:
        assert child.client.generic(method, path, b"x").status_code < OUR_FAULT
        assert child.go(QUESTION).screen == 1

    def test_ten_thousand_fields_are_turned_away_in_words(self, child: Child) -> None:
        child._follow(child.client.post(QUESTION, {f"field{n}": "1" for n in range(10_000)}), QUESTION)
        assert (child.page.status_code, child.heading) == (400, "That was too much to take in")
        assert child.follow_next().screen == 1

    @pytest.mark.parametrize(
        "name", [*VISIT, "heard_ending", "heard_card", "heard_look", "heard_form", "heard_said"]
    )
    @pytest.mark.parametrize("value", ["", "x", "\xe2\x80\xae", "A" * 4_000, "a" * 5 + "==", "{}"])
    def test_no_cookie_breaks_a_page(self, child: Child, name: str, value: str) -> None:
        child.client.cookies[name] = value
        for path in ("/", QUESTION, "/answer/end/", "/answer/help/", "/answer/look/", "/answer/talk/", TAKE):
            assert child.client.get(path).status_code < OUR_FAULT, path


class TestWords:
    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("half\0way", "halfway"),
            ("\u202eabc\u2066", "abc"),
            ("a\u200b\u200b", "a\u200b\u200b"),  # nobody sees them, and some scripts need their like
            ("\N{DOG FACE}\u200d\N{BONE}", "\N{DOG FACE}\u200d\N{BONE}"),
        ],
    )
    def test_what_is_kept_of_strange_letters_is_the_same_by_page_and_by_script(
        self, ballot: Ballot, typed: str, kept: str
    ) -> None:
        by_page = Child().start(ballot.code(place=0))
        while "<textarea" not in by_page.text:
            by_page.press("next")
        name = by_page.names[-1]
        by_page.press("next", **{name: typed})
        by_script = Child().start(ballot.code(place=1))
        taken = take_over(by_script)
        state = {"pictures": PICTURES, "answers": {}, "words": {name: typed}, "at": 1, "reached": 1}
        by_script.client.post(AWAY, {"visit": taken["token"], "state": json.dumps(state)})
        other = Child().type_code(ballot.code(place=1))
        other.press("next", first="cat", second="boat", third="tree")
        assert carried(by_page)["words"] == carried(other)["words"] == {name: kept}
        assert clean_words(typed) == kept

    def test_a_megabyte_that_the_script_would_put_away_is_turned_away_and_nothing_is_lost(
        self, child: Child
    ) -> None:
        taken = take_over(child)
        state = {
            "pictures": PICTURES,
            "answers": {},
            "words": {"happier": "x" * 1_000_000},
            "at": 1,
            "reached": 1,
        }
        answered = child.client.post(AWAY, {"visit": taken["token"], "state": json.dumps(state)})
        assert answered.status_code == 400
        assert child.client.get(TAKE).json()["token"] == taken["token"]

    def test_a_megabyte_of_sealed_words_is_turned_away_without_an_outcome_and_the_ticks_stay(
        self, ballot: Ballot
    ) -> None:
        ticket = take_over(Child().start(ballot.code()))["ticket"]
        send_ticks(Client(), ticket, {})
        answered = send_words(Client(), ticket, {}, comments=[b64encode(bytes(1_000_000)).decode()])
        assert answered.status_code == 400
        assert b"outcome" not in answered.content
        assert len(open_answers(ballot)) == 1
        assert send_words(Client(), ticket, {"happier": "A dog"}).json() == {"outcome": "sent"}


class TestParcels:
    """What a browser drops, it drops at a word of the site's: `sending.js` waits for an outcome."""

    def test_what_can_never_be_taken_in_is_told_so(self, ballot: Ballot) -> None:
        ticket = take_over(Child().start(ballot.code()))["ticket"]
        for damaged in (
            ticket[:-1],
            ticket[:-40],
            ticket + "A",
            ticket[:50] + "AAAA" + ticket[54:],
            ticket * 2,
        ):
            answered = send_ticks(Client(), damaged, {})
            assert (answered.status_code, answered.json()) == (400, {"outcome": "refused"})
        assert send_ticks(Client(), ticket, {}, slip="AAAA").json() == {"outcome": "refused"}
        assert open_answers(ballot) == []

    @pytest.mark.parametrize("cut", [1, 100, 3_000])
    def test_what_was_cut_on_its_way_is_told_nothing_and_stays_on_the_device(
        self, ballot: Ballot, cut: int
    ) -> None:
        ticket = take_over(Child().start(ballot.code()))["ticket"]
        body = json.dumps({"ticket": ticket, "answers": "A" * 5_000, "slip": "A"})
        answered = Client().post(ANSWERS, body[:-cut], content_type="application/json")
        assert (answered.status_code, answered.content) == (400, b"")

    def test_a_ticket_of_another_site_opens_nothing(
        self, ballot: Ballot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ticket = take_over(Child().start(ballot.code()))["ticket"]
        monkeypatch.setattr(settings, "HEARD", replace(settings.HEARD, draft_key=b"k" * 32))
        assert send_ticks(Client(), ticket, {}).status_code == 400

    def test_of_a_try_out_that_is_wiped_it_is_told_that_it_is_too_late(self, ballot: Ballot) -> None:
        from heard.web.codes.models import Collection

        ticket = take_over(Child().start(ballot.code()))["ticket"]
        with in_council(ballot.council):
            Collection.objects.update(is_made_up=True)
            actions.wipe_made_up(collection_id=ballot.collection_id)
        assert send_ticks(Client(), ticket, {}).json() == {"outcome": "too_late"}
        assert send_words(Client(), ticket, {}).json() == {"outcome": "too_late"}

    @pytest.mark.parametrize(
        ("survey", "version", "purpose"),
        [
            ("8-11", "here", sealing_purpose("answers", COUNCIL, "2031")),  # another wave
            ("8-11", "here", sealing_purpose("answers", "X0000002", WAVE)),  # another council
            ("8-11", "here", sealing_purpose("comment", COUNCIL, WAVE)),  # another kind
            ("16-25", "here", sealing_purpose("answers", COUNCIL, WAVE)),  # another survey
            ("8-11", "1066-1", sealing_purpose("answers", COUNCIL, WAVE)),  # another version
        ],
    )
    def test_what_was_sealed_for_something_else_is_left_out_and_counted_when_the_wave_is_opened(
        self, ballot: Ballot, survey: str, version: str, purpose: str
    ) -> None:
        row = Answers(survey, list_versions()[survey] if version == "here" else version, {})
        closed = seal(row.to_bytes(), to=keys()["wave"].public, purpose=purpose, size=ANSWERS_SIZE)
        ticket = take_over(Child().start(ballot.code(place=0)))["ticket"]
        assert send_ticks(Client(), ticket, {}, answers=b64encode(closed).decode()).json() == {
            "outcome": "sent"
        }
        other = take_over(Child().start(ballot.code(place=1)))["ticket"]
        send_ticks(Client(), other, {"feels_safe": "always"})
        assert read_into_the_file(ballot) == (1, 1)

    def test_an_answer_that_does_not_belong_to_its_question_is_left_out_of_a_sealed_row(
        self, ballot: Ballot
    ) -> None:
        ticket = take_over(Child().start(ballot.code()))["ticket"]
        send_ticks(Client(), ticket, {"feels_safe": "purple\0", "no_question": "yes", "gender": "girl;boy"})
        assert read_into_the_file(ballot) == (1, 0)
        opened = open_the_rows(ballot)
        assert not {value for row in opened.rows for value in row} & {"purple\0", "yes", "girl;boy"}
        assert sum(opened.dropped.values()) == 3  # keys the survey does not ask are one reason together


def read_into_the_file(ballot: Ballot) -> tuple[int, int]:
    """Rows of the responses file, and sealed rows that were left out of it."""
    opened = open_the_rows(ballot)
    return len(opened.rows), opened.unreadable


def open_the_rows(ballot: Ballot) -> OpenedAnswers:
    """As the opening's job does it."""
    from heard.web.codes.opening import read_sealed_answers

    with in_council(ballot.council):
        sealed = read_sealed_answers(ballot.collection_id)
    return open_for_the_file(
        sealed,
        key=keys()["wave"],
        purpose=sealing_purpose("answers", COUNCIL, WAVE),
        wave=WAVE,
        area=COUNCIL,
        questionnaires=[get_questionnaire("8-11", list_versions()["8-11"])],
    )


@contextmanager
def without_the_version(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The installation was brought up to date, and the questionnaire of the wave under way is there no longer."""
    here = questionnaires.load_catalogue()
    newer = {survey: replace(each, version="2099-1") for survey, each in here.questionnaires.items()}
    gone = replace(here, questionnaires=newer)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(questionnaires, "load_catalogue", lambda *_language: gone)
        yield


class TestARetiredVersion:
    @pytest.fixture(autouse=True)
    def quiet(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.CRITICAL)

    @pytest.mark.parametrize(
        "path", ["/answer/", QUESTION, "/answer/send/", "/answer/adult/", "/answer/hand-over/", TAKE]
    )
    def test_a_survey_under_way_is_kept_and_goes_on_when_it_is_there_again(
        self, child: Child, monkeypatch: pytest.MonkeyPatch, path: str
    ) -> None:
        before = carried(child)["answers"]
        with without_the_version(monkeypatch):
            child.go(path)
            assert (child.page.status_code, child.heading) == (503, "Something went wrong on our side")
            assert "Your answers so far are kept on this device." in child.text
        assert carried(child)["answers"] == before
        assert child.go(QUESTION).screen == 1

    def test_a_page_that_is_sent_meanwhile_comes_again_and_what_was_kept_before_stays(
        self, child: Child, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        token, before = child.token, carried(child)["answers"]
        with without_the_version(monkeypatch):
            for path in (QUESTION, "/answer/send/"):
                answered = child.client.post(path, {"visit": token, "screen": "1", "go": "next"})
                assert answered.status_code == 503
        assert carried(child)["answers"] == before

    def test_typing_the_code_again_says_so_too(
        self, child: Child, ballot: Ballot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with without_the_version(monkeypatch):
            assert child.type_code(ballot.code()).page.status_code == 503
            new = Child()
            new.client.raise_request_exception = False
            assert new.type_code(ballot.code(place=1)).press("yes").page.status_code == 503
        assert child.type_code(ballot.code()).screen == 1

    def test_what_was_put_away_stays_and_opens_when_it_is_there_again(
        self, child: Child, ballot: Ballot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pictures = {"first": "cat", "second": "boat", "third": "tree"}
        child.go("/answer/pause/").press("keep", **pictures)
        with without_the_version(monkeypatch):
            other = Child()
            other.client.raise_request_exception = False
            assert other.type_code(ballot.code()).press("next", **pictures).page.status_code == 503
        again = Child().type_code(ballot.code()).press("next", **pictures)
        assert again.screen == 1

    def test_what_another_form_of_this_site_put_away_cannot_be_read_and_that_is_said(
        self, child: Child, ballot: Ballot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pictures = {"first": "cat", "second": "boat", "third": "tree"}
        child.go("/answer/pause/").press("keep", **pictures)
        monkeypatch.setattr(visits, "FORM", 2)
        other = Child().type_code(ballot.code()).press("next", **pictures)
        assert (other.page.status_code, other.heading) == (410, "We have to start again")
        assert other.follow_next().path == "/answer/about/"
        assert other.press("yes").screen == 0

    def test_a_survey_that_waited_is_taken_in_and_its_words_wait_until_it_is_there_again(
        self, ballot: Ballot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ticket = take_over(Child().start(ballot.code()))["ticket"]
        closed = send_ticks_of(ticket)
        with without_the_version(monkeypatch):
            assert Client().post(ANSWERS, closed, content_type="application/json").json() == {
                "outcome": "sent"
            }
            answered = Client().post(
                WORDS, json.dumps({"ticket": ticket, "comments": []}), "application/json"
            )
            assert (answered.status_code, answered.content) == (503, b"")
        assert send_words(Client(), ticket, {"happier": "A dog"}).json() == {"outcome": "sent"}
        assert open_comments(ballot)["happier"] == "A dog"


def send_ticks_of(ticket: str) -> str:
    """The body a browser sealed while the version was there."""
    from web.answering import test_scripted as scripted

    sent: list[str] = []
    remembering = SimpleNamespace(post=lambda _url, body, content_type: sent.append(body))
    scripted.send_ticks(remembering, ticket, {})  # type: ignore[arg-type]
    return sent[0]


class TestTheDatabaseIsAway:
    @pytest.fixture
    def gone(self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Callable[[], None]:
        def fail(_: int) -> None:
            raise OperationalError

        caplog.set_level(logging.CRITICAL)
        return lambda: monkeypatch.setattr(leaving, "find_ballot", fail)

    def test_when_all_was_sent_the_last_page_says_so_and_says_the_rest_later(
        self, child: Child, gone: Callable[[], None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        answer_to_the_end(child)
        found = leaving.find_ballot
        gone()
        child.press()
        assert (child.page.status_code, child.heading) == (503, "The answers for this card are in")
        monkeypatch.setattr(leaving, "find_ballot", found)
        assert child.go("/answer/end/").heading == "Thank you"

    def test_what_was_put_away_is_said_to_be_kept(self, child: Child, gone: Callable[[], None]) -> None:
        gone()
        child.go("/answer/pause/").press("keep", first="cat", second="boat", third="tree")
        assert (child.page.status_code, child.heading) == (503, "Your answers are kept")


class TestTheServersClock:
    @pytest.mark.parametrize("span", [{"minutes": -31}, {"days": -400}, {"days": 4_000}])
    def test_set_by_more_than_the_idle_minutes_the_code_is_asked_for_and_nothing_is_lost(
        self, child: Child, ballot: Ballot, clock: Clock, span: dict[str, float]
    ) -> None:
        clock.pass_by(**span)
        assert child.go(QUESTION).path == "/answer/idle/"
        child.type_code(ballot.code())
        if child.path != "/answer/code/":  # years on, the last day is over, and what is under way goes on
            assert child.screen == 1

    def test_set_back_by_less_nobody_notices(self, child: Child, clock: Clock) -> None:
        clock.pass_by(minutes=-29)
        assert child.go(QUESTION).screen == 1

    def test_a_draft_that_waits_until_a_day_in_years_waits_no_longer_once_the_clock_is_right(
        self, child: Child, ballot: Ballot, clock: Clock
    ) -> None:
        right = {"first": "cat", "second": "boat", "third": "tree"}
        child.go("/answer/pause/").press("keep", **right)
        clock.pass_by(days=3_650)
        other = Child().type_code(ballot.code())
        for _ in range(5):
            other.press("next", first="cat", second="cat", third="cat")
        clock.pass_by(days=-3_650)
        assert Child().type_code(ballot.code()).press("next", **right).screen == 1

    def test_a_ticket_knows_no_time(self, ballot: Ballot, clock: Clock) -> None:
        ticket = take_over(Child().start(ballot.code()))["ticket"]
        clock.pass_by(days=-5_000)
        assert send_ticks(Client(), ticket, {}).json() == {"outcome": "sent"}


class TestTwoWaysAtOnce:
    def test_page_by_page_in_one_tab_and_sealed_from_another_it_is_taken_once(self, ballot: Ballot) -> None:
        child = Child().start(ballot.code())
        ticket = child.client.get(TAKE).json()["ticket"]
        answer_to_the_end(child)
        assert send_ticks(Client(), ticket, {"feels_safe": "always"}).json() == {"outcome": "sent"}
        assert child.press().heading == "The answers for this card are in"
        assert [each.answers for each in open_answers(ballot)] == [{"feels_safe": "always"}]

    def test_put_away_in_one_tab_while_another_sends_leaves_no_draft(self, ballot: Ballot) -> None:
        child = Child().start(ballot.code())
        taken = child.client.get(TAKE).json()
        send_ticks(Client(), taken["ticket"], {})
        state = {"pictures": PICTURES, "answers": {}, "words": {}, "at": 1, "reached": 1}
        child.client.post(AWAY, {"visit": taken["token"], "state": json.dumps(state)})
        assert child.go("/answer/end/").heading == "The answers for this card are in"
        assert "The answers for this card are in" in Child().type_code(ballot.code()).text
