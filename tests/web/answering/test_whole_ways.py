"""Whole ways of a child, from the code on the card to the thank you."""

import pytest

from heard.base.surveys import Survey
from heard.catalogue import load_catalogue
from heard.interview import SEVERAL, key_of, list_screens, visible_items
from web.answering.children import END, QUESTION, Child, answer_to_the_end, first_answers
from web.ballots import Ballot, make_ballot
from web.opened import count_waiting_slips, open_answers, open_comments

pytestmark = pytest.mark.django_db


def walk(child: Child) -> dict[str, str]:
    """Answer everything on every screen with the first answer, and return what was chosen or written."""
    given: dict[str, str] = {}
    while child.path != "/answer/send/":
        if child.path == "/answer/hand-over/":
            child.follow_next()
        chosen = first_answers(child)
        given.update(chosen)
        child.press("next", **chosen)
    return given


@pytest.mark.parametrize("survey", list(Survey))
def test_everything_a_child_answered_is_sealed_and_nothing_else(survey: str) -> None:
    ballot = make_ballot(surveys=[survey])
    child = Child().start(ballot.code(survey))
    given = walk(child)
    child.press()
    assert child.heading == "Thank you"
    assert "In June, at the summer party." in child.text
    (opened,) = open_answers(ballot)
    comments = open_comments(ballot)
    assert {key: value for key, value in opened.answers.items() if value} | comments == given
    open_keys = {each.key for each in load_catalogue().questionnaires[survey].open_questions()}
    assert comments.keys() == open_keys


@pytest.mark.parametrize("survey", list(Survey))
def test_somebody_who_only_presses_next_skips_everything_and_is_thanked(survey: str) -> None:
    ballot = make_ballot(surveys=[survey])
    child = Child().start(ballot.code(survey))
    while child.path != "/answer/send/":
        if child.path == "/answer/hand-over/":
            child.follow_next()
        child.press("next")
    child.press()
    (opened,) = open_answers(ballot)
    assert set(opened.answers.values()) == {"skipped", ""}
    assert set(open_comments(ballot).values()) == {""}


@pytest.mark.parametrize("survey", list(Survey))
def test_each_screen_shows_what_the_interview_says_in_its_words(survey: str) -> None:
    questionnaire = load_catalogue().questionnaires[survey]
    child = Child().start(make_ballot(surveys=[survey]).code(survey))
    for place, screen in enumerate(list_screens(questionnaire)):
        items = visible_items(screen, questionnaire, {})
        if not items:
            continue
        if child.path == "/answer/hand-over/":
            child.follow_next()
        assert child.screen == place
        assert child.names == [key_of(item) for item in items]
        assert all(item.text in child.text for item in items)
        assert child.chosen() == {}
        child.press("next")


def test_the_adult_answers_first_and_then_hands_over() -> None:
    child = Child().type_code(make_ballot(surveys=["4-7"]).code("4-7")).press("yes")
    assert child.heading == "First, a few questions for you"
    child.follow_next()
    assert "For the adult who helps: question 1 of 5" in child.text
    for _ in range(4):
        child.press("next")
        assert "For the adult who helps" in child.text
    child.press("next")
    assert (child.path, child.heading) == ("/answer/hand-over/", "Now hand it over")
    child.follow_next()
    assert "Question 1 of 15" in child.text
    for _ in range(15):
        child.press("next", **first_answers(child))
    assert "One last question, for the adult who helped." in child.text
    assert child.press("next").path == "/answer/send/"


def test_the_hand_over_is_not_reached_before_the_adult_is_done() -> None:
    child = Child().start(make_ballot(surveys=["4-7"]).code("4-7"))
    assert child.go("/answer/hand-over/").screen == 0


def to_screen_of(child: Child, key: str) -> Child:
    """Press next until the question stands there."""
    while key not in child.names:
        child.press("next")
    return child


def test_an_answer_opens_the_questions_that_rest_on_it() -> None:
    ballot = make_ballot(surveys=["8-11"])
    child = to_screen_of(Child().start(ballot.code()), "knows_worker")
    child.press("next", knows_worker="yes")
    asked = child.names
    child.press("back").press("next", knows_worker="no")
    assert child.names != asked


def test_an_answer_that_was_routed_away_is_not_sealed() -> None:
    ballot = make_ballot(surveys=["8-11"])
    child = to_screen_of(Child().start(ballot.code()), "knows_worker")
    child.press("next", knows_worker="yes")
    (resting,) = child.names
    child.press("next", **first_answers(child)).press("back").press("back").press("next", knows_worker="no")
    answer_to_the_end(child).press()
    (opened,) = open_answers(ballot)
    assert opened.answers["knows_worker"] == "no"
    assert opened.answers[resting] == ""


def test_several_answers_are_kept_together() -> None:
    ballot = make_ballot(surveys=["16-25"])
    child = to_screen_of(Child().start(ballot.code("16-25")), "emotional_support")
    child.press("next", emotional_support=["friends", "family"]).press("back")
    assert child.chosen()["emotional_support"] == ["friends", "family"]
    answer_to_the_end(child.press("next", emotional_support=["friends", "family"])).press()
    assert open_answers(ballot)[0].answers["emotional_support"] == SEVERAL.join(("friends", "family"))


def test_back_shows_what_was_chosen_and_keeps_what_is_chosen_now() -> None:
    child = Child().start(make_ballot(surveys=["8-11"]).code())
    (first,) = child.names
    chosen = child.values(first)[1]
    child.press("next", **{first: chosen})
    (second,) = child.names
    other = child.values(second)[0]
    child.press("back", **{second: other})
    assert child.chosen() == {first: [chosen]}
    child.press("next", **{first: chosen})
    assert child.chosen() == {second: [other]}


def test_back_from_the_first_question_says_again_what_this_is() -> None:
    child = Child().start(make_ballot(surveys=["8-11"]).code())
    assert child.press("back").path == "/answer/about/"
    assert child.press("yes").screen == 0


def test_skip_takes_an_answer_back() -> None:
    child = Child().start(make_ballot(surveys=["8-11"]).code())
    (first,) = child.names
    child.press("next", **{first: child.values(first)[0]}).press("back").press("skip", **child.chosen())
    assert child.press("back").chosen() == {}


def test_an_answer_that_worries_brings_a_calm_line_on_the_next_page() -> None:
    child = to_screen_of(Child().start(make_ballot(surveys=["8-11"]).code()), "feels_safe")
    calm = "You should feel safe."
    assert calm not in child.text
    assert calm in child.press("next", feels_safe="never").text
    assert calm not in child.press("back").press("next", feels_safe="always").text


def test_the_last_page_can_be_left_for_the_question_before() -> None:
    child = answer_to_the_end(Child().start(make_ballot(surveys=["8-11"]).code()))
    assert child.heading == "This is everything"
    last = len(list_screens(load_catalogue().questionnaires["8-11"])) - 1
    assert child.press("back").screen == last
    assert child.press("next", **child.chosen()).path == "/answer/send/"


def test_screens_not_come_to_yet_cannot_be_jumped_to() -> None:
    child = Child().start(make_ballot(surveys=["8-11"]).code())
    for said in ("7", "999", "-1", "next", "", "\N{ARABIC-INDIC DIGIT ONE}"):
        child._follow(child.client.post(QUESTION, {**child.hidden, "screen": said}), QUESTION)
        assert child.screen == 0
    assert child.go("/answer/send/").screen == 0


def test_nothing_is_asked_before_yes() -> None:
    child = Child().type_code(make_ballot(surveys=["8-11"]).code())
    for path in (QUESTION, "/answer/send/", "/answer/stop/", "/answer/pause/", "/answer/"):
        assert child.go(path).path == "/answer/about/"


@pytest.fixture
def ballot() -> Ballot:
    return make_ballot(surveys=["8-11"])


def test_saying_no_is_counted_and_the_card_still_works(ballot: Ballot) -> None:
    child = Child().type_code(ballot.code()).press("no")
    assert (child.path, child.heading) == (END, "That is fine")
    assert count_waiting_slips(ballot) == 1
    assert child.follow_next().path == "/"
    answer_to_the_end(child.start(ballot.code())).press()
    assert child.heading == "Thank you"
    assert len(open_answers(ballot)) == 1


def test_a_card_that_says_no_twice_in_one_browser_is_counted_once(ballot: Ballot) -> None:
    child = Child().type_code(ballot.code()).press("no").type_code(ballot.code()).press("yes")
    child.press("back").press("no")
    assert child.heading == "That is fine"
    assert count_waiting_slips(ballot) == 1


def test_another_card_that_says_no_in_the_same_browser_is_counted_too(ballot: Ballot) -> None:
    child = Child().type_code(ballot.code(place=0)).press("no")
    child.type_code(ballot.code(place=1)).press("no")
    assert count_waiting_slips(ballot) == 2


def test_saying_no_again_throws_away_what_was_paused_meanwhile_elsewhere(ballot: Ballot) -> None:
    child = Child().type_code(ballot.code()).press("no")
    other = Child().start(ballot.code()).press("next").press("stop").go("/answer/pause/")
    other.press(first="cat", second="boat", third="sun")
    assert child.type_code(ballot.code()).path == "/answer/resume/"
    child.go("/answer/about/").press("no")
    assert Child().type_code(ballot.code()).path == "/answer/about/"
    assert count_waiting_slips(ballot) == 1


def test_the_browsers_own_back_shows_the_question_that_comes_now(ballot: Ballot) -> None:
    child = Child().start(ballot.code()).press("next").press("next")
    assert child.go("/answer/about/").go(QUESTION).screen == 2
    assert child.go("/answer/about/").press("yes").screen == 2


def test_the_page_for_the_adult_is_not_for_a_survey_without_one(ballot: Ballot) -> None:
    child = Child().start(ballot.code())
    assert child.go("/answer/adult/").screen == 0
    assert child.go("/answer/hand-over/").screen == 0


def test_back_from_the_adults_first_question_is_what_the_adult_reads() -> None:
    child = Child().start(make_ballot(surveys=["4-7"]).code("4-7"))
    assert child.press("back").path == "/answer/adult/"
    assert child.go(QUESTION).path == "/answer/adult/"
    assert child.follow_next().screen == 0


def test_who_goes_back_to_the_hand_over_goes_on_with_the_childs_first_question() -> None:
    child = Child().start(make_ballot(surveys=["4-7"]).code("4-7"))
    while child.path != "/answer/hand-over/":
        child.press("next")
    first = child.follow_next().screen
    child.press("next").go("/answer/hand-over/")
    assert child.follow_next().screen == first
