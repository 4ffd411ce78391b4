"""What of a published page is shown now: nothing that may no longer be said, no answer that was sent back."""

from dataclasses import replace

from heard.web.results.found import list_findings
from heard.web.telling.content import Content, only_answered, only_told, told_now
from heard.web.telling.queries import PublishedFacts, find_published
from heard.web.telling.standing import list_taken_back


def find_shown(wave: str) -> PublishedFacts | None:
    """The page of a wave that stands, as it is shown now; None where none does."""
    found = find_published(wave)
    return replace(found, content=shown_now(found.content)) if found else None


def shown_now(content: Content) -> Content:
    """The page as children, and whoever prints it, read it today. Of the council entered."""
    told = only_told(content, told_now(list_findings(content.wave)))
    return only_answered(told, list_taken_back(content.wave))
