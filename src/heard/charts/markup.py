"""Writing SVG elements, and the colours of the page they stand on."""

from xml.sax.saxutils import quoteattr

# The page's custom properties, with the light colours for a picture that stands alone.
INK = "var(--ink,#15233b)"
QUIET = "var(--quiet,#435066)"
CARD = "var(--card,#fff)"
LINE = "var(--line,#d9dfe8)"
MIST = "var(--mist,#eef1f6)"
LEAF = "var(--leaf,#0a5a48)"
CORAL = "var(--coral,#a3211c)"
PALE_LEAF = "var(--pale-leaf,#8fc7b5)"
PALE_SUN = "var(--pale-sun,#ffe2a0)"


def element(name: str, *children: str, **attributes: str | float) -> str:
    """One element. `stroke_width=4` becomes `stroke-width="4"`; a last underscore is dropped (`class_`)."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-') if key != 'viewBox' else key}={quoteattr(str(value))}"
        for key, value in attributes.items()
    )
    inside = "".join(children)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def picture(sentence: str, *children: str, **attributes: str | float) -> str:
    """A whole drawing that says its sentence to who cannot see it."""
    return element("svg", *children, role="img", aria_label=sentence, **attributes)


def ornament(*children: str, **attributes: str | float) -> str:
    """A drawing that only repeats the words beside it."""
    return element("svg", *children, aria_hidden="true", **attributes)
