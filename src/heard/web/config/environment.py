"""What the environment must say. Secrets come from nowhere else; whatever is missing is named, all at once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from heard.base.errors import UserError

# The web process needs these; each is 32 random bytes in hexadecimal (`openssl rand -hex 32`).
SECRETS = {
    "HEARD_SECRET_KEY": "signs sessions",
    "HEARD_CODE_KEY": "hashes the codes on the cards; without it no card opens a survey",
    "HEARD_DRAFT_KEY": "encrypts answers in progress",
}
# Only the worker and the clock have these; the web process is started without them.
PRIVATE_KEYS_PREFIXES = ("HEARD_COUNTING_KEY", "HEARD_READING_KEY")
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Environment:
    """The site's settings, checked. `home` holds the database (where it is SQLite), the programme and the reports.

    `programme_name`: who runs this installation for the councils, as children are told; empty = each council its own.
    """

    secret_key: str
    code_key: bytes
    draft_key: bytes
    database_url: str
    owner_database_url: str
    home: Path
    hosts: tuple[str, ...]
    is_plain_http: bool
    is_demo: bool
    programme_name: str = ""


def read_environment(variables: Mapping[str, str] = os.environ) -> Environment:
    """The settings; UserError names every variable that is missing or is not what it should be."""
    wrong = [f"{name}: {why}" for name in SECRETS if (why := _wrong_secret(variables.get(name, "")))]
    if wrong:
        raise UserError(
            "The environment lacks what the site needs:\n  "
            + "\n  ".join(wrong)
            + "\nEach is 32 random bytes in hexadecimal: openssl rand -hex 32"
        )
    home = Path(variables.get("HEARD_HOME", "var/site")).absolute()
    return Environment(
        secret_key=variables["HEARD_SECRET_KEY"],
        code_key=bytes.fromhex(variables["HEARD_CODE_KEY"]),
        draft_key=bytes.fromhex(variables["HEARD_DRAFT_KEY"]),
        database_url=variables.get("DATABASE_URL") or f"sqlite:///{home / 'heard.sqlite3'}",
        owner_database_url=variables.get("OWNER_DATABASE_URL", ""),
        home=home,
        hosts=tuple(variables.get("HEARD_HOSTS", "127.0.0.1,localhost").split(",")),
        is_plain_http=variables.get("HEARD_PLAIN_HTTP") == "1",
        is_demo=variables.get("HEARD_DEMO") == "1",
        programme_name=variables.get("HEARD_PROGRAMME", ""),
    )


def _wrong_secret(value: str) -> str:
    if not value:
        return "not set"
    try:
        return "" if len(bytes.fromhex(value)) >= SECRET_BYTES else "too short"
    except ValueError:
        return "not hexadecimal"
