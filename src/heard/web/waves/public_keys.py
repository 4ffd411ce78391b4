"""The public half of a wave's key, out of a file somebody chose. A key file's private part is not looked at."""

import json
from base64 import b64decode, b64encode

from heard.base.errors import UserError
from heard.web.codes.key_files import LARGEST_KEY_FILE, MARK, KeyFile
from heard.web.codes.sealing import NotAKey, check_public_key

PUBLIC_MARK = (
    "heard_wave_public_key"  # the field that says what a small public key file is, and in which version
)
VERSION = 1

_NO_PUBLIC_KEY = (
    "There is no public key in this file. Nothing was changed; choose the wave's public key file, or one of its two "
    "key files."
)


class WrongPublicKey(UserError):
    """The file holds no public key of this wave; the message says why and what to do."""


def write_public_key(*, council: str, wave: str, public_key: bytes) -> str:
    """A small file with nothing secret in it."""
    check_public_key(public_key)
    fields = {
        PUBLIC_MARK: VERSION,
        "council": council,
        "wave": wave,
        "public_key": b64encode(public_key).decode(),
    }
    return json.dumps(fields, indent=2) + "\n"


def read_public_key(content: bytes, *, council: str, wave: str) -> bytes:
    """The public key of this wave; raises WrongPublicKey, and WrongKeyFile for a key file that is damaged."""
    named = _read(content)
    if named[:2] != (council, wave):
        raise WrongPublicKey(
            f"This key is for wave {named[1]} of {named[0]}; this wave is {wave} of {council}. "
            "Nothing was changed; choose the file of this wave."
        )
    return named[2]


def _read(content: bytes) -> tuple[str, str, bytes]:
    """Council, wave and public key."""
    if MARK.encode() in content and PUBLIC_MARK.encode() not in content:
        file = KeyFile.from_text(content)
        return file.council, file.wave, file.public_key
    fields = _fields(content)
    council, wave, encoded = (fields.get(name) for name in ("council", "wave", "public_key"))
    if not (isinstance(council, str) and isinstance(wave, str) and isinstance(encoded, str)):
        raise WrongPublicKey(_NO_PUBLIC_KEY)
    try:
        public_key = b64decode(encoded, validate=True)
        check_public_key(public_key)
    except (NotAKey, ValueError):
        raise WrongPublicKey(_NO_PUBLIC_KEY) from None
    return council[:40], wave[:40], public_key


def _fields(content: bytes) -> dict[str, object]:
    try:
        fields = (
            json.loads(content.removeprefix(b"\xef\xbb\xbf")) if len(content) <= LARGEST_KEY_FILE else None
        )
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict) or fields.get(PUBLIC_MARK) != VERSION:
        raise WrongPublicKey(_NO_PUBLIC_KEY)
    return fields
