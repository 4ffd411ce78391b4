"""What comes first: points by a printed rule, decisions with reasons in versions, the panel's choice to be seen."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.base.errors import UserError
from heard.base.policy import Level
from heard.web.interpreting import queries
from heard.web.interpreting.actions.deciding import decide
from heard.web.interpreting.terms import Choice, Who
from heard.web.interpreting.weighing import RULE, weigh
from heard.web.people.roles import Role
from heard.web.results.found import FindingFacts, Told, points_of
from heard.web.tenancy import in_council
from web.found import finding
from web.interpreting.gathered import (
    FRIEND,
    HAPPY,
    MEANING,
    SAFE,
    SCHOOL,
    begin,
    cards,
    choose,
    close_choosing,
    hold,
    open_choosing,
    say,
    tell,
)
from web.staff import BY, COUNCIL, NOON, WAVE, actions_recorded, page, signed_in

database = pytest.mark.django_db


def told(
    *kinds: str, ages: tuple[str, ...] = ("8-11",), evidence: str = "clear", points: int | None = None
) -> FindingFacts:
    lines = [
        replace(each, survey=age, evidence=evidence, points=points)
        for kind in kinds
        for age in ages
        for each in Told.of_all([finding(SCHOOL, kind)], Level.PUBLIC)
    ]
    return FindingFacts(1, WAVE, SCHOOL, NOON.date(), tuple(lines))


@pytest.mark.parametrize(
    ("found", "places", "remarks", "points"),
    [
        (told("strength"), (), 0, (0, 3, 1, 0, 0)),
        (told("strength", evidence="level"), (), 0, (0, 2, 1, 0, 0)),
        (told("development"), (), 0, (3, 3, 1, 0, 0)),
        (told("development", evidence="possible"), (), 2, (3, 1, 1, 0, 0)),
        (told("development", "declined"), (), 3, (4, 3, 1, 0, 1)),
        (told("development", "declined", "gap"), (), 6, (5, 3, 1, 0, 2)),
        (told("development", ages=("4-7", "8-11", "11-17", "16-25")), (2, 1), 60, (3, 3, 4, 4, 2)),
        (told("gap"), (2,), 0, (3, 3, 1, 3, 0)),
        (told("gap"), (3, 4), 0, (3, 3, 1, 2, 0)),
        (told("gap"), (4,), 0, (3, 3, 1, 1, 0)),
    ],
)
def test_points_are_given_as_the_rule_says(
    found: FindingFacts, places: tuple[int, ...], remarks: int, points: tuple[int, ...]
) -> None:
    weight = weigh(found, Level.PUBLIC, places, remarks)
    assert (weight.said, weight.certainty, weight.children, weight.chosen, weight.remarks) == points
    assert weight.total == sum(points)


@pytest.mark.parametrize(("points", "given"), [(None, 0), (9, 0), (10, 1), (19, 1), (20, 2), (64, 2)])
def test_a_large_difference_has_points_of_its_own(points: int | None, given: int) -> None:
    found, plain = told("declined", points=points), told("declined")
    assert weigh(found, Level.PUBLIC, (), 0).size == given
    assert weigh(found, Level.PUBLIC, (), 0).total == weigh(plain, Level.PUBLIC, (), 0).total + given


@pytest.mark.parametrize(
    ("kind", "difference", "share", "points"),
    [
        ("declined", -0.125, 0.4, 13),  # half away from zero, as the sentences round
        ("improved", 0.2, 0.9, 20),
        ("development", None, 0.54, 46),
        ("strength", None, 0.95, None),
        ("development", None, None, None),  # told as a band
    ],
)
def test_how_large_it_is_comes_from_the_figures_of_its_level(
    kind: str, difference: float | None, share: float | None, points: int | None
) -> None:
    assert points_of(kind, {"difference": difference, "share": share}) == points


@given(st.lists(st.integers(1, 9)), st.integers(0, 99))
def test_more_votes_and_more_remarks_never_take_points_away(places: list[int], remarks: int) -> None:
    less = weigh(told("development"), Level.PUBLIC, places, remarks)
    more = weigh(told("development"), Level.PUBLIC, [*places, 1], remarks + 1)
    assert more.total >= less.total


@pytest.fixture
def council(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    begin(monkeypatch, tmp_path, has_panel_met=True)


def read(role: Role = Role.EDITOR) -> str:
    return page(signed_in(role).get(f"{MEANING}first/"))


def send(role: Role = Role.EDITOR, *, about: str = SCHOOL, **sent: str) -> int:
    data = {"choice": "first", "reasons": "Most chose it.", "read": "0"} | sent
    return signed_in(role).post(f"{MEANING}first/{about}/", data).status_code


@database
@pytest.mark.usefixtures("council")
def test_the_rule_stands_on_the_page_and_says_that_it_is_only_a_start() -> None:
    shown = read()
    assert "The rule is only a start" in shown
    for line in RULE:
        assert line in shown


@database
@pytest.mark.usefixtures("council")
def test_what_young_people_chose_moves_the_order_and_is_to_be_seen() -> None:
    assert read().index("Likes school" if "Likes school" in read() else SCHOOL) < read().index(
        f"finding-{FRIEND}"
    )
    key = hold()
    open_choosing(key)
    choose(cards(key, 1)[0], FRIEND)
    close_choosing(key)
    shown = read()
    assert shown.index(f'id="finding-{FRIEND}"') < shown.index(f'id="finding-{SCHOOL}"')
    assert "Young people: in first place" in shown


@database
@pytest.mark.usefixtures("council")
def test_what_a_board_chose_gives_no_points() -> None:
    key = hold(Who.BOARD)
    open_choosing(key)
    choose(cards(key, 1)[0], FRIEND)
    close_choosing(key)
    assert "Young people: in first place" not in read()


@database
@pytest.mark.usefixtures("council")
def test_a_decision_is_kept_with_reasons_who_and_when() -> None:
    assert send() == 302
    with in_council(COUNCIL):
        decided = queries.list_priorities(WAVE)[SCHOOL]
    assert (decided.choice, decided.reasons, decided.by, decided.at) == (
        Choice.FIRST, "Most chose it.", "editor@x0000001.example", NOON,
    )  # fmt: skip
    assert "Decided: first" in read(Role.PANEL)
    assert actions_recorded()[-1][1:] == ("decided: first", f"{WAVE}: {SCHOOL}")


@database
@pytest.mark.usefixtures("council")
def test_nothing_is_decided_without_a_reason() -> None:
    assert send(reasons=" ") == 422
    with in_council(COUNCIL):
        with pytest.raises(UserError, match="Say why"):
            decide(wave=WAVE, indicator=SCHOOL, choice=Choice.LATER, reasons=" ", read=0, by=BY, at=NOON)
        assert queries.list_priorities(WAVE) == {}


@database
@pytest.mark.usefixtures("council")
def test_of_two_who_decide_the_later_one_sees_both_and_nothing_is_lost() -> None:
    send()
    data = {"choice": "later", "reasons": "Not yet.", "read": "0"}
    answered = signed_in(Role.BOARD).post(f"{MEANING}first/{SCHOOL}/", data)
    assert answered.status_code == 409
    assert "Most chose it." in page(answered)
    assert "Not yet." in page(answered)
    assert send(Role.BOARD, choice="later", reasons="Not yet.", read="1") == 302
    with in_council(COUNCIL):
        assert [each.choice for each in queries.list_decisions(WAVE, SCHOOL)] == ["later", "first"]


@database
@pytest.mark.usefixtures("council")
def test_a_decision_outlives_reports_that_tell_it_no_longer() -> None:
    send()
    say("Ask us.", SCHOOL)
    tell(((SAFE, "strength"),), ((SAFE, "strength"),))
    with in_council(COUNCIL):
        assert SCHOOL in queries.list_priorities(WAVE)
        assert queries.count_remarks(WAVE) == {SCHOOL: 1}
    assert signed_in(Role.EDITOR).get(f"{MEANING}finding/{SCHOOL}/").status_code == 404


@database
@pytest.mark.usefixtures("council")
def test_the_panel_sees_no_points_of_what_only_the_board_is_told() -> None:
    assert f"finding-{HAPPY}" in read()
    shown = read(Role.PANEL)
    assert f"finding-{HAPPY}" not in shown
    assert "for the board" not in shown
    assert signed_in(Role.PANEL).get(f"{MEANING}first/{SCHOOL}/").status_code == 403
