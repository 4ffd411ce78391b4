"""Signs of concern: what is found, where, how urgent it is, and what is not hidden from the reader."""

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from concern_examples import AROUND, AROUND_LAST, HARMLESS, HARMLESS_LAST, HINTED, OUTRIGHT
from heard.base.errors import InputProblems
from heard.comments.concerns.flagging import flag_concerns
from heard.comments.concerns.kinds import LEARNT, PHRASE, Concern, Flag, Sign
from heard.comments.concerns.learnt import KINDS, LONGEST, NOTHING, ROWS, Weights, load_weights
from heard.comments.concerns.phrases import OURS, list_languages, load_phrases, read_phrases
from heard.comments.concerns.sampling import draw_unflagged
from learn_concerns import learn_weights, list_rows

HARM, SELF_HARM, UNSAFE, HELP = Concern


def flag_by_list(text: str) -> Flag:
    """By the list alone, without what was learnt."""
    return flag_concerns(text, weights=NOTHING)


@pytest.mark.parametrize(
    ("text", "concern"),
    [
        ("he hits me", HARM),
        ("HE HITTTTS MEEE", HARM),
        ("he punchs me", HARM),
        ("they touched\nme", HARM),
        ("sumtimes he comes in my room", HARM),
        ("sometimes he just comes into my room", HARM),
        ("kms", SELF_HARM),
        ("i wanna die", SELF_HARM),
        ("i wnat to die", SELF_HARM),
        ("i want to killmyself", SELF_HARM),
        ("I hurt my self", SELF_HARM),
        ("i sh", SELF_HARM),
        ("nobody would even notice", SELF_HARM),
        ("I don’t feel safe", UNSAFE),
        ("i dont feel safe", UNSAFE),
        ("im gonna run away", UNSAFE),
        ("there is a gang", UNSAFE),
        ("plz help me", HELP),
        ("<b>he hits me</b>", HARM),
        ("=he hits me", HARM),
        ("😢😢 he hits me 😢😢", HARM),
    ],
)
def test_a_sign_is_found_however_it_is_spelt(text: str, concern: Concern) -> None:
    assert concern in flag_by_list(text).concerns


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "😀",
        "more pizza",
        "im dying to see my brother",
        "he beats me at fifa",
        "he hits me on fortnite",
        "help me with my maths homework",
        "my heart is happy",
        "日本語だけ",
    ],
)
def test_games_jokes_and_everything_else_are_no_sign(text: str) -> None:
    assert flag_by_list(text) == Flag()


def test_a_sign_says_where_it_is_and_what_it_is_near_to() -> None:
    text = "I like my room. He hurrts me."
    (sign,) = flag_by_list(text).signs
    assert text[sign.start : sign.end] == "hurrts me"
    assert (sign.concern, sign.reason, sign.near) == (HARM, PHRASE, "hurts/hurt/hurting me")


def test_a_sign_keeps_words_out_of_logs() -> None:
    assert "hurts" not in repr(flag_by_list("he hurts me"))


@pytest.mark.parametrize(
    "text", ["nobody hits me", "he never hits me", "he does not hit me", "he stopped hitting me"]
)
def test_what_is_said_not_to_be_is_shown_and_read_later(text: str) -> None:
    flag = flag_by_list(text)
    assert [sign.is_negated for sign in flag.signs] == [True]
    assert not flag.is_urgent
    assert flag_by_list("he hits me").rank < flag.rank < Flag().rank


def test_a_not_that_belongs_to_the_phrase_is_no_negation() -> None:
    assert flag_by_list("I am not safe").is_urgent


def test_a_language_without_a_list_is_read_first() -> None:
    flag = flag_concerns("mae popeth yn iawn", language="cy")
    assert (flag.signs, flag.is_listed, flag.is_raised, flag.is_urgent) == ((), False, True, True)
    assert flag.rank < flag_concerns("please help me").rank


def of(*signs: tuple[Concern, str, bool]) -> Flag:
    return Flag(tuple(Sign(concern, 0, 1, reason, "", negated) for concern, reason, negated in signs))


def test_comments_are_read_by_how_sure_then_by_kind_then_by_how_many_signs() -> None:
    in_order = [
        of((HARM, PHRASE, False), (HELP, PHRASE, False)),
        of((HARM, PHRASE, False)),
        of((SELF_HARM, PHRASE, False)),
        of((UNSAFE, PHRASE, False)),
        of((HARM, LEARNT, False)),
        of((HELP, PHRASE, False)),
        of((HARM, PHRASE, True)),
        of(),
    ]
    mixed = in_order[::-1]
    assert sorted(mixed, key=lambda flag: flag.rank) == in_order
    assert [flag.is_urgent for flag in in_order] == [True] * 5 + [False] * 3


def test_kinds_stand_in_the_order_of_urgency() -> None:
    assert flag_by_list("please help me, i want to die, he hits me").concerns == (HARM, SELF_HARM, HELP)


@given(st.text() | st.text(alphabet="hitsmekl ' .", max_size=60))
def test_any_text_is_read_and_every_sign_lies_in_it(text: str) -> None:
    for sign in flag_concerns(text).signs:
        assert 0 <= sign.start < sign.end <= len(text)


@pytest.mark.parametrize(
    "text", ["a" * 10_000, "he hits me " * 900, "ha" * 5_000, "😀" * 10_000, "my self " * 1_250]
)
def test_a_very_long_text_is_read(text: str) -> None:
    assert flag_concerns(text).is_listed


def test_what_stands_at_the_end_of_a_long_text_is_found() -> None:
    assert flag_by_list("we went to the park and it was nice " * 250 + "he hits me").concerns == (HARM,)


def every(examples: dict[str, tuple[str, ...]]) -> list[str]:
    return list(chain.from_iterable(examples.values()))


def share_raised(texts: Sequence[str], *, weights: Weights | None = None) -> float:
    return sum(flag_concerns(text, weights=weights).is_raised for text in texts) / len(texts)


# What these floors rest on is small, and was looked at while the list was written: they hold what was reached.
def test_the_list_alone_finds_what_is_said_outright() -> None:
    assert share_raised(every(OUTRIGHT), weights=NOTHING) == 1
    assert share_raised(HARMLESS, weights=NOTHING) <= 0.05


# The goal is .95. Nothing was learnt from these; the harmless ones were written to sound like signs.
def test_what_is_said_around_it_or_hinted_at_is_found_by_what_was_learnt() -> None:
    assert share_raised([*every(OUTRIGHT), *every(AROUND), *AROUND_LAST, *every(HINTED)]) >= 0.95
    assert share_raised([*every(AROUND), *AROUND_LAST, *every(HINTED)], weights=NOTHING) < 0.8
    assert (
        share_raised([*HARMLESS, *HARMLESS_LAST]) <= 0.42
    )  # these sound like one: of ordinary comments it is about a third


def test_what_was_learnt_says_which_part_it_is_and_that_no_phrase_holds_it() -> None:
    text = "I put my shoes by my bed so i can go quick"
    (sign,) = flag_concerns(text).signs
    assert (sign.reason, sign.near, text[sign.start : sign.end]) == (LEARNT, "", text)
    assert flag_by_list(text) == Flag()


def test_a_hint_is_found_at_the_end_of_a_long_text() -> None:
    text = "we went to the park and it was nice " * LONGEST + "so he says its our secret and i dont want to"
    (sign,) = flag_concerns(text).signs
    assert sign.start > 0
    assert "secret" in text[sign.start : sign.end]


def test_what_the_list_found_is_not_said_twice() -> None:
    assert [sign.reason for sign in flag_concerns("he hits me").signs] == [PHRASE]
    assert [sign.is_negated for sign in flag_concerns("nobody hits me").signs] == [True]


def test_no_example_is_copied_from_the_list() -> None:
    phrases = load_phrases()
    assert phrases is not None
    sentences = {sentence.casefold() for group in phrases.sentences.values() for sentence in group}
    assert not sentences & {
        text.casefold() for text in [*every(OUTRIGHT), *every(AROUND), *every(HINTED), *AROUND_LAST]
    }


@pytest.mark.parametrize("language", list_languages())
def test_every_list_is_whole_and_finds_each_phrase_that_has_no_gap(language: str) -> None:
    phrases = load_phrases(language)
    assert phrases is not None
    for concern, wanted in phrases.by_concern.items():
        for phrase in wanted:
            if all(phrase.parts):
                text = " ".join(min(part) for part in phrase.parts)
                assert concern in flag_concerns(text, language=language).concerns, phrase.text


LIST = (OURS / "en.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("      - rape/raped/rapes\n", "      - '* hits me'\n", "begins or ends with a gap"),
        ("      - rape/raped/rapes\n", "      - he/*/she hits me\n", "is not a word"),
        ("      - rape/raped/rapes\n", "      - we hit/kms me\n", "a short way of writing"),
        ("      - rape/raped/rapes\n", "      - abuse/abuses/abused/abusing/abusive\n", "stands twice"),
        ("  wants_help:\n", "  wants_cake:\n", "concerns"),
        ("negations:\n", "negation:\n", "this key is"),
        ("  - pets\n", "  - penguins\n", "no code of the codebook has the key penguins"),
        ('  - "no"\n', "  - no\n", "yes, no and numbers need quotes"),
    ],
)
def test_a_wrong_list_is_told_what_is_wrong(tmp_path: Path, before: str, after: str, said: str) -> None:
    assert LIST.count(before) == 1
    (tmp_path / "en.yaml").write_text(LIST.replace(before, after), encoding="utf-8")
    with pytest.raises(InputProblems, match=r"en\.yaml") as found:
        read_phrases(tmp_path, "en")
    assert said in str(found.value)


@pytest.mark.parametrize(("unflagged", "drawn"), [(0, 0), (1, 1), (20, 1), (21, 2), (400, 20)])
def test_one_in_twenty_without_a_sign_is_read_too(unflagged: int, drawn: int) -> None:
    keys = [f"c{number}" for number in range(unflagged)]
    found = draw_unflagged(keys, seed=7)
    assert len(found) == drawn
    assert found == draw_unflagged(keys[::-1], seed=7)


def test_the_weights_have_the_form_that_is_read_and_only_english_has_some() -> None:
    weights = load_weights("en")
    assert weights is not None
    assert (weights.dtype, weights.shape) == (np.int8, (ROWS, len(KINDS)))
    assert load_weights("cy") is None


@pytest.mark.slow
def test_the_weights_are_those_that_the_script_makes() -> None:
    phrases, weights = load_phrases(), load_weights("en")
    assert phrases is not None
    assert weights is not None
    made = learn_weights([row for _, row in list_rows(phrases)])
    assert np.abs(made.astype(int) - weights).max() <= 1  # another machine may differ by a step
