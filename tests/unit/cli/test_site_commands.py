"""`heard serve`, `manage` and `keys` become the site's own processes, with what was asked and nothing else."""

import sys

import pytest

from heard.cli import site
from heard.cli.main import main


class Became(BaseException):
    """What this process would have become."""

    def __init__(self, command: list[str]) -> None:
        self.command = command


@pytest.fixture(autouse=True)
def _stay(monkeypatch: pytest.MonkeyPatch) -> None:
    def become(program: str, command: list[str]) -> None:
        assert program == command[0] == sys.executable
        raise Became(command[1:])

    monkeypatch.setattr(site.os, "execv", become)


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        (["serve"], ["heard.web", "serve", "--port", "8000", "--address", "127.0.0.1"]),
        (
            ["serve", "--port", "0", "--address", "::1", "--no-worker"],
            ["heard.web", "serve", "--port", "0", "--address", "::1", "--no-worker"],
        ),
        (["manage", "migrate", "--plan", "-v", "0"], ["heard.web", "migrate", "--plan", "-v", "0"]),
        (["manage", "work", "--help"], ["heard.web", "work", "--help"]),
        (
            ["keys", "make", "--council", "X1", "--wave", "2026", "--out", "some where"],
            ["heard.web.waves.make_keys", "--council", "X1", "--wave", "2026", "--out", "some where"],
        ),
        (
            ["keys", "make", "--json", "--council", "X1", "--wave", "2026", "--out", "."],
            ["heard.web.waves.make_keys", "--council", "X1", "--wave", "2026", "--out", ".", "--json"],
        ),
    ],
)
def test_a_command_of_the_site_becomes_its_process(typed: list[str], becomes: list[str]) -> None:
    with pytest.raises(Became) as became:
        main(typed)
    assert became.value.command == ["-m", *becomes]


@pytest.mark.parametrize(
    "typed", [["manage"], ["keys"], ["keys", "destroy"], ["keys", "make"], ["serve", "--port", "x"]]
)
def test_what_is_missing_is_the_users_error(typed: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(typed)
    assert stopped.value.code == 2
