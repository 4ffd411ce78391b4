"""What the tests of watching start from. Models are imported late: settings are made as pytest starts."""

from pathlib import Path

import pytest


@pytest.fixture
def council(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A council with its people, a server with its keys, a clock that stands still, sixty children of 8 to 11."""
    from dataclasses import replace

    from django.conf import settings

    from web.staff import NOON, give_server_keys, make_people, set_clock
    from web.watching.watched import lay_cohort

    make_people()
    set_clock(monkeypatch, NOON)
    give_server_keys(monkeypatch)
    monkeypatch.setattr(settings, "HEARD", replace(settings.HEARD, home=tmp_path))
    lay_cohort(tmp_path)
