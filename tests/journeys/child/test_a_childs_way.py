"""A child's own way: codes, stopping, hiding, coming back, help, and where the keyboard stands."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from journeys.conftest import CHROMIUM, OpenTown
from journeys.eyes import WIDE, Eyes
from journeys.steps import AGES, PICTURES, Child, Town

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
]


@pytest.fixture(scope="module")
def the_town(open_town: OpenTown) -> Iterator[Town]:
    with open_town() as town:
        yield town


@pytest.fixture
def town(the_town: Town) -> Iterator[Town]:
    yield the_town
    assert the_town.eyes.take_complaints() == []


def test_where_the_keyboard_stands_can_be_seen(town: Town) -> None:
    child = town.child(width=WIDE, is_touching=False)
    child.begin("8-11")
    last = child.find("Stop or take a break")
    while not child.is_on(last):
        child.page.keyboard.press("Tab")
        assert child.sees_where_it_stands()


def test_enter_in_a_box_or_on_an_answer_goes_on_and_not_to_help(town: Town) -> None:
    child = town.child(width=WIDE, is_touching=False)
    child.begin("8-11")
    child.tab_to(child.page.locator("fieldset.ask input").first)
    child.page.keyboard.press("Space")
    before = child.question
    child.hit("Enter")
    assert child.path == "/answer/question/"
    assert child.question != before


class TestCodes:
    def test_a_code_may_be_small_letters_with_or_without_dashes(self, town: Town) -> None:
        child, code = town.child(), town.take_card("11-17")
        for typed in (code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} "):
            child.type_code(typed)
            child.is_told("Before you start")

    def test_a_mistyped_code_is_told_and_stays_in_its_box(self, town: Town) -> None:
        child, code = town.child(), town.take_card("11-17")
        typed = code[:-1] + ("B" if code[-1] != "B" else "C")
        child.type_code(typed)
        child.sees("That is not quite a code.")
        box = child.page.get_by_label("Your code")
        expect(box).to_have_value(typed)
        expect(box).to_be_focused()
        # when it is typed as it stands on the card, it works
        box.fill(code)
        child.press("Go on")
        child.is_told("Before you start")

    def test_a_code_that_is_on_no_card_is_told(self, town: Town) -> None:
        child = town.child()
        child.type_code("BBBB-BBBB-BBBB")  # a code as far as its check goes
        child.sees("We do not know that code.")

    def test_a_used_code_opens_nothing(self, town: Town) -> None:
        child = town.child()
        code = child.answer_everything("16-25")
        other = town.child()
        other.type_code(code)
        other.sees("The answers for this card are in.")


def test_no_thank_you_is_fine_and_may_be_changed(town: Town) -> None:
    child = town.child()
    code = town.take_card("8-11")
    child.type_code(code)
    child.press("No thank you")
    child.is_told("That is fine")
    child.press("I have changed my mind")
    child.type_code(code)
    child.press("Yes, start")
    assert child.page.locator("#questions").count() == 1


def test_with_code_and_pictures_a_child_comes_back_on_another_device(town: Town) -> None:
    # given somebody who answered three questions and takes a break
    child = town.child()
    code = child.begin("8-11")
    child.answer_pages(3)
    fourth = child.question
    child.press("Stop or take a break")
    child.press("Take a break")
    child.pick_pictures()
    child.press("Keep my answers")
    child.is_told("Your answers are kept")
    child.sees("Come back by")
    # when the pictures are wrong on another device, this is told, with what is kept
    other = town.child(width=WIDE, dark=True)
    other.type_code(code)
    other.is_told("Good to see you again")
    other.pick_pictures(("cat", *PICTURES[1:]))
    other.press("Open my answers")
    other.sees("Those are not the three pictures. Your answers are still kept.")
    # then with the right ones the survey goes on where it was
    other.pick_pictures()
    other.press("Open my answers")
    assert other.question == fourth
    other.press("Back")
    assert other.page.locator("fieldset.ask input:checked").count() == 1
    # and the first device holds nothing
    child.open("/answer/question/")
    assert child.path == "/"


def test_back_after_finishing_shows_nothing_that_was_answered(town: Town) -> None:
    child = town.child()
    child.answer_everything("11-17")
    for _ in range(3):
        child.press_back()
        assert child.page.locator("input:checked, textarea").count() == 0
        assert child.page.get_by_text("Your answers are sent").count() == 0


def test_back_between_questions_loses_nothing(town: Town) -> None:
    child = town.child()
    child.begin("8-11")
    child.answer_pages(1)
    second = child.question
    child.answer_pages(1)
    # when the browser's own Back is pressed, it is the question before, with its answer
    child.await_page(child.press_back)
    child.look()
    assert child.question == second
    assert child.page.locator("input:checked").count() == 1


def test_a_card_open_in_two_tabs_is_sent_once_and_the_other_tab_says_so(town: Town) -> None:
    child = town.child()
    child.begin("16-25")
    child.answer_pages(2)
    # given the same page in a second tab
    second = Child(town, child.page.context.new_page(), is_touching=True)
    second.open(child.path)
    # when the survey is finished in the first
    child.page.bring_to_front()
    child.answer_to_the_end()
    child.go_on()
    child.is_told("Thank you")
    # then the second takes no answer any more and shows none
    second.page.bring_to_front()
    second.touch(second.page.locator("label.answer").first)
    second.is_told("Type your code again")
    assert second.page.locator("#questions").count() == 0
    assert second.page.locator("input:checked").count() == 0


def test_another_childs_survey_in_a_second_tab_is_never_mixed_up_with_the_first(town: Town) -> None:
    child = town.child()
    child.begin("8-11")
    # given a brother or sister who starts in a second tab of the same browser
    other = Child(town, child.page.context.new_page(), is_touching=True)
    other.type_code(town.take_card("11-17"))
    other.is_told("Someone has begun here")
    other.press("Go on with my card")
    other.press("Yes, start")
    assert other.page.evaluate("heard.survey.ready.then(() => document.cookie.includes('heard_draft='))")
    # when the first child goes on
    child.page.bring_to_front()
    child.touch(child.page.locator("label.answer").first)
    # then it is told, and nothing of it is put among the other's answers
    child.is_told("Another code was typed here")
    child.press("Go on")
    assert child.page.locator("input:checked").count() == 0


class TestLeaving:
    def test_hide_this_page_leaves_at_once_and_back_shows_nothing(self, town: Town) -> None:
        child = town.child()
        code = child.begin("8-11")
        child.answer_pages(1)
        second = child.question
        child.press("Hide this page")
        child.is_told("Empty page")
        assert "Heard" not in child.page.content()
        child.press_back()
        child.is_told("Type your code again")
        # when the code is typed again, the answers are there
        child.type_code(code)
        assert child.question == second

    def test_escape_twice_leaves_at_once_and_once_does_not(self, town: Town) -> None:
        child = town.child(width=WIDE, is_touching=False)
        child.begin("8-11")
        first = child.question
        child.page.keyboard.press("Escape")
        child.page.wait_for_timeout(1100)
        child.page.keyboard.press("Escape")
        child.is_told(first)
        child.escape_twice()
        child.is_told("Empty page")

    def test_stopping_for_good_throws_the_answers_away(self, town: Town) -> None:
        child = town.child(dark=True)
        code = child.begin("8-11")
        child.answer_pages(1)
        child.press("Stop or take a break")
        child.press("Throw my answers away")
        child.is_told("Your answers are gone")
        child.type_code(code)
        child.press("Yes, start")
        assert child.page.locator("input:checked").count() == 0

    def test_help_is_one_tap_away_on_every_page_and_leads_back(self, town: Town) -> None:
        child = town.child()
        child.open("/")
        child.goes_for_help_and_comes_back()
        child.type_code(town.take_card("4-7"))
        child.goes_for_help_and_comes_back()
        child.press("Yes, start")
        while not child.is_before_sending:
            child.has_help()
            child.answer_pages(1)
        child.goes_for_help_and_comes_back()
        child.go_on()
        child.has_help()

    def test_an_answer_is_kept_while_a_child_looks_for_help(self, town: Town) -> None:
        child = town.child()
        child.begin("8-11")
        child.touch(child.page.locator("label.answer").first)
        child.press("Get help")
        child.sees("Childline", "0800 1111", "Nobody is told that you looked at this page.")
        child.press("Go back")
        assert child.page.locator("input:checked").count() == 1


@pytest.mark.slow
@pytest.mark.parametrize("ages", AGES)
def test_every_page_of_every_survey_is_fit_for_a_child(the_town: Town, ages: str) -> None:
    """Each by itself, not only each that is built in its own way."""
    town = replace(the_town, eyes=Eyes(is_thorough=True))
    town.child().answer_everything(ages)
    assert town.eyes.take_complaints() == []
