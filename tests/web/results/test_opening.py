"""The opening of a wave, from the key handed in to the report, and wherever it is interrupted."""

import csv
import errno
import io
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection

from heard.base.files import write_text
from heard.base.policy import Level
from heard.base.surveys import Survey
from heard.programme.report import Written
from heard.web.codes import opening as sealed_rows
from heard.web.codes.actions import State
from heard.web.codes.contents import Answers, Content, sealing_purpose
from heard.web.codes.key_files import Holder
from heard.web.codes.models import Code, PausedDraft, SealedAnswers, SealedComment, SealedSlip, Seat
from heard.web.codes.sealing import ANSWERS_SIZE, new_private_key, seal
from heard.web.instruments.questionnaires import get_questionnaire, list_versions
from heard.web.jobs.actions import take_up_lost_jobs
from heard.web.jobs.models import Job
from heard.web.jobs.queries import JobFacts, get_job
from heard.web.jobs.running import RunningJob
from heard.web.people.roles import Role
from heard.web.results import actions, answers_file, handover, opening
from heard.web.results.models import WrittenReport
from heard.web.results.queries import OpeningFacts, Step, find_opening, reports_folder
from heard.web.results.responses import list_columns
from heard.web.tenancy import in_council
from heard.web.voices.models import Comment
from web.found import finding
from web.staff import (
    COUNCIL,
    NOON,
    PASSPHRASES,
    WAVE,
    answer,
    close,
    first_answers,
    give_server_keys,
    key_file,
    keys,
    lay_programme,
    make_cards,
    make_people,
    open_for_answers,
    page,
    path_of,
    set_clock,
    signed_in,
    wave_of,
)
from working import run_queue

pytestmark = pytest.mark.django_db(transaction=True)

LATER = NOON + timedelta(days=7)
SAID = ("always",) * 7 + ("never", "sometimes", "always", "hardly_ever", "never")


class Killed(BaseException):
    """The process is gone: nothing catches it."""


@pytest.fixture
def programme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A wave that was answered and closed, whose key may be handed in."""
    monkeypatch.setenv("HEARD_HANDOVER", str(tmp_path / "handover"))
    give_server_keys(monkeypatch)
    set_clock(monkeypatch, LATER)
    make_people()
    open_for_answers()
    return lay_programme(tmp_path, monkeypatch)


@pytest.fixture
def quick_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line in the place of each report, which takes the library half a second."""

    def write(running: RunningJob) -> dict[Level, Written]:
        reports = {}
        for level in Level:
            path = reports_folder() / f"{running.council}-{running.subject}-full-{level}.html"
            write_text(path, f"the report at {level} level")
            reports[level] = Written(path, findings=(finding("feels_safe", "strength"),))
        return reports

    monkeypatch.setattr(opening, "_write_reports", write)


def children_answer() -> None:
    """Twelve children, of whom one wrote something."""
    for number, (card, said) in enumerate(zip(make_cards(12), SAID, strict=True)):
        answer(card, {"feels_safe": said}, {"happier": "A dog."} if number == 3 else {})


def hand_in(holder: Holder = Holder.FIRST) -> UUID:
    with in_council(COUNCIL):
        content = key_file(holder).encode()
        return actions.hand_in(wave=WAVE, content=content, passphrase=PASSPHRASES[holder], by="k@x", at=LATER)


def job(key: UUID) -> JobFacts:
    with in_council(COUNCIL):
        return get_job(key)


def state_of_opening() -> OpeningFacts:
    with in_council(COUNCIL):
        found = find_opening(WAVE)
    assert found is not None
    return found


def responses(programme: Path) -> Path:
    return programme / f"responses/{WAVE}-{COUNCIL}.csv"


def reports_of(programme: Path) -> list[str]:
    return sorted(
        path.name for path in (programme.parent / "reports").glob("*") if not path.name.startswith(".")
    )


def read_rows(programme: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(responses(programme).read_text())))


def expected_responses() -> str:
    """The file worked out from what the children said, without anything that opens or writes."""
    version = list_versions()["8-11"]
    columns = list_columns([get_questionnaire("8-11", version)])
    rows = [first_answers("8-11", version) | {"feels_safe": said} for said in SAID]
    lines = sorted([WAVE, COUNCIL, "8-11", *(row.get(name, "") for name in columns)] for row in rows)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([["wave", "area", "survey", *columns], *lines])
    return text.getvalue()


def sealed_left() -> dict[str, int]:
    with in_council(COUNCIL):
        kinds = (SealedAnswers, SealedSlip, SealedComment, PausedDraft, Code, Seat)
        return {kind.__name__: kind._base_manager.filter(council_id=COUNCIL).count() for kind in kinds}


def test_what_children_said_is_in_the_programme_nothing_sealed_is_left_and_the_panel_reads_first(
    programme: Path,
) -> None:
    children_answer()
    close()
    with in_council(COUNCIL):
        assert Job.objects.count() == 0
    key = hand_in()
    run_queue()
    assert job(key).says == "The answers are opened and the reports are written."
    assert responses(programme).read_text() == expected_responses()
    assert not any(sealed_left().values())
    assert reports_of(programme) == [
        f"{COUNCIL}-{WAVE}-full-{level}.html" for level in ("board", "public", "working")
    ]
    assert wave_of().state is State.OPENED
    assert signed_in(Role.PANEL).get(path_of("report/public/")).status_code == 200
    assert signed_in(Role.BOARD).get(path_of("report/board/")).status_code == 302
    html = (programme.parent / f"reports/{COUNCIL}-{WAVE}-full-working.html").read_text()
    words = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "always feel safe where they live 8 to 11 8 of 12 (67 %)" in words.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert "hardly ever or never feel safe where they live 8 to 11 3 of 12 (25 %)" in words


def kill_after(monkeypatch: pytest.MonkeyPatch, place: object, name: str) -> None:
    """The process dies as soon as this has been done once."""
    done: Callable[..., object] = getattr(place, name)

    def do_and_die(*args: object, **kwargs: object) -> object:
        done(*args, **kwargs)
        monkeypatch.setattr(place, name, done)
        raise Killed

    monkeypatch.setattr(place, name, do_and_die)


PLACES = [
    (handover, "take"),
    (opening, "check_folder"),
    (actions, "take_sealed"),
    (opening, "_open"),
    (opening, "write_answers_file"),
    (actions, "record_written"),
    (actions, "wipe"),
    (sealed_rows, "give_space_back"),
    (opening, "_write_reports"),
    (actions, "record_reports"),
]


@pytest.mark.usefixtures("quick_reports")
@pytest.mark.parametrize(("place", "name"), PLACES, ids=[name for _, name in PLACES])
def test_killed_at_any_step_and_run_again_it_writes_the_same_answers_and_one_report_each(
    programme: Path, monkeypatch: pytest.MonkeyPatch, place: object, name: str
) -> None:
    children_answer()
    close()
    key = hand_in()
    kill_after(monkeypatch, place, name)
    with pytest.raises(Killed):
        run_queue()
    with in_council(COUNCIL):
        Job.objects.filter(pk=key).update(leased_until=LATER)
        take_up_lost_jobs(at=LATER + timedelta(minutes=1))
    run_queue()
    if job(key).state == "needs_input":
        assert job(key).says == opening.ASK_AGAIN
        assert sealed_left()["SealedAnswers"] == 12
        assert hand_in(Holder.SECOND) == key
        run_queue()
    assert job(key).state == "done", job(key).says
    assert responses(programme).read_text() == expected_responses()
    with in_council(COUNCIL):
        assert sorted(WrittenReport.objects.values_list("level", flat=True)) == ["board", "public", "working"]
        assert list(Comment.objects.values_list("text", flat=True)) == ["A dog."]
    assert not any(sealed_left().values())
    assert list((programme.parent / "handover").iterdir()) == []


def test_two_holders_who_press_in_the_same_instant_start_one_opening(programme: Path) -> None:
    close()
    together = Barrier(2)

    def press(holder: Holder) -> UUID:
        together.wait()
        try:
            return hand_in(holder)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as people:
        keys_of_jobs = set(people.map(press, Holder))
    assert len(keys_of_jobs) == 1
    with in_council(COUNCIL):
        assert Job.objects.count() == 1


@pytest.mark.usefixtures("quick_reports")
def test_a_worker_that_lost_its_job_and_wakes_late_reads_no_rows_and_writes_no_file(programme: Path) -> None:
    children_answer()
    close()
    hand_in()
    run_queue()
    with in_council(COUNCIL):
        assert actions.take_sealed(wave=WAVE) is None
    assert responses(programme).read_text() == expected_responses()


@pytest.mark.usefixtures("quick_reports")
def test_where_the_key_is_not_in_memory_any_more_it_is_asked_for_again(programme: Path) -> None:
    children_answer()
    close()
    key = hand_in()
    handover.remove_leftovers(older_than=-1)
    run_queue()
    assert (job(key).state, job(key).says) == ("needs_input", opening.ASK_AGAIN)
    shown = page(signed_in(Role.KEY_HOLDER).get(path_of(f"opening/{key}/")))
    assert "Nothing is lost" in shown
    assert path_of("opening/") in shown
    hand_in()
    run_queue()
    assert state_of_opening().step is Step.REPORTED


@pytest.mark.usefixtures("quick_reports")
def test_a_full_disk_is_said_in_words_and_the_answers_stay_sealed(
    programme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    children_answer()
    close()
    with monkeypatch.context() as full:
        full.setattr(answers_file, "_write_and_read_again", raise_no_space)
        key = hand_in()
        run_queue()
    assert job(key).state == "failed"
    assert job(key).says == (
        "The file could not be written: the disk is full. Nothing is lost: the answers are still sealed in the "
        "database. Once that is put right, hand the key in again."
    )
    assert not responses(programme).exists()
    assert sealed_left()["SealedAnswers"] == 12
    hand_in()
    run_queue()
    assert responses(programme).read_text() == expected_responses()


def raise_no_space(*_args: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.usefixtures("quick_reports")
def test_where_a_report_cannot_be_written_the_answers_are_safe_and_a_button_goes_on_without_the_key(
    programme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    children_answer()
    close()
    with monkeypatch.context() as full:
        full.setattr(opening, "_write_reports", raise_no_space)
        key = hand_in()
        run_queue()
    assert job(key).state == "failed"
    assert "the answers are in the programme folder" in job(key).says
    assert responses(programme).read_text() == expected_responses()
    coordinator = signed_in(Role.COORDINATOR)
    assert "Go on with the opening" in page(coordinator.get(path_of("report/")))
    again = coordinator.post(path_of("opening/again/"))
    assert again.url == path_of(f"opening/{key}/")
    run_queue()
    assert state_of_opening().step is Step.REPORTED


def test_a_wave_that_nobody_answered_is_opened_and_says_so(programme: Path) -> None:
    close()
    key = hand_in()
    run_queue()
    assert job(key).state == "done", job(key).says
    assert reports_of(programme) == []
    shown = page(signed_in(Role.PANEL).get(path_of("report/")))
    assert "Nobody of this council answered in this wave, so there is no report to write." in shown


def seal_rows(*contents: bytes, purpose: str = "", to: bytes = b"") -> None:
    """Rows that the site would not make, sealed by somebody who has the public key and the database."""
    facts = wave_of()
    purpose = purpose or sealing_purpose(Content.ANSWERS, COUNCIL, WAVE)
    with in_council(COUNCIL):
        for content in contents:
            sealed = seal(content, to=to or facts.wave_key, purpose=purpose, size=ANSWERS_SIZE)
            SealedAnswers.objects.create(council_id=COUNCIL, collection_id=facts.collection_id, sealed=sealed)


@pytest.mark.usefixtures("quick_reports")
def test_rows_nobody_can_read_are_counted_and_kept_out_and_stop_nothing(programme: Path) -> None:
    children_answer()
    version = list_versions()["8-11"]
    seal_rows(b"", b"null", b"[1]", b'{"survey": 7}', b"[" * 3000, b"\xff\xfe")
    seal_rows(
        Answers("8-11", "1999.1", {}).to_bytes(), Answers("11-17", list_versions()["11-17"], {}).to_bytes()
    )
    seal_rows(
        Answers("8-11", version, {}).to_bytes(), purpose=sealing_purpose(Content.ANSWERS, COUNCIL, "2024")
    )
    seal_rows(Answers("8-11", version, {}).to_bytes(), to=new_private_key().public)
    with in_council(COUNCIL):
        SealedAnswers.objects.create(council_id=COUNCIL, collection_id=wave_of_here(), sealed=b"rubbish")
    close()
    hand_in()
    run_queue()
    assert (state_of_opening().responses, state_of_opening().unreadable) == (12, 11)
    assert responses(programme).read_text() == expected_responses()


def wave_of_here() -> int:
    from heard.web.waves.queries import find_wave

    found = find_wave(WAVE)
    assert found is not None
    return found.collection_id


@pytest.mark.usefixtures("quick_reports")
def test_an_answer_that_does_not_belong_to_its_question_is_dropped_and_counted_by_reason(
    programme: Path,
) -> None:
    (card, *_) = make_cards()
    answer(card, {"feels_safe": "=cmd()", "no_such_question": "yes"})
    close()
    hand_in()
    run_queue()
    assert state_of_opening().dropped == {"not_asked": 1, "unknown_code": 1}
    (row,) = read_rows(programme)
    assert row["feels_safe"] == ""
    assert "no_such_question" not in row


@pytest.mark.usefixtures("quick_reports")
def test_surveys_of_several_ages_share_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_HANDOVER", str(tmp_path / "handover"))
    give_server_keys(monkeypatch)
    lay_programme(tmp_path, monkeypatch)
    make_people()
    open_for_answers(surveys=(Survey.AGES_11_17, Survey.AGES_4_7))
    seal_rows(
        *(Answers(survey, list_versions()[survey], {}).to_bytes() for survey in ("4-7", "11-17", "4-7"))
    )
    close()
    hand_in()
    run_queue()
    rows = read_rows(tmp_path / "programme")
    assert [row["survey"] for row in rows] == ["11-17", "4-7", "4-7"]


def test_a_programme_without_this_council_is_told_before_anything_is_opened(
    programme: Path,
) -> None:
    children_answer()
    close()
    areas = programme / "areas.csv"
    areas.write_text(areas.read_text().replace(COUNCIL, "X0000009"))
    key = hand_in()
    run_queue()
    assert job(key).state == "failed"
    assert "lacks this council" in job(key).says
    assert "X0000009" not in job(key).says
    assert sealed_left()["SealedAnswers"] == 12


def test_a_worker_with_another_waves_keys_opens_nothing(
    programme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    children_answer()
    close()
    monkeypatch.setenv(f"HEARD_READING_KEY_{COUNCIL}", new_private_key().to_bytes().hex())
    key = hand_in()
    run_queue()
    assert "is not this wave's" in job(key).says
    assert state_of_opening().step is Step.KEY_ASKED
    monkeypatch.delenv("HEARD_COUNTING_KEY")
    hand_in()
    run_queue()
    assert "HEARD_COUNTING_KEY is not set" in job(key).says
    assert sealed_left()["SealedAnswers"] == 12
    assert keys().reading.to_bytes().hex() not in job(key).says


@pytest.mark.usefixtures("quick_reports")
def test_a_row_that_somebody_copied_is_opened_once(programme: Path) -> None:
    children_answer()
    with in_council(COUNCIL):
        one = SealedAnswers.objects.first()
        assert one is not None
        for _ in range(5):
            SealedAnswers.objects.create(
                council_id=COUNCIL, collection_id=one.collection_id, sealed=bytes(one.sealed)
            )
    close()
    hand_in()
    run_queue()
    assert (state_of_opening().responses, state_of_opening().unreadable) == (12, 5)
    assert responses(programme).read_text() == expected_responses()


@pytest.mark.parametrize("name", ["brought-in.csv", f"{WAVE}-{COUNCIL}.csv"])
def test_answers_of_the_wave_that_came_another_way_are_neither_doubled_nor_written_over(
    programme: Path, name: str
) -> None:
    # given a file of this council and wave, as a copy that was brought in leaves one
    children_answer()
    other = programme / "responses" / name
    other.parent.mkdir(exist_ok=True)
    other.write_text(f"wave,area,survey,feels_safe\n{WAVE},{COUNCIL},8-11,always\n", encoding="utf-8")
    close()
    before, sealed = other.read_bytes(), sealed_left()
    # when the key is handed in
    key = hand_in()
    run_queue()
    # then it says so, and everything is as it was
    assert job(key).state == "failed"
    assert name in job(key).says
    assert other.read_bytes() == before
    assert sealed_left() == sealed
