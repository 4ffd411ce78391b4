import pytest

from heard.base.surveys import Survey
from heard.catalogue import DemographicQuestion, OpenQuestion, Question, load_catalogue
from heard.interview import (
    BEFORE_FIRST,
    Progress,
    begins_handover,
    key_of,
    list_screens,
    next_screen,
    previous_screen,
    progress,
)
from questionnaires import build_questionnaire

KNOWS_FIRST = build_questionnaire(
    {
        "screens": "one_question",
        "topics": [
            {"key": "before", "demographics": [{"key": "gender", "answered_by": "adult"}]},
            {
                "key": "worker",
                "questions": [
                    {"key": "knows"},
                    {
                        "key": "trusts",
                        "asked_if": {"indicator": "knows", "operator": "any_of", "codes": ["yes"]},
                    },
                    {"key": "told"},
                ],
            },
            {"key": "after", "demographics": [{"key": "helped", "answered_by": "helper"}]},
        ],
    }
)
GENDER, KNOWS, TRUSTS, TOLD, HELPED = range(5)


def test_each_kind_of_item_is_kept_under_its_own_key() -> None:
    screens = list_screens(load_catalogue().questionnaires[Survey.AGES_4_7])
    kinds = {key_of(screen.items[0]): type(screen.items[0]) for screen in screens}
    assert kinds["feels_safe"] is Question
    assert kinds["gender"] is DemographicQuestion
    assert kinds["happier"] is OpenQuestion


def test_the_first_screen_follows_before_first() -> None:
    assert next_screen(KNOWS_FIRST, {}, BEFORE_FIRST) == GENDER


def test_on_and_back_pass_by_what_is_not_asked() -> None:
    assert next_screen(KNOWS_FIRST, {"knows": "no"}, KNOWS) == TOLD
    assert previous_screen(KNOWS_FIRST, {"knows": "no"}, TOLD) == KNOWS


def test_on_and_back_stop_at_what_is_asked() -> None:
    assert next_screen(KNOWS_FIRST, {"knows": "yes"}, KNOWS) == TRUSTS
    assert previous_screen(KNOWS_FIRST, {"knows": "yes"}, TOLD) == TRUSTS


def test_nothing_follows_the_last_screen_or_comes_before_the_first() -> None:
    assert next_screen(KNOWS_FIRST, {}, HELPED) is None
    assert previous_screen(KNOWS_FIRST, {}, GENDER) is None


def test_the_way_back_from_the_end_leads_to_the_last_screen() -> None:
    assert previous_screen(KNOWS_FIRST, {}, len(list_screens(KNOWS_FIRST))) == HELPED


def test_the_adult_hands_over_once_before_the_childs_first_question() -> None:
    assert [begins_handover(KNOWS_FIRST, place) for place in range(5)] == [False, True, False, False, False]


def test_where_no_adult_begins_nobody_hands_over() -> None:
    for survey in (Survey.AGES_8_11, Survey.AGES_11_17, Survey.AGES_16_25):
        form = load_catalogue().questionnaires[survey]
        assert not any(begins_handover(form, place) for place in range(len(list_screens(form))))


def test_whoever_helped_reads_words_for_adults() -> None:
    assert [screen.for_adult for screen in list_screens(KNOWS_FIRST)] == [True, False, False, False, True]


def test_the_path_counts_the_childs_questions_apart_from_the_adults() -> None:
    steps = [progress(KNOWS_FIRST, place) for place in range(5)]
    assert steps == [Progress(1, 1), Progress(1, 3), Progress(2, 3), Progress(3, 3), Progress(1, 1)]


@pytest.mark.parametrize("place", [-1, 5])
def test_a_screen_that_is_not_there_has_no_place_on_the_path(place: int) -> None:
    with pytest.raises(IndexError):
        progress(KNOWS_FIRST, place)
