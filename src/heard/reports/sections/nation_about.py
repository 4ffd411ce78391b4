"""What the page about all councils is and is not, and what it shows in short."""

from collections import Counter

from heard.base.policy import MIN_AREAS_TO_FIT, MIN_BASE_TO_FIT
from heard.charts import Certainty
from heard.reports.blocks import Points
from heard.reports.nation import NationMaterial
from heard.reports.report import Section
from heard.reports.saying import number
from heard.reports.sections.nation_odds import is_firm
from heard.reports.sections.nation_trends import why_no_trends


def about_section(material: NationMaterial) -> Section:
    """Before anything is read."""
    lines = (
        material.say(f"nation.about.lines.{line}") for line in material.wording.list("nation.about.lines")
    )
    return Section("about", material.say("nation.about.title"), (Points(tuple(lines)),))


def glance_section(material: NationMaterial) -> Section:
    """One sentence of each of the sections below."""
    lines = (_differences_in_short(material), _trends_in_short(material), _odds_in_short(material))
    return Section("glance", material.say("nation.glance.title"), (Points(lines),))


def why_no_differences(material: NationMaterial) -> str:
    """Too few councils, one council alone, or nobody who answered."""
    headlines = material.nation.headlines
    if not headlines:
        return material.say("nation.differences.nobody")
    if material.facts.councils == 1:
        return material.say("nation.differences.one_council", least=MIN_AREAS_TO_FIT)
    return material.say(
        "nation.differences.too_few",
        most=number(max(each.councils for each in headlines)),
        base=MIN_BASE_TO_FIT,
        least=MIN_AREAS_TO_FIT,
    )


def _differences_in_short(material: NationMaterial) -> str:
    """How many headlines councils truly differ in, or that it cannot be told."""
    spreads = material.nation.looked_at.values()
    if not spreads:
        return why_no_differences(material)
    notable = sum(each.is_notable for each in spreads)
    alike = sum(each.real_share == 0 for each in spreads)
    return material.say(
        "nation.glance.differences",
        all=number(len(spreads)),
        notable=_counted(material, notable),
        little=_counted(material, len(spreads) - notable - alike),
        alike=_counted(material, alike),
    )


def _trends_in_short(material: NationMaterial) -> str:
    trends = material.nation.trends
    if not trends:
        return why_no_trends(material)
    flags = Counter(each.flag for each in trends)
    counts = {str(flag): _counted(material, flags[flag]) for flag in Certainty}
    return material.say("nation.glance.trends", all=number(len(trends)), **counts)


def _odds_in_short(material: NationMaterial) -> str:
    told = [each for each in material.nation.odds if each.odds_ratio is not None]
    if not told:
        return material.say("nation.odds.none")
    firm = sum(is_firm(each) for each in told)
    return material.say("nation.glance.odds", all=number(len(told)), firm=_counted(material, firm))


def _counted(material: NationMaterial, count: int) -> str:
    return number(count) if count else material.say("glance.nought")
