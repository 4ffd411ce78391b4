"""`heard manage prepare_database`: bring the tables up to date and give the site its rights on them, and no more."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from heard.web.tenancy.owner import owning_tables

RIGHTS = (
    "GRANT USAGE ON SCHEMA public TO {site}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {site}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {site}",
    # Events are added and read. Whoever steers the site cannot change what it wrote down.
    "REVOKE UPDATE, DELETE ON audit_auditevent, audit_auditmark, audit_auditlook FROM {site}",
    # What the programme team reads of every council is for reading.
    "REVOKE INSERT, UPDATE, DELETE ON programmes_standing, programmes_offering, reporting_standing FROM {site}",
)


class Command(BaseCommand):
    """On PostgreSQL tables are made by their owner (OWNER_DATABASE_URL); the site's role owns nothing."""

    help = "Bring the tables up to date; on PostgreSQL as their owner, giving the site's role its rights."

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Safe to run again."""
        with owning_tables() as as_owner:
            call_command("migrate", interactive=False, verbosity=options["verbosity"])
            call_command("createcachetable", verbosity=0)
            if as_owner:
                give_rights(settings.DATABASES["default"]["USER"])


def give_rights(role: str) -> None:
    """What the site's role may do: read and write rows, nothing to tables."""
    with connection.cursor() as cursor:
        for right in RIGHTS:
            cursor.execute(right.format(site=connection.ops.quote_name(role)))
