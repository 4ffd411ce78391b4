"""Leaving for a while, for good, or at once; idle minutes; getting help."""

import pytest
from django.db import DatabaseError

from heard.web.codes.actions import State
from heard.web.policy import IDLE_MINUTES
from web.answering.children import END, QUESTION, Child, answer_to_the_end
from web.answering.conftest import Clock
from web.ballots import Ballot, make_ballot, move_to
from web.opened import open_answers

pytestmark = pytest.mark.django_db
PICKED = {"first": "cat", "second": "boat", "third": "sun"}
OTHERS = {"first": "sun", "second": "boat", "third": "cat"}


@pytest.fixture
def ballot() -> Ballot:
    return make_ballot(surveys=["8-11"])


def begun(ballot: Ballot) -> Child:
    """Somebody who answered two questions."""
    child = Child().start(ballot.code())
    for _ in range(2):
        (name,) = child.names
        child.press("next", **{name: child.values(name)[0]})
    return child


def paused(ballot: Ballot) -> Child:
    """Somebody who answered two questions and took a break."""
    child = begun(ballot).press("stop")
    return child.go("/answer/pause/").press(**PICKED)


class TestIdle:
    def test_after_idle_minutes_the_code_comes_first_and_the_answers_are_there(
        self, ballot: Ballot, clock: Clock
    ) -> None:
        child = begun(ballot)
        clock.pass_by(minutes=IDLE_MINUTES)
        assert child.go(QUESTION).heading == "Type your code again"
        assert child.type_code(ballot.code()).screen == 2
        assert child.press("back").chosen()

    def test_a_minute_less_is_not_idle(self, ballot: Ballot, clock: Clock) -> None:
        child = begun(ballot)
        clock.pass_by(minutes=IDLE_MINUTES - 1)
        assert child.go(QUESTION).screen == 2

    def test_every_answer_begins_the_minutes_anew(self, ballot: Ballot, clock: Clock) -> None:
        child = begun(ballot)
        for _ in range(4):
            clock.pass_by(minutes=IDLE_MINUTES - 1)
            child.press("next")
            assert child.path != "/answer/idle/"

    def test_what_is_sent_from_an_idle_page_is_kept(self, ballot: Ballot, clock: Clock) -> None:
        child = begun(ballot)
        (name,) = child.names
        value = child.values(name)[0]
        clock.pass_by(minutes=IDLE_MINUTES)
        assert child.press("next", **{name: value}).path == "/answer/idle/"
        assert child.type_code(ballot.code()).chosen() == {name: [value]}

    @pytest.mark.parametrize(
        "path", ["", "about/", "adult/", "question/", "send/", "stop/", "pause/", "resume/", "hand-over/"]
    )
    def test_no_page_shows_anything_of_an_idle_visit(self, ballot: Ballot, clock: Clock, path: str) -> None:
        child = begun(ballot)
        clock.pass_by(minutes=IDLE_MINUTES)
        assert child.go(f"/answer/{path}").path == "/answer/idle/"

    def test_the_idle_page_of_a_visit_in_use_leads_back_to_it(self, ballot: Ballot) -> None:
        assert begun(ballot).go("/answer/idle/").screen == 2


class TestHiding:
    def test_the_page_says_nothing_of_heard_and_the_code_is_needed_to_come_back(self, ballot: Ballot) -> None:
        child = begun(ballot).go("/answer/hide/")
        assert child.path == "/hide/"
        assert "heard" not in child.text.lower()
        assert child.go(QUESTION).path == "/answer/idle/"
        assert child.type_code(ballot.code()).screen == 2

    def test_without_a_survey_it_leaves_too(self) -> None:
        assert Child().go("/answer/hide/").path == "/hide/"

    def test_every_page_has_the_way_out_and_the_way_to_help(self, ballot: Ballot) -> None:
        child = Child()
        for path in ("/", "/answer/help/", "/no-such-page/"):
            assert 'href="/answer/hide/"' in child.go(path).text
            assert 'href="/answer/help/"' in child.text
        assert 'value="help"' in begun(ballot).text


class TestStopping:
    def test_thrown_away_is_gone_and_the_card_still_works(self, ballot: Ballot) -> None:
        child = begun(ballot).press("stop")
        assert child.heading == "Do you want to stop?"
        child.press()
        assert (child.path, child.heading) == (END, "Your answers are gone")
        assert child.start(ballot.code()).screen == 0
        assert child.chosen() == {}

    def test_what_was_chosen_on_the_page_is_kept_while_thinking_about_it(self, ballot: Ballot) -> None:
        child = begun(ballot)
        (name,) = child.names
        child.press("stop", **{name: child.values(name)[1]}).go("/answer/")
        assert child.screen == 2
        assert child.chosen()


class TestPausing:
    def test_code_and_pictures_bring_it_back_on_another_device(self, ballot: Ballot) -> None:
        child = paused(ballot)
        assert child.heading == "Your answers are kept"
        assert "11 December 2026" in child.text
        other = Child().type_code(ballot.code())
        assert (other.path, other.heading) == ("/answer/resume/", "Good to see you again")
        assert other.press(**PICKED).screen == 2
        assert other.press("back").chosen()
        answer_to_the_end(other).press()
        assert len(open_answers(ballot)) == 1

    def test_nothing_of_it_stays_on_the_device(self, ballot: Ballot) -> None:
        child = paused(ballot)
        assert not any(child.client.cookies[name].value for name in child.client.cookies if "answers" in name)
        assert child.go(QUESTION).path == "/"

    def test_the_code_alone_shows_nothing(self, ballot: Ballot) -> None:
        paused(ballot)
        child = Child().type_code(ballot.code())
        assert child.go(QUESTION).path == "/answer/about/"

    def test_wrong_pictures_are_told_kindly_and_counted(self, ballot: Ballot, clock: Clock) -> None:
        paused(ballot)
        child = Child().type_code(ballot.code())
        for left in (4, 3, 2):
            assert f"You can try {left} more times." in child.press(**OTHERS).text
        assert "You can try once more today." in child.press(**OTHERS).text
        assert "Try again tomorrow" in child.press(**OTHERS).text
        assert child.values("first") == []
        assert child.go("/answer/resume/").press(**PICKED).page.status_code == 422
        clock.pass_by(days=1)
        assert child.type_code(ballot.code()).press(**PICKED).screen == 2

    def test_pictures_missing_or_made_up_are_asked_for_again(self, ballot: Ballot) -> None:
        child = begun(ballot).go("/answer/pause/")
        for wrong in ({}, {"first": "cat"}, {**PICKED, "third": "dragon"}):
            assert "We need three pictures." in child.press(**wrong).text
        assert child.chosen() == {"first": ["cat"], "second": ["boat"]}
        paused(ballot)
        other = Child().type_code(ballot.code())
        assert "We need three pictures." in other.press(first="cat").text
        assert other.chosen() == {}

    def test_starting_again_leaves_the_old_answers_until_the_new_are_sent(self, ballot: Ballot) -> None:
        paused(ballot)
        child = Child().type_code(ballot.code()).go("/answer/about/").press("yes")
        assert child.screen == 0
        assert child.chosen() == {}
        assert Child().type_code(ballot.code()).path == "/answer/resume/"
        answer_to_the_end(child).press()
        assert child.heading == "Thank you"

    def test_after_the_closing_it_can_be_finished_but_not_started_again(self, ballot: Ballot) -> None:
        paused(ballot)
        move_to(ballot.collection_id, State.CLOSED)
        child = Child().type_code(ballot.code())
        assert "Start again" not in child.text
        assert Child().type_code(ballot.code()).go("/answer/about/").press("yes").path == END
        answer_to_the_end(child.press(**PICKED)).press()
        assert child.heading == "Thank you"

    def test_after_the_last_day_it_can_be_finished_but_not_started_again(
        self, ballot: Ballot, clock: Clock
    ) -> None:
        paused(ballot)
        clock.pass_by(days=19)
        child = Child().type_code(ballot.code())
        assert "Start again" not in child.text
        answer_to_the_end(child.press(**PICKED)).press()
        assert child.heading == "Thank you"

    def test_coming_back_is_to_the_screen_that_was_left(self, ballot: Ballot) -> None:
        begun(ballot).press("back").press("stop").go("/answer/pause/").press(**PICKED)
        assert Child().type_code(ballot.code()).press(**PICKED).screen == 1

    def test_too_late_to_pause_is_said(self, ballot: Ballot) -> None:
        child = begun(ballot).go("/answer/pause/")
        move_to(ballot.collection_id, State.OPENING)
        assert child.press(**PICKED).heading == "This survey has ended"


class TestHelp:
    def test_it_says_where_to_go_and_whom_the_council_names(self, ballot: Ballot) -> None:
        child = begun(ballot).press("help")
        assert child.path == "/answer/help/"
        assert "0800\N{NO-BREAK SPACE}1111" in child.text
        assert "At Alderbrook you can talk to" in child.text
        assert "0300 000 0000" in child.text
        assert child.follow_next().screen == 2

    def test_it_leads_back_to_the_question_it_was_asked_for_from(self, ballot: Ballot) -> None:
        child = begun(ballot).press("back")
        assert child.press("help").follow_next().screen == 1

    def test_without_a_code_it_names_those_who_help_everywhere(self) -> None:
        child = Child().go("/answer/help/")
        assert "0800\N{NO-BREAK SPACE}1111" in child.text
        assert "Alderbrook" not in child.text
        assert child.follow_next().path == "/"

    def test_it_needs_no_code_after_idle_minutes(self, ballot: Ballot, clock: Clock) -> None:
        child = begun(ballot)
        clock.pass_by(hours=2)
        assert child.go("/answer/help/").heading == "Get help"

    def test_what_was_chosen_before_asking_for_help_is_kept(self, ballot: Ballot) -> None:
        child = begun(ballot)
        (name,) = child.names
        value = child.values(name)[0]
        assert child.press("help", **{name: value}).follow_next().chosen() == {name: [value]}

    def test_it_is_there_when_the_database_is_not(
        self, ballot: Ballot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from heard.web.answering.views import leaving

        def fail(_: int) -> None:
            raise DatabaseError

        child = begun(ballot)
        monkeypatch.setattr(leaving, "get_ballot", fail)
        assert "0800\N{NO-BREAK SPACE}1111" in child.go("/answer/help/").text
