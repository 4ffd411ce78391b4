"""The coordinator's pages: from the plan to the closed wave."""

from datetime import timedelta
from pathlib import Path

import pytest

from heard.web.codes.cards import read_code, written
from heard.web.codes.key_files import Holder
from heard.web.codes.models import Code
from heard.web.codes.queries import State, find_card
from heard.web.codes.sealing import new_private_key
from heard.web.people.roles import Role
from heard.web.tenancy import in_council
from heard.web.waves import actions
from heard.web.waves.models import CouncilWave
from heard.web.waves.public_keys import write_public_key
from heard.web.waves.tasks import close_overdue_waves, count_and_stir
from web.staff import (
    BY,
    COUNCIL,
    LAST_ANSWER_DAY,
    NOON,
    PANEL_ON,
    PASSPHRASES,
    WAVE,
    actions_recorded,
    answer,
    at_noon,
    close,
    give_server_keys,
    key_file,
    keys,
    lay_programme,
    make_cards,
    make_people,
    open_for_answers,
    page,
    path_of,
    plan,
    prepare,
    set_clock,
    sign_off,
    signed_in,
    upload,
    wave_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    make_people()
    set_clock(monkeypatch, NOON)
    give_server_keys(monkeypatch)
    lay_programme(tmp_path, monkeypatch)


def see(place: str = "", role: Role = Role.COORDINATOR) -> str:
    answered = signed_in(role).get(path_of(place))
    assert answered.status_code == 200
    return page(answered)


def codes_on(found: str) -> list[str]:
    return [read_code(each.partition("</code>")[0]) for each in found.split("<code>")[1:]]


def count_now() -> None:
    with in_council(COUNCIL):
        count_and_stir(COUNCIL, NOON.date())


def test_a_council_without_a_wave_is_told_what_will_stand_here() -> None:
    found = page(signed_in(Role.COORDINATOR).get(f"/work/{COUNCIL}/"))
    assert "No wave yet" in found
    assert "what comes next" in found


def test_under_five_the_page_says_so_and_from_five_it_shows_the_count_against_the_cohort() -> None:
    open_for_answers()
    cards = make_cards(20)
    for card in cards[:4]:
        answer(card)
    count_now()
    found = see()
    assert "Fewer than five have answered so far" in found
    assert "fewer than five so far" in found
    answer(cards[4])
    count_now()
    found = see()
    assert "5 children and young people have answered" in found
    assert "so that nobody can tell who answered" in found
    assert 'class="meter"' in found


def test_counts_stand_still_between_two_counts() -> None:
    open_for_answers()
    cards = make_cards(20)
    for card in cards[:5]:
        answer(card)
    count_now()
    before = see()
    for card in cards[5:15]:
        answer(card)
    assert see() == before


def test_a_survey_whose_cohort_nobody_knows_shows_the_cards_instead(tmp_path: Path) -> None:
    (tmp_path / "programme/cohort.csv").unlink()
    open_for_answers()
    for card in make_cards(10):
        answer(card)
    count_now()
    found = see()
    assert "10 cards" in found
    assert "<svg" not in found


def test_cards_are_shown_once_and_every_one_of_them_opens_its_survey() -> None:
    open_for_answers()
    browser = signed_in(Role.COORDINATOR)
    made = page(
        browser.post(
            path_of("cards/"), {"survey": "8-11", "label": "Team North", "size": "10", "kind": "team"}
        )
    )
    assert "They cannot be shown again" in made
    codes = codes_on(made)
    assert len(set(codes)) == 10
    assert {find_card(code).survey for code in codes} == {"8-11"}
    later = see()
    assert "Team North" in later
    assert not any(written(code) in later for code in codes)
    assert actions_recorded()[-1] == (BY, "made 10 cards", f"{WAVE}, survey 8-11")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"survey": "8-11", "label": "Team", "size": "9", "kind": "team"}, "A batch has at least 10 cards"),
        ({"survey": "8-11", "label": "Team", "size": "501", "kind": "team"}, "A batch has at most 500 cards"),
        ({"survey": "8-11", "label": "", "size": "10", "kind": "team"}, "Give the batch a name"),
        ({"survey": "4-7", "label": "Team", "size": "10", "kind": "team"}, "4-7"),
        ({"label": "Team", "size": "ten"}, "Write the number of cards in digits"),
    ],
)
def test_a_batch_that_cannot_be_is_refused_in_words_and_the_form_comes_back_filled(
    typed: dict[str, str], words: str
) -> None:
    open_for_answers()
    answered = signed_in(Role.COORDINATOR).post(path_of("cards/"), typed)
    assert answered.status_code == 422
    assert words in page(answered)
    assert f'value="{typed["label"]}"' in page(answered) or not typed["label"]
    with in_council(COUNCIL):
        assert Code.objects.count() == 0


def test_the_same_batch_sent_twice_is_made_once() -> None:
    open_for_answers()
    browser, batch = (
        signed_in(Role.COORDINATOR),
        {"survey": "8-11", "label": "Team North", "size": "10", "kind": "team"},
    )
    assert [browser.post(path_of("cards/"), batch).status_code for _ in range(2)] == [200, 422]
    with in_council(COUNCIL):
        assert Code.objects.count() == 10


def test_replacing_a_card_says_the_same_whether_it_was_used_or_not() -> None:
    open_for_answers()
    browser = signed_in(Role.COORDINATOR)
    made = page(
        browser.post(path_of("cards/"), {"survey": "8-11", "label": "Team", "size": "10", "kind": "team"})
    )
    used, unused = codes_on(made)[:2]
    answer(find_card(used))
    pages = []
    for code in (used, unused):
        found = page(browser.post(path_of("cards/replace/"), {"code": written(code).lower()}))
        (new,) = codes_on(found)
        pages.append(found.replace(written(new), "…"))
    assert pages[0] == pages[1]
    assert [event[1:] for event in actions_recorded()[-2:]] == [("replaced a card", WAVE)] * 2


@pytest.mark.parametrize("code", ["BCDF", "BCDF-GHJK-MNPQ", "", "x" * 101])
def test_a_code_of_no_card_is_told_in_words_and_not_repeated_in_them(code: str) -> None:
    open_for_answers()
    answered = signed_in(Role.COORDINATOR).post(path_of("cards/replace/"), {"code": code})
    assert answered.status_code == 422
    assert "is no code of a card" in page(answered) or "No card has this code" in page(answered) or not code
    assert 'class="error-summary"' in page(answered)


def test_both_holders_try_their_files_before_the_wave_opens() -> None:
    plan()
    coordinator, holder = signed_in(Role.COORDINATOR), signed_in(Role.KEY_HOLDER)
    assert "Give the wave its public key" in see()
    public = write_public_key(council=COUNCIL, wave=WAVE, public_key=keys().wave.public)
    assert coordinator.post(path_of("key/"), {"file": upload(public)}).status_code == 302
    assert coordinator.post(path_of("open/")).status_code == 409
    for which in Holder:
        assert wave_of().state is State.PREPARING
        tried = holder.post(
            path_of("key/rehearsal/"), {"file": upload(key_file(which)), "passphrase": PASSPHRASES[which]}
        )
        assert f"The {which} key file works" in page(tried)
    lacks = "the data-protection assessment, confirmed; the sign-off by somebody who may give it"
    assert f"The wave cannot open yet. Its plan still lacks: {lacks}" in see()
    sign_off()
    assert "Both key files were tried" in see()
    assert coordinator.post(path_of("open/")).status_code == 302
    assert wave_of().state is State.OPEN
    assert [event[1] for event in actions_recorded()] == [
        "planned the wave",
        "registered the wave's public key",
        "rehearsed the first key file",
        "rehearsed the second key file",
        "brought the wave in line with its plan",
        "signed the plan off",
        "opened the wave",
    ]


def test_of_a_key_file_only_its_public_part_is_kept() -> None:
    plan()
    signed_in(Role.COORDINATOR).post(path_of("key/"), {"file": upload(key_file())})
    assert wave_of().wave_key == keys().wave.public


def test_another_public_key_is_rehearsed_anew() -> None:
    prepare()
    other = new_private_key()
    signed_in(Role.COORDINATOR).post(path_of("key/"), {"file": upload(key_file(key=other))})
    assert wave_of().wave_key == other.public
    assert not wave_of().is_rehearsed
    assert "Still to try: first and second" in see()


def test_once_the_wave_is_open_its_key_cannot_change() -> None:
    open_for_answers()
    answered = signed_in(Role.COORDINATOR).post(
        path_of("key/"), {"file": upload(key_file(key=new_private_key()))}
    )
    assert "The wave has opened, so its key cannot change" in page(answered)
    assert wave_of().wave_key == keys().wave.public


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Choose a file"),
        (b"a letter", "There is no public key in this file"),
        (b"[" * 5000, "There is no public key in this file"),
        (b"x" * 50_000, "There is no public key in this file"),
        (key_file(council="X0000002"), "This key is for wave 2026 of X0000002"),
        (key_file(wave="2024"), "This key is for wave 2024 of X0000001"),
        (
            b'{"heard_wave_public_key": 1, "council": "X0000001", "wave": "2026", "public_key": "AAAA"}',
            "no public key",
        ),
        (b'{"heard_wave_public_key": 1, "council": 1, "wave": [], "public_key": null}', "no public key"),
    ],
)
def test_whatever_else_is_chosen_as_public_key_is_refused_in_words(content: str | bytes, words: str) -> None:
    plan()
    answered = signed_in(Role.COORDINATOR).post(path_of("key/"), {"file": upload(content)})
    assert answered.status_code == 422
    assert words in page(answered)
    assert wave_of().wave_key == b""


@pytest.mark.parametrize(
    ("file", "passphrase", "words"),
    [
        (key_file(), "not this one at all", "This passphrase does not open this key file"),
        (key_file(key=new_private_key()), PASSPHRASES[Holder.FIRST], "it is not the key that the answers"),
        (key_file(council="X0000002"), PASSPHRASES[Holder.FIRST], "This key is for wave 2026 of X0000002"),
        ("a letter", PASSPHRASES[Holder.FIRST], "This is not a key file but something else"),
    ],
)
def test_a_key_file_that_does_not_open_is_told_and_not_taken_as_tried(
    file: str, passphrase: str, words: str
) -> None:
    prepare()
    with in_council(COUNCIL):
        actions.register_key(wave=WAVE, content=key_file(key=new_private_key()).encode(), by=BY, at=NOON)
        actions.register_key(wave=WAVE, content=key_file().encode(), by=BY, at=NOON)
    answered = signed_in(Role.KEY_HOLDER).post(
        path_of("key/rehearsal/"), {"file": upload(file), "passphrase": passphrase}
    )
    assert answered.status_code == 422
    assert words in page(answered)
    assert passphrase not in page(answered)
    assert not any(each.rehearsed_on for each in wave_of().custody)


def test_before_closing_the_page_says_what_happens_next_and_when() -> None:
    open_for_answers()
    found = see("close/")
    assert "From 9 March 2026: a key holder hands the key in" in found
    assert "at the latest from 21 April 2026" in found


def test_two_who_close_at_once_close_it_once() -> None:
    open_for_answers()
    first, second = (signed_in(Role.COORDINATOR).post(path_of("close/")) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 409)
    assert "somebody may have closed it already" in page(second)
    assert [event[1] for event in actions_recorded()].count("closed the wave") == 1
    assert wave_of().closed_on == NOON.date()


@pytest.mark.parametrize(("days_after", "state"), [(0, State.OPEN), (1, State.CLOSED)])
def test_the_day_after_the_last_answer_day_the_wave_closes_by_itself(
    monkeypatch: pytest.MonkeyPatch, days_after: int, state: State
) -> None:
    open_for_answers()
    today = LAST_ANSWER_DAY + timedelta(days=days_after)
    set_clock(monkeypatch, at_noon(today))
    with in_council(COUNCIL):
        close_overdue_waves(COUNCIL, today)
        close_overdue_waves(COUNCIL, today)
    assert wave_of().state is state
    closed = [event for event in actions_recorded() if event[1] == "closed the wave"]
    assert closed == ([("the site's clock", "closed the wave", WAVE)] if state is State.CLOSED else [])


def test_nothing_of_a_closed_wave_gives_cards() -> None:
    open_for_answers()
    close()
    browser = signed_in(Role.COORDINATOR)
    answered = browser.post(
        path_of("cards/"), {"survey": "8-11", "label": "Team", "size": "10", "kind": "team"}
    )
    assert "The wave has closed, so no cards are made" in page(answered)


def test_a_key_is_recorded_as_destroyed_once_and_only_after_the_opening() -> None:
    open_for_answers()
    close()
    holder = signed_in(Role.KEY_HOLDER)
    refused = holder.post(path_of("key/destroyed/"), {"holder": "first"})
    assert "the key is still needed" in page(refused)
    with in_council(COUNCIL):
        collection_id = CouncilWave.objects.get().collection_id
        for state in (State.OPENING, State.OPENED):
            actions.codes.move_collection(collection_id=collection_id, to=state)
    for _ in range(2):
        assert holder.post(path_of("key/destroyed/"), {"holder": "first"}).status_code == 302
    assert [each.destroyed_on for each in wave_of().custody] == [NOON.date(), None]
    said = [event[1] for event in actions_recorded()]
    assert said.count("recorded that the first key file is destroyed") == 1


def test_the_list_tells_each_person_their_own_next_step() -> None:
    open_for_answers()
    close()
    by_role = {role: page(signed_in(role).get(f"/work/{COUNCIL}/")) for role in Role}
    assert all("The last answers are coming in" in found for found in by_role.values())
    assert f'href="{path_of()}"' in by_role[Role.COORDINATOR]
    assert f'href="{path_of()}"' not in by_role[Role.BOARD]


def test_who_has_no_page_of_the_wave_finds_what_is_theirs_in_the_list() -> None:
    open_for_answers()
    links = {role: page(signed_in(role).get(f"/work/{COUNCIL}/")) for role in Role}
    plan_of_it, closing = f'href="{path_of("plan/")}"', f'href="{path_of("closing-down/")}"'
    mine = {role: (plan_of_it in found, closing in found) for role, found in links.items()}
    assert (mine[Role.BOARD], mine[Role.KEY_HOLDER]) == ((True, False), (False, True))
    assert mine[Role.COORDINATOR] == (False, False)  # theirs stands on the wave's page


def test_every_way_back_named_after_the_wave_leads_to_its_page_where_there_is_one() -> None:
    open_for_answers()
    make_cards()
    back = f'<p class="over"><a href="{path_of()}">'
    for place in ("closing-down/", "report/", "plan/", "watching/", "who-could-answer/"):
        assert back in see(place), place
    assert f'<p class="over"><a href="/work/{COUNCIL}/">' in see("closing-down/", Role.KEY_HOLDER)


def test_while_the_wave_is_open_the_next_step_leads_to_how_the_answers_come_in_once() -> None:
    open_for_answers()
    make_cards()
    found = see()
    assert f'<a class="button" href="{path_of("watching/")}">How the answers are coming in</a>' in found
    assert found.count(path_of("watching/")) == 1


@pytest.mark.parametrize(
    ("day", "stands"),
    [
        (LAST_ANSWER_DAY - timedelta(days=2), "3 days left"),  # today with them, as the letters say it
        (LAST_ANSWER_DAY - timedelta(days=1), "2 days left"),
        (LAST_ANSWER_DAY, "last day for answers"),
    ],
)
def test_the_page_counts_the_days_that_are_left(
    monkeypatch: pytest.MonkeyPatch, day: object, stands: str
) -> None:
    open_for_answers()
    make_cards()
    set_clock(monkeypatch, at_noon(day))  # type: ignore[arg-type]
    assert stands in see()


def test_a_panel_that_is_to_meet_stands_on_the_page() -> None:
    open_for_answers()
    assert f"{PANEL_ON.day} April 2026" in see()
