"""A wave that children answer day by day, watched as the clock does it."""

from datetime import date, timedelta
from pathlib import Path

from heard.web.codes.queries import Card
from heard.web.tenancy import in_council
from heard.web.watching.tasks import watch
from heard.web.waves.tasks import count_and_stir
from web.staff import COUNCIL, NOON, WAVE, answer

MONDAY = NOON.date()
COHORT = (
    "wave,area,survey,gender,placement,eligible\n"
    f"{WAVE},{COUNCIL},8-11,,,60\n"
    f"{WAVE},{COUNCIL},8-11,girl,,30\n{WAVE},{COUNCIL},8-11,boy,,30\n"
)


def lay_cohort(home: Path, text: str = COHORT) -> None:
    """Sixty children of 8 to 11, half of them girls."""
    (home / "programme").mkdir(exist_ok=True)
    (home / "programme/cohort.csv").write_text(text, encoding="utf-8")


def answer_all(cards: list[Card], **answers: str) -> None:
    """Each of them once."""
    for card in cards:
        answer(card, answers)


def morning(days: int = 0) -> None:
    """The counting and, an hour later, the watching, so many days after the first Monday."""
    day = day_after(days)
    with in_council(COUNCIL):
        count_and_stir(COUNCIL, day)
    with in_council(COUNCIL):
        watch(COUNCIL, day)


def day_after(days: int) -> date:
    """So many days after the first Monday."""
    return MONDAY + timedelta(days=days)
