"""At a glance: how many answered, what stands out, what changed, what to ask."""

from heard.base.surveys import Family
from heard.findings import Finding
from heard.reports.material import Material
from heard.reports.report import Block, Paragraph, Section
from heard.reports.saying import number, per_cent
from heard.reports.sections.findings import finding_list

SOME = 4  # of each kind at a glance; the sections below hold all
ASKS = 3


def glance_section(material: Material) -> Section:
    """One page that could be read alone."""
    wording = material.wording
    answered = tuple(Paragraph(_answered(material, family)) for family in material.families)
    changed = sorted(material.of_kind("improved", "declined"), key=material.findings.index)
    parts = (
        _part(material, "strengths", material.of_kind("strength")[:SOME]),
        _part(material, "development", material.of_kind("development")[:SOME]),
        _part(material, "changed", tuple(changed[:SOME])),
        _part(material, "ask", material.of_kind("ask")[:ASKS]),
    )
    return Section("glance", wording.say("glance.title"), answered, parts)


def _part(material: Material, key: str, findings: tuple[Finding, ...]) -> Section:
    wording = material.wording
    block: Block = (
        finding_list(material, findings, compact=True)
        if findings
        else Paragraph(wording.say(f"glance.{key}.none"))
    )
    return Section(f"glance-{key}", wording.say(f"glance.{key}.title"), (block,))


def _answered(material: Material, family: Family) -> str:
    """How many of the family answered, of how many; without the whole where it is not known."""
    wording = material.wording
    rows = [material.figures.respondents(survey) for survey in material.families[family]]
    respondents = [row.respondents for row in rows if row]
    eligible = [row.eligible for row in rows if row]
    if any(count is None for count in respondents):
        return wording.say(f"glance.answered.{family}.hidden")
    answered = sum(count or 0 for count in respondents)
    could = sum(count or 0 for count in eligible)
    if any(count is None for count in eligible) or not could:
        return wording.say(f"glance.answered.{family}.unknown", answered=number(answered))
    return wording.say(
        f"glance.answered.{family}.known",
        answered=number(answered),
        eligible=number(could),
        share=per_cent(answered / could),
    )
