"""A comment of the council entered, and what every page about one shows."""

from uuid import UUID

from django.http import Http404

from heard.web.moderating import queries
from heard.web.moderating.presenters.desk import say_question, say_rare, say_where
from heard.web.moderating.queries import ModerationFacts
from heard.web.people.queries import Member


def get_or_404(comment: UUID) -> ModerationFacts:
    """What was decided of a comment of this council."""
    facts = queries.find_moderation(comment)
    if facts is None:
        raise Http404
    return facts


def describe(member: Member, facts: ModerationFacts) -> dict[str, object]:
    """What every page about one comment shows."""
    return {
        "member": member,
        "comment": facts,
        "over": say_where(facts),
        "question": say_question(facts),
        "rare": say_rare(facts),
    }
