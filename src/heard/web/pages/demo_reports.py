"""What the demo's council says in the reports of the wave that is over, and the set of them, left for the worker."""

from collections.abc import Mapping
from datetime import datetime

from heard.reports.additions import Place
from heard.web.reporting.actions import Written, ask_for_set, keep_words
from heard.web.reporting.spots import Spot

WORDS: Mapping[Place, str] = {
    Place.INTRODUCTION: "Every child in our care, and every young person who has left it, was asked how life is.\n"
    "This report says what they told us, the good and the hard. The young people's panel read it before we did.",
    Place.NEXT: "The corporate parenting board takes the findings up one by one. Each area for development has a "
    "named officer and a date.\nAt the summer party we tell children and young people what was decided.",
    Place.THANKS: "Thank you to everybody who answered, and to the advocates, teachers and reviewing officers who "
    "handed out the cards and then left the room.",
    Place.CONTACT: "The children's rights officer of {council}, who is made up like everything here.",
    Place.NEXT_FOR_CHILDREN: "Your panel has met the people who decide.\n"
    "You said you want a say in plans about you. From now on you get the plan a week before your meeting.\n"
    "At the summer party we tell you what else will change, and what will not, and why.",
    Place.RECOMMENDATIONS: "To note what children and young people have said.\n"
    "To agree that each area for development has a named officer and a date.\n"
    "To ask for a report on progress in six months.",
    Place.BACKGROUND: "The council asks every child in its care and every care leaver every second year. What was "
    "decided after the last wave stands in the minutes of the board.",
    Place.KEY_ISSUES: "School, and being ready to live on one's own, are what young people are least glad of. More of "
    "them than before have a say in decisions about them.",
    Place.POLICY_IMPACT: "The findings bear on the council's promise to children in care and on its local offer for "
    "care leavers.",
    Place.COMMUNITY_IMPACT: "Children placed far from home answered by post. Those whom nobody could reach are "
    "counted in the report.",
    Place.CONSULTATION: "The young people's panel read the findings first and asked that life skills come first.",
    Place.DOCUMENTS: "The council's promise to children in care\nThe local offer for care leavers",
}


def write_and_ask(wave: str, *, council: str, by: str, at: datetime) -> None:
    """For the council entered. The worker makes the set as soon as the site is up."""
    places = {Spot(place): Written(text.format(council=council), 0) for place, text in WORDS.items()}
    keep_words(wave=wave, written=places, by=by, at=at)
    ask_for_set(wave=wave, by=by, at=at)
