"""How the shares of all councils together move over three waves or more, each council held against itself."""

from collections import Counter
from collections.abc import Iterator

from heard.base.policy import MIN_WAVES_FOR_TREND
from heard.charts import Certainty
from heard.reports.blocks import (
    Block,
    Column,
    Details,
    FindingItem,
    FindingList,
    Paragraph,
    Points,
    Reading,
    SimpleTable,
    Tag,
)
from heard.reports.nation import NationMaterial, Trend, funnel_key
from heard.reports.report import Section
from heard.reports.saying import NOTHING, number, per_cent, points, signed_points

OPEN_COUNT = 12  # what follows is folded, open on paper
COLUMNS = ("they", "ages", "first", "last", "change", "flag")
WORDS = ("they", "ages", "flag")
MOVES = (Certainty.CLEAR, Certainty.POSSIBLE)


def trends_section(material: NationMaterial) -> Section:
    """What moved clearly or possibly in sentences, the rest counted; all of it in a table one tap away."""
    title = material.say("nation.trends.title")
    trends = material.nation.trends
    if not trends:
        return Section("trends", title, (Paragraph(why_no_trends(material)),))
    blocks = (
        Paragraph(material.say("nation.trends.intro")),
        _moved(material),
        Points(tuple(_unmoved(material))),
        Details(material.say("nation.trends.all"), (_table(material),)),
    )
    return Section("trends", title, blocks)


def why_no_trends(material: NationMaterial) -> str:
    """Too few waves, or none asked alike."""
    waves = material.facts.waves
    if waves < MIN_WAVES_FOR_TREND:
        return material.wording.count("nation.trends.too_few_waves", waves, least=MIN_WAVES_FOR_TREND)
    return material.say("nation.trends.not_asked_alike", least=MIN_WAVES_FOR_TREND)


def _moved(material: NationMaterial) -> Block:
    """Clear ones first, within them the widest move first."""
    moved = sorted(
        (each for each in material.nation.trends if each.flag in MOVES),
        key=lambda each: (MOVES.index(each.flag), -abs(each.change or 0)),
    )
    if not moved:
        return Paragraph(material.say("nation.trends.none"))
    items = tuple(_item(material, each) for each in moved)
    folded = len(items) - OPEN_COUNT
    words = material.wording.count("fold", folded) if folded > 0 else ""
    return FindingList(items, OPEN_COUNT, words, compact=True)


def _item(material: NationMaterial, each: Trend) -> FindingItem:
    known = each.place in material.nation.looked_at
    return FindingItem(
        first=Reading(Tag(_flag_words(material, each), each.flag, each.direction), _sentence(material, each)),
        also=(),
        picture=None,
        caption="",
        link=material.say("nation.trends.link", title=material.catalogue.indicators[each.indicator].title),
        target=funnel_key(each.place) if known else "funnels",
    )


def _sentence(material: NationMaterial, each: Trend) -> str:
    change, whom = each.change or 0.0, material.of_whom(each)
    return material.say(
        "nation.trends.sentence",
        they=material.they(each),
        whom=whom[:1].lower() + whom[1:],
        way=material.wording.count(f"nation.trends.{'up' if change > 0 else 'down'}", points(change)),
        years=_years(each),
        range=_range(material, each),
        first=_wave(material, each.first_wave, each.first_count, each.first_base),
        last=_wave(material, each.last_wave, each.last_count, each.last_base),
    )


def _unmoved(material: NationMaterial) -> Iterator[str]:
    """How many held steady, and of how many the figures cannot tell, and why."""
    trends = material.nation.trends
    steady = sum(each.flag is Certainty.IN_LINE for each in trends)
    if steady:
        yield material.wording.count("nation.trends.steady", steady)
    reasons = Counter(each.reason for each in trends if each.flag is Certainty.CANNOT_TELL)
    for reason, count in reasons.items():
        yield material.wording.count(f"nation.trends.reasons.{reason}", count)


def _table(material: NationMaterial) -> SimpleTable:
    columns = tuple(
        Column(material.say(f"nation.trends.table.{name}"), number=name not in WORDS) for name in COLUMNS
    )
    caption = material.say("nation.trends.table.caption")
    return SimpleTable(caption, columns, tuple(_row(material, each) for each in material.nation.trends))


def _row(material: NationMaterial, each: Trend) -> tuple[str, ...]:
    change = NOTHING
    if each.change is not None:
        change = material.say(
            "nation.trends.table.moved", change=signed_points(each.change), range=_range(material, each)
        )
    return (
        material.they(each),
        material.years_old(each),
        _wave(material, each.first_wave, each.first_count, each.first_base),
        _wave(material, each.last_wave, each.last_count, each.last_base),
        change,
        _flag_words(material, each),
    )


def _flag_words(material: NationMaterial, each: Trend) -> str:
    key = f"{each.flag}.{each.direction}" if each.flag in MOVES else each.flag
    return material.say(f"nation.trends.flags.{key}")


def _wave(material: NationMaterial, wave: str, count: int, base: int) -> str:
    return material.say("nation.trends.wave", wave=wave, share=per_cent(count / base), base=number(base))


def _range(material: NationMaterial, each: Trend) -> str:
    if each.change_low is None or each.change_high is None:
        return NOTHING
    low, high = signed_points(each.change_low), signed_points(each.change_high)
    return material.say("share.range", low=low, high=high)


def _years(each: Trend) -> str:
    return f"{each.years:.1f}".removesuffix(".0")
