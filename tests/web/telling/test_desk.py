"""The pages for staff: writing, publishing, what was made, who was told, cards, paper."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.web.people.roles import Role
from heard.web.printing import pressing
from heard.web.responding.kinds import Kind
from heard.web.telling import actions, queries, recording, tasks
from heard.web.telling.models import TellingEvent, VerdictCode
from heard.web.telling.readers import Audience, Reader
from heard.web.telling.recording import NotAnswered, NotYet, record_told, withdraw_told
from heard.web.tenancy import in_council
from heard.web.ui import clock
from web.programmes.towns import run_jobs
from web.reporting.made import AFTER, begin
from web.staff import (
    BY,
    COUNCIL,
    FEEDBACK_ON,
    NOON,
    WAVE,
    at_noon,
    page,
    path_of,
    set_clock,
    signed_in,
    wave_of,
)
from web.telling.made import EDITOR, FRIEND, SAFE, Council, stand_in, tell, told, write

pytestmark = pytest.mark.django_db
WORDS = path_of("told/words/8-11/")


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Council:
    begin(monkeypatch, tmp_path)
    set_clock(monkeypatch, AFTER)
    council = stand_in(monkeypatch)
    tell(told(SAFE), told(FRIEND, "strength"))
    council.answer(SAFE)
    return council


@pytest.fixture
def editor() -> Client:
    return signed_in(Role.EDITOR)


def typed(answer: str, *, indicator: str = SAFE, read: int = 0, **more: str) -> dict[str, str]:
    return {
        f"{indicator}-said": more.pop("said", ""),
        f"{indicator}-answer": answer,
        f"{indicator}-did": more.pop("did", ""),
        f"{indicator}-read": str(read),
        **more,
    }


class TestWriting:
    def test_only_what_is_answered_can_be_written_of(self, editor: Client) -> None:
        shown = page(editor.get(WORDS))
        assert f"{SAFE}-answer" in shown
        assert f"{FRIEND}-answer" not in shown
        assert "1 finding has no answer yet and cannot be told of." in shown
        assert "More of you than in other places do not always feel safe where you live." in shown

    def test_a_promise_without_an_action_is_kept_and_said_and_not_published(self, editor: Client) -> None:
        assert editor.post(WORDS, typed("We will ask you each month.")).status_code == 302
        shown = page(editor.get(WORDS))
        assert "We will ask you each month." in shown
        assert "“will” is a promise, and no action is linked to this finding." in shown
        assert editor.post(path_of("told/publish/"), {"read": "0"}).status_code == 422
        assert "is a promise" in page(editor.get(path_of("told/publish/")))
        with in_council(COUNCIL):
            assert queries.find_published(WAVE) is None

    def test_with_an_action_it_is_published(self, editor: Client, council: Council) -> None:
        editor.post(WORDS, typed("We will ask you each month."))
        council.link(SAFE)
        assert "Publish it" in page(editor.get(path_of("told/publish/")))
        assert editor.post(path_of("told/publish/"), {"read": "0"}).status_code == 302
        assert editor.post(path_of("told/publish/"), {"read": "0"}).status_code == 409
        assert editor.post(path_of("told/take-back/"), {"read": "1"}).status_code == 302
        assert editor.post(path_of("told/take-back/"), {"read": "1"}).status_code == 409

    def test_what_may_name_somebody_is_asked_about_before_it_is_kept(self, editor: Client) -> None:
        words = typed("We will ask Jayden Smith from Hillcrest School.")
        refused = editor.post(WORDS, words)
        assert refused.status_code == 422
        assert "This may name somebody" in page(refused)
        assert "Jayden" in page(refused)
        with in_council(COUNCIL):
            assert queries.list_words(WAVE) == {}
        assert editor.post(WORDS, {**words, "knows": "on"}).status_code == 302
        assert (
            editor.post(WORDS, {**words, f"{SAFE}-read": "1"}).status_code == 302
        )  # as it stood: asked once

    def test_of_two_who_write_the_later_sees_both(self, editor: Client) -> None:
        write(SAFE, answer="Theirs.", by=BY)
        crossed = editor.post(WORDS, typed("Mine."))
        assert crossed.status_code == 409
        shown = page(crossed)
        assert "Theirs." in shown
        assert "Mine." in shown
        assert editor.post(WORDS, typed("Mine.", read=1)).status_code == 302

    def test_every_version_is_kept_and_can_be_put_back(self, editor: Client) -> None:
        write(SAFE, answer="First.")
        write(SAFE, answer="Second.", read=1)
        history = f"{WORDS}{SAFE}/"
        assert "First." in page(editor.get(history))
        assert editor.post(f"{history}restore/", {"number": "1", "read": "2"}).status_code == 302
        assert editor.post(f"{history}restore/", {"number": "2", "read": "1"}).status_code == 409
        assert editor.post(f"{history}restore/", {"number": "9", "read": "3"}).status_code == 404
        with in_council(COUNCIL):
            (words,) = queries.list_words(WAVE).values()
        assert (words.number, words.answer) == (3, "First.")

    def test_too_much_is_refused_and_all_of_it_is_still_there(self, editor: Client) -> None:
        answered = editor.post(WORDS, typed("x" * 1_201))
        assert answered.status_code == 422
        assert "take out 1 character" in page(answered)
        assert "x" * 1_201 in page(answered)

    def test_before_the_panel_has_met_nobody_else_sees_a_finding(
        self, editor: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        set_clock(monkeypatch, NOON)
        for path in (WORDS, path_of("told/"), path_of("told/publish/"), path_of("told/audiences/")):
            answered = editor.get(path)
            assert answered.status_code == 200
            assert "72 %" not in page(answered)
            assert SAFE not in page(answered)

    def test_a_reader_there_is_not_and_a_question_there_is_not(self, editor: Client) -> None:
        assert editor.get(path_of("told/words/9-10/")).status_code == 404
        assert editor.get(f"{WORDS}no_such/").status_code == 404


def event(**otherwise: object) -> int:
    more = {
        "audience": Audience.AGES_8_11,
        "told_by": "participation officer",
        "how": "At the summer party",
        "how_many": 14,
        "told_on": AFTER.date(),
        "indicators": None,
        "said_back": "",
        **otherwise,
    }
    with in_council(COUNCIL):
        return record_told(wave=WAVE, by=BY, at=AFTER, **more)  # type: ignore[arg-type]


class TestTold:
    def test_an_audience_is_told_from_its_first_day(self) -> None:
        event(told_on=AFTER.date() - timedelta(1))
        event(audience=Audience.STAFF)
        with in_council(COUNCIL):
            first = {each.audience: each.told_on for each in queries.list_audiences(WAVE)}
            told_of = queries.list_told(WAVE)
        assert first == {
            Audience.AGES_8_11: AFTER.date() - timedelta(1),
            Audience.CARERS: None,
            Audience.FAMILIES: None,
            Audience.STAFF: AFTER.date(),
            Audience.PARTNERS: None,
        }
        assert told_of[SAFE].first_on == AFTER.date() - timedelta(1)
        assert told_of[SAFE].audiences == (Audience.AGES_8_11, Audience.STAFF)

    def test_nobody_was_told_of_what_has_no_answer_or_tomorrow(self, council: Council) -> None:
        with pytest.raises(NotAnswered):
            event(indicators=[SAFE, FRIEND])
        with pytest.raises(NotYet):
            event(told_on=AFTER.date() + timedelta(1))
        council.answer(SAFE, sent_back="This says nothing.")
        with pytest.raises(NotAnswered):
            event()
        with in_council(COUNCIL):
            assert not TellingEvent.objects.exists()

    def test_what_was_withdrawn_counts_no_longer_and_is_still_seen(self, editor: Client) -> None:
        number = event()
        with in_council(COUNCIL):
            withdraw_told(wave=WAVE, event=number, by=EDITOR, at=AFTER)
            assert queries.list_told(WAVE) == {}
        assert f"Withdrawn by {EDITOR}" in page(editor.get(path_of("told/audiences/")))

    def test_it_is_recorded_on_its_page_and_asks_about_names(self, editor: Client) -> None:
        sent = {
            "audience": "carers",
            "told_on": "2026-04-20",
            "told_by": "team manager",
            "how": "In a letter",
        }
        answered = editor.post(path_of("told/audiences/"), {**sent, "said_back": "Jayden Smith liked it."})
        assert answered.status_code == 422
        assert editor.post(path_of("told/audiences/"), sent).status_code == 302
        assert editor.post(path_of("told/audiences/"), {**sent, "told_on": "2026-04-30"}).status_code == 422
        with in_council(COUNCIL):
            (found,) = queries.list_events(WAVE)
        assert (found.audience, found.indicators, found.how_many) == (Audience.CARERS, (SAFE,), 0)

    def test_overdue_stands_out_the_day_after_the_plans(
        self, editor: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        event()
        for day, late in ((FEEDBACK_ON, 0), (FEEDBACK_ON + timedelta(1), 4)):
            set_clock(monkeypatch, at_noon(day))
            assert page(signed_in(Role.EDITOR).get(path_of("told/"))).count("Overdue") == late

    def test_on_the_day_the_editors_get_one_mail(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for day in (-1, 0, 0, 1, 5):
            at = at_noon(FEEDBACK_ON + timedelta(day))
            set_clock(monkeypatch, at)
            monkeypatch.setattr(tasks, "now", lambda at=at: at)
            with in_council(COUNCIL):
                tasks.tell(COUNCIL, at.date())
            run_jobs(at)
            assert len(mail.outbox) == (0 if day < 0 else 2)
        assert {to for each in mail.outbox for to in each.to} == {EDITOR, BY}
        assert (
            "Not told yet: children aged 8 to 11, carers, families, staff, partners." in mail.outbox[0].body
        )

    def test_where_everybody_was_told_nobody_is_reminded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with in_council(COUNCIL):
            for each in queries.list_audiences(WAVE):
                event(audience=each.audience)
            set_clock(monkeypatch, at_noon(FEEDBACK_ON))
            tasks.tell(COUNCIL, FEEDBACK_ON)
        run_jobs(at_noon(FEEDBACK_ON))
        assert mail.outbox == []

    @settings(max_examples=25)
    @given(
        steps=st.lists(
            st.tuples(
                st.sampled_from(["answer", "empty", "send_back", "tell", "tell_all"]),
                st.sampled_from([SAFE, FRIEND]),
            ),
            max_size=8,
        )
    )
    def test_nothing_counts_as_told_that_was_not_answered_when_it_was_told(
        self, steps: list[tuple[str, str]]
    ) -> None:
        council = Council()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(recording, "list_answered", lambda _wave: tuple(
                key for key, each in council.answers.items() if each.is_answered
            ))  # fmt: skip
            with in_council(COUNCIL):
                TellingEvent.objects.all().delete()
            ever: set[str] = set()
            for step, indicator in steps:
                if step == "answer":
                    council.answer(indicator)
                elif step == "send_back":
                    council.answer(indicator, sent_back="No.")
                elif step == "empty":
                    council.answers.pop(indicator, None)
                else:
                    answered = {key for key, each in council.answers.items() if each.is_answered}
                    asked = None if step == "tell_all" else [indicator]
                    try:
                        event(indicators=asked)
                    except NotAnswered:
                        assert not answered.issuperset(asked or ["nothing"])
                    else:
                        ever |= answered if asked is None else {indicator}
            with in_council(COUNCIL):
                assert set(queries.list_told(WAVE)) == ever


class TestMadeAndPaper:
    def publish(self, council: Council) -> None:
        council.link(SAFE)
        for reader in (Reader.AGES_8_11, Reader.ADULTS):
            write(SAFE, reader=reader)
        with in_council(COUNCIL):
            actions.publish(facts=wave_of(), read=0, by=EDITOR, at=clock.now())

    def test_a_film_stands_on_the_page_once_it_is_published_again(
        self, editor: Client, council: Council
    ) -> None:
        sent = {"kind": "film", "title": "Our film", "words": "We made it.", "indicators": [SAFE]}
        made = path_of("told/made/")
        assert editor.post(made, {**sent, "link": "http://film.example/"}).status_code == 422
        assert editor.post(made, {**sent, "title": "Our 3 films"}).status_code == 422
        assert editor.post(made, {**sent, "link": "https://film.example/"}).status_code == 302
        self.publish(council)
        shown = page(Client().get(f"/said/{COUNCIL}/{WAVE}/8-11/"))
        assert 'href="https://film.example/"' in shown
        with in_council(COUNCIL):
            (artefact,) = queries.list_artefacts(WAVE)
        assert editor.post(f"{made}{artefact.id}/withdraw/").status_code == 302
        with in_council(COUNCIL):
            assert queries.list_artefacts(WAVE) == ()

    def test_a_film_of_a_finding_without_an_answer_keeps_the_page_back(self, council: Council) -> None:
        self.publish(council)
        with in_council(COUNCIL):
            actions.add_artefact(
                wave=WAVE, kind="film", title="F", words="", link="", indicators=[FRIEND], by=BY, at=AFTER
            )
            actions.add_artefact(
                wave=WAVE, kind="film", title="3", words="", link="", indicators=[], by=BY, at=AFTER
            )
            with pytest.raises(actions.CannotPublish) as refused:
                actions.publish(facts=wave_of(), read=1, by=EDITOR, at=clock.now())
        assert [each.obstacle.value for each in refused.value.in_the_way] == ["no_answer", "made"]

    @pytest.mark.parametrize("kind", ["poster", "letter", "card", "slides", "story"])
    def test_each_paper_is_a_page_and_a_pdf(self, editor: Client, council: Council, kind: str) -> None:
        self.publish(council)
        paper = path_of(f"told/paper/8-11/{kind}/")
        shown = page(editor.get(paper, {"signer": "Director"}))
        assert "We will ask you each month if you feel safe." in shown
        assert ("Director, Alderbrook" in shown) == (kind == "letter")
        made = editor.get(f"{paper}pdf/", {"signer": "Director"})
        assert made.status_code == 200
        assert made.content.startswith(b"%PDF-")

    def test_without_pango_it_is_said_what_is_missing(
        self, editor: Client, council: Council, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.publish(council)
        ended = type("Done", (), {"returncode": pressing.NO_PANGO, "stdout": b""})
        monkeypatch.setattr(pressing.subprocess, "run", lambda *_args, **_more: ended)
        answered = editor.get(path_of("told/paper/8-11/poster/pdf/"))
        assert answered.status_code == 503
        assert "This server has no Pango" in page(answered)

    def test_of_what_is_not_published_there_is_no_paper(self, editor: Client) -> None:
        assert "nothing is yet" in page(editor.get(path_of("told/paper/")))
        assert editor.get(path_of("told/paper/8-11/poster/")).status_code == 404

    def test_cards_are_shown_once(self, editor: Client) -> None:
        made = editor.post(path_of("told/cards/"), {"reader": "8-11", "label": "Party", "size": "10"})
        assert page(made).count("<code>") == 10
        assert (
            editor.post(path_of("told/cards/"), {"reader": "8-11", "label": "Party", "size": "9"}).status_code
            == 422
        )
        assert "<code>" not in page(editor.get(path_of("told/cards/")))
        with in_council(COUNCIL):
            assert VerdictCode.objects.count() == 10


def test_the_front_says_the_next_step(editor: Client, council: Council) -> None:
    def read() -> str:
        return page(signed_in(Role.EDITOR).get(path_of("told/")))

    assert "Write for the first age" in read()
    council.answer(SAFE, Kind.UNDERSTAND)
    write(SAFE, answer="We did it.")
    assert "See what stands in the way" in read()
    write(SAFE, answer="What is it like?", read=1)
    assert "Look at the page and publish it" in read()
    editor.post(path_of("told/publish/"), {"read": "0"})
    assert "Record who was told" in read()
    assert "Version 1 stands" in page(signed_in(Role.BOARD).get(path_of("told/")))
