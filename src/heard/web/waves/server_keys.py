"""The private keys that the worker and the clock have in their environment, and the web process never."""

import os

from heard.base.errors import UserError
from heard.web.codes.sealing import NotAKey, PrivateKey

COUNTING, READING = "HEARD_COUNTING_KEY", "HEARD_READING_KEY"


class KeyMissing(UserError):
    """The environment of this process lacks a private key. The key is never repeated."""


def counting_key() -> PrivateKey:
    """Opens the slips that the counts are made of."""
    return _read(COUNTING)


def reading_key(council: str) -> PrivateKey:
    """Opens what a council's children wrote."""
    return _read(f"{READING}_{council}")


def _read(variable: str) -> PrivateKey:
    try:
        return PrivateKey.from_bytes(bytes.fromhex(os.environ.get(variable, "")))
    except (NotAKey, ValueError):
        raise KeyMissing(
            f"{variable} is not set for the worker and the clock, or is not a private key. Nothing was opened and "
            "nothing is lost; set it and start them again."
        ) from None
