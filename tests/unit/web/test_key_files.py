"""Key files: two holders, two passphrases, either opens; whatever else is chosen is told in plain words.

age is slow on purpose, so one file here is made as it truly is; the others are written by `make_age_file`, by hand
and at the least cost, as https://age-encryption.org/v1 lays it down.
"""

import hashlib
import json
import unicodedata
from base64 import b64decode, b64encode
from dataclasses import FrozenInstanceError, replace
from unittest.mock import Mock

import pyrage
import pytest

from age_files import make_age_file
from heard.base.errors import UserError
from heard.web.codes import age_files, key_files
from heard.web.codes.key_files import (
    LARGEST_KEY_FILE,
    Holder,
    KeyFile,
    UnusablePassphrase,
    WrongKeyFile,
    make_key_files,
    open_key_file,
)
from heard.web.codes.sealing import PrivateKey, new_private_key
from heard.web.policy import SHORTEST_PASSPHRASE

COUNCIL, WAVE = "X0000001", "2026"
FIRST, SECOND = "correct horse battery", "staple träger lantern"
KEY = PrivateKey.from_bytes(bytes(range(1, 33)))


def _file(content: bytes = KEY.to_bytes(), passphrase: str = FIRST, **changed: str) -> KeyFile:
    names = {"council": COUNCIL, "wave": WAVE} | changed
    return KeyFile(
        **names, holder=Holder.FIRST, public_key=KEY.public, sealed=make_age_file(content, passphrase)
    )


def _open(file: KeyFile, passphrase: str = FIRST) -> PrivateKey:
    return open_key_file(file, passphrase, council=COUNCIL, wave=WAVE, public_key=KEY.public)


def _fields(**changed: object) -> str:
    return json.dumps(json.loads(_file().to_text()) | changed)


@pytest.fixture
def quick_age(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are made by `make_age_file`; they are opened as ever."""
    monkeypatch.setattr(age_files, "seal", make_age_file)


@pytest.mark.usefixtures("quick_age")
def test_either_of_two_files_opens_to_the_same_key_with_its_own_passphrase_only() -> None:
    made = make_key_files(council=COUNCIL, wave=WAVE, passphrases=(FIRST, f" {SECOND} "))
    first, second = (KeyFile.from_text(file.to_text()) for file in made)
    assert (first.holder, second.holder) == (Holder.FIRST, Holder.SECOND)
    assert first.public_key == second.public_key
    scalars = set()
    for file, own, other in ((first, FIRST, SECOND), (second, SECOND, FIRST)):
        key = open_key_file(file, own, council=COUNCIL, wave=WAVE, public_key=first.public_key)
        scalars.add(key.to_bytes())
        with pytest.raises(WrongKeyFile, match="passphrase"):
            open_key_file(file, other, council=COUNCIL, wave=WAVE, public_key=first.public_key)
    assert len(scalars) == 1
    assert PrivateKey.from_bytes(scalars.pop()).public == first.public_key


@pytest.mark.usefixtures("quick_age")
def test_every_wave_has_a_key_of_its_own() -> None:
    made = [make_key_files(council=COUNCIL, wave=WAVE, passphrases=(FIRST, SECOND))[0] for _ in range(10)]
    assert len({file.public_key for file in made}) == 10


def test_a_file_as_it_is_truly_made_is_slow_to_guess_shows_no_key_and_opens() -> None:
    file = key_files._make_key_file(KEY, Holder.SECOND, SECOND, council=COUNCIL, wave=WAVE)
    arrow, kind, _salt, log_cost = file.sealed.split(b"\n")[1].split(b" ")
    assert (arrow, kind) == (b"->", b"scrypt")
    assert int(log_cost) == 18  # whatever the machine does besides
    assert repr(file).endswith(f"public_key={KEY.public!r})")
    assert _open(file, SECOND).to_bytes() == KEY.to_bytes()


def test_a_key_file_reads_as_what_it_says() -> None:
    file = _file()
    assert json.loads(file.to_text()) == {
        "heard_wave_key": 1,
        "council": "X0000001",
        "wave": "2026",
        "holder": "first",
        "public_key": b64encode(KEY.public).decode(),
        "sealed": b64encode(file.sealed).decode(),
    }
    assert KeyFile.from_text(file.to_text()) == file
    assert len(file.to_text()) < LARGEST_KEY_FILE / 10
    with pytest.raises(FrozenInstanceError):
        file.wave = "2027"  # type: ignore[misc]


def test_a_file_by_another_age_program_opens_here() -> None:
    assert _open(_file()).to_bytes() == KEY.to_bytes()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_opened_and_saved_again_by_a_text_editor_is_still_read(encoding: str) -> None:
    assert KeyFile.from_text(_file().to_text().replace("\n", "\r\n").encode(encoding)) == _file()
    assert KeyFile.from_text("\ufeff" + _file().to_text()) == _file()


def test_a_passphrase_opens_however_the_keyboard_composes_it_and_with_a_space_copied_along() -> None:
    file = _file(passphrase=unicodedata.normalize("NFC", SECOND))
    for typed in (unicodedata.normalize("NFD", SECOND), f" {SECOND}\r\n"):
        assert _open(file, typed).to_bytes() == KEY.to_bytes()


@pytest.mark.parametrize("passphrase", ["", "Correct horse battery", SECOND, "correct horse battery x"])
def test_a_wrong_passphrase_is_told_and_not_repeated(passphrase: str) -> None:
    with pytest.raises(WrongKeyFile) as told:
        _open(_file(), passphrase)
    assert str(told.value) == (
        "This passphrase does not open this key file. Nothing was changed; try again, or use the other holder's file "
        "with its own passphrase."
    )
    assert told.value.__suppress_context__


def test_the_file_of_another_wave_or_council_is_told_before_the_passphrase_is_tried() -> None:
    for other in ({"wave": "2024"}, {"council": "X0000002"}, {"wave": "2024", "council": "X0000002"}):
        file = _file(**other)
        with pytest.raises(WrongKeyFile) as told:
            _open(file, "wrong")
        assert str(told.value).startswith(
            f"This key is for wave {file.wave} of {file.council}; this wave is 2026 of X0000001. Nothing was changed"
        )


def test_the_file_of_an_earlier_key_of_the_same_wave_is_told() -> None:
    with pytest.raises(WrongKeyFile, match="not the key that the answers were sealed with"):
        open_key_file(_file(), FIRST, council=COUNCIL, wave=WAVE, public_key=new_private_key().public)


@pytest.mark.parametrize(
    "content",
    [b"", bytes(32), b"x" * 31, b"x" * 33, bytes(range(2, 34))],
    ids=lambda content: str(len(content)),
)
def test_a_file_that_holds_another_key_or_none_opens_nothing(content: bytes) -> None:
    with pytest.raises(WrongKeyFile, match="a part of it is missing or was changed"):
        _open(_file(content))


def test_a_change_of_any_byte_of_the_age_file_opens_nothing() -> None:
    whole = _file()
    for place in range(len(whole.sealed)):
        changed = bytearray(whole.sealed)
        changed[place] ^= 1
        assert _refusal_of(bytes(changed)), place
    for end in range(len(whole.sealed)):
        assert _refusal_of(whole.sealed[:end]), end
    assert _refusal_of(whole.sealed + b"\0")


def _refusal_of(sealed: bytes) -> str:
    try:
        _open(KeyFile.from_text(_fields(sealed=b64encode(sealed).decode())))
    except WrongKeyFile as error:
        return str(error)
    return ""


def test_a_changed_payload_is_told_as_damage_and_not_as_a_wrong_passphrase() -> None:
    sealed = _file().sealed
    assert "a part of it is missing or was changed" in _refusal_of(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    assert "a part of it is missing or was changed" in _refusal_of(sealed[:-20])


PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 40


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This file is empty"),
        (" \r\n", "This file is empty"),
        (PHOTO, "not a key file"),
        (PHOTO * 20, "far larger than a key file"),
        (bytes(50_000_000), "far larger than a key file"),
        (_file().to_text() + " " * LARGEST_KEY_FILE, "far larger than a key file"),
        (_file().sealed, "not a key file"),
        ("Dear both, the key is attached.", "not a key file"),
        ("\ud800", "not a key file"),
        ('{"name": "heard"}', "not a key file"),
        ('["heard_wave_key"]', "not a key file"),
        ("null", "not a key file"),
        ("[" * 10_000, "not a key file"),
        ("1" * 10_000, "not a key file"),
        (_file().to_text()[:-5], "a part of it is missing or was changed"),
        (_file().to_text()[:30], "a part of it is missing or was changed"),
        ('{"heard_wave_key": ' + "[" * 10_000, "a part of it is missing or was changed"),
        ('{"heard_wave_key": 1}', "a part of it is missing or was changed"),
        (_fields(heard_wave_key=0), "a part of it is missing or was changed"),
        (_fields(heard_wave_key=True), "a part of it is missing or was changed"),
        (_fields(heard_wave_key="1"), "a part of it is missing or was changed"),
        (_fields(heard_wave_key=1.0), "a part of it is missing or was changed"),
        (_fields(heard_wave_key=2), "made by a newer Heard"),
        (_fields(heard_wave_key=10**4000), "made by a newer Heard"),
        (_fields(council=""), "a part of it is missing or was changed"),
        (_fields(council="X1\x1b[31m"), "a part of it is missing or was changed"),
        (_fields(wave=2026), "a part of it is missing or was changed"),
        (_fields(holder="third"), "a part of it is missing or was changed"),
        (_fields(public_key="é"), "a part of it is missing or was changed"),
        (_fields(public_key=b64encode(bytes(65)).decode()), "a part of it is missing or was changed"),
        (_fields(sealed="not base64"), "a part of it is missing or was changed"),
        (_fields(sealed=""), "a part of it is missing or was changed"),
        (_fields(sealed=None), "a part of it is missing or was changed"),
    ],
    ids=lambda value: repr(value[:20]),
)
def test_whatever_file_is_chosen_is_told_in_plain_words(content: str | bytes, words: str) -> None:
    with pytest.raises(WrongKeyFile, match=words) as told:
        KeyFile.from_text(content)
    assert "othing was changed" in str(told.value)
    assert isinstance(told.value, UserError)


@pytest.mark.parametrize("log_cost", [22, 40, 63, 64, 99])
def test_a_file_that_would_take_all_memory_is_refused_before_it_is_tried(log_cost: int) -> None:
    sealed = _file().sealed.replace(b" 2\n", b" %d\n" % log_cost, 1)
    with pytest.raises(WrongKeyFile, match="a part of it is missing or was changed"):
        KeyFile.from_text(_fields(sealed=b64encode(sealed).decode()))


def test_a_server_without_the_memory_says_so_and_not_that_the_file_is_damaged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sealed = _file().sealed
    monkeypatch.setattr(age_files, "Scrypt", Mock(return_value=Mock(derive=Mock(side_effect=MemoryError))))
    assert _refusal_of(sealed).startswith("This server has too little memory free at this moment")


def test_a_file_of_the_library_opens_here_and_one_made_here_opens_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    theirs = replace(_file(), sealed=pyrage.passphrase.encrypt(KEY.to_bytes(), FIRST))
    assert _open(theirs).to_bytes() == KEY.to_bytes()
    monkeypatch.setattr(age_files, "KEY_FILE_WORK", 10)  # more it refuses on a machine with much to do
    ours = key_files._make_key_file(KEY, Holder.FIRST, FIRST, council=COUNCIL, wave=WAVE)
    assert pyrage.passphrase.decrypt(ours.sealed, FIRST) == KEY.to_bytes()


@pytest.mark.parametrize(
    ("passphrases", "words"),
    [
        (
            ("x" * (SHORTEST_PASSPHRASE - 1), SECOND),
            "The first holder's passphrase is shorter than 12 characters",
        ),
        ((FIRST, "S3CRET"), "The second holder's passphrase is shorter than 12 characters"),
        ((FIRST, "x" * 11 + "   "), "The second holder's passphrase is shorter than 12 characters"),
        (("", ""), "The first holder's passphrase is shorter than 12 characters"),
        ((FIRST, FIRST), "Both passphrases are the same"),
        ((SECOND, unicodedata.normalize("NFD", SECOND) + " "), "Both passphrases are the same"),
    ],
)
def test_passphrases_are_two_and_long(passphrases: tuple[str, str], words: str) -> None:
    with pytest.raises(UnusablePassphrase, match=words) as told:
        make_key_files(council=COUNCIL, wave=WAVE, passphrases=passphrases)
    assert "No key was made" in str(told.value)
    assert "S3CRET" not in str(told.value)


def test_a_file_that_could_not_be_read_again_is_not_made() -> None:
    for names in ({"council": "no key"}, {"wave": ""}, {"council": "all"}):
        with pytest.raises(ValueError, match="by their keys"):
            _file(**names)
    with pytest.raises(ValueError, match="not an age file"):
        replace(_file(), sealed=hashlib.sha256(b"").digest())


def test_the_sealed_part_is_an_age_file_anybody_can_cut_out() -> None:
    sealed = b64decode(json.loads(_file().to_text())["sealed"])
    assert sealed.startswith(b"age-encryption.org/v1\n-> scrypt ")
