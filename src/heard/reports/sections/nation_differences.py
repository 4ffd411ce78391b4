"""How far councils truly differ: headlines by how much of what is seen between councils is real."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from heard.base.policy import AREAS_FOR_SURE_REAL_SHARE
from heard.reports.blocks import AskItem, AskList, Block, Column, Details, Paragraph, SimpleTable
from heard.reports.nation import Headline, NationMaterial, Spread, funnel_key
from heard.reports.report import Section
from heard.reports.saying import NOTHING, number, per_cent, range_words
from heard.reports.sections.nation_about import why_no_differences

OPEN_COUNT = 8  # what follows is folded, open on paper
COLUMNS = ("they", "ages", "councils", "real", "typical", "tenths", "outside", "expected", "after")
WORDS = ("they", "ages")


def differences_section(material: NationMaterial) -> Section:
    """A sentence for each headline that councils truly differ in, and the figures of all."""
    title = material.say("nation.differences.title")
    if not material.nation.looked_at:
        return Section("differences", title, (Paragraph(why_no_differences(material)),))
    blocks = (
        Paragraph(material.say("nation.differences.intro")),
        _told(material),
        *_caution(material),
        Details(material.say("nation.differences.all"), (_table(material),)),
    )
    return Section("differences", title, blocks)


def expected_words(material: NationMaterial, expected: float) -> str:
    """How many chance would put outside, in whole councils: `about 4`, `less than one`."""
    whole = int(Decimal(repr(expected)).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    if not whole:
        return material.say("nation.expected.less")
    return material.say("nation.expected.about", count=number(whole))


def _notable(material: NationMaterial) -> Iterator[tuple[Headline, Spread]]:
    for each in material.nation.headlines:
        if each.spread and each.spread.is_notable:
            yield each, each.spread


def _told(material: NationMaterial) -> Block:
    items = tuple(
        AskItem(material.they(each), funnel_key(each.place), (_sentence(material, each, spread),))
        for each, spread in _notable(material)
    )
    if not items:
        return Paragraph(material.say("nation.differences.none"))
    folded = len(items) - OPEN_COUNT
    return AskList(items, OPEN_COUNT, material.wording.count("fold", folded) if folded > 0 else "")


def _caution(material: NationMaterial) -> Iterator[Paragraph]:
    if any(each.councils < AREAS_FOR_SURE_REAL_SHARE for each, _ in _notable(material)):
        words = material.say("nation.differences.few", least=AREAS_FOR_SURE_REAL_SHARE)
        yield Paragraph(words, quiet=True)


def _sentence(material: NationMaterial, each: Headline, spread: Spread) -> str:
    return material.say(
        "nation.differences.sentence",
        whom=material.of_whom(each),
        councils=number(each.councils),
        real=per_cent(spread.real_share),
        typical=per_cent(spread.mean),
        tenths=range_words(spread.lowest_tenth, spread.highest_tenth, material.wording),
        outside=material.wording.count("nation.outside", spread.outside),
        expected=expected_words(material, spread.expected_outside),
        after=number(spread.outside_after),
    )


def _table(material: NationMaterial) -> SimpleTable:
    columns = (
        Column(material.say(f"nation.differences.table.{name}"), number=name not in WORDS) for name in COLUMNS
    )
    return SimpleTable(
        material.say("nation.differences.table.caption"),
        tuple(columns),
        tuple(_row(material, each) for each in material.nation.headlines),
    )


def _row(material: NationMaterial, each: Headline) -> tuple[str, ...]:
    begins = (material.they(each), material.years_old(each), number(each.councils))
    spread = each.spread
    if spread is None:
        return (*begins, *(NOTHING for _ in COLUMNS[len(begins) :]))
    return (
        *begins,
        per_cent(spread.real_share),
        per_cent(spread.mean),
        range_words(spread.lowest_tenth, spread.highest_tenth, material.wording),
        number(spread.outside),
        expected_words(material, spread.expected_outside),
        number(spread.outside_after),
    )
