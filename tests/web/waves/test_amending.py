"""What changes while a wave runs: cards made void on the coordinator's page, and a last day moved later."""

from datetime import timedelta
from pathlib import Path

import pytest

from heard.web.codes.cards import new_code, written
from heard.web.codes.queries import BatchKind, Counts, find_card, get_ballot, get_counts
from heard.web.people.roles import Role
from heard.web.policy import LONGEST_EXTENSION_DAYS
from heard.web.tenancy import in_council
from heard.web.waves import actions, amending
from heard.web.waves.actions import NotNow
from web.answering.children import Child
from web.staff import (
    BY,
    COUNCIL,
    GRACE_DAYS,
    LAST_ANSWER_DAY,
    NOON,
    PANEL_ON,
    WAVE,
    actions_recorded,
    answer,
    at_noon,
    close,
    lay_programme,
    make_people,
    open_for_answers,
    page,
    path_of,
    prepare,
    set_clock,
    sign_off,
    signed_in,
    wave_of,
)

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)
# The panel meets on 20 April; the key is taken seven days after the last day, so that day is 12 April at the latest.
LATEST = PANEL_ON - timedelta(days=GRACE_DAYS + 1)


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    make_people()
    set_clock(monkeypatch, NOON)
    lay_programme(tmp_path, monkeypatch)


def cards(label: str = "Team North") -> list[str]:
    with in_council(COUNCIL):
        made = actions.issue_cards(wave=WAVE, survey="8-11", label=label, size=10, by=BY, at=NOON)
    return [written(code) for code in made.codes]


def post(place: str, **typed: object) -> tuple[int, str]:
    answered = signed_in(Role.COORDINATOR).post(path_of(place), typed)
    return answered.status_code, page(answered) if answered.status_code != 302 else ""


def counts() -> Counts:
    with in_council(COUNCIL):
        return get_counts(wave_of().collection_id)


def batch_number() -> int:
    return counts().batches[0].id


def test_a_card_is_made_void_and_the_page_says_the_same_whether_or_not_it_was_used() -> None:
    open_for_answers()
    used, unused, *_ = cards()
    answer(find_card(used))
    assert post("cards/void/", what="card", code=used) == post("cards/void/", what="card", code=unused)
    assert find_card(unused).is_void
    assert find_card(used).is_void


def test_the_log_says_that_a_card_was_made_void_and_not_which() -> None:
    open_for_answers()
    code, *_ = cards()
    status, found = post("cards/void/", what="card", code=code)
    assert (status, "The card is void" in found) == (200, True)
    assert actions_recorded()[-1] == (BY, "made a card void", WAVE)
    assert not any(code in repr(each) or code.replace("-", "") in repr(each) for each in actions_recorded())


def test_a_batch_is_made_void_by_its_name_and_marked_in_the_table() -> None:
    open_for_answers()
    codes = cards()
    status, found = post("cards/void/", what="batch", batch=batch_number())
    assert (status, "Team North: the whole batch is void" in found) == (200, True)
    assert actions_recorded()[-1] == (BY, "made a batch of cards void", f"{WAVE}, Team North")
    assert "Team North (void)" in page(signed_in(Role.COORDINATOR).get(path_of()))
    assert all(find_card(code).is_void for code in codes)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"what": "card", "code": ""}, "Type the code of the card"),
        ({"what": "card", "code": "BCDF"}, "No card of this wave has this code"),
        ({"what": "card", "code": "x" * 101}, "This is no code of a card"),
        ({"what": "batch"}, "Choose the batch"),
        ({"what": "batch", "batch": "999999"}, "This batch is not in the list"),
        ({"what": "batch", "batch": "all"}, "This batch is not in the list"),
        ({}, "Type the code of the card"),
    ],
)
def test_what_cannot_be_made_void_is_said_and_nothing_changes(typed: dict[str, str], words: str) -> None:
    open_for_answers()
    codes = cards()
    status, found = post("cards/void/", **typed)
    assert (status, words in found) == (422, True)
    assert not any(find_card(code).is_void for code in codes)


def test_a_code_of_no_card_is_typed_back_to_be_mended() -> None:
    open_for_answers()
    code = written(new_code())
    assert f'value="{code}"' in post("cards/void/", what="card", code=code)[1]


def test_without_cards_the_page_says_where_they_come_from() -> None:
    open_for_answers()
    assert "Batches stand here once cards were made" in page(
        signed_in(Role.COORDINATOR).get(path_of("cards/void/"))
    )


def test_after_the_closing_no_card_is_made_void() -> None:
    open_for_answers()
    code, *_ = cards()
    close()
    assert (
        "The wave has closed, so no card can be made void any more"
        in post("cards/void/", what="card", code=code)[1]
    )


def test_a_later_last_day_is_said_to_children_at_once_and_recorded() -> None:
    open_for_answers()
    code, *_ = cards()
    child = Child().start(code)
    assert post("later/", until=str(LATEST))[0] == 200
    paused = child.go("/answer/pause/").press(first="cat", second="boat", third="sun")
    assert "Come back by 12 April 2026" in paused.text
    moved = f"moved the last answer day from {LAST_ANSWER_DAY} to {LATEST}"
    assert actions_recorded()[-1] == (BY, moved, WAVE)


def test_surveys_begin_until_the_later_day_and_not_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    open_for_answers()
    code, *_ = cards()
    extend(LATEST)
    set_clock(monkeypatch, at_noon(LATEST))
    assert Child().type_code(code).heading == "Before you start"
    set_clock(monkeypatch, at_noon(LATEST + A_DAY))
    assert "This survey has ended" in Child().type_code(code).text


def extend(until: object, *, on: object = NOON.date()) -> None:
    with in_council(COUNCIL):
        amending.extend_wave(wave=WAVE, until=until, by=BY, at=at_noon(on))  # type: ignore[arg-type]


def last_day() -> object:
    with in_council(COUNCIL):
        return get_ballot(wave_of().collection_id).last_answer_day


@pytest.mark.parametrize(
    ("until", "is_taken"),
    [
        (LAST_ANSWER_DAY - A_DAY, False),
        (LAST_ANSWER_DAY, False),
        (LAST_ANSWER_DAY + A_DAY, True),
        (LATEST, True),
        (LATEST + A_DAY, False),
    ],
    ids=["earlier", "the same", "a day later", "the latest", "a day too late for the panel"],
)
def test_the_last_day_moves_later_and_not_past_the_panels_need(until: object, is_taken: bool) -> None:
    open_for_answers()
    if is_taken:
        extend(until)
    else:
        with pytest.raises(NotNow, match="Choose a day after 27 March 2026 and no later than 12 April 2026"):
            extend(until)
    assert last_day() == (until if is_taken else LAST_ANSWER_DAY)


def test_where_the_panel_is_far_off_the_limit_is_the_policys() -> None:
    open_for_answers()
    from dataclasses import replace

    facts = replace(wave_of(), panel_on=PANEL_ON + timedelta(days=100))
    assert amending.latest_last_day(facts) == LAST_ANSWER_DAY + timedelta(days=LONGEST_EXTENSION_DAYS)


def test_on_the_last_day_it_still_moves_and_the_day_after_it_does_not() -> None:
    open_for_answers()
    with pytest.raises(NotNow, match="has passed"):
        extend(LATEST, on=LAST_ANSWER_DAY + A_DAY)
    extend(LATEST, on=LAST_ANSWER_DAY)
    assert last_day() == LATEST


def test_a_wave_without_time_before_its_panel_says_so() -> None:
    open_for_answers(grace_days=(PANEL_ON - LAST_ANSWER_DAY).days - 1)
    assert "It cannot move" in page(signed_in(Role.COORDINATOR).get(path_of("later/")))
    with pytest.raises(NotNow, match="there is no time for a later day"):
        extend(LAST_ANSWER_DAY + A_DAY)


def test_before_the_opening_the_last_day_is_changed_in_the_plan_and_nowhere_else() -> None:
    prepare()
    sign_off()
    with pytest.raises(NotNow, match="its last day is changed in its plan"):
        extend(LAST_ANSWER_DAY + A_DAY)
    assert (last_day(), wave_of().gaps) == (LAST_ANSWER_DAY, ())
    found = page(signed_in(Role.COORDINATOR).get(path_of("later/")))
    assert path_of("plan/dates/") in found
    assert "Move the last day</button>" not in found


def test_once_the_day_is_moved_the_page_says_what_is_on_paper_and_whom_to_tell() -> None:
    open_for_answers()
    cards("Team North")
    cards("Team South")
    status, found = post("later/", until=str(LATEST))
    assert (status, "Answers now come in until 12 April 2026" in found) == (200, True)
    assert "What was printed before says 27 March 2026" in found
    assert "20 cards were made before." in found  # two batches of ten
    assert "<li>Team North, ages 8 to 11</li>" in found
    assert "<li>Team South, ages 8 to 11</li>" in found
    assert f'href="{path_of("paper/")}">Print leaflets, posters and guides again' in found
    assert f'href="{path_of("watching/adults/")}">Write to those who hand out cards' in found


def test_letters_by_post_are_told_of_and_nobody_is_named_who_hands_them_out() -> None:
    open_for_answers()
    with in_council(COUNCIL):
        actions.issue_cards(
            wave=WAVE, survey="8-11", label="Placed far away", size=10, kind=BatchKind.POST, by=BY, at=NOON
        )
    _, found = post("later/", until=str(LATEST))
    assert "Letters that went by post say the old day." in found
    assert "Tell those who hand them out" not in found
    assert "Placed far away" not in found


def test_where_no_cards_were_made_or_all_are_void_nobody_holds_the_old_day() -> None:
    open_for_answers()
    cards("Team North")
    post("cards/void/", what="batch", batch=batch_number())
    _, found = post("later/", until=str(LATEST))
    assert "no child holds the wrong day" in found
    assert "Team North" not in found
    assert path_of("paper/") in found


def test_the_cards_of_a_void_batch_are_counted_apart_and_a_single_void_card_is_not() -> None:
    open_for_answers()
    lost, *_ = cards("Team North")
    cards("Team South")
    before = counts()
    post("cards/void/", what="card", code=lost)
    assert counts() == before
    assert [(each.cards, each.void_cards) for each in before.surveys] == [(20, 0)]
    post("cards/void/", what="batch", batch=before.batches[0].id)
    assert [(each.cards, each.void_cards) for each in counts().surveys] == [(10, 10)]


def test_the_counts_of_cards_are_the_same_whether_or_not_those_made_void_were_used(
    tmp_path: Path,
) -> None:
    (tmp_path / "programme/cohort.csv").unlink()
    open_for_answers()
    used, *_ = cards("Team North")
    cards("Team South")
    answer(find_card(used))
    north, south = (each.id for each in counts().batches)
    seen = []
    for batch in (north, south):
        post("cards/void/", what="batch", batch=batch)
        seen.append([(each.cards, each.void_cards, each.finished_shown) for each in counts().surveys])
    assert seen == [[(10, 10, None)], [(0, 20, None)]]
    assert "0 cards, and 20 void" in page(signed_in(Role.COORDINATOR).get(path_of()))


def test_a_closed_waves_last_day_stands() -> None:
    open_for_answers()
    close()
    with pytest.raises(NotNow, match="The wave has closed"):
        extend(LATEST)


@pytest.mark.parametrize("typed", ["", "soon", "2026-02-30"])
def test_what_is_no_day_is_typed_back(typed: str) -> None:
    open_for_answers()
    status, found = post("later/", until=typed)
    assert status == 422
    assert "2026-03-31" in found or "Say which day" in found
