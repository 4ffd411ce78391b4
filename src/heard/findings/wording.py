"""The words of findings in one language: a file of short templates, read once into typed values."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

from heard.base.policy import TOLERANCE
from heard.base.shares import percent
from heard.catalogue.yaml_text import read_yaml

FOLDER = Path(__file__).parent / "words"
CLOSED = ConfigDict(extra="forbid")  # a key nobody reads is a mistake

Templates = Mapping[str, str]


@dataclass(frozen=True, config=CLOSED)
class Number:
    """Words for one and for any other number of something."""

    one: str
    many: str

    def of(self, number: int) -> str:
        """The words for `number`, thousands parted by commas."""
        return self.one if number == 1 else self.many.format(number=f"{number:,}")


@dataclass(frozen=True, config=CLOSED)
class Words:
    """`words/<language>.yaml`; what each part is for stands there."""

    who: Templates
    everyone_of: Templates
    whom: Templates
    percent: str
    answers: Number
    points: Number
    higher: str
    lower: str
    subject: Templates
    counted: Templates
    banded: Templates
    bands: Templates
    against: Templates
    earlier: Number
    others: Number
    others_uncounted: str
    trend: Templates
    interval: Templates
    band_few: str
    conclusion: Templates
    chance: str
    no_chance: str
    expected: str
    levels: Templates
    tally: str
    reason: Templates
    open: Templates
    association: Templates
    odds: Templates
    never: tuple[str, ...]

    def share(self, share: float) -> str:
        """A share in whole per cent with its sign."""
        return self.percent.format(number=percent(share))

    def apart_by(self, difference: float) -> str:
        """The size of a difference of two shares in whole points, whichever way."""
        return self.points.of(percent(abs(difference)))

    def of_them(self, against: str, reference_base: int | None) -> str:
        """Of how many the share held against is, where those are as few as the council's own."""
        if against in ("previous", "trend"):
            return "" if reference_base is None else self.earlier.of(reference_base)
        return self.others_uncounted if reference_base is None else self.others.of(reference_base)

    def change(self, against: str, difference: float) -> str:
        """Which way a difference goes: higher or lower; of a trend, a rise or a fall."""
        if against != "trend":
            return self.direction(difference)
        return self.trend["rise" if difference > 0 else "fall"]

    def line(self, waves: int, *, bent: bool) -> str:
        """Of how many waves a trend is, and where they do not lie on a straight line (`bent`), that too."""
        return self.trend["waves"].format(waves=waves, bent=self.trend["bent"] if bent else "")

    def between(self, low: float | None, high: float | None) -> str:
        """The interval of a difference, in brackets; empty where there is none.

        Whether it holds nought is told from its own ends, not from what they round to.
        """
        if low is None or high is None:
            return ""
        least, most = sorted((low, high), key=abs)
        if abs(most) <= TOLERANCE:
            return self.interval["nought"]
        if abs(least) <= TOLERANCE:
            end = self.interval["up_to" if most > 0 else "down_to"]
            return end.format(most=self._end(most), direction=self.direction(most))
        if low < 0 < high:
            return self.interval["both_ways"].format(
                first=self._end(low),
                first_direction=self.direction(low),
                last=self._end(high),
                last_direction=self.direction(high),
            )
        number = percent(abs(least))
        return self.interval["one_way"].format(
            least=number if number else self.interval["under_half"], most=self._end(most)
        )

    def _end(self, difference: float) -> str:
        return self.apart_by(difference) if percent(difference) else self.interval["under_half"]

    def direction(self, difference: float) -> str:
        """Whether a share lies above or below the other."""
        return self.higher if difference > 0 else self.lower


@cache
def load_words(language: str = "en") -> Words:
    """The words that come with Heard in `language`."""
    text = (FOLDER / f"{language}.yaml").read_text(encoding="utf-8")
    return TypeAdapter(Words).validate_python(read_yaml(text))
