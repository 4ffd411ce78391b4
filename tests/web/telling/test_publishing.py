"""From words to a page: what may be published, that it is frozen, and that it forgets what may no longer be said."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.base.policy import Level
from heard.web.acting.kinds import Status
from heard.web.responding.kinds import Kind
from heard.web.telling import actions, queries
from heard.web.telling.actions import CannotPublish, Crossed, Written, keep_words
from heard.web.telling.checking import AnswerKind
from heard.web.telling.content import Content, Line, Made, Said, still_said
from heard.web.telling.gathering import build_content
from heard.web.telling.models import Publication, ToldWords
from heard.web.telling.offering import AMOUNTS, offer_said
from heard.web.telling.queries import PublishedFacts, Spot
from heard.web.telling.readers import ENGLISH, Reader
from heard.web.tenancy import in_council
from heard.web.ui import clock
from web.reporting.made import AFTER, begin
from web.staff import BY, COUNCIL, NOON, WAVE, actions_recorded, set_clock, wave_of
from web.telling.made import EDITOR, FRIEND, SAFE, Council, obstacles, stand_in, tell, told, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Council:
    begin(monkeypatch, tmp_path)
    set_clock(monkeypatch, AFTER)
    return stand_in(monkeypatch)


def publish(read: int = 0, by: str = EDITOR) -> PublishedFacts:
    with in_council(COUNCIL):
        return actions.publish(facts=wave_of(), read=read, by=by, at=clock.now())


def published() -> PublishedFacts | None:
    with in_council(COUNCIL):
        return queries.find_published(WAVE)


def ready(council: Council, indicator: str = SAFE) -> None:
    """A finding that is told, answered, backed by an action, and written of."""
    tell(told(indicator))
    council.answer(indicator)
    council.link(indicator)
    write(indicator)


def test_what_is_answered_backed_and_written_is_published_and_everybody_is_told_who_did_it(
    council: Council,
) -> None:
    ready(council)
    assert obstacles() == []
    found = publish()
    (line,) = found.content.lines[Reader.AGES_8_11]
    assert line.said == (
        Said("More of you than in other places do not always feel safe where you live.", (told(SAFE).key,)),
    )
    assert (line.kind, line.answer) == ("will", "We will ask you each month if you feel safe.")
    assert (found.number, found.published_by, found.published_on) == (1, EDITOR, AFTER.date())
    assert (EDITOR, "published what children are told", f"{WAVE}: 1") in actions_recorded()


def test_nothing_is_published_of_what_has_no_answer(council: Council) -> None:
    tell(told(SAFE))
    write(SAFE)
    assert obstacles() == ["no_answer"]
    with pytest.raises(CannotPublish):
        publish()
    assert published() is None


def test_an_answer_the_panel_sent_back_is_not_published(council: Council) -> None:
    ready(council)
    council.answer(SAFE, sent_back="This says nothing.")
    assert obstacles() == ["sent_back"]


def test_a_promise_without_an_action_and_a_deed_without_evidence_keep_the_page_back(council: Council) -> None:
    tell(told(SAFE))
    council.answer(SAFE)
    write(SAFE, did="We built a garden.")
    assert set(obstacles()) == {"words"}
    council.link(SAFE)
    assert obstacles() == ["words", "words"]  # the deed, in its words and by its place
    council.link(SAFE, status=Status.DONE)
    assert set(obstacles()) == {"words"}
    council.finish(SAFE)
    assert obstacles() == []


def test_an_action_that_was_stopped_keeps_no_promise(council: Council) -> None:
    tell(told(SAFE))
    council.answer(SAFE)
    council.link(SAFE, status=Status.STOPPED)
    write(SAFE)
    assert set(obstacles()) == {"words"}


def test_figures_and_words_of_the_trade_keep_it_back(council: Council) -> None:
    ready(council)
    write(SAFE, answer="We will ask 3 of you about your placement.", read=1)
    assert obstacles() == ["words", "words"]


def test_what_the_public_report_does_not_tell_is_not_published(council: Council) -> None:
    tell(told(SAFE, level=Level.BOARD))
    council.answer(SAFE)
    council.link(SAFE)
    write(SAFE)
    assert obstacles() == ["not_public"]


def test_where_nothing_can_be_offered_the_council_says_itself_what_was_said(council: Council) -> None:
    tell(told(SAFE, survey="11-17"))
    council.answer(SAFE)
    council.link(SAFE)
    write(SAFE)
    assert obstacles() == ["nothing_said"]
    write(SAFE, said="You want to feel safer.", read=1)
    assert obstacles() == []
    (line,) = publish().content.lines[Reader.AGES_8_11]
    assert line.said[0].keys == (told(SAFE, survey="11-17").key,)


def test_nothing_is_published_before_the_panel_has_met(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready(council)
    set_clock(monkeypatch, NOON)
    assert obstacles() == ["held"]


def test_with_nothing_written_there_is_nothing_to_publish(council: Council) -> None:
    tell(told(SAFE))
    assert obstacles() == ["nothing"]
    write(SAFE)
    write(SAFE, answer="", read=1)
    assert obstacles() == ["nothing"]


def test_a_finding_told_no_longer_is_gone_from_a_page_that_stands_and_its_answer_stays(
    council: Council,
) -> None:
    from heard.web.results.found import list_findings
    from heard.web.telling.content import only_told, told_now

    tell(told(SAFE), told(FRIEND))
    for indicator in (SAFE, FRIEND):
        council.answer(indicator)
        council.link(indicator)
        write(indicator, said="" if indicator == SAFE else "You want friends.")
    write(SAFE, reader=Reader.ADULTS)
    page = publish()
    tell(told(FRIEND, "strength"))  # of one nothing, of the other something else
    with in_council(COUNCIL):
        now = only_told(page.content, told_now(list_findings(WAVE)))
    assert [(line.said, bool(line.answer)) for lines in now.lines.values() for line in lines] == [
        ((), True)
    ] * 3


def test_a_quoted_sentence_is_told_as_it_is_told_now() -> None:
    said = (Said("41 of 57", ("a",), is_quoted=True), Said("Words", ("b", "c")), Said("Gone", ("d",)))
    assert [each.text for each in still_said(said, {"a": "40 of 57", "c": "x"})] == ["40 of 57", "Words"]


def test_published_anew_it_is_another_version_and_taken_back_it_is_none(council: Council) -> None:
    ready(council)
    publish()
    write(SAFE, answer="We will ask you.", read=1)
    first = published()
    assert first
    assert first.content.lines[Reader.AGES_8_11][0].answer.endswith("if you feel safe.")  # frozen
    assert publish(read=1).number == 2
    with in_council(COUNCIL):
        actions.take_back(wave=WAVE, read=2, by=EDITOR, at=clock.now())
        assert queries.find_published(WAVE) is None
        assert [each.number for each in queries.list_publications(WAVE)] == [2, 1]
    assert publish(read=2).number == 3


def test_of_two_who_publish_or_take_back_at_once_the_later_is_told(council: Council) -> None:
    ready(council)
    publish()
    with pytest.raises(Crossed):
        publish(read=0)
    publish(read=1)
    with in_council(COUNCIL), pytest.raises(Crossed):
        actions.take_back(wave=WAVE, read=1, by=EDITOR, at=clock.now())
    with in_council(COUNCIL):
        assert Publication.objects.count() == 2


def test_nobody_saves_over_words_they_have_not_read(council: Council) -> None:
    spot = Spot(SAFE, Reader.AGES_8_11, ENGLISH)
    write(SAFE)
    with in_council(COUNCIL):
        kept = keep_words(wave=WAVE, written={spot: Written("", "Mine.", "", 0)}, by=EDITOR, at=clock.now())
        assert (kept.saved, kept.crossed) == ((), (spot,))
        again = keep_words(wave=WAVE, written={spot: Written("", "Mine.", "", 1)}, by=EDITOR, at=clock.now())
        assert again.saved == (spot,)
        assert [each.by for each in queries.list_versions(WAVE, spot)] == [EDITOR, BY]
        assert ToldWords.objects.count() == 2


def test_a_page_comes_back_from_the_database_as_it_was_written(council: Council) -> None:
    content = Content(
        council=COUNCIL,
        council_name="Alderbrook",
        wave=WAVE,
        published_on=NOON.date(),
        lines={
            Reader.ADULTS: (Line(SAFE, "Safe", "will", (Said("a", ("k",), True),), "b", "c", "heart", "cy"),)
        },
        made=(Made("film", "A film", "words", "https://x.example", (SAFE,)),),
    )
    assert Content.from_json(content.to_json()) == content


def test_every_kind_of_answer_is_known_here() -> None:
    assert {each.value for each in AnswerKind} == {each.value for each in Kind}


class TestOffered:
    def test_each_amount_says_what_its_finding_bears(self) -> None:
        said = {
            against: offer_said([told(SAFE, kind, against=against)], Reader.AGES_8_11)
            for kind, against in (("development", "others"), ("declined", "previous"), ("strength", "level"))
        }
        assert [text.text for (text,) in said.values()] == [
            "More of you than in other places do not always feel safe where you live.",
            "More of you now do not always feel safe where you live.",
            "Most of you always feel safe where you live.",
        ]

    @pytest.mark.parametrize(
        "otherwise",
        [
            {"evidence": "possible"},
            {"evidence": "too_few"},
            {"kind": "ask"},
            {"kind": "gap", "against": "rest", "group": "gender=girl"},
            {"group": "gender=girl"},
            {"survey": "11-17"},
            {"cut_point": "low"},
        ],
    )
    def test_nothing_is_offered_of_what_is_open_of_a_group_of_another_age_or_of_another_answer(
        self, otherwise: dict[str, str]
    ) -> None:
        assert offer_said([told(SAFE, **otherwise)], Reader.AGES_8_11) == ()

    def test_surveys_taken_together_are_told_to_each_of_their_ages(self) -> None:
        for reader in (Reader.AGES_8_11, Reader.AGES_11_17):
            assert offer_said([told(SAFE, survey="8-11;11-17")], reader)
        assert offer_said([told(SAFE, survey="8-11;11-17")], Reader.AGES_4_7) == ()

    def test_adults_read_the_public_sentence_itself(self) -> None:
        line = told(SAFE)
        assert offer_said([line], Reader.ADULTS) == (Said(line.sentence, (line.key,), is_quoted=True),)

    def test_the_amounts_hold_no_figure(self) -> None:
        assert not any(letter.isdigit() for each in AMOUNTS.values() for letter in each)

    def test_of_every_question_and_age_there_are_whole_words(self) -> None:
        from heard.base.surveys import Survey
        from heard.catalogue import load_catalogue

        catalogue = load_catalogue()
        for survey in Survey:
            for key in catalogue.indicators:
                if catalogue.is_asked(key, survey.value):
                    (said,) = offer_said([told(key, survey=survey.value)], Reader(survey.value))
                    assert "{" not in said.text
                    assert "than in other places" in said.text
                    assert "places who" not in said.text
                    assert not any(letter.isdigit() for letter in said.text)


@given(
    answered=st.sets(st.sampled_from([SAFE, FRIEND])),
    sent_back=st.sets(st.sampled_from([SAFE, FRIEND])),
    public=st.sets(st.sampled_from([SAFE, FRIEND])),
    backed=st.sets(st.sampled_from([SAFE, FRIEND])),
    kinds=st.dictionaries(st.sampled_from([SAFE, FRIEND]), st.sampled_from(list(Kind))),
)
def test_a_page_that_is_built_holds_only_what_is_answered_public_and_backed(
    answered: set[str], sent_back: set[str], public: set[str], backed: set[str], kinds: dict[str, Kind]
) -> None:
    """Whatever stands in the database: what stands in the way is left out, and keeps the page back."""
    from datetime import date

    from heard.web.results.found import FindingFacts
    from heard.web.telling.checking import Backing
    from heard.web.telling.gathering import Known, list_obstacles
    from heard.web.telling.queries import WordsFacts
    from heard.web.telling.standing import Standing
    from web.telling.waves import a_wave

    both = (SAFE, FRIEND)
    everything = Known(
        wave=a_wave(),
        council_name="Alderbrook",
        today=date(2026, 7, 1),
        findings=[
            FindingFacts(
                1,
                WAVE,
                each,
                date(2026, 5, 1),
                (told(each, level=Level.PUBLIC if each in public else Level.BOARD),),
            )
            for each in both
        ],
        standing={
            each: Standing(
                AnswerKind(kinds.get(each, Kind.WILL).value),
                "",
                "",
                Backing(each in backed),
                each in sent_back,
            )
            for each in answered
        },
        words={
            Spot(each, Reader.AGES_8_11, ENGLISH): WordsFacts(1, answer="A path of its own.") for each in both
        },
    )
    page = build_content(everything)
    for indicator in page.indicators:
        assert indicator in answered - sent_back
        assert indicator in public
        assert indicator in backed or kinds.get(indicator, Kind.WILL) is not Kind.WILL
    assert (set(page.indicators) == set(both)) == (not list_obstacles(everything))
