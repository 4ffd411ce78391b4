"""The smallest sets of answers cut points and routing divide a question into."""

from heard.catalogue import load_catalogue
from heard.disclosure.attack.questions import list_questions

CATALOGUE = load_catalogue()


def test_cut_points_that_leave_answers_between_them_make_three_atoms() -> None:
    question = list_questions(CATALOGUE, "11-17")["happiness"]
    assert question.atoms == 4  # 0-4, 5-6, 7-8, 9-10
    assert question.cuts["very_high"] & question.cuts["positive"] == question.cuts["very_high"]
    assert not question.cuts["positive"] & question.cuts["negative"]


def test_answers_that_lead_to_another_question_divide_it_too() -> None:
    questions = list_questions(CATALOGUE, "11-17")
    leading, led = questions["knows_worker"], questions["trusts_worker"].led_by
    assert leading.atoms == 3  # yes | not sure: both lead on, one is positive | no
    assert led is not None
    assert led[0] == "knows_worker"
    assert led[1] & leading.cuts["positive"]
    assert led[1] & leading.cuts["negative"]
    assert led[1] != leading.whole


def test_where_several_answers_may_be_given_an_atom_is_what_one_child_can_meet() -> None:
    """Nobody stands alone; a child who names an adviser names somebody."""
    question = list_questions(CATALOGUE, "16-25")["emotional_support"]
    assert question.atoms == 3
    assert question.cuts["positive"] | question.cuts["negative"] == question.whole
    assert not question.cuts["positive"] & question.cuts["negative"]
    assert question.cuts["adviser"] & question.cuts["positive"] == question.cuts["adviser"]


def test_answers_that_may_stand_together_overlap() -> None:
    question = list_questions(CATALOGUE, "16-25")["in_eet"]
    assert question.cuts["positive"] & question.cuts["negative"]


def test_atoms_have_words() -> None:
    question = list_questions(CATALOGUE, "11-17")["happiness"]
    words = {question.describe(1 << atom) for atom in range(question.atoms)}
    assert words == {
        "negative",
        "very_high",
        "positive and not very_high",
        "not positive nor negative nor very_high",
    }
    assert question.describe(question.whole) == "who answered"
