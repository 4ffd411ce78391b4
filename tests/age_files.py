"""Age files as https://age-encryption.org/v1 lays them down, at the least cost: age itself is slow on purpose."""

from base64 import b64encode

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt


def make_age_file(content: bytes, passphrase: str, log_cost: int = 2) -> bytes:
    """A file with a scrypt stanza, from its parts; salts are fixed, for these are tests."""
    salt, file_key, nonce = bytes(range(16)), bytes(range(16, 32)), bytes(range(32, 48))
    wrapping = Scrypt(salt=b"age-encryption.org/v1/scrypt" + salt, length=32, n=2**log_cost, r=8, p=1)
    wrapped = ChaCha20Poly1305(wrapping.derive(passphrase.encode())).encrypt(bytes(12), file_key, None)
    stanza = b"-> scrypt %s %d\n%s\n---" % (_unpadded(salt), log_cost, _unpadded(wrapped))
    header = b"age-encryption.org/v1\n" + stanza
    mac = hmac.HMAC(_hkdf(file_key, b"", b"header"), hashes.SHA256())
    mac.update(header)
    payload = ChaCha20Poly1305(_hkdf(file_key, nonce, b"payload")).encrypt(bytes(11) + b"\1", content, None)
    return header + b" " + _unpadded(mac.finalize()) + b"\n" + nonce + payload


def _unpadded(raw: bytes) -> bytes:
    return b64encode(raw).rstrip(b"=")


def _hkdf(file_key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=info).derive(file_key)
