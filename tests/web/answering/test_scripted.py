"""What the server does for the browser's own script: hands a visit over, puts it away, takes what was sealed."""

import gzip
import json
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from heard.base.surveys import Survey
from heard.web.answering import script
from heard.web.answering.cookies import VISIT
from heard.web.answering.tickets import read_ticket
from heard.web.codes import actions
from heard.web.codes.actions import State
from heard.web.codes.contents import Answers, Comment, Slip, SlipKind, sealing_purpose
from heard.web.codes.drafts import open_cookie
from heard.web.codes.sealing import ANSWERS_SIZE, COMMENT_SIZE, SLIP_SIZE, CannotOpen, seal
from heard.web.instruments.questionnaires import get_questionnaire, list_versions
from heard.web.tenancy import in_council
from web.answering.children import QUESTION, Child
from web.answering.conftest import Clock
from web.ballots import WAVE, Ballot, keys, make_ballot, move_to
from web.opened import count_waiting_slips, open_answers, open_comments

pytestmark = pytest.mark.django_db

TAKE, AWAY = "/answer/take-over/", "/answer/put-away/"
ANSWERS, WORDS = "/answer/sealed/answers/", "/answer/sealed/words/"
SURVEY = "8-11"
PICTURES = ["cat", "boat", "tree"]


@pytest.fixture
def ballot() -> Ballot:
    return make_ballot(surveys=[SURVEY])


def take_over(child: Child) -> dict[str, Any]:
    """What a browser does once it has the script: ask, then say that it has all."""
    taken: dict[str, Any] = child.client.get(TAKE).json()
    child.client.post(TAKE, {"visit": taken["token"]})
    return taken


def sealed(value: bytes, kind: str, key: str, size: int) -> str:
    purpose = sealing_purpose(kind, "X0000001", WAVE)
    return b64encode(seal(value, to=keys()[key].public, purpose=purpose, size=size)).decode()


def send_ticks(client: Client, ticket: str, row: Mapping[str, str], **changed: object) -> HttpResponse:
    ticks = Answers(SURVEY, list_versions()[SURVEY], row).to_bytes()
    body = {
        "ticket": ticket,
        "answers": sealed(ticks, "answers", "wave", ANSWERS_SIZE),
        "slip": sealed(Slip(SlipKind.FINISHED, {"gender": "girl"}).to_bytes(), "slip", "counting", SLIP_SIZE),
        **changed,
    }
    return client.post(ANSWERS, json.dumps(body), content_type="application/json")


def send_words(client: Client, ticket: str, words: Mapping[str, str], **changed: object) -> HttpResponse:
    asked = get_questionnaire(SURVEY, list_versions()[SURVEY]).open_questions()
    comments = [Comment(SURVEY, question.key, words.get(question.key, "")).to_bytes() for question in asked]
    body = {
        "ticket": ticket,
        "comments": [sealed(each, "comment", "reading", COMMENT_SIZE) for each in comments],
        **changed,
    }
    return client.post(WORDS, json.dumps(body), content_type="application/json")


def cookie_of(child: Child) -> dict[str, Any]:
    """What the browser carries, as the server alone can read it."""
    text = "".join(child.client.cookies[name].value for name in VISIT)
    carried: dict[str, Any] = json.loads(open_cookie(text, key=settings.HEARD.draft_key))
    return carried


class TestTakingOver:
    def test_the_script_is_given_the_answers_so_far_and_where_they_lead(self, ballot: Ballot) -> None:
        child = Child().start(ballot.code())
        child.press("next", **{child.names[0]: child.values(child.names[0])[0]})
        taken = child.client.get(TAKE).json()
        assert len(taken["answers"]) == 1
        assert (taken["at"], taken["reached"]) == (1, 1)
        assert taken["wave"] == WAVE

    def test_until_the_script_says_that_it_has_all_the_cookie_keeps_it(self, ballot: Ballot) -> None:
        child = Child().start(ballot.code())
        child.press("next", **{child.names[0]: child.values(child.names[0])[0]})
        taken = child.client.get(TAKE).json()
        assert cookie_of(child)["answers"] == taken["answers"]
        child.client.post(TAKE, {"visit": taken["token"]})
        assert cookie_of(child)["answers"] == {}

    def test_afterwards_the_page_is_an_empty_one_for_the_script_to_fill(self, ballot: Ballot) -> None:
        child = Child().start(ballot.code())
        question = child.heading
        take_over(child)
        child.go(QUESTION)
        assert 'id="shell"' in child.text
        assert question not in child.text

    def test_the_same_code_typed_again_gives_the_same_key_and_another_card_another(
        self, ballot: Ballot
    ) -> None:
        child = Child().start(ballot.code())
        first = take_over(child)
        child.type_code(ballot.code())
        assert child.client.get(TAKE).json()["key"] == first["key"]
        other = Child().start(ballot.code(place=1))
        assert take_over(other)["key"] != first["key"]

    def test_another_card_is_asked_about_before_it_takes_the_place_of_one_with_the_script(
        self, ballot: Ballot
    ) -> None:
        child = Child().start(ballot.code())
        take_over(child)
        child.type_code(ballot.code(place=1))
        assert "Another" in child.heading or "code" in child.text
        assert child.path == "/answer/code/"

    def test_nothing_is_handed_over_before_yes_or_after_idle_minutes(
        self, ballot: Ballot, clock: Clock
    ) -> None:
        child = Child().type_code(ballot.code())
        assert child.client.get(TAKE).status_code == 302
        child.press("yes")
        clock.pass_by(minutes=31)
        assert child.client.get(TAKE).status_code == 302

    def test_what_is_handed_over_is_as_long_whatever_was_answered(self, ballot: Ballot) -> None:
        lengths = set()
        for place, answer in enumerate((0, 2)):
            child = Child().start(ballot.code(place=place))
            child.press("next", **{child.names[0]: child.values(child.names[0])[answer]})
            lengths.add(len(child.client.get(TAKE).content))
        assert len(lengths) == 1

    def test_no_other_site_can_say_that_the_script_has_it(self, ballot: Ballot) -> None:
        child = Child(Client(enforce_csrf_checks=True))
        assert child.client.post(TAKE, {"visit": "guess"}).status_code == 403


class TestSending:
    def test_what_was_sealed_is_kept_and_the_cookie_goes(self, ballot: Ballot) -> None:
        child = Child().start(ballot.code())
        ticket = take_over(child)["ticket"]
        assert send_ticks(child.client, ticket, {"feels_safe": "always"}).json() == {"outcome": "sent"}
        assert [each.answers for each in open_answers(ballot)] == [{"feels_safe": "always"}]
        assert count_waiting_slips(ballot) == 1
        assert child.client.cookies[VISIT[0]].value == ""

    def test_a_survey_sent_twice_is_there_once(self, ballot: Ballot) -> None:
        child = Child().start(ballot.code())
        ticket = take_over(child)["ticket"]
        outcomes = [send_ticks(child.client, ticket, {}).json()["outcome"] for _ in range(2)]
        assert outcomes == ["sent", "already_sent"]
        assert len(open_answers(ballot)) == 1

    def test_words_come_apart_after_the_ticks_and_once(self, ballot: Ballot) -> None:
        child = Child().start(ballot.code())
        ticket = take_over(child)["ticket"]
        assert send_words(child.client, ticket, {"happier": "A dog"}).status_code == 409
        send_ticks(child.client, ticket, {})
        assert send_words(child.client, ticket, {"happier": "A dog"}).json() == {"outcome": "sent"}
        assert send_words(child.client, ticket, {"happier": "A cat"}).json() == {"outcome": "already_sent"}
        assert {key: text for key, text in open_comments(ballot).items() if text} == {"happier": "A dog"}

    def test_words_of_ticks_that_were_turned_away_are_turned_away_and_do_not_wait(
        self, ballot: Ballot
    ) -> None:
        child = Child().start(ballot.code())
        ticket = take_over(child)["ticket"]
        with in_council(ballot.council):
            actions.void_card(collection_id=ballot.collection_id, code=ballot.code())
        assert send_ticks(child.client, ticket, {}).json() == {"outcome": "void"}
        assert send_words(child.client, ticket, {"happier": "A dog"}).json() == {"outcome": "void"}
        other = take_over(Child().start(ballot.code(place=1)))["ticket"]
        move_to(ballot.collection_id, State.OPENING)
        assert send_words(child.client, other, {"happier": "A dog"}).json() == {"outcome": "too_late"}
        assert open_comments(ballot) == {}

    def test_what_was_sent_page_by_page_takes_no_words_a_second_time(self, ballot: Ballot) -> None:
        from web.answering.children import answer_to_the_end

        child = Child().start(ballot.code())
        ticket = child.client.get(TAKE).json()["ticket"]
        answer_to_the_end(child).press("send")
        before = open_comments(ballot)
        assert send_words(child.client, ticket, {"happier": "Another"}).json() == {"outcome": "already_sent"}
        assert open_comments(ballot) == before

    def test_a_ticket_is_good_in_another_browser_and_weeks_later(self, ballot: Ballot, clock: Clock) -> None:
        child = Child().start(ballot.code())
        ticket = take_over(child)["ticket"]
        clock.pass_by(days=25)
        assert send_ticks(Client(), ticket, {}).json() == {"outcome": "sent"}

    def test_what_comes_after_the_opening_began_is_turned_away(self, ballot: Ballot) -> None:
        child = Child().start(ballot.code())
        ticket = take_over(child)["ticket"]
        move_to(ballot.collection_id, State.OPENING)
        assert send_ticks(child.client, ticket, {}).json() == {"outcome": "too_late"}
        assert open_answers(ballot) == []

    @pytest.mark.parametrize("ticket", ["", "x", "A" * 3000, None, 7, ["a"], {"seat": 1}])
    def test_a_ticket_that_was_never_given_is_none(self, ballot: Ballot, ticket: object) -> None:
        assert send_ticks(Client(), ticket, {}).status_code == 400  # type: ignore[arg-type]
        assert open_answers(ballot) == []

    def test_the_cookie_of_a_visit_is_no_ticket(self, ballot: Ballot) -> None:
        child = Child().start(ballot.code())
        text = "".join(child.client.cookies[name].value for name in VISIT)
        with pytest.raises(CannotOpen):
            read_ticket(text)

    def test_a_ticket_is_no_visit(self, ballot: Ballot) -> None:
        child = Child().start(ballot.code())
        child.client.cookies[VISIT[0]] = child.client.get(TAKE).json()["ticket"]
        child.client.cookies[VISIT[1]] = ""
        assert child.client.get(QUESTION).status_code == 410

    @pytest.mark.parametrize(
        "changed",
        [
            {"answers": "AAAA"},
            {"answers": "not base64!"},
            {"answers": b64encode(bytes(4178)).decode()},  # as long as it must be, and sealed by nobody
            {"slip": None},
            {"slip": ["AAAA"]},
        ],
    )
    def test_bytes_that_nobody_sealed_are_refused_and_the_card_is_still_free(
        self, ballot: Ballot, changed: dict[str, object]
    ) -> None:
        child = Child().start(ballot.code())
        ticket = take_over(child)["ticket"]
        assert send_ticks(child.client, ticket, {}, **changed).status_code == 400
        assert send_ticks(child.client, ticket, {}).json() == {"outcome": "sent"}

    def test_one_comment_too_few_or_too_many_is_refused(self, ballot: Ballot) -> None:
        child = Child().start(ballot.code())
        ticket = take_over(child)["ticket"]
        send_ticks(child.client, ticket, {})
        one = sealed(Comment(SURVEY, "happier", "A dog").to_bytes(), "comment", "reading", COMMENT_SIZE)
        for comments in ([], [one], [one] * 40, "text", None, [1]):
            assert send_words(child.client, ticket, {}, comments=comments).status_code == 400
        assert open_comments(ballot) == {}

    @pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"ticket":' + b"[" * 9000])
    def test_no_body_breaks_it(self, ballot: Ballot, body: bytes) -> None:
        for url in (ANSWERS, WORDS):
            assert Client().post(url, body, content_type="application/json").status_code == 400

    def test_outcomes_are_all_of_one_length(self, ballot: Ballot) -> None:
        child = Child().start(ballot.code())
        ticket = take_over(child)["ticket"]
        assert len({len(send_ticks(child.client, ticket, {}).content) for _ in range(2)}) == 1


class TestPuttingAway:
    def put_away(self, child: Child, visit: str = "", **changed: object) -> HttpResponse:
        taken = take_over(child)
        state = {
            "pictures": PICTURES,
            "answers": {"gender": "girl", "feels_safe": "always"},
            "words": {"happier": "A dog\u202e"},
            "at": 3,
            "reached": 4,
            **changed,
        }
        return child.client.post(AWAY, {"visit": visit or taken["token"], "state": json.dumps(state)})

    def test_what_the_script_had_comes_back_with_code_and_pictures(self, ballot: Ballot) -> None:
        child = Child().start(ballot.code())
        assert self.put_away(child).status_code == 200
        assert "kept" in child.go("/answer/end/").heading
        other = Child().type_code(ballot.code())
        other.press("next", first="cat", second="boat", third="tree")
        taken = other.client.get(TAKE).json()
        assert taken["answers"] == {"gender": "girl", "feels_safe": "always"}
        assert taken["words"] == {"happier": "A dog"}
        assert (taken["at"], taken["reached"]) == (3, 4)

    def test_what_cannot_stand_is_left_out(self, ballot: Ballot) -> None:
        child = Child().start(ballot.code())
        self.put_away(child, answers={"feels_safe": "purple", "nobody_asked": "yes", "gender": "girl;boy"})
        other = Child().type_code(ballot.code())
        other.press("next", first="cat", second="boat", third="tree")
        assert other.client.get(TAKE).json()["answers"] == {}

    @pytest.mark.parametrize(
        "changed",
        [
            {"pictures": ["cat", "boat"]},
            {"pictures": ["cat", "boat", "dragon"]},
            {"pictures": "cat"},
            {"pictures": [["cat"], "boat", "tree"]},
            {"answers": ["feels_safe"]},
            {"answers": {"feels_safe": 7}},
            {"words": {"happier": None}},
            {"at": -1},
            {"at": "3"},
            {"at": True},
            {"at": 5},  # further than it ever came
            {"reached": 400},
        ],
    )
    def test_another_shape_is_refused_and_nothing_is_put_away(
        self, ballot: Ballot, changed: dict[str, object]
    ) -> None:
        child = Child().start(ballot.code())
        assert self.put_away(child, **changed).status_code == 400
        assert Child().type_code(ballot.code()).path == "/answer/about/"

    def test_a_page_left_open_from_another_visit_puts_nothing_away(self, ballot: Ballot) -> None:
        child = Child().start(ballot.code())
        assert self.put_away(child, visit="another").status_code == 409


class TestFiles:
    @pytest.mark.parametrize("survey", Survey)
    def test_a_survey_is_one_file_that_may_be_kept_for_ever(self, survey: Survey) -> None:
        file = script.get_script_file(survey, list_versions()[survey])
        response = Client().get(f"/survey/{file.digest}.json", headers={"Accept-Encoding": "gzip"})
        assert "immutable" in response.headers["Cache-Control"]
        assert gzip.decompress(response.content) == file.content
        assert Client().get(f"/survey/{file.digest}.json").content == file.content

    def test_a_file_that_nobody_wrote_is_not_there(self) -> None:
        assert Client().get("/survey/0123.json").status_code == 404

    def test_the_file_is_the_same_for_every_child_and_names_no_council(self, ballot: Ballot) -> None:
        file = script.get_script_file(SURVEY, list_versions()[SURVEY])
        for secret in ("Alderbrook", ballot.code(), "csrfmiddlewaretoken"):
            assert secret.encode() not in file.content

    def test_the_file_has_every_screen_as_the_server_draws_it(self, ballot: Ballot) -> None:
        written = json.loads(script.get_script_file(SURVEY, list_versions()[SURVEY]).content)
        child = Child().start(ballot.code())
        assert child.heading in written["screens"][0]
        assert len(written["screens"]) == len(written["script"]["screens"])

    def test_the_service_worker_keeps_files_and_no_page_of_a_child(self, ballot: Ballot) -> None:
        response = Client().get("/answer/offline.js")
        assert response.headers["Content-Type"].startswith("text/javascript")
        text = response.content.decode()
        assert "/answer/question" not in text
        assert "/answer/shell/" in text

    def test_a_page_drawn_without_a_main_part_is_an_error_of_ours(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(script, "render_to_string", lambda template, context: "<p>no main</p>")
        with pytest.raises(ValueError, match="draws no main part"):
            script.draw_main("any.html", None)
