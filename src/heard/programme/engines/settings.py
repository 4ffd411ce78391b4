"""`[engine]` in programme.toml: where responses are counted that are not counted here."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from heard.dataset.toml_tables import Table

KNOWN = {"url", "table", "path"}
TABLE = re.compile(r"[a-z_][a-z0-9_]{0,40}(\.[a-z_][a-z0-9_]{0,40})?")
TABLE_IN_WORDS = "small letters, digits and _, perhaps with a schema and a dot before it"


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """`url`: the database, or Spark's master. `table`: the one that `heard load` fills. `path`: where a copy of the
    stored dataset lies. Empty where nothing is said."""

    url: str = ""
    table: str = ""
    path: str = ""


NO_ENGINE = EngineSettings()


def read_engine(table: Table) -> EngineSettings:
    """What is said of the engine; what cannot stand there is noted. A folder that is passed on holds no password."""
    table.warn_of_unknown(KNOWN)
    url, name, path = (
        table.read(key, str, "words in quotation marks", "-") or "-" for key in ("url", "table", "path")
    )
    if _password_of(url):
        allowed = "an address without a password; that stands in PGPASSWORD or in a password file"
        table.note("url", "holds a password, and a programme folder is passed on.", allowed)
    if name != "-" and not TABLE.fullmatch(name):
        table.note("table", "cannot name a table.", TABLE_IN_WORDS)
    return EngineSettings(*("" if each == "-" else each for each in (url, name, path)))


def _password_of(url: str) -> str:
    try:
        return urlsplit(url).password or ""
    except ValueError:
        return ""
