"""A child with a browser: types a code, presses buttons, and never looks at an address."""

import re
from collections.abc import Mapping
from html import unescape

from django.http import HttpResponse
from django.test import Client

from heard.web.answering.forms import FILLER

Answers = Mapping[str, str | list[str]]
QUESTION = "/answer/question/"
END = "/answer/end/"


class Child:
    """One browser. `page` is what it shows; every redirect is followed."""

    def __init__(self, client: Client | None = None) -> None:
        self.client = client or Client()
        self.page: HttpResponse = self.client.get("/")
        self.path = "/"

    @property
    def text(self) -> str:
        """What the page says."""
        return unescape(self.page.content.decode())

    @property
    def heading(self) -> str:
        """The page's one heading."""
        (found,) = re.findall(r"<h1[^>]*>(.*?)</h1>", self.text, re.S)
        return found

    @property
    def names(self) -> list[str]:
        """The fields of the page's form, in order."""
        found = re.findall(r'<(?:input type="(?:radio|checkbox)"|textarea)[^>]* name="([^"]+)"', self.text)
        return list(dict.fromkeys(found))

    def values(self, name: str) -> list[str]:
        """What can be chosen for a field."""
        return [value.rstrip(FILLER) for value in re.findall(rf'name="{name}" value="([^"]*)"', self.text)]

    def chosen(self) -> dict[str, list[str]]:
        """What is chosen on the page as it stands."""
        found: dict[str, list[str]] = {}
        for name, value in re.findall(r'name="([^"]+)" value="([^"]*)" checked', self.text):
            found.setdefault(name, []).append(value.rstrip(FILLER))
        return found

    def typed(self, name: str) -> str:
        """What stands in a box for words."""
        (found,) = re.findall(rf'<textarea[^>]* name="{name}"[^>]*>\n(.*?)</textarea>', self.text, re.S)
        return found

    def go(self, path: str) -> "Child":
        """Open an address."""
        return self._follow(self.client.get(path), path)

    def type_code(self, code: str) -> "Child":
        """Type a code on the start page and press the button."""
        self.go("/")
        return self._follow(self.client.post("/answer/code/", {"code": code}), "/answer/code/")

    def press(self, go: str = "next", **fields: str | list[str]) -> "Child":
        """Press a button of the form on the page, with these fields filled in."""
        action = re.search(r'<form method="post"[^>]* action="([^"]+)"', self.text)
        path = action[1] if action else self.path
        return self._follow(self.client.post(path, {**self.hidden, "go": go, **fields}), path)

    def start(self, code: str) -> "Child":
        """From the code to the first question."""
        self.type_code(code).press("yes")
        if self.path == "/answer/adult/":
            self.follow_next()
        return self

    def follow_next(self) -> "Child":
        """Press the one way on, be it a link or a button."""
        found = re.search(r'<a class="next" href="([^"]+)"', self.text)
        return self.go(found[1]) if found else self.press("begin")

    @property
    def hidden(self) -> dict[str, str]:
        """What the page's form carries unseen."""
        return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', self.text))

    @property
    def token(self) -> str:
        """The name of the visit in the page's form; empty where there is no form."""
        return self.hidden.get("visit", "")

    @property
    def screen(self) -> int | None:
        """Which screen of questions is shown; None where none is."""
        said = self.hidden.get("screen") if self.path == QUESTION else None
        return None if said is None else int(said)

    @property
    def title(self) -> str:
        """What the browser's history calls the page."""
        (found,) = re.findall(r"<title>(.*?)</title>", self.text)
        return found

    def _follow(self, response: HttpResponse, path: str) -> "Child":
        while response.status_code in (301, 302):
            path = response.headers["Location"]
            response = self.client.get(path)
        self.page, self.path = response, path
        return self


def first_answers(child: Child) -> dict[str, str]:
    """The first answer to everything on the page, and words where words are asked for."""
    return {name: (child.values(name) or ["I like my dog"])[0] for name in child.names}


def answer_to_the_end(child: Child) -> Child:
    """Walk every screen to the last page."""
    for _ in range(60):
        if child.path == "/answer/send/":
            return child
        if child.path == "/answer/hand-over/":
            child.follow_next()
        else:
            child.press("next", **first_answers(child))
    raise AssertionError("the survey has no end")
