"""The shape of every catalogue file, or of one entry of it: what an author may write. `checks` looks at several."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field, StrictBool, StrictInt, StringConstraints
from pydantic.dataclasses import dataclass

from heard.base.bands import BandRule, Rule
from heard.base.surveys import Survey
from heard.catalogue.indicators import AnsweredBy, Kind, Operator
from heard.catalogue.questionnaires import Pictures, Screens

CLOSED = ConfigDict(extra="forbid")  # a key nobody knows is a mistake, never ignored
RANGE = re.compile(r"(\d+)\.\.(\d+)")


class Asker(StrEnum):
    """Who may ask a child about an indicator one-to-one; none = the survey only."""

    WORKER = "worker"
    CARER = "carer"
    REVIEWER = "reviewer"
    ADVOCATE = "advocate"
    TEACHER = "teacher"


def _spell_out(codes: object) -> object:
    """`7..10` as its four codes; anything else as it is, for pydantic to judge."""
    found = RANGE.fullmatch(codes) if isinstance(codes, str) else None
    if not found:
        return codes
    first, last = (int(end) for end in found.groups())
    return tuple(str(code) for code in range(first, last + 1))


Text = Annotated[str, StringConstraints(min_length=1)]
Codes = Annotated[tuple[str, ...], BeforeValidator(_spell_out)]
Points = StrictInt | Annotated[float, Field(strict=True)]  # of a scale of 0 to 10, whole or half


@dataclass(frozen=True, config=CLOSED)
class ScaleEntry:
    """An entry of `scales.yaml`. `pictures` maps an answer to the key of what is drawn for it."""

    codes: tuple[str, ...]
    no_answer: tuple[str, ...] = ()
    meaning: str = ""
    multiple: StrictBool = False
    exclusive: tuple[str, ...] = ()
    pictures: Mapping[str, str] | None = None


@dataclass(frozen=True, config=CLOSED)
class CutPointEntry:
    """A cut point of one survey group: codes counted as one share."""

    codes: Codes
    polarity: Literal[-1, 0, 1]


@dataclass(frozen=True, config=CLOSED)
class ConditionEntry:
    """Who is asked: `indicator` names the routing question."""

    indicator: str
    operator: Operator
    codes: tuple[str, ...]


@dataclass(frozen=True, config=CLOSED)
class SurveyGroup:
    """Surveys that ask an indicator alike. `not_offered`: `no_answer` codes that would mean nothing there.

    `bands` parts a scale of scores into the bands it is published in, lowest first.
    """

    surveys: tuple[Survey, ...]
    scale: str
    cut_points: Mapping[str, CutPointEntry]
    asked_if: ConditionEntry | None = None
    not_offered: tuple[str, ...] = ()
    bands: Mapping[str, Codes] | None = None

    def offered(self, scale: ScaleEntry) -> tuple[str, ...]:
        """The codes of its scale that the question offers, in order."""
        return tuple(code for code in scale.codes + scale.no_answer if code not in self.not_offered)


@dataclass(frozen=True, config=CLOSED)
class IndicatorFile:
    """`indicators/<key>.yaml`."""

    domain: str
    outcome: str
    measures: str
    kind: Kind
    source: str
    update_frequency: str
    provenance: str
    surveys: tuple[SurveyGroup, ...]
    may_ask: tuple[Asker, ...] = ()
    composite: StrictBool = False
    in_low_wellbeing_model: StrictBool = False
    derived: StrictBool = False
    expected_of_all: StrictBool = False
    sensitive: StrictBool = False
    added_over_surveys: tuple[str, ...] = ()
    framework: Mapping[str, str] | None = None

    def by_survey(self) -> dict[Survey, SurveyGroup]:
        """How each survey asks it, in the surveys' order."""
        groups = {survey: group for group in self.surveys for survey in group.surveys}
        return {survey: groups[survey] for survey in Survey if survey in groups}


@dataclass(frozen=True, config=CLOSED)
class DomainEntry:
    """An entry of `domains.yaml`: a domain and its indicators, both in catalogue order."""

    key: str
    indicators: tuple[str, ...]


@dataclass(frozen=True, config=CLOSED)
class ProvenanceEntry:
    """An entry of `provenance.yaml`."""

    concept: str
    words: str
    tested_on: date | None = None


@dataclass(frozen=True, config=CLOSED)
class DemographicEntry:
    """An entry of `demographics.yaml`; `answered_by` names every survey that has it.

    `not_offered`: codes that nobody of the survey's age needs to choose from; files may still hold them.
    """

    answered_by: Mapping[Survey, AnsweredBy]
    codes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    compared: StrictBool = True
    open_codes: StrictBool = False
    not_offered: Mapping[Survey, tuple[str, ...]] | None = None

    def offered(self, survey: Survey) -> tuple[str, ...]:
        """The codes one survey's question offers, in order."""
        left_out = (self.not_offered or {}).get(survey, ())
        return tuple(code for code in self.codes + self.unknown if code not in left_out)


@dataclass(frozen=True, config=CLOSED)
class OpenQuestionEntry:
    """An entry of `open_questions.yaml`."""

    surveys: tuple[Survey, ...]
    measures: str


@dataclass(frozen=True, config=CLOSED)
class TopicEntry:
    """What belongs together, in order: questions, questions about the child, open questions."""

    key: str
    indicators: tuple[str, ...] = ()
    demographics: tuple[str, ...] = ()
    open_questions: tuple[str, ...] = ()


@dataclass(frozen=True, config=CLOSED)
class Counts:
    """How many questions an author means to ask; the check holds the questionnaire to it."""

    indicators: StrictInt
    demographics: StrictInt
    open_questions: StrictInt


@dataclass(frozen=True, config=CLOSED)
class BandRuleEntry:
    """How a questionnaire's well-being scales become one band: see `base.bands.BandRule`."""

    rule: Rule
    least_answered: StrictInt
    moderate_from: Points
    high_from: Points
    very_high_from: Points
    scales: StrictInt | None = None

    def as_rule(self) -> BandRule:
        """The rule, not yet checked for sense."""
        return BandRule(
            rule=self.rule,
            least_answered=self.least_answered,
            moderate_from=float(self.moderate_from),
            high_from=float(self.high_from),
            very_high_from=float(self.very_high_from),
            scales=self.scales,
        )


@dataclass(frozen=True, config=CLOSED)
class QuestionnaireFile:
    """`questionnaires/<survey>.yaml`. A version with other questions or another rule of the band is another version."""

    version: str
    screens: Screens
    pictures: Pictures
    counts: Counts
    topics: tuple[TopicEntry, ...]
    wellbeing_band: BandRuleEntry | None = None


@dataclass(frozen=True, config=CLOSED)
class ReviewerEntry:
    """An entry of a language's `reviewers`."""

    role: Text
    lived_experience: StrictBool = False


@dataclass(frozen=True, config=CLOSED)
class LanguageFile:
    """`words/<language>/language.yaml`. `name`: what the language calls itself."""

    name: Text
    direction: Literal["ltr", "rtl"]
    reviewed: StrictBool
    reviewers: tuple[ReviewerEntry, ...] = ()


@dataclass(frozen=True, config=CLOSED)
class DomainWords:
    """An entry of `words/<language>/domains.yaml`."""

    title: Text
    intro: Text


@dataclass(frozen=True, config=CLOSED)
class QuestionWords:
    """A question as some surveys ask it (None = all of them). `answers` differ from the scale's words."""

    text: Text
    surveys: tuple[Survey, ...] | None = None
    read_aloud: str = ""
    help: str = ""
    answers: Mapping[str, Text] | None = None


@dataclass(frozen=True, config=CLOSED)
class IndicatorWords:
    """An entry of `words/<language>/indicators/<domain>.yaml`; phrases by cut point, and `otherwise`."""

    title: Text
    phrases: Mapping[str, Text]
    phrases_for: Mapping[Survey, Mapping[str, Text]] | None = None
    asked_of: str = ""
    questions: tuple[QuestionWords, ...] = ()


@dataclass(frozen=True, config=CLOSED)
class AnswerWords:
    """Words for a scale's answers in some surveys (None = all of them)."""

    answers: Mapping[str, Text]
    surveys: tuple[Survey, ...] | None = None


@dataclass(frozen=True, config=CLOSED)
class DemographicWords:
    """An entry of `words/<language>/demographics.yaml`; `labels` complete "among …" for adults."""

    title: Text
    labels: Mapping[str, Text]
    questions: tuple[QuestionWords, ...] = ()


@dataclass(frozen=True, config=CLOSED)
class OpenQuestionWords:
    """An open question as some surveys ask it (None = all of them)."""

    text: Text
    surveys: tuple[Survey, ...] | None = None
    read_aloud: str = ""
    help: str = ""


@dataclass(frozen=True, config=CLOSED)
class TopicWords:
    """What stands above a topic in some surveys (None = all of them)."""

    title: Text
    surveys: tuple[Survey, ...] | None = None
