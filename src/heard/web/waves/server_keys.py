"""The server's keys out of the environment: whole for the worker and the clock, public halves for the web process."""

import os
from collections.abc import Mapping
from contextlib import suppress

from heard.base.errors import UserError
from heard.web.codes.sealing import NotAKey, PrivateKey, check_public_key

COUNTING, READING = "HEARD_COUNTING_KEY", "HEARD_READING_KEY"
COUNTING_PUBLIC, READING_PUBLIC = "HEARD_COUNTING_PUBLIC", "HEARD_READING_PUBLIC"


class KeyMissing(UserError):
    """The environment of this process lacks a private key. The key is never repeated."""


def counting_key() -> PrivateKey:
    """Opens the slips that the counts are made of."""
    return _read(COUNTING)


def reading_key(council: str) -> PrivateKey:
    """Opens what a council's children wrote."""
    return _read(f"{READING}_{council}")


def counting_public_key() -> bytes:
    """What slips are sealed to."""
    return _read_public(COUNTING_PUBLIC, COUNTING)


def reading_public_key(council: str) -> bytes:
    """What a council's children's words are sealed to."""
    return _read_public(f"{READING_PUBLIC}_{council}", f"{READING}_{council}")


def public_halves(variables: Mapping[str, str]) -> dict[str, str]:
    """For the process that must not have the private keys: their public halves, under names of their own.

    What is no key is left out; the pages that need it say so.
    """
    found = {}
    for name, value in variables.items():
        for private, public in ((COUNTING, COUNTING_PUBLIC), (READING, READING_PUBLIC)):
            if name == private or name.startswith(f"{private}_"):
                with suppress(NotAKey, ValueError):
                    key = PrivateKey.from_bytes(bytes.fromhex(value))
                    found[name.replace(private, public, 1)] = key.public.hex()
    return found


def _read_public(public: str, private: str) -> bytes:
    """As it is given; else out of the private one, where this process has it."""
    try:
        key = bytes.fromhex(os.environ.get(public, ""))
        if not key:
            key = PrivateKey.from_bytes(bytes.fromhex(os.environ.get(private, ""))).public
        check_public_key(key)
    except (NotAKey, ValueError):
        raise KeyMissing(
            f"The site was started without {private}, so there is nothing to seal to. Nothing was changed and all "
            f"you wrote is kept. Ask whoever runs the site to set {private} and start it again; where the web server "
            f"runs apart, it is given the public half alone, as {public}."
        ) from None
    return key


def _read(variable: str) -> PrivateKey:
    try:
        return PrivateKey.from_bytes(bytes.fromhex(os.environ.get(variable, "")))
    except (NotAKey, ValueError):
        raise KeyMissing(
            f"{variable} is not set for the worker and the clock, or is not a private key. Nothing was opened and "
            "nothing is lost; set it and start them again."
        ) from None
