"""Pledges: made, on the wall without a name, followed up by whoever made them, counted."""

from datetime import date, timedelta

import pytest
from django.http import HttpResponse

from heard.web.acting import pledging, queries
from heard.web.acting.actions import NotTaken
from heard.web.acting.kinds import PledgeKind
from heard.web.acting.pledging import NewPledge
from heard.web.acting.queries import PledgeCounts
from heard.web.people.roles import Role
from heard.web.policy import FOLLOW_UP_DAYS
from heard.web.tenancy import in_council
from web.acting.made import pledges_path
from web.staff import (
    BY,
    COUNCIL,
    NOON,
    WAVE,
    actions_recorded,
    address,
    make_people,
    page,
    plan,
    set_clock,
    signed_in,
)

pytestmark = pytest.mark.django_db
WORDS = "I will say who comes next before I go."


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch) -> None:
    make_people()
    plan()
    set_clock(monkeypatch, NOON)


def see(place: str = "", role: Role = Role.PRACTITIONER) -> str:
    answered = signed_in(role).get(pledges_path(place))
    assert answered.status_code == 200
    return page(answered)


def send(place: str, role: Role = Role.PRACTITIONER, **sent: object) -> HttpResponse:
    return signed_in(role).post(pledges_path(place), {name: str(value) for name, value in sent.items()})


def pledge(role: Role = Role.PRACTITIONER, **otherwise: object) -> int:
    sent = {"words": WORDS, "who": "Social worker", "kind": "individual"} | otherwise
    assert send("make/", role, **sent).status_code == 302
    with in_council(COUNCIL):
        return queries.list_pledges(WAVE)[0].id


def hold_session(count: int = 12) -> int:
    sent = {"on": "2026-02-27", "team": "Duty team", "count": count}
    assert send("sessions/add/", Role.EDITOR, **sent).status_code == 302
    with in_council(COUNCIL):
        return queries.list_sessions(WAVE)[0].id


def test_a_practitioner_makes_a_pledge_and_finds_it_as_their_own() -> None:
    pledge()
    shown = see()
    assert "Yours" in shown
    assert WORDS in shown
    assert "Say how it went" in shown
    with in_council(COUNCIL):
        (made,) = queries.list_pledges(WAVE)
    assert made.own == address(Role.PRACTITIONER)
    assert made.follow_up_on == NOON.date() + timedelta(days=FOLLOW_UP_DAYS)


def test_neither_the_wall_nor_anybody_elses_page_shows_who_made_a_pledge() -> None:
    pledge()
    for shown in (see("wall/", Role.PANEL), see("", Role.EDITOR), see("wall/", Role.EDITOR)):
        assert WORDS in shown
        assert "Social worker" in shown
        assert "practitioner@" not in shown
    assert "Yours" not in see("", Role.EDITOR)
    assert WORDS not in str(actions_recorded())


def test_only_whoever_made_a_pledge_says_how_it_went_and_those_of_a_session_whoever_keeps_the_plan() -> None:
    own = pledge()
    session = hold_session()
    teams = pledge(Role.EDITOR, kind="team", who="Duty team", session=session)
    assert signed_in(Role.EDITOR).get(pledges_path(f"{own}/")).status_code == 404
    assert signed_in(Role.PRACTITIONER).get(pledges_path(f"{teams}/")).status_code == 404
    assert send(f"{own}/", went="partly", words="Twice of three times.").status_code == 302
    assert send(f"{teams}/", Role.EDITOR, went="kept").status_code == 302
    shown = see()
    assert "So far: 1 kept, 1 partly kept." in shown
    assert "Twice of three times." in shown


def test_a_pledge_that_was_given_up_leaves_the_wall_and_stays_counted() -> None:
    number = pledge()
    send(f"{number}/", went="changed")
    assert WORDS not in see("wall/")
    with in_council(COUNCIL):
        assert queries.count_pledges(WAVE) == PledgeCounts(pledges=1, individual=1, changed=1)


def test_pledges_are_counted_by_session_and_in_words() -> None:
    session = hold_session()
    pledge(Role.EDITOR, kind="team", who="Duty team", session=session)
    pledge(Role.EDITOR, kind="team", who="Duty team", session=session)
    pledge()
    shown = see("", Role.EDITOR)
    assert "3 pledges, 1 of one person and 2 of a team; 1 session of staff with 12 people." in shown
    row = shown[shown.index("27 February 2026") :][:200]
    assert "2 pledges" in row
    with in_council(COUNCIL):
        assert queries.count_pledges("2024") == PledgeCounts()


def test_a_follow_up_is_due_on_its_day_until_somebody_has_said_how_it_went() -> None:
    number = pledge(follow_up_on="2026-03-10")
    with in_council(COUNCIL):
        (made,) = queries.list_pledges(WAVE)
    for on, is_due in ((date(2026, 3, 9), False), (date(2026, 3, 10), True), (date(2026, 4, 1), True)):
        assert made.is_to_follow_up(on) is is_due
    send(f"{number}/", went="kept")
    with in_council(COUNCIL):
        assert not queries.list_pledges(WAVE)[0].is_to_follow_up(date(2027, 1, 1))


def test_words_that_may_name_somebody_are_read_once_more() -> None:
    sent = {"words": "I will ring Kai every week.", "who": "Social worker", "kind": "individual"}
    answered = send("make/", **sent)
    assert answered.status_code == 422
    assert "This may name somebody: Kai" in page(answered)
    assert send("make/", **sent, seen="on").status_code == 302


def test_a_practitioner_types_in_no_session_and_no_pledge_of_one() -> None:
    session = hold_session()
    assert send("sessions/add/", on="2026-02-27", team="Mine", count=3).status_code == 403
    pledge(session=session)
    with in_council(COUNCIL):
        assert queries.list_pledges(WAVE)[0].session is None
        new = NewPledge(kind=PledgeKind.TEAM, who="x", words="y", session=session + 9)
        with pytest.raises(NotTaken):
            pledging.make_pledge(wave=WAVE, pledge=new, by=BY, at=NOON)


def test_a_session_has_a_day_that_has_come_and_somebody_in_it() -> None:
    for wrong in ({"on": "2026-03-03"}, {"count": 0}, {"count": ""}, {"team": ""}):
        sent = {"on": "2026-03-02", "team": "Duty team", "count": 3} | wrong
        assert send("sessions/add/", Role.EDITOR, **sent).status_code == 422


def test_before_there_is_a_pledge_the_pages_say_what_will_stand_there() -> None:
    assert "No pledge yet" in see()
    assert "The pledges stand here as they are made" in see("wall/")
