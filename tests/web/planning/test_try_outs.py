"""Trying the site out: everything says that it is made up, and nothing of it can ever be opened, whatever is tried."""

from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from heard.base.surveys import Survey
from heard.web.answering.cookies import ENDING
from heard.web.codes import actions as codes
from heard.web.codes import opening as sealed_rows
from heard.web.codes.cards import written
from heard.web.codes.key_files import Holder
from heard.web.codes.models import Collection, SealedAnswers, SealedComment, SealedSlip, Seat
from heard.web.codes.opening import MadeUpAnswers
from heard.web.codes.queries import Card, find_card
from heard.web.codes.sealing import new_private_key
from heard.web.jobs.running import RunningJob
from heard.web.people.roles import Role
from heard.web.planning.actions import begin_try_out
from heard.web.printing.presenters import MADE_UP as ON_PAPER
from heard.web.printing.presenters import list_papers, present_paper
from heard.web.results import actions as results
from heard.web.results import opening
from heard.web.results.models import Opening
from heard.web.tenancy import in_council
from heard.web.voices.models import Comment
from heard.web.voices.tasks import read_comments
from heard.web.watching.models import AdultAddress, Nudge
from heard.web.waves import actions, gate, trying
from heard.web.waves.actions import NotNow
from heard.web.waves.models import CouncilWave
from heard.web.waves.public_keys import write_public_key
from heard.web.waves.queries import State, WaveFacts, find_wave, list_try_outs, list_waves
from heard.web.waves.tasks import count_and_stir, wipe_try_outs
from heard.web.waves.trying import TRY_OUT, NoTryOut
from web.printing.sheets import a_ballot, cards, letters
from web.staff import (
    BY,
    COUNCIL,
    NOON,
    OTHER,
    PASSPHRASES,
    actions_recorded,
    answer,
    give_server_keys,
    key_file,
    keys,
    lay_programme,
    make_people,
    open_for_answers,
    page,
    set_clock,
    signed_in,
    wave_of,
)

pytestmark = pytest.mark.django_db

MADE_UP = "its cards, answers and counts are made up"
TO_A_CHILD = "This is only a try-out."
TODAY = NOON.date()  # 2 March 2026; fourteen days of it end on the 15th


@pytest.fixture(autouse=True)
def programme(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    make_people()
    set_clock(monkeypatch, NOON)
    give_server_keys(monkeypatch)
    return lay_programme(tmp_path, monkeypatch)


def begin(council: str = COUNCIL) -> None:
    with in_council(council):
        begin_try_out(by=BY, at=NOON)


def facts() -> WaveFacts:
    with in_council(COUNCIL):
        (found,) = list_try_outs()
    return found


def make_cards(number: int = 10) -> list[str]:
    with in_council(COUNCIL):
        made = actions.issue_cards(
            wave=TRY_OUT, survey="8-11", label="Working group", size=number, by=BY, at=NOON
        )
    return list(made.codes)


def count_rows() -> dict[str, int]:
    with in_council(COUNCIL):
        tables = (CouncilWave, Collection, Seat, SealedAnswers, SealedSlip, SealedComment)
        return {model.__name__: model.objects.count() for model in tables}


def enter(code: str) -> Client:
    browser = Client()
    browser.post("/answer/code/", {"code": written(code)}, follow=True)
    return browser


# --- What it is --------------------------------------------------------------------------------------


def test_it_is_open_at_once_without_key_files_or_sign_off() -> None:
    answered = signed_in(Role.COORDINATOR).post(f"/work/{COUNCIL}/try-out/", {"go": "begin"})
    assert answered.url == f"/work/{COUNCIL}/waves/{TRY_OUT}/"
    assert (facts().state, facts().is_made_up, facts().custody) == (State.OPEN, True, ())
    assert facts().surveys == ("4-7", "8-11", "11-17", "16-25")
    assert facts().last_answer_day == date(2026, 3, 15)
    assert actions_recorded() == [(BY, "began a try-out", TRY_OUT)]


def test_there_is_one_at_a_time_and_without_one_there_is_nothing_to_wipe() -> None:
    with in_council(COUNCIL), pytest.raises(NoTryOut):
        trying.wipe_try_out(by=BY, at=NOON)
    begin()
    with pytest.raises(NotNow, match="There is a try-out already"):
        begin()
    answered = signed_in(Role.COORDINATOR).post(f"/work/{COUNCIL}/try-out/", {"go": "begin"})
    assert answered.status_code == 409


def test_it_is_no_wave_of_the_council_and_has_no_plan() -> None:
    begin()
    with in_council(COUNCIL):
        assert list_waves() == ()
    assert signed_in(Role.COORDINATOR).get(f"/work/{COUNCIL}/waves/{TRY_OUT}/plan/").status_code == 404


def test_its_counts_move_as_those_of_a_wave_do() -> None:
    begin()
    for code in make_cards()[:5]:
        answer(find_card(code))
    with in_council(COUNCIL):
        count_and_stir(COUNCIL, TODAY)
    found = page(signed_in(Role.COORDINATOR).get(f"/work/{COUNCIL}/waves/{TRY_OUT}/"))
    assert "5 children and young people have answered" in found
    assert MADE_UP in found


def test_one_that_is_sealed_to_another_counting_key_holds_up_nobodys_count() -> None:
    open_for_answers()
    begin()
    with in_council(COUNCIL):
        Collection.objects.filter(council_id=COUNCIL, is_made_up=True).update(
            counting_key=new_private_key().public
        )
        made = actions.issue_cards(wave="2026", survey="8-11", label="Team", size=10, by=BY, at=NOON)
    for code in made.codes[:5]:
        answer(find_card(code))
    with in_council(COUNCIL):
        count_and_stir(COUNCIL, TODAY)
    found = page(signed_in(Role.COORDINATOR).get(f"/work/{COUNCIL}/waves/2026/"))
    assert "5 children and young people have answered" in found


# --- What it says ------------------------------------------------------------------------------------


def pages_of_a_wave() -> list[str]:
    """Every address of the site that holds a wave and nothing else but the council."""

    def below(resolver: URLResolver, space: str = "") -> list[tuple[str, URLPattern]]:
        found = []
        for each in resolver.url_patterns:
            if isinstance(each, URLResolver):
                found += below(each, f"{each.namespace}:" if each.namespace else space)
            else:
                found.append((f"{space}{each.name}", each))
        return found

    return [
        name for name, each in below(get_resolver()) if set(each.pattern.converters) == {"council", "wave"}
    ]


def is_page(answered: HttpResponse) -> bool:
    return answered.status_code == 200 and answered["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("name", pages_of_a_wave())
def test_every_page_of_a_wave_says_of_the_try_out_that_it_is_made_up(name: str) -> None:
    begin()
    address = reverse(name, args=[COUNCIL, TRY_OUT])
    shown = {role: signed_in(role).get(address) for role in Role}
    pages = {role: page(each) for role, each in shown.items() if is_page(each)}
    assert [role for role, each in pages.items() if MADE_UP not in each] == []
    assert pages or {each.status_code for each in shown.values()} <= {302, 403, 404, 405}


def test_cards_on_the_page_they_are_printed_from_are_marked() -> None:
    begin()
    sent = {"survey": "8-11", "label": "Working group", "kind": "team", "size": "10"}
    answered = signed_in(Role.COORDINATOR).post(f"/work/{COUNCIL}/waves/{TRY_OUT}/cards/", sent)
    assert MADE_UP in page(answered)
    assert page(answered).count("<code>") == 10


def test_paper_of_a_try_out_says_it_on_every_sheet_and_inside_every_card() -> None:
    made_up, real = a_ballot(is_made_up=True), a_ballot()
    for survey in Survey:
        for sheet in (cards(survey, ballot=made_up), letters(survey, ballot=made_up)):
            assert sheet.lead == sheet.until == ON_PAPER
    keys = [paper.key for group in list_papers(made_up) for paper in group.papers]
    assert len(keys) == 11  # a leaflet and a poster for each of four ages, and three for adults
    for key in keys:
        assert present_paper(key, made_up, programme="").lead == ON_PAPER
        assert ON_PAPER not in repr(present_paper(key, real, programme=""))
    assert ON_PAPER not in repr(cards(Survey.AGES_8_11, ballot=real))


def test_the_page_of_a_try_outs_poster_says_it_too() -> None:
    begin()
    found = page(signed_in(Role.COORDINATOR).get(f"/work/{COUNCIL}/waves/{TRY_OUT}/paper/poster-8-11/"))
    assert found.count(ON_PAPER) == 2


def test_a_real_wave_says_nothing_of_the_kind() -> None:
    open_for_answers()
    assert MADE_UP not in page(signed_in(Role.COORDINATOR).get(f"/work/{COUNCIL}/waves/2026/"))
    with in_council(COUNCIL):
        (code, *_) = actions.issue_cards(
            wave="2026", survey="8-11", label="Team", size=10, by=BY, at=NOON
        ).codes
    assert TO_A_CHILD not in page(enter(code).get("/answer/about/"))


def test_every_page_that_somebody_with_its_card_sees_says_it() -> None:
    begin()
    first, second, *_ = make_cards()
    browser = enter(first)
    assert TO_A_CHILD in page(browser.get("/answer/about/"))
    token = browser.get("/answer/about/").context["page"].token
    browser.post("/answer/about/", {"go": "yes", "visit": token})
    for path in ("/answer/question/", "/answer/stop/", "/answer/pause/", "/answer/help/"):
        answered = browser.get(path)
        assert answered.status_code == 200
        assert TO_A_CHILD in page(answered), path
    said: HttpResponse = browser.post("/answer/stop/", {"visit": token}, follow=True)
    assert TO_A_CHILD in page(said)  # thrown away
    browser = enter(second)
    token = browser.get("/answer/about/").context["page"].token
    assert TO_A_CHILD in page(browser.post("/answer/about/", {"go": "no", "visit": token}, follow=True))


# --- What can be tried -------------------------------------------------------------------------------


@pytest.fixture
def answered() -> WaveFacts:
    """Twelve made-up answers, and words."""
    begin()
    for code in make_cards(12):
        answer(find_card(code), comments={"happier": "A dog."})
    return facts()


def running() -> RunningJob:
    """A job that somebody has started by hand for the try-out."""
    return RunningJob(
        key=uuid4(), council=COUNCIL, kind="open_wave", subject=TRY_OUT, attempt=1, now=lambda: NOON
    )


def test_the_database_refuses_to_move_it_to_opening_whatever_the_code_does(answered: WaveFacts) -> None:
    for state in (State.OPENING, State.OPENED):
        with in_council(COUNCIL), pytest.raises(IntegrityError), transaction.atomic():
            Collection.objects.filter(pk=answered.collection_id).update(state=state)
    assert facts().state is State.OPEN


def test_closed_it_goes_no_further(answered: WaveFacts) -> None:
    with in_council(COUNCIL):
        actions.close_wave(wave=TRY_OUT, by=BY, at=NOON)
        with pytest.raises(codes.MadeUp):
            codes.move_collection(collection_id=answered.collection_id, to=State.OPENING)
    assert facts().state is State.CLOSED


def test_no_key_can_be_registered_tried_or_handed_in(answered: WaveFacts) -> None:
    public = write_public_key(council=COUNCIL, wave=TRY_OUT, public_key=keys().wave.public)
    file = key_file(wave=TRY_OUT).encode()
    with in_council(COUNCIL):
        with pytest.raises(NotNow):
            actions.register_key(wave=TRY_OUT, content=public.encode(), by=BY, at=NOON)
        actions.close_wave(wave=TRY_OUT, by=BY, at=NOON)
        with pytest.raises(NotNow, match="This is a try-out"):
            results.hand_in(wave=TRY_OUT, content=file, passphrase=PASSPHRASES[Holder.FIRST], by=BY, at=NOON)
        assert not Opening.objects.exists()


def test_its_sealed_answers_are_not_read_even_inside_an_opening(answered: WaveFacts, programme: Path) -> None:
    before = sorted(path.name for path in (programme / "responses").iterdir())
    with in_council(COUNCIL):
        with pytest.raises(MadeUpAnswers):
            sealed_rows.read_sealed_answers(answered.collection_id)
        Opening.objects.create(council_id=COUNCIL, council_wave_id=answered.id, opened_by=BY)
        with pytest.raises(MadeUpAnswers):
            results.take_sealed(wave=TRY_OUT)
    assert sorted(path.name for path in (programme / "responses").iterdir()) == before


def test_a_job_that_opens_it_stops_before_it_has_looked_at_an_answer(
    answered: WaveFacts, programme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(path.name for path in (programme / "responses").iterdir())
    with in_council(COUNCIL):
        Opening.objects.create(council_id=COUNCIL, council_wave_id=answered.id, opened_by=BY)
    monkeypatch.setattr(opening.handover, "take", lambda job: keys().wave)
    monkeypatch.setattr(opening, "_check_server_keys", lambda running: None)
    monkeypatch.setattr(opening, "check_folder", lambda wave, council: None)
    monkeypatch.setattr(RunningJob, "say", lambda *args, **told: None)
    with pytest.raises(opening.OpeningStopped, match="never reach the data set"):
        opening.write_answers(running())
    assert sorted(path.name for path in (programme / "responses").iterdir()) == before


def test_what_it_is_sealed_to_is_nobody_s_key(answered: WaveFacts) -> None:
    with in_council(COUNCIL):
        box = Collection.objects.get(pk=answered.collection_id)
    known = {keys().wave.public, keys().counting.public, keys().reading.public}
    assert bytes(box.wave_key) not in known
    assert bytes(box.reading_key) not in known
    assert bytes(box.wave_key) != bytes(box.reading_key)


def test_nobody_reads_what_is_written_in_it(answered: WaveFacts) -> None:
    with in_council(COUNCIL):
        read_comments(COUNCIL, TODAY)
        assert not Comment.objects.exists()


def test_a_real_wave_cannot_be_wiped_as_one_nor_opened_around_its_gate() -> None:
    open_for_answers()
    with in_council(COUNCIL):
        with pytest.raises(codes.WrongState):
            codes.wipe_made_up(collection_id=wave_of().collection_id)
        with pytest.raises(NoTryOut):
            trying.wipe_try_out(by=BY, at=NOON)
        trying.wipe_overdue(at=NOON + timedelta(days=400))
    assert wave_of().state is State.OPEN


def test_it_cannot_be_turned_into_a_wave(answered: WaveFacts) -> None:
    with in_council(COUNCIL), pytest.raises(NotNow):
        gate.settle(wave=TRY_OUT, settled=_settled_of(answered), by=BY, at=NOON)
    with in_council(COUNCIL), pytest.raises(NotNow):
        actions.open_wave(wave=TRY_OUT, by=BY, at=NOON)


def _settled_of(wave: WaveFacts) -> gate.Settled:
    return gate.Settled(
        versions=wave.versions,
        opens_on=None,
        last_answer_day=wave.last_answer_day,
        grace_days=0,
        panel_on=wave.panel_on,
        feedback_on=None,
        feedback_owner="",
        feedback_words="",
    )


# --- How it ends -------------------------------------------------------------------------------------


def test_one_button_wipes_all_of_it(answered: WaveFacts) -> None:
    assert count_rows()["SealedAnswers"] == 12
    found = signed_in(Role.COORDINATOR).post(f"/work/{COUNCIL}/try-out/", {"go": "wipe"})
    assert found.status_code == 302
    assert set(count_rows().values()) == {0}
    with in_council(COUNCIL):
        assert find_wave(TRY_OUT) is None
    assert actions_recorded()[-1] == (BY, "wiped the try-out", TRY_OUT)
    begin()  # and another may begin


@pytest.mark.parametrize(("days", "is_there"), [(13, True), (14, False), (15, False)])
def test_after_its_last_day_it_is_wiped_by_itself(
    monkeypatch: pytest.MonkeyPatch, days: int, is_there: bool
) -> None:
    begin()
    at = NOON + timedelta(days=days)
    monkeypatch.setattr("heard.web.waves.tasks.now", lambda: at)
    with in_council(COUNCIL):
        wipe_try_outs(COUNCIL, at.date())
        assert bool(list_try_outs()) is is_there


def test_whoever_is_in_the_middle_of_it_is_told_kindly(answered: WaveFacts) -> None:
    asking, reading = _half_way("More"), _half_way("Others")
    with in_council(COUNCIL):
        trying.wipe_try_out(by=BY, at=NOON)
    assert reading.get("/answer/help/").status_code == 200
    assert asking.get("/answer/about/").status_code == 410
    assert asking.get("/answer/about/").url == "/"


def _half_way(label: str = "More") -> Client:
    with in_council(COUNCIL):
        made = actions.issue_cards(wave=TRY_OUT, survey="8-11", label=label, size=10, by=BY, at=NOON)
    return enter(made.codes[0])


def test_a_last_page_that_was_not_read_in_time_leads_to_the_start() -> None:
    begin()
    browser = _half_way()
    token = browser.get("/answer/about/").context["page"].token
    browser.post("/answer/about/", {"go": "no", "visit": token})
    assert browser.cookies[ENDING].value
    with in_council(COUNCIL):
        trying.wipe_try_out(by=BY, at=NOON)
    assert browser.get("/answer/end/").url == "/"


def test_nothing_is_told_of_how_it_went_so_that_nothing_keeps_it_from_being_wiped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begin()
    told = {"went_well": "The cards.", "to_change": "The words.", "version": "0"}
    written_ = signed_in(Role.COORDINATOR).post(f"/work/{COUNCIL}/waves/{TRY_OUT}/how-it-went/write/", told)
    assert written_.status_code == 422
    assert "This is a try-out" in page(written_)
    at = NOON + timedelta(days=14)
    monkeypatch.setattr("heard.web.waves.tasks.now", lambda: at)
    with in_council(COUNCIL):
        wipe_try_outs(COUNCIL, at.date())
        assert list_try_outs() == ()


def test_no_letter_tells_adults_that_it_has_begun() -> None:
    begin()
    coordinator = signed_in(Role.COORDINATOR)
    watching = f"/work/{COUNCIL}/waves/{TRY_OUT}/watching"
    coordinator.post(f"{watching}/adults/", {"emails": "team@alderbrook.example", "team": ""})
    sent = coordinator.post(f"{watching}/write/start/", {"heading": "It has begun", "words": "Hello"})
    assert sent.status_code == 422
    assert "This is a try-out" in page(sent)
    with in_council(COUNCIL):
        assert not Nudge.objects.exists()
        trying.wipe_try_out(by=BY, at=NOON)
        assert not AdultAddress.objects.exists()


def test_a_card_is_replaced_in_its_own_wave_alone_so_that_no_child_gets_one_of_a_try_out() -> None:
    open_for_answers()
    begin()
    made_up, *_ = make_cards()
    with in_council(COUNCIL):
        real, *_ = actions.issue_cards(
            wave="2026", survey="8-11", label="Team", size=10, by=BY, at=NOON
        ).codes
    coordinator = signed_in(Role.COORDINATOR)
    for code, wave in ((made_up, "2026"), (real, TRY_OUT)):
        before = len(actions_recorded())
        answered = coordinator.post(f"/work/{COUNCIL}/waves/{wave}/cards/replace/", {"code": written(code)})
        assert answered.status_code == 422
        assert "No card has this code" in page(answered)
        assert not find_card(code).is_replaced
        assert len(actions_recorded()) == before


def test_another_council_s_try_out_is_not_touched() -> None:
    make_people(OTHER)
    begin()
    with in_council(OTHER), pytest.raises(NoTryOut):
        trying.wipe_try_out(by=BY, at=NOON)
    assert facts().is_made_up


def test_a_card_of_a_real_wave_is_none_of_a_try_out() -> None:
    open_for_answers()
    with in_council(COUNCIL):
        made = actions.issue_cards(wave="2026", survey="8-11", label="Team", size=10, by=BY, at=NOON)
    real: Card = find_card(made.codes[0])
    assert real.is_made_up is False
