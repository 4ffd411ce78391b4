"""What the tests of cards and sealed rows start from. Models are imported late: settings are made as pytest starts."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from web.ballots import Ballot


@pytest.fixture
def ballot(db: None) -> "Ballot":
    """An open wave with ten cards of the survey for 8 to 11."""
    from web.ballots import make_ballot

    return make_ballot(surveys=["8-11"])


@pytest.fixture(autouse=True)
def quick_argon2(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys of drafts at no cost: how dear they are is tested with the drafts themselves."""
    from heard.web.codes import drafts

    monkeypatch.setattr(drafts, "ARGON2_MEMORY_KIB", 8)
    monkeypatch.setattr(drafts, "ARGON2_PASSES", 1)
