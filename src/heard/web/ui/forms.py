"""Forms and the requests that fill them."""

from typing import Any

from django.http import HttpRequest


def posted(request: HttpRequest) -> dict[str, Any]:
    """What a form is filled with: what was sent, or nothing where the page is only looked at."""
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}
