"""The words of each sheet, put together from the wave and the wording files."""

from dataclasses import dataclass, replace
from typing import Any

from heard.base.surveys import Survey
from heard.web.answering.presenters.pages import HelpPage, present_about, present_help
from heard.web.codes.queries import Ballot
from heard.web.instruments.languages import speaking
from heard.web.instruments.words import load_words
from heard.web.printing.sheets import Layout, Part, Sheet
from heard.web.printing.words import READERS, ChildWords, load_adult_words, load_child_words
from heard.web.waves.presenters import say_ages

DRAWN = "A drawing: three people, each saying something of their own."
SUN = "A drawing of a sun."
CALLED = {
    "leaflet": "Leaflet",
    "poster": "Poster",
    "carers": "Leaflet for carers",
    "parents": "Leaflet for parents",
    "guide": "Guide for the trusted adult who hands out the cards",
}
MADE_UP = "This is only a try-out. Nobody reads what is answered."  # staff print it, so it is in English
FOR_CHILDREN = ("leaflet", "poster")


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper without codes: its key in addresses, and what it is called."""

    key: str
    called: str


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """The papers of one readership."""

    title: str
    papers: tuple[Paper, ...]


def list_papers(ballot: Ballot) -> tuple[PaperGroup, ...]:
    """Everything without codes that this wave can print."""
    adults = tuple(Paper(reader, CALLED[reader]) for reader in READERS)
    ages = [
        PaperGroup(
            f"Ages {say_ages(survey)}",
            tuple(
                Paper(f"{kind}-{survey}", f"{CALLED[kind]}, ages {say_ages(survey)}") for kind in FOR_CHILDREN
            ),
        )
        for survey in sorted(ballot.versions, key=lambda survey: int(survey.split("-")[0]))
    ]
    return (*ages, PaperGroup("For adults", adults))


def find_paper(ballot: Ballot, key: str) -> Paper | None:
    """The paper with this key; None where this wave has none of it."""
    return next((paper for group in list_papers(ballot) for paper in group.papers if paper.key == key), None)


def present_paper(key: str, ballot: Ballot, *, programme: str, language: str = "en") -> Sheet:
    """A paper without codes."""
    kind, _, survey = key.partition("-")
    with speaking(language):
        if key in READERS:
            sheet = _for_adults(key, ballot, language)
        elif kind == "poster":
            sheet = _poster(ballot, Survey(survey), language)
        else:
            sheet = _leaflet(ballot, Survey(survey), programme, language)
    return _mark(sheet, ballot)


def present_cards(
    ballot: Ballot, survey: Survey, *, address: str, codes: tuple[str, ...], fills_code: bool, language: str
) -> Sheet:
    """Cards with these codes."""
    words = load_child_words(survey, language)
    inside = Part("", (*words.nobody_knows.points, words.help.text))
    sheet = Sheet(
        layout=Layout.CARDS,
        parts=(inside, _way_in(words, address, fills_code=fills_code)),
        foot=words.keep,
        drawn=SUN,
        **_start_of(words, ballot, survey, language),
        **_square_of(words, address, codes, fills_code=fills_code),
    )
    return _mark(sheet, ballot)


def present_letters(
    ballot: Ballot,
    survey: Survey,
    *,
    address: str,
    codes: tuple[str, ...],
    fills_code: bool,
    language: str,
    programme: str,
) -> Sheet:
    """Letters with these codes: no name on any, and all alike but for the code."""
    words = load_child_words(survey, language)
    with speaking(language):
        what, who, _, stop = present_about(ballot.council_name, survey, programme, "").sections
        helping = _help(words, ballot, survey)
    parts = (
        Part(what.title, what.points),
        Part(stop.title, (words.choice, *stop.points)),
        Part(who.title, (*who.points, words.more)),
        Part(words.letter_nobody_knows.title, words.letter_nobody_knows.points),
        _hear(words, ballot),
        helping,
        _steps(words, address, fills_code=fills_code),
    )
    sheet = Sheet(
        layout=Layout.LETTERS,
        before=words.for_adult,
        parts=parts,
        foot=words.keep,
        drawn=DRAWN,
        **_start_of(words, ballot, survey, language),
        **_square_of(words, address, codes, fills_code=fills_code),
    )
    return _mark(sheet, ballot)


def _mark(sheet: Sheet, ballot: Ballot) -> Sheet:
    """Paper of a try-out says so wherever it is read, folded or not: no child must be given it in earnest."""
    if not ballot.is_made_up:
        return sheet
    return replace(sheet, lead=MADE_UP, until=MADE_UP)


def _leaflet(ballot: Ballot, survey: Survey, programme: str, language: str) -> Sheet:
    words = load_child_words(survey, language)
    what, who, own_words, stop = present_about(ballot.council_name, survey, programme, "").sections
    parts = (
        Part(what.title, what.points),
        Part(stop.title, (words.choice, *stop.points)),
        Part(who.title, who.points),
        Part(words.nobody_knows.title, words.nobody_knows.points),
        Part(own_words.title, own_words.points),
        _hear(words, ballot),
        _help(words, ballot, survey),
    )
    return Sheet(
        layout=Layout.LEAFLET,
        before=words.for_adult,
        parts=parts,
        foot=words.get_card,
        drawn=DRAWN,
        **_start_of(words, ballot, survey, language),
    )


def _poster(ballot: Ballot, survey: Survey, language: str) -> Sheet:
    words = load_child_words(survey, language)
    foot = " ".join(_help_lines(present_help(survey, ballot))[:3])
    return Sheet(
        layout=Layout.POSTER,
        parts=(Part("", words.poster),),
        code=words.get_card,
        foot=f"{words.help.title} {foot}"
        if words.help.title.endswith("?")
        else f"{words.help.title}: {foot}",
        drawn=DRAWN,
        **_start_of(words, ballot, survey, language),
    )


def _for_adults(reader: str, ballot: Ballot, language: str) -> Sheet:
    words = load_adult_words(reader, language)
    council, feedback = ballot.council_name, ballot.feedback_words
    lines = tuple(filter(None, (line.strip() for line in ballot.help_words.splitlines())))
    help_part = (Part(words.help.format(council=council), lines, "help"),) if lines else ()
    return Sheet(
        layout=Layout.GUIDE,
        language=language,
        title=words.title,
        lead=words.lead.format(council=council),
        over=council,
        parts=(*(Part(each.title, each.points) for each in words.parts), *help_part),
        until=_until(words.until, ballot, language),
        foot=words.hear.format(feedback=feedback) if feedback else words.hear_unknown,
        scene="adults",
        drawn=DRAWN,
    )


def _start_of(words: ChildWords, ballot: Ballot, survey: Survey, language: str) -> dict[str, Any]:
    return {
        "language": language,
        "title": words.title,
        "lead": words.lead,
        "over": ballot.council_name,
        "until": _until(words.until, ballot, language),
        "ages": survey.value,
        "scene": survey.value,
    }


def _square_of(
    words: ChildWords, address: str, codes: tuple[str, ...], *, fills_code: bool
) -> dict[str, Any]:
    square = words.square_filled if fills_code else words.square
    return {
        "address": address,
        "square": square.format(address=address),
        "code": words.code,
        "fold": words.fold,
        "fills_code": fills_code,
        "codes": codes,
    }


def _steps(words: ChildWords, address: str, *, fills_code: bool) -> Part:
    start = words.filled if fills_code else words.start
    return Part(start.title, tuple(point.format(address=address) for point in start.points), "steps")


def _way_in(words: ChildWords, address: str, *, fills_code: bool) -> Part:
    """The first steps, as far as the address: a card has room for no more."""
    steps = _steps(words, address, fills_code=fills_code).points
    last = next(place for place, step in enumerate(steps) if address in step)
    return Part("", steps[: last + 1])


def _until(text: str, ballot: Ballot, language: str) -> str:
    days, last = load_words(None, language).days, ballot.last_answer_day
    return text.format(day=days.write(last)) if last else ""


def _hear(words: ChildWords, ballot: Ballot) -> Part:
    """The council's words stand as a sentence of their own here, whatever they begin with."""
    feedback = ballot.feedback_words
    told = words.hear.text.format(feedback=feedback[:1].upper() + feedback[1:])
    return Part(words.hear.title, (told if feedback else words.hear.unknown,))


def _help(words: ChildWords, ballot: Ballot, survey: Survey) -> Part:
    page = present_help(survey, ballot)
    council = words.help.council.format(council=ballot.council_name)
    own = (council, *page.council_words) if page.council_words else ()
    return Part(words.help.title, (words.help.text, *_help_lines(page), *own), "help")


def _help_lines(page: HelpPage) -> tuple[str, ...]:
    """Name and number of each contact; what they are for stands on the help page."""
    return tuple(f"{each.name}: {_ended(each.how)}" for each in page.contacts)


def _ended(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
