"""A wave as paper knows it, and sheets of every kind."""

from datetime import date

from heard.base.surveys import Survey
from heard.web.codes.cards import new_code, written
from heard.web.codes.queries import Ballot, State
from heard.web.printing.presenters import list_papers, present_cards, present_letters, present_paper
from heard.web.printing.sheets import Sheet

ADDRESS = "https://heard.alderbrook.example/"
PROGRAMME = "Made-up Programme"


def a_ballot(**changed: object) -> Ballot:
    """An open wave of all four surveys."""
    told: dict[str, object] = {
        "collection_id": 1,
        "council": "X0000001",
        "council_name": "Alderbrook",
        "help_words": "Alderbrook children's rights service\n0300 000 0000",
        "wave": "2026",
        "state": State.OPEN,
        "versions": {survey.value: "2026.1" for survey in Survey},
        "wave_key": b"",
        "counting_key": b"",
        "reading_key": b"",
        "feedback_words": "In June, at the summer party.",
        "last_answer_day": date(2026, 3, 27),
    }
    return Ballot(**{**told, **changed})  # type: ignore[arg-type]


def some_codes(number: int) -> tuple[str, ...]:
    """Codes as they are printed."""
    return tuple(written(new_code()) for _ in range(number))


def cards(
    survey: Survey, number: int = 10, *, fills_code: bool = False, ballot: Ballot | None = None
) -> Sheet:
    """Cards with new codes."""
    return present_cards(
        ballot or a_ballot(),
        survey,
        address=ADDRESS,
        codes=some_codes(number),
        fills_code=fills_code,
        language="en",
    )


def letters(
    survey: Survey,
    number: int = 10,
    *,
    fills_code: bool = False,
    ballot: Ballot | None = None,
    programme: str = "",
) -> Sheet:
    """Letters with new codes."""
    return present_letters(
        ballot or a_ballot(),
        survey,
        address=ADDRESS,
        codes=some_codes(number),
        fills_code=fills_code,
        language="en",
        programme=programme,
    )


def papers(programme: str = "", ballot: Ballot | None = None) -> dict[str, Sheet]:
    """Every paper without codes, by key."""
    ballot = ballot or a_ballot()
    keys = [paper.key for group in list_papers(ballot) for paper in group.papers]
    return {key: present_paper(key, ballot, programme=programme) for key in keys}


def words_on(sheet: Sheet) -> list[str]:
    """Every text that somebody reads on it, but for codes and address."""
    points = [text for part in sheet.parts for text in (part.title, *part.points)]
    texts = [sheet.title, sheet.lead, sheet.before, *points, sheet.until, sheet.foot, sheet.code]
    return [text for text in texts if text]
