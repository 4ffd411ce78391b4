"""Looking for signs of concern. For the worker alone: what counts is heavy to load."""

from heard.comments.concerns.flagging import flag_concerns
from heard.comments.languages import seems_english
from heard.web.voices.looking import Signs

NOT_ENGLISH = "und"  # undetermined: no list, so that finding nothing says nothing


def look(text: str) -> Signs:
    """The signs in a comment, by the list and by what was learnt; of another language than English, that none is."""
    language = "en" if seems_english(text) else NOT_ENGLISH
    return Signs.of(flag_concerns(text, language=language))
