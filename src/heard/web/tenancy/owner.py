"""Working as the owner of the tables: for migrations, and for giving space back after rows are deleted."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection


@contextmanager
def owning_tables() -> Iterator[bool]:
    """The connection is the owner's inside; False where the site's own role owns them (SQLite, a council's laptop).

    The one connection changes its role, instead of a second connection beside it: a migration that forgot which
    connection it runs on would wait for ever for the other.
    """
    if "owner" not in settings.DATABASES:
        yield False
        return
    before = connection.settings_dict
    owner = settings.DATABASES["owner"]
    connection.close()
    connection.settings_dict = {**before, "USER": owner["USER"], "PASSWORD": owner.get("PASSWORD", "")}
    try:
        yield True
    finally:
        connection.close()
        connection.settings_dict = before
