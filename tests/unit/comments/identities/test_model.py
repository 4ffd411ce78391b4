"""The model adds to the rules, and stands behind them; without the extra there is none."""

import sys

import pytest

from heard.comments.identities import Kind, Reason, Span, suggest_identities
from heard.comments.identities.model import PACKAGE, load_name_finder


class Finder:
    """Finds one stretch, whatever the text."""

    def __init__(self, start: int, end: int) -> None:
        self.span = Span(start, end, Kind.NAME, Reason.MODEL)

    def find(self, text: str) -> tuple[Span, ...]:
        """The stretch."""
        return (self.span,)


def test_what_only_the_model_finds_is_suggested() -> None:
    assert suggest_identities("we like it here", finder=Finder(3, 7)) == (
        Span(3, 7, Kind.NAME, Reason.MODEL),
    )


def test_where_rules_and_model_meet_the_rules_stay() -> None:
    text = "i like sarah brown"
    assert [span.reason for span in suggest_identities(text, finder=Finder(2, 12))] == [Reason.NAME_LIST]


def test_without_the_extra_there_is_no_finder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, PACKAGE, None)
    load_name_finder.cache_clear()
    assert load_name_finder() is None
    load_name_finder.cache_clear()
