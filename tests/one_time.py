"""What an authenticator app shows: RFC 6238, worked out here and not by the library the site uses."""

import base64
import hashlib
import hmac
import struct
import time

SECONDS = 30


def app_code(secret: str, at: float | None = None) -> str:
    """Six digits for this moment."""
    counter = struct.pack(">Q", int((time.time() if at is None else at) // SECONDS))
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    place = digest[-1] & 15
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
