"""How the closed lists are called on the pages."""

from collections.abc import Mapping

from heard.web.interpreting.queries import SessionFacts
from heard.web.interpreting.terms import By, Choice, Kind, Source, Who
from heard.web.results.found import Side

WHO: Mapping[Who, str] = {
    Who.PANEL: "Young people’s panel",
    Who.CARE_COUNCIL: "Children in care council",
    Who.LEAVERS: "Care leavers’ forum",
    Who.CARERS: "Carers and families",
    Who.BOARD: "Corporate parenting board",
    Who.TEAM: "A team or service",
    Who.OTHER: "Others",
}
KINDS: Mapping[Kind, str] = {
    Kind.MEANS: "What it means",
    Kind.WHY: "Why it might be so",
    Kind.SHOULD: "What should happen",
    Kind.COMMENT: "Anything else",
}
BY: Mapping[By, str] = {
    By.CHILDREN: "Children",
    By.YOUNG_PEOPLE: "Young people",
    By.BOARD: "Board members",
    By.STAFF: "Staff",
    By.FAMILIES: "Carers or families",
    By.NOT_KNOWN: "Not known",
}
SOURCES: Mapping[Source, str] = {
    Source.INSPECTION: "Inspection",
    Source.AUDIT: "Audit",
    Source.COMPLAINTS: "Complaints",
    Source.REVIEW: "Review",
    Source.WAITING_TIMES: "Waiting times",
    Source.OTHER: "Somewhere else",
}
CHOICES: Mapping[Choice, str] = {
    Choice.FIRST: "First",
    Choice.NEXT: "Next",
    Choice.LATER: "Later",
    Choice.NOT_NOW: "Not now",
}
SIDES: Mapping[Side, tuple[str, str]] = {  # word and look of its tag
    Side.DEVELOPMENT: ("Area for development", "worse"),
    Side.STRENGTH: ("Strength", "better"),
    Side.ASK: ("Worth asking about", "cannot_tell"),
}
# Who speaks in a session, unless somebody says otherwise.
SPEAKERS: Mapping[Who, By] = {
    Who.PANEL: By.YOUNG_PEOPLE,
    Who.CARE_COUNCIL: By.CHILDREN,
    Who.LEAVERS: By.YOUNG_PEOPLE,
    Who.CARERS: By.FAMILIES,
    Who.BOARD: By.BOARD,
    Who.TEAM: By.STAFF,
    Who.OTHER: By.NOT_KNOWN,
}


def name_session(session: SessionFacts) -> str:
    """Who came together."""
    return session.who_words if session.who is Who.OTHER and session.who_words else WHO[session.who]
