"""Taking out of a comment what could tell who wrote it: suggestions to a person, who decides on each.

Rules and lists find most; weights learnt from made-up comments add what they leave. Only `replace_identities` changes
the text, and only inside the spans it is given: spelling and voice stay.
"""

from heard.comments.identities.circumstances import Circumstance
from heard.comments.identities.finding import suggest_identities
from heard.comments.identities.known import Known
from heard.comments.identities.rarity import Rarity, warn_of_rarity
from heard.comments.identities.replacing import replace_identities
from heard.comments.identities.spans import Kind, Reason, Span
from heard.comments.identities.wording import load_wording

__all__ = [
    "Circumstance",
    "Kind",
    "Known",
    "Rarity",
    "Reason",
    "Span",
    "load_wording",
    "replace_identities",
    "suggest_identities",
    "warn_of_rarity",
]
