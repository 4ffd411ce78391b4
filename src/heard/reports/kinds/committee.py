"""The committee paper: what a corporate parenting board or committee is asked to decide, and what that rests on."""

from collections.abc import Iterator

from heard.base.surveys import Family
from heard.reports.additions import Place, paragraphs
from heard.reports.blocks import Block, Column, Paragraph, Points, SimpleTable, Terms
from heard.reports.composing import compose
from heard.reports.material import Material
from heard.reports.report import Report, Section
from heard.reports.saying import date_words, level_words
from heard.reports.sections.council import passage
from heard.reports.sections.findings import Alike, by_figure
from heard.reports.sections.glance import glance_lines
from heard.reports.sections.reading import checked_words
from heard.reports.sections.short import (
    answered_table,
    asking_in_short,
    headline_tables,
    of_family,
    strengths_in_short,
)
from heard.reports.tags import finding_tag

STRENGTHS, ASKED = 6, 5  # of each at most


def build_committee(material: Material) -> Report:
    """A paper in the order committees use; what the council has not written says so where it belongs."""
    sections = [
        _recommendations(material),
        _background(material),
        _key_issues(material),
        strengths_in_short(material, most=STRENGTHS),
        *(_improved(material, family) for family in material.families),
        asking_in_short(material, most=ASKED),
        _own(material, Place.POLICY_IMPACT),
        _own(material, Place.COMMUNITY_IMPACT),
        _consultation(material),
        _own(material, Place.DOCUMENTS),
        _appendix_figures(material),
        _appendix_method(material),
        _audit_trail(material),
    ]
    return compose(
        material,
        kind=material.say("committee.kind"),
        title=material.say("committee.title", council=material.facts.council.name),
        sections=sections,
    )


def _recommendations(material: Material) -> Section:
    """The council's own; until it has written them, what every such paper asks for."""
    title = material.say("committee.recommendations.title")
    intro = Paragraph(material.say("committee.recommendations.intro"))
    own = material.additions.say(Place.RECOMMENDATIONS)
    if own:
        return Section("recommendations", title, (intro, Points(own)))
    lines = material.wording.list("committee.recommendations.lines")
    usual = tuple(material.say(f"committee.recommendations.lines.{line}") for line in lines)
    note = Paragraph(material.say("committee.recommendations.usual"), quiet=True)
    return Section("recommendations", title, (intro, Points(usual), note))


def _background(material: Material) -> Section:
    facts, wording = material.facts, material.wording
    said = material.say(
        "committee.background.text",
        programme=facts.programme,
        wave=facts.wave.key,
        opens=date_words(facts.wave.opens_on, wording),
        closes=date_words(facts.wave.closes_on, wording),
    )
    own = passage(material, Place.BACKGROUND)
    blocks: tuple[Block, ...] = (Paragraph(said), *((own,) if own else ()), answered_table(material))
    return Section("background", material.say("committee.background.title"), blocks)


def _key_issues(material: Material) -> Section:
    own = passage(material, Place.KEY_ISSUES)
    blocks: tuple[Block, ...] = (
        Points((*glance_lines(material), *_found(material))),
        *((own,) if own else ()),
    )
    return Section("key-issues", material.say("committee.key_issues.title"), blocks)


def _found(material: Material) -> Iterator[str]:
    """How much is told further down as a bright spot and as an area for development, and the first of the latter."""
    for kind in ("strength", "development"):
        found = by_figure(material.of_kind(kind))
        if found:
            yield material.wording.count(f"committee.key_issues.{kind}", len(found))
    if worst := material.of_kind("development")[:1]:
        yield material.say("committee.key_issues.first", sentence=worst[0].sentence)


def _improved(material: Material, family: Family) -> Section:
    """What could be better for a family, finding by finding with the council's answer; one without stands out."""
    found = of_family(by_figure(material.of_kind("development", "declined")), family)
    title = material.say(f"committee.improved.{family}")
    if not found:
        return Section(f"improved-{family}", title, (Paragraph(material.say("committee.improved.none")),))
    columns = tuple(
        Column(material.say(f"committee.improved.{name}"), titled=name != "finding")
        for name in ("finding", "flag", "answer")
    )
    rows = tuple(_answered(material, alike) for alike in found)
    table = SimpleTable(material.say("committee.improved.caption"), columns, rows, worded=True)
    return Section(f"improved-{family}", title, (table,))


def _answered(material: Material, alike: Alike) -> tuple[str, ...]:
    first = alike[0]
    answer = " ".join(paragraphs(material.answers.get(first.indicator, "")))
    tags = dict.fromkeys(finding_tag(each, material.wording).words for each in alike)
    return (first.sentence, "; ".join(tags), answer or material.say("committee.improved.no_answer"))


def _own(material: Material, place: Place) -> Section:
    """A part that only the council can write."""
    found = passage(material, place)
    empty = Paragraph(material.say(f"committee.{place}.empty"), quiet=True)
    return Section(place.value.replace("_", "-"), material.say(f"committee.{place}.title"), (found or empty,))


def _consultation(material: Material) -> Section:
    """That children were asked is itself the consultation; what else was done only the council knows."""
    section = _own(material, Place.CONSULTATION)
    said = Paragraph(material.say("committee.consultation.text"))
    return Section(section.key, section.title, (said, *section.blocks))


def _appendix_figures(material: Material) -> Section:
    intro = Paragraph(material.say("committee.figures.intro"))
    return Section(
        "appendix-figures", material.say("committee.figures.title"), (intro, *headline_tables(material))
    )


def _appendix_method(material: Material) -> Section:
    lines = material.wording.list("committee.method.lines")
    said = tuple(material.say(f"committee.method.lines.{line}") for line in lines)
    return Section("appendix-method", material.say("committee.method.title"), (Points(said),))


def _audit_trail(material: Material) -> Section:
    """What makes every figure findable again."""
    facts, wording = material.facts, material.wording
    trail = {
        "programme": facts.programme,
        "wave": material.say(
            "committee.audit.dates",
            wave=facts.wave.key,
            opens=date_words(facts.wave.opens_on, wording),
            closes=date_words(facts.wave.closes_on, wording),
        ),
        "level": level_words(facts.level, wording),
        "checked": checked_words(material),
        "made": material.say("committee.audit.heard", version=facts.version),
    }
    entries = tuple((material.say(f"committee.audit.{key}"), said) for key, said in trail.items())
    return Section("audit-trail", material.say("committee.audit.title"), (Terms(entries),))
