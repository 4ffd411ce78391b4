"""What the demo's plan says in each step: what was signed off can be read whole. All of it is made up."""

from collections.abc import Iterator
from datetime import date

from heard.web.planning.steps import (
    ADAPTED,
    ASSESSMENT,
    BY,
    COUNT,
    FEEDBACK,
    LEFT_OUT,
    SPONSOR,
    Content,
    field_of,
)

FEEDBACK_OWNER = "head of participation"
FEEDBACK_WORDS = "young people read it first. Then we tell everybody at the summer party."
# How many, what is done differently, who sees to it.
GROUPS = {
    "far_away": ("about 30", "An advocate visits with cards, or rings by video", "visiting advocates"),
    "disabled": ("about 25", "More time, large print, an assistant of their own choice", "virtual school"),
    "unaccompanied": ("about 12", "An interpreter from outside their case, at their English class", "refugee team"),
    "very_young": ("about 40", "Designated teachers read aloud, one child at a time", "virtual school"),
    "custody": ("two or three", "Agreed with the secure home: card, quiet room, no staff near", "youth justice team"),
    "residential": ("about 15", "Independent visitors bring the cards, not the home's staff", "visiting advocates"),
    "languages": ("about 10", "An interpreter reads aloud where there is no translation", "refugee team"),
    "non_readers": ("about 20", "Somebody they choose reads aloud where nobody else listens", "virtual school"),
    "no_questionnaire": ("about 5", "Somebody who knows their yes and no spends a day with them", "short-break team"),
}  # fmt: skip
STEPS: dict[str, Content] = {
    SPONSOR: {
        "role": "Director of children's services",
        "part": "Frees the money, reads the findings in person, and tells children what was decided.",
    },
    "group": {
        "members": "Participation\nVirtual school\nReviewing officers\nLeaving-care team\nData protection",
        "meets": "Every second Tuesday until children have been told",
    },
    "young_people": {
        "who": "The children in care council and the care leavers' forum",
        "part": "They help with the leaflets. They decide how answers are told, and read the findings first.",
        "thanks": "A voucher for each session, and a meal",
    },
    "purpose": {
        "learn": "Whether children know why decisions about them are made, and whom they trust.",
        "change": "How reviews are held, and what social workers are trained in next year.",
    },
    "trusted_adults": {
        "who": "Designated teachers for those at school\nAdvocates and youth workers for everybody else",
        "prepared": "An hour together before it opens, the guide, and a number to ring.",
        "never": True,
    },
    "resources": {
        "time": "The coordinator: one day a week. Trusted adults: half a day each.",
        "money": "Printing, travel, interpreters and vouchers; and a sum set aside for acting on what is heard.",
    },
    "communications": {
        "children": "Their trusted adult reads the leaflet with them the week before.",
        "carers": "The leaflet for carers, and a word from their supervising social worker.",
        "parents": "The leaflet for parents, with a number to ring.",
    },
    "inclusion": {
        field_of(group, part): text
        for group in LEFT_OUT
        for part, text in zip((COUNT, ADAPTED, BY), GROUPS[group], strict=True)
    },
}


def write_steps(advised_on: date, feedback_on: date) -> Iterator[tuple[str, Content]]:
    """Each step but surveys and dates, which the wave itself says."""
    yield from STEPS.items()
    yield (
        FEEDBACK,
        {
            "owner": FEEDBACK_OWNER,
            "feedback_on": feedback_on.isoformat(),
            "how": "A film for the younger ones, a letter for the older, a visit for those far away.",
            "words": FEEDBACK_WORDS,
        },
    )
    yield (
        ASSESSMENT,
        {
            "basis": "A public task: the duty to ask children in care for their wishes and feelings.",
            "condition": "Social care, with the council's own policy for it.",
            "consulted": "The children in care council asked who reads their own words; the leaflet says it now.",
            "officer": "Data-protection officer",
            "officer_on": advised_on.isoformat(),
            "advice": "To keep the two key files in two buildings. It is done.",
            "rest": "The trusted adults are told not to look on, and somebody asks them how it went.",
            "confirmed": True,
        },
    )
