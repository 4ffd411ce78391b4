"""`heard demo` as somebody starts it: made, found again, cut off, refused; and one whole way through the site on it."""

import csv
import json
import os
import re
import signal
import sqlite3
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from heard.cli.demo_site import Ready
from processes import ENVIRONMENT, HEARD

SMALL = ("--councils", "6", "--responses", "600")
SECONDS = 900  # on a loaded machine; alone it takes ten
COUNCIL = "X0000001"
HIDDEN = r'<input type="hidden" name="([^"]+)" value="([^"]*)"'
RADIO = r'<input type="radio" name="([^"]+)" value="([^"]*)"'


class Running:
    """A `heard demo` that runs, or has ended."""

    def __init__(self, folder: Path, *arguments: str, port: int = 0) -> None:
        beside = Path(tempfile.mkdtemp(dir=folder.parent))
        self.ready_file, self.said_file = beside / "ready.json", beside / "said.txt"
        command = [str(HEARD), "demo", "--port", str(port), "--folder", str(folder), *SMALL, *arguments]
        with self.said_file.open("w") as said:
            self.process = subprocess.Popen(
                [*command, "--ready-file", str(self.ready_file)],
                stdout=said,
                stderr=subprocess.STDOUT,
                env=ENVIRONMENT,
                process_group=0,
            )

    @property
    def said(self) -> str:
        return self.said_file.read_text()

    def wait_until_ready(self) -> Ready:
        until = time.monotonic() + SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            with suppress(FileNotFoundError, ValueError):
                return dict(json.loads(self.ready_file.read_text()))
            time.sleep(0.05)
        raise AssertionError(self.said)

    def wait_until_said(self, words: str) -> None:
        until = time.monotonic() + SECONDS
        while words not in self.said:
            assert time.monotonic() < until, self.said
            assert self.process.poll() is None, self.said
            time.sleep(0.02)

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        with suppress(ProcessLookupError):
            self.process.send_signal(number)
        return self.process.wait(timeout=SECONDS)


@contextmanager
def started(folder: Path, *arguments: str) -> Iterator[Running]:
    demo = Running(folder, *arguments)
    try:
        yield demo
    finally:
        if demo.process.poll() is None:
            demo.end()


class Browser:
    """Keeps cookies, sends the token of the form it was given, and follows where it is led."""

    def __init__(self, site: str) -> None:
        self.site = site.removesuffix("/")
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.page = self.path = ""

    def get(self, path: str) -> str:
        return self._open(urllib.request.Request(self.site + path))

    def send(self, path: str, *, to: str = "", **fields: str) -> str:
        return self.post(to or path, {**self._token(path), **fields})

    def post(self, path: str, fields: dict[str, str]) -> str:
        body = urllib.parse.urlencode(fields).encode()
        return self._open(urllib.request.Request(self.site + path, body, {"Origin": self.site}))

    def hand_in(self, path: str, file: Path, **fields: str) -> str:
        line = "--a-line-that-is-in-no-file"
        parts = [
            f'{line}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in {**self._token(path), **fields}.items()
        ]
        head = f'{line}\r\nContent-Disposition: form-data; name="file"; filename="{file.name}"\r\n\r\n'
        body = f"{''.join(parts)}{head}{file.read_text()}\r\n{line}--\r\n".encode()
        kind = f"multipart/form-data; boundary={line.removeprefix('--')}"
        headers = {"Origin": self.site, "Content-Type": kind}
        return self._open(urllib.request.Request(self.site + path, body, headers))

    def _token(self, path: str) -> dict[str, str]:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path))
        assert found, path
        return {"csrfmiddlewaretoken": found[1]}

    def _open(self, request: urllib.request.Request) -> str:
        with self._opener.open(request, timeout=SECONDS) as response:
            self.page = unescape(response.read().decode(errors="replace"))
            self.path = urllib.parse.urlsplit(response.geturl()).path
        return self.page


def sign_in(ready: Ready, role: str) -> Browser:
    (user,) = (each for each in ready["users"] if each["role"] == role)
    browser = Browser(ready["url"])
    browser.send("/sign-in/", username=user["email"], password=user["password"])
    assert "Sign out" in browser.page
    return browser


def read_key(folder: Path) -> tuple[Path, str]:
    """One holder's file and its passphrase, out of what lies beside it."""
    readme = (folder / "keys/README.txt").read_text()
    found = re.search(r"^(\S+first-key\.json)\n +opens with: (\S+)$", readme, re.MULTILINE)
    assert found, readme
    return folder / "keys" / found[1], found[2]


def sealed_in(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "heard.sqlite3")) as database:
        (number,) = database.execute("SELECT count(*) FROM codes_sealedanswers").fetchone()
    return int(number)


def processes_of(folder: Path) -> list[str]:
    """Every process that was told of this folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            told = (path / "environ").read_bytes() + (path / "cmdline").read_bytes()
            if str(folder).encode() in told and int(path.name) != os.getpid():
                found.append((path / "cmdline").read_bytes().replace(b"\0", b" ").decode())
    return found


def wait_until_gone(folder: Path) -> None:
    until = time.monotonic() + SECONDS
    while processes_of(folder):
        assert time.monotonic() < until, processes_of(folder)
        time.sleep(0.1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "demo"


@pytest.fixture(scope="module")
def demo(folder: Path) -> Iterator[tuple[Running, Ready]]:
    with started(folder) as running:
        yield running, running.wait_until_ready()


def test_the_ready_file_is_written_once_the_site_answers(demo: tuple[Running, Ready]) -> None:
    _, ready = demo
    assert set(ready) == {"url", "council", "users", "codes", "public"}
    assert ready["council"] == "Alderbrook"
    assert set(ready["codes"]) == {"4-7", "8-11", "11-17", "16-25"}
    assert all(ready["codes"].values())
    assert {"coordinator", "key_holder", "board", "panel"} <= {user["role"] for user in ready["users"]}
    for url in (ready["url"], *ready["public"].values()):
        with urllib.request.urlopen(url, timeout=SECONDS) as response:
            assert response.status == 200


def test_what_is_printed_leads_to_all_of_it(demo: tuple[Running, Ready], folder: Path) -> None:
    running, ready = demo
    for words in (
        ready["url"],
        ready["public"]["start"],
        ready["public"]["report"],
        *(codes[0] for codes in ready["codes"].values()),
        *(user["password"] for user in ready["users"]),
        str(folder / "keys"),
    ):
        assert words in running.said


def test_only_this_machine_is_answered(demo: tuple[Running, Ready]) -> None:
    port = urllib.parse.urlsplit(demo[1]["url"]).port
    own = [line.split()[1] for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    listening = {address.split(":")[0] for address in own if int(address.split(":")[1], 16) == port}
    assert listening == {"0100007F"}  # 127.0.0.1


def test_nothing_is_said_of_what_runs_here(demo: tuple[Running, Ready]) -> None:
    with urllib.request.urlopen(demo[1]["public"]["start"], timeout=SECONDS) as response:
        assert response.headers["Server"] == "Heard"


def test_a_second_demo_on_the_same_port_is_refused_before_anything_is_made(
    demo: tuple[Running, Ready], tmp_path: Path
) -> None:
    port = urllib.parse.urlsplit(demo[1]["url"]).port
    second = Running(tmp_path / "second", port=port)
    assert second.process.wait(timeout=SECONDS) == 2
    assert "another program has it" in second.said
    assert "--port" in second.said
    assert not (tmp_path / "second").exists()


def test_a_demo_stopped_and_started_again_goes_on_at_once_with_the_same_answers_and_codes(
    folder: Path, demo: tuple[Running, Ready]
) -> None:
    """Beside the first one, which still runs: what both hold is the same."""
    sealed, now = sealed_in(folder), json.loads(Browser(demo[1]["url"]).get("/demo/facts.json"))
    for number in (signal.SIGINT, signal.SIGTERM):
        with started(folder) as again:
            ready = again.wait_until_ready()
            assert "Making" not in again.said
            assert (ready["codes"], ready["users"]) == (now["codes"], now["users"])
            assert sealed_in(folder) == sealed
            assert again.end(number) == 0


def test_from_a_child_s_answer_to_the_report_that_counts_it(
    folder: Path, demo: tuple[Running, Ready]
) -> None:
    _, ready = demo
    before = sealed_in(folder)
    assert before > 20
    answer_as_a_child(Browser(ready["url"]), ready["codes"]["16-25"][0])
    assert sealed_in(folder) == before + 1

    coordinator = sign_in(ready, "coordinator")
    wave = re.findall(r"/waves/(\d+-\d+)/", coordinator.get(f"/work/{COUNCIL}/"))[0]
    place = f"/work/{COUNCIL}/waves/{wave}"
    coordinator.send(f"{place}/close/")
    file, passphrase = read_key(folder)
    sign_in(ready, "key_holder").hand_in(f"{place}/opening/", file, passphrase=passphrase)
    panel, until = sign_in(ready, "panel"), time.monotonic() + SECONDS
    while f"{place}/report/public/" not in panel.get(f"{place}/report/"):
        assert time.monotonic() < until, panel.page
        time.sleep(0.5)

    with (folder / f"programme/responses/{wave}-{COUNCIL}.csv").open(encoding="utf-8") as opened:
        assert len(list(csv.DictReader(opened))) == before + 1
    assert sealed_in(folder) == 0
    assert "<h1" in panel.get(f"{place}/report/public/")
    start = Browser(ready["url"])
    assert start.get("/demo/").count("No code is left.") == 4
    assert f"{wave}-{COUNCIL}.csv" not in start.get("/demo/files/")


def answer_as_a_child(child: Browser, code: str) -> None:
    """The first answer to each question, to the end, without a script."""
    child.send("/", code=code, to="/answer/code/")
    for _ in range(60):
        if child.path == "/answer/end/":
            assert "<h1>Thank you</h1>" in child.page
            return
        first = dict(re.findall(RADIO, child.page)[::-1])
        hidden = dict(re.findall(HIDDEN, child.page))
        child.post(child.path, {"go": "yes" if child.path.endswith("about/") else "next", **hidden, **first})
    raise AssertionError(child.path)


@pytest.mark.slow
def test_a_demo_that_is_killed_takes_its_site_with_it_and_starts_over_where_it_was_not_finished(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "killed"
    cut_off = Running(folder)
    cut_off.wait_until_said("two key files")
    cut_off.end(signal.SIGKILL)
    wait_until_gone(folder)
    assert not (folder / "demo.json").exists()
    with started(folder) as again:
        again.wait_until_ready()
        assert "was never finished: it is made anew" in again.said
        again.end(signal.SIGKILL)
    wait_until_gone(folder)
