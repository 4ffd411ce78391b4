"""The page about all councils together, for the programme's own analysts, in the order in which it is read."""

from heard.base.policy import Level
from heard.catalogue import Catalogue
from heard.reports.blocks import Contents
from heard.reports.nation import Nation, NationFacts, NationMaterial
from heard.reports.report import Mark, Report, Section
from heard.reports.saying import date_words
from heard.reports.sections.nation_about import about_section, glance_section
from heard.reports.sections.nation_differences import differences_section
from heard.reports.sections.nation_funnels import funnels_section
from heard.reports.sections.nation_method import method_section
from heard.reports.sections.nation_odds import odds_section
from heard.reports.sections.nation_trends import trends_section
from heard.reports.wording import load_wording


def build_nation_report(
    nation: Nation, catalogue: Catalogue, facts: NationFacts, *, language: str = "en"
) -> Report:
    """Level working, whatever the councils: figures of single councils are on it as they are."""
    material = NationMaterial(facts, catalogue, nation, load_wording(language))
    sections = (
        differences_section(material),
        funnels_section(material),
        trends_section(material),
        odds_section(material),
        method_section(material),
    )
    return Report(
        language=material.say("language"),
        level=Level.WORKING,
        title=material.say("nation.title", programme=facts.programme),
        kind=material.say("nation.kind"),
        lead=_lead(material),
        running=material.say("nation.running", programme=facts.programme, wave=facts.wave.key),
        skip=material.say("nation.skip"),
        closed_on=material.facts.wave.closes_on,
        marks=_marks(material),
        sections=(
            about_section(material),
            glance_section(material),
            _contents(material, sections),
            *sections,
        ),
    )


def _contents(material: NationMaterial, sections: tuple[Section, ...]) -> Section:
    title = material.say("nation.contents")
    entries = tuple((section.key, section.title) for section in sections)
    return Section("contents", title, (Contents(title, entries),))


def _lead(material: NationMaterial) -> str:
    wording, wave = material.wording, material.facts.wave
    return material.say(
        "nation.lead",
        wave=wave.key,
        opens=date_words(wave.opens_on, wording),
        closes=date_words(wave.closes_on, wording),
    )


def _marks(material: NationMaterial) -> tuple[Mark, ...]:
    keys = ("working", "made_up") if material.facts.made_up else ("working",)
    return tuple(
        Mark(
            material.say(f"nation.marks.{key}.title"),
            material.say(f"nation.marks.{key}.text"),
            strong=True,
        )
        for key in keys
    )
