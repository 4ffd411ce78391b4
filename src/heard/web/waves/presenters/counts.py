"""Figures of a wave's page: tiles by survey, batches of cards."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from heard.base.messages import count_of
from heard.base.policy import RESPONSE_RATE_TARGET
from heard.charts import Meter, draw
from heard.web.codes.queries import BatchCount, BatchKind, Counts, SurveyCount
from heard.web.policy import SMALLEST_SHOWN
from heard.web.waves.queries import State, WaveFacts

FEWER = "fewer than five so far"
NOT_OPEN = "not open yet"
if SMALLEST_SHOWN != 5:
    raise ValueError("the words above say five")


@dataclass(frozen=True, slots=True)
class Tile:
    """How many of a survey have answered."""

    ages: str
    figure: str
    of: str
    declined: str
    meter: SafeString

    @property
    def is_number(self) -> bool:
        """Whether the figure is one, and not words."""
        return self.figure not in (FEWER, NOT_OPEN)


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch in the table."""

    label: str
    ages: str
    size: int
    finished: str


SAYS_KIND = {
    BatchKind.TEAM: "a team, such as advocates or reviewing officers",
    BatchKind.HOME: "a children's home",
    BatchKind.SCHOOL: "a school",
    BatchKind.POST: "nobody: letters by post",
}


def say_ages(survey: str) -> str:
    """`4-7` as `4 to 7`."""
    return survey.replace("-", " to ")


def present_tile(facts: WaveFacts, count: SurveyCount, eligible: int | None) -> Tile:
    """A survey on the page of its wave."""
    declined = f"No thank you: {count.declined_shown:,}" if count.declined_shown else ""
    fewer = NOT_OPEN if facts.state is State.PREPARING else FEWER
    figure = fewer if count.finished_shown is None else f"{count.finished_shown:,}"
    of, meter = _of(count, eligible)
    return Tile(say_ages(count.survey), figure, of, declined, meter)


def _of(count: SurveyCount, eligible: int | None) -> tuple[str, SafeString]:
    """`of 75 · 35 %` and its meter, where it is known who could answer and no more did."""
    if not eligible or (count.finished_shown or 0) > eligible:
        return say_cards(count), SafeString("")
    if count.finished_shown is None:
        return f"of {eligible:,}", SafeString("")
    share, target = round_half_up(count.finished_shown, eligible), round(RESPONSE_RATE_TARGET * 100)
    rate = say_rate(count.finished_shown, eligible)
    sentence = f"{share} per cent of those who could answer; the target is {target}"
    return f"of {eligible:,} · {rate}", mark_safe(draw(Meter(sentence, share, target)))


def say_cards(count: SurveyCount) -> str:
    """`60 cards`, or `60 cards, and 10 void`."""
    void = f", and {count.void_cards:,} void" if count.void_cards else ""
    return f"{count_of(count.cards, 'card')}{void}"


def say_rate(answered: int, eligible: int) -> str:
    """`30 %`, or `just under 30 %` where rounding alone would reach the target."""
    share = round_half_up(answered, eligible)
    nearly = "just under " if share / 100 >= RESPONSE_RATE_TARGET > answered / eligible else ""
    return f"{nearly}{share} %"


def round_half_up(part: int, whole: int) -> int:
    """Whole per cents, half up."""
    return (200 * part + whole) // (2 * whole)


def present_batch(batch: BatchCount) -> BatchRow:
    """A batch in the table."""
    finished = FEWER if batch.finished_shown is None else f"{batch.finished_shown:,}"
    label = f"{batch.label} (void)" if batch.is_void else batch.label
    return BatchRow(label, say_ages(batch.survey), batch.size, finished)


def list_voidable(counts: Counts) -> list[tuple[int, str]]:
    """The batches that may be made void, by number, in words."""
    return [
        (each.id, f"{each.label}, ages {say_ages(each.survey)}, {count_of(each.size, 'card')}")
        for each in counts.batches
        if not each.is_void
    ]
