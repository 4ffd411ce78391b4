"""Things that go wrong, by accident or on purpose: clear words, nothing lost, nothing stored that should not be."""

import json
import logging

import pytest
from django.db import OperationalError

from heard.interview import clean_words
from heard.web.answering import cookies
from heard.web.answering.cookies import LONGEST, VISIT
from heard.web.codes import actions
from heard.web.codes.actions import State
from heard.web.codes.drafts import open_cookie
from heard.web.policy import LONGEST_COMMENT
from web.answering.children import END, QUESTION, Child, answer_to_the_end
from web.ballots import Ballot, make_ballot, move_to
from web.opened import open_answers, open_comments

pytestmark = pytest.mark.django_db


@pytest.fixture
def ballot() -> Ballot:
    return make_ballot(surveys=["8-11"])


def carried(child: Child) -> dict[str, object]:
    """What the browser's cookies hold."""
    from django.conf import settings

    text = "".join(child.client.cookies[name].value for name in VISIT)
    return json.loads(open_cookie(text, key=settings.HEARD.draft_key))


def to_words(child: Child) -> str:
    """Press next until words are asked for; the field's name."""
    while "<textarea" not in child.text:
        child.press("next")
    return child.names[-1]


class TestAnswers:
    @pytest.mark.parametrize("value", ["maybe", "", "yes;no", "<script>", "x" * 5000, "\0"])
    def test_a_value_the_question_does_not_have_is_refused_and_never_stored(
        self, ballot: Ballot, value: str
    ) -> None:
        child = Child().start(ballot.code())
        (name,) = child.names
        child.press("next", **{name: value})
        assert carried(child)["answers"] == {}
        if value:
            assert child.page.status_code == 422
            assert "One answer did not get through." in child.text
            assert child.names == [name]

    def test_two_answers_where_one_is_asked_for_are_refused(self, ballot: Ballot) -> None:
        child = Child().start(ballot.code())
        (name,) = child.names
        child.press("next", **{name: child.values(name)[:2]})
        assert child.page.status_code == 422
        assert carried(child)["answers"] == {}

    def test_an_answer_that_stands_alone_is_refused_with_others_and_both_are_shown(self) -> None:
        ballot = make_ballot(surveys=["16-25"])
        child = Child().start(ballot.code("16-25"))
        while "emotional_support" not in child.names:
            child.press("next")
        other = next(name for name in child.names if name != "emotional_support")
        kept = child.values(other)[0]
        child.press("next", emotional_support=["friends", "nobody"], **{other: kept})
        assert "One answer did not get through. The others are kept." in child.text
        assert child.chosen()["emotional_support"] == ["friends", "nobody"]
        assert carried(child)["answers"][other] == kept
        assert "emotional_support" not in carried(child)["answers"]

    def test_a_form_touches_only_the_questions_of_its_own_screen(self, ballot: Ballot) -> None:
        child = Child().start(ballot.code())
        child.press("next", feels_safe="never", happier="x", made_up="1")
        assert (carried(child)["answers"], carried(child)["words"]) == ({}, {})


class TestTwoTabs:
    def test_each_tab_keeps_its_own_questions(self, ballot: Ballot) -> None:
        one = Child().start(ballot.code())
        two = Child(one.client).go(QUESTION)
        one.press("next").press("next")
        (late,), (early,) = one.names, two.names
        one.press("next", **{late: one.values(late)[0]})
        two.press("next", **{early: two.values(early)[0]})
        assert carried(one)["answers"].keys() == {late, early}
        assert (carried(one)["reached"], two.screen) == (3, 1)
        assert one.go(QUESTION).screen == 1

    def test_a_screen_that_another_tab_routed_away_is_not_shown(self, ballot: Ballot) -> None:
        one = Child().start(ballot.code())
        while "knows_worker" not in one.names:
            one.press("next")
        two = Child(one.client).go(QUESTION)
        (resting,) = one.press("next", knows_worker="yes").names
        two.press("next", knows_worker="no")
        one.press("next", **{resting: one.values(resting)[0]})
        assert one.screen == two.screen
        assert resting not in carried(one)["answers"]

    def test_a_page_left_from_another_childs_survey_changes_nothing(self, ballot: Ballot) -> None:
        first = Child().start(ballot.code(place=0))
        (name,) = first.names
        second = Child(first.client).start(ballot.code(place=1))
        first.press("next", **{name: first.values(name)[0]})
        assert first.page.status_code == 409
        assert first.heading == "Another code was typed here"
        assert carried(second)["answers"] == {}
        assert first.follow_next().screen == 0

    def test_sending_twice_sends_once_and_says_that_all_is_well(self, ballot: Ballot) -> None:
        child = answer_to_the_end(Child().start(ballot.code()))
        copied = {name: child.client.cookies[name].value for name in VISIT}
        token = child.token
        child.press()
        assert child.heading == "Thank you"
        child.client.cookies.load(copied)
        child._follow(child.client.post("/answer/send/", {"visit": token, "go": "send"}), "/answer/send/")
        assert child.heading == "The answers for this card are in"
        assert len(open_answers(ballot)) == 1

    def test_after_sending_another_tab_finds_the_start(self, ballot: Ballot) -> None:
        child = answer_to_the_end(Child().start(ballot.code()))
        other = Child(child.client).go(QUESTION)
        child.press()
        assert other.press("next").path == "/"


class TestAfterwards:
    def test_nothing_of_the_survey_stays_and_back_shows_nothing(self, ballot: Ballot) -> None:
        child = answer_to_the_end(Child().start(ballot.code())).press()
        left = {name: morsel.value for name, morsel in child.client.cookies.items() if name != "heard_form"}
        assert set(left.values()) == {""}
        for path in (QUESTION, "/answer/send/", "/answer/about/", END, "/answer/"):
            assert child.go(path).path == "/"

    def test_the_last_pages_cannot_be_asked_for(self) -> None:
        assert Child().go(END).path == "/"


class TestClosedMeanwhile:
    def test_what_was_under_way_is_still_taken(self, ballot: Ballot) -> None:
        child = answer_to_the_end(Child().start(ballot.code()))
        move_to(ballot.collection_id, State.CLOSED)
        assert child.press().heading == "Thank you"

    def test_nobody_starts_any_more(self, ballot: Ballot) -> None:
        child = Child().type_code(ballot.code())
        move_to(ballot.collection_id, State.CLOSED)
        assert child.press("yes").heading == "This survey has ended"

    def test_from_the_opening_on_it_is_turned_away_kindly_and_nothing_stays(self, ballot: Ballot) -> None:
        child = answer_to_the_end(Child().start(ballot.code()))
        move_to(ballot.collection_id, State.OPENING)
        assert child.press().heading == "This survey has ended"
        assert open_answers(ballot) == []
        assert child.go(QUESTION).path == "/"


class TestCookies:
    @pytest.mark.parametrize("damage", ["cut", "changed", "nonsense", "doubled"])
    def test_a_cookie_that_was_changed_opens_nothing(self, ballot: Ballot, damage: str) -> None:
        child = Child().start(ballot.code())
        text = child.client.cookies[VISIT[0]].value
        flipped = "B" if text[40] != "B" else "C"
        damaged = {
            "cut": text[:-2],
            "changed": text[:40] + flipped + text[41:],
            "nonsense": "x",
            "doubled": text * 2,
        }
        child.client.cookies[VISIT[0]] = damaged[damage]
        assert child.go(QUESTION).heading == "We have to start again"
        assert child.follow_next().path == "/"
        assert child.start(ballot.code()).screen == 0

    def test_the_cookie_of_a_last_page_is_no_survey_and_a_survey_is_no_last_page(
        self, ballot: Ballot
    ) -> None:
        child = Child().start(ballot.code())
        child.client.cookies[cookies.ENDING] = child.client.cookies[VISIT[0]].value
        assert child.go(END).path == "/"

    def test_without_cookies_a_child_reads_what_to_do(self) -> None:
        from django.test import Client

        client = Client(enforce_csrf_checks=True)
        page = client.post("/answer/code/", {"code": "x"})
        assert page.status_code == 403
        assert "This device does not keep your answers" in page.content.decode()

    def test_a_form_with_a_token_is_taken(self, ballot: Ballot) -> None:
        import re

        from django.test import Client

        client = Client(enforce_csrf_checks=True)
        (token,) = re.findall(r'csrfmiddlewaretoken" value="([^"]+)"', client.get("/").content.decode())
        sent = client.post("/answer/code/", {"code": ballot.code(), "csrfmiddlewaretoken": token})
        assert sent.headers["Location"] == "/answer/about/"


class TestWords:
    def test_emoji_and_line_ends_come_through(self, ballot: Ballot) -> None:
        child = Child().start(ballot.code())
        name = to_words(child)
        child.press("next", **{name: "One\r\ntwo\rthree \N{DOG FACE} 'quoted' \"too\" & <b>"})
        answer_to_the_end_without(child, name)
        assert open_comments(ballot)[name] == "One\ntwo\nthree \N{DOG FACE} 'quoted' \"too\" & <b>"

    def test_a_script_is_shown_as_it_was_typed_and_never_run(self, ballot: Ballot) -> None:
        child = Child().start(ballot.code())
        name = to_words(child)
        child.press("next", **{name: "</textarea><script>alert(1)</script>"}).press("back")
        assert "<script>alert" not in child.page.content.decode()
        assert "&lt;/textarea&gt;&lt;script&gt;alert(1)" in child.page.content.decode()

    def test_turned_directions_and_control_letters_are_taken_out(self) -> None:
        assert clean_words("a\u202egnp.exe\u2066b\u2069\x00\x1b[2J\ud800c") == "agnp.exeb[2Jc"

    def test_marks_that_scripts_need_stay(self) -> None:
        arabic = "\u0645\u0631\u062d\u0628\u0627\u200f \u200d \U0001f469\u200d\U0001f467"
        assert clean_words(arabic) == arabic

    @pytest.mark.parametrize(("letters", "is_kept"), [(LONGEST_COMMENT, True), (LONGEST_COMMENT + 1, False)])
    def test_there_is_room_for_so_many_letters(self, ballot: Ballot, letters: int, is_kept: bool) -> None:
        child = Child().start(ballot.code())
        name = to_words(child)
        place = child.screen
        child.press("next", **{name: "é" * letters})
        assert (child.screen == place) is not is_kept
        if not is_kept:
            assert child.page.status_code == 422
            assert "That is 1 letters too many. There is room for 1,000." in child.text
            assert child.typed(name) == "é" * letters

    def test_words_the_cookies_cannot_carry_come_back_filled_in(self, ballot: Ballot) -> None:
        child = Child().start(ballot.code())
        dense = "".join(chr(0x4E00 + (n * 7919) % 20000) for n in range(4 * LONGEST_COMMENT))
        written = 0
        for _ in range(60):
            name = to_words(child)
            text = dense[written * LONGEST_COMMENT : (written + 1) * LONGEST_COMMENT]
            child.press("next", **{name: text})
            if child.page.status_code == 422:
                break
            written += 1
        assert written >= 1
        assert "Make them shorter." in child.text
        assert child.typed(name) == text
        over = int(child.text.split("That is ")[1].split(" letters")[0].replace(",", ""))
        assert 0 < over < LONGEST_COMMENT
        assert child.press("next", **{name: text[:-over]}).page.status_code == 200
        assert all(len(child.client.cookies[each].value) <= LONGEST for each in VISIT)

    def test_even_so_help_is_one_press_away(self, ballot: Ballot) -> None:
        child = Child().start(ballot.code())
        name = to_words(child)
        assert child.press("help", **{name: "x" * 5000}).path == "/answer/help/"

    def test_a_megabyte_is_turned_away_in_words_and_the_answers_stay(self, ballot: Ballot) -> None:
        child = Child().start(ballot.code())
        name = to_words(child)
        place = child.screen
        child.press("next", **{name: "x" * 1_000_000})
        assert child.page.status_code == 400
        assert child.heading == "That was too much to take in"
        assert child.follow_next().screen == place

    def test_fifty_kilobytes_come_back_filled_in(self, ballot: Ballot) -> None:
        child = Child().start(ballot.code())
        name = to_words(child)
        child.press("next", **{name: "word " * 10_000})
        assert child.page.status_code == 422
        assert child.typed(name) == ("word " * 10_000).strip()


def answer_to_the_end_without(child: Child, *names: str) -> None:
    """Leave the rest out, and send."""
    while child.path != "/answer/send/":
        assert not set(names) & set(child.names)
        child.press("next")
    child.press()


class TestOurFaults:
    def test_a_full_disk_loses_nothing_and_sending_can_be_tried_again(
        self, ballot: Ballot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def fail(**_: object) -> None:
            raise OperationalError("database or disk is full")

        child = answer_to_the_end(Child().start(ballot.code()))
        with monkeypatch.context() as broken, caplog.at_level(logging.CRITICAL):
            broken.setattr(actions, "finish", fail)
            child.press()
        assert child.page.status_code == 503
        assert child.heading == "Your answers are not sent yet"
        assert child.press().heading == "Thank you"
        assert len(open_answers(ballot)) == 1

    def test_a_fault_elsewhere_says_so_in_a_childs_words(
        self, ballot: Ballot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        from heard.web.answering.views import entering

        def fail(_: str) -> None:
            raise OperationalError

        monkeypatch.setattr(entering, "find_admission", fail)
        child = Child()
        child.client.raise_request_exception = False
        with caplog.at_level(logging.CRITICAL):
            child.type_code(ballot.code())
        assert child.page.status_code == 500
        assert child.heading == "Something went wrong on our side"

    def test_an_address_that_is_not_there(self) -> None:
        child = Child().go("/answer/no-such-page/")
        assert (child.page.status_code, child.heading) == (404, "There is no page here")
        assert child.follow_next().path == "/"

    def test_a_questionnaire_that_was_taken_out_is_our_fault_and_not_the_childs(
        self, ballot: Ballot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        from heard.web.answering import way
        from heard.web.instruments.questionnaires import RetiredVersion

        def retired(survey: str, version: str, _language: str) -> None:
            raise RetiredVersion(survey, version)

        child = Child().start(ballot.code())
        child.client.raise_request_exception = False
        monkeypatch.setattr(way, "get_questionnaire", retired)
        with caplog.at_level(logging.CRITICAL):
            child.go(QUESTION)
        assert child.page.status_code == 503
        assert child.heading == "Something went wrong on our side"
