"""The guard itself: it finds every kind of thing that a sentence must not do."""

from dataclasses import replace

import pytest

from heard.findings import Evidence, check_sentence, find


@pytest.fixture
def finding(make_tables, catalogue):
    (found,) = find(make_tables(comparisons=[{}]), catalogue, area="E1")
    return found


@pytest.fixture
def left_open(make_tables, catalogue):
    row = {"flag": "cannot_tell", "mdd": 0.2}
    (found,) = find(make_tables(comparisons=[row]), catalogue, area="E1")
    return found


def test_it_is_content_with_what_was_generated(finding, left_open, catalogue) -> None:
    assert check_sentence(finding, catalogue) == ()
    assert check_sentence(left_open, catalogue) == ()


@pytest.mark.parametrize(
    ("instead_of", "written", "complaint"),
    [
        ("56 of 80", "57 of 80", "says [(57, 80, 70)]"),
        ("56 of 80 (70\u00a0%)", "70\u00a0%", "says [] where the basis holds (56, 80, 70)"),
        ("against 84\u00a0%", "against 85\u00a0%", "85 % is not in the basis"),
        ("14 points", "15 points", "15 is not in the basis"),
        ("between 5", "between 6", "6 is not in the basis"),
        (" (between 5 and 25 points)", "", "does not say: (between 5 and 25 points)"),
        ("a clear difference", "a significant difference", "says 'significant'"),
        ("a clear difference", "the best difference", "says 'best'"),
        (", a clear difference.", ".", "does not conclude that the evidence is clear"),
        ("points lower", "points higher", "does not say that the share is lower"),
        (", a clear", ": nearly everyone (14 points), a clear", "says: nearly everyone without a level flag"),
    ],
)
def test_it_finds_what_is_wrong(instead_of, written, complaint, finding, catalogue) -> None:
    assert instead_of in finding.sentence
    changed = replace(finding, sentence=finding.sentence.replace(instead_of, written))
    complaints = " | ".join(check_sentence(changed, catalogue))
    assert complaint in complaints


def test_it_finds_a_conclusion_that_the_evidence_does_not_bear(finding, left_open, catalogue) -> None:
    claimed = replace(left_open, sentence=left_open.sentence.partition(", but")[0] + ", a clear difference.")
    assert check_sentence(claimed, catalogue) == ("concludes that the evidence is clear",)
    weaker = replace(finding, evidence=Evidence.POSSIBLE)
    assert len(check_sentence(weaker, catalogue)) == 2


def test_it_finds_an_interval_that_hides_that_it_holds_nought(make_tables, catalogue) -> None:
    row = {"flag": "possible", "difference_low": -0.26, "difference_high": 0.004}
    (found,) = find(make_tables(comparisons=[row]), catalogue, area="E1")
    assert check_sentence(found, catalogue) == ()
    both = "26 points lower and less than half a point higher"
    changed = replace(found, sentence=found.sentence.replace(both, "0 and 26 points"))
    assert f"does not say: (between {both})" in check_sentence(changed, catalogue)


def test_it_finds_half_a_point_rounded_the_wrong_way(make_tables, catalogue) -> None:
    row = {"count": 123, "base": 200, "reference_share": 0.72, "difference": 123 / 200 - 0.72}
    (found,) = find(make_tables(comparisons=[row]), catalogue, area="E1")
    assert "11 points lower" in found.sentence
    assert check_sentence(found, catalogue) == ()
    changed = replace(found, sentence=found.sentence.replace("11 points", "10 points"))
    assert check_sentence(changed, catalogue) == ("10 is not in the basis",)


def test_it_finds_a_wrong_number_in_the_reason(left_open, catalogue) -> None:
    changed = replace(left_open, reason=left_open.reason.replace("84", "48"))
    assert check_sentence(changed, catalogue) == ("48 % is not in the basis",)


def test_it_finds_a_wrong_base_of_the_others(make_tables, catalogue) -> None:
    row = {"against": "rest", "group": "gender", "level": "girl", "reference_base": 14}
    (found,) = find(make_tables(comparisons=[row]), catalogue, area="E1")
    assert check_sentence(found, catalogue) == ()
    changed = replace(found, sentence=found.sentence.replace("the 14 others", "the 41 others"))
    assert check_sentence(changed, catalogue) == ("41 is not in the basis",)


def test_words_of_the_question_are_not_held_against_the_sentence(make_tables, catalogue) -> None:
    row = {"indicator": "afraid_bullying"}  # "… afraid to go to school because of bullying"
    (found,) = find(make_tables(comparisons=[row]), catalogue, area="E1")
    assert "because" in found.sentence
    assert check_sentence(found, catalogue) == ()
