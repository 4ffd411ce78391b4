"""Having the reports of a wave made, and who takes which of them when."""

import errno
import io
import os
import zipfile
from pathlib import Path
from uuid import UUID

import pytest

from heard.base.errors import InputProblems, UserError
from heard.base.files import write_text
from heard.base.policy import MIN_BASE_TO_QUOTE, Level
from heard.base.problems import Problem
from heard.base.shares import Banded, Hidden, Reason, Shown
from heard.catalogue import load_catalogue
from heard.disclosure.ledger.refusals import DamagedLedger
from heard.reports.additions import Place
from heard.reports.outputs import OUTPUTS, Format, Kind
from heard.web.jobs.actions import take_up_lost_jobs
from heard.web.jobs.models import Job, JobState
from heard.web.moderating.models import Moderation, Quotation, ThemeCount
from heard.web.people.roles import Role
from heard.web.reporting.actions import Written, keep_words
from heard.web.reporting.adding import digest_additions, gather_additions
from heard.web.reporting.models import Making, ReportFile, ReportSet
from heard.web.reporting.presenters.sets import FORMATS, READERS
from heard.web.reporting.queries import sets_folder
from heard.web.reporting.spots import Spot
from heard.web.tenancy import in_council
from heard.web.voices.models import Comment
from web.programmes.towns import run_jobs
from web.reporting.made import AFTER, Press, begin, install, make, meet_panel, open_wave, show, the_set
from web.staff import BY, COUNCIL, NOON, WAVE, actions_recorded, page, path_of, set_clock, signed_in

pytestmark = pytest.mark.django_db
ROW_OF_OTHERS = Problem("responses.csv", "Otherton says 12")
ASKED = next(iter(load_catalogue().indicators))
READERS_ROLES = (Role.PANEL, Role.BOARD, Role.ANALYST, Role.COORDINATOR, Role.EDITOR, Role.PROGRAMME)


@pytest.fixture(autouse=True)
def press(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Press:
    begin(monkeypatch, tmp_path)
    return install(monkeypatch)


def jobs() -> list[Job]:
    with in_council(COUNCIL):
        return list(Job.objects.filter(kind="make_reports").order_by("created_at"))


def levels_taken(role: Role) -> set[str]:
    """Which levels of file this role gets when it asks for one of each."""
    browser, one_each = signed_in(role), {each.level: each for each in the_set().files}
    return {
        level.value
        for level, file in one_each.items()
        if browser.get(path_of(f"reports/{file.id}/")).status_code == 200
    }


def save_words(text: str, read: int = 0) -> None:
    with in_council(COUNCIL):
        keep_words(wave=WAVE, written={Spot(Place.THANKS): Written(text, read)}, by=BY, at=NOON)


def test_every_kind_and_every_format_has_its_words_and_every_kind_its_row() -> None:
    assert set(READERS) == set(Kind)
    assert set(FORMATS) == set(Format)


def test_before_the_answers_are_opened_there_is_nothing_to_make() -> None:
    shown = show()
    assert "No reports yet" in shown
    assert "Make the reports" not in shown
    answered = make()
    assert answered.status_code == 409
    assert "The answers of this wave are not opened yet" in page(answered)
    assert jobs() == []


def test_where_nobody_answered_there_is_nothing_to_make() -> None:
    open_wave(responses=0)
    assert "Nobody of this council answered" in show()
    assert make().status_code == 409


def test_while_the_opening_still_writes_there_is_nothing_to_make() -> None:
    open_wave(step="wiped")
    assert make().status_code == 409


def test_one_press_makes_every_report_at_the_levels_of_its_readers(press: Press) -> None:
    open_wave()
    assert "Make the reports" in show()
    make()
    files = the_set().files
    assert len(files) == 2 * sum(len(output.formats) for output in OUTPUTS.values())
    assert {each.level for each in files} == {Level.BOARD, Level.PUBLIC}
    assert all(
        each.level is Level.PUBLIC for each in files if OUTPUTS[each.kind].level(Level.BOARD) is Level.PUBLIC
    )
    (asked,) = press.asked
    assert (asked["level"], asked["wave"], asked["area"]) == (Level.BOARD, WAVE, COUNCIL)
    assert asked["by"] == "coordinator@x0000001.example"
    assert ("coordinator@x0000001.example", "had the reports made", WAVE) in actions_recorded()
    assert the_set().entries == {Level.PUBLIC: 3, Level.BOARD: 4}


def test_two_who_press_at_once_start_one_job() -> None:
    open_wave()
    for role in (Role.COORDINATOR, Role.ANALYST):
        assert signed_in(role).post(path_of("reports/make/")).status_code == 302
    assert len(jobs()) == 1


def test_while_they_are_made_the_page_says_how_far_it_is_and_asks_again_by_itself() -> None:
    open_wave()
    signed_in(Role.COORDINATOR).post(path_of("reports/make/"))
    shown = show()
    assert "The reports are being made" in shown
    assert "You may leave this page" in shown
    assert "hx-get" in shown
    news = signed_in(Role.COORDINATOR).get(path_of("reports/"), headers={"HX-Request": "true"})
    assert news.status_code == 200
    run_jobs(NOON)
    over = signed_in(Role.COORDINATOR).get(path_of("reports/"), headers={"HX-Request": "true"})
    assert over.headers["HX-Refresh"] == "true"


def test_the_work_says_each_step(press: Press) -> None:
    open_wave()
    said = []
    press.before_each = lambda: said.append((jobs()[0].says, jobs()[0].done, jobs()[0].total))
    make()
    assert ("slides, leavers") in [sentence for sentence, *_ in said]
    assert [done for _, done, _ in said] == sorted(done for _, done, _ in said)
    assert all(0 < done < total for _, done, total in said)


def test_in_the_panels_days_the_panel_alone_takes_what_is_for_anybody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_wave()
    make()
    held = {role: levels_taken(role) for role in READERS_ROLES}
    assert held == {Role.PANEL: {"public"}} | {
        role: set() for role in READERS_ROLES if role is not Role.PANEL
    }
    assert "it opens once they have met" in show(Role.BOARD)
    assert "Record the panel’s session" in show()
    set_clock(monkeypatch, AFTER)
    assert {role: levels_taken(role) for role in READERS_ROLES} == {
        Role.PANEL: {"public"},
        Role.BOARD: {"public", "board"},
        Role.ANALYST: {"public", "board"},
        Role.COORDINATOR: {"public", "board"},
        Role.EDITOR: {"public", "board"},
        Role.PROGRAMME: {"public"},
    }


def test_the_zip_holds_what_this_person_may_have_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    open_wave()
    make()
    assert signed_in(Role.BOARD).get(path_of("reports/all/")).status_code == 302
    meet_panel()
    for role, folders in ((Role.PANEL, {"for-anybody"}), (Role.BOARD, {"for-anybody", "for-the-board"})):
        answered = signed_in(role).get(path_of("reports/all/"))
        assert answered.streaming
        assert answered.headers["Cache-Control"] == "no-store"
        assert (
            answered.headers["Content-Disposition"] == f'attachment; filename="reports-{COUNCIL}-{WAVE}.zip"'
        )
        content = b"".join(answered.streaming_content)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.testzip() is None
            names = archive.namelist()
            assert {name.split("/")[0] for name in names} == folders
            allowed = {"public"} | ({"board"} if len(folders) == 2 else set())
            assert len(names) == sum(each.level.value in allowed for each in the_set().files)
            for name in names:
                assert archive.read(name).decode().split()[-1] in allowed
    assert actions_recorded()[-1][1:] == ("took a report", f"{WAVE}: all {len(the_set().files)} files")


def test_a_file_is_an_attachment_of_its_own_type_kept_nowhere_and_in_the_log() -> None:
    open_wave()
    make()
    meet_panel()
    types, board = {}, signed_in(Role.BOARD)
    for file in {each.format: each for each in the_set().files}.values():
        answered = board.get(path_of(f"reports/{file.id}/"))
        types[file.format] = answered.headers["Content-Type"]
        assert answered.headers["Content-Disposition"] == f'attachment; filename="{file.name}"'
        assert answered.headers["Cache-Control"] == "no-store"
        assert answered.headers["X-Content-Type-Options"] == "nosniff"
        assert actions_recorded()[-1] == (
            "board@x0000001.example",
            "took a report",
            f"{WAVE}: {file.name}",
        )
    assert types[Format.PDF] == "application/pdf"
    assert types[Format.HTML] == "text/html; charset=utf-8"
    assert types[Format.DOCX].endswith("wordprocessingml.document")
    assert types[Format.SAV] == "application/octet-stream"


def test_the_page_names_every_report_for_whom_it_is_and_who_may_read_it() -> None:
    open_wave()
    make()
    meet_panel()
    shown = show(Role.BOARD)
    for words in ("Full report", "Committee paper", "Slides", "For ages 8 to 11", "Easy read", "Postcard",
                  "Figures for analysts", "Anybody", "The board and its staff", "Care leavers",
                  "PowerPoint", "SPSS"):  # fmt: skip
        assert words in shown
    assert "Full report" not in show(Role.PANEL)
    assert "Committee paper" in show(Role.PANEL)


def test_made_again_there_is_one_set_the_old_files_are_gone_and_an_old_link_says_so() -> None:
    open_wave()
    make()
    meet_panel()
    old = the_set().files[0]
    make()
    assert the_set().job != UUID(int=0)
    with in_council(COUNCIL):
        assert (ReportSet.objects.count(), Making.objects.count()) == (1, 1)
    (folder,) = (sets_folder() / COUNCIL / WAVE).iterdir()
    assert folder.name == the_set().job.hex
    answered = signed_in(Role.BOARD).get(path_of(f"reports/{old.id}/"))
    assert answered.url == f"{path_of('reports/')}?gone=1"
    assert "the reports may have been made again since" in page(signed_in(Role.BOARD).get(answered.url))


def test_once_the_words_change_the_page_says_that_the_reports_do_not_say_so_yet() -> None:
    open_wave()
    make()
    assert "The words have changed" not in show()
    save_words("Thank you.")
    assert "The words have changed" in show()
    assert "The words have changed" not in show(Role.BOARD)
    make()
    assert "The words have changed" not in show()


def test_words_answers_and_what_children_wrote_reach_the_reports(press: Press) -> None:
    open_wave()
    save_words("Thank you.")
    with in_council(COUNCIL):
        answer = {Spot(indicator=ASKED): Written("We act.", 0)}
        keep_words(wave=WAVE, written=answer, by=BY, at=NOON)
    make()
    additions = press.asked[0]["additions"]
    assert additions.words == {Place.THANKS: "Thank you."}
    assert additions.answers == {ASKED: "We act."}


def lay_comment(
    text: str, *, english: str = "", is_cleared: bool = True, wave: str = WAVE, **more: object
) -> None:
    """Gone through by two people, and quoted beside a question."""
    with in_council(COUNCIL):
        comment = Comment.objects.create(
            council_id=COUNCIL, wave=wave, survey="8-11", question="happier", text=text, is_read=True
        )
        row = Moderation.objects.create(
            comment=comment, council_id=COUNCIL, text=text, english=english, is_wanted=True, is_cleared=is_cleared,
            moderated_on=NOON.date(), **more,
        )  # fmt: skip
        Quotation.objects.create(
            council_id=COUNCIL, moderation=row, indicator=ASKED, words=text, chosen_on=NOON.date()
        )


@pytest.mark.parametrize(("responses", "number"), [(MIN_BASE_TO_QUOTE - 1, 0), (MIN_BASE_TO_QUOTE, 2)])
def test_what_children_wrote_is_quoted_where_enough_answered_once_two_people_cleared_it(
    press: Press, responses: int, number: int
) -> None:
    open_wave(responses)
    lay_comment("I want a dog.", is_idea=True)
    lay_comment("ውሻ እፈልጋለሁ", english="I would like a dog.")
    lay_comment("Not cleared.", is_cleared=False, is_idea=True)
    lay_comment("Of another wave.", wave="2024")
    make()
    additions = press.asked[0]["additions"]
    words = [each.words for each in additions.quotations]
    assert words == ["I want a dog.", "I would like a dog."][:number]
    assert [each.words for each in additions.ideas] == ["I want a dog."][: number // 2]


def test_themes_are_counted_as_anybody_may_be_told_and_their_order_tells_nothing_of_what_is_hidden() -> None:
    open_wave()
    rows = [
        ["8-11", "happier", "friends", "c", None, None, None, None],
        ["8-11", "happier", "home", "", 12, 30, None, None],
        ["8-11", "happier", "school", "b", None, 30, 0.0, 0.2],
        ["8-11", "happier", "family", "", 20, 30, None, None],
    ]
    with in_council(COUNCIL):
        for level in ("public", "board"):
            ThemeCount.objects.create(
                council_id=COUNCIL, wave=WAVE, level=level, codebook="1", rows=rows if level == "public" else [],
                decisions="", counted_on=NOON.date(),
            )  # fmt: skip
        themes = gather_additions(WAVE).themes
    assert [each.code for each in themes] == ["family", "home", "friends", "school"]
    assert [type(each.cell) for each in themes] == [Shown, Shown, Hidden, Banded]
    assert themes[2].cell == Hidden(Reason.SMALL)
    assert themes[0].question != "happier"


def test_the_digest_is_of_what_is_added_and_of_nothing_else() -> None:
    open_wave()
    with in_council(COUNCIL):
        first = digest_additions(gather_additions(WAVE))
        assert digest_additions(gather_additions(WAVE)) == first
    save_words("Thank you.")
    with in_council(COUNCIL):
        assert digest_additions(gather_additions(WAVE)) != first
    save_words("", read=1)
    with in_council(COUNCIL):
        assert digest_additions(gather_additions(WAVE)) == first


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (InputProblems([ROW_OF_OTHERS]), "The programme folder has errors"),
        (
            UserError("Pango is missing, so no PDF can be written."),
            "Pango is missing, so no PDF can be written.",
        ),
        (DamagedLedger(Path("entry-3"), "it is not whole"), "entry-3"),
        (OSError(errno.ENOSPC, "no space"), "A report could not be written: the disk is full"),
        (ValueError("an answer"), "This is a fault of Heard"),
    ],
)
def test_what_goes_wrong_is_told_in_words_for_the_council_and_the_set_before_stays(
    press: Press, fault: BaseException, words: str
) -> None:
    open_wave()
    make()
    meet_panel()
    before = the_set()
    press.fails = fault
    make()
    shown = show()
    assert "The reports could not be made" in shown
    assert words in shown
    assert "Otherton" not in shown
    assert "an answer" not in shown
    assert the_set() == before
    assert levels_taken(Role.BOARD) == {"public", "board"}
    assert "The reports could not be made" not in show(Role.BOARD)
    press.fails = None
    make()
    assert "The reports could not be made" not in show()
    assert the_set().job != before.job


class Killed(BaseException):
    """The process is gone: nothing catches it."""


def test_a_killed_worker_is_followed_by_another_that_makes_the_same_set(press: Press) -> None:
    open_wave()
    signed_in(Role.COORDINATOR).post(path_of("reports/make/"))
    press.fails = Killed()
    with pytest.raises(Killed):
        run_jobs(NOON)
    assert jobs()[0].state == JobState.WORKING
    press.fails = None
    with in_council(COUNCIL):
        Job.objects.update(leased_until=NOON)
        take_up_lost_jobs(at=AFTER)
    run_jobs(AFTER)
    assert jobs()[0].state == JobState.DONE
    assert len(list((sets_folder() / COUNCIL / WAVE).iterdir())) == 1
    assert len(the_set().files) == len(list((sets_folder() / COUNCIL / WAVE / jobs()[0].key.hex).iterdir()))


def test_a_file_that_was_changed_or_is_gone_is_not_given_out_and_the_set_can_be_made_again() -> None:
    open_wave()
    make()
    meet_panel()
    file = the_set().files[0]
    path = sets_folder() / file.path
    write_text(path, "something else")
    for place in (f"reports/{file.id}/", "reports/all/"):
        answered = signed_in(Role.BOARD).get(path_of(place))
        assert answered.status_code == 500
        assert "not as it was written" in page(answered)
    path.unlink()
    assert signed_in(Role.BOARD).get(path_of(f"reports/{file.id}/")).status_code == 500
    assert "Make them again" in page(signed_in(Role.COORDINATOR).get(path_of(f"reports/{file.id}/")))


@pytest.mark.parametrize(
    "file", ["../programme/programme.toml", "/etc/hostname", "X0000002/2026/a/full.html"]
)
def test_no_other_file_is_reached_through_a_report(file: str) -> None:
    open_wave()
    make()
    meet_panel()
    number = the_set().files[0].id
    other = sets_folder() / "X0000002/2026/a"
    other.mkdir(parents=True)
    (other / "full.html").write_text("theirs")
    with in_council(COUNCIL):
        ReportFile.objects.filter(pk=number).update(file=file)
    assert signed_in(Role.BOARD).get(path_of(f"reports/{number}/")).status_code == 500


def test_last_waves_reports_are_one_press_away_and_nobody_else_reads_the_folder() -> None:
    open_wave()
    make()
    folder = sets_folder() / COUNCIL / WAVE / the_set().job.hex
    assert os.stat(folder).st_mode & 0o077 == 0
