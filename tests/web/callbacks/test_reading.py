"""The duty inbox is set and proved, requests are opened and told of, and somebody deals with each."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.http import HttpResponse

from heard.web.callbacks import asking, opening
from heard.web.callbacks.contents import Asked, Which
from heard.web.callbacks.models import Callback, DutyAddress, OpenInbox, SealedCallback
from heard.web.callbacks.tasks import (
    open_callbacks,
    remind_duty_inbox,
    tell_duty_inbox,
    tell_duty_inbox_closed,
    wipe_callbacks,
)
from heard.web.codes.sealing import new_private_key
from heard.web.jobs.models import Job
from heard.web.jobs.running import RunningJob
from heard.web.people.roles import Role
from heard.web.policy import CALLBACK_DAYS, MOST_DUTY_ADDRESSES
from heard.web.tenancy import in_council
from web.staff import (
    COUNCIL,
    NAMES,
    NOON,
    OTHER,
    actions_recorded,
    address,
    give_server_keys,
    make_people,
    page,
    set_clock,
    signed_in,
)

pytestmark = pytest.mark.django_db

READ, INBOX = f"/work/{COUNCIL}/callbacks/", f"/work/{COUNCIL}/duty-inbox/"
READER, COORDINATOR = address(Role.SAFEGUARDING), address(Role.COORDINATOR)
DUTY = "duty@alderbrook.example"
KIM = Asked(Which.TALK, "Kim Okafor", "0161 496 0000", "About <b>my</b> brother")
LEE = Asked(Which.CARE, "Lee Marsh", "At school, at noon", "")


@pytest.fixture(autouse=True)
def councils(monkeypatch: pytest.MonkeyPatch) -> None:
    for council in (COUNCIL, OTHER):
        make_people(council)
        give_server_keys(monkeypatch, council)
    set_clock(monkeypatch, NOON)


def number_sent() -> str:
    """What stands in the last message."""
    (found,) = re.findall(r"\b\d{6}\b", str(mail.outbox[-1].body))
    return found


def post(place: str, role: Role = Role.COORDINATOR, **given: str) -> HttpResponse:
    return signed_in(role).post(place, given, follow=True)


def last_address() -> int:
    with in_council(COUNCIL):
        return DutyAddress.objects.filter(council_id=COUNCIL).latest("id").pk


def open_inbox() -> None:
    """A coordinator sets it, and types the number that was sent."""
    post(INBOX, email=DUTY)
    post(f"{INBOX}{last_address()}/confirm/", number=number_sent())
    mail.outbox.clear()


def is_open(council: str = COUNCIL) -> bool:
    return asking.find_open(council) is not None


def children_ask(*asked: Asked) -> None:
    for each in asked:
        asking.keep(council=COUNCIL, asked=each)


def do_round(day: int = 0) -> None:
    """The regular work of one hour, and what it started."""
    with in_council(COUNCIL):
        open_callbacks(COUNCIL, NOON.date() + timedelta(days=day))
    do_jobs()


def do_jobs() -> None:
    doing = {"tell_duty_inbox": tell_duty_inbox, "tell_duty_inbox_closed": tell_duty_inbox_closed}
    with in_council(COUNCIL):
        waiting = list(Job.objects.filter(council_id=COUNCIL, kind__in=doing))
        for job in waiting:
            Job.objects.filter(pk=job.pk, council_id=COUNCIL).update(state="working", attempt=1)
    for job in waiting:
        doing[job.kind](RunningJob(job.key, COUNCIL, job.kind, job.subject, 1, lambda: NOON))
    with in_council(COUNCIL):
        Job.objects.filter(council_id=COUNCIL, kind__in=doing).delete()


def kept() -> list[Callback]:
    with in_council(COUNCIL):
        return list(Callback.objects.filter(council_id=COUNCIL))


def count_sealed() -> int:
    with in_council(COUNCIL):
        return SealedCallback.objects.filter(council_id=COUNCIL).count()


class TestDutyInbox:
    def test_an_address_counts_once_its_number_was_typed(self) -> None:
        assert "There is no duty inbox" in page(signed_in(Role.COORDINATOR).get(INBOX))
        assert "It is not open yet" in page(post(INBOX, email=f" {DUTY.upper()} "))
        assert mail.outbox[-1].to == [DUTY]
        assert not is_open()
        number = number_sent()
        assert number not in page(signed_in(Role.COORDINATOR).get(INBOX))
        shown = page(post(f"{INBOX}{last_address()}/confirm/", number=f"{number[:3]} {number[3:]}"))
        assert "It is open" in shown
        assert is_open()
        assert not is_open(OTHER)
        assert actions_recorded() == [
            (COORDINATOR, "wrote a test message to the duty inbox", DUTY),
            (COORDINATOR, "confirmed an address of the duty inbox", DUTY),
        ]

    def test_a_wrong_number_changes_nothing_and_is_told(self) -> None:
        post(INBOX, email=DUTY)
        wrong = "000000" if number_sent() != "000000" else "000001"
        refused = post(f"{INBOX}{last_address()}/confirm/", number=wrong)
        assert refused.status_code == 422
        assert "not the number in the last message" in page(refused)
        assert f'value="{wrong}"' in page(refused)
        assert not is_open()

    def test_a_new_number_ends_the_old_one(self) -> None:
        post(INBOX, email=DUTY)
        first = number_sent()
        post(INBOX, email=DUTY)
        assert len(page(signed_in(Role.COORDINATOR).get(INBOX)).split("Take off")) == 2
        if first != number_sent():
            post(f"{INBOX}{last_address()}/confirm/", number=first)
            assert not is_open()

    def test_another_councils_address_is_not_there(self) -> None:
        post(INBOX, email=DUTY)
        theirs = signed_in(Role.COORDINATOR, OTHER)
        place = f"/work/{OTHER}/duty-inbox/{last_address()}/"
        assert theirs.post(f"{place}confirm/", {"number": number_sent()}).status_code == 422
        theirs.post(f"{place}remove/")
        with in_council(COUNCIL):
            assert DutyAddress.objects.filter(council_id=COUNCIL).count() == 1
        assert (is_open(), is_open(OTHER)) == (False, False)

    def test_with_the_last_address_it_is_closed(self) -> None:
        open_inbox()
        shown = page(post(f"{INBOX}{last_address()}/remove/", Role.SAFEGUARDING))
        assert "There is no duty inbox" in shown
        assert not is_open()
        assert actions_recorded()[-1] == (READER, "took an address off the duty inbox", DUTY)

    @pytest.mark.parametrize(
        "typed", ["", "duty", "a@b", "a@b.example\nBcc: c@d.example", "x" * 300 + "@b.example"]
    )
    def test_what_is_no_address_is_refused_and_nothing_sent(self, typed: str) -> None:
        assert post(INBOX, email=typed).status_code == 422
        assert mail.outbox == []

    def test_a_server_for_e_mail_that_is_away_is_told_and_nothing_kept(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def away(*_: object, **__: object) -> None:
            raise ConnectionRefusedError

        monkeypatch.setattr("heard.web.callbacks.mails.send_mail", away)
        refused = post(INBOX, email=DUTY)
        assert refused.status_code == 422
        assert "could not be sent, so nothing was changed" in page(refused)
        with in_council(COUNCIL):
            assert not DutyAddress.objects.filter(council_id=COUNCIL).exists()

    def test_without_the_councils_reading_key_no_inbox_is_begun(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv(f"HEARD_READING_KEY_{COUNCIL}")
        refused = post(INBOX, email=DUTY)
        assert refused.status_code == 422
        assert "so there is nothing to seal to" in page(refused)
        assert mail.outbox == []

    def test_it_has_so_many_addresses_and_no_more(self) -> None:
        for place in range(MOST_DUTY_ADDRESSES):
            assert post(INBOX, email=f"duty{place}@x.example").status_code == 200
        assert "Take one off first" in page(post(INBOX, email=DUTY))
        assert post(INBOX, email="duty0@x.example").status_code == 200


class TestOpening:
    def test_requests_are_opened_with_the_day_alone_and_the_sealed_ones_are_gone(self) -> None:
        open_inbox()
        children_ask(KIM, LEE)
        do_round()
        assert count_sealed() == 0
        assert {(row.which, row.name, row.how, row.words) for row in kept()} == {
            ("talk", KIM.name, KIM.how, KIM.words), ("care", LEE.name, LEE.how, ""),
        }  # fmt: skip
        assert {row.arrived_on for row in kept()} == {NOON.date()}

    def test_the_order_they_came_in_is_not_the_order_they_are_kept_in(self) -> None:
        open_inbox()
        names = [f"Child {number:02}" for number in range(30)]
        children_ask(*(Asked(Which.TALK, name, "here", "") for name in names))
        do_round()
        found = [row.name for row in kept()]
        assert sorted(found) == names
        assert found != names  # by chance once in 30!

    def test_the_duty_inbox_is_told_once_and_of_no_name_word_or_number(self) -> None:
        open_inbox()
        children_ask(KIM, LEE)
        do_round()
        (message,) = mail.outbox
        said = f"{message.subject} {message.body}"
        assert message.to == [DUTY]
        assert f"/work/{COUNCIL}/callbacks/" in said
        assert not [each for each in (*KIM.name.split(), *LEE.name.split(), KIM.how, "brother", "2") if each in
                    said.replace(f"/work/{COUNCIL}/callbacks/", "")]  # fmt: skip
        do_round()
        assert len(mail.outbox) == 1

    def test_where_the_message_did_not_go_the_next_opening_tries_again(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def away(**_: object) -> None:
            raise ConnectionRefusedError

        open_inbox()
        children_ask(KIM)
        with monkeypatch.context() as patched:
            patched.setattr("heard.web.callbacks.tasks.send_there", away)
            do_round()
        assert (mail.outbox, len(kept())) == ([], 1)
        do_round()
        assert len(mail.outbox) == 1

    def test_each_working_morning_it_is_told_again_until_all_is_dealt_with(self) -> None:
        open_inbox()
        children_ask(KIM)
        do_round()
        for expected in (2, 3):
            with in_council(COUNCIL):
                remind_duty_inbox(COUNCIL, NOON.date())
            do_jobs()
            assert len(mail.outbox) == expected
        (row,) = kept()
        post(f"{READ}{row.key}/", Role.SAFEGUARDING, note="Telephoned.")
        with in_council(COUNCIL):
            remind_duty_inbox(COUNCIL, NOON.date())
        do_jobs()
        assert len(mail.outbox) == 3

    @pytest.mark.parametrize("is_missing", [True, False])
    def test_a_key_that_is_missing_or_another_closes_the_inbox_and_loses_nothing(
        self, monkeypatch: pytest.MonkeyPatch, is_missing: bool
    ) -> None:
        open_inbox()
        children_ask(KIM)
        with monkeypatch.context() as patched:
            if is_missing:
                patched.delenv(f"HEARD_READING_KEY_{COUNCIL}")
            else:
                patched.setenv(f"HEARD_READING_KEY_{COUNCIL}", new_private_key().to_bytes().hex())
            do_round()
        assert (is_open(), count_sealed(), kept()) == (False, 1, [])
        assert [message.subject for message in mail.outbox] == [
            f"The duty inbox of {NAMES[COUNCIL]} has been closed"
        ]
        assert "What was sent before waits" in page(signed_in(Role.COORDINATOR).get(INBOX))
        do_round()
        assert (count_sealed(), len(kept())) == (0, 1)
        post(f"{INBOX}open/")
        assert is_open()
        assert (COORDINATOR, "opened the duty inbox again", "") in actions_recorded()

    def test_what_was_never_a_request_stays_sealed_and_stops_nothing(self) -> None:
        open_inbox()
        with in_council(COUNCIL):
            for junk in (b"", b"\x01" * 3666, bytes(3666)):
                SealedCallback.objects.create(council_id=COUNCIL, sealed=junk)
        children_ask(KIM)
        do_round()
        assert ([row.name for row in kept()], count_sealed()) == ([KIM.name], 3)

    def test_an_inbox_that_was_never_open_cannot_be_opened_without_an_address(self) -> None:
        post(f"{INBOX}open/")
        assert not is_open()

    def test_what_was_dealt_with_is_wiped_after_so_many_days_and_what_waits_is_not(self) -> None:
        open_inbox()
        children_ask(KIM, LEE)
        do_round()
        row = next(each for each in kept() if each.name == KIM.name)
        post(f"{READ}{row.key}/", Role.SAFEGUARDING, note="Telephoned.")
        for days, left in ((CALLBACK_DAYS - 1, 2), (CALLBACK_DAYS, 1), (CALLBACK_DAYS * 20, 1)):
            with in_council(COUNCIL):
                wipe_callbacks(COUNCIL, NOON.date() + timedelta(days=days))
            assert len(kept()) == left
        assert kept()[0].name == LEE.name


class TestReader:
    def test_reads_who_asked_what_for_and_every_look_is_in_the_log(self) -> None:
        open_inbox()
        children_ask(KIM, LEE)
        do_round()
        found = signed_in(Role.SAFEGUARDING).get(READ)
        assert "no-store" in found.headers["Cache-Control"]
        shown = found.content.decode()
        for said in (KIM.name, KIM.how, "About &lt;b&gt;my&lt;/b&gt; brother", LEE.name, "opened on 2 March 2026",
                     "Asks to be told more about why they are in care"):  # fmt: skip
            assert said in shown
        assert actions_recorded()[-1] == (READER, "looked at who asked to be contacted", "requests")

    def test_says_what_was_done_and_it_moves_on(self) -> None:
        open_inbox()
        children_ask(KIM)
        do_round()
        (row,) = kept()
        place = f"{READ}{row.key}/"
        refused = post(place, Role.SAFEGUARDING, note="")
        assert refused.status_code == 422
        assert "Write what you did" in page(refused)
        shown = page(post(place, Role.SAFEGUARDING, note="Telephoned, seeing her on Thursday."))
        assert "Nobody is waiting" in shown
        assert "Dealt with: 1" in shown
        post(place, Role.SAFEGUARDING, note="Another note.")
        (row,) = kept()
        assert (row.note, row.done_by, row.done_on) == (
            "Telephoned, seeing her on Thursday.",
            READER,
            NOON.date(),
        )
        assert [each for each in actions_recorded() if "dealt" in each[1]] == [
            (READER, "dealt with a request to be contacted", "requests")
        ]

    def test_another_councils_reader_finds_nothing(self) -> None:
        open_inbox()
        children_ask(KIM)
        do_round()
        (row,) = kept()
        theirs = signed_in(Role.SAFEGUARDING, OTHER)
        assert KIM.name not in page(theirs.get(f"/work/{OTHER}/callbacks/"))
        assert theirs.post(f"/work/{OTHER}/callbacks/{row.key}/", {"note": "x"}).status_code == 404
        assert signed_in(Role.SAFEGUARDING).post(f"{READ}{uuid4()}/", {"note": "x"}).status_code == 404
        assert kept()[0].done_on is None

    def test_nobody_else_of_the_council_reads_it(self) -> None:
        open_inbox()
        children_ask(KIM)
        do_round()
        for role in set(Role) - {Role.SAFEGUARDING}:
            found = signed_in(role).get(READ)
            assert (found.status_code, KIM.name in page(found)) == (403, False), role

    def test_without_an_inbox_the_page_says_that_nobody_is_offered_to_ask(self) -> None:
        assert "The duty inbox is not open" in page(signed_in(Role.SAFEGUARDING).get(READ))


def test_no_table_of_requests_knows_a_card_a_survey_a_wave_or_a_time() -> None:
    columns = {
        model.__name__: {each.name for each in model._meta.concrete_fields}
        for model in (SealedCallback, Callback)
    }
    told = columns["Callback"] - {"which", "name", "how", "words", "note", "done_by", "done_on", "is_told"}
    assert columns["SealedCallback"] == {"key", "council", "sealed"}
    assert told == {"key", "council", "arrived_on"}
    assert {type(each).__name__ for each in Callback._meta.concrete_fields} & {
        "DateTimeField",
        "TimeField",
    } == set()


def test_the_worker_alone_opens() -> None:
    """The web server has the public half: with it nothing opens."""
    open_inbox()
    children_ask(KIM)
    with in_council(COUNCIL):
        assert opening.open_sealed_callbacks(key=new_private_key(), today=NOON.date()).kept == 0
        assert OpenInbox.objects.get(council_id=COUNCIL)
    assert count_sealed() == 1
