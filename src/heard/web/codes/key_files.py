"""A wave's private key in two files, one for each of two named holders, each under a passphrase of its own.

Either file opens. What is sealed inside is an age file (scrypt passphrase, in base64) of the 32 bytes of the private
key: should Heard be gone, any age program opens it. Around it stands, in JSON and readable by anybody, what the file
is for: the council, the wave, whose it is, and the public key. Changing these opens nothing: the private key inside
must fit the public key asked for.

age's scrypt is slow on purpose (a second, and a quarter of a gigabyte for that time; see `age_files`).
"""

import json
import unicodedata
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from enum import StrEnum

from heard.base.errors import UserError
from heard.base.places import is_key
from heard.web.codes import age_files
from heard.web.codes.sealing import NotAKey, PrivateKey, check_public_key, new_private_key
from heard.web.policy import SHORTEST_PASSPHRASE

VERSION = 1
MARK = "heard_wave_key"  # the field that says what the file is, and in which version
LARGEST_KEY_FILE = 16_384  # bytes; one has about 600

_EMPTY = "This file is empty. Nothing was changed; choose the key file as it was saved when the key was made."
_TOO_LARGE = "This file is far larger than a key file. Nothing was changed; choose the key file of this wave."
_NOT_A_KEY_FILE = (
    "This is not a key file but something else. Nothing was changed; choose the key file of this wave."
)
_BROKEN = (
    "This is a key file, but a part of it is missing or was changed. Nothing was changed here; "
    "use another copy of it, or the other holder's file."
)
_NEWER = "This key file was made by a newer Heard than this one. Nothing was changed; bring Heard up to date first."
_PASSPHRASE = (
    "This passphrase does not open this key file. Nothing was changed; try again, or use the other holder's file "
    "with its own passphrase."
)
_NO_MEMORY = (
    "This server has too little memory free at this moment to open this key file. Nothing was changed; "
    "try again when less is going on."
)
_ALIKE = "Both passphrases are the same. No key was made; each holder needs a passphrase that the other does not know."


class WrongKeyFile(UserError):
    """The file cannot open this wave; the message says why and what to do."""


class UnusablePassphrase(UserError):
    """A passphrase is too short, or both are the same. They are not repeated."""


class Holder(StrEnum):
    """Which of the two named people."""

    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFile:
    """One holder's file. `sealed` is the age file's bytes. Raises ValueError where it could never be opened."""

    council: str
    wave: str
    holder: Holder
    public_key: bytes
    sealed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if not (is_key(self.council) and is_key(self.wave)):
            raise ValueError("a key file names a council and a wave by their keys")
        check_public_key(self.public_key)
        try:
            age_files.check_layout(self.sealed)
        except age_files.NotAnAgeFile as error:
            raise ValueError(str(error)) from None

    def to_text(self) -> str:
        """The file's text."""
        fields = {
            MARK: VERSION,
            "council": self.council,
            "wave": self.wave,
            "holder": self.holder.value,
            "public_key": b64encode(self.public_key).decode(),
            "sealed": b64encode(self.sealed).decode(),
        }
        return json.dumps(fields, indent=2) + "\n"

    @classmethod
    def from_text(cls, text: str | bytes) -> "KeyFile":
        """The key file somebody chose, whatever it really is; raises WrongKeyFile."""
        fields = _read_fields(text.encode(errors="replace") if isinstance(text, str) else text)
        try:
            return cls(
                council=_text_of(fields, "council"),
                wave=_text_of(fields, "wave"),
                holder=Holder(_text_of(fields, "holder")),
                public_key=b64decode(_text_of(fields, "public_key"), validate=True),
                sealed=b64decode(_text_of(fields, "sealed"), validate=True),
            )
        except ValueError:
            raise WrongKeyFile(_BROKEN) from None


def make_key_files(*, council: str, wave: str, passphrases: tuple[str, str]) -> tuple[KeyFile, KeyFile]:
    """A new key for the wave, which exists nowhere but in these two files. Raises UnusablePassphrase."""
    first, second = (_plain(passphrase) for passphrase in passphrases)
    _check_passphrases(first, second)
    key = new_private_key()
    return (
        _make_key_file(key, Holder.FIRST, first, council=council, wave=wave),
        _make_key_file(key, Holder.SECOND, second, council=council, wave=wave),
    )


def open_key_file(
    file: KeyFile, passphrase: str, *, council: str, wave: str, public_key: bytes
) -> PrivateKey:
    """The private key that belongs to `public_key`, the key of this wave; raises WrongKeyFile."""
    if (file.council, file.wave) != (council, wave):
        raise WrongKeyFile(
            f"This key is for wave {file.wave} of {file.council}; this wave is {wave} of {council}. "
            "Nothing was changed; choose the key file of this wave."
        )
    if file.public_key != public_key:
        raise WrongKeyFile(
            f"This key is for wave {wave} of {council}, but it is not the key that the answers were sealed with. "
            "Nothing was changed; choose the key file that was made last."
        )
    try:
        key = PrivateKey.from_bytes(_unseal(file.sealed, _plain(passphrase)))
    except NotAKey:
        raise WrongKeyFile(_BROKEN) from None
    if key.public != public_key:
        raise WrongKeyFile(_BROKEN)
    return key


def _make_key_file(key: PrivateKey, holder: Holder, passphrase: str, *, council: str, wave: str) -> KeyFile:
    sealed = age_files.seal(key.to_bytes(), passphrase)
    return KeyFile(council=council, wave=wave, holder=holder, public_key=key.public, sealed=sealed)


def _unseal(sealed: bytes, passphrase: str) -> bytes:
    try:
        return age_files.unseal(sealed, passphrase)
    except age_files.OtherPassphrase:
        raise WrongKeyFile(_PASSPHRASE) from None
    except age_files.NoMemory:
        raise WrongKeyFile(_NO_MEMORY) from None
    except age_files.NotAnAgeFile:
        raise WrongKeyFile(_BROKEN) from None


def _plain(passphrase: str) -> str:
    """The same letters however a keyboard composes them, without spaces or a line end copied along."""
    return unicodedata.normalize("NFC", passphrase).strip()


def _check_passphrases(first: str, second: str) -> None:
    for whose, passphrase in (("first", first), ("second", second)):
        if len(passphrase) < SHORTEST_PASSPHRASE:
            raise UnusablePassphrase(
                f"The {whose} holder's passphrase is shorter than {SHORTEST_PASSPHRASE} characters. "
                "No key was made; four or more words are long enough and easy to keep."
            )
    if first == second:
        raise UnusablePassphrase(_ALIKE)


def _read_fields(content: bytes) -> dict[str, object]:
    """The fields of a file that says it is a key file of a version we know."""
    if len(content) > LARGEST_KEY_FILE:
        raise WrongKeyFile(_TOO_LARGE)
    if not content.strip():
        raise WrongKeyFile(_EMPTY)
    try:
        fields = json.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        raise WrongKeyFile(_BROKEN if MARK.encode() in content else _NOT_A_KEY_FILE) from None
    if not isinstance(fields, dict) or MARK not in fields:
        raise WrongKeyFile(_NOT_A_KEY_FILE)
    _check_version(fields[MARK])
    return fields


def _check_version(version: object) -> None:
    if type(version) is not int or version < VERSION:
        raise WrongKeyFile(_BROKEN)
    if version > VERSION:
        raise WrongKeyFile(_NEWER)


def _text_of(fields: dict[str, object], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str):
        raise ValueError(f"{name} is no text")
    return value
