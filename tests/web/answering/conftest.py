"""What the tests of a child's way start from."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

    def pass_by(self, **span: float) -> None:
        """Let some time pass: `minutes=5`."""
        self.time += timedelta(**span)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The site's clock, moved by hand: it begins before the last day for answers."""
    from heard.web.ui import clock as ours

    mine = Clock()
    monkeypatch.setattr(ours, "now", lambda: mine.time)
    return mine


@pytest.fixture(autouse=True)
def quick_argon2(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys of drafts at no cost: how dear they are is tested with the drafts themselves."""
    from heard.web.codes import drafts

    monkeypatch.setattr(drafts, "ARGON2_MEMORY_KIB", 8)
    monkeypatch.setattr(drafts, "ARGON2_PASSES", 1)


@pytest.fixture(autouse=True)
def forgotten_tries() -> Iterator[None]:
    """Wrong codes of one test are not held against the next."""
    from heard.web.answering.tries import wrong_codes

    wrong_codes.forget()
    yield
    wrong_codes.forget()
