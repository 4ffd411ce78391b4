"""Findings as items: the flags of a figure, the sentence, the picture of its share, and where its figures stand."""

from collections.abc import Iterable
from itertools import chain

from heard.base import policy
from heard.catalogue import Demographic
from heard.charts import Certainty, Direction
from heard.findings import Finding, words_beyond
from heard.findings.trends import TREND
from heard.reports.blocks import Block, FindingItem, FindingList, Interval, Paragraph, Reading
from heard.reports.figures import Comparison, EstimateKey
from heard.reports.material import Material
from heard.reports.pictures import draw_row
from heard.reports.report import Section
from heard.reports.saying import share_words
from heard.reports.tags import finding_tag

OPEN_COUNT = 12  # what follows is folded, open on paper
Alike = tuple[Finding, ...]


def by_figure(findings: Iterable[Finding]) -> tuple[Alike, ...]:
    """Findings that rest on the same figure side by side, in the order of the first of each."""
    found: dict[EstimateKey, list[Finding]] = {}
    for finding in findings:
        found.setdefault(place_of(finding), []).append(finding)
    return tuple(tuple(alike) for alike in found.values())


def finding_list(
    material: Material,
    figures: Iterable[Alike],
    *,
    compact: bool = False,
    open_count: int = OPEN_COUNT,
    linked: bool = True,
) -> FindingList:
    """A list that folds after `open_count`. `linked`: the figures stand in the same report."""
    items = tuple(_item(material, alike, pictures=not compact, linked=linked) for alike in figures)
    return FindingList(items, open_count, fold_words(material, len(items) - open_count), compact)


def highlight_section(material: Material, key: str, *kinds: str) -> Section:
    """A section that lists the findings of some kinds, or says in words that there are none."""
    found = by_figure(material.of_kind(*kinds))
    blocks: list[Block] = [Paragraph(material.say(f"{key}.intro"))]
    blocks.append(finding_list(material, found) if found else Paragraph(material.say(f"{key}.none")))
    return Section(key, material.say(f"{key}.title"), tuple(blocks))


def changes_section(material: Material) -> Section:
    """What improved and what declined, since an earlier wave and over three waves or more, apart; or that nothing
    went before to compare with."""
    title = material.say("changes.title")
    if material.facts.previous is None:
        return Section("changes", title, (Paragraph(material.say("changes.first")),))
    least_base = policy.MIN_BASE_TO_COMPARE
    intro = [material.say("changes.intro", waves=earlier_words(material), least_base=least_base)]
    if set(material.figures.earlier_waves) - {material.facts.previous.key}:
        title = material.say("changes.trends.title")  # not since last time alone
    if material.figures.has_trends:
        title, least_waves = material.say("changes.trends.title"), policy.MIN_WAVES_FOR_TREND
        intro.append(material.say("changes.trends.intro", least_waves=least_waves, least_base=least_base))
    parts = tuple(_change_part(material, kind) for kind in ("improved", "declined"))
    return Section("changes", title, tuple(map(Paragraph, intro)), parts)


def earlier_words(material: Material) -> str:
    """Against which wave changes are told: each question's own where the programme's last did not put it alike."""
    last = material.facts.previous
    waves = material.figures.earlier_waves or ((last.key,) if last else ())
    if len(waves) <= 1:
        return material.say("changes.waves.one", waves="".join(waves))
    listed = material.say("changes.waves.or", first=", ".join(waves[:-1]), last=waves[-1])
    return material.say("changes.waves.many", waves=listed)


def indicator_key(indicator: str) -> str:
    """The key of an indicator's rows, where a finding points."""
    return f"figures-{indicator}"


def group_words(demographic: Demographic, level: str) -> str:
    """A level of a demographic in words; its code where a programme's own code has none."""
    words = demographic.labels.get(level, level)
    return words[:1].upper() + words[1:]


def fold_words(material: Material, folded: int) -> str:
    """How many more there are; empty for none."""
    return material.wording.count("fold", folded) if folded > 0 else ""


def _item(material: Material, alike: Alike, *, pictures: bool, linked: bool) -> FindingItem:
    first, *others = alike
    wording = material.wording
    title = material.catalogue.indicators[first.indicator].title
    return FindingItem(
        first=Reading(finding_tag(first, wording), first.sentence),
        also=tuple(
            Reading(
                finding_tag(other, wording), words_beyond(other, after=first, catalogue=material.catalogue)
            )
            for other in others
        ),
        picture=_picture(material, alike) if pictures else None,
        caption=_caption(material, first) if pictures else "",
        link=material.say("finding.figures", title=title) if linked else title,
        target=indicator_key(first.indicator) if linked else "",
    )


def place_of(finding: Finding) -> EstimateKey:
    """Where the figure stands that a finding rests on."""
    return finding.survey, finding.indicator, finding.cut_point, finding.group, finding.level


def _change_part(material: Material, kind: str) -> Section:
    found = by_figure(material.of_kind(kind))
    block: Block = finding_list(material, found) if found else Paragraph(material.say(f"changes.{kind}.none"))
    return Section(f"changes-{kind}", material.say(f"changes.{kind}.title"), (block,))


def _caption(material: Material, finding: Finding) -> str:
    """What the dot is the share of: a sentence may tell the other side ("12 of 74 are embarrassed")."""
    cut = material.catalogue.asked(finding.indicator, finding.survey).cut_point(finding.cut_point)
    estimate = material.figures.estimate(place_of(finding))
    share = share_words(estimate.cell if estimate else None, material.wording)
    return material.say("finding.caption", phrase=cut.phrase, share=share)


def _picture(material: Material, alike: Alike) -> Interval | None:
    """The share the findings speak of, with the marks of what they compare it with; none by level alone."""
    estimate = material.figures.estimate(place_of(alike[0]))
    if estimate is None:
        return None
    diamonds = (_comparison(material, each) for each in alike if each.against == "population")
    uprights = (_comparison(material, each) for each in alike if each.against not in ("", "population"))
    upright, diamond = next(chain(uprights, [None])), next(chain(diamonds, [None]))
    return draw_row(estimate, upright, diamond, material.wording)


def _comparison(material: Material, finding: Finding) -> Comparison | None:
    if finding.against == TREND:
        return _since_the_first(finding)
    return material.figures.comparison(place_of(finding), finding.against)


def _since_the_first(finding: Finding) -> Comparison:
    """A trend beside the first of its waves."""
    basis = finding.basis
    return Comparison(
        against=finding.against,
        reference=basis["reference"],
        reference_base=basis["reference_base"],
        reference_share=basis["reference_share"],
        difference=basis["difference"],
        difference_low=basis["difference_low"],
        difference_high=basis["difference_high"],
        flag=Certainty(basis["flag"]),
        reason="",
        direction=Direction(basis["direction"]),
        mdd=None,
    )
