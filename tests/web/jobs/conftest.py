"""A council, kinds of work that exist for one test, and the log. Django is imported when it is set up, not before."""

import logging
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

if TYPE_CHECKING:
    from heard.web.jobs.registry import Handler


@pytest.fixture(autouse=True)
def council(db: None) -> None:
    from heard.web.people.actions import add_council
    from working import COUNCIL

    add_council(code=COUNCIL, name="Council X1")


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> "Callable[[Handler], UUID]":
    """Start a job that this function does; its kind is gone after the test."""
    from heard.web.jobs import actions, registry
    from heard.web.tenancy import in_council
    from working import COUNCIL, NOON

    def starting(handler: "Handler") -> UUID:
        monkeypatch.setitem(registry._handlers, "trying", handler)
        with in_council(COUNCIL):
            return actions.start_job(kind="trying", subject="wave 2026", at=NOON)

    return starting


@pytest.fixture
def log() -> Iterator[list[str]]:
    """Every line of Heard's own log, as an installation writes it."""
    from heard.web.config.logs import DayAndPlace

    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(DayAndPlace().format(record))

    kept = Kept()
    logging.getLogger("heard").addHandler(kept)
    yield lines
    logging.getLogger("heard").removeHandler(kept)
