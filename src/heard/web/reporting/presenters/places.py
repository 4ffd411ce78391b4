"""What each place of a report is for: where its words stand and who reads them."""

from collections.abc import Mapping
from dataclasses import dataclass

from heard.reports.additions import Place

COMMITTEE = "Committee members, and anybody: committee papers are published."


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """A place on the page of words. `title` names it; `stands` says where; `reads` says who."""

    title: str
    stands: str
    reads: str


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """Places that are written in one go."""

    key: str
    title: str
    says: str
    places: tuple[Place, ...]


PLACE_WORDS: Mapping[Place, PlaceWords] = {
    Place.INTRODUCTION: PlaceWords(
        "Introduction",
        "Opens the reports for adults, before the figures: why you asked, and who stands behind it.",
        "The board, staff, partners.",
    ),
    Place.NEXT: PlaceWords(
        "What happens next",
        "After the findings in the reports for adults: what the council will do, who sees to it, by when.",
        "The board, staff, partners.",
    ),
    Place.THANKS: PlaceWords(
        "Thanks",
        "Near the end of the reports: to those who answered, and to those who handed out the cards.",
        "Everybody who reads a report.",
    ),
    Place.CONTACT: PlaceWords(
        "Whom to turn to",
        "At the end of the reports: a role, a telephone number, an address that somebody answers.",
        "Everybody who reads a report.",
    ),
    Place.NEXT_FOR_CHILDREN: PlaceWords(
        "What happens next, told to children and young people",
        "In the versions for children and young people, in easy read and on the poster. Say “you”. Promise only what "
        "is decided: they will remember.",
        "Children and young people from four to twenty-five, and anybody else.",
    ),
    Place.RECOMMENDATIONS: PlaceWords(
        "Recommendations",
        "First in the committee paper: what the committee is asked to decide. One a line.",
        COMMITTEE,
    ),
    Place.BACKGROUND: PlaceWords(
        "Background",
        "In the committee paper, before the findings: why the survey is held, what was decided last time.",
        COMMITTEE,
    ),
    Place.KEY_ISSUES: PlaceWords(
        "Key issues",
        "In the committee paper, beside the findings: what they mean for this council.",
        COMMITTEE,
    ),
    Place.POLICY_IMPACT: PlaceWords(
        "Policy impact",
        "In the committee paper: which plans and promises of the council the findings touch.",
        COMMITTEE,
    ),
    Place.COMMUNITY_IMPACT: PlaceWords(
        "Community impact",
        "In the committee paper: whom it concerns, and who could be left out.",
        COMMITTEE,
    ),
    Place.CONSULTATION: PlaceWords(
        "Consultation",
        "In the committee paper: who was asked about it, the young people’s panel first, and what they said.",
        COMMITTEE,
    ),
    Place.DOCUMENTS: PlaceWords(
        "Background documents",
        "At the end of the committee paper: what it rests on. One a line.",
        COMMITTEE,
    ),
}
GROUPS = (
    PlaceGroup(
        "adults",
        "In the reports for adults",
        "A few sentences are enough in each. A place left empty is left out.",
        (Place.INTRODUCTION, Place.NEXT, Place.THANKS, Place.CONTACT),
    ),
    PlaceGroup(
        "children",
        "To children and young people",
        "They answered because they were told that somebody would listen. This is what they hear back.",
        (Place.NEXT_FOR_CHILDREN,),
    ),
    PlaceGroup(
        "committee",
        "In the committee paper",
        "Heard writes the figures and what follows from them; what the council makes of them is yours.",
        (
            Place.RECOMMENDATIONS,
            Place.BACKGROUND,
            Place.KEY_ISSUES,
            Place.POLICY_IMPACT,
            Place.COMMUNITY_IMPACT,
            Place.CONSULTATION,
            Place.DOCUMENTS,
        ),
    ),
)
