"""What the environment must say. Secrets come from nowhere else; whatever is missing is named, all at once."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
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
PROVIDERS = "HEARD_OPENID"  # and a council's code
LOOPBACK = {"127.0.0.1", "localhost"}
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Provider:
    """The OpenID Connect provider of one council."""

    council: str
    issuer: str
    client: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Environment:
    """The site's settings, checked. `home` holds the database (where it is SQLite), the programme and the reports.

    `recordings`: a folder of recorded questions, where a programme has some; `words`: one of further languages.
    `languages`: those offered to children beside English. Whether they may be is checked as the site starts.
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
    recordings: Path | None = None
    words: Path | None = None
    languages: tuple[str, ...] = ()
    mail: Path = Path("var/mail")
    email_url: str = ""
    email_from: str = "heard@localhost"
    providers: tuple["Provider", ...] = ()


def read_environment(variables: Mapping[str, str] = os.environ) -> Environment:
    """The settings; UserError names every variable that is missing or is not what it should be."""
    wrong = [f"{name}: {why}" for name in SECRETS if (why := _wrong_secret(variables.get(name, "")))]
    if wrong:
        raise UserError(
            "The environment lacks what the site needs:\n  "
            + "\n  ".join(wrong)
            + "\nEach is 32 random bytes in hexadecimal: openssl rand -hex 32"
        )
    if variables.get("HEARD_DEMO") == "1":
        _check_demo(variables)
    home = Path(variables.get("HEARD_HOME", "var/site")).absolute()
    mail = home / "mail" if "HEARD_HOME" in variables else Path("var/mail").absolute()
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
        recordings=_read_folder("HEARD_RECORDINGS", variables),
        words=_read_folder("HEARD_WORDS", variables),
        languages=tuple(filter(None, variables.get("HEARD_LANGUAGES", "").split(","))),
        mail=mail,
        email_url=variables.get("EMAIL_URL", ""),
        email_from=variables.get("HEARD_EMAIL_FROM", "heard@localhost"),
        providers=tuple(_read_providers(variables)),
    )


def _read_folder(variable: str, variables: Mapping[str, str]) -> Path | None:
    name = variables.get(variable, "")
    if not name:
        return None
    folder = Path(name).absolute()
    if not folder.is_dir():
        raise UserError(f"{variable} names a folder that is not there. Nothing was started.")
    return folder


def list_apps(providers: tuple[Provider, ...]) -> list[dict[str, object]]:
    """The councils' providers as allauth is told of them; each goes by its council's code."""
    return [
        {
            "provider_id": each.council,
            "name": each.council,
            "client_id": each.client,
            "secret": each.secret,
            "settings": {"server_url": each.issuer},
        }
        for each in providers
    ]


def _read_providers(variables: Mapping[str, str]) -> Iterator[Provider]:
    """One variable a council: where its provider is, who we are there, and our secret with it."""
    for name, value in sorted(variables.items()):
        if not name.startswith(f"{PROVIDERS}_"):
            continue
        try:
            issuer, client, secret = value.split()
        except ValueError:
            raise UserError(
                f"{name}: three words are needed, with spaces between: the provider's address, "
                "our client id there, our client secret."
            ) from None
        if not issuer.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
            raise UserError(f"{name}: the provider's address begins with https://.")
        yield Provider(name.removeprefix(f"{PROVIDERS}_"), issuer.rstrip("/"), client, secret)


def _check_demo(variables: Mapping[str, str]) -> None:
    """A demo shows its passwords and asks for no second factor: it is for this machine's own browsers and no others."""
    hosts = set(variables.get("HEARD_HOSTS", "localhost").split(","))
    if variables.get("HEARD_PLAIN_HTTP") != "1" or not hosts <= LOOPBACK:
        raise UserError(
            "HEARD_DEMO=1 is for a demo on this machine alone, without HTTPS and by no other name than localhost. "
            "For a real site leave HEARD_DEMO out; nothing was started."
        )


def _wrong_secret(value: str) -> str:
    if not value:
        return "not set"
    try:
        return "" if len(bytes.fromhex(value)) >= SECRET_BYTES else "too short"
    except ValueError:
        return "not hexadecimal"
