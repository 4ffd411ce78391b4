"""Worth asking: what the numbers point to and cannot settle, a question at a time with all its reasons."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from heard.base.shares import Banded
from heard.catalogue import POSITIVE
from heard.findings import Finding, is_undecided, join_reasons, points_up
from heard.findings.said import side_to_tell
from heard.reports.blocks import AskItem, AskList, Paragraph, Points
from heard.reports.figures import of_everybody
from heard.reports.material import Material
from heard.reports.report import Section
from heard.reports.sections.findings import fold_words, group_words, indicator_key

OPEN_COUNT = 8  # what follows is folded, open on paper


@dataclass(frozen=True, slots=True)
class Answered:
    """What one survey, or a group in it, gave as an answer to one question, and each reason to ask more."""

    reasons: tuple[Finding, ...]

    @property
    def finding(self) -> Finding:
        """The most important of the reasons."""
        return self.reasons[0]

    @property
    def may_be_worse(self) -> bool:
        """Whether any reason points to something worse; what else points up is then read beside it."""
        return not all(points_up(finding) for finding in self.reasons)


def asking_section(material: Material) -> Section:
    """First what may be worse, then what may be better, then what may be either."""
    asked = group_reasons(material)
    parts = tuple(
        Section(f"asking-{key}", material.say(f"asking.{key}"), (ask_list(material, here),))
        for key, here in (("worse", of_worse(asked)), ("better", of_better(asked)))
        if here
    )
    parts = (*parts, *_undecided_part(material))
    words = "intro" if parts else "none"
    return Section(
        "asking", material.say("asking.title"), (Paragraph(material.say(f"asking.{words}")),), parts
    )


def list_undecided(material: Material) -> Mapping[str, tuple[str, ...]]:
    """By survey what was asked of which only a band is given that does not tell whether many say otherwise."""
    surveys = (*material.surveys, *material.together)
    found = {survey: tuple(_undecided_phrases(material, survey)) for survey in surveys}
    return {survey: phrases for survey, phrases in found.items() if phrases}


def _undecided_phrases(material: Material, survey: str) -> Iterator[str]:
    for item in material.catalogue.indicators.values():
        if not material.catalogue.is_asked(item.key, survey):
            continue
        headline = material.catalogue.asked(item.key, survey).headline
        estimate = material.figures.estimate(of_everybody(survey, item.key, headline.key))
        cell = estimate.cell if estimate and headline.key == POSITIVE else None
        if isinstance(cell, Banded) and is_undecided(cell, expected_of_all=item.expected_of_all):
            yield headline.phrase


def _undecided_part(material: Material) -> tuple[Section, ...]:
    """A line a survey: one sentence of all of them, for there is nothing to say of each."""
    lines = tuple(
        material.say("asking.undecided.line", ages=material.ages(survey), phrases="; ".join(phrases))
        for survey, phrases in list_undecided(material).items()
    )
    if not lines:
        return ()
    blocks = (Paragraph(material.say("asking.undecided.intro")), Points(lines))
    return (Section("asking-undecided", material.say("asking.undecided.title"), blocks),)


def group_reasons(material: Material) -> tuple[Answered, ...]:
    """The findings of kind `ask`, those about one answer side by side, in the order of the first of each."""
    found: dict[tuple[str, ...], list[Finding]] = {}
    for finding in material.of_kind("ask"):
        place = (finding.survey, finding.indicator, finding.group, finding.level, _told(material, finding))
        found.setdefault(place, []).append(finding)
    return tuple(Answered(tuple(reasons)) for reasons in found.values())


def of_worse(asked: Iterable[Answered]) -> tuple[Answered, ...]:
    """What may be worse."""
    return tuple(each for each in asked if each.may_be_worse)


def of_better(asked: Iterable[Answered]) -> tuple[Answered, ...]:
    """What may only be better."""
    return tuple(each for each in asked if not each.may_be_worse)


def ask_list(material: Material, asked: Iterable[Answered], *, most: int | None = None) -> AskList:
    """A question an item, `most` of them, with a line for each age and group."""
    questions: dict[tuple[str, str], list[Answered]] = {}
    for each in asked:
        questions.setdefault((each.finding.indicator, _told(material, each.finding)), []).append(each)
    items = tuple(
        AskItem(
            link=material.say("asking.told", phrase=phrase),
            target=indicator_key(indicator),
            lines=tuple(_line(material, each) for each in answers),
        )
        for (indicator, phrase), answers in questions.items()
    )[:most]
    return AskList(items, OPEN_COUNT, fold_words(material, len(items) - OPEN_COUNT))


def _line(material: Material, answered: Answered) -> str:
    who, reasons = _who(material, answered.finding), join_reasons(answered.reasons, material.catalogue)
    return material.say("asking.line", who=who, reasons=reasons)


def _told(material: Material, finding: Finding) -> str:
    """The phrase whose count the reason gives; by level, the headline that many or few say."""
    side = side_to_tell(material.catalogue, finding.survey, finding.indicator, finding.cut_point, case="")
    cut = material.catalogue.asked(finding.indicator, finding.survey).cut_point(finding.cut_point)
    return side.phrase if finding.against else cut.phrase


def _who(material: Material, finding: Finding) -> str:
    ages = material.ages(finding.survey)
    if finding.group == "all":
        return ages
    group = group_words(material.catalogue.demographics[finding.group], finding.level)
    return material.say("asking.group", group=group, ages=ages.lower())
