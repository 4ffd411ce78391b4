"""How somebody wants the child's pages to look: the size of letters, how far apart they stand, the colours.

It stays for the survey and goes with it: a cookie of the browser's session, with nothing of the child in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from heard.base.errors import HeardError

LOOK = "heard_look"
# The first of each is how pages look when nobody says otherwise; each other is a class of the whole page.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "size": ("plain", "larger", "largest"),
    "space": ("close", "spaced"),
    "colours": ("device", "light", "dark", "strong"),
}
BETWEEN = "."


class NoSuchLook(HeardError):
    """What a form or a cookie says is none of the choices."""

    def __init__(self) -> None:
        super().__init__("There is no such look.")


@dataclass(frozen=True, slots=True)
class Look:
    """One of each of `CHOICES`."""

    size: str = "plain"
    space: str = "close"
    colours: str = "device"

    @property
    def classes(self) -> str:
        """Of the whole page; empty where it looks as it comes."""
        chosen = {name: getattr(self, name) for name in CHOICES}
        return " ".join(value for name, value in chosen.items() if value != CHOICES[name][0])


def make_look(said: Mapping[str, str]) -> Look:
    """What a form says; what it leaves out is as it comes. Raises NoSuchLook."""
    chosen = {name: said.get(name, values[0]) for name, values in CHOICES.items()}
    if any(value not in CHOICES[name] for name, value in chosen.items()):
        raise NoSuchLook
    return Look(**chosen)


def read_look(request: HttpRequest) -> Look:
    """What this browser's session chose."""
    parts = request.COOKIES.get(LOOK, "").split(BETWEEN)
    try:
        return make_look(dict(zip(CHOICES, parts, strict=True)))
    except (ValueError, NoSuchLook):
        return Look()


def write_look(response: HttpResponse, look: Look, *, is_secure: bool) -> None:
    """For the session. Pages' own script reads it, for pages that are opened without a signal."""
    text = BETWEEN.join(getattr(look, name) for name in CHOICES)
    response.set_cookie(LOOK, text, path="/", secure=is_secure, httponly=False, samesite="Strict")


def drop_look(response: HttpResponse) -> None:
    """As pages come."""
    response.delete_cookie(LOOK, path="/", samesite="Strict")
