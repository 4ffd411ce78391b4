"""The site behind a web server that does HTTPS: forms are taken, cookies are HTTPS only, other names are refused."""

import http.client
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from urllib.parse import urlencode, urlsplit

import pytest

from sites import RunningSite, install, served

NAME = "heard.example"
PASSED_ON = {"Host": NAME, "X-Forwarded-Proto": "https"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    made = install(tmp_path_factory.mktemp("site"), settings="heard.web.config.settings")
    told = {name: value for name, value in made.environment.items() if name != "HEARD_PLAIN_HTTP"}
    with served(replace(made, environment={**told, "HEARD_HOSTS": NAME}), "--no-worker") as running:
        yield running


def ask(
    site: RunningSite, method: str, body: str = "", **headers: str
) -> tuple[int, http.client.HTTPMessage, str]:
    where = urlsplit(site.url)
    with closing(http.client.HTTPConnection(where.hostname or "", where.port, timeout=30)) as connection:
        connection.request(method, "/sign-in/", body, headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()


def send_form(site: RunningSite, origin: str) -> int:
    _, headers, page = ask(site, "GET", **PASSED_ON)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    cookie = headers["Set-Cookie"].split(";")[0]
    body = urlencode(
        {"csrfmiddlewaretoken": token[1], "username": "a@b.example", "password": "not a password"}
    )
    kind = "application/x-www-form-urlencoded"
    return ask(site, "POST", body, Cookie=cookie, Origin=origin, **{**PASSED_ON, "Content-Type": kind})[0]


def test_our_own_form_is_taken_and_one_of_another_site_is_not(site: RunningSite) -> None:
    assert send_form(site, f"https://{NAME}") == 200  # read, and refused in words: nobody has that password
    assert send_form(site, f"http://{NAME}") == 403
    assert send_form(site, "https://elsewhere.example") == 403


def test_cookies_are_for_https_only(site: RunningSite) -> None:
    _, headers, _ = ask(site, "GET", **PASSED_ON)
    for part in ("Secure", "HttpOnly", "SameSite=Strict"):
        assert part in headers["Set-Cookie"]
    assert headers["Strict-Transport-Security"].startswith("max-age=")


def test_another_name_is_refused(site: RunningSite) -> None:
    status, _, _ = ask(site, "GET", Host="elsewhere.example")
    assert status == 400


def test_nothing_is_said_of_what_runs_here(site: RunningSite) -> None:
    assert ask(site, "GET", **PASSED_ON)[1]["Server"] == "Heard"
