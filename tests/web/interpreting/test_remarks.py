"""Remarks are never lost: each change is a version, and only words that named somebody are wiped."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from heard.base.errors import UserError
from heard.web.interpreting import queries
from heard.web.interpreting.actions import remarks
from heard.web.interpreting.actions.remarks import MayName, NoSuchRemark, Origin, Said
from heard.web.interpreting.models import Remark, RemarkEdit
from heard.web.interpreting.terms import By, Kind, Standing, Way
from heard.web.people.roles import Role
from heard.web.tenancy import in_council
from web.interpreting.gathered import MEANING, SAFE, SCHOOL, begin, remark, rows, say
from web.staff import BY, COUNCIL, NOON, WAVE, actions_recorded, make_people, page, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def council(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    begin(monkeypatch, tmp_path, has_panel_met=True)


def change(key: UUID, text: str, *, read: int, by: str = BY) -> bool:
    said = Said((SCHOOL,), Kind.MEANS, By.CHILDREN, text)
    with in_council(COUNCIL):
        return remarks.change_remark(wave=WAVE, remark=key, read=read, said=said, by=by, at=NOON)


def withdraw(key: UUID, *, read: int, named_somebody: bool = False) -> bool:
    with in_council(COUNCIL):
        return remarks.withdraw_remark(
            wave=WAVE, remark=key, read=read, named_somebody=named_somebody, by=BY, at=NOON
        )


def texts(key: UUID) -> list[str]:
    with in_council(COUNCIL):
        return [each.text for each in queries.list_remark_versions(WAVE, key)]


@pytest.mark.usefixtures("council")
def test_a_change_is_another_version_and_the_one_before_stays() -> None:
    key = say("Ask us.")
    assert change(key, "Ask us first.", read=1)
    assert texts(key) == ["Ask us first.", "Ask us."]
    assert remark(key).kind is Kind.MEANS
    assert actions_recorded()[-1][1] == "changed a remark on a finding"


@pytest.mark.usefixtures("council")
def test_of_two_who_change_the_same_the_later_one_sees_both() -> None:
    key = say("Ask us.")
    place = f"{MEANING}remark/{key}/"
    sent = {"kind": "means", "by_whom": "children", "about": [SCHOOL], "read": "1"}
    assert signed_in(Role.EDITOR).post(place, sent | {"text": "Mine."}).status_code == 302
    answered = signed_in(Role.COORDINATOR).post(place, sent | {"text": "Ours."})
    assert answered.status_code == 409
    assert "Mine." in page(answered)
    assert "Ours." in page(answered)
    assert texts(key) == ["Mine.", "Ask us."]
    assert signed_in(Role.COORDINATOR).post(place, sent | {"text": "Both.", "read": "2"}).status_code == 302
    assert texts(key) == ["Both.", "Mine.", "Ask us."]


@pytest.mark.usefixtures("council")
def test_what_is_withdrawn_keeps_its_words_and_can_stand_again() -> None:
    key = say("Ask us.")
    assert withdraw(key, read=1)
    with in_council(COUNCIL):
        assert queries.list_remarks(WAVE) == ()
        assert queries.count_remarks(WAVE) == {}
    assert texts(key) == ["Ask us.", "Ask us."]
    assert not withdraw(key, read=1)
    with in_council(COUNCIL):
        assert remarks.bring_back(wave=WAVE, remark=key, read=2, by=BY, at=NOON)
        assert queries.count_remarks(WAVE) == {SCHOOL: 1}


@pytest.mark.usefixtures("council")
def test_words_that_named_somebody_are_wiped_from_every_version_and_the_page_says_so() -> None:
    key = say("Ask us.")
    change(key, "Ask the tall one.", read=1)
    sent = {"read": "2", "named": "yes"}
    signed_in(Role.EDITOR).post(f"{MEANING}remark/{key}/withdraw/", sent)
    assert texts(key) == ["", "", ""]
    assert "tall" not in str(rows(RemarkEdit))
    shown = page(signed_in(Role.EDITOR).get(f"{MEANING}remark/{key}/"))
    assert "Its words named somebody and are wiped." in shown
    assert "editor@x0000001.example" in shown
    assert actions_recorded()[-1][1] == "withdrew a remark and wiped its words"
    with in_council(COUNCIL), pytest.raises(UserError, match="wiped"):
        remarks.bring_back(wave=WAVE, remark=key, read=3, by=BY, at=NOON)
    assert remark(key).number == 3


@pytest.mark.usefixtures("council")
def test_a_remark_may_be_about_several_findings_and_about_none() -> None:
    both, none = say("We want clubs near home.", SCHOOL, SAFE), say("A pool.")
    with in_council(COUNCIL):
        said = Said((), Kind.COMMENT, By.NOT_KNOWN, "A pool.", theme="")
        remarks.change_remark(wave=WAVE, remark=none, read=1, said=said, by=BY, at=NOON)
        assert queries.count_remarks(WAVE) == {SCHOOL: 1, SAFE: 1}
        assert [each.key for each in queries.list_remarks(WAVE, SAFE)] == [both]
        assert [each.key for each in queries.list_remarks(WAVE) if not each.indicators] == [none]


@pytest.mark.usefixtures("council")
def test_all_of_several_remarks_are_kept_or_none() -> None:
    said = [Said((SCHOOL,), Kind.WHY, By.STAFF, text) for text in ("It is far.", "we asked Kofi.")]
    with in_council(COUNCIL):
        with pytest.raises(MayName, match="Kofi"):
            remarks.keep_remarks(wave=WAVE, said=said, origin=Origin(Way.PAGE), by=BY, at=NOON)
        assert not Remark.objects.filter(council_id=COUNCIL).exists()


@pytest.mark.usefixtures("council")
def test_a_remark_of_another_council_is_none_of_ours() -> None:
    make_people("X0000002")
    key = say()
    with in_council("X0000002"), pytest.raises(NoSuchRemark):
        remarks.withdraw_remark(wave=WAVE, remark=key, read=1, named_somebody=True, by=BY, at=NOON)
    assert remark(key).text
    assert signed_in(Role.EDITOR).get(f"{MEANING}remark/{uuid4()}/").status_code == 404


class Steps(TestCase):
    """Whatever people do with a remark, in any order and with any version before them."""

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(("change", "withdraw", "back")), st.integers(1, 4), st.sampled_from("abc")
            ),
            max_size=6,
        )
    )
    def test_no_version_is_ever_lost_and_numbers_have_no_gap(self, steps: list[tuple[str, int, str]]) -> None:
        make_people()
        with in_council(COUNCIL):
            said = Said((SCHOOL,), Kind.MEANS, By.CHILDREN, "begin")
            (key,) = remarks.keep_remarks(wave=WAVE, said=[said], origin=Origin(Way.PAGE), by=BY, at=NOON)
            seen = [(1, "begin", Standing.KEPT)]
            for what, read, letter in steps:
                who = {"wave": WAVE, "remark": key, "read": read, "by": BY, "at": NOON}
                number, text, standing = seen[-1]
                if what == "change":
                    now = Said((SCHOOL,), Kind.MEANS, By.CHILDREN, letter)
                    is_done, after = remarks.change_remark(**who, said=now), (letter, standing)
                elif what == "withdraw":
                    is_done = remarks.withdraw_remark(**who, named_somebody=False)
                    after = (text, Standing.WITHDRAWN)
                else:
                    is_done, after = remarks.bring_back(**who), (text, Standing.KEPT)
                assert is_done is (read == number)
                if is_done:
                    seen.append((number + 1, *after))
            versions = queries.list_remark_versions(WAVE, key)
            assert [(each.number, each.text, each.standing) for each in reversed(versions)] == seen
