"""Indicators and what they rest on: scales, cut points, routing, provenance, groups of children, domains."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from heard.base.errors import HeardError
from heard.base.surveys import Survey

POSITIVE = "positive"
NEGATIVE = "negative"
OTHERWISE = "otherwise"  # the phrase for everybody who did not give a positive answer; not a cut point


class Kind(StrEnum):
    """Whether a figure is what children said or what an office counted."""

    VOICE = "voice"
    ADMINISTRATIVE = "administrative"


class Operator(StrEnum):
    """The closed table of routing operators."""

    ANY_OF = "any_of"  # the recorded answer is one of the codes


class AnsweredBy(StrEnum):
    """Who answers: the child, the trusted adult before the child, whoever helped, or nobody (recorded)."""

    CHILD = "child"
    ADULT = "adult"
    HELPER = "helper"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Condition:
    """Who is asked a question: those whose recorded answer to `indicator` meets the operator.

    Where that answer is missing or a `no_answer` code, the question is not asked.
    """

    indicator: str
    operator: Operator
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Scale:
    """The answers to a question, by permanent code.

    `no_answer` codes are stored and counted and never in a base. With `multiple`, several codes may be given;
    a code in `exclusive` stands alone.
    """

    key: str
    codes: tuple[str, ...]
    no_answer: tuple[str, ...] = ()
    meaning: str = ""
    multiple: bool = False
    exclusive: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CutPoint:
    """A set of a scale's codes that is counted as one share.

    `polarity`: 1 = more is better, -1 = more is worse, 0 = neither. `phrase` completes "they …" in the
    plural, present tense: "always feel safe where they live".
    """

    key: str
    codes: frozenset[str]
    polarity: int
    phrase: str


@dataclass(frozen=True, slots=True)
class ScoreBand:
    """A part of a scale of scores, as it is published: `low`, the scores 0 to 4."""

    key: str
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """How one survey (or several taken together) asks an indicator.

    `cut_points` begin with the headline: the cut point that comparisons and flags rest on.
    `otherwise` is the phrase for those who did not give the headline answer.
    `condition` says who is asked and `asked_of` says it in words that complete "those …"; empty = all.
    `bands` part a scale of scores 0 to 10 whole, lowest first; empty for every other scale.
    """

    survey: str
    scale: Scale
    cut_points: tuple[CutPoint, ...]
    otherwise: str = ""
    condition: Condition | None = None
    asked_of: str = ""
    sensitive: bool = False
    bands: tuple[ScoreBand, ...] = ()

    @property
    def headline(self) -> CutPoint:
        """The cut point that comparisons and flags rest on."""
        return self.cut_points[0]

    def cut_point(self, key: str) -> CutPoint:
        """The cut point of that key; HeardError where there is none."""
        for cut in self.cut_points:
            if cut.key == key:
                return cut
        raise HeardError(f"no cut point {key} in survey {self.survey}")

    def band_of(self, code: str) -> str:
        """The band a score lies in; HeardError where the question's scale has no bands, or not this score."""
        for band in self.bands:
            if code in band.codes:
                return band.key
        raise HeardError(f"{code} lies in no band in survey {self.survey}")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an indicator comes from. `tested_on` is None until a programme records a test with children."""

    key: str
    concept: str
    words: str
    tested_on: date | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing children are asked about, by permanent key.

    `asked` holds the surveys that ask it. `composite`: part of the well-being band. `derived`: worked out
    from other answers and asked in no questionnaire. `expected_of_all`: every child should be able to say so.
    `added_over_surveys`: cut points that mean the same in each survey and may be counted together.
    `framework` maps a national framework's name to its outcome or enabler.
    """

    key: str
    title: str
    domain: str
    outcome: str
    measures: str
    kind: Kind
    source: str
    update_frequency: str
    provenance: Provenance
    asked: Mapping[Survey, Asked]
    may_ask: tuple[str, ...] = ()
    composite: bool = False
    in_low_wellbeing_model: bool = False
    derived: bool = False
    expected_of_all: bool = False
    sensitive: bool = False
    added_over_surveys: frozenset[str] = frozenset()
    framework: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Demographic:
    """What is asked about the child, to see whether life is as good for every group.

    `unknown` are codes that say nothing of the group (prefer not, not sure): counted, never compared.
    `codes` are the groups; with `open_codes` any code is allowed (a language).
    """

    key: str
    title: str
    codes: tuple[str, ...]
    unknown: tuple[str, ...]
    surveys: tuple[Survey, ...]
    answered_by: Mapping[Survey, AnsweredBy]
    labels: Mapping[str, str]  # code -> words for adults, such as "in foster care"
    compared: bool = True  # whether groups are compared in reports
    open_codes: bool = False


@dataclass(frozen=True, slots=True)
class Domain:
    """One of the five domains, or well-being above them."""

    key: str
    title: str
    intro: str


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody who read all of a language's words and signed them, by role and not by name."""

    role: str
    has_lived_experience: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    """The language a catalogue's words are in.

    `key`: as browsers know it (BCP 47). `direction`: `ltr` or `rtl`. Words with `reviewed` false are a draft and may
    not be offered to children.
    """

    key: str
    name: str
    direction: str
    reviewed: bool
    reviewers: tuple[Reviewer, ...] = ()
