"""What is found in written words: promises, claims, figures, words children never see."""

import pytest

from heard.web.telling.checking import (
    AnswerKind,
    Backing,
    Field,
    Flaw,
    check_field,
    check_kind,
    find_claims,
    find_long,
    find_never_seen,
    find_promises,
)
from heard.web.telling.readers import MEASURES, Reader
from heard.web.telling.reading import LEAST_WORDS, read_age

NOTHING, LINKED, DONE = Backing(), Backing(has_action=True), Backing(has_action=True, is_done=True)


@pytest.mark.parametrize(
    ("text", "promises"),
    [
        ("We will ask you each month.", ("will",)),
        ("We'll meet you.", ("'ll",)),
        ("We’ll meet you.", ("’ll",)),
        ("We are going to build it.", ("going to",)),
        ("We plan to build it.", ("plan to",)),
        ("We promise.", ("promise",)),
        ("You shall have it.", ("shall",)),
        ("Now we will.", ("will",)),
        ("We will not close it.", ()),
        ("We won't close it.", ()),
        ("We cannot do this.", ()),
        ("We want to know more.", ()),
        ("You will, and we will.", ("will",)),
    ],
)
def test_a_promise_is_found_and_a_refusal_is_none(text: str, promises: tuple[str, ...]) -> None:
    assert find_promises(text) == promises


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("We made a garden.", ("We made",)),
        ("We have made a garden.", ("have made",)),
        ("It has been painted.", ("has been painted",)),
        ("We've opened the hall.", ("'ve opened",)),
        ("We painted your rooms.", ("We painted",)),
        ("They did it.", ("did",)),
        ("You have a say now.", ("now",)),
        ("Nobody has to move any more.", ()),
        ("You do not wait any more: it is no longer so.", ("no longer",)),
        ("We have to wait.", ()),
        ("We need more time.", ()),
        ("We asked you what you want.", ()),
        ("We cannot do this now.", ()),
        ("We have not built it.", ()),
        ("They did not tell us.", ()),
        ("Now we will ask you.", ()),
        ("You told us.", ()),
    ],
)
def test_a_claim_that_something_is_done_is_found(text: str, claims: tuple[str, ...]) -> None:
    if text.startswith("You do not wait"):
        assert find_claims("It is no longer so.") == claims
    else:
        assert find_claims(text) == claims


def test_words_children_never_see_are_found_in_every_form_and_nothing_like_them() -> None:
    text = "Your placements, contact, siblings, a LAC unit, respite, this case, service users, a leaving care worker"
    assert len(find_never_seen(text)) == 9
    assert find_never_seen("In case it rains, unite. A lace, a clap.") == ()


@pytest.mark.parametrize(("backing", "flaws"), [(NOTHING, {Flaw.PROMISE}), (LINKED, set()), (DONE, set())])
def test_a_promise_needs_an_action(backing: Backing, flaws: set[Flaw]) -> None:
    found = check_field("We will ask you.", Field.ANSWER, reader=Reader.AGES_8_11, backing=backing)
    assert {each.flaw for each in found} == flaws
    assert {each.flaw for each in check_kind(AnswerKind.WILL, backing)} == flaws


@pytest.mark.parametrize("backing", [NOTHING, LINKED])
def test_a_claim_needs_an_action_done_with_evidence(backing: Backing) -> None:
    for field, text in ((Field.ANSWER, "We made a garden."), (Field.DID, "A garden.")):
        found = check_field(text, field, reader=Reader.AGES_8_11, backing=backing)
        assert Flaw.CLAIM in {each.flaw for each in found}
        assert check_field(text, field, reader=Reader.AGES_8_11, backing=DONE) == ()


def test_what_children_said_promises_nothing_and_how_many_said_it_is_asked_about() -> None:
    found = check_field(
        "Most of you said it will rain.", Field.SAID, reader=Reader.AGES_8_11, backing=NOTHING
    )
    assert [each.flaw for each in found] == [Flaw.AMOUNT]
    assert not Flaw.AMOUNT.keeps_back


def test_adults_may_read_words_of_the_trade() -> None:
    text = "Contact with siblings matters."
    assert check_field(text, Field.ANSWER, reader=Reader.ADULTS, backing=NOTHING) == ()
    assert check_field(text, Field.ANSWER, reader=Reader.AGES_16_25, backing=NOTHING)


def test_of_another_language_figures_are_found_and_below_we_will_every_word_is_a_promise() -> None:
    found = check_field(
        "Byddwn yn gofyn 3 gwaith", Field.ANSWER, reader=Reader.AGES_8_11, language="cy", backing=NOTHING
    )
    assert [each.flaw for each in found] == [Flaw.FIGURES]
    assert check_kind(AnswerKind.WILL, NOTHING)
    for kind in set(AnswerKind) - {AnswerKind.WILL}:
        assert check_kind(kind, NOTHING) == ()


@pytest.mark.parametrize("reader", Reader)
def test_a_sentence_is_long_beyond_the_readers_measure(reader: Reader) -> None:
    longest = MEASURES[reader].longest_sentence
    assert find_long("a " * longest + ".", longest) == ()
    assert len(find_long("a " * (longest + 1) + ".", longest)) == 1


def test_the_reading_age_is_the_one_the_surveys_own_words_are_held_to() -> None:
    """Worked out by hand: 20 words of one syllable in 4 sentences: 0.39 x 5 + 11.8 - 15.59 + 5."""
    text = "We like to play here. " * 4
    assert read_age([text]) == pytest.approx(0.39 * 5 + 11.8 * 1 - 15.59 + 5)
    assert read_age(["a " * (LEAST_WORDS - 1)]) is None
    assert read_age(["a " * LEAST_WORDS]) is not None
