"""Drawings from the one file of pictures. A word always stands beside them, so a screen reader passes them by."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def picture(name: str) -> SafeString:
    """A picture by its key."""
    return _draw("picture", name)


@register.simple_tag
def icon(name: str) -> SafeString:
    """The same, as large as the letters beside it."""
    return _draw("icon", name)


def _draw(look: str, name: str) -> SafeString:
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', look, static("ui/pictures.svg"), name
    )
