"""Any text at all: suggestions never overlap or leave it, and replacing them changes nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.comments.identities import (
    Kind,
    Reason,
    Span,
    replace_identities,
    suggest_identities,
    warn_of_rarity,
)
from heard.comments.identities.replacing import WrongSpans

WORDS = st.sampled_from(
    (
        *(
            "my",
            "friend",
            "will",
            "hope",
            "Grace",
            "sarah",
            "st",
            "marys",
            "school",
            "mr",
            "miss",
            "called",
            "big",
            "t",
        ),
        *(
            "07700",
            "900123",
            "14",
            "maple",
            "road",
            "a@b.org",
            "@x_1",
            "12/03/2012",
            "zero",
            "one",
            "two",
            "<b>",
            "&amp;",
        ),
        *(
            "and",
            "i",
            "twin",
            "bath",
            "live",
            "in",
            "moved",
            "to",
            ",",
            ".",
            "\n",
            "'s",
            "’",
            "É",
            "e\u0301",
            "😀",
            "محمد",
        ),
    )
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join))
HARD = {
    "nothing": "",
    "blanks": " \n\t ",
    "only emoji": "😀🏳️‍🌈👨‍👩‍👧 😭" * 50,
    "another script": "أريد أن أعيش مع أخي محمد في البيت " * 30,
    "Bengali": "আমি আমার ভাইয়ের সাথে থাকতে চাই " * 30,
    "a page": "<script>alert('x')</script><b>hello</b> &amp; <a href='x'>my friend</a>" * 20,
    "a formula": '=HYPERLINK("http://example.org","x")&SUM(A1:A9)',
    "letters without end": "a" * 10_000,
    "names without end": "sarah and " * 1_000,
    "digits without end": "0 7 " * 2_500,
    "dots without end": "a.b" * 3_300,
    "number words without end": "one two " * 1_250,
    "strange words without end": "qwrtz plmk " * 900,
    "brackets without end": "<" * 10_000,
    "underlines without end": "a_" * 5_000,
    "capitals that turn to two letters": "İstanbul ŞEHİR ß ﬁ " * 50,
    "accents that stand alone": "e\u0301\u0301\u0301 \u0301" * 100,
}


def check_apart(text: str, spans: tuple[Span, ...]) -> None:
    """Spans are in order, apart, inside the text and hold something."""
    at = 0
    for span in spans:
        assert at <= span.start < span.end <= len(text)
        at = span.end


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_suggestions_never_overlap_and_replacing_them_changes_nothing_else(text: str) -> None:
    spans = suggest_identities(text)
    check_apart(text, spans)
    replaced = replace_identities(text, spans)
    kept = "".join(
        text[before : span.start]
        for before, span in zip([0, *(span.end for span in spans)], spans, strict=False)
    )
    for span in spans:
        replaced = replaced.replace(f"[{span.kind}]", "", 1) if f"[{span.kind}]" not in text else replaced
    if not any(f"[{kind}]" in text for kind in Kind):
        assert replaced == kept + text[spans[-1].end if spans else 0 :]


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_warnings_stay_inside_the_text(text: str) -> None:
    assert all(0 <= rarity.start < rarity.end <= len(text) for rarity in warn_of_rarity(text))


@pytest.mark.parametrize("text", HARD.values(), ids=HARD)
def test_no_text_is_too_hard(text: str) -> None:
    check_apart(text, suggest_identities(text))
    warn_of_rarity(text)


def test_offsets_hold_where_letters_have_accents_and_pictures_stand_before() -> None:
    text = "😀😀 e\u0301te\u0301 ich bin SIÂN, ﬁne"
    span = next(
        span
        for span in suggest_identities(text)
        if span.kind is Kind.NAME and "SI" in text[span.start : span.end]
    )
    assert text[span.start : span.end] == "SIÂN"


@pytest.mark.parametrize("spans", [((0, 4), (3, 6)), ((2, 2),), ((5, 4),), ((8, 20),), ((-1, 2),)], ids=str)
def test_spans_that_overlap_or_leave_the_text_are_refused(spans: tuple[tuple[int, int], ...]) -> None:
    wrong = [Span(start, end, Kind.NAME, Reason.PATTERN) for start, end in spans]
    with pytest.raises(WrongSpans) as raised:
        replace_identities("private words", wrong)
    assert "private" not in str(raised.value)


def test_replacing_keeps_spelling_and_voice() -> None:
    text = "i luuuv  jayden's food , he is SIK!!"
    assert replace_identities(text, suggest_identities(text)) == "i luuuv  [name]'s food , he is SIK!!"
