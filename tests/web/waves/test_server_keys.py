"""What the web process may know of the server's keys: the public halves and nothing else."""

from io import StringIO

import pytest
from django.core.management import call_command

from heard.base.errors import UserError
from heard.web.codes.sealing import new_private_key
from heard.web.config.processes import environment_for, list_parts
from heard.web.waves.server_keys import (
    KeyMissing,
    counting_public_key,
    public_halves,
    reading_public_key,
)

COUNTING, READING = new_private_key(), new_private_key()
VARIABLES = {
    "HEARD_COUNTING_KEY": COUNTING.to_bytes().hex(),
    "HEARD_READING_KEY_X1": READING.to_bytes().hex(),
    "HEARD_HOME": "somewhere",
}
PUBLIC = {
    "HEARD_COUNTING_PUBLIC": COUNTING.public.hex(),
    "HEARD_READING_PUBLIC_X1": READING.public.hex(),
}


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*VARIABLES, *PUBLIC):
        monkeypatch.delenv(name, raising=False)


def test_the_web_server_is_told_the_public_halves_and_no_private_key() -> None:
    web, *others = list_parts("127.0.0.1", 8000, alone=False)
    assert environment_for(web, VARIABLES) == {"HEARD_HOME": "somewhere", **PUBLIC}
    assert [environment_for(part, VARIABLES) for part in others] == [VARIABLES, VARIABLES]


def test_a_public_half_that_was_given_is_kept_as_it_is() -> None:
    (web,) = list_parts("127.0.0.1", 8000, alone=True)
    given = {"HEARD_COUNTING_PUBLIC": "the operator's own"}
    assert environment_for(web, {**VARIABLES, **given})["HEARD_COUNTING_PUBLIC"] == "the operator's own"


@pytest.mark.parametrize("wrong", ["", "zz", "00" * 32, "11" * 5])
def test_what_is_no_key_has_no_public_half(wrong: str) -> None:
    assert public_halves({"HEARD_COUNTING_KEY": wrong}) == {}


def test_either_half_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_COUNTING_PUBLIC", PUBLIC["HEARD_COUNTING_PUBLIC"])
    monkeypatch.setenv("HEARD_READING_KEY_X1", VARIABLES["HEARD_READING_KEY_X1"])
    assert (counting_public_key(), reading_public_key("X1")) == (COUNTING.public, READING.public)


@pytest.mark.parametrize("wrong", [None, "", "zz", "04" + "00" * 64])
def test_without_one_it_is_said_what_to_do_and_the_key_is_not_repeated(
    monkeypatch: pytest.MonkeyPatch, wrong: str | None
) -> None:
    if wrong is not None:
        monkeypatch.setenv("HEARD_READING_PUBLIC_X1", wrong)
    with pytest.raises(KeyMissing, match="HEARD_READING_KEY_X1") as caught:
        reading_public_key("X1")
    assert "all you wrote is kept" in str(caught.value)
    assert not wrong or wrong not in str(caught.value)


def test_a_command_prints_the_public_halves_and_nothing_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UserError, match="Nothing was printed"):
        call_command("public_keys")
    for name, value in VARIABLES.items():
        monkeypatch.setenv(name, value)
    out = StringIO()
    call_command("public_keys", stdout=out)
    lines = set(out.getvalue().split())
    assert PUBLIC.items() <= {tuple(line.split("=")) for line in lines}
    assert not any(VARIABLES[name] in out.getvalue() for name in VARIABLES if name != "HEARD_HOME")
