"""What stands beside a finding: evidence from elsewhere in versions, deep dives with a record of their own."""

from pathlib import Path
from uuid import UUID

import pytest

from heard.web.interpreting import queries
from heard.web.interpreting.actions import beside
from heard.web.interpreting.models import DiveEdit, EvidenceEdit
from heard.web.people.roles import Role
from heard.web.tenancy import in_council
from heard.web.waves.actions import NotNow
from web.interpreting.gathered import HAPPY, MEANING, SAFE, SCHOOL, begin, rows
from web.staff import BY, COUNCIL, NOON, WAVE, actions_recorded, page, signed_in

pytestmark = pytest.mark.django_db
PIECE = {
    "source": "inspection", "source_words": "Visit of the inspectorate", "dated_on": "2026-01-14",
    "says": "Lessons are missed when homes change.", "link": "https://example.org/visit", "read": "0",
}  # fmt: skip
ASKING = {
    "question": "What makes school hard?",
    "lead": "virtual head",
    "begun_on": "2026-03-02",
    "read": "0",
}


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    begin(monkeypatch, tmp_path, has_panel_met=True)


def evidence() -> tuple[queries.EvidenceFacts, ...]:
    with in_council(COUNCIL):
        return queries.list_evidence(WAVE, SCHOOL)


def open_dive() -> UUID:
    answered = signed_in(Role.EDITOR).post(f"{MEANING}finding/{SCHOOL}/deep-dive/", ASKING)
    return UUID(answered.url.rstrip("/").rpartition("/")[2])


def dive(key: UUID) -> queries.DiveFacts:
    with in_council(COUNCIL):
        return queries.find_dive(WAVE, key)[0]


def add(**otherwise: str) -> int:
    return signed_in(Role.EDITOR).post(f"{MEANING}finding/{SCHOOL}/evidence/", PIECE | otherwise).status_code


def test_evidence_stands_beside_its_finding_with_source_and_day() -> None:
    assert add() == 302
    shown = page(signed_in(Role.BOARD).get(f"{MEANING}finding/{SCHOOL}/"))
    assert "Inspection · 14 January 2026" in shown
    assert 'href="https://example.org/visit" rel="noreferrer"' in shown
    assert "Visit of the inspectorate" not in page(signed_in(Role.BOARD).get(f"{MEANING}finding/{SAFE}/"))
    assert actions_recorded()[-1][1:] == ("put evidence beside a finding", f"{WAVE}: {SCHOOL}")


@pytest.mark.parametrize(
    "wrong", [{"dated_on": "last week"}, {"source": "gossip"}, {"says": ""}, {"link": "javascript:alert(1)"}]
)
def test_evidence_without_its_source_or_day_is_refused(wrong: dict[str, str]) -> None:
    assert add(**wrong) == 422
    assert evidence() == ()


def test_of_two_who_change_the_same_evidence_the_later_one_sees_both() -> None:
    add()
    place = f"{MEANING}evidence/{evidence()[0].key}/"
    assert signed_in(Role.EDITOR).post(place, PIECE | {"says": "Mine.", "read": "1"}).status_code == 302
    answered = signed_in(Role.COORDINATOR).post(place, PIECE | {"says": "Ours.", "read": "1"})
    assert answered.status_code == 409
    assert "Mine." in page(answered)
    assert "Ours." in page(answered)
    assert [each.says for each in evidence()] == ["Mine."]
    signed_in(Role.COORDINATOR).post(place, {"withdraw": "yes", "read": "2"})
    assert evidence() == ()
    assert len(rows(EvidenceEdit)) == 3


def test_a_finding_becomes_a_question_with_notes_and_is_closed_with_what_came_of_it() -> None:
    key = open_dive()
    place, browser = f"{MEANING}deep-dive/{key}/", signed_in(Role.EDITOR)
    assert dive(key).closed_on is None
    browser.post(place, {"do": "note", "noted_on": "2026-03-09", "text": "They miss lessons."})
    assert (
        browser.post(
            place, {"do": "close", "outcome": "", "closed_on": "2026-03-20", "read": "1"}
        ).status_code
        == 422
    )
    with in_council(COUNCIL), pytest.raises(NotNow, match="what came out"):
        beside.close_dive(wave=WAVE, dive=key, read=1, outcome=" ", closed_on=NOON.date(), by=BY, at=NOON)
    browser.post(
        place, {"do": "close", "outcome": "Moves fall in term.", "closed_on": "2026-03-20", "read": "1"}
    )
    assert (dive(key).outcome, str(dive(key).closed_on)) == ("Moves fall in term.", "2026-03-20")
    assert [each.text for each in dive(key).notes] == ["They miss lessons."]
    answered = browser.post(place, {"do": "note", "noted_on": "2026-03-21", "text": "More."})
    assert answered.status_code == 409
    assert (
        "More." in page(browser.post(place, {"do": "again", "read": "2"}, follow=True))
        or dive(key).closed_on is None
    )
    shown = page(signed_in(Role.PANEL).get(f"{MEANING}finding/{SCHOOL}/"))
    assert "What makes school hard?" in shown


def test_of_two_who_change_a_dive_the_later_one_sees_both() -> None:
    key = open_dive()
    place = f"{MEANING}deep-dive/{key}/"
    change = ASKING | {"do": "change", "read": "1"}
    assert signed_in(Role.EDITOR).post(place, change | {"question": "Mine?"}).status_code == 302
    answered = signed_in(Role.COORDINATOR).post(place, change | {"question": "Ours?"})
    assert answered.status_code == 409
    assert "Mine?" in page(answered)
    assert "Ours?" in page(answered)
    assert len(rows(DiveEdit)) == 2


def test_what_may_name_somebody_is_kept_once_somebody_has_looked() -> None:
    assert add(says="We asked Kofi.") == 422
    assert evidence() == ()
    assert add(says="We asked Kofi.", looked="yes", named="Kofi") == 302


def test_what_only_the_board_is_told_has_no_page_for_the_panel() -> None:
    for place in ("evidence/", "deep-dive/"):
        assert signed_in(Role.PANEL).get(f"{MEANING}finding/{HAPPY}/{place}").status_code == 404
        assert signed_in(Role.EDITOR).get(f"{MEANING}finding/{HAPPY}/{place}").status_code == 200
