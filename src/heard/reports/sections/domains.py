"""Well-being, then the five domains: what children said, row by row, and the exact figures one tap away."""

from heard.base.shares import Banded, Shown, percent
from heard.base.surveys import Survey
from heard.catalogue import Domain
from heard.charts import BandSegment, BandTone, StackedBands
from heard.reports.blocks import BandChart, Block, Paragraph
from heard.reports.figures import Estimate, of_everybody
from heard.reports.material import Material
from heard.reports.report import Section
from heard.reports.saying import count_words
from heard.reports.sections.associations import associations_part
from heard.reports.sections.band_rules import rule_in_short
from heard.reports.sections.exact import exact_tables
from heard.reports.sections.indicators import indicator_table

WELLBEING = "wellbeing"
BAND = "wellbeing_band"
TONES = (BandTone.LOW, BandTone.MODERATE, BandTone.HIGH, BandTone.VERY_HIGH)


def domain_section(material: Material, domain: Domain) -> Section | None:
    """A domain's section; None where no survey of the report asks anything in it."""
    indicators = material.indicators(domain)
    if not indicators:
        return None
    caption = material.say("table.caption", domain=domain.title, council=material.facts.council.name)
    before = _wellbeing(material) if domain.key == WELLBEING else ()
    blocks: tuple[Block, ...] = (
        Paragraph(domain.intro),
        *before,
        indicator_table(material, indicators, caption),
        exact_tables(material, indicators, domain.title),
    )
    goes_with = associations_part(material) if domain.key == WELLBEING else None
    return Section(domain.key, domain.title, blocks, (goes_with,) if goes_with else ())


def _wellbeing(material: Material) -> tuple[Block, ...]:
    """The bands with their rule."""
    charts = [chart for survey in material.surveys if (chart := _band_chart(material, survey))]
    if not charts:
        return ()
    return (*charts, Paragraph(rule_in_short(material), quiet=True))


def _band_chart(material: Material, survey: Survey) -> BandChart | None:
    """The four bands of a survey as one bar. What may not be shown is one open part at the end."""
    estimates = [material.figures.estimate(of_everybody(survey, BAND, tone.value)) for tone in TONES]
    known = [estimate for estimate in estimates if estimate and isinstance(estimate.cell, Shown | Banded)]
    if not known:
        return None
    title = material.say("bands.title", ages=material.ages(survey))
    keys = tuple(
        (tone, _band_words(material, tone, estimate)) for tone, estimate in zip(TONES, estimates, strict=True)
    )
    segments = [
        BandSegment(material.say(f"bands.names.{tone}"), tone, percent(estimate.cell.share))
        for tone, estimate in zip(TONES, estimates, strict=True)
        if estimate and isinstance(estimate.cell, Shown)
    ]
    rest = 100 - sum(segment.share for segment in segments)
    if len(segments) < len(TONES) and rest > 0:
        segments.append(BandSegment(material.say("bands.names.not_shown"), BandTone.NOT_SHOWN, rest))
    return BandChart(title, StackedBands(tuple(segments)), keys)


def _band_words(material: Material, tone: BandTone, estimate: Estimate | None) -> str:
    wording = material.wording
    shown = estimate and isinstance(estimate.cell, Shown | Banded)
    share = count_words(estimate.cell, wording) if estimate and shown else material.say("bands.hidden")
    return material.say("bands.key", band=material.say(f"bands.names.{tone}"), share=share)
