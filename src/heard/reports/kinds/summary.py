"""The summary: two to four pages with what stands out, what changed and what comes next."""

from heard.reports.additions import Place
from heard.reports.blocks import Block, Paragraph, Points, Quotes
from heard.reports.composing import compose
from heard.reports.material import Material
from heard.reports.report import Report, Section
from heard.reports.sections.council import passage, thanks_section
from heard.reports.sections.glance import glance_lines
from heard.reports.sections.short import answered_table, asking_in_short, first_findings, strengths_in_short
from heard.reports.sections.wrote import every_quote

STRENGTHS, DEVELOPMENT, CHANGES, GAPS, ASKED, QUOTED = 6, 6, 4, 3, 3, 4  # of each at most


def build_summary(material: Material) -> Report:
    """The first of everything; the full report holds the rest and every figure."""
    sections = [
        _opening(material),
        strengths_in_short(material, most=STRENGTHS),
        first_findings(material, "development", "development", most=DEVELOPMENT),
        _changes(material),
        first_findings(material, "gaps", "gap", most=GAPS),
        _quoted(material),
        asking_in_short(material, most=ASKED),
        thanks_section(material),
        _reading(material),
    ]
    return compose(
        material,
        kind=material.say("summary.kind"),
        title=material.say("head.title", council=material.facts.council.name),
        sections=[section for section in sections if section],
    )


def _opening(material: Material) -> Section:
    foreword = passage(material, Place.INTRODUCTION)
    blocks: list[Block] = [foreword] if foreword else []
    blocks += [Points(glance_lines(material)), answered_table(material)]
    return Section("glance", material.say("glance.title"), tuple(blocks))


def _changes(material: Material) -> Section | None:
    """None in the first wave: the opening says that there is nothing to compare with."""
    if material.facts.previous is None:
        return None
    return first_findings(material, "changes", "improved", "declined", most=CHANGES)


def _quoted(material: Material) -> Section | None:
    quotes = every_quote(material)[:QUOTED]
    return Section("wrote", material.say("wrote.title"), (Quotes(quotes),)) if quotes else None


def _reading(material: Material) -> Section:
    """How far the figures go, in four lines."""
    lines = material.wording.list("summary.reading.lines")
    said = tuple(material.say(f"summary.reading.lines.{line}") for line in lines)
    return Section(
        "reading", material.say("summary.reading.title"), (Points(said), Paragraph(_more(material)))
    )


def _more(material: Material) -> str:
    return material.say("summary.reading.more", version=material.facts.version)
