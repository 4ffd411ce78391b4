"""What the council says in its reports: written, kept in every version, never written over unseen."""

from pathlib import Path

import pytest
from django.http import HttpResponse

from heard.catalogue import load_catalogue
from heard.findings import Finding
from heard.findings import Kind as FindingKind
from heard.reports.additions import Place
from heard.web.codes.models import Collection
from heard.web.people.roles import Role
from heard.web.policy import LONGEST_WORDS
from heard.web.reporting.actions import Written, keep_words
from heard.web.reporting.models import WordsEdit
from heard.web.reporting.presenters import answers
from heard.web.reporting.presenters.places import GROUPS, PLACE_WORDS
from heard.web.reporting.queries import list_words
from heard.web.reporting.spots import Spot
from heard.web.tenancy import in_council
from heard.web.waves.models import CouncilWave
from web.found import finding
from web.reporting.made import AFTER, begin, install, make, meet_panel, open_wave
from web.staff import BY, COUNCIL, NOON, WAVE, actions_recorded, page, path_of, set_clock, signed_in, wave_of

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = list(load_catalogue().indicators)[:3]
INTRODUCTION, THANKS = Spot(Place.INTRODUCTION), Spot(Place.THANKS)


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    begin(monkeypatch, tmp_path)


def read() -> str:
    return page(signed_in(Role.COORDINATOR).get(path_of("words/")))


def send(*, role: Role = Role.COORDINATOR, **sent: object) -> HttpResponse:
    """`introduction="…"`, and `read_introduction=1` for the version that was read."""
    data = {
        key.replace("read_", "read-").replace("answer_", "answer-"): str(value) for key, value in sent.items()
    }
    return signed_in(role).post(path_of("words/"), data)


def stands(spot: Spot = INTRODUCTION) -> str:
    with in_council(COUNCIL):
        return list_words(WAVE)[spot].text


def versions() -> int:
    with in_council(COUNCIL):
        return WordsEdit.objects.filter(council_id=COUNCIL).count()


def save_meanwhile(text: str, *, read: int, spot: Spot = INTRODUCTION) -> None:
    with in_council(COUNCIL):
        keep_words(wave=WAVE, written={spot: Written(text, read)}, by="colleague@x.example", at=NOON)


def write_last_wave(text: str) -> None:
    with in_council(COUNCIL):
        box = Collection.objects.create(
            council_id=COUNCIL, wave="2024", state="opened", versions={"8-11": "2026.1"},
            last_answer_day=wave_of().last_answer_day.replace(year=2024),
        )  # fmt: skip
        CouncilWave.objects.create(council_id=COUNCIL, collection=box, panel_on=NOON.date(), grace_days=0)
        keep_words(wave="2024", written={INTRODUCTION: Written(text, 0)}, by=BY, at=NOON)


def tell(monkeypatch: pytest.MonkeyPatch, *told: Finding) -> None:
    """A set is made that tells these findings, and the panel has met."""
    install(monkeypatch, *told)
    open_wave()
    meet_panel()
    make()


def test_each_place_says_where_its_words_stand_and_who_reads_them() -> None:
    shown = read()
    assert set(PLACE_WORDS) == set(Place) == {place for group in GROUPS for place in group.places}
    for words in PLACE_WORDS.values():
        assert words.title in shown
        assert words.stands in shown
        assert words.reads in shown
    assert "Write no child’s name" in shown


def test_words_are_saved_with_who_and_when_and_what_is_unchanged_is_not() -> None:
    answered = send(
        introduction="We asked.\r\n\r\nYou answered.", read_introduction=0, thanks="", read_thanks=0
    )
    assert answered.url == f"{path_of('words/')}?saved=1"
    assert stands() == "We asked.\n\nYou answered."
    assert versions() == 1
    shown = read()
    assert "Saved on 2 March 2026 at 12:00 by coordinator@x0000001.example" in shown
    assert "4 words, 24 of 4,000 characters" in shown
    assert actions_recorded()[-1][1:] == ("changed the council's words", f"{WAVE}: introduction")
    assert send(introduction="We asked.\r\n\r\nYou answered.", read_introduction=1).url.endswith("?saved=0")
    assert versions() == 1


def test_words_are_kept_in_every_version_and_an_earlier_one_can_be_put_back() -> None:
    send(introduction="First.", read_introduction=0)
    send(introduction="Second.", read_introduction=1)
    shown = page(signed_in(Role.COORDINATOR).get(path_of("words/introduction/")))
    assert shown.index("Second.") < shown.index("First.")
    restore = path_of("words/introduction/restore/")
    assert signed_in(Role.COORDINATOR).post(restore, {"number": "1", "read": "2"}).status_code == 302
    assert (stands(), versions()) == ("First.", 3)


@pytest.mark.parametrize(
    "sent", [{"number": "9"}, {"number": "x"}, {}, {"number": "-1"}, {"number": "9" * 30}]
)
def test_a_version_there_is_none_of_is_not_put_back(sent: dict[str, str]) -> None:
    send(introduction="First.", read_introduction=0)
    answered = signed_in(Role.COORDINATOR).post(path_of("words/introduction/restore/"), sent)
    assert (answered.status_code, stands()) == (404, "First.")


@pytest.mark.parametrize("spot", ["nowhere", "answer-nothing", "answer-", "..", "Introduction"])
def test_a_place_there_is_none_of_is_not_there(spot: str) -> None:
    assert signed_in(Role.COORDINATOR).get(path_of(f"words/{spot}/")).status_code == 404


def test_of_two_who_write_at_once_the_second_sees_both_and_nothing_is_lost() -> None:
    send(introduction="Old.", read_introduction=0)
    save_meanwhile("Theirs.", read=1)
    answered = send(introduction="Mine.", read_introduction=1, thanks="Thank you all.", read_thanks=0)
    shown = page(answered)
    assert answered.status_code == 409
    assert "Somebody else saved words here while you wrote" in shown
    assert "<p>Theirs.</p>" in shown
    assert ">\nMine.</textarea>" in shown
    assert 'name="read-introduction" value="2"' in shown
    assert (stands(), stands(THANKS)) == ("Theirs.", "Thank you all.")
    assert send(introduction="Both.", read_introduction=2).status_code == 302
    assert stands() == "Both."


def test_what_somebody_else_changed_and_this_person_did_not_touch_is_left_as_it_is() -> None:
    send(introduction="Old.", read_introduction=0)
    save_meanwhile("Theirs.", read=1)
    assert send(introduction="Old.", read_introduction=1, thanks="Thanks.", read_thanks=0).status_code == 302
    assert stands() == "Theirs."


def test_where_one_place_crossed_what_others_saved_elsewhere_is_not_undone_by_the_page_that_says_so() -> None:
    send(introduction="Old.", read_introduction=0, thanks="Old thanks.", read_thanks=0)
    save_meanwhile("Theirs.", read=1)
    save_meanwhile("Their thanks.", read=1, spot=THANKS)
    sent = {"introduction": "Mine.", "read_introduction": 1, "thanks": "Old thanks.", "read_thanks": 1}
    assert ">\nTheir thanks.</textarea>" in page(send(**sent))


def test_an_earlier_version_is_not_put_back_over_words_that_were_not_seen() -> None:
    send(introduction="First.", read_introduction=0)
    send(introduction="Second.", read_introduction=1)
    save_meanwhile("Theirs.", read=2)
    restore = path_of("words/introduction/restore/")
    answered = signed_in(Role.COORDINATOR).post(restore, {"number": "1", "read": "2"})
    assert answered.status_code == 409
    assert "Somebody saved other words meanwhile" in page(answered)
    assert stands() == "Theirs."


@pytest.mark.parametrize(("letters", "status"), [(LONGEST_WORDS, 302), (LONGEST_WORDS + 1, 422)])
def test_so_many_characters_are_saved_and_with_one_more_all_of_it_comes_back(
    letters: int, status: int
) -> None:
    answered = send(introduction="a" * letters, read_introduction=0)
    assert answered.status_code == status
    if status == 422:
        assert "these are 4,001 characters, and 4,000 are allowed" in page(answered)
        assert "take out 1 character." in page(answered)
        assert "a" * letters in page(answered)
        assert versions() == 0


@pytest.mark.parametrize(
    "text", ["<b>bold</b>", "=1+1", "👍👍", "ሰላም", "السلام عليكم", "a\u2028b", "{{ x }}"]
)
def test_whatever_is_written_is_kept_and_shown_as_it_is(text: str) -> None:
    send(introduction=text, read_introduction=0)
    assert stands() == text
    escaped = signed_in(Role.COORDINATOR).get(path_of("words/")).content.decode()
    assert "<b>bold" not in escaped
    assert text in read()


@pytest.mark.parametrize("read_number", ["", "x", "-3", "99999999999999", None])
def test_a_page_that_does_not_say_what_it_read_saves_over_nothing(read_number: str | None) -> None:
    send(introduction="Old.", read_introduction=0)
    sent = {} if read_number is None else {"read_introduction": read_number}
    assert send(introduction="Mine.", **sent).status_code == 409
    assert stands() == "Old."


def test_a_box_that_a_page_did_not_send_is_not_emptied() -> None:
    send(introduction="Old.", read_introduction=0)
    send(thanks="Thanks.", read_thanks=0)
    assert stands() == "Old."


def test_numbers_in_the_councils_words_bring_a_calm_line() -> None:
    line = "There are numbers in these words."
    send(introduction="Nearly all of you.", read_introduction=0)
    assert line not in read()
    send(introduction="94 % of you.", read_introduction=1)
    assert read().count(line) == 1


def test_last_waves_words_stand_beside_and_one_press_takes_them_over_without_losing_what_is_typed() -> None:
    write_last_wave("Two years ago we asked.")
    shown = read()
    assert "What the council wrote here for 2024" in shown
    taken = send(take="introduction", introduction="", read_introduction=0, thanks="Typed.", read_thanks=0)
    assert (taken.status_code, versions()) == (200, 1)
    assert ">\nTwo years ago we asked.</textarea>" in page(taken)
    assert ">\nTyped.</textarea>" in page(taken)
    below = page(send(take="introduction", introduction="Mine.", read_introduction=0))
    assert ">\nMine.\n\nTwo years ago we asked.</textarea>" in below


def test_taking_words_over_does_not_hide_that_somebody_else_saved_meanwhile() -> None:
    write_last_wave("Two years ago we asked.")
    save_meanwhile("Theirs.", read=0)
    taken = page(send(take="introduction", introduction="", read_introduction=0))
    assert 'name="read-introduction" value="0"' in taken


def test_before_the_answers_are_opened_the_page_says_when_findings_can_be_answered() -> None:
    assert "once the answers of this wave are opened" in read()


def test_findings_are_not_read_here_before_the_panel_has_had_its_days(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    install(monkeypatch, finding(FIRST, "development"))
    open_wave()
    make()
    held = read()
    assert "once the young people’s panel has met" in held
    assert "development of" not in held
    set_clock(monkeypatch, AFTER)
    assert f"development of {FIRST}." in read()


def test_findings_stand_with_a_box_for_each_question_gravest_first_and_what_is_not_answered_is_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tell(
        monkeypatch,
        finding(FIRST, "strength"),
        finding(FIRST, "development"),
        finding(SECOND, "declined"),
        finding(THIRD, "improved"),
        finding(THIRD, "ask"),
    )
    shown = read()
    assert "3 of 3 have no answer yet." in shown
    assert shown.count("No answer yet</span>") == 3
    assert shown.count(f'id="answer-{FIRST}"') == 1
    assert f"ask of {THIRD}" not in shown
    places = [shown.index(f'id="box-answer-{each}"') for each in (FIRST, SECOND, THIRD)]
    assert places == sorted(places)
    data = {f"answer-{FIRST}": "We act.", f"read-answer-{FIRST}": "0"}
    signed_in(Role.COORDINATOR).post(path_of("words/"), data)
    assert "2 of 3 have no answer yet." in read()
    assert stands(Spot(indicator=FIRST)) == "We act."


def test_an_answer_to_what_is_told_no_longer_is_still_there_to_be_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tell(monkeypatch, finding(FIRST, "strength"))
    save_meanwhile("Of before.", read=0, spot=Spot(indicator=SECOND))
    shown = read()
    assert "Answers to what is told no longer" in shown
    assert "Of before." in shown


def test_the_kinds_of_findings_that_are_answered_are_kinds_that_there_are() -> None:
    kinds = {kind for group in answers.GROUPS for kind in group.kinds}
    assert kinds == set(FindingKind) - {FindingKind.ASK, FindingKind.ASSOCIATION}


def test_nobody_but_a_coordinator_writes() -> None:
    for role in set(Role) - {Role.COORDINATOR}:
        assert send(role=role, introduction="Mine.", read_introduction=0).status_code == 403
    assert versions() == 0
