"""Codes on cards: hard to guess, easy to read, and a slip of the finger is told from a code nobody has."""

import hashlib
import hmac
import math
import random
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.web.codes.cards import (
    ALPHABET,
    LENGTH,
    LONGEST_TYPED,
    Mistake,
    MistypedCode,
    digest,
    new_code,
    read_code,
    written,
)
from heard.web.codes.sealing import NotAKey

KEY = bytes(range(32))
# 12·0 + 11·1 + 10·2 + 9·3 + 8·4 + 7·5 + 6·6 + 5·7 + 4·8 + 3·9 + 2·10 + 1·15 = 290 = 10·29
CODE = "BCDFGHJKMNPV"
WORDS = {f"What was typed is not a code ({mistake.value})." for mistake in Mistake}


def _mistake_in(typed: str) -> Mistake | None:
    try:
        read_code(typed)
    except MistypedCode as error:
        return error.reason
    return None


def _codes(count: int) -> Iterator[str]:
    return (new_code() for _ in range(count))


def test_there_are_more_codes_than_fifty_bits_can_count() -> None:
    """Counted place by place: how many characters chosen so far lead to each remainder of 29."""
    ways = Counter({0: 1})
    for weight in range(12, 0, -1):
        step: Counter[int] = Counter()
        for remainder, count in ways.items():
            for number in range(len(ALPHABET)):
                step[(remainder + weight * number) % 29] += count
        ways = step
    assert sum(ways.values()) == 24**12
    assert 50.16 < math.log2(ways[0]) < 50.17


def test_a_code_has_no_vowel_and_nothing_that_looks_like_something_else_on_the_card() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 24
    assert not set(ALPHABET) & set("AEIOU" + "01L")
    for alike in ("B8", "S5", "Z2", "G6", "QO0", "VU"):
        assert len(set(ALPHABET) & set(alike)) == 1


def test_a_new_code_reads_as_itself_and_as_it_is_printed() -> None:
    for code in _codes(500):
        assert len(code) == LENGTH
        assert read_code(code) == read_code(written(code)) == code


def test_new_codes_use_every_character_at_every_place_and_none_comes_twice() -> None:
    codes = list(_codes(5000))
    assert len(set(codes)) == 5000
    for place in range(LENGTH):  # 208 of each are expected, give or take 14
        counts = Counter(code[place] for code in codes)
        assert len(counts) == 24
        assert 110 < min(counts.values()) < max(counts.values()) < 310


def test_a_code_is_printed_in_three_groups_of_four() -> None:
    assert written(CODE) == "BCDF-GHJK-MNPV"


def test_every_single_wrong_character_is_caught() -> None:
    unseen = {(place, character) for place in range(LENGTH) for character in ALPHABET}
    while unseen:
        code = new_code()
        seen = unseen & set(enumerate(code))
        unseen -= seen
        for place, right in seen:
            for wrong in ALPHABET.replace(right, ""):
                assert _mistake_in(code[:place] + wrong + code[place + 1 :]) is Mistake.CHECK


def test_every_two_neighbours_that_changed_places_are_caught() -> None:
    """Whatever stands elsewhere cancels out, so one code for each pair at each place shows it for all codes."""
    unseen = {(p, a, b) for p in range(LENGTH - 1) for a in ALPHABET for b in ALPHABET if a != b}
    while unseen:
        code = new_code()
        for place, (left, right) in enumerate(pairwise(code)):
            if (place, left, right) in unseen:
                unseen.discard((place, left, right))
                swapped = code[:place] + right + left + code[place + 2 :]
                assert _mistake_in(swapped) is Mistake.CHECK


def test_any_two_characters_that_changed_places_are_caught() -> None:
    for code in _codes(100):
        for first in range(LENGTH):
            for second in range(first + 1, LENGTH):
                letters = list(code)
                letters[first], letters[second] = letters[second], letters[first]
                changed = code[first] != code[second]
                assert _mistake_in("".join(letters)) is (Mistake.CHECK if changed else None)


def test_a_character_left_out_or_typed_twice_is_caught() -> None:
    for place in range(LENGTH):
        assert _mistake_in(CODE[:place] + CODE[place + 1 :]) is Mistake.TOO_SHORT
        assert _mistake_in(CODE[:place] + CODE[place] + CODE[place:]) is Mistake.TOO_LONG


def test_of_codes_typed_at_random_one_in_29_passes_the_check() -> None:
    dice = random.Random(7)
    passed = sum(_mistake_in("".join(dice.choices(ALPHABET, k=LENGTH))) is None for _ in range(29 * 400))
    assert 320 < passed < 480  # 400 expected, give or take 20


@pytest.mark.parametrize(
    ("typed", "on_the_card"),
    ["OQ", "0Q", "8B", "5S", "2Z", "6G", "UV", "oQ", "uV", "ВB", "НH", "хX", "З3", "٣3"],
)
def test_what_looks_alike_is_read_as_what_the_card_has(typed: str, on_the_card: str) -> None:
    code = next(code for code in _codes(10_000) if on_the_card in code)
    assert read_code(code.replace(on_the_card, typed)) == code


@pytest.mark.parametrize(
    "typed",
    [
        "bcdf-ghjk-mnpv",
        " BCDF GHJK MNPV ",
        "BCDFGHJKMNPV\r\n",
        "B C D F G H J K M N P V",
        "BCDF–GHJK—MNPV",
        "BCDF−GHJK‑MNPV",
        "BCDF\u00a0GHJK\u202fMNPV\t",
        "\ufeffBCDF\u200bGHJK\u00adMNPV\u200f",
        "BCDF. GHJK. MNPV.",
        "BCDF_GHJK_MNPV",
        "ＢＣＤＦ－ＧＨＪＫ　ｍｎｐｖ",
        "𝐁𝐂𝐃𝐅-𝙶𝙷𝙹𝙺-ⓜⓝⓟⓥ",
        "8CDF-6HJK-MNPU",  # twins
    ],
)
def test_however_it_is_written_it_is_the_same_code(typed: str) -> None:
    assert read_code(typed) == CODE


@pytest.mark.parametrize("typed", ["", " ", "\r\n", "- - -", "\u200b", "–"])
def test_nothing_typed_is_told_as_empty(typed: str) -> None:
    assert _mistake_in(typed) is Mistake.EMPTY


@pytest.mark.parametrize("strange", ["A", "e", "I", "1", "L", "!", "é", "中", "\U0001f600", "\ud800", "І"])
def test_a_character_no_card_has_is_told(strange: str) -> None:
    assert _mistake_in(strange + CODE[1:]) is Mistake.STRANGE_CHARACTERS
    assert _mistake_in(strange) is Mistake.STRANGE_CHARACTERS


def test_too_little_and_too_much_are_told_at_their_ends() -> None:
    assert _mistake_in("B" * 11) is Mistake.TOO_SHORT
    assert _mistake_in("B" * 12) is None  # all numbers 0: a true code, as likely as any other
    assert _mistake_in("B" * 13) is Mistake.TOO_LONG
    assert _mistake_in(CODE.ljust(LONGEST_TYPED)) is None
    assert _mistake_in(CODE.ljust(LONGEST_TYPED + 1)) is Mistake.TOO_LONG
    assert _mistake_in("ﷺ" * 1_000_000) is Mistake.TOO_LONG  # one character that unfolds to eighteen


@given(st.text(max_size=120) | st.text("BCDFV379-08o é", min_size=11, max_size=14))
@settings(max_examples=200, deadline=None)
def test_whatever_is_typed_is_a_code_or_mistyped_and_is_never_repeated(typed: str) -> None:
    try:
        result = read_code(typed)
    except MistypedCode as error:
        result = str(error)
    assert result in WORDS or read_code(result) == result


def test_no_error_behind_the_error_repeats_what_was_typed() -> None:
    with pytest.raises(MistypedCode) as error:
        read_code("BCDF-GHJK-MNPW")
    assert error.value.args == ("What was typed is not a code (check).",)
    assert error.value.__context__ is None


def test_the_digest_is_hmac_sha256_of_the_code_in_its_own_domain() -> None:
    expected = hmac.new(KEY, b"heard code digest 1\x00" + CODE.encode(), hashlib.sha256).digest()
    assert digest(CODE, KEY) == expected
    assert len(expected) == 32
    assert digest(CODE, KEY[::-1]) != expected
    assert digest("B" * 12, KEY) != expected


@pytest.mark.parametrize("code", ["BCDF-GHJK-MNPV", "bcdfghjkmnpv", "", "BCDFGHJKMNPQ", CODE + "\n"])
def test_only_a_canonical_code_has_a_digest(code: str) -> None:
    with pytest.raises(ValueError, match="not a code as read_code gives it"):
        digest(code, KEY)


def test_there_is_no_digest_under_a_short_key() -> None:
    with pytest.raises(NotAKey):
        digest(CODE, bytes(31))
