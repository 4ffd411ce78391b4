"""An installation that brought the made-up language, in the process of the tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from heard.web.answering import script
from heard.web.instruments import languages, questionnaires, words
from mirrored import KEY, write_mirrored


@contextmanager
def offering(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """With the made-up language in a folder of languages, signed and offered."""
    monkeypatch.setattr(settings, "HEARD", replace(settings.HEARD, words=write_mirrored(folder)))
    offer(monkeypatch, KEY)
    yield
    forget_what_was_read()


def offer(monkeypatch: pytest.MonkeyPatch, *keys: str) -> None:
    """Name these languages in the settings."""
    monkeypatch.setattr(settings, "HEARD", replace(settings.HEARD, languages=keys))
    forget_what_was_read()


def forget_what_was_read() -> None:
    """Files of a running site do not change; those of a test do."""
    words._read.cache_clear()
    words._load.cache_clear()
    questionnaires.load_catalogue.cache_clear()
    languages.list_gaps.cache_clear()
    script.get_script_file.cache_clear()
