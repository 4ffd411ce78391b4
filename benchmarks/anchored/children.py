"""Children over plain HTTP with next to no browser: what is measured is the server, on the same two cores.

Each has cookies, a line of its own that stays open, and reads of a page only the hidden fields and what can be chosen.
"""

import gzip
import http.client
import json
import re
import select
import time
from base64 import b64encode
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlencode, urlsplit

from heard.web.codes.sealing import ANSWERS_SIZE, COMMENT_SIZE, SLIP_SIZE, seal

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
CHOICE = re.compile(r'<input type="(radio|checkbox)" name="([^"]+)" value="([^"]*)"')
MOST_CHOSEN = {"radio": 1, "checkbox": 2}
WORDS = re.compile(r'<textarea id="[^"]+" name="([^"]+)"')
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
TAKE_OVER = "/answer/take-over/"
MORE, SEND = 'name="screen"', 'value="send"'  # a page of questions, and the one before sending
LONG_TEXT = "I would like to know earlier what is planned, and to be asked before and not after. " * 4
SECONDS_OF_PATIENCE = 60
Fields = dict[str, str]


class NotAsExpected(Exception):
    """A page that a child who came this way should not see."""


@dataclass(slots=True)
class Line:
    """One browser's connection and cookies. `took`: milliseconds of each request; `received`: bytes of each body as it
    came; `heads`: bytes of its headers.
    """

    address: str
    took: list[float] = field(default_factory=list)
    received: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    _cookies: dict[str, str] = field(default_factory=dict)
    _connection: http.client.HTTPConnection | None = None

    def get(self, path: str) -> str:
        """A page, its redirects followed."""
        return self._follow(*self.ask("GET", path))

    def post(self, path: str, fields: Fields | list[tuple[str, str]]) -> str:
        """What a form leads to."""
        return self._follow(*self.ask("POST", path, urlencode(fields).encode()))

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = FORM) -> tuple[str, str]:
        """One request: the page, and where it leads on. Faults and refusals end the run."""
        connection = self._connection = self._open()
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        headers["Accept-Encoding"] = "gzip"  # as every browser
        if body is not None:
            headers["Content-Type"] = kind
        began = time.perf_counter()
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        self.took.append((time.perf_counter() - began) * 1000)
        self.received.append(len(content))
        self.heads.append(sum(len(name) + len(value) + 4 for name, value in answer.headers.items()))
        if answer.status >= 400:
            raise NotAsExpected(f"{method} {path}: status {answer.status}")
        for line in answer.headers.get_all("Set-Cookie", ()):
            self._keep(line)
        if answer.headers.get("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        return content.decode(errors="replace"), answer.headers.get("Location", "")

    def close(self) -> None:
        """Shut the window."""
        if self._connection is not None:
            self._connection.close()

    def _open(self) -> http.client.HTTPConnection:
        """The line that is open; another where the site has ended one that was idle, as a browser does."""
        there = self._connection
        if there is not None and there.sock is not None and not select.select([there.sock], [], [], 0)[0]:
            return there
        self.close()
        return http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=SECONDS_OF_PATIENCE)

    def _follow(self, page: str, location: str) -> str:
        while location:
            page, location = self.ask("GET", location)
        return page

    def _keep(self, line: str) -> None:
        name, _, value = line.partition(";")[0].partition("=")
        if "max-age=0" in line.lower():
            self._cookies.pop(name, None)
        else:
            self._cookies[name] = value


def begin(line: Line, code: str) -> str:
    """From the start page to the first questions."""
    page = line.post("/answer/code/", {**hidden(line.get("/")), "code": code})
    page = line.post("/answer/about/", {**hidden(page), "go": "yes"})
    return page if MORE in page else line.post("/answer/adult/", hidden(page))


def hand_over(line: Line, page: str) -> str:
    """From the trusted adult's questions to the child's."""
    return page if MORE in page or SEND in page else line.post("/answer/hand-over/", hidden(page))


def press_next(line: Line, page: str) -> str:
    """Answer everything on a page of questions: the first of each single choice, two boxes, a long text."""
    return hand_over(line, line.post("/answer/question/", [*fill_in(page), ("go", "next")]))


def fill_in(page: str) -> list[tuple[str, str]]:
    """The fields of a page of questions."""
    fields = [*hidden(page).items()]
    answered = Counter[str]()
    for kind, name, value in CHOICE.findall(page):
        if answered[name] < MOST_CHOSEN[kind]:
            fields.append((name, value))
        answered[name] += 1
    return fields + [(name, LONG_TEXT) for name in WORDS.findall(page)]


def hidden(page: str) -> Fields:
    """What a page's form carries unseen."""
    return dict(HIDDEN.findall(page))


def answer_by_pages(line: Line, code: str) -> None:
    """A whole survey, page by page, to its thanks."""
    page = begin(line, code)
    while MORE in page:
        page = press_next(line, page)
    page = line.post("/answer/send/", {**hidden(page), "go": "send"})
    if "<h1>Thank you</h1>" not in page:
        raise NotAsExpected("no thanks at the end")


def answer_by_script(line: Line, code: str, keys: Mapping[str, bytes]) -> None:
    """What a browser's own script asks of the server: the survey's file, and at the end what it sealed, twice.

    The sealing itself is the device's work: here one sealed survey is made once and sent by every child.
    """
    token = hidden(begin(line, code))
    taken = json.loads(line.get(TAKE_OVER))
    line.get(taken["file"])
    line.ask(
        "POST", TAKE_OVER, urlencode(token).encode()
    )  # as the script, which does not look at the next page
    for address, parcel in sealed_parcels(frozenset(keys.items())):
        body = json.dumps({"ticket": taken["ticket"], **parcel}).encode()
        said, _ = line.ask("POST", address, body, JSON)
        if json.loads(said)["outcome"] != "sent":
            raise NotAsExpected(f"{address}: {said}")


@cache
def sealed_parcels(keys: frozenset[tuple[str, bytes]]) -> tuple[tuple[str, dict[str, object]], ...]:
    """Ticks with their slip, then two comments. Nobody opens them: the keys' private halves are gone."""
    to = dict(keys)

    def sealed(content: bytes, key: str, size: int) -> str:
        return b64encode(seal(content, to=to[key], purpose="benchmark", size=size)).decode()

    ticks = {
        "answers": sealed(b"{}" * 300, "wave", ANSWERS_SIZE),
        "slip": sealed(b"{}", "counting", SLIP_SIZE),
    }
    comments = [sealed(LONG_TEXT.encode(), "reading", COMMENT_SIZE) for _ in range(2)]
    return (("/answer/sealed/answers/", ticks), ("/answer/sealed/words/", {"comments": comments}))
