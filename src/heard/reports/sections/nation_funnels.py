"""Every council by its answers and its share, and how far chance alone would carry it: a funnel each headline."""

from collections.abc import Iterable, Iterator

from heard.base.shares import percent
from heard.charts import FunnelLimit, FunnelPlot
from heard.reports.blocks import Block, Column, Details, FunnelChart, Paragraph, SimpleTable
from heard.reports.nation import Headline, NationMaterial, Spread, Standing, funnel_key
from heard.reports.report import Section
from heard.reports.saying import number, per_cent
from heard.reports.sections.nation_differences import expected_words

OPEN_FUNNELS = 6  # of the headlines in which councils differ most; all others are folded by domain
COLUMNS = ("council", "share", "base", "side")


def funnels_section(material: NationMaterial) -> Section:
    """The pictures of what councils differ in most, then all the others, domain by domain."""
    title = material.say("nation.funnels.title")
    looked_at = [each for each in material.nation.headlines if each.spread]
    if not looked_at:
        return Section("funnels", title, (Paragraph(material.say("nation.funnels.none")),))
    open_ones = [each for each in looked_at if each.spread and each.spread.is_notable][:OPEN_FUNNELS]
    others = [each for each in looked_at if each not in open_ones]
    blocks = (
        Paragraph(material.say("nation.funnels.intro")),
        *_charts(material, open_ones),
        *_by_domain(material, others),
    )
    return Section("funnels", title, blocks)


def _by_domain(material: NationMaterial, headlines: Iterable[Headline]) -> Iterator[Details]:
    """In the catalogue's order, within a domain what councils differ in most first."""
    folded: dict[str, list[Headline]] = {}
    for each in headlines:
        folded.setdefault(material.catalogue.indicators[each.indicator].domain, []).append(each)
    for domain in material.catalogue.domains:
        here = folded.get(domain.key, [])
        if here:
            words = material.wording.count("nation.funnels.fold", len(here), domain=domain.title)
            yield Details(words, tuple(_charts(material, here)))


def _charts(material: NationMaterial, headlines: Iterable[Headline]) -> Iterator[Block]:
    for each in headlines:
        if each.spread is None:
            continue
        yield FunnelChart(
            funnel_key(each.place),
            material.they(each),
            material.of_whom(each),
            _sentence(material, each.spread),
            _plot(material, each.spread),
        )
        outside = [council for council in each.spread.standings if council.outside]
        if outside:
            summary = material.wording.count("nation.funnels.outside.title", len(outside))
            yield Details(summary, (_table(material, each, outside),))


def _sentence(material: NationMaterial, spread: Spread) -> str:
    """How many stand outside the lines drawn, on which side, and how many would in any case."""
    outside = [council for council in spread.standings if council.outside]
    above = sum(council.side > 0 for council in outside)
    lines = material.say(f"nation.funnels.lines.{'widened' if spread.widened else 'chance'}")
    values = {
        "councils": number(len(spread.standings)),
        "share": per_cent(spread.share),
        "expected": expected_words(material, spread.expected_outside),
        "lines": lines,
    }
    if not outside:
        return material.say("nation.funnels.nobody", **values)
    return material.wording.count(
        "nation.funnels.some",
        len(outside),
        above=number(above),
        below=number(len(outside) - above),
        **values,
    )


def _plot(material: NationMaterial, spread: Spread) -> FunnelPlot:
    bases = [council.base for council in spread.standings]
    sentence = material.say(
        "nation.funnels.picture",
        share=per_cent(spread.share),
        fewest=number(min(bases)),
        most=number(max(bases)),
    )
    return FunnelPlot(
        sentence=sentence,
        base_label=material.say("nation.funnels.base"),
        target=percent(spread.share),
        limits=tuple(
            FunnelLimit(
                each.base,
                percent(each.low_998),
                percent(each.low_95),
                percent(each.high_95),
                percent(each.high_998),
            )
            for each in spread.limits
        ),
        others=tuple((council.base, percent(council.share)) for council in spread.standings),
    )


def _table(material: NationMaterial, each: Headline, outside: Iterable[Standing]) -> SimpleTable:
    """In the order of codes, which says nothing of who is further out."""
    columns = tuple(
        Column(material.say(f"nation.funnels.outside.{name}"), number=name in ("share", "base"))
        for name in COLUMNS
    )
    caption = material.say(
        "nation.funnels.outside.caption", they=material.they(each), whom=material.of_whom(each)
    )
    return SimpleTable(caption, columns, tuple(_row(material, council) for council in outside))


def _row(material: NationMaterial, council: Standing) -> tuple[str, ...]:
    side = "above" if council.side > 0 else "below"
    where = material.say(f"nation.funnels.sides.{side}.l{council.outside}")
    return council.area, per_cent(council.share), number(council.base), where
