"""Choosing by cards: once, without a trace of who chose what; ideas from the same cards wait for the host."""

import math
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from heard.base.errors import HeardError
from heard.web.codes.cards import ALPHABET, LENGTH, new_code, written
from heard.web.codes.queries import UnknownCode, find_card
from heard.web.interpreting import queries
from heard.web.interpreting.actions import sessions, voting
from heard.web.interpreting.actions.remarks import Said
from heard.web.interpreting.actions.voting import Outcome
from heard.web.interpreting.models import ChoiceCard, RemarkEdit, VoteCount
from heard.web.interpreting.terms import By, Kind
from heard.web.interpreting.views.choosing import COOKIE, wrong_cards
from heard.web.people.roles import Role
from heard.web.policy import CODE_TRIES_A_MINUTE, MOST_CHOICE_CARDS, MOST_IDEAS, SMALLEST_VOTE
from heard.web.tenancy import in_council
from heard.web.waves.actions import NotNow
from web.interpreting.gathered import (
    FRIEND,
    HAPPY,
    MEANING,
    SAFE,
    SCHOOL,
    begin,
    cards,
    choose,
    close_choosing,
    hold,
    open_choosing,
    remark,
    rows,
)
from web.staff import BY, COUNCIL, NOON, WAVE, actions_recorded, page, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    wrong_cards.forget()
    begin(monkeypatch, tmp_path)


def phone(code: str) -> Client:
    """A telephone on which the code was typed."""
    browser = Client()
    assert browser.post("/choose/", {"code": code}).url == "/choose/findings/"
    return browser


def counts() -> dict[str, int]:
    with in_council(COUNCIL):
        return dict(VoteCount.objects.filter(council_id=COUNCIL).values_list("indicator", "votes"))


def send(code: str, text: str = "Ask us.") -> Outcome:
    with voting.presenting_ticket(voting.digest_of(code)) as ticket:
        assert ticket is not None
        return voting.send_idea(ticket=ticket, said=Said((SCHOOL,), Kind.SHOULD, By.YOUNG_PEOPLE, text))


def test_a_code_has_fifty_bits_and_is_kept_as_a_keyed_hash_that_opens_no_survey() -> None:
    assert math.log2(len(ALPHABET) ** LENGTH / 29) > 50
    (code,) = cards(hold(), 1)
    (row,) = rows(ChoiceCard)
    assert row["digest"] == voting.digest_of(code).hex()
    assert code not in str(rows(ChoiceCard))
    with pytest.raises(UnknownCode):
        find_card(code)


def test_a_card_chooses_once_and_only_counters_go_up() -> None:
    key = hold()
    code, other = cards(key, 2)
    open_choosing(key)
    assert counts() == {SCHOOL: 0, SAFE: 0, FRIEND: 0}
    before = len(actions_recorded())
    assert choose(code, SCHOOL, FRIEND) is Outcome.TAKEN
    assert choose(code, SAFE) is Outcome.SPENT
    assert choose(other, SCHOOL) is Outcome.TAKEN
    assert counts() == {SCHOOL: 2, SAFE: 0, FRIEND: 1}
    assert len(actions_recorded()) == before


def test_no_row_ties_a_card_to_what_it_chose_or_said_and_none_has_a_time() -> None:
    columns = {
        model.__name__: {f.name for f in model._meta.concrete_fields} for model in (ChoiceCard, VoteCount)
    }
    assert columns == {
        "ChoiceCard": {"digest", "council", "session", "is_spent", "ideas"},
        "VoteCount": {"id", "council", "session", "indicator", "votes"},
    }
    key = hold()
    send(cards(key, 1)[0])
    (edit,) = rows(RemarkEdit)
    assert (edit["by"], edit["at"]) == ("", None)


@pytest.mark.parametrize("wanted", [(), (SCHOOL, SAFE, FRIEND, HAPPY), (HAPPY,), ("nothing",)])
def test_what_cannot_be_chosen_is_refused_and_spends_no_card(wanted: tuple[str, ...]) -> None:
    key = hold()
    (code,) = cards(key, 1)
    open_choosing(key)
    with pytest.raises(HeardError):
        choose(code, *wanted)
    assert set(counts().values()) == {0}
    assert choose(code, SCHOOL) is Outcome.TAKEN


@pytest.mark.django_db(transaction=True)
def test_of_many_who_send_one_card_at_once_one_counts() -> None:
    key = hold()
    (code,) = cards(key, 1)
    open_choosing(key)

    def once(number: int) -> Outcome:
        try:
            return choose(code, (SCHOOL, SAFE, FRIEND)[number % 3])
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        outcomes = sorted(threads.map(once, range(8)))
    assert outcomes == sorted([Outcome.SPENT] * 7 + [Outcome.TAKEN])
    assert sum(counts().values()) == 1


def test_two_telephones_with_one_card_count_once() -> None:
    key = hold()
    (code,) = cards(key, 1)
    open_choosing(key)
    one, two = phone(code), phone(written(code).lower())
    assert "Choose up to 3" in page(two.get("/choose/most/"))
    assert one.post("/choose/most/", {"chosen": [SCHOOL]}).status_code == 302
    answered = two.post("/choose/most/", {"chosen": [SAFE]})
    assert answered.status_code == 409
    assert "This card has chosen already" in page(answered)
    assert counts() == {SCHOOL: 1, SAFE: 0, FRIEND: 0}


def test_nothing_is_chosen_before_choosing_opens_and_after_it_closes() -> None:
    key = hold()
    first, second = cards(key, 2)
    assert choose(first, SCHOOL) is Outcome.CLOSED
    open_choosing(key)
    close_choosing(key)
    assert choose(second, SCHOOL) is Outcome.CLOSED
    assert [row["is_spent"] for row in rows(ChoiceCard)] == [False, False]
    with pytest.raises(NotNow):
        open_choosing(key)
    with pytest.raises(NotNow):
        close_choosing(key)


def test_ending_a_session_closes_choosing_and_ideas() -> None:
    key = hold()
    (code,) = cards(key, 1)
    open_choosing(key)
    with in_council(COUNCIL):
        sessions.end_session(wave=WAVE, session=key, by=BY, at=NOON)
    assert choose(code, SCHOOL) is Outcome.CLOSED
    assert send(code) is Outcome.CLOSED
    with pytest.raises(NotNow):
        cards(key, 1)


@pytest.mark.parametrize("voters", [SMALLEST_VOTE - 1, SMALLEST_VOTE, SMALLEST_VOTE + 1])
def test_of_fewer_than_five_voters_only_the_order_is_told(voters: int) -> None:
    key = hold()
    open_choosing(key)
    for place, code in enumerate(cards(key, voters)):
        choose(code, SCHOOL, *([FRIEND] if place else []))
    with in_council(COUNCIL):
        assert queries.list_chosen(WAVE) == ()
        assert queries.list_votes(WAVE) == {}
    host = f"{MEANING}session/{key}/"
    assert "What they chose" not in page(signed_in(Role.PANEL).get(host))
    close_choosing(key)
    shown = page(signed_in(Role.PANEL).get(host))
    with in_council(COUNCIL):
        (chosen,) = queries.list_chosen(WAVE)
        votes = queries.list_votes(WAVE)
    assert chosen.places == {SCHOOL: 1, FRIEND: 2}
    if voters < SMALLEST_VOTE:
        assert (chosen.votes, votes) == (None, {})
        assert "Fewer than five voted" in shown
        assert ">Votes<" not in shown
    else:
        assert chosen.votes == votes == {SCHOOL: voters, FRIEND: voters - 1}
        assert f"{voters} voted." in shown


def test_as_many_votes_share_a_place() -> None:
    key = hold()
    open_choosing(key)
    for code in cards(key, 2):
        choose(code, SCHOOL, SAFE)
    choose(cards(key, 1)[0], FRIEND)
    close_choosing(key)
    with in_council(COUNCIL):
        assert queries.list_chosen(WAVE)[0].places == {SCHOOL: 1, SAFE: 1, FRIEND: 3}


def test_a_telephone_reads_what_is_public_and_nothing_of_the_board() -> None:
    key = hold()
    browser = phone(cards(key, 1)[0])
    listed = page(browser.get("/choose/findings/"))
    shown = page(browser.get(f"/choose/findings/{SCHOOL}/"))
    assert "Likes school" in listed or "chool" in listed
    assert f"development of {SCHOOL}." in shown
    assert "for the board" not in listed + shown
    assert browser.get(f"/choose/findings/{HAPPY}/").status_code == 404


def test_an_idea_waits_for_the_host_who_lets_it_in_or_leaves_it_out() -> None:
    key = hold()
    browser, host = phone(cards(key, 1)[0]), signed_in(Role.PANEL)
    for text in ("Ask us.", "we asked Kofi."):
        answered = browser.post(f"/choose/findings/{SCHOOL}/", {"kind": "should", "text": text})
        assert answered.url == f"/choose/findings/{SCHOOL}/?said=idea"
    assert browser.post(f"/choose/findings/{SCHOOL}/", {"kind": "should", "text": " "}).status_code == 422
    with in_council(COUNCIL):
        assert queries.list_remarks(WAVE) == ()
        waiting = {each.text: each for each in queries.list_waiting(WAVE, key)}
    place = f"{MEANING}session/{key}/ideas/"
    shown = page(host.get(place))
    assert "<mark>Kofi</mark>" in shown
    assert "This may name somebody" in shown
    asked, named = waiting["Ask us."], waiting["we asked Kofi."]
    host.post(place, {"remark": asked.key, "read": "1", "do": "in"})
    host.post(place, {"remark": named.key, "read": "1", "do": "out"})
    with in_council(COUNCIL):
        assert [each.text for each in queries.list_remarks(WAVE)] == ["Ask us."]
    assert remark(asked.key).by_whom is By.YOUNG_PEOPLE
    assert "Left out (1)" in page(host.get(place))
    assert host.post(place, {"remark": named.key, "read": "1", "do": "in"}).status_code == 409
    assert host.post(place, {"remark": named.key, "read": "2", "do": "in"}).status_code == 302
    assert host.get(f"{MEANING}remark/{asked.key}/").status_code == 200


def test_what_waits_has_no_page_of_its_own() -> None:
    key = hold()
    send(cards(key, 1)[0])
    with in_council(COUNCIL):
        (waits,) = queries.list_waiting(WAVE, key)
    assert signed_in(Role.PANEL).get(f"{MEANING}remark/{waits.key}/").status_code == 404


def test_one_telephone_cannot_bury_a_session() -> None:
    key = hold()
    (code,) = cards(key, 1)
    with in_council(COUNCIL):
        ChoiceCard.objects.filter(council_id=COUNCIL).update(ideas=MOST_IDEAS - 1)
    assert [send(code), send(code)] == [Outcome.TAKEN, Outcome.TOO_MANY]


def test_without_a_card_every_page_leads_to_the_code() -> None:
    for place in ("findings/", f"findings/{SCHOOL}/", "most/"):
        assert Client().get(f"/choose/{place}").url == "/choose/"
    browser = Client()
    for forged in ("", "x", voting.digest_of(cards(hold(), 1)[0]).hex()):
        browser.cookies[COOKIE] = forged
        assert browser.get("/choose/findings/").url == "/choose/"


def test_wrong_codes_are_told_to_wait_and_a_right_one_always_passes() -> None:
    (code,) = cards(hold(), 1)
    browser = Client()
    assert browser.post("/choose/", {"code": "BCDF"}).status_code == 422
    for _ in range(CODE_TRIES_A_MINUTE):
        assert browser.post("/choose/", {"code": new_code()}).status_code == 422
    assert browser.post("/choose/", {"code": new_code()}).status_code == 429
    assert browser.post("/choose/", {"code": code}).status_code == 302


def test_the_cookie_is_for_these_pages_alone_and_can_be_put_away() -> None:
    (code,) = cards(hold(), 1)
    browser = phone(code)
    cookie = browser.cookies[COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (
        "/choose/",
        True,
        "Strict",
        "",
    )
    assert code not in cookie.value
    browser.post("/choose/leave/")
    assert browser.get("/choose/findings/").url == "/choose/"


def test_codes_stand_on_the_page_that_is_printed_and_in_no_log() -> None:
    key = hold()
    place = f"{MEANING}session/{key}/cards/"
    assert signed_in(Role.PANEL).post(place, {"number": "0"}).status_code == 422
    shown = page(signed_in(Role.PANEL).post(place, {"number": "3"}))
    assert shown.count("<code>") == shown.count("<svg xmlns") == 3
    assert "http://testserver/choose/" in shown
    code = shown.partition("<code>")[2].partition("</code>")[0]
    assert code.replace("-", "") not in str(actions_recorded())
    assert phone(code)
    with pytest.raises(NotNow):
        cards(key, MOST_CHOICE_CARDS)
