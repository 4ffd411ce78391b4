"""What every child's page says above all else while somebody of the staff tries the site out."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from heard.web.instruments.languages import spoken
from heard.web.instruments.words import load_words

register = template.Library()


@register.simple_tag(takes_context=True)
def try_out(context: template.Context) -> SafeString:
    """The line, where the card is of a try-out; nothing on any other page."""
    if not getattr(context.get("request"), "is_made_up", False):
        return SafeString("")
    return draw_made_up()


def draw_made_up() -> SafeString:
    """The line itself."""
    return format_html('<p class="made-up" role="note">{}</p>', load_words(None, spoken()).made_up)
