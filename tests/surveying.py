"""Children over plain HTTP, with the standard library alone: each has a browser, walks every screen, and knows what
it sent and what was acknowledged.

They look at pages only, never at a database, and when nothing comes back they press again, as people do. Other tests
and benchmarks use them against any running site.
"""

import http.client
import random
import secrets
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlencode, urljoin, urlsplit

from shown_pages import Choice, Form, Page

Fields = Sequence[tuple[str, str]]
Files = Mapping[str, bytes]

SECONDS_FOR_AN_ANSWER = 30.0
SECONDS_BEFORE_PRESSING_AGAIN = 0.2
SECONDS_OF_PATIENCE = 90.0
MOST_SCREENS = 150  # no survey has half as many
OUR_FAULT = 500
ENDS = {  # all last pages stand at one address; the youngest read words of their own
    "done": ("Thank you",),
    "already": ("The answers for this card are in", "This card is done"),
    "ended": ("This survey has ended", "It is too late"),
}

_WORDS = ("happy", "dog", "bus", "Friday", "garden", "music", "nobody", "Nan", "sister", "school", "loud")


class NoAnswer(Exception):
    """Somebody pressed again and again, and nothing came back for longer than anybody waits."""


class NotAsExpected(Exception):
    """A page is not what somebody who came this way should see. Says which page, and nothing that was typed."""


class Browser:
    """Cookies, redirects, forms. A request without an answer, or with one of our faults, is made again.

    `tries`: how often the last request was made. `faults`: pages of ours that said so.
    """

    def __init__(self, address: str, *, patience: float = SECONDS_OF_PATIENCE) -> None:
        where = urlsplit(address)
        self._host, self._port = where.hostname or "", where.port
        self._line: http.client.HTTPConnection | None = None
        self._cookies: dict[str, tuple[str, str]] = {}
        self._patience = patience
        self.page = Page("", 0, "")
        self.tries = 0
        self.requests = 0
        self.faults: list[Page] = []

    def get(self, path: str) -> Page:
        """Open an address."""
        return self._go("GET", path)

    def press(self, form: Form, fields: Fields = (), files: Files | None = None) -> Page:
        """Send a form with what was filled in."""
        filled = [*form.hidden, *fields]
        path = urljoin(self.page.path, form.action)
        if files is None:
            return self._go("POST", path, urlencode(filled).encode(), "application/x-www-form-urlencoded")
        mark = secrets.token_hex(16)
        return self._go("POST", path, _parts(mark, filled, files), f"multipart/form-data; boundary={mark}")

    def post(self, path: str, body: bytes, kind: str) -> Page:
        """Send something that is no form."""
        return self._go("POST", path, body, kind)

    def set_cookie(self, name: str, value: str, below: str = "/") -> None:
        """As if the site had set it."""
        self._cookies[name] = (value, below)

    def press_once(self, form: Form) -> Page:
        """Send a form as it stands, and look at whatever comes, one of our faults too. No redirect is followed."""
        path = urljoin(self.page.path, form.action)
        body, kind = urlencode(form.hidden).encode(), "application/x-www-form-urlencoded"
        status, content, _ = self._ask("POST", path, body, kind)
        self.page = Page(path, status, content.decode())
        return self.page

    def close(self) -> None:
        """Close the window."""
        if self._line is not None:
            self._line.close()
        self._line = None

    def __del__(self) -> None:
        self.close()

    def _go(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> Page:
        status, content, location = self._until_answered(method, path, body, kind)
        tries = self.tries
        while status in (301, 302, 303):
            path = urljoin(path, location)
            status, content, location = self._until_answered("GET", path, None, "")
        self.tries = tries
        self.page = Page(urlsplit(path).path, status, content.decode())
        return self.page

    def _until_answered(
        self, method: str, path: str, body: bytes | None, kind: str
    ) -> tuple[int, bytes, str]:
        deadline = time.monotonic() + self._patience
        for self.tries in count(1):
            with suppress(OSError, http.client.HTTPException):
                status, content, location = self._ask(method, path, body, kind)
                if status < OUR_FAULT:
                    return status, content, location
                self.faults.append(Page(path, status, content.decode()))
            self.close()
            if time.monotonic() > deadline:
                break
            time.sleep(SECONDS_BEFORE_PRESSING_AGAIN)
        raise NoAnswer(f"{method} {path}: nothing for {self._patience:.0f} seconds")

    def _ask(self, method: str, path: str, body: bytes | None, kind: str) -> tuple[int, bytes, str]:
        """One request over the line that is open, or a new one."""
        if self._line is None:
            self._line = http.client.HTTPConnection(self._host, self._port, timeout=SECONDS_FOR_AN_ANSWER)
        self.requests += 1
        headers = {"Cookie": self._cookies_for(path)} | ({"Content-Type": kind} if kind else {})
        self._line.request(method, path, body, headers)
        answer = self._line.getresponse()
        content = answer.read()
        for line in answer.headers.get_all("Set-Cookie", ()):
            self._keep_cookie(line)
        return answer.status, content, answer.headers.get("Location", "")

    def _cookies_for(self, path: str) -> str:
        return "; ".join(
            f"{name}={value}" for name, (value, below) in self._cookies.items() if path.startswith(below)
        )

    def _keep_cookie(self, line: str) -> None:
        first, *rest = (part.strip() for part in line.split(";"))
        name, _, value = first.partition("=")
        told = dict(part.lower().partition("=")[::2] for part in rest)
        if told.get("max-age") == "0":
            self._cookies.pop(name, None)
        else:
            self._cookies[name] = (value.strip('"'), told.get("path", "/"))


@dataclass(slots=True, repr=False)
class Child:
    """One child with one card. `given`: what was chosen, by question, empty where it was left out.

    `ended` is the last page (`done`, `already`, `ended`) and "" before. `is_unsure`: whether a sending came
    to nothing that this child saw, so that it may have gone in all the same.
    """

    number: int
    browser: Browser
    code: str
    draw: random.Random
    given: dict[str, tuple[str, ...]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    ended: str = ""
    is_unsure: bool = False

    def answers(self) -> dict[str, str]:
        """Every question that has an answer, with its code or codes."""
        return {name: ";".join(values) for name, values in self.given.items() if values}

    def left_out(self) -> frozenset[str]:
        """Every question that was shown and has none."""
        return frozenset(name for name, values in self.given.items() if not values)

    def written(self) -> dict[str, str]:
        """What was written, by open question."""
        return {name: text for name, text in self.words.items() if text}

    def answer_everything(self) -> None:
        """From the card to the last page."""
        try:
            self.come_to_send()
            self.send()
        finally:
            self.browser.close()

    def come_to_send(self) -> None:
        """From the card to the page before sending."""
        self.type_code()
        self.walk_on()

    def walk_on(self) -> None:
        """From the page that is shown to the one before sending."""
        for _ in range(MOST_SCREENS):
            if self.browser.page.path == "/answer/send/":
                return
            self.do_page()
        raise NotAsExpected("the survey has no end")

    def type_code(self) -> None:
        """On the start page."""
        form = self.browser.get("/").form
        if form is None:
            raise NotAsExpected("the start page has no form")
        page = self.browser.press(form, [("code", self.code)])
        if page.path == "/answer/code/":
            raise NotAsExpected("the card was not taken")

    def do_page(self) -> None:
        """Whatever this page asks for."""
        page = self.browser.page
        form = page.form
        if page.path == "/answer/about/" and form:
            self.browser.press(form, [("go", "yes")])
        elif form and form.names:
            self._answer_screen(form)
        elif form:
            self.browser.press(form)
        elif page.way_on:
            self.browser.get(page.way_on)
        else:
            raise NotAsExpected(f"no way on from {page.path}, status {page.status}")

    def send(self) -> None:
        """Press the last button, and once more for as long as the page says that it was not sent."""
        form = self.browser.page.form
        if form is None:
            raise NotAsExpected("nothing to send with")
        page = self.browser.press(form)
        self.is_unsure = self.browser.tries > 1
        self.ended = next((end for end, headings in ENDS.items() if page.heading in headings), "")
        if not self.ended:
            raise NotAsExpected(f"sending led to {page.path}, status {page.status}")

    def press_send_once(self) -> Page:
        """Press the last button, and look at what comes."""
        form = self.browser.page.form
        if form is None:
            raise NotAsExpected("nothing to send with")
        return self.browser.press_once(form)

    def _answer_screen(self, form: Form) -> None:
        place = self.browser.page.path
        go = self._choose_button(form)
        if go == "skip":
            self._leave_out(form)
        else:
            self._fill_in(form)
        page = self.browser.press(form, [*self._fields(form), ("go", go)])
        if page.status == 422 and page.path == place and page.form:  # answers that do not go together
            for name in form.choices:
                self.given[name] = self.given[name][:1]
            self.browser.press(page.form, [*self._fields(page.form), ("go", "next")])

    def _choose_button(self, form: Form) -> str:
        offered = {value for name, value in form.buttons if name == "go"}
        drawn = self.draw.random()
        is_new = not set(form.names) & (self.given.keys() | self.words.keys())
        if is_new and drawn < 0.04 and "skip" in offered:
            return "skip"
        return "back" if is_new and 0.04 < drawn < 0.06 and self.given else "next"

    def _leave_out(self, form: Form) -> None:
        self.given.update(dict.fromkeys(form.choices, ()))
        self.words.update(dict.fromkeys(form.texts, ""))

    def _fill_in(self, form: Form) -> None:
        """Choose at random; what was answered before stands as the page shows it."""
        for name, choices in form.choices.items():
            if name not in self.given:
                self.given[name] = self._draw_choices(choices)
            elif form.chosen(name) != self.given[name]:
                raise NotAsExpected("an answer that was given is not shown again")
        for name in form.texts:
            if name not in self.words:
                self.words[name] = self._draw_words()

    def _draw_choices(self, choices: Sequence[Choice]) -> tuple[str, ...]:
        if self.draw.random() < 0.06:
            return ()
        values = [each.value for each in choices]
        most = 3 if choices[0].is_several else 1
        drawn = self.draw.sample(values, min(len(values), self.draw.randint(1, most)))
        return tuple(value for value in values if value in drawn)

    def _draw_words(self) -> str:
        if self.draw.random() < 0.6:
            return ""
        return f"child-{self.number}-said {' '.join(self.draw.choices(_WORDS, k=6))}"

    def _fields(self, form: Form) -> list[tuple[str, str]]:
        ticked = [(name, value) for name in form.choices for value in self.given[name]]
        return ticked + [(name, self.words[name]) for name in form.texts]


def make_children(address: str, codes: Sequence[str], *, seed: int) -> list[Child]:
    """A child for each card. What each will answer depends on the seed and its place alone."""
    return [
        Child(number, Browser(address), code, random.Random(f"{seed}/{number}"))
        for number, code in enumerate(codes)
    ]


def let_answer(children: Iterable[Child], *, at_once: int = 12) -> None:
    """All of them, so many at a time; raises the first thing that went wrong."""
    with ThreadPoolExecutor(at_once) as pool:
        answered = [pool.submit(child.answer_everything) for child in children]
        try:
            for each in answered:
                each.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _parts(mark: str, fields: Fields, files: Files) -> bytes:
    """Fields and files as a browser sends them together."""
    lines = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields
    ]
    for name, content in files.items():
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="key.json"\r\n\r\n'
        lines.append(head.encode() + content + b"\r\n")
    return b"".join(lines) + f"--{mark}--\r\n".encode()
