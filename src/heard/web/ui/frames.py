"""What stands around every page for children, whatever the page is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """`title` goes into the browser's history: it names a kind of page, never an answer or a child.

    `ages`: the survey, which decides how large the letters are; empty before a code has told it.
    """

    title: str
    hide: str
    help: str
    ages: str = ""
