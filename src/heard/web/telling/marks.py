"""What marks a text of the page or of paper as what it is, for `heard attack --page`, which checks it.

A finding's own sentence bears the finding's key where it is told; here are the days, waves and addresses that stand
inside a sentence of ours.
"""

from collections.abc import Mapping
from datetime import date
from html import escape

from django.utils.safestring import SafeString, mark_safe


def mark_parts(text: str, marks: Mapping[str, str]) -> SafeString:
    """The text as HTML, with each of these parts inside its element: `{}` of the element is where the part stands."""
    found = escape(text)
    for part, element in marks.items():
        found = found.replace(escape(part), element.format(escape(part)), 1)
    return mark_safe(found)  # escaped above


def wave_in(text: str, wave: str) -> SafeString:
    """The wave's key marked."""
    return mark_parts(text, {wave: "<span data-wave>{}</span>"})


def day_in(text: str, day: date, words: str) -> SafeString:
    """The day marked, which stands there in these words."""
    return mark_parts(text, {words: f'<time datetime="{day.isoformat()}">{{}}</time>'})


def address_in(text: str, address: str) -> SafeString:
    """The address of the page marked."""
    return mark_parts(text, {address: "<span data-address>{}</span>"})
