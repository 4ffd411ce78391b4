"""Sessions: the panel first, findings one by one, what is said there kept, telephones let in by the host."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse

from heard.web.interpreting import queries
from heard.web.interpreting.actions import sessions
from heard.web.interpreting.actions.sessions import Begun, NoSuchSession
from heard.web.interpreting.models import SessionDay
from heard.web.interpreting.terms import Who
from heard.web.people.roles import Role
from heard.web.tenancy import in_council
from heard.web.ui.days import say_day
from heard.web.waves.actions import NotNow
from web.interpreting.gathered import (
    BOARD,
    FRIEND,
    HAPPY,
    MEANING,
    PUBLIC,
    SAFE,
    SCHOOL,
    begin,
    hold,
    say,
    session,
    tell,
)
from web.reporting.made import AFTER, meet_panel
from web.staff import (
    BY,
    COUNCIL,
    NOON,
    OTHER,
    WAVE,
    actions_recorded,
    make_people,
    page,
    set_clock,
    signed_in,
)

pytestmark = pytest.mark.django_db
READERS = (Role.COORDINATOR, Role.EDITOR, Role.BOARD, Role.ANALYST)


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    begin(monkeypatch, tmp_path)


def read(place: str = "", role: Role = Role.PANEL) -> str:
    answered = signed_in(role).get(MEANING + place)
    assert answered.status_code == 200
    return page(answered)


@pytest.mark.parametrize("role", READERS)
def test_before_the_panel_nobody_else_reads_a_finding(role: Role) -> None:
    key = hold()
    for place in ("", f"finding/{SCHOOL}/", "first/"):
        shown = read(place, role)
        assert "Young people read first" in shown
        assert "development of" not in shown
        assert "Likes school" not in shown
    if role is not Role.BOARD and role is not Role.ANALYST:
        assert "Young people read first" in read(f"session/{key}/finding/{SCHOOL}/", role)


def test_nothing_is_written_by_whoever_may_not_read_yet() -> None:
    sent = {"should": "Ask us.", "by_whom": "staff"}
    answered = signed_in(Role.EDITOR).post(f"{MEANING}finding/{SCHOOL}/", sent)
    assert "Young people read first" in page(answered)
    with in_council(COUNCIL):
        assert queries.list_remarks(WAVE) == ()


def test_the_panel_reads_first_and_only_what_is_public() -> None:
    shown = read(f"finding/{SCHOOL}/")
    assert f"development of {SCHOOL}." in shown
    assert "for the board" not in shown
    assert signed_in(Role.PANEL).get(f"{MEANING}finding/{HAPPY}/").status_code == 404


def test_a_session_of_others_cannot_begin_before_the_panel_has_met() -> None:
    for who in Who:
        if who is not Who.PANEL:
            with pytest.raises(NotNow, match="goes through the findings first"):
                hold(who)
    hold(Who.PANEL)
    meet_panel()
    assert {session(hold(who)).who for who in Who} == set(Who)


def test_once_the_panels_day_has_passed_others_may_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, AFTER)
    with in_council(COUNCIL):
        begun = Begun(Who.TEAM, "", "team manager", AFTER.date())
        assert sessions.begin_session(wave=WAVE, begun=begun, by=BY, at=AFTER)


def test_there_is_no_session_without_findings_or_on_a_day_to_come() -> None:
    begun = Begun(Who.PANEL, "", "host", AFTER.date())
    with in_council(COUNCIL), pytest.raises(NotNow, match="still to come"):
        sessions.begin_session(wave=WAVE, begun=begun, by=BY, at=NOON)
    tell((), ())
    with pytest.raises(NotNow, match="no findings"):
        hold()


def test_a_session_is_begun_on_its_page_by_the_panel() -> None:
    sent = {"who": "panel", "host": "participation worker", "held_on": NOON.date().isoformat()}
    answered = signed_in(Role.PANEL).post(f"{MEANING}session/", sent)
    assert answered.status_code == 302
    assert "Young people’s panel" in page(signed_in(Role.PANEL).get(answered.url))
    assert actions_recorded()[-1][1] == "began a session on findings"


@pytest.mark.parametrize(
    "sent",
    [{"who": "other", "host": "host", "held_on": "2026-03-02"}, {"who": "pirates", "host": "host"}, {}],
)
def test_what_is_missing_is_said_and_nothing_is_begun(sent: dict[str, str]) -> None:
    assert signed_in(Role.PANEL).post(f"{MEANING}session/", sent).status_code == 422
    with in_council(COUNCIL):
        assert queries.list_sessions(WAVE) == ()


def test_findings_are_gone_through_one_by_one() -> None:
    key = hold()
    browser, place = signed_in(Role.PANEL), f"{MEANING}session/{key}/finding/"
    said = {"means": "We miss it.\nWe are moved.", "should": "", "by_whom": "young_people", "go": "next"}
    answered = browser.post(f"{place}{SCHOOL}/", said)
    assert answered.url == f"{place}{SAFE}/"
    answered = browser.post(answered.url, {"by_whom": "young_people", "go": "back"})
    assert answered.url == f"{place}{SCHOOL}/"
    assert "We are moved." in page(browser.get(answered.url))
    browser.post(f"{place}{FRIEND}/", {"by_whom": "young_people", "go": "next"})
    with in_council(COUNCIL):
        assert queries.list_gone_through(key) == {SCHOOL, SAFE, FRIEND}
        assert queries.list_interpreted(WAVE) == {SCHOOL, SAFE, FRIEND}
        assert queries.count_remarks(WAVE) == {SCHOOL: 2}
        assert [each.text for each in queries.list_remarks(WAVE, SCHOOL)] == ["We miss it.", "We are moved."]
    assert "3 of 3 findings gone through" in page(browser.get(f"{MEANING}session/{key}/"))


@pytest.mark.parametrize("who", [each for each in Who if each is not Who.BOARD])
def test_what_the_board_may_see_is_in_no_other_session_whoever_hosts_it(who: Who) -> None:
    meet_panel()
    place = f"session/{hold(who)}/"
    for page_of in ("", f"finding/{SCHOOL}/", f"paper/{SCHOOL}/", "sheets/"):
        shown = read(place + page_of, Role.COORDINATOR)
        assert "for the board" not in shown
        assert "Happiness" not in shown
    assert signed_in(Role.COORDINATOR).get(f"{MEANING}{place}finding/{HAPPY}/").status_code == 404


def test_a_session_of_the_board_is_there_for_those_alone_who_may_read_what_it_reads() -> None:
    meet_panel()
    key = hold(Who.BOARD)
    place = f"session/{key}/finding/"
    assert "for the board" in read(f"{place}{HAPPY}/", Role.COORDINATOR)
    said = say("Three of them moved.", at=key)
    assert "Three of them moved." in read(f"finding/{SCHOOL}/", Role.COORDINATOR)
    assert "Three of them moved." not in read(f"finding/{SCHOOL}/") + read()
    for hidden in (f"session/{key}/", f"{place}{SCHOOL}/", f"remark/{said}/"):
        assert signed_in(Role.PANEL).get(MEANING + hidden).status_code == 404
    sent = {"who": "board", "host": "host", "held_on": "2026-03-02"}
    assert signed_in(Role.PANEL).post(f"{MEANING}session/", sent).status_code == 422


def test_what_was_said_of_a_finding_only_the_board_is_told_is_not_shown_to_the_panel() -> None:
    meet_panel()
    say("They worry.", HAPPY)
    assert "They worry." in read(f"finding/{HAPPY}/", Role.BOARD)
    assert "They worry." not in read()


def test_what_was_said_stays_where_the_reports_tell_it_no_longer() -> None:
    key = say("We miss it.")
    tell(((SAFE, "strength"),), ((SAFE, "strength"),))
    shown = read()
    assert "Said of what is told no longer" in shown
    assert "We miss it." in shown
    assert "We miss it." in read(f"remark/{key}/")


def test_what_stood_on_paper_is_typed_in_and_there_is_a_sheet_for_each_finding() -> None:
    key = hold()
    sheets = read(f"session/{key}/sheets/")
    assert sheets.count('class="paper-box"') == 3 * len(PUBLIC)
    assert len(BOARD) > len(PUBLIC)
    browser = signed_in(Role.PANEL)
    with in_council(COUNCIL):
        sessions.end_session(wave=WAVE, session=key, by=BY, at=NOON)
    sent = {"why": "It is far.", "by_whom": "children", "go": "next"}
    assert browser.post(f"{MEANING}session/{key}/paper/{SCHOOL}/", sent).status_code == 302
    with in_council(COUNCIL):
        (kept,) = queries.list_remarks(WAVE)
    assert (kept.way, kept.by_whom, kept.kind) == ("paper", "children", "why")


def test_how_many_took_part_and_the_end_are_kept() -> None:
    key, browser = hold(), signed_in(Role.PANEL)
    browser.post(f"{MEANING}session/{key}/took-part/", {"took_part": "7"})
    assert browser.post(f"{MEANING}session/{key}/took-part/", {"took_part": "many"}).status_code == 422
    browser.post(f"{MEANING}session/{key}/end/")
    browser.post(f"{MEANING}session/{key}/end/")
    assert (session(key).took_part, session(key).is_ended) == (7, True)
    assert [each[1] for each in actions_recorded()].count("ended a session on findings") == 1


def test_words_that_may_name_somebody_are_kept_only_once_somebody_has_looked() -> None:
    key, browser = hold(), signed_in(Role.PANEL)
    place = f"{MEANING}session/{key}/finding/{SCHOOL}/"
    said = {"should": "Kofi should be asked.", "by_whom": "young_people", "go": "stay"}
    answered = browser.post(place, said)
    assert answered.status_code == 422
    assert "This may name somebody" in page(answered)
    assert "Kofi should be asked." in page(answered)
    assert browser.post(place, said | {"looked": "yes", "named": ["Somebody"]}).status_code == 422
    with in_council(COUNCIL):
        assert queries.list_remarks(WAVE) == ()
    assert browser.post(place, said | {"looked": "yes", "named": ["Kofi"]}).status_code == 302
    with in_council(COUNCIL):
        assert [each.text for each in queries.list_remarks(WAVE)] == ["Kofi should be asked."]


def test_the_front_page_says_the_next_step_and_what_was_made_of_each_finding() -> None:
    assert "Begin with the young people’s panel" in read()
    key = hold()
    say("We like it.", SAFE, at=key)
    shown = read()
    assert "A session is going on" in shown
    assert "1 remark" in shown
    with in_council(COUNCIL):
        sessions.end_session(wave=WAVE, session=key, by=BY, at=NOON)
    meet_panel()
    assert "Decide what comes first" in read(role=Role.EDITOR)


def test_a_session_of_another_council_is_not_there() -> None:
    make_people(OTHER)
    key = hold()
    assert signed_in(Role.COORDINATOR, OTHER).get(f"{MEANING}session/{key}/").status_code == 404
    with in_council(OTHER):
        assert queries.find_session(WAVE, key) is None
        assert queries.list_sessions(WAVE) == ()
    with in_council(COUNCIL), pytest.raises(NoSuchSession):
        sessions.end_session(wave=WAVE, session=uuid4(), by=BY, at=NOON)


def set_day(key: UUID, day: str, number: int = 1, role: Role = Role.COORDINATOR) -> HttpResponse:
    return signed_in(role).post(f"{MEANING}session/{key}/day/", {"held_on": day, "read": str(number)})


def days_of(key: UUID) -> list[tuple[int, str, str]]:
    with in_council(COUNCIL):
        found = queries.find_session(WAVE, key)
        assert found
        return [(each.number, each.held_on.isoformat(), each.by) for each in queries.list_days(found)]


def test_the_day_of_a_session_is_corrected_and_every_day_before_is_kept() -> None:
    key = hold()
    meet_panel()
    first = session(key).held_on
    right = first - timedelta(days=2)
    answered = set_day(key, right.isoformat())
    assert answered.status_code == 302, page(answered)
    assert session(key).held_on == right
    assert days_of(key) == [
        (2, right.isoformat(), "coordinator@x0000001.example"), (1, first.isoformat(), BY),
    ]  # fmt: skip
    assert actions_recorded()[-1] == (
        "coordinator@x0000001.example", "corrected the day of a session", f"{WAVE}: panel, {first} to {right}",
    )  # fmt: skip
    shown = read(f"session/{key}/day/", Role.COORDINATOR)
    assert f"{say_day(first)}, said by {BY}" in shown
    assert BY not in read(f"session/{key}/day/", Role.PANEL)
    assert say_day(right) in read(f"session/{key}/", Role.COORDINATOR)


def test_a_session_was_on_no_day_to_come() -> None:
    key = hold()
    meet_panel()
    refused = set_day(key, (session(key).held_on + timedelta(days=400)).isoformat())
    assert refused.status_code == 422
    assert "This day is still to come. Nothing was changed" in page(refused)
    assert set_day(key, "soon").status_code == 422
    assert len(days_of(key)) == 1


def test_of_two_who_correct_a_day_the_second_sees_the_firsts_and_keeps_what_was_typed() -> None:
    key = hold()
    meet_panel()
    first = session(key).held_on
    one, other = ((first - timedelta(days=days)).isoformat() for days in (1, 2))
    assert set_day(key, one).status_code == 302
    crossed = set_day(key, other)
    assert crossed.status_code == 409
    assert "Somebody else changed this while you wrote" in page(crossed)
    assert f'value="{other}"' in page(crossed)
    assert 'name="read" value="2"' in page(crossed)
    assert session(key).held_on.isoformat() == one
    assert set_day(key, other, 2).status_code == 302
    assert session(key).held_on.isoformat() == other


def test_the_same_day_again_is_no_version_and_a_session_of_before_has_its_first_day() -> None:
    key = hold()
    meet_panel()
    same = session(key).held_on
    set_day(key, same.isoformat())
    assert len(days_of(key)) == 1
    with in_council(COUNCIL):
        SessionDay.objects.filter(council_id=COUNCIL, session_id=key).delete()
    assert days_of(key) == [(1, same.isoformat(), BY)]
    set_day(key, (same - timedelta(days=1)).isoformat())
    assert [number for number, _, _ in days_of(key)] == [2, 1]


def test_a_day_is_corrected_by_whoever_holds_sessions_and_of_a_session_there_is() -> None:
    key = hold()
    meet_panel()
    assert set_day(key, "2026-03-01", role=Role.PRACTITIONER).status_code == 403
    assert set_day(uuid4(), "2026-03-01").status_code == 404
    with in_council(COUNCIL), pytest.raises(NoSuchSession):
        sessions.correct_day(wave=WAVE, session=uuid4(), read=1, held_on=NOON.date(), by=BY, at=NOON)
