"""A finding can be followed from what was told to what came of it, and back; nothing is lost or told early."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client

from heard.base.policy import Level
from heard.web.acting.actions import add_action, add_theme
from heard.web.acting.contents import ActionContent, ThemeContent
from heard.web.acting.dates import day
from heard.web.acting.kinds import Status
from heard.web.codes.models import Collection
from heard.web.following.models import Learning, LoopCount
from heard.web.following.tasks import count_the_loop
from heard.web.interpreting.actions.remarks import Origin, Said, keep_remarks
from heard.web.interpreting.actions.sessions import Begun, begin_session
from heard.web.interpreting.terms import By, Kind, Way, Who
from heard.web.people.roles import Role
from heard.web.responding.kinds import Kind as AnswerKind
from heard.web.telling.readers import Audience
from heard.web.telling.recording import record_told
from heard.web.tenancy import in_council
from heard.web.waves.models import CouncilWave
from web.answered import DEVELOPMENT, STRENGTH, answer, tell
from web.reporting.made import AFTER, begin, meet_panel, open_wave
from web.staff import (  # fmt: skip
    BY,
    COUNCIL,
    NOON,
    OTHER,
    WAVE,
    actions_recorded,
    address,
    make_people,
    page,
    path_of,
    set_clock,
    signed_in,
    signed_in_as,
)

pytestmark = pytest.mark.django_db
NEXT = "2028"


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    begin(monkeypatch, tmp_path)
    open_wave()
    meet_panel()
    tell()


def read(more: str = "", role: Role = Role.BOARD) -> str:
    return page(signed_in(role).get(path_of(f"loop/{more}")))


def follow(indicator: str = DEVELOPMENT, role: Role = Role.BOARD) -> str:
    return read(f"{indicator}/", role)


def act(*, by_theme: bool = False, due: date | None = None) -> int:
    """One action answers the area for development."""
    with in_council(COUNCIL):
        themes = ()
        if by_theme:
            theme = ThemeContent(number=1, title="School", wave=WAVE, indicators=(DEVELOPMENT,))
            themes = (add_theme(content=theme, by=BY, at=NOON),)
        content = ActionContent(
            text="No meetings in lesson time",
            themes=themes,
            findings=() if by_theme else ((WAVE, DEVELOPMENT),),
            roles=("Reviewing officers",),
            status=Status.UNDER_WAY,
            **({"due": day(due)} if due else {}),
        )
        return add_action(content=content, by=BY, at=NOON)


def tell_children() -> None:
    with in_council(COUNCIL):
        record_told(
            wave=WAVE,
            audience=Audience.AGES_8_11,
            told_by="Participation worker",
            how="Party",
            how_many=20,
            told_on=NOON.date(),
            indicators=None,
            said_back="",
            by=BY,
            at=NOON,
        )


def remark() -> None:
    with in_council(COUNCIL):
        said = Said((DEVELOPMENT,), Kind.WHY, By.YOUNG_PEOPLE, "They fetch us out of lessons.")
        keep_remarks(wave=WAVE, said=[said], origin=Origin(Way.PAGE), by=BY, at=NOON, is_looked_at=True)


def next_wave(*told: tuple[str, str], level: Level = Level.PUBLIC) -> None:
    """A later wave whose panel has met; its reports tell this."""
    with in_council(COUNCIL):
        box = Collection.objects.create(
            council_id=COUNCIL, wave=NEXT, state="opened", versions={"8-11": "2026.1"},
            last_answer_day=date(2028, 3, 1),
        )  # fmt: skip
        CouncilWave.objects.create(
            council_id=COUNCIL, collection=box, panel_on=NOON.date(), panel_held_on=NOON.date(), grace_days=0
        )
    if told:
        tell(*told, level=level, wave=NEXT)


def learn(role: Role = Role.EDITOR, **sent: object) -> HttpResponse:
    data = {"choice": "carry", "words": "It helped, they say.", "read": "0"} | sent
    return signed_in(role).post(path_of(f"loop/{DEVELOPMENT}/learn/"), data)


def test_the_picture_counts_every_link_and_says_what_is_next() -> None:
    shown = read()
    assert "2 findings have no answer. The oldest waits since today." in shown
    remark()
    answer()
    act()
    tell_children()
    shown = read()
    assert "1 finding has no answer." in shown
    line = shown[shown.index(f"loop/{DEVELOPMENT}/") :]
    assert line.index("Ask children what they think of the answer") < line.index("</tr>")


def test_one_page_shows_the_whole_chain() -> None:
    remark()
    answer(text="No meetings in lessons.")
    act()
    tell_children()
    shown = follow()
    for words in (
        f"development of {DEVELOPMENT}.",
        "Why it might be so: young people",
        "They fetch us out of lessons.",
        "No meetings in lessons.",
        "Head of the virtual school",
        "No meetings in lesson time",
        "Reviewing officers",
        "Told first on 2 March 2026. By now: children aged 8 to 11.",
        "The next wave will show. It has not been told yet.",
    ):
        assert words in shown


def test_an_action_under_a_theme_answers_the_findings_that_the_theme_gathers() -> None:
    act(by_theme=True)
    assert "No meetings in lesson time" in follow()
    assert "No meetings in lesson time" not in follow(STRENGTH)


def test_who_keeps_the_plan_adds_an_action_from_the_finding() -> None:
    way = f"/work/{COUNCIL}/action-plan/add/?wave={WAVE}&indicator={DEVELOPMENT}"
    assert way in follow(role=Role.EDITOR)
    assert way not in follow(role=Role.BOARD)


def test_overdue_actions_stand_out(monkeypatch: pytest.MonkeyPatch) -> None:
    act(due=NOON.date())
    assert "Overdue" not in follow()
    set_clock(monkeypatch, NOON + timedelta(days=1))
    assert "Overdue" in follow()
    assert "1 is overdue." in read()


def test_the_next_wave_shows_a_change_and_that_it_is_not_yet_because_of_the_action() -> None:
    answer()
    next_wave((DEVELOPMENT, "improved"))
    shown = follow()
    assert "It is better than last time, and the numbers bear it." in shown
    assert f"improved of {DEVELOPMENT}." in shown
    assert "not yet a change because of it" in shown


def test_where_the_numbers_settle_no_change_that_is_said() -> None:
    answer()
    next_wave((DEVELOPMENT, "development"), (STRENGTH, "ask"))
    assert "The numbers settle no change" in follow()
    assert "not yet a change because of it" not in follow()


def test_a_wave_that_is_not_told_yet_changes_nothing() -> None:
    next_wave()
    assert "The next wave will show" in follow()
    assert learn().status_code == 404


def test_what_was_learnt_is_kept_in_versions_and_nobody_writes_over_unseen() -> None:
    next_wave((DEVELOPMENT, "improved"))
    assert learn().status_code == 302
    assert "It helped, they say." in follow()
    assert actions_recorded()[-1][1] == "said what was learnt of a finding"
    crossed = learn(words="Mine.")
    assert crossed.status_code == 409
    assert "It helped, they say." in page(crossed)
    assert "Mine." in page(crossed)
    assert learn(words="Mine.", read="1").status_code == 302
    with in_council(COUNCIL):
        assert list(Learning.objects.order_by("number").values_list("words", flat=True)) == [
            "It helped, they say.",
            "Mine.",
        ]


@pytest.mark.parametrize("missing", ["choice", "words"])
def test_what_was_learnt_needs_both_its_parts(missing: str) -> None:
    next_wave((DEVELOPMENT, "improved"))
    assert learn(**{missing: ""}).status_code == 422
    assert learn(role=Role.PANEL).status_code == 403


def test_one_question_is_followed_through_the_waves() -> None:
    answer(text="We ask first.")
    next_wave((DEVELOPMENT, "improved"))
    shown = page(signed_in(Role.BOARD).get(f"/work/{COUNCIL}/questions/{DEVELOPMENT}/"))
    first, second = shown.index(f">{WAVE}</a>"), shown.index(f">{NEXT}</a>")
    assert first < shown.index("We ask first.") < second < shown.index(f"improved of {DEVELOPMENT}.")
    assert signed_in(Role.BOARD).get(f"/work/{COUNCIL}/questions/no_such/").status_code == 404


def test_reports_made_again_take_nothing_away_that_hangs_on_a_finding() -> None:
    remark()
    answer(text="We ask first.")
    act()
    tell_children()
    tell((STRENGTH, "strength"))
    shown = follow()
    assert "The newest reports tell this no longer." in shown
    for words in (
        "They fetch us out of lessons.",
        "We ask first.",
        "No meetings in lesson time",
        "Told first on",
    ):
        assert words in shown
    assert f"development of {DEVELOPMENT}" not in shown


def test_the_panel_follows_what_is_public_and_reads_before_anybody_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tell((DEVELOPMENT, "gap"), level=Level.BOARD)
    assert f"gap of {DEVELOPMENT}" in follow()
    assert f"gap of {DEVELOPMENT}" not in follow(role=Role.PANEL)
    with in_council(COUNCIL):
        CouncilWave.objects.filter(council_id=COUNCIL).update(panel_held_on=None)
    assert "once the young people’s panel has met" in read()
    assert signed_in(Role.BOARD).get(path_of(f"loop/{DEVELOPMENT}/")).status_code == 404
    assert f"development of {DEVELOPMENT}" in follow(role=Role.PANEL)
    set_clock(monkeypatch, AFTER)
    assert f"gap of {DEVELOPMENT}" in follow()


def test_what_was_said_in_the_boards_own_session_is_not_read_by_the_panel() -> None:
    with in_council(COUNCIL):
        begun = Begun(Who.BOARD, "", "Chair", NOON.date())
        session = begin_session(wave=WAVE, begun=begun, by=BY, at=NOON)
        said = Said((DEVELOPMENT,), Kind.WHY, By.BOARD, "Of the board alone.")
        keep_remarks(
            wave=WAVE, said=[said], origin=Origin(Way.SESSION, session), by=BY, at=NOON, is_looked_at=True
        )
    assert "Of the board alone." in follow()
    assert "Of the board alone." not in follow(role=Role.PANEL)


def test_all_waves_stand_in_one_table() -> None:
    answer()
    next_wave((DEVELOPMENT, "improved"))
    shown = page(signed_in(Role.BOARD).get(f"/work/{COUNCIL}/loop/"))
    assert shown.index(NEXT) < shown.index(WAVE)


def test_the_programme_team_sees_counts_of_every_council_and_no_word() -> None:
    answer(text="Words of the council.")
    with in_council(COUNCIL):
        count_the_loop(COUNCIL, NOON.date())
        count_the_loop(COUNCIL, NOON.date())
        row = LoopCount.objects.get(council_id=COUNCIL)
    assert (row.found, row.answered, row.told) == (2, 1, 0)
    shown = page(signed_in_as(address(Role.PROGRAMME)).get("/programme/loops/"))
    assert WAVE in shown
    for word in ("Words of the council.", DEVELOPMENT, f"development of {DEVELOPMENT}"):
        assert word not in shown


def test_findings_that_the_panel_has_not_seen_are_not_counted_for_the_programme() -> None:
    with in_council(COUNCIL):
        CouncilWave.objects.filter(council_id=COUNCIL).update(panel_held_on=None)
        count_the_loop(COUNCIL, NOON.date())
        assert not LoopCount.objects.exists()


def test_somebody_of_another_council_follows_nothing() -> None:
    make_people(OTHER)
    stranger: Client = signed_in_as(address(Role.BOARD, OTHER))
    for path in (path_of("loop/"), path_of(f"loop/{DEVELOPMENT}/"), f"/work/{COUNCIL}/loop/"):
        assert stranger.get(path).status_code == 404


def test_an_answer_that_nothing_can_be_done_asks_for_no_action() -> None:
    remark()
    answer(kind=AnswerKind.CANNOT, text="There is no money for it.")
    shown = read()
    assert "not needed" in shown
    assert "Next: Tell children and young people" in follow()
