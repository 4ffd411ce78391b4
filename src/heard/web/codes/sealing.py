"""Sealing: what anybody may close to a public key, and only the holder of the private key can open.

ECDH on P-256 with a fresh key for every sealing, HKDF-SHA256, AES-256-GCM: what `cryptography` does here, WebCrypto
does in a browser. A sealed value, in bytes:

    0        version, 1
    1..65    the fresh key's public point, uncompressed (WebCrypto: exportKey "raw")
    66..     AES-256-GCM of the padded content, its 16-byte tag at the end, no associated data

The AES key (first 32 bytes) and the nonce (last 12) are 44 bytes of HKDF-SHA256, so the nonce need not be sent; no
pair is used twice, for every sealing has its own fresh key (WebCrypto: deriveBits of 352 bits):

    input    the x coordinate both sides agree on, 32 bytes (WebCrypto: deriveBits of ECDH, 256 bits)
    salt     empty
    info     "heard sealed 1", a zero byte, the fresh point, the recipient's point, the purpose in UTF-8

The padded content is the content's length (4 bytes, big end first), the content, and zeros up to the size of its kind:
every value of a kind is equally long.
"""

from dataclasses import dataclass
from typing import NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from heard.base.errors import HeardError

VERSION = 1
POINT_BYTES = 65
SCALAR_BYTES = 32
SECRET_BYTES = 32  # of a key of the server; more are welcome
LENGTH_BYTES = 4
OVERHEAD = 1 + POINT_BYTES + 16  # what a sealed value is longer than its padded content

ANSWERS_SIZE = 4096  # the longest questionnaire's answers take less than half (a test holds it)
SLIP_SIZE = 512
COMMENT_SIZE = 4608  # 1,000 characters of four bytes each, and the envelope around them

_DOMAIN = b"heard sealed 1\0"
_KEY_BYTES, _NONCE_BYTES = 32, 12


class CannotOpen(HeardError):
    """What was closed does not open. Deliberately one error for every cause, and nothing of the content in it."""

    def __init__(self) -> None:
        super().__init__("This cannot be opened: it was closed for another key or purpose, or it is damaged.")


class TooLongToSeal(HeardError, ValueError):
    """The content does not fit the size of its kind. How long it is stays unsaid."""

    def __init__(self, size: int) -> None:
        super().__init__(f"The content does not fit the {size:,} bytes that everything of its kind takes.")


class NotAKey(HeardError, ValueError):
    """These bytes are not a key; they are not repeated."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class PrivateKey:
    """Opens what was sealed to its public half. It shows nothing of itself, and cannot be pickled into a task."""

    _key: ec.EllipticCurvePrivateKey

    @property
    def public(self) -> bytes:
        """The public half: an uncompressed point, 65 bytes."""
        return self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def to_bytes(self) -> bytes:
        """The private scalar, 32 bytes, big end first. For key files and key settings only."""
        return self._key.private_numbers().private_value.to_bytes(SCALAR_BYTES)

    @classmethod
    def from_bytes(cls, scalar: bytes) -> "PrivateKey":
        """The key with this scalar; raises NotAKey."""
        if len(scalar) != SCALAR_BYTES:
            raise NotAKey("A private key has 32 bytes.")
        try:
            return cls(ec.derive_private_key(int.from_bytes(scalar), ec.SECP256R1()))
        except ValueError:
            raise NotAKey("These 32 bytes are not a private key.") from None

    def __repr__(self) -> str:
        return "PrivateKey()"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a private key is not pickled or copied")


def new_private_key() -> PrivateKey:
    """A new random key."""
    return PrivateKey(ec.generate_private_key(ec.SECP256R1()))


def check_public_key(point: bytes) -> None:
    """Raise NotAKey unless these are the 65 bytes of an uncompressed point on the curve."""
    _read_point(point)


def check_secret(secret: bytes) -> None:
    """Raise NotAKey where a secret of the server is missing or short: nothing is closed under a weak key."""
    if len(secret) < SECRET_BYTES:
        raise NotAKey(f"A secret of the server has at least {SECRET_BYTES} random bytes; this one has fewer.")


def seal(content: bytes, *, to: bytes, purpose: str, size: int) -> bytes:
    """The content, padded to `size` bytes with its length, sealed to the public key `to`.

    `purpose` (such as "answers/X0000001/2026") must be given again to open it. Raises TooLongToSeal and NotAKey.
    """
    padded = pad(content, size)
    recipient = _read_point(to)
    fresh = new_private_key()
    point = fresh.public
    shared = fresh._key.exchange(ec.ECDH(), recipient)
    key, nonce = _derive(shared, fresh=point, recipient=to, purpose=purpose)
    return bytes([VERSION]) + point + AESGCM(key).encrypt(nonce, padded, None)


def open_sealed(sealed: bytes, *, key: PrivateKey, purpose: str) -> bytes:
    """The content sealed to the key for the purpose; raises CannotOpen."""
    if len(sealed) < OVERHEAD or sealed[0] != VERSION:
        raise CannotOpen
    point, closed = sealed[1 : 1 + POINT_BYTES], sealed[1 + POINT_BYTES :]
    try:
        shared = key._key.exchange(ec.ECDH(), _read_point(point))
        secret, nonce = _derive(shared, fresh=point, recipient=key.public, purpose=purpose)
        padded = AESGCM(secret).decrypt(nonce, closed, None)
    except (NotAKey, InvalidTag):
        raise CannotOpen from None
    return unpad(padded)


def check_sealed(sealed: bytes, size: int) -> None:
    """Raise CannotOpen unless this could be something of that size sealed by somebody: its form, not its content."""
    if len(sealed) != OVERHEAD + size or sealed[0] != VERSION:
        raise CannotOpen
    try:
        _read_point(sealed[1 : 1 + POINT_BYTES])
    except NotAKey:
        raise CannotOpen from None


def pad(content: bytes, size: int) -> bytes:
    """The content with its length before it and zeros after it, `size` bytes in all; raises TooLongToSeal."""
    if len(content) > size - LENGTH_BYTES:
        raise TooLongToSeal(size)
    return (len(content).to_bytes(LENGTH_BYTES) + content).ljust(size, b"\0")


def unpad(padded: bytes) -> bytes:
    """The content that was padded; raises CannotOpen where it never was."""
    end = LENGTH_BYTES + int.from_bytes(padded[:LENGTH_BYTES])
    if len(padded) < LENGTH_BYTES or end > len(padded) or any(padded[end:]):
        raise CannotOpen
    return padded[LENGTH_BYTES:end]


def _read_point(point: bytes) -> ec.EllipticCurvePublicKey:
    if len(point) != POINT_BYTES:
        raise NotAKey("A public key is an uncompressed point of P-256, 65 bytes.")
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError:
        raise NotAKey("These 65 bytes are not a point of P-256.") from None


def _derive(shared: bytes, *, fresh: bytes, recipient: bytes, purpose: str) -> tuple[bytes, bytes]:
    """The AES key and the nonce."""
    info = _DOMAIN + fresh + recipient + purpose.encode()
    derived = HKDF(algorithm=SHA256(), length=_KEY_BYTES + _NONCE_BYTES, salt=None, info=info).derive(shared)
    return derived[:_KEY_BYTES], derived[_KEY_BYTES:]
