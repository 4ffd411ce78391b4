"""Slides for a board: ten to fifteen, each with a title that says its point, a few lines or bars, and notes."""

from collections.abc import Sequence
from dataclasses import replace

from heard.reports.composing import compose
from heard.reports.material import Material
from heard.reports.report import Layout, Report, Section
from heard.reports.sections.domains import WELLBEING
from heard.reports.sections.slides_domains import domain_slide, wellbeing_slide
from heard.reports.sections.slides_findings import (
    asking_slide,
    changes_slide,
    development_slide,
    development_slides,
    differences_slide,
    gaps_slide,
    strengths_slide,
)
from heard.reports.sections.slides_people import answered_slide, next_slide, reading_slide, wrote_slide

MOST_SLIDES = 15  # the first one, of the report's head, among them


def build_slides(material: Material) -> Report:
    """A section for each slide after the first, which a renderer makes of the report's head. Where there are too many,
    changes and groups share one; then families share the one of what could be better."""
    differences = (differences_slide(material),)
    middles = (
        (*development_slides(material), changes_slide(material), gaps_slide(material)),
        (*development_slides(material), *differences),
        (development_slide(material), *differences),
    )
    decks = [_with_ends(material, middle) for middle in middles]
    report = compose(
        material,
        kind=material.say("slides.kind"),
        title=material.say("head.title", council=material.facts.council.name),
        sections=next((deck for deck in decks if len(deck) < MOST_SLIDES), decks[-1]),
    )
    return replace(report, layout=Layout.SLIDES)


def _with_ends(material: Material, middle: Sequence[Section]) -> list[Section]:
    before = (answered_slide(material), *_domains(material), strengths_slide(material))
    after = (wrote_slide(material), asking_slide(material), next_slide(material), reading_slide(material))
    return [each for each in (*before, *middle, *after) if each]


def _domains(material: Material) -> list[Section | None]:
    """Well-being and the five domains, a slide each."""
    return [
        wellbeing_slide(material, domain) if domain.key == WELLBEING else domain_slide(material, domain)
        for domain in material.catalogue.domains
    ]
