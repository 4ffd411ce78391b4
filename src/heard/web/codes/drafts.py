"""Answers under way: the cookie that carries them from page to page, and the draft of a child who pauses.

Both are AES-256-GCM with a random nonce, under keys of the server that no database holds. Closed, in bytes: version 1,
nonce (12), ciphertext with its tag. A changed, cut or foreign one raises CannotOpen, whatever the cause.

The cookie is compressed before it is encrypted. That betrays secrets where somebody can add text beside a secret and
watch the length; here only the child writes into the cookie, only the child's own browser keeps it, and it is filled
up to steps of 256 bytes, so that its length (which the network can see) tells little. The longest survey makes about
1,100 characters; after long comments they may be more than the 4,096 bytes that browsers keep of one cookie, and the
caller cuts the text into several.

A paused draft opens with the code, the pictures the child picked (in order) and the server's secret together. Code and
pictures go through Argon2id. The secret is mixed in after it, as the salt of HKDF (whose first step is HMAC under the
salt): Argon2's own secret input is not offered by the binding's plain interface, and this way too no guess can be
tested without the secret. Who has the database, the secret *and* the card needs at most 1,728 guesses, each as dear as
Argon2id makes it: the pictures keep out somebody who saw the card, not somebody who holds everything. Every draft is
equally long.
"""

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from functools import cache
from secrets import token_bytes

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from heard.web.codes.cards import check_canonical, keyed_hash
from heard.web.codes.sealing import LENGTH_BYTES, CannotOpen, TooLongToSeal, check_secret, pad, unpad

Pictures = tuple[str, str, str]

# Plain things that a child of six can name.
PICTURES = ("cat", "boat", "tree", "sun", "key", "cup", "fish", "bike", "hat", "drum", "kite", "bird")
PICKED = 3  # the same one may be picked again

# Every paused draft: six comments of 1,000 characters of four bytes, and the longest survey (a test holds it).
DRAFT_SIZE = 32_768
LARGEST_CONTENT = DRAFT_SIZE - LENGTH_BYTES  # of a cookie too: what it holds can always be paused
COOKIE_STEP = 256
SALT_BYTES = 16  # RFC 9106: 128 bits

# RFC 9106, second recommended option: 64 MiB and three passes; its four lanes are one here, where a request has one
# core. OWASP's least for passwords is 19 MiB and two passes.
ARGON2_MEMORY_KIB = 64 * 1024
ARGON2_PASSES = 3
ARGON2_LANES = 1

_VERSION = 1
_NONCE_BYTES = 12
_TAG_BYTES = 16
_KEY_BYTES = 32
_COOKIE_DOMAIN = b"heard answering cookie 1\0"
_DRAFT_DOMAIN = b"heard paused draft 1\0"
_LOOKUP_DOMAIN = b"heard draft lookup 1\0"


def seal_cookie(content: bytes, *, key: bytes) -> str:
    """The content as text of letters, digits, `-` and `_`. Raises TooLongToSeal for more than a draft could keep."""
    if len(content) > LARGEST_CONTENT:
        raise TooLongToSeal(DRAFT_SIZE)
    squeezed = zlib.compress(content, 9)
    steps = -(-(LENGTH_BYTES + len(squeezed)) // COOKIE_STEP)
    closed = _close(pad(squeezed, steps * COOKIE_STEP), _cookie_key(key))
    return _to_text(closed)


def open_cookie(text: str, *, key: bytes) -> bytes:
    """The content of a cookie; raises CannotOpen."""
    return _unsqueeze(unpad(_open(_from_text(text), _cookie_key(key))))


def draft_lookup(code: str, *, key: bytes) -> bytes:
    """What a paused draft is found by, 32 bytes. Without the key it matches no digest of the same code."""
    return keyed_hash(code, domain=_LOOKUP_DOMAIN, key=key)


def seal_draft(content: bytes, *, code: str, pictures: Pictures, salt: bytes, key: bytes) -> bytes:
    """The content, padded and closed under code, pictures and the server's key. Raises TooLongToSeal.

    `salt`: 16 fresh random bytes, kept beside the draft. Raises ValueError for another salt, an unknown picture, or a
    code that is not canonical.
    """
    if not _are_pictures(pictures):
        raise ValueError("not three of the twelve pictures")
    return _close(pad(content, DRAFT_SIZE), _draft_key(code, pictures, salt, key))


def open_draft(sealed: bytes, *, code: str, pictures: Pictures, salt: bytes, key: bytes) -> bytes:
    """The content of a paused draft; raises CannotOpen, for other pictures as for anything else."""
    if not _are_pictures(pictures):
        raise CannotOpen
    return unpad(_open(sealed, _draft_key(code, pictures, salt, key)))


def _are_pictures(pictures: Sequence[str]) -> bool:
    return len(pictures) == PICKED and all(picture in PICTURES for picture in pictures)


@cache
def _cookie_key(key: bytes) -> bytes:
    check_secret(key)
    return HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=_COOKIE_DOMAIN).derive(key)


def _draft_key(code: str, pictures: Pictures, salt: bytes, key: bytes) -> bytes:
    """Argon2id over what the child knows, then HKDF with what the server knows."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a draft's salt has {SALT_BYTES} bytes")
    check_secret(key)
    check_canonical(code)
    stretched = hash_secret_raw(
        "\0".join((code, *pictures)).encode(),
        salt,
        time_cost=ARGON2_PASSES,
        memory_cost=ARGON2_MEMORY_KIB,
        parallelism=ARGON2_LANES,
        hash_len=_KEY_BYTES,
        type=Type.ID,
    )
    return HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=key, info=_DRAFT_DOMAIN).derive(stretched)


def _close(padded: bytes, key: bytes) -> bytes:
    nonce = token_bytes(_NONCE_BYTES)
    return bytes([_VERSION]) + nonce + AESGCM(key).encrypt(nonce, padded, None)


def _open(closed: bytes, key: bytes) -> bytes:
    if len(closed) < 1 + _NONCE_BYTES + _TAG_BYTES or closed[0] != _VERSION:
        raise CannotOpen
    try:
        return AESGCM(key).decrypt(closed[1 : 1 + _NONCE_BYTES], closed[1 + _NONCE_BYTES :], None)
    except InvalidTag:
        raise CannotOpen from None


def _to_text(closed: bytes) -> str:
    return urlsafe_b64encode(closed).rstrip(b"=").decode()


def _from_text(text: str) -> bytes:
    """What `_to_text` wrote, and nothing that merely decodes to the same bytes."""
    try:
        closed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        raise CannotOpen from None
    if _to_text(closed) != text:
        raise CannotOpen
    return closed


def _unsqueeze(squeezed: bytes) -> bytes:
    """Decompressed, but never more than a cookie was made from."""
    reader = zlib.decompressobj()
    try:
        content = reader.decompress(squeezed, LARGEST_CONTENT + 1)
    except zlib.error:
        raise CannotOpen from None
    if len(content) > LARGEST_CONTENT or not reader.eof or reader.unused_data:
        raise CannotOpen
    return content
