"""What the page about all councils together is made of: its facts, its figures in typed rows, its words.

It is for the programme's own analysts (level working) and shows figures of single councils as they are. Whoever reads
the tables fills these values; the sections only put them into words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from heard import __version__
from heard.base.places import Wave
from heard.base.policy import NOTABLE_REAL_SHARE, TOLERANCE
from heard.catalogue import Asked, Catalogue
from heard.charts import Certainty, Direction
from heard.reports.facts import DescribesProgramme
from heard.reports.saying import NBSP, survey_words
from heard.reports.wording import Wording

Place = tuple[str, str]  # survey, indicator: where a headline stands


@dataclass(frozen=True, slots=True, kw_only=True)
class NationFacts:
    """What the page states of itself. `waves` counts the programme's rounds up to this one, `councils` its councils;
    `version` is Heard's, `fingerprint` that of the data."""

    programme: str
    made_up: bool
    wave: Wave
    waves: int
    councils: int
    fingerprint: str
    version: str = __version__

    @classmethod
    def of(cls, programme: DescribesProgramme, *, wave: str, fingerprint: str) -> "NationFacts":
        """The facts of one wave of a programme, which must be known to it."""
        this = programme.waves[wave]
        return cls(
            programme=programme.name,
            made_up=programme.made_up,
            wave=this,
            waves=sum(each.closes_on <= this.closes_on for each in programme.waves.values()),
            councils=len(programme.areas),
            fingerprint=fingerprint,
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """One council in a funnel. `side` is 1 above the middle line and -1 below; `outside` is 0, 95 or 998: the lines
    it stands outside of."""

    area: str
    base: int
    share: float
    side: int
    outside: int


@dataclass(frozen=True, slots=True)
class Limits:
    """Where the funnel's lines stand for so many answers; shares 0..1."""

    base: int
    low_998: float
    low_95: float
    high_95: float
    high_998: float


@dataclass(frozen=True, slots=True)
class Spread:
    """How far councils differ in one headline, as `analysis.nation.spread` says; shares 0..1 unrounded.

    `widened`: the funnel allows for what is usual between councils, beyond chance.
    """

    share: float
    mean: float
    lowest_tenth: float
    highest_tenth: float
    real_share: float
    outside: int
    expected_outside: float
    outside_after: int
    widened: bool
    limits: tuple[Limits, ...]
    standings: tuple[Standing, ...]

    @property
    def is_notable(self) -> bool:
        """Whether so much of what is seen between councils is real that it is told as a difference."""
        return self.real_share >= NOTABLE_REAL_SHARE - TOLERANCE


@dataclass(frozen=True, slots=True)
class Headline:
    """One headline of one survey. `councils` gave answers enough to be looked at; `spread` is None where they are
    too few."""

    survey: str
    indicator: str
    cut_point: str
    councils: int
    spread: Spread | None

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.survey, self.indicator


@dataclass(frozen=True, slots=True)
class Trend:
    """How a headline moves over three waves or more, all councils together. None = no figure; `reason` says why."""

    survey: str
    indicator: str
    cut_point: str
    first_wave: str
    last_wave: str
    years: float
    first_count: int
    first_base: int
    last_count: int
    last_base: int
    change: float | None
    change_low: float | None
    change_high: float | None
    flag: Certainty
    direction: Direction
    reason: str

    @property
    def place(self) -> Place:
        """Where its headline stands."""
        return self.survey, self.indicator


@dataclass(frozen=True, slots=True)
class NationalOdds:
    """What goes with an outcome in all councils together; no figures where `reason` says why."""

    survey: str
    outcome: str
    indicator: str
    exposure: str
    exposed_events: int
    exposed_base: int
    unexposed_events: int
    unexposed_base: int
    odds_ratio: float | None
    low: float | None
    high: float | None
    q: float | None
    councils: int
    adjusted_for: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Nation:
    """The figures of all councils together, headlines by how much of their difference is real, most first."""

    headlines: tuple[Headline, ...]
    trends: tuple[Trend, ...]
    odds: tuple[NationalOdds, ...]

    @cached_property
    def looked_at(self) -> Mapping[Place, Spread]:
        """The headlines that enough councils answered, in the same order."""
        return {each.place: each.spread for each in self.headlines if each.spread}


@dataclass(frozen=True)
class NationMaterial:
    """What every section of the page is made of."""

    facts: NationFacts
    catalogue: Catalogue
    nation: Nation
    wording: Wording

    def say(self, key: str, **values: str | int) -> str:
        """The words of `key`."""
        return self.wording.say(key, **values)

    def they(self, each: Headline | Trend) -> str:
        """`They always feel safe where they live`."""
        return self.say("nation.they", phrase=self._asked(each).cut_point(each.cut_point).phrase)

    def of_whom(self, each: Headline | Trend) -> str:
        """`Ages 11 to 17`, and to whom of them the question is put where not to all."""
        ages, asked_of = self.ages(each.survey), self._asked(each).asked_of
        return self.say("nation.routed", ages=ages, asked_of=asked_of) if asked_of else ages

    def ages(self, survey: str) -> str:
        """`Ages 11 to 17`."""
        return self.say("survey.ages", ages=survey_words(survey))

    def years_old(self, each: Headline | Trend) -> str:
        """`11 to 17`, in one piece for a narrow column."""
        return survey_words(each.survey).replace(" ", NBSP)

    def _asked(self, each: Headline | Trend) -> Asked:
        return self.catalogue.asked(each.indicator, each.survey)


def funnel_key(place: Place) -> str:
    """The key of a headline's funnel, where a sentence about it points."""
    survey, indicator = place
    return f"funnel-{indicator}-{survey}"
