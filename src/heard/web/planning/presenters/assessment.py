"""The data-protection assessment in words: what Heard does is said here; what only the council can say is quoted.

Its headings follow the order in which such assessments are usually read: why, what is done, who was asked, whether it
is needed, what could go wrong, what is done about that, who agrees. Every figure comes from the configuration.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from heard.base.messages import count_of
from heard.base.policy import LEVELS, Level
from heard.base.surveys import Family, Survey
from heard.web.planning.processing import Asked, Processing
from heard.web.planning.queries import PlanFacts
from heard.web.planning.steps import ASSESSMENT, BY_KEY, Content, Kind
from heard.web.planning.words import load_words
from heard.web.policy import (
    AUDIT_YEARS,
    FREE_TEXT_YEARS,
    SESSION_IDLE_MINUTES,
    SMALLEST_BATCH,
    SMALLEST_MOVE,
    TRIES_AT_A_DRAFT,
)
from heard.web.ui.days import say_day
from heard.web.waves.presenters import say_ages

UNSAID = "Not written yet."
DAYS = {each.key for each in BY_KEY[ASSESSMENT].fields if each.kind is Kind.DAY}
THINGS = {
    "codes": "Codes of the cards, as keyed hashes, and whether each was used",
    "drafts": "Surveys that a child paused, encrypted under the code and three pictures",
    "answers": "Answers that were sent, sealed to the wave's public key",
    "slips": "That somebody answered or said no, with their groups, sealed to the counting key",
    "sealed_comments": "What children wrote, sealed to the council's reading key",
    "comments": "What children wrote, as text, apart from every answer",
    "notes": "What the safeguarding reader noted",
    "sealed_callbacks": "Who asked to be contacted, sealed to the council's reading key; of no survey and no wave",
    "callbacks": "Who asked to be contacted: name, how to reach them, their words",
    "log": "Which member of staff did what",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A fact with its name; of a risk, what is done about it and what is `left`."""

    name: str
    says: str
    left: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, paragraphs, facts. `is_risks`: its rows say what is left, too."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    is_risks: bool = False


def present_assessment(plan: PlanFacts, processing: Processing) -> tuple[Section, ...]:
    """All of it, in the order it is read."""
    own, purpose = plan.content(ASSESSMENT), plan.content("purpose")
    return (
        Section(
            "1. Why there is an assessment",
            (
                "Children in care and care leavers are asked how they feel about their lives. They are children or "
                "young adults, some of the questions touch on health, disability or origin, and the council that asks "
                "also decides about them. Each of these is a reason to look closely before beginning.",
                f"What the council wants to learn: {_said(purpose, 'learn')}",
                f"What may change because of it: {_said(purpose, 'change')}",
            ),
        ),
        Section(
            "2. What is asked, and of whom", _who(plan), tuple(_asked(each) for each in processing.asked)
        ),
        Section("3. Where it comes from and where it goes", tuple(_way(processing))),
        Section("4. How long each thing is kept", (_grace(plan),), tuple(_kept(processing.kept))),
        Section("5. Who reads what", _limits(), tuple(_readers(processing))),
        Section("6. Keys and who holds them", KEYS),
        Section("7. Who was asked for their view", (_said(own, "consulted"),)),
        Section(
            "8. Whether it is needed, and no more than needed", NEEDED, tuple(_own(own, "basis", "condition"))
        ),
        Section(
            "9. What could go wrong, and what is done about it",
            (WHAT_IS_LEFT,),
            tuple(_risks(processing)),
            is_risks=True,
        ),
        Section("10. What the council does about the risks that are left", (_said(own, "rest"),)),
        Section("11. Advice and decision", (), tuple(_own(own, "officer", "officer_on", "advice"))),
    )


KEYS = (
    "The wave's key is made on a machine of the two holders' choice and never on the site. Each holder keeps one key "
    "file under a passphrase of their own; either opens the answers. Both files are tried before the wave can open, "
    "one is handed in after it has closed, and both are destroyed once the answers are open.",
    "The counting key opens only what counts are made of. The reading key opens only what children wrote. Both are in "
    "the environment of the background processes, not in the database, its back-ups or the web server.",
)
NEEDED = (
    "No name, address, date of birth, case number or address in the network is asked for or kept with an answer. No "
    "question has to be answered, and no answer is chosen beforehand. A child may say no, or stop before sending, and "
    "nothing is kept. Once sent, an answer cannot be found again to change or delete it, and children are told so "
    "before they start.",
    "Nothing is decided about a single child from the answers: the reports speak of groups, and no record can be led "
    "back to a child by the site.",
)
WHAT_IS_LEFT = (
    "Under each stands what is left: what the software cannot take away. Whether that is acceptable is for the council "
    "to decide."
)


def _who(plan: PlanFacts) -> tuple[str, ...]:
    families = {Survey(each).family for each in plan.surveys}
    names = {Family.CARE: "children in care", Family.LEAVERS: "care leavers"}
    asked = " and ".join(name for family, name in names.items() if family in families)
    days = plan.days
    when = f" It is open from {say_day(days.opens_on)} to {say_day(days.last_answer_day)}." if days else ""
    return (f"Asked are {asked or 'groups that are not chosen yet'}.{when} Taking part is their own choice.",)


def _asked(asked: Asked) -> Row:
    about = ", ".join(asked.about_the_child)
    return Row(
        f"Ages {say_ages(asked.survey)}",
        f"{count_of(asked.questions, 'question')} about life, {count_of(asked.open_questions, 'question')} for own "
        f"words. About the child: {about or 'nothing'}.",
    )


def _way(processing: Processing) -> Iterator[str]:
    yield (
        "Answers come from the child alone, on a page that a card's code opens. For the youngest a trusted "
        "adult answers a few questions. Nothing is taken from case files."
    )
    kind = "PostgreSQL" if processing.database == "postgresql" else "a single SQLite file"
    host = processing.host or "the council itself"
    yield (
        f"The site is run by {host}. Its database is {kind} on the server of whoever runs it. No page asks another "
        "host for anything: no analytics, no fonts, no maps."
    )
    yield (
        "Answers are sealed as soon as they are sent and opened once, after the wave has closed, in an order that says "
        "nothing. They then lie in the programme's data set, without code, time or name, for as long as the programme "
        "keeps it."
    )
    if processing.is_plain_http:
        yield "This installation is served without encryption on the way. That is for one machine and for trying out."


def _grace(plan: PlanFacts) -> str:
    days = plan.days
    if days is None:
        return "The days of the wave are not said yet; most of what is kept ends with them."
    return (
        f"With the days of this plan the answers can be opened from {say_day(days.key_from)}. Then codes, marks, "
        "sealed answers and drafts are wiped, and the database is rewritten without them."
    )


def _kept(kept: Mapping[str, str]) -> Iterator[Row]:
    for name, until in kept.items():
        yield Row(THINGS[name], f"{until[0].upper()}{until[1:]}.")


def _limits() -> tuple[str, ...]:
    board, public = LEVELS[Level.BOARD], LEVELS[Level.PUBLIC]
    return (
        f"While the wave is open nobody sees answers. Counts move once a day and by {SMALLEST_MOVE} or more; cards "
        f"come in batches of {SMALLEST_BATCH} or more. At board level nothing is shown of fewer than {board.threshold} "
        f"people or of a group of fewer than {board.minimum_base}; at public level the figures are "
        f"{public.threshold} and {public.minimum_base}. What is published is tried together with all that was "
        "published before.",
    )


def _readers(processing: Processing) -> Iterator[Row]:
    for role, may in processing.readers.items():
        yield Row(role.called, f"May {'; '.join(permission.value for permission in may)}.")


def _risks(processing: Processing) -> Iterator[Row]:
    host = processing.host or "the council"
    yield Row(
        "Somebody learns what one child answered",
        "Codes are drawn unseen and kept as hashes. A sealed row has no time, code or address. The order of rows says "
        "nothing. What is published is limited as section 5 says.",
        "Whoever has a holder's key and passphrase and also copies of the database from while the wave was open. "
        "Whoever looked over the child's shoulder.",
    )
    yield Row(
        "Somebody at work sees who has answered",
        "No page says whether one code was used. Counts move slowly and in steps.",
        "Whoever keeps a card's code can type it and see whether it still opens a survey.",
    )
    yield Row(
        "A child is recognised by rare answers",
        "Small groups are not shown, and hidden figures cannot be worked out from the others: an attack written for "
        "that purpose is run before anything is released.",
        "Record-level answers reach the programme's analysts. A rare combination may be recognised by somebody who "
        "knows the child well.",
    )
    yield Row(
        "A child writes that they are in danger, and nobody sees it in time",
        "Each page for own words says that nobody reads it tonight and where to go now. One named reader sees all of "
        "it at two fixed hours on working days. Some answers bring up help at once, and that is recorded nowhere.",
        "Who wrote it cannot be known unless the child says so. Nights, week-ends and bank holidays.",
    )
    yield Row(
        "A child is pressed to take part, or helped too much",
        "No is a full answer, counted and not followed up. Adults who are asked about do not help. The words say so to "
        "child and adult.",
        "What happens in the room. How trusted adults are chosen and prepared is in the council's hands.",
    )
    yield Row(
        "Somebody gets at the server or a back-up",
        f"What was sent is sealed to keys that are not there. Paused surveys need code and pictures, and wait a day "
        f"after {TRIES_AT_A_DRAFT} wrong tries. Staff have a second factor and are "
        f"signed out after {SESSION_IDLE_MINUTES} minutes of nothing done.",
        "Whoever takes over the running server sees what passes through it from then on. Paused surveys, if the draft "
        f"key is taken too. {host[0].upper()}{host[1:]} keeps server, updates and back-ups in order.",
    )
    yield Row(
        "The keys are lost",
        "There are two files with two people. Both are tried before the wave opens.",
        "If both are lost the answers stay closed for good, and children were asked in vain.",
    )
    yield Row(
        "Something is kept for too long",
        f"All that is sealed goes at the opening. Limits are set: {FREE_TEXT_YEARS} years for what children wrote, "
        f"{AUDIT_YEARS} for the log of staff.",
        "These two limits are not yet kept by the software itself: somebody has to delete when they are reached, in "
        "back-ups too.",
    )


def _own(content: Content, *fields: str) -> Iterator[Row]:
    words = load_words().steps[ASSESSMENT].fields
    for field in fields:
        yield Row(words[field].label, _said(content, field))


def _said(content: Content, field: str) -> str:
    said = str(content.get(field) or UNSAID)
    return say_day(date.fromisoformat(said)) if field in DAYS and said != UNSAID else said
