"""Reading what every council has of something, for the programme team: rows of one view, by the columns' names."""

from datetime import date
from typing import Any

from django.db import connection

from heard.web.tenancy.councils import looking_across

# PostgreSQL asks this underneath as well; SQLite has no rule, so it is asked here.
OF_THE_TEAM = "EXISTS (SELECT 1 FROM people_user WHERE id = %s AND is_programme AND is_active)"


def read_across(view: str, question: str, *, only: str = "true") -> list[dict[str, Any]]:
    """By council's name and wave; nothing for whoever is not of the team. Inside `across_councils`.

    `view`: what it is on PostgreSQL, made by `rows.ShowAcross` out of the same `question`, which SQLite is asked.
    `only`: SQL of our own that leaves rows out.
    """
    source = view if connection.vendor == "postgresql" else f"({question}) AS {view}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM {source} WHERE {OF_THE_TEAM} AND {only} ORDER BY council_name, council_id, wave",
            [looking_across()],
        )
        names = [each[0] for each in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def read_day(value: date | str | None) -> date | None:
    """SQLite answers such a question with text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
