"""Days in words."""

from datetime import date


def say_day(day: date) -> str:
    """`3 March 2026`."""
    return f"{day.day} {day:%B %Y}"
