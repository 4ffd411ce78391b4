"""The demo's address and its processes' environment."""

import socket
from pathlib import Path

import pytest

from heard.base.errors import UserError
from heard.cli.demo_site import PRIVATE, RANDOM, read_environment, take_address
from heard.web.codes.sealing import PrivateKey


@pytest.mark.parametrize("port", [-1, 65_536])
def test_a_port_there_is_not_is_the_users_mistake(port: int) -> None:
    with pytest.raises(UserError, match="There is no port"), take_address(port):
        pass


def test_a_port_that_is_taken_is_said_so() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(UserError, match="another program has it"), take_address(other.getsockname()[1]):
            pass


def test_a_free_port_is_found_and_kept_meanwhile() -> None:
    with take_address(0) as address, socket.socket() as other:
        assert address.url == f"http://127.0.0.1:{address.port}/"
        with pytest.raises(OSError, match="in use"):
            other.bind(("127.0.0.1", address.port))


def test_secrets_are_made_once_and_nobody_else_may_read_them(tmp_path: Path) -> None:
    first, second = read_environment(tmp_path), read_environment(tmp_path)
    assert first == second
    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "secrets/environment").stat().st_mode & 0o777 == 0o600
    assert len({first[name] for name in (*RANDOM, *PRIVATE)}) == 5
    for name in PRIVATE:
        PrivateKey.from_bytes(bytes.fromhex(first[name]))


def test_the_demo_never_reaches_another_sites_database_or_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (
        "DATABASE_URL",
        "OWNER_DATABASE_URL",
        "HEARD_READING_KEY_X9",
        "HEARD_HOSTS",
        "HEARD_SECRET_KEY",
    ):
        monkeypatch.setenv(name, "another site's")
    told = read_environment(tmp_path)
    assert "another site's" not in told.values()
    assert (told["HEARD_HOME"], told["HEARD_DEMO"], told["HEARD_PLAIN_HTTP"]) == (str(tmp_path), "1", "1")
