"""Findings as items: the flag, the sentence, the picture of the share it speaks of, and where its figures stand."""

from collections.abc import Iterable

from heard.base import policy
from heard.catalogue.types import Demographic
from heard.findings import Finding
from heard.findings.said import side_to_tell
from heard.reports.material import Material
from heard.reports.pictures import draw_row
from heard.reports.report import (
    AskLine,
    AskList,
    Block,
    FindingItem,
    FindingList,
    Interval,
    Paragraph,
    Section,
)
from heard.reports.saying import share_words
from heard.reports.tags import finding_tag

OPEN_COUNT = 12  # what follows is folded, open on paper


def finding_items(
    material: Material, findings: Iterable[Finding], *, pictures: bool
) -> tuple[FindingItem, ...]:
    """The findings as items, in the order given."""
    return tuple(
        FindingItem(
            tag=finding_tag(finding, material.wording),
            sentence=finding.sentence,
            picture=_picture(material, finding) if pictures else None,
            caption=_caption(material, finding) if pictures else "",
            link=material.wording.say(
                "finding.figures", title=material.catalogue.indicators[finding.indicator].title
            ),
            target=indicator_key(finding.indicator),
        )
        for finding in findings
    )


def finding_list(
    material: Material, findings: Iterable[Finding], *, compact: bool = False, open_count: int = OPEN_COUNT
) -> FindingList:
    """A list that folds after `open_count`."""
    items = finding_items(material, findings, pictures=not compact)
    return FindingList(items, open_count, _fold_words(material, len(items) - open_count), compact)


def highlight_section(material: Material, key: str, *kinds: str) -> Section:
    """A section that lists the findings of some kinds, or says in words that there are none."""
    wording = material.wording
    findings = material.of_kind(*kinds)
    blocks: list[Block] = [Paragraph(wording.say(f"{key}.intro"))]
    blocks.append(finding_list(material, findings) if findings else Paragraph(wording.say(f"{key}.none")))
    return Section(key, wording.say(f"{key}.title"), tuple(blocks))


def changes_section(material: Material) -> Section:
    """What improved and what declined, apart; or that there is nothing to compare with."""
    wording = material.wording
    title = wording.say("changes.title")
    if material.facts.previous is None:
        return Section("changes", title, (Paragraph(wording.say("changes.first")),))
    least_base = policy.MIN_BASE_TO_COMPARE
    intro = Paragraph(wording.say("changes.intro", wave=material.facts.previous.key, least_base=least_base))
    parts = tuple(_change_part(material, kind) for kind in ("improved", "declined"))
    return Section("changes", title, (intro,), parts)


def asking_section(material: Material) -> Section:
    """What cannot be settled with these answers, by domain, one line each with its reason."""
    wording = material.wording
    asks = material.of_kind("ask")
    parts = []
    for domain in material.catalogue.domains:
        here = tuple(finding for finding in asks if finding.domain == domain.key)
        if here:
            parts.append(Section(f"asking-{domain.key}", domain.title, (_ask_list(material, here),)))
    words = "intro" if parts else "none"
    return Section(
        "asking", wording.say("asking.title"), (Paragraph(wording.say(f"asking.{words}")),), tuple(parts)
    )


def indicator_key(indicator: str) -> str:
    """The key of an indicator's rows, where a finding points."""
    return f"figures-{indicator}"


def group_words(demographic: Demographic, level: str) -> str:
    """A level of a demographic in words; its code where a programme's own code has none."""
    words = demographic.labels.get(level, level)
    return words[:1].upper() + words[1:]


def _fold_words(material: Material, folded: int) -> str:
    return material.wording.count("fold", folded) if folded > 0 else ""


def _ask_list(material: Material, findings: tuple[Finding, ...]) -> AskList:
    lines = tuple(
        AskLine(
            link=material.wording.say("asking.told", phrase=_told(material, finding)),
            target=indicator_key(finding.indicator),
            text=material.wording.say("asking.line", who=_who(material, finding), reason=finding.reason),
        )
        for finding in findings
    )
    return AskList(lines, OPEN_COUNT, _fold_words(material, len(lines) - OPEN_COUNT))


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
    return material.wording.say("asking.group", group=group, ages=ages.lower())


def _change_part(material: Material, kind: str) -> Section:
    findings = material.of_kind(kind)
    block: Block = (
        finding_list(material, findings)
        if findings
        else Paragraph(material.wording.say(f"changes.{kind}.none"))
    )
    return Section(f"changes-{kind}", material.wording.say(f"changes.{kind}.title"), (block,))


def _caption(material: Material, finding: Finding) -> str:
    """What the dot is the share of: a sentence may tell the other side ("12 of 74 are embarrassed")."""
    cut = material.catalogue.asked(finding.indicator, finding.survey).cut_point(finding.cut_point)
    place = (finding.survey, finding.indicator, finding.cut_point, finding.group, finding.level)
    estimate = material.figures.estimate(place)
    share = share_words(estimate.cell if estimate else None, material.wording)
    return material.wording.say("finding.caption", phrase=cut.phrase, share=share)


def _picture(material: Material, finding: Finding) -> Interval | None:
    """The share the finding speaks of, with the mark of what it is compared with; none by level alone."""
    place = (finding.survey, finding.indicator, finding.cut_point, finding.group, finding.level)
    estimate = material.figures.estimate(place)
    if estimate is None:
        return None
    if finding.against == "population":
        return draw_row(estimate, None, material.figures.comparison(place, "population"), material.wording)
    if finding.against:
        return draw_row(estimate, material.figures.comparison(place, finding.against), None, material.wording)
    return draw_row(estimate, None, None, material.wording)
