"""The language of a child's page, and whether there is another."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from heard.web.instruments.languages import describe, list_others, spoken, tag_of
from heard.web.instruments.words import load_words

register = template.Library()


@register.simple_tag
def page_language() -> SafeString:
    """What the whole page says of itself to the browser."""
    language = describe(spoken())
    direction = format_html(' dir="{}"', language.direction) if language.direction == "rtl" else ""
    return format_html('lang="{}"{}', tag_of(language), direction)


@register.simple_tag(takes_context=True)
def another_language(context: template.Context) -> str:
    """The words that lead to the choice; empty where there is none."""
    is_made_up = getattr(context.get("request"), "is_made_up", False)
    return load_words(None, spoken()).language.link if list_others(is_made_up=is_made_up) else ""
