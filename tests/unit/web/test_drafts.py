"""Answers under way: the cookie between pages, and the draft of a child who pauses."""

import itertools
import json
import os
import random
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence

import pytest
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.base.surveys import Survey
from heard.catalogue import load_catalogue
from heard.catalogue.questionnaires import Answer
from heard.web.codes import drafts
from heard.web.codes.cards import digest
from heard.web.codes.drafts import (
    COOKIE_STEP,
    DRAFT_SIZE,
    LARGEST_CONTENT,
    PICTURES,
    Pictures,
    draft_lookup,
    open_cookie,
    open_draft,
    seal_cookie,
    seal_draft,
)
from heard.web.codes.sealing import ANSWERS_SIZE, SLIP_SIZE, CannotOpen, NotAKey, TooLongToSeal
from heard.web.policy import LONGEST_COMMENT

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
SALT = bytes(range(16))
CODE = "BCDFGHJKMNPV"
OTHER_CODE = "BBBBBBBBBBBB"
PICKED: Pictures = ("cat", "boat", "sun")
CLOSED_AROUND = 1 + 12 + 16  # version, nonce, tag


def _bytes_of(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _text_of(closed: bytes) -> str:
    return urlsafe_b64encode(closed).decode().rstrip("=")


@given(st.binary(max_size=2000))
@settings(max_examples=60, deadline=None)
def test_a_cookie_gives_back_what_it_was_given(content: bytes) -> None:
    text = seal_cookie(content, key=KEY)
    assert open_cookie(text, key=KEY) == content
    assert text.isascii()
    assert text.replace("-", "").replace("_", "").isalnum()
    assert (len(_bytes_of(text)) - CLOSED_AROUND) % COOKIE_STEP == 0


def test_a_cookie_grows_in_steps_so_that_its_length_tells_little() -> None:
    answers = [f'{{"question_{number}": "always"}}'.encode() for number in range(30)]
    assert len({len(seal_cookie(answer, key=KEY)) for answer in [b"", *answers]}) == 1
    lengths = {len(_bytes_of(seal_cookie(os.urandom(size), key=KEY))) for size in range(100, 490)}
    assert lengths == {CLOSED_AROUND + steps * COOKIE_STEP for steps in (1, 2)}


def test_the_same_answers_never_make_the_same_cookie() -> None:
    assert len({seal_cookie(b"the same", key=KEY) for _ in range(50)}) == 50


@pytest.mark.parametrize("survey", Survey)
def test_every_survey_fits_what_carries_it(survey: Survey) -> None:
    """The longest code of every question, or all of them where several may be chosen; comments of emoji only."""
    questionnaire = load_catalogue().questionnaires[survey]
    answers = {
        asked.indicator: _longest(asked.answers, asked.multiple) for asked in questionnaire.questions()
    }
    about = {asked.demographic: _longest(asked.answers, False) for asked in questionnaire.demographics()}
    words = {asked.key: "\N{GRINNING FACE}" * LONGEST_COMMENT for asked in questionnaire.open_questions()}
    around = 500  # bytes: card, screen, minute, keys of the envelope
    assert _size_of(answers | about) + around < ANSWERS_SIZE
    assert _size_of(about) + 100 < SLIP_SIZE
    assert _size_of(answers | about | words) + around < LARGEST_CONTENT


def _longest(answers: Sequence[Answer], multiple: bool) -> str:
    codes = [answer.code for answer in answers]
    return ";".join(codes) if multiple else max(codes, key=len)


def _size_of(fields: Mapping[str, str]) -> int:
    return len(json.dumps(fields, ensure_ascii=False).encode())


@pytest.mark.parametrize("survey", Survey)
def test_answers_without_long_comments_fit_one_cookie_of_a_browser(survey: Survey) -> None:
    dice = random.Random(2026)
    questions = load_catalogue().questionnaires[survey].questions()
    answers = {asked.indicator: dice.choice(asked.answers).code for asked in questions}
    assert len(seal_cookie(json.dumps(answers).encode(), key=KEY)) < 1_200


def test_a_cookie_holds_no_more_than_a_paused_draft_could() -> None:
    fullest = os.urandom(LARGEST_CONTENT)
    assert open_cookie(seal_cookie(fullest, key=KEY), key=KEY) == fullest
    assert open_cookie(seal_cookie(bytes(LARGEST_CONTENT), key=KEY), key=KEY) == bytes(LARGEST_CONTENT)
    with pytest.raises(TooLongToSeal):
        seal_cookie(bytes(LARGEST_CONTENT + 1), key=KEY)


def test_another_key_opens_no_cookie() -> None:
    with pytest.raises(CannotOpen):
        open_cookie(seal_cookie(b"answers", key=KEY), key=OTHER_KEY)


def test_a_change_of_any_byte_of_a_cookie_and_every_cut_is_found() -> None:
    text = seal_cookie(b"answers", key=KEY)
    closed = _bytes_of(text)
    changed = [
        _text_of(closed[:place] + bytes([closed[place] ^ 1]) + closed[place + 1 :])
        for place in range(len(closed))
    ]
    for one in [*changed, *(text[:end] for end in range(len(text))), text + "A", text + text]:
        with pytest.raises(CannotOpen):
            open_cookie(one, key=KEY)


@pytest.mark.parametrize("text", ["", "A", "=", "é", "\ud800", "\0", "%00", "undefined", "AAAA" * 100_000])
def test_what_is_no_cookie_of_ours_is_refused(text: str) -> None:
    with pytest.raises(CannotOpen):
        open_cookie(text, key=KEY)


def test_a_cookie_is_read_in_one_spelling_only() -> None:
    """Two steps leave four unused bits in the last character: other letters there decode to the same bytes."""
    text = seal_cookie(os.urandom(300), key=KEY)
    twin = chr(ord(text[-1]) + 1)
    assert _bytes_of(text[:-1] + twin) == _bytes_of(text)
    for other in (text[:-1] + twin, text + "==", text + "\n", "!" + text, text[:9] + " " + text[9:]):
        with pytest.raises(CannotOpen):
            open_cookie(other, key=KEY)


@pytest.mark.parametrize(
    "squeezed",
    [
        zlib.compress(bytes(50_000_000)),  # 49 kB that would be 50 MB
        zlib.compress(bytes(LARGEST_CONTENT + 1)),
        zlib.compress(b"answers") + b"more",
        zlib.compress(b"answers")[:-1],
        b"not compressed",
        b"",
    ],
)
def test_even_our_own_key_opens_nothing_that_unpacks_to_anything_but_a_cookie(squeezed: bytes) -> None:
    """Closed with the true key by hand, as somebody might who came by it."""
    cookie_key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"heard answering cookie 1\x00").derive(
        KEY
    )
    padded = len(squeezed).to_bytes(4, "big") + squeezed
    closed = b"\x01" + bytes(12) + AESGCM(cookie_key).encrypt(bytes(12), padded, None)
    with pytest.raises(CannotOpen):
        open_cookie(_text_of(closed), key=KEY)


def test_a_cookie_opens_step_by_step_as_the_module_describes_it() -> None:
    closed = _bytes_of(seal_cookie(b"answers", key=KEY))
    cookie_key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"heard answering cookie 1\x00").derive(
        KEY
    )
    assert closed[0] == 1
    padded = AESGCM(cookie_key).decrypt(closed[1:13], closed[13:], None)
    assert len(padded) == 256
    assert zlib.decompress(padded[4 : 4 + int.from_bytes(padded[:4], "big")]) == b"answers"


def test_a_paused_draft_opens_with_code_pictures_salt_and_key_together_only() -> None:
    sealed = _pause(b"answers")
    assert _resume(sealed) == b"answers"
    wrong: list[dict[str, object]] = [
        {"code": OTHER_CODE},
        {"pictures": ("cat", "boat", "tree")},
        {"pictures": ("boat", "cat", "sun")},
        {"salt": SALT[::-1]},
        {"key": OTHER_KEY},
    ]
    for change in wrong:
        with pytest.raises(CannotOpen):
            _resume(sealed, **change)


def _pause(content: bytes) -> bytes:
    return seal_draft(content, code=CODE, pictures=PICKED, salt=SALT, key=KEY)


def _resume(sealed: bytes, **change: object) -> bytes:
    given: dict[str, object] = {"code": CODE, "pictures": PICKED, "salt": SALT, "key": KEY}
    return open_draft(sealed, **(given | change))  # type: ignore[arg-type]


def test_a_paused_draft_opens_step_by_step_as_the_module_describes_it() -> None:
    sealed = _pause(b"answers")
    stretched = hash_secret_raw(
        b"BCDFGHJKMNPV\0cat\0boat\0sun", SALT, 3, 65_536, 1, 32, Type.ID
    )  # three passes, 64 MiB, one lane
    draft_key = HKDF(algorithm=SHA256(), length=32, salt=KEY, info=b"heard paused draft 1\x00").derive(
        stretched
    )
    assert sealed[0] == 1
    padded = AESGCM(draft_key).decrypt(sealed[1:13], sealed[13:], None)
    assert padded == b"\0\0\0\7answers" + bytes(32_768 - 11)


@pytest.fixture
def quick_argon2(monkeypatch: pytest.MonkeyPatch) -> None:
    """The least Argon2 allows; what these tests show does not hang on its cost."""
    monkeypatch.setattr(drafts, "ARGON2_MEMORY_KIB", 8)
    monkeypatch.setattr(drafts, "ARGON2_PASSES", 1)


@pytest.mark.usefixtures("quick_argon2")
def test_every_draft_is_equally_long_and_no_two_are_the_same() -> None:
    contents = [b"", b"x", os.urandom(LARGEST_CONTENT)]
    assert {len(_pause(content)) for content in contents} == {DRAFT_SIZE + CLOSED_AROUND}
    assert [_resume(_pause(content)) for content in contents] == contents
    assert len({_pause(b"the same") for _ in range(20)}) == 20
    with pytest.raises(TooLongToSeal):
        _pause(bytes(LARGEST_CONTENT + 1))


@pytest.mark.usefixtures("quick_argon2")
def test_a_change_in_any_part_of_a_draft_and_every_kind_of_cut_is_found() -> None:
    sealed = _pause(b"answers")
    places = [*range(64), *range(64, len(sealed), 997), *range(len(sealed) - 32, len(sealed))]
    changed = [sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :] for place in places]
    for one in [*changed, *(sealed[:end] for end in (0, 1, 12, 13, 28, 29, len(sealed) - 1)), sealed + b"\0"]:
        with pytest.raises(CannotOpen):
            _resume(one)


@pytest.mark.usefixtures("quick_argon2")
def test_only_the_one_choice_of_1728_opens_the_draft() -> None:
    sealed = _pause(b"answers")
    opened = []
    for choice in itertools.product(PICTURES, repeat=3):
        try:
            _resume(sealed, pictures=choice)
        except CannotOpen:
            continue
        opened.append(choice)
    assert opened == [PICKED]


@pytest.mark.parametrize(
    "pictures",
    [(), ("cat",), ("cat", "boat"), ("cat", "boat", "sun", "key"), ("cat", "boat", "dog"), ("", "", "")],
)
def test_other_than_three_of_the_twelve_pictures_close_and_open_nothing(pictures: Pictures) -> None:
    with pytest.raises(ValueError, match="not three of the twelve pictures"):
        seal_draft(b"", code=CODE, pictures=pictures, salt=SALT, key=KEY)
    with pytest.raises(CannotOpen):
        _resume(bytes(100), pictures=pictures)


def test_the_pictures_are_twelve_different_things() -> None:
    assert len(set(PICTURES)) == len(PICTURES) == 12


def test_a_draft_is_closed_under_a_canonical_code_a_whole_salt_and_a_strong_key_only() -> None:
    with pytest.raises(ValueError, match="not a code"):
        seal_draft(b"", code="bcdf-ghjk-mnpv", pictures=PICKED, salt=SALT, key=KEY)
    for salt in (b"", SALT[:15], SALT + b"\0"):
        with pytest.raises(ValueError, match="16 bytes"):
            seal_draft(b"", code=CODE, pictures=PICKED, salt=salt, key=KEY)
    with pytest.raises(NotAKey):
        seal_draft(b"", code=CODE, pictures=PICKED, salt=SALT, key=KEY[:31])
    with pytest.raises(NotAKey):
        seal_cookie(b"", key=b"")


def test_what_a_draft_is_found_by_is_not_the_digest_of_its_code() -> None:
    found_by = draft_lookup(CODE, key=KEY)
    assert len(found_by) == 32
    assert found_by == draft_lookup(CODE, key=KEY)
    assert (
        len(
            {
                found_by,
                digest(CODE, KEY),
                draft_lookup(CODE, key=OTHER_KEY),
                draft_lookup(OTHER_CODE, key=KEY),
            }
        )
        == 4
    )
    with pytest.raises(ValueError, match="not a code"):
        draft_lookup("", key=KEY)


def test_a_cookie_is_no_draft_and_a_draft_is_no_cookie() -> None:
    with pytest.raises(CannotOpen):
        _resume(_bytes_of(seal_cookie(b"answers", key=KEY)))
    with pytest.raises(CannotOpen):
        open_cookie(_text_of(_pause(b"answers")), key=KEY)


def test_a_refusal_says_nothing_of_what_it_met() -> None:
    with pytest.raises(CannotOpen) as refused:
        open_cookie("S3CRET" * 50, key=KEY)
    assert "S3CRET" not in str(refused.value) + repr(refused.value.args)
    assert refused.value.__suppress_context__ or refused.value.__context__ is None
