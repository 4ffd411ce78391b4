"""How this browser's pages are to look."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from heard.web.ui.looks import read_look

register = template.Library()


@register.simple_tag(takes_context=True)
def look(context: template.Context) -> SafeString:
    """The page's class, where somebody chose one."""
    request = context.get("request")
    classes = read_look(request).classes if request is not None else ""
    return format_html(' class="{}"', classes) if classes else SafeString("")
