"""Sealing a few bytes under a passphrase as an age file (https://age-encryption.org/v1), and opening one.

Of the format only what a key file needs: one passphrase, and contents that fit its first chunk. Made here of the
primitives of `cryptography`, because the library of the format sets both costs by how fast the machine is at that
moment: a file made on a quiet machine was refused on one with much to do, and one made on a busy machine was quicker to
guess. Here a file costs what its policy says, and opens wherever there is the memory, however long that takes.
"""

import os
import re
from base64 import b64decode, b64encode
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from heard.base.errors import HeardError
from heard.web.policy import KEY_FILE_WORK, MOST_KEY_FILE_WORK

LONGEST = 65_536  # bytes of content: the first chunk
SALT, FILE_KEY, NONCE = 16, 16, 16  # bytes
_INTRO, _PURPOSE = b"age-encryption.org/v1", b"age-encryption.org/v1/scrypt"
_ONLY_CHUNK = bytes(11) + b"\1"  # the nonce of chunk 0, which is the last one
_LAYOUT = re.compile(
    rb"(?P<header>age-encryption\.org/v1\n-> scrypt (?P<salt>[A-Za-z0-9+/]{22}) (?P<work>[1-9][0-9]?)\n"
    rb"(?P<wrapped>[A-Za-z0-9+/]{43})\n---) (?P<mac>[A-Za-z0-9+/]{43})\n"
    rb"(?P<nonce>.{16})(?P<payload>.{16,65552})",
    re.DOTALL,
)


class NotAnAgeFile(HeardError):
    """Not laid out as an age file under one passphrase, changed since it was made, or dearer than may be."""


class OtherPassphrase(HeardError):
    """The file is made for another passphrase."""


class NoMemory(HeardError):
    """This machine lacks the memory that the file asks for at this moment."""


@dataclass(frozen=True, slots=True)
class _Parts:
    header: bytes
    salt: bytes
    work: int
    wrapped: bytes
    mac: bytes
    nonce: bytes
    payload: bytes


def seal(content: bytes, passphrase: str) -> bytes:
    """An age file of this content."""
    salt, file_key, nonce = (os.urandom(length) for length in (SALT, FILE_KEY, NONCE))
    wrapped = _wrapping(passphrase, salt, KEY_FILE_WORK).encrypt(bytes(12), file_key, None)
    stanza = b"-> scrypt %s %d\n%s\n---" % (_text_of(salt), KEY_FILE_WORK, _text_of(wrapped))
    header = _INTRO + b"\n" + stanza
    mac = _mac_of(file_key, header).finalize()
    payload = ChaCha20Poly1305(_derive(file_key, nonce, b"payload")).encrypt(_ONLY_CHUNK, content, None)
    return header + b" " + _text_of(mac) + b"\n" + nonce + payload


def unseal(sealed: bytes, passphrase: str) -> bytes:
    """What is in the file. Raises NotAnAgeFile, OtherPassphrase, NoMemory."""
    parts = _read(sealed)
    try:
        file_key = _wrapping(passphrase, parts.salt, parts.work).decrypt(bytes(12), parts.wrapped, None)
    except InvalidTag:
        raise OtherPassphrase("the file is made for another passphrase") from None
    try:
        _mac_of(file_key, parts.header).verify(parts.mac)
        key = ChaCha20Poly1305(_derive(file_key, parts.nonce, b"payload"))
        return key.decrypt(_ONLY_CHUNK, parts.payload, None)
    except (InvalidSignature, InvalidTag):
        raise NotAnAgeFile("the file was changed") from None


def check_layout(sealed: bytes) -> None:
    """Raises NotAnAgeFile for what no passphrase could open, without trying any."""
    _read(sealed)


def _read(sealed: bytes) -> _Parts:
    found = _LAYOUT.fullmatch(sealed)
    if found is None or int(found["work"]) > MOST_KEY_FILE_WORK:
        raise NotAnAgeFile("not an age file under one passphrase, or at a cost no server can pay")
    salt, wrapped, mac = (_bytes_of(found[name]) for name in ("salt", "wrapped", "mac"))
    return _Parts(found["header"], salt, int(found["work"]), wrapped, mac, found["nonce"], found["payload"])


def _wrapping(passphrase: str, salt: bytes, work: int) -> ChaCha20Poly1305:
    slow = Scrypt(salt=_PURPOSE + salt, length=32, n=2**work, r=8, p=1)
    try:
        return ChaCha20Poly1305(slow.derive(passphrase.encode()))
    except MemoryError:
        raise NoMemory(f"no {2 ** (work - 20):g} GiB of memory are free") from None


def _mac_of(file_key: bytes, header: bytes) -> hmac.HMAC:
    mac = hmac.HMAC(_derive(file_key, b"", b"header"), hashes.SHA256())
    mac.update(header)
    return mac


def _derive(file_key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=info).derive(file_key)


def _text_of(raw: bytes) -> bytes:
    return b64encode(raw).rstrip(b"=")


def _bytes_of(text: bytes) -> bytes:
    """Of several texts for the same bytes the format allows one."""
    raw = b64decode(text + b"=" * (-len(text) % 4), validate=True)
    if _text_of(raw) != text:
        raise NotAnAgeFile("the file was changed")
    return raw
