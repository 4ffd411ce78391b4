"""Every strength and area for development gets one of four answers; none vanishes, and the panel may send one back."""

from pathlib import Path

import pytest
from django.http import HttpResponse

from heard.base.policy import Level
from heard.web.people.roles import Role
from heard.web.policy import DAYS_TO_ANSWER
from heard.web.reporting.actions import Written, keep_words
from heard.web.reporting.queries import list_words
from heard.web.reporting.spots import Spot
from heard.web.responding.actions import (
    Crossed,
    Given,
    NoSuchFinding,
    NothingToSendBack,
    answer_finding,
    send_back,
)
from heard.web.responding.kinds import Kind
from heard.web.responding.models import Answer
from heard.web.responding.queries import AnswerFacts, find_answer, list_versions
from heard.web.tenancy import in_council
from web.answered import ASKED, DEVELOPMENT, STRENGTH, answer, tell
from web.reporting.made import AFTER, begin, meet_panel, open_wave
from web.staff import BY, COUNCIL, NOON, WAVE, actions_recorded, at_noon, page, path_of, set_clock, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    begin(monkeypatch, tmp_path)
    open_wave()
    meet_panel()
    tell()


def standing(indicator: str = DEVELOPMENT) -> AnswerFacts:
    with in_council(COUNCIL):
        return find_answer(WAVE, indicator)


def given(kind: Kind = Kind.WILL, text: str = "We ask first.", *, answer: int = 0, words: int = 0) -> Given:
    return Given(kind, "Head of the virtual school", text, answer, words)


def read(role: Role = Role.EDITOR, indicator: str = "") -> str:
    return page(signed_in(role).get(path_of(f"answers/{indicator}/" if indicator else "answers/")))


def send(role: Role = Role.EDITOR, indicator: str = DEVELOPMENT, **sent: object) -> HttpResponse:
    data = {"kind": "will", "who": "Head of school", "text": "We ask.", "answer": 0, "words": 0} | sent
    return signed_in(role).post(
        path_of(f"answers/{indicator}/"), {key: str(each) for key, each in data.items()}
    )


def back(why: str = "You did not say when.", *, answer: int = 1, role: Role = Role.PANEL) -> HttpResponse:
    return signed_in(role).post(path_of(f"answers/{DEVELOPMENT}/back/"), {"why": why, "answer": str(answer)})


def test_every_strength_and_area_for_development_waits_for_an_answer_and_what_settles_nothing_does_not() -> (
    None
):
    shown = read()
    assert "0 of 2 findings are answered." in shown
    assert f"development of {DEVELOPMENT}." in shown
    assert f"strength of {STRENGTH}." in shown
    assert f"ask of {ASKED}" not in shown


def test_an_answer_says_its_kind_who_gave_it_and_when_and_the_reports_say_the_same_words() -> None:
    assert send(text="We ask first.\r\n\r\nThen we change it.").status_code == 302
    shown = read(indicator=DEVELOPMENT)
    assert "We will" in shown
    assert "Head of school, on 2 March 2026" in shown
    with in_council(COUNCIL):
        assert list_words(WAVE)[Spot(indicator=DEVELOPMENT)].text == "We ask first.\n\nThen we change it."
    assert actions_recorded()[-1][1:] == ("answered a finding", f"{WAVE}: {DEVELOPMENT}")
    assert "1 of 2 findings is answered." in read()


@pytest.mark.parametrize("missing", ["kind", "who", "text"])
def test_an_answer_without_one_of_its_parts_is_refused_and_the_rest_stands_in_the_form(missing: str) -> None:
    answered = send(**{missing: "", "text" if missing != "text" else "who": "Kept as it was typed."})
    assert answered.status_code == 422
    assert "Kept as it was typed." in page(answered)
    assert not standing().is_answered


def test_an_answer_that_changes_is_a_new_version_and_the_one_before_stays_with_its_words() -> None:
    answer(text="First.")
    answer(kind=Kind.CANNOT, text="Second.")
    with in_council(COUNCIL):
        assert [(each.kind, each.words) for each in list_versions(WAVE, DEVELOPMENT)] == [
            (Kind.CANNOT, "Second."),
            (Kind.WILL, "First."),
        ]
    assert "First." in read(indicator=DEVELOPMENT)


def test_the_same_answer_saved_twice_is_one() -> None:
    assert answer() == answer() == 1


def test_of_two_who_answer_at_once_the_later_sees_the_others_and_nothing_is_lost() -> None:
    send(text="The first one's.")
    answered = send(role=Role.BOARD, text="The second one's.")
    assert answered.status_code == 409
    assert "The first one&#x27;s." in answered.content.decode()
    assert "The second one&#x27;s." in answered.content.decode()
    assert standing().words == "The first one's."
    now = standing()
    assert send(role=Role.BOARD, text="Both.", answer=now.number, words=now.read).status_code == 302
    assert standing().words == "Both."


def test_words_changed_on_the_page_of_words_meanwhile_are_not_written_over() -> None:
    answer()
    with in_council(COUNCIL):
        keep_words(
            wave=WAVE,
            written={Spot(indicator=DEVELOPMENT): Written("Somebody else's.", 1)},
            by="o@x.example",
            at=NOON,
        )
        with pytest.raises(Crossed):
            answer_finding(
                wave=WAVE, indicator=DEVELOPMENT, given=given(text="Mine.", answer=1, words=1), by=BY, at=NOON
            )
    assert standing().words == "Somebody else's."


def test_words_of_no_kind_are_no_answer_yet() -> None:
    with in_council(COUNCIL):
        keep_words(wave=WAVE, written={Spot(indicator=STRENGTH): Written("Something.", 0)}, by=BY, at=NOON)
    assert not standing(STRENGTH).is_answered
    assert "nobody said which kind of answer" in read()


def test_nothing_is_answered_that_the_reports_never_told() -> None:
    with in_council(COUNCIL), pytest.raises(NoSuchFinding):
        answer_finding(wave=WAVE, indicator="trusts_carer", given=given(), by=BY, at=NOON)
    assert send(indicator="trusts_carer").status_code == 404


def test_the_panel_sends_an_answer_back_and_it_is_none_until_there_is_another() -> None:
    answer()
    assert back().status_code == 302
    assert standing().is_sent_back
    assert not standing().is_answered
    shown = read()
    assert "Sent back" in shown
    assert "You did not say when." in read(indicator=DEVELOPMENT)
    answer(text="We ask in May.")
    assert standing().is_answered
    assert "You did not say when." in read(indicator=DEVELOPMENT)  # in the history


def test_even_the_same_words_again_are_a_new_answer_once_they_came_back() -> None:
    answer()
    back()
    assert answer() == 2
    assert standing().is_answered


def test_only_the_answer_that_was_read_is_sent_back_and_only_once() -> None:
    answer(text="First.")
    answer(text="Second.")
    assert back(answer=1).status_code == 409
    assert standing().is_answered
    with in_council(COUNCIL):
        send_back(wave=WAVE, indicator=DEVELOPMENT, answer=2, why="No.", by=BY, at=NOON)
        with pytest.raises(NothingToSendBack):
            send_back(wave=WAVE, indicator=DEVELOPMENT, answer=2, why="No.", by=BY, at=NOON)


def test_nobody_but_the_panel_sends_back_and_nobody_of_the_panel_answers() -> None:
    answer()
    for role in set(Role) - {Role.PANEL}:
        assert back(role=role).status_code == 403
    assert send(role=Role.PANEL).status_code == 403
    assert send(role=Role.ANALYST).status_code == 403


def test_before_the_panel_has_met_nobody_else_reads_what_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    Answer.objects.all().delete()
    from heard.web.waves.models import CouncilWave

    with in_council(COUNCIL):
        CouncilWave.objects.filter(council_id=COUNCIL).update(panel_held_on=None)
    assert "once the young people’s panel has met" in read()
    assert f"development of {DEVELOPMENT}" not in read()
    assert signed_in(Role.EDITOR).get(path_of(f"answers/{DEVELOPMENT}/")).status_code == 404
    assert f"development of {DEVELOPMENT}" in read(Role.PANEL)
    set_clock(monkeypatch, AFTER)
    assert f"development of {DEVELOPMENT}" in read()


def test_the_panel_reads_what_is_public_and_the_board_its_own() -> None:
    tell((DEVELOPMENT, "gap"), level=Level.BOARD)
    assert f"gap of {DEVELOPMENT}" in read(Role.BOARD)
    assert f"gap of {DEVELOPMENT}" not in read(Role.PANEL)


def test_an_answer_stays_when_reports_made_again_tell_its_finding_no_longer() -> None:
    answer()
    tell((STRENGTH, "strength"))
    assert standing().is_answered
    shown = read(indicator=DEVELOPMENT)
    assert "The newest reports tell this no longer" in shown
    assert f"development of {DEVELOPMENT}" not in shown


def test_how_long_a_finding_waits_is_said_and_after_two_months_it_is_late(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "Can be answered from today" in read()
    set_clock(monkeypatch, at_noon(NOON.date().replace(day=NOON.day + 1)))
    assert "Waits for an answer for 1 day<" in read()
    from datetime import timedelta

    set_clock(monkeypatch, NOON + timedelta(days=DAYS_TO_ANSWER))
    assert ": late" not in read()
    set_clock(monkeypatch, NOON + timedelta(days=DAYS_TO_ANSWER + 1))
    assert read().count(": late") == 2
