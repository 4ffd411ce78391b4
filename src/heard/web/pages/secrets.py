"""What the demo keeps so that its start page can show it. A real site keeps none of this anywhere."""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

FOLDER, FILE = "secrets", "site.json"
WORDS_IN_A_PASSPHRASE = 5
# 64 plain words: six bits each, thirty in a passphrase. Enough for made-up data on one machine, no more.
WORDS = """
acorn amber anchor apple arch badge barley basket beacon birch bramble bridge bucket butter candle
canoe carpet castle cedar chalk cherry clover copper coral cotton cradle daisy ember fern fiddle
flint garden ginger harbour hazel heron honey ivory juniper kettle lantern lemon linen maple marble
meadow mill mint nettle oak orchard otter pebble pepper pigeon plum quilt ribbon river saddle silver
thimble velvet willow
""".split()  # noqa: SIM905 as a list it would be 64 lines


@dataclass(frozen=True, slots=True)
class DemoUser:
    """Somebody who can sign in."""

    role: str
    email: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class DemoKey:
    """One holder's key file and what opens it."""

    holder: str
    file: str
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class DemoSecrets:
    """`codes`: those that no made-up child used, by survey, as they stand on the cards."""

    users: tuple[DemoUser, ...]
    keys: tuple[DemoKey, ...]
    codes: Mapping[str, tuple[str, ...]] = field(repr=False)


def new_passphrase() -> str:
    """Words that can be typed."""
    return "-".join(secrets.choice(WORDS) for _ in range(WORDS_IN_A_PASSPHRASE))


def write_secrets(home: Path, kept: DemoSecrets) -> None:
    """Readable by the owner alone; whole or not at all."""
    folder = home / FOLDER
    new = folder / f"{FILE}.new"
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(kept), file)
    new.replace(folder / FILE)


def read_secrets(home: Path) -> DemoSecrets:
    """What `write_secrets` wrote."""
    stored = json.loads((home / FOLDER / FILE).read_text(encoding="utf-8"))
    return DemoSecrets(
        users=tuple(DemoUser(**each) for each in stored["users"]),
        keys=tuple(DemoKey(**each) for each in stored["keys"]),
        codes={survey: tuple(codes) for survey, codes in stored["codes"].items()},
    )
