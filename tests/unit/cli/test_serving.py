"""The demo's pages: those and nothing else of the disk, for browsers on this machine only."""

import http.client
from collections.abc import Iterator
from pathlib import Path

import pytest

from heard.base.errors import UserError
from heard.cli.serving import Site, serve


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    (tmp_path / "index.html").write_text("<h1>Start</h1>")
    (tmp_path / "secret.txt").write_text("not for anybody")
    (tmp_path / "gone.html").symlink_to(tmp_path / "nowhere")
    with serve(0) as opened:
        opened.show({"index.html": tmp_path / "index.html", "gone.html": tmp_path / "gone.html"})
        yield opened


def ask(site: Site, path: str, *, method: str = "GET", host: str = "") -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", int(site.url.split(":")[2].strip("/")), timeout=5)
    connection.putrequest(method, path, skip_host=bool(host))
    if host:
        connection.putheader("Host", host)
    connection.endheaders()
    return connection.getresponse()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/index.html?a=1", 200),
        ("HEAD", "/", 200),
        ("POST", "/", 501),
        ("GET", "/secret.txt", 404),
        ("GET", "/gone.html", 404),
        ("GET", "/../secret.txt", 404),
        ("GET", "/%2e%2e/secret.txt", 404),
        ("GET", "//etc/passwd", 404),
    ],
)
def test_only_pages_that_are_shown_are_given_out(site: Site, method: str, path: str, status: int) -> None:
    assert ask(site, path, method=method).status == status


@pytest.mark.parametrize("host", ["elsewhere.example", "elsewhere.example:80", "127.0.0.1"])
def test_a_page_elsewhere_cannot_read_under_its_own_name(site: Site, host: str) -> None:
    assert ask(site, "/", host=host).status == 421


def test_nothing_is_said_of_what_runs_here(site: Site) -> None:
    assert ask(site, "/").headers["Server"].strip() == "Heard"


def test_before_the_pages_are_made_it_says_so() -> None:
    with serve(0) as site:
        assert ask(site, "/").status == 503


@pytest.mark.parametrize("port", [-1, 65_536])
def test_a_port_there_is_not_is_the_users_mistake(port: int) -> None:
    with pytest.raises(UserError, match="There is no port"), serve(port):
        pass


def test_a_port_that_is_taken_is_said_so(site: Site) -> None:
    port = int(site.url.split(":")[2].strip("/"))
    with pytest.raises(UserError, match="another program has it"), serve(port):
        pass
