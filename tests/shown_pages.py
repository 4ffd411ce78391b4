"""A page as a browser shows it: its words, its forms, its ways on. Read with the standard library alone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape

_TAG = re.compile(r"<(/?)(form|input|textarea|button|a)\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio button or check box."""

    value: str
    is_several: bool
    is_chosen: bool


@dataclass(slots=True)
class Form:
    """A form of a page, as a browser would send it."""

    action: str
    hidden: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[Choice]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    @property
    def names(self) -> tuple[str, ...]:
        """What is asked, without what is hidden."""
        return (*self.choices, *self.texts)

    def chosen(self, name: str) -> tuple[str, ...]:
        """What is chosen for a name as the page stands."""
        return tuple(each.value for each in self.choices[name] if each.is_chosen)


@dataclass(frozen=True, slots=True)
class Page:
    """What a browser shows."""

    path: str
    status: int
    text: str

    @property
    def forms(self) -> list[Form]:
        """Every form that is sent, in order; a button elsewhere on the page belongs to none here."""
        return _read_forms(self)

    @property
    def form(self) -> Form | None:
        """The first form."""
        return next(iter(self.forms), None)

    @property
    def way_on(self) -> str:
        """Where the one big link leads; empty where there is none."""
        found = re.search(r'<a class="next" href="([^"]+)"', self.text)
        return unescape(found[1]) if found else ""

    @property
    def heading(self) -> str:
        """Its first heading."""
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.text, re.DOTALL)
        return unescape(found[1]) if found else ""

    @property
    def says(self) -> str:
        """Its words without its tags."""
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.text)).split())


def _read_forms(page: Page) -> list[Form]:
    forms: list[Form] = []
    is_inside = False
    for tag in _TAG.finditer(page.text):
        is_end, kind, rest = tag.groups()
        if kind == "form":
            is_inside = not is_end
        if is_end:
            continue
        told = {name: unescape(value or "") for name, value in _ATTRIBUTE.findall(rest)}
        if kind == "form":
            forms.append(Form(told.get("action") or page.path))
        elif is_inside:
            _take_field(forms[-1], kind, told, page.text[tag.end() :])
    return forms


def _take_field(form: Form, kind: str, told: Mapping[str, str], rest: str) -> None:
    name, value = told.get("name", ""), told.get("value", "")
    match kind, told.get("type", "text"):
        case "button", _:
            form.buttons.append((name, value))
        case "textarea", _:
            form.texts[name] = unescape(rest.partition("</textarea>")[0]).removeprefix("\n")
        case "input", "hidden":
            form.hidden.append((name, value))
        case "input", ("radio" | "checkbox") as look:
            choice = Choice(value.rstrip("."), look == "checkbox", "checked" in told)
            form.choices.setdefault(name, []).append(choice)
