"""Looking for signs of concern. For the worker alone: what counts, and a model, are heavy to load."""

from heard.comments.concerns.flagging import flag_concerns
from heard.comments.languages import seems_english
from heard.comments.meaning import Meaning
from heard.web.voices.looking import Signs

NOT_ENGLISH = "und"  # undetermined: no list, so that finding nothing says nothing


def look(text: str, *, meaning: Meaning | None) -> Signs:
    """The signs in a comment, by the list and by meaning; in another language than English, that it has no list."""
    language = "en" if seems_english(text) else NOT_ENGLISH
    return Signs.of(flag_concerns(text, language=language, meaning=meaning))
