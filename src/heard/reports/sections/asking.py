"""Worth asking: what the numbers point to and cannot settle, a question at a time with all its reasons."""

from collections.abc import Iterable
from dataclasses import dataclass

from heard.findings import Finding, join_reasons, points_up
from heard.findings.said import side_to_tell
from heard.reports.blocks import AskItem, AskList, Paragraph
from heard.reports.material import Material
from heard.reports.report import Section
from heard.reports.sections.banded import undecided_part
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
    parts = (*parts, *undecided_part(material))
    words = "intro" if parts else "none"
    return Section(
        "asking", material.say("asking.title"), (Paragraph(material.say(f"asking.{words}")),), parts
    )


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


def ask_list(
    material: Material, asked: Iterable[Answered], *, most: int | None = None, linked: bool = True
) -> AskList:
    """A question an item, `most` of them, with a line for each age and group. `linked`: their figures stand in the
    same report."""
    questions: dict[tuple[str, str], list[Answered]] = {}
    for each in asked:
        questions.setdefault((each.finding.indicator, _told(material, each.finding)), []).append(each)
    items = tuple(
        AskItem(
            link=_heading(material, answers[0].finding),
            target=indicator_key(indicator) if linked else "",
            lines=tuple(_line(material, each) for each in answers),
        )
        for (indicator, _), answers in questions.items()
    )[:most]
    return AskList(items, OPEN_COUNT, fold_words(material, len(items) - OPEN_COUNT))


def _heading(material: Material, finding: Finding) -> str:
    """What was asked; of a worry how many have it: under "may be better" it would read as if they had."""
    told = _told(material, finding)
    headline = material.catalogue.asked(finding.indicator, finding.survey).headline
    return material.say("asking.told" if told == headline.phrase else "asking.how_many", phrase=told)


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
