"""Where the site is, for messages (nobody's browser asks there), and for whom an address is."""

from django.conf import settings

STAFF = ("/work/", "/programme/", "/sign-", "/you/")


def is_for_staff(path: str) -> bool:
    """Every other page is a child's, or nobody's."""
    return path.startswith(STAFF)


def site_address() -> str:
    """As far as the site's settings know. Empty where no whole name is set."""
    names = [name for name in settings.HEARD.hosts if not name.startswith((".", "*"))]
    if settings.HEARD.is_plain_http or not names:
        return ""
    return f"https://{names[0]}"
