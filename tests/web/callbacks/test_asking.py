"""A child asks that somebody gets in touch: beside the survey, with a name, sealed, and kept from everybody else."""

import logging
import re

import pytest
from django.db import DatabaseError
from django.test import Client

from heard.base.surveys import Survey
from heard.web.callbacks import asking
from heard.web.callbacks.contents import CALLBACK_SIZE, Asked, Which, sealing_purpose
from heard.web.callbacks.models import Callback, DutyAddress, OpenInbox, SealedCallback
from heard.web.codes.models import Seat
from heard.web.codes.sealing import OVERHEAD, CannotOpen, open_sealed
from heard.web.instruments.words import load_words
from heard.web.policy import CALLBACKS_A_MINUTE, LONGEST_CALLBACK_HOW, LONGEST_CALLBACK_NAME
from heard.web.tenancy import in_council
from web.answering.children import QUESTION, Child, first_answers
from web.staff import COUNCIL, NAMES, NOON, OTHER, keys, make_people, open_for_answers, set_clock

pytestmark = pytest.mark.django_db

TALK = "/answer/talk/"
HELP = "/answer/help/"
ASKED = {
    "which": "talk",
    "name": "Kim Okafor",
    "how": "0161 496 0000, after school",
    "words": "About my brother",
}
WORDS = load_words(None).talk


@pytest.fixture(autouse=True)
def councils(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOON)
    for council in (COUNCIL, OTHER):
        make_people(council)


def open_inbox(council: str = COUNCIL) -> None:
    with in_council(council):
        key = keys(council).reading.public
        OpenInbox.objects.create(council_id=council, reading_key=key)
        DutyAddress.objects.create(
            council_id=council, email="duty@x.example", number="000000", is_confirmed=True
        )


def sealed(council: str = COUNCIL) -> list[bytes]:
    with in_council(council):
        return [bytes(row.sealed) for row in SealedCallback.objects.filter(council_id=council)]


def opened(council: str = COUNCIL) -> list[Asked]:
    """What was sent to a council, read with its key."""
    key, purpose = keys(council).reading, sealing_purpose(council)
    return [Asked.from_bytes(open_sealed(each, key=key, purpose=purpose)) for each in sealed(council)]


def a_card() -> str:
    """A code that opens a survey of the council."""
    from heard.web.waves import actions
    from web.staff import BY, WAVE

    open_for_answers()
    with in_council(COUNCIL):
        made = actions.issue_cards(wave=WAVE, survey="8-11", label="A team", size=10, by=BY, at=NOON)
    return made.codes[0]


def ask(child: Child, **given: str) -> Child:
    """Fill the form in and send it."""
    child.go(TALK)
    hidden = {"visit": child.token, "council": COUNCIL}
    return child._follow(child.client.post(TALK, {**hidden, **ASKED, **given}), TALK)


def fields_of(child: Child) -> dict[str, str]:
    """What a survey's cookies hold."""
    return {
        name: each.value for name, each in child.client.cookies.items() if name.startswith("heard_answers")
    }


class TestWhoIsOffered:
    def test_without_a_duty_inbox_nothing_is_offered_and_the_help_lines_stay(self) -> None:
        child = Child().go(HELP)
        assert TALK not in child.text
        assert "0800\N{NO-BREAK SPACE}1111" in child.text

    def test_with_one_the_page_of_help_leads_there(self) -> None:
        open_inbox()
        child = Child().go(HELP)
        assert f'href="{TALK}"' in child.text
        assert WORDS.offer.title in child.text
        assert child.go(TALK).heading == WORDS.title

    def test_before_a_card_is_known_only_councils_that_take_it_can_be_picked(self) -> None:
        open_inbox(OTHER)
        child = Child().go(TALK)
        assert NAMES[OTHER] in child.text
        assert NAMES[COUNCIL] not in child.text

    def test_with_a_card_it_is_that_cards_council(self) -> None:
        open_inbox()
        open_inbox(OTHER)
        child = Child().start(a_card()).go(TALK)
        assert "<select" not in child.text
        assert child.hidden["council"] == COUNCIL
        assert NAMES[OTHER] not in child.text

    def test_a_card_of_a_council_without_one_is_offered_nothing_whatever_others_have(self) -> None:
        open_inbox(OTHER)
        child = Child().start(a_card())
        assert TALK not in child.go(HELP).text
        assert child.go(TALK).heading == WORDS.not_here.title

    def test_help_is_there_when_the_database_is_not(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from heard.web.callbacks.presenters import asking as presenter

        def fail() -> None:
            raise DatabaseError

        open_inbox()
        monkeypatch.setattr(presenter, "list_open", fail)
        assert "0800\N{NO-BREAK SPACE}1111" in Child().go(HELP).text

    def test_the_page_that_the_browsers_own_script_keeps_offers_it_too(self) -> None:
        open_inbox()
        child = Child().start(a_card())
        assert TALK in child.client.get("/answer/take-over/").json()["pages"]["help"]


class TestSending:
    def test_what_is_asked_for_is_sealed_to_the_councils_reading_key(self) -> None:
        open_inbox()
        assert ask(Child()).heading == WORDS.sent.title
        (asked,) = opened()
        assert (asked.which, asked.name, asked.how, asked.words) == (
            Which.TALK, ASKED["name"], ASKED["how"], ASKED["words"],
        )  # fmt: skip

    def test_short_or_long_it_has_one_length(self) -> None:
        open_inbox()
        long = "\U0001f600" * LONGEST_CALLBACK_NAME
        ask(Child(), name="K", how="x", words="")
        ask(Child(), name=long, how="\U0001f600" * LONGEST_CALLBACK_HOW, words='"' * 500, which="care")
        assert {len(each) for each in sealed()} == {CALLBACK_SIZE + OVERHEAD}
        assert {each.name for each in opened()} == {"K", long}

    def test_it_opens_as_no_other_councils_request(self) -> None:
        open_inbox()
        ask(Child())
        with pytest.raises(CannotOpen):
            open_sealed(sealed()[0], key=keys().reading, purpose=sealing_purpose(OTHER))

    def test_a_row_holds_a_random_key_and_its_council_and_nothing_of_what_was_said(self) -> None:
        open_inbox()
        ask(Child())
        with in_council(COUNCIL):
            (row,) = SealedCallback.objects.filter(council_id=COUNCIL).values()
            assert not Callback.objects.filter(council_id=COUNCIL).exists()
        assert set(row) == {"key", "council_id", "sealed"}
        assert all(value.encode() not in bytes(row["sealed"]) for value in ASKED.values())

    def test_a_survey_under_way_is_as_it_was_and_its_card_untouched(self) -> None:
        open_inbox()
        child = Child().start(a_card())
        child.press("next", **first_answers(child))
        screen, before = child.screen, fields_of(child)
        with in_council(COUNCIL):
            seats = list(Seat.objects.filter(council_id=COUNCIL).order_by("key").values())
        assert ask(child).heading == load_words(Survey.AGES_8_11).talk.sent.title
        assert fields_of(child) == before
        assert (child.follow_next().path, child.screen) == (QUESTION, screen)
        with in_council(COUNCIL):
            assert list(Seat.objects.filter(council_id=COUNCIL).order_by("key").values()) == seats

    def test_thank_you_is_said_once_and_then_the_page_is_empty_again(self) -> None:
        open_inbox()
        child = ask(Child())
        assert child.path == TALK
        assert child.go(TALK).heading == WORDS.title
        assert ASKED["name"] not in child.text

    def test_nothing_typed_stays_in_a_cookie_an_address_or_a_log(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        open_inbox()
        with caplog.at_level(logging.DEBUG):
            child = ask(Child(), words="")
            ask(child, name="")
        kept = str({name: each.value for name, each in child.client.cookies.items()})
        said = " ".join(
            record.getMessage() for record in caplog.records if record.name != "django.db.backends"
        )
        for value in (ASKED["name"], ASKED["how"]):
            assert value not in kept
            assert value not in said
        assert "no-store" in child.page.headers["Cache-Control"]
        assert set(re.findall(r'autocomplete="(\w+)"', child.text)) == {"off"}
        assert all(
            'autocomplete="off"' in each
            for each in re.findall(r"<(?:form|input|textarea|select)[^>]*>", child.text)
            if 'type="hidden"' not in each and 'type="radio"' not in each
        )

    def test_the_browsers_history_calls_it_what_it_calls_the_page_of_help(self) -> None:
        open_inbox()
        child = Child().go(HELP)
        titles = {child.title, child.go(TALK).title, ask(child).title}
        assert titles == {"Get help"}


class TestBadInput:
    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"name": ""}, WORDS.name.missing),
            ({"name": " \u202e "}, WORDS.name.missing),
            ({"how": ""}, WORDS.how.missing),
            ({"which": "else"}, WORDS.which.missing),
            ({"which": ""}, WORDS.which.missing),
            ({"council": ""}, WORDS.council.missing),
            ({"council": OTHER}, WORDS.council.missing),
            ({"council": "'; DROP TABLE"}, WORDS.council.missing),
            ({"name": "x" * (LONGEST_CALLBACK_NAME + 1)}, WORDS.too_long.format(over=1, limit=LONGEST_CALLBACK_NAME)),
            ({"words": "x" * 501}, WORDS.too_long.format(over=1, limit=500)),
        ],
    )  # fmt: skip
    def test_it_is_said_and_nothing_is_sent_and_the_rest_comes_back(
        self, given: dict[str, str], said: str
    ) -> None:
        open_inbox()
        child = ask(Child(), **given)
        assert child.page.status_code == 422
        assert said in child.text
        kept = {**ASKED, **given}
        assert all(kept[name] in child.text for name in ("name", "how", "words") if name not in given)
        assert sealed() == []

    def test_a_name_as_long_as_it_may_be_is_taken(self) -> None:
        open_inbox()
        ask(Child(), name="x" * LONGEST_CALLBACK_NAME)
        assert len(sealed()) == 1

    def test_what_nobody_sees_is_taken_out(self) -> None:
        open_inbox()
        ask(Child(), name="  Kim\x00\u202eOkafor\x1b ", words="one\r\ntwo")
        (asked,) = opened()
        assert (asked.name, asked.words) == ("KimOkafor", "one\ntwo")

    def test_markup_comes_back_as_words(self) -> None:
        open_inbox()
        page = ask(Child(), name="<script>alert(1)</script>", how="").page.content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page

    def test_another_councils_card_cannot_be_made_to_send_here(self) -> None:
        open_inbox()
        open_inbox(OTHER)
        child = Child().start(a_card())
        assert ask(child, council=OTHER).page.status_code == 422
        assert sealed(OTHER) == []

    def test_a_form_of_another_survey_than_the_one_under_way_is_not_looked_at(self) -> None:
        open_inbox()
        child = Child().start(a_card()).go(TALK)
        sent = child.client.post(TALK, {"visit": "another", "council": COUNCIL, **ASKED})
        assert sent.status_code == 409
        assert sealed() == []

    def test_an_inbox_closed_meanwhile_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        open_inbox()
        child = Child().go(TALK)
        with in_council(COUNCIL):
            OpenInbox.objects.filter(council_id=COUNCIL).delete()
        child = child._follow(child.client.post(TALK, {"visit": "", "council": COUNCIL, **ASKED}), TALK)
        assert (child.page.status_code, child.heading) == (410, WORDS.not_here.title)
        assert sealed() == []

    def test_a_database_out_of_order_is_told_and_everything_comes_back(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(**_: object) -> None:
            raise DatabaseError

        open_inbox()
        monkeypatch.setattr(asking, "keep", fail)
        child = ask(Child())
        assert child.page.status_code == 503
        assert WORDS.failed in child.text
        assert ASKED["how"] in child.text

    def test_so_many_a_minute_are_taken_from_one_address_and_then_it_says_to_wait(self) -> None:
        open_inbox()
        child = Child()
        for _ in range(CALLBACKS_A_MINUTE):
            child.client.post(TALK, {"visit": "", "council": COUNCIL, **ASKED})
        child.go(TALK)  # the thank-you of the last
        told = ask(child)
        assert told.page.status_code == 429
        assert WORDS.too_many.format(minutes=2) in told.text
        assert ASKED["words"] in told.text
        assert len(sealed()) == CALLBACKS_A_MINUTE

    def test_another_sites_form_is_refused(self) -> None:
        open_inbox()
        strict = Client(enforce_csrf_checks=True)
        assert strict.post(TALK, {"visit": "", "council": COUNCIL, **ASKED}).status_code == 403
        assert sealed() == []
