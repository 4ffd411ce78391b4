"""Letters to trusted adults and teams: what they say, whom they reach, and what happens where they cannot be sent."""

import smtplib
from collections.abc import Callable
from datetime import timedelta
from unittest.mock import Mock
from uuid import UUID

import pytest
from django.core import mail
from django.http import HttpResponse

from heard.web.codes.models import State
from heard.web.codes.queries import Counts, get_counts
from heard.web.jobs.actions import take_up_lost_jobs
from heard.web.jobs.models import Job, JobState
from heard.web.jobs.worker import carry_out
from heard.web.people.roles import Role
from heard.web.tenancy import in_council
from heard.web.watching import mails
from heard.web.watching.kinds import Letter
from heard.web.watching.letters import DRAFTS, PLACEHOLDERS, fill_in, find_wrong_braces, say_placeholders
from heard.web.watching.models import AdultAddress, Nudge, NudgePost
from heard.web.waves.amending import void_batch
from web.codes_states import move_wave
from web.staff import (
    BY,
    COUNCIL,
    NOON,
    OTHER,
    WAVE,
    actions_recorded,
    close,
    make_cards,
    open_for_answers,
    page,
    path_of,
    plan,
    signed_in,
    wave_of,
)
from web.watching.watched import answer_all, morning

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("council")]
ADULTS = "watching/adults/"


def post(place: str, **fields: str) -> HttpResponse:
    return signed_in(Role.COORDINATOR).post(path_of(place), fields)


def add(*emails: str, team: str = "") -> HttpResponse:
    return post(ADULTS, emails="\r\n".join(emails), team=team)


def write(letter: Letter = Letter.HALF_WAY, **fields: str) -> HttpResponse:
    draft = DRAFTS[letter]
    return post(f"watching/write/{letter}/", **{"heading": draft.heading, "words": draft.words, **fields})


def work() -> list[str]:
    """What the worker does with the jobs that wait; how they stand after it."""
    with in_council(COUNCIL):
        jobs = list(
            Job.objects.filter(state=JobState.WAITING, kind="send_letters").values_list("key", "attempt")
        )
    for key, attempt in jobs:
        carry_out(council=COUNCIL, key=UUID(str(key)), attempt=attempt, now=lambda: NOON)
    with in_council(COUNCIL):
        return list(Job.objects.filter(kind="send_letters").values_list("state", flat=True))


def listed() -> list[tuple[str, str]]:
    with in_council(COUNCIL):
        return list(AdultAddress.objects.order_by("email").values_list("email", "team"))


# --- The list -------------------------------------------------------------------------------------


def test_addresses_are_added_by_the_dozen_once_each_and_in_small_letters() -> None:
    open_for_answers()
    make_cards(10, label="Advocates")
    assert (
        add(
            "Ann@School.example", "", " ben@school.example ", "ann@school.example", team="Advocates"
        ).status_code
        == 302
    )
    assert listed() == [("ann@school.example", "Advocates"), ("ben@school.example", "Advocates")]
    assert actions_recorded()[-1] == (BY, "added addresses of adults", f"{WAVE}: 2")


@pytest.mark.parametrize(
    "wrong",
    [
        "no address",
        "ann@",
        "a@b.example, c@d.example",
        "a@b.example\tBcc: x@y.example",
        "a@b.example\x00",
        "@" * 300,
    ],
)
def test_a_line_that_is_no_address_is_named_and_none_of_the_list_is_kept(wrong: str) -> None:
    open_for_answers()
    answered = add("good@school.example", wrong)
    assert answered.status_code == 422
    assert "Not an e-mail address" in page(answered) or "Null characters" in page(answered)
    assert "good@school.example" in page(answered)
    assert listed() == []


def test_a_team_that_has_no_cards_cannot_be_chosen() -> None:
    open_for_answers()
    answered = add("a@school.example", team="Nobody's team")
    assert (answered.status_code, listed()) == (422, [])
    assert "There are no such cards any more" in page(answered)


def test_more_than_three_hundred_addresses_are_refused_and_none_is_added() -> None:
    open_for_answers()
    assert add(*(f"a{number}@s.example" for number in range(300))).status_code == 302
    assert len(listed()) == 300
    answered = add("one.more@s.example")
    assert "These would be more than 300 addresses" in page(answered)
    assert len(listed()) == 300


def test_an_address_is_taken_off_and_with_it_what_was_on_its_way() -> None:
    open_for_answers()
    add("ann@school.example", "ben@school.example")
    write()
    with in_council(COUNCIL):
        ann = AdultAddress.objects.get(email="ann@school.example").pk
    assert post(f"{ADULTS}{ann}/remove/").status_code == 302
    work()
    assert [each.to for each in mail.outbox] == [["ben@school.example"]]
    assert listed() == [("ben@school.example", "")]


# --- The letters ----------------------------------------------------------------------------------


@pytest.mark.parametrize("letter", Letter)
def test_each_letter_can_be_sent_as_it_is_and_goes_to_each_adult_alone(letter: Letter) -> None:
    open_for_answers()
    add("ann@school.example", "ben@school.example")
    if letter is Letter.THANK_YOU:
        close()
    assert write(letter).status_code == 302
    assert work() == [JobState.DONE]
    assert [each.to for each in mail.outbox] == [["ann@school.example"], ["ben@school.example"]]
    for each in mail.outbox:
        assert (each.cc, each.bcc, each.reply_to) == ([], [], [BY])
        assert "{" not in each.subject + each.body
        assert "Alderbrook" in each.body
        assert "To be taken off the list, answer this message." in each.body
    assert actions_recorded()[-1] == (BY, "wrote to adults", f"{WAVE}: {letter}, 2")


def test_a_letter_says_of_answers_what_the_page_shows_and_to_a_team_of_its_own_cards() -> None:
    open_for_answers()
    north, south = make_cards(20, label="North"), make_cards(10, label="South")
    answer_all(north[:8])
    answer_all(south[:3])
    morning()
    add("north@school.example", team="North")
    add("south@school.example", team="South")
    write()
    work()
    to = {each.to[0]: each.body for each in mail.outbox}
    assert all("Ages 8 to 11: 11, of 60 who could" in body for body in to.values())
    # of 11 in all, 8 would tell that 3 came of the others, so both are held back
    assert (
        "Of the 20 cards of North for ages 8 to 11, fewer than five so far have been answered."
        in to["north@school.example"]
    )
    assert (
        "Of the 10 cards of South for ages 8 to 11, fewer than five so far have been answered."
        in to["south@school.example"]
    )
    answer_all(south[3:8])
    morning(1)
    with in_council(COUNCIL):
        shown = {each.label: each.finished_shown for each in get_counts(wave_of().collection_id).batches}
    assert shown == {"North": 8, "South": 8}


def test_a_changed_letter_is_sent_as_it_was_changed() -> None:
    open_for_answers()
    add("ann@school.example")
    write(heading="Until {last_day}", words="Dear all\n\n{team}\n\nGoodbye from {council}")
    work()
    assert mail.outbox[0].subject == "Until 27 March 2026"
    assert mail.outbox[0].body.startswith("Dear all\n\nGoodbye from Alderbrook\n\n--\n")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"words": "Ask {child} again"}, "Heard does not know what to put for {child}"),
        ({"words": "Ask { again"}, "Heard does not know what to put for { or }"),
        ({"heading": "So far {answered}"}, "may be several lines"),
        ({"heading": "Cards\nBcc: all@x.example"}, "holds a line break"),
        ({"heading": "Cards\r\n\r\nOther words"}, "holds a line break"),
        ({"heading": ""}, "Give the letter a subject"),
        ({"words": ""}, "Write the letter."),
        ({"heading": "x" * 121}, "longer than 120 letters"),
        ({"words": "x" * 4001}, "longer than 4,000 letters"),
    ],
)
def test_a_letter_that_cannot_be_sent_as_it_stands_comes_back_filled(
    fields: dict[str, str], words: str
) -> None:
    open_for_answers()
    add("ann@school.example")
    answered = write(**{"words": "Hello, all of you", **fields})
    assert answered.status_code == 422
    assert words in page(answered)
    assert "Hello, all of you" in page(answered) or "words" in fields
    with in_council(COUNCIL):
        assert not Nudge.objects.exists()


def test_no_letter_says_that_the_survey_is_over_before_it_is() -> None:
    open_for_answers()
    add("ann@school.example")
    answered = write(Letter.THANK_YOU)
    assert answered.status_code == 422
    assert "it is still open. Nothing was sent." in page(answered)
    assert mail.outbox == []


def test_the_same_letter_is_not_sent_twice_on_a_day() -> None:
    open_for_answers()
    add("ann@school.example")
    assert [write().status_code for _ in range(2)] == [302, 422]
    work()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("letter", Letter)
def test_what_stands_below_every_letter_is_shown_word_for_word_before_it_is_sent(letter: Letter) -> None:
    open_for_answers()
    add("ann@school.example")
    shown = page(signed_in(Role.COORDINATOR).get(path_of(f"watching/write/{letter}/")))
    if letter is Letter.THANK_YOU:
        close()
    sent = page(signed_in(Role.COORDINATOR).get(write(letter).url))
    work()
    why = mail.outbox[0].body[mail.outbox[0].body.index("--\n") :].strip()
    assert f"{BY} put your address on the list" in why
    for found in (shown, sent):
        assert why.replace("\n", "<br>") in found


def test_a_letter_says_nothing_of_cards_that_were_made_void() -> None:
    open_for_answers()
    make_cards(10, label="North")
    add("north@school.example", team="North")
    number = counts().batches[0].id
    with in_council(COUNCIL):
        void_batch(wave=WAVE, batch=number, by=BY, at=NOON)
    write()
    work()
    assert "of North" not in mail.outbox[0].body


def counts() -> Counts:
    with in_council(COUNCIL):
        return get_counts(wave_of().collection_id)


@pytest.mark.parametrize("prepare", [plan, open_for_answers])
def test_nothing_is_sent_before_the_wave_opens_or_to_nobody(prepare: Callable[[], None]) -> None:
    prepare()
    if prepare is plan:
        add("ann@school.example")
    answered = write()
    assert answered.status_code == 422
    assert "Nothing was sent" in page(answered)
    assert mail.outbox == []


def test_words_that_look_like_html_are_words_on_every_page() -> None:
    open_for_answers()
    add("ann@school.example")
    sent = write(words="<script>alert(1)</script> & {council}", heading="<b>Hello</b>")
    found = signed_in(Role.COORDINATOR).get(sent.url).content.decode()
    assert "<script>alert" not in found
    assert "&lt;script&gt;" in found


# --- Where it does not work -------------------------------------------------------------------------


class Server:
    """A server for e-mail that is away for some addresses or refuses them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, **faults: Exception) -> None:
        self.faults, self.sent, self.known_by = dict(faults), [], []
        monkeypatch.setattr(mails.EmailMessage, "send", lambda message, **_: self.take(message))

    def take(self, message: mail.EmailMessage) -> int:
        fault = self.faults.get(message.to[0].partition("@")[0])
        if fault:
            raise fault
        self.sent.append(message.to[0])
        self.known_by.append(message.message()["Message-ID"])
        return 1


def test_where_the_server_is_away_the_rest_waits_and_is_told_and_sent_by_the_button(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_for_answers()
    add("ann@s.example", "ben@s.example", "cat@s.example")
    server = Server(monkeypatch, ben=smtplib.SMTPDataError(452, b"too much mail"))
    sent = write().url
    assert work() == [JobState.NEEDS_INPUT]
    found = page(signed_in(Role.COORDINATOR).get(sent))
    assert "1 sent, 2 waiting" in found
    assert "2 letters of 3 wait and are not lost" in found
    server.faults.clear()
    assert signed_in(Role.COORDINATOR).post(f"{sent}rest/").status_code == 302
    assert work() == [JobState.DONE]
    assert server.sent == ["ann@s.example", "ben@s.example", "cat@s.example"]
    assert "3 sent" in page(signed_in(Role.COORDINATOR).get(sent))


def test_what_waits_is_tried_again_the_next_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    open_for_answers()
    add("ann@s.example")
    server = Server(monkeypatch, ann=smtplib.SMTPSenderRefused(451, b"later", "us"))
    write()
    assert work() == [JobState.NEEDS_INPUT]
    server.faults.clear()
    morning(1)
    assert work() == [JobState.DONE]
    assert server.sent == ["ann@s.example"]


def test_an_address_that_is_refused_is_named_and_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    open_for_answers()
    add("ann@s.example", "ben@s.example")
    refused = smtplib.SMTPRecipientsRefused({"ann@s.example": (550, b"no such user")})
    server = Server(monkeypatch, ann=refused)
    sent = write().url
    assert work() == [JobState.DONE]
    assert server.sent == ["ben@s.example"]
    found = page(signed_in(Role.COORDINATOR).get(sent))
    assert "1 sent, 1 not taken" in found
    assert "ann@s.example" in found


def test_a_job_delivered_twice_sends_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    open_for_answers()
    add("ann@s.example")
    server = Server(monkeypatch)
    write()
    with in_council(COUNCIL):
        key, attempt = Job.objects.filter(kind="send_letters").values_list("key", "attempt")[0]
    for _ in range(2):
        carry_out(council=COUNCIL, key=key, attempt=attempt, now=lambda: NOON)
    assert server.sent == ["ann@s.example"]


class Killed(BaseException):
    """Nothing more is done by this worker, as after kill -9."""


def take_up(hours: int) -> None:
    """The reaper finds that the worker is silent."""
    with in_council(COUNCIL):
        take_up_lost_jobs(at=NOON + timedelta(hours=hours))


def test_a_letter_that_the_server_took_from_a_worker_that_then_died_is_not_sent_again_by_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # given a worker that dies between the server's yes and its note of it
    open_for_answers()
    add("ann@s.example", "ben@s.example", "cat@s.example")
    server = Server(monkeypatch)
    take = server.take

    def take_and_die(message: mail.EmailMessage) -> int:
        take(message)
        if message.to == ["ben@s.example"]:
            raise Killed
        return 1

    server.take = take_and_die  # type: ignore[method-assign]
    sent = write().url
    with pytest.raises(Killed):
        work()

    # when another takes the work up
    server.take = take  # type: ignore[method-assign]
    take_up(hours=1)
    assert work() == [JobState.NEEDS_INPUT]
    morning(1)

    # then nobody got the letter twice, and the page says of one that it is not certain
    assert server.sent == ["ann@s.example", "ben@s.example", "cat@s.example"]
    found = page(signed_in(Role.COORDINATOR).get(sent))
    assert "2 sent, 1 not certain" in found
    assert "Of 1 letter nobody can tell whether it went." in found
    assert found.count("ben@s.example") == 1
    assert "Try again now" not in found

    # and by a button it goes again, as the same message, once
    for _ in range(2):
        assert signed_in(Role.COORDINATOR).post(f"{sent}unsure/").status_code == 302
    assert work() == [JobState.DONE]
    assert server.sent[3:] == ["ben@s.example"]
    assert server.known_by[3] == server.known_by[1]
    assert len(set(server.known_by)) == 3
    assert actions_recorded()[-1] == (BY, "sent letters again that may have gone", f"{WAVE}: 1")
    assert "3 sent" in page(signed_in(Role.COORDINATOR).get(sent))


def test_a_worker_that_dies_before_the_server_was_asked_leaves_the_letter_not_certain_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is not known is not said; the price of never writing to anybody twice unasked."""
    open_for_answers()
    add("ann@s.example")
    server = Server(monkeypatch)
    server.take = Mock(side_effect=Killed)  # type: ignore[method-assign]
    sent = write().url
    with pytest.raises(Killed):
        work()
    take_up(hours=1)
    assert work() == [JobState.NEEDS_INPUT]
    assert "0 sent, 1 not certain" in page(signed_in(Role.COORDINATOR).get(sent))


@pytest.mark.parametrize("broke", [smtplib.SMTPServerDisconnected(), TimeoutError(), ConnectionResetError()])
def test_where_the_connection_breaks_in_the_middle_that_letter_is_not_certain_and_the_rest_waits(
    monkeypatch: pytest.MonkeyPatch, broke: Exception
) -> None:
    open_for_answers()
    add("ann@s.example", "ben@s.example")
    server = Server(monkeypatch, ann=broke)
    sent = write().url
    assert work() == [JobState.NEEDS_INPUT]
    found = page(signed_in(Role.COORDINATOR).get(sent))
    assert "0 sent, 1 waiting, 1 not certain" in found
    assert "1 letter of 2 wait" in found
    server.faults.clear()
    morning(1)
    work()
    assert server.sent == ["ben@s.example"]


def test_where_no_connection_comes_to_be_nothing_is_in_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    open_for_answers()
    add("ann@s.example")
    away = Mock(open=Mock(side_effect=TimeoutError))
    monkeypatch.setattr(mails, "get_connection", lambda: away)
    sent = write().url
    assert work() == [JobState.NEEDS_INPUT]
    assert "0 sent, 1 waiting" in page(signed_in(Role.COORDINATOR).get(sent))


def test_what_is_being_sent_at_this_moment_is_not_sent_again_by_the_button(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_for_answers()
    add("ann@s.example")
    server = Server(monkeypatch)
    take, sent = server.take, write().url

    def take_while_somebody_presses(message: mail.EmailMessage) -> int:
        assert "Send these again" not in page(signed_in(Role.COORDINATOR).get(sent))
        signed_in(Role.COORDINATOR).post(f"{sent}unsure/")
        return take(message)

    server.take = take_while_somebody_presses  # type: ignore[method-assign]
    assert work() == [JobState.DONE]
    assert work() == [JobState.DONE]
    assert server.sent == ["ann@s.example"]


def test_who_is_taken_off_while_letters_are_being_sent_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    open_for_answers()
    add("ann@s.example", "ben@s.example")
    server = Server(monkeypatch)
    take = server.take

    def take_and_lose_ben(message: mail.EmailMessage) -> int:
        with in_council(COUNCIL):
            ben = AdultAddress.objects.get(email="ben@s.example").pk
        post(f"{ADULTS}{ben}/remove/")
        return take(message)

    server.take = take_and_lose_ben  # type: ignore[method-assign]
    write()
    assert work() == [JobState.DONE]
    assert server.sent == ["ann@s.example"]


# --- How long it is kept ----------------------------------------------------------------------------


def test_when_the_answers_are_opened_addresses_and_letters_are_wiped() -> None:
    open_for_answers()
    add("ann@school.example")
    write()
    close()
    morning(1)
    assert listed() != []
    move_wave(State.OPENED)
    morning(2)
    with in_council(COUNCIL):
        assert not any(model.objects.exists() for model in (AdultAddress, Nudge, NudgePost))
    assert work() == [JobState.DONE]  # a job that comes too late finds nothing to send
    assert mail.outbox == []
    assert "are wiped" in page(signed_in(Role.COORDINATOR).get(path_of(ADULTS)))


def test_once_the_answers_are_being_opened_no_address_is_taken() -> None:
    open_for_answers()
    close()
    move_wave(State.OPENING)
    answered = add("ann@school.example")
    assert "no letter goes out any more" in page(answered)
    assert listed() == []


# --- The words --------------------------------------------------------------------------------------


def test_the_drafts_use_only_what_can_be_put_in() -> None:
    for draft in DRAFTS.values():
        assert find_wrong_braces(draft.heading + draft.words) == []
        assert len(draft.heading) <= 120
        assert len(draft.words) <= 4000


def test_every_placeholder_is_said() -> None:
    open_for_answers()
    with in_council(COUNCIL):
        counts = get_counts(wave_of().collection_id)
    last = wave_of().last_answer_day
    said = say_placeholders("Alderbrook", counts, {}, last, last - timedelta(days=1))
    assert set(said) == set(PLACEHOLDERS)
    assert said["days_left"] == "2 days"
    assert said["answered"] == "Ages 8 to 11: fewer than five so far"


def test_what_is_put_in_is_not_read_for_braces_again() -> None:
    assert fill_in("{council}", {"council": "{team}", "team": "secret"}) == "{team}"


def test_another_councils_letter_is_not_there() -> None:
    open_for_answers()
    add("ann@s.example")
    sent = write().url
    assert signed_in(Role.COORDINATOR).get(sent.replace(COUNCIL, OTHER)).status_code == 404
