"""What children write: read in twice a day, shuffled, by one person; parted from its day when the wave closes."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail

from heard.web.callbacks.models import DutyAddress
from heard.web.callbacks.tasks import remind_duty_inbox
from heard.web.codes.actions import move_collection
from heard.web.codes.contents import Comment as Content
from heard.web.codes.contents import sealing_purpose
from heard.web.codes.models import SealedComment
from heard.web.codes.queries import State
from heard.web.codes.sealing import COMMENT_SIZE, new_private_key, seal
from heard.web.people.roles import Role
from heard.web.policy import LONGEST_COMMENT, LONGEST_CONTACTS
from heard.web.tenancy import in_council
from heard.web.voices import actions
from heard.web.voices.actions import WrongReadingKey, close_queue
from heard.web.voices.models import Comment
from heard.web.voices.queries import list_unread
from heard.web.voices.tasks import read_comments
from web.programmes.towns import run_jobs
from web.staff import (
    COUNCIL,
    NOON,
    OTHER,
    WAVE,
    actions_recorded,
    address,
    answer,
    give_server_keys,
    keys,
    make_cards,
    make_people,
    open_for_answers,
    page,
    set_clock,
    signed_in,
    wave_of,
)

pytestmark = pytest.mark.django_db

WORDS = f"/work/{COUNCIL}/words/"
READER = address(Role.SAFEGUARDING)
A_DOG = "More time with the dog.\n<b>And</b> my brother"


@pytest.fixture(autouse=True)
def wave(monkeypatch: pytest.MonkeyPatch) -> None:
    make_people()
    open_for_answers()
    give_server_keys(monkeypatch)
    set_clock(monkeypatch, NOON)


def children_write(*texts: str) -> None:
    for card, text in zip(make_cards(max(10, len(texts)), label=texts[0][:20]), texts, strict=False):
        answer(card, comments={"happier": text})


def read_now(council: str = COUNCIL) -> None:
    with in_council(council):
        read_comments(council, NOON.date())


def comments() -> list[Comment]:
    with in_council(COUNCIL):
        return list(Comment.objects.filter(council_id=COUNCIL))


def seal_comment(content: bytes, to: bytes = b"") -> None:
    facts = wave_of()
    with in_council(COUNCIL):
        purpose = sealing_purpose("comment", COUNCIL, WAVE)
        sealed = seal(content, to=to or keys().reading.public, purpose=purpose, size=COMMENT_SIZE)
        SealedComment.objects.create(council_id=COUNCIL, collection_id=facts.collection_id, sealed=sealed)


def test_words_are_read_in_with_their_question_and_the_day_and_empty_ones_are_dropped() -> None:
    children_write(A_DOG, "   ")
    read_now()
    (kept,) = comments()
    assert (kept.wave, kept.survey, kept.question) == (WAVE, "8-11", "happier")
    assert (kept.text, kept.arrived_on) == (A_DOG, NOON.date())
    with in_council(COUNCIL):
        assert SealedComment.objects.count() == 0


def test_words_are_kept_in_another_order_than_they_came() -> None:
    texts = [f"Words {number:02}" for number in range(30)]
    children_write(*texts)
    read_now()
    with in_council(COUNCIL):
        by_key = list(Comment.objects.order_by("key").values_list("text", flat=True))
    assert sorted(by_key) == texts
    assert by_key != texts  # by chance one time in 10^32


def test_a_reading_that_breaks_off_leaves_every_comment_sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    children_write(A_DOG)

    def break_off(_rows: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(actions, "_keep", break_off)
    with in_council(COUNCIL):
        before = SealedComment.objects.count()
    with pytest.raises(RuntimeError):
        read_now()
    with in_council(COUNCIL):
        assert SealedComment.objects.count() == before > 0
    assert comments() == []


def test_rows_nobody_can_read_are_dropped_and_stop_nothing() -> None:
    children_write(A_DOG)
    for content in (
        b"",
        b"[]",
        b"[" * 4000,
        Content("9-9", "happier", "x").to_bytes(),
        Content("8-11", "a b", "x").to_bytes(),
    ):
        seal_comment(content)
    seal_comment(Content("8-11", "happier", "for another key").to_bytes(), to=new_private_key().public)
    read_now()
    assert [each.text for each in comments()] == [A_DOG]


def test_what_a_database_cannot_take_of_the_words_does_not_lose_the_rest() -> None:
    seal_comment(Content("8-11", "happier", "half\0way").to_bytes())
    seal_comment(b'{"survey":"8-11","question":"happier","text":"half a \\ud83d character"}')
    seal_comment(Content("8-11", "happier", "x" * (LONGEST_COMMENT + 1)).to_bytes())
    read_now()
    assert sorted(each.text for each in comments()) == [
        "half a  character",
        "halfway",
        "x" * LONGEST_COMMENT,
    ]


def test_with_another_key_nothing_is_read_and_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    children_write(A_DOG)
    monkeypatch.setenv(f"HEARD_READING_KEY_{COUNCIL}", new_private_key().to_bytes().hex())
    with pytest.raises(WrongReadingKey):
        read_now()
    give_server_keys(monkeypatch)
    read_now()
    assert [each.text for each in comments()] == [A_DOG]


def test_the_reader_sees_the_words_as_words_and_says_what_they_did() -> None:
    children_write(A_DOG)
    read_now()
    browser = signed_in(Role.SAFEGUARDING)
    raw = browser.get(WORDS).content.decode()
    assert "More time with the dog.<br>&lt;b&gt;And&lt;/b&gt; my brother" in raw
    found = page(browser.get(WORDS))
    assert "What would make you" in found
    assert "read in on 2 March 2026" in found
    (kept,) = comments()
    assert (
        browser.post(f"{WORDS}{kept.key}/", {"note": "Told the duty team.", "outcome": "told"}).status_code
        == 302
    )
    assert (
        browser.post(f"{WORDS}{kept.key}/", {"note": "Pressed twice.", "outcome": "other"}).status_code == 302
    )
    (kept,) = comments()
    assert (kept.is_read, kept.read_by, kept.note) == (True, READER, "Told the duty team.")
    assert "Nothing to read now" in page(browser.get(WORDS))
    assert "Told the duty team." in page(browser.get(WORDS))


def test_one_button_says_that_there_is_nothing_to_do() -> None:
    children_write(A_DOG)
    read_now()
    browser = signed_in(Role.SAFEGUARDING)
    assert "Read: nothing to do" in page(browser.get(WORDS))
    assert browser.post(f"{WORDS}{comments()[0].key}/", {"nothing": "on"}).status_code == 302
    (kept,) = comments()
    assert (kept.is_read, kept.outcome, kept.note) == (True, "nothing", "Nothing to do")


def test_every_look_and_every_reading_is_in_the_audit_log_and_no_words_are() -> None:
    children_write(A_DOG)
    read_now()
    browser = signed_in(Role.SAFEGUARDING)
    browser.get(WORDS)
    browser.post(f"{WORDS}{comments()[0].key}/", {"note": "Told the duty team.", "outcome": "told"})
    recorded = actions_recorded()
    assert recorded[-2:] == [
        (READER, "looked at what children wrote", "comments"),
        (READER, "read a comment", WAVE),
    ]
    assert not any("dog" in part or "duty" in part for event in recorded for part in event)


def test_without_saying_what_was_done_a_comment_stays_unread_and_the_page_says_so() -> None:
    children_write(A_DOG)
    read_now()
    answered = signed_in(Role.SAFEGUARDING).post(
        f"{WORDS}{comments()[0].key}/", {"note": "", "outcome": "nothing"}
    )
    assert answered.status_code == 422
    assert "Write what you did" in page(answered)
    assert not comments()[0].is_read


def test_a_reader_of_another_council_sees_none_of_it_by_any_address() -> None:
    children_write(A_DOG)
    read_now()
    make_people(OTHER)
    browser = signed_in(Role.SAFEGUARDING, OTHER)
    assert browser.get(WORDS).status_code == 404
    assert "dog" not in page(browser.get(f"/work/{OTHER}/words/"))
    assert browser.post(f"/work/{OTHER}/words/{comments()[0].key}/", {"note": "x"}).status_code == 404
    assert not comments()[0].is_read


def test_at_closing_words_are_parted_from_day_note_and_reader_and_unread_ones_still_reach_the_reader() -> (
    None
):
    children_write("Read before", "Not read yet")
    read_now()
    with in_council(COUNCIL):
        read_one = Comment.objects.get(text="Read before")
        actions.mark_read(comment=read_one.pk, note="Told the duty team.", by=READER, at=NOON)
        before = set(Comment.objects.values_list("key", flat=True))
        close_queue(wave=WAVE)
        close_queue(wave=WAVE)
    after = {each.text: each for each in comments()}
    assert set(after) == {"Read before", "Not read yet"}
    assert not before & {each.key for each in after.values()}
    assert {(each.arrived_on, each.note, each.read_by) for each in after.values()} == {(None, "", "")}
    browser = signed_in(Role.SAFEGUARDING)
    found = page(browser.get(WORDS))
    assert "Not read yet" in found
    assert "Read before" not in found
    browser.post(f"{WORDS}{after['Not read yet'].key}/", {"note": "not kept"})
    assert [(each.is_read, each.note, each.read_by) for each in comments()] == [(True, "", "")] * 2


def test_nothing_is_read_in_of_a_wave_that_is_being_opened(tmp_path: Path) -> None:
    children_write(A_DOG)
    with in_council(COUNCIL):
        for state in (State.CLOSED, State.OPENING):
            move_collection(collection_id=wave_of_here(), to=state)
    read_now()
    assert comments() == []


def wave_of_here() -> int:
    from heard.web.waves.queries import list_waves

    return list_waves()[0].collection_id


def test_the_day_kept_is_the_day_of_the_reading_and_nothing_finer() -> None:
    children_write(A_DOG)
    with in_council(COUNCIL):
        read_comments(COUNCIL, (NOON + timedelta(days=1)).date())
    assert comments()[0].arrived_on == (NOON + timedelta(days=1)).date()


# --- Which is read first -----------------------------------------------------------------------------


def look() -> None:
    read_now()
    run_jobs()


def in_order() -> list[str]:
    with in_council(COUNCIL):
        return [each.text for each in list_unread()]


def test_signs_of_concern_are_read_first_and_the_page_says_why_and_that_it_decides_nothing() -> None:
    children_write("the dog is nice", "he hits me", "i need a new bed please help me")
    look()
    assert in_order()[0] == "he hits me"
    found = page(signed_in(Role.SAFEGUARDING).get(WORDS))
    assert "may be urgent" in found.partition("he hits me")[0]
    assert "Somebody may be hurting them: “" in found
    assert "read everything, to the end, today" in found


def test_another_language_is_among_the_first_because_no_list_says_anything_of_it() -> None:
    children_write("the dog is nice", "ኣነ ሓወይ ክርእዮ ይደሊ")
    look()
    assert in_order()[0] == "ኣነ ሓወይ ክርእዮ ይደሊ"
    assert "a language the site has no list for" in page(signed_in(Role.SAFEGUARDING).get(WORDS))


def test_before_anything_has_looked_the_reader_has_the_words_all_the_same() -> None:
    children_write("he hits me")
    read_now()
    assert "The site has not looked at it yet." in page(signed_in(Role.SAFEGUARDING).get(WORDS))


def test_looking_that_fails_takes_no_words_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError

    monkeypatch.setattr("heard.web.voices.flagging.flag_concerns", fail)
    children_write("he hits me")
    look()
    assert "he hits me" in page(signed_in(Role.SAFEGUARDING).get(WORDS))


def test_signs_are_gone_once_it_is_read() -> None:
    children_write("he hits me")
    look()
    (kept,) = comments()
    assert kept.signs
    signed_in(Role.SAFEGUARDING).post(f"{WORDS}{kept.key}/", {"note": "x", "outcome": "partners"})
    (kept,) = comments()
    assert (kept.signs, kept.rank, kept.outcome) == ([], None, "partners")
    with in_council(COUNCIL):
        close_queue(wave=WAVE)
    assert [each.outcome for each in comments()] == [""]


def test_what_waits_longer_than_its_day_is_said_so_and_the_duty_inbox_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    children_write("he hits me")
    look()
    assert "waits too long" not in page(signed_in(Role.SAFEGUARDING).get(WORDS))
    tomorrow = NOON + timedelta(days=1)
    set_clock(monkeypatch, tomorrow)
    found = page(signed_in(Role.SAFEGUARDING).get(WORDS))
    assert "1 has waited longer than the working day it came in" in found
    with in_council(COUNCIL):
        DutyAddress.objects.create(council_id=COUNCIL, email="duty@x.example", number="1", is_confirmed=True)
        remind_duty_inbox(COUNCIL, tomorrow.date())
    run_jobs()
    (letter,) = mail.outbox
    assert "nobody has\nread it" in letter.body
    assert "hits" not in letter.body
    assert letter.to == ["duty@x.example"]


def test_whom_to_call_stands_above_the_words() -> None:
    children_write("he hits me")
    look()
    reader, place = signed_in(Role.SAFEGUARDING), f"/work/{COUNCIL}/whom-to-call/"
    assert "has not written down whom you call" in page(reader.get(WORDS))
    coordinator = signed_in(Role.COORDINATOR)
    coordinator.post(place, {"words": "Duty desk 01632 960001"})
    assert "Duty desk 01632 960001" in page(reader.get(WORDS))
    assert coordinator.post(place, {"words": "x" * (LONGEST_CONTACTS + 1)}).status_code == 422
    assert "Duty desk 01632 960001" in page(reader.get(place))
