"""The drawings on paper, put together of the pictures that the children's pages use.

Ink lines and flat fills: printed in black and white they lose nothing.
"""

import re
from functools import cache
from pathlib import Path

PICTURES = Path(__file__).parents[2] / "ui/static/ui/pictures.svg"
INK, SUN, CARD = "#15233b", "#ffc53d", "#ffffff"
LINE = f'fill="none" stroke="{INK}" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"'

# Which pictures stand in the three speech bubbles, by scene. No toys for those who have outgrown them.
BUBBLES = {
    "4-7": ("sun", "cat", "kite"),
    "8-11": ("boat", "tree", "bike"),
    "11-17": ("bike", "face_neither", "cup"),
    "16-25": ("key", "face_happy", "cup"),
    "adults": ("tree", "face_happy", "cup"),
}
# Three people: where they stand, how tall they are, and what they wear.
PEOPLE = {
    "4-7": ((70, 0.8, "#ffe9b0"), (200, 0.9, "#bfe3d2"), (330, 0.75, "#a9c8f0")),
    "8-11": ((70, 0.95, "#a9c8f0"), (200, 0.9, "#ffe9b0"), (330, 1.0, "#bfe3d2")),
    "11-17": ((70, 1.1, "#bfe3d2"), (200, 1.0, "#a9c8f0"), (330, 1.15, "#ffe9b0")),
    "16-25": ((70, 1.2, "#ffe9b0"), (200, 1.15, "#bfe3d2"), (330, 1.2, "#a9c8f0")),
    "adults": ((70, 1.2, "#a9c8f0"), (200, 0.8, "#ffe9b0"), (330, 1.0, "#bfe3d2")),
}
HAIR = (
    "M-13-4q0-14 13-14t13 14q-6-6-13-6t-13 6z",
    "M-13 6v-10q0-14 13-14t13 14v10q-3-10-6-13-9 2-15-1-4 4-5 14z",
    "M-12-6q-5-8 3-9 2-6 9-5 8-2 10 5 8 2 2 9-10-5-24 0z",
)


def draw_scene(name: str) -> str:
    """An SVG drawing of three people who say something, each something else."""
    people = "".join(_draw_person(*each, HAIR[place]) for place, each in enumerate(PEOPLE[name]))
    bubbles = "".join(
        _draw_bubble(x, scale, picture)
        for (x, scale, _), picture in zip(PEOPLE[name], BUBBLES[name], strict=True)
    )
    ground = f'<path {LINE} d="M12 226q90-5 188-1t188-2"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 236">{bubbles}{people}{ground}</svg>'


def draw_mark() -> str:
    """The sun alone, for a corner."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60">{_picture("sun")}</svg>'


def _draw_person(x: int, scale: float, wears: str, hair: str) -> str:
    return (
        f'<g transform="translate({x} 224) scale({scale})" {LINE}>'
        f'<path fill="{wears}" d="M-20 0v-34q0-16 20-16t20 16V0z"/>'
        f'<circle fill="{CARD}" cx="0" cy="-66" r="14"/>'
        f'<path fill="{INK}" transform="translate(0 -66)" stroke-width="1.5" d="{hair}"/>'
        '<path stroke-width="2.4" d="M-5-65v.1M5-65v.1M-5-58q5 4 10 0"/></g>'
    )


def _draw_bubble(x: int, scale: float, picture: str) -> str:
    """Its tail ends above the head."""
    foot = 224 - 92 * scale
    top = foot - 100
    return (
        f'<g {LINE}><path fill="{SUN}" fill-opacity=".45" d="M{x - 44} {top}h80q14 0 14 14v52q0 14-14 14h-26'
        f'l-8 16-10-16h-36q-14 0-14-14V{top + 14}q0-14 14-14z"/></g>'
        f'<svg x="{x - 36}" y="{top + 8}" width="64" height="64" viewBox="0 0 60 60">{_picture(picture)}</svg>'
    )


def _picture(name: str) -> str:
    """One of the pictures of the pages, in the colours of the light pages."""
    return f"<g {LINE}>{_pictures()[name]}</g>"


@cache
def _pictures() -> dict[str, str]:
    text = PICTURES.read_text(encoding="utf-8")
    found = re.findall(r'<symbol id="(\w+)"[^>]*>(.*?)</symbol>', text, re.DOTALL)
    plain = (
        (name, re.sub(r"var\(--\w+,(#\w+)\)", r"\1", body).replace("currentColor", INK))
        for name, body in found
    )
    return dict(plain)
