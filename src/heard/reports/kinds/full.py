"""The full report of a council: everything that may be shown at a level, in the order in which it is read."""

from collections.abc import Sequence

from heard.catalogue import Catalogue
from heard.disclosure import ProtectedTables
from heard.findings import Finding
from heard.reports.additions import NOTHING_ADDED, Additions
from heard.reports.composing import compose, with_part
from heard.reports.facts import ReportFacts
from heard.reports.material import Material
from heard.reports.report import Report, Section
from heard.reports.sections.answered import answered_section
from heard.reports.sections.asking import asking_section
from heard.reports.sections.banded import nearly_all_part
from heard.reports.sections.council import foreword_section, thanks_section
from heard.reports.sections.domains import WELLBEING, domain_section
from heard.reports.sections.findings import changes_section, highlight_section
from heard.reports.sections.glance import glance_section
from heard.reports.sections.groups import groups_section
from heard.reports.sections.reading import method_section, picture_key
from heard.reports.sections.wrote import wrote_section


def build_full_report(
    protected: ProtectedTables,
    findings: Sequence[Finding],
    catalogue: Catalogue,
    facts: ReportFacts,
    *,
    additions: Additions = NOTHING_ADDED,
    language: str = "en",
) -> Report:
    """The full report of `facts.council` from its tables; raises what `Material.of` raises."""
    return build_full(
        Material.of(protected, findings, catalogue, facts, additions=additions, language=language)
    )


def build_full(material: Material) -> Report:
    """The full report of `material.facts.council`; findings keep their order."""
    domains = [_with_key(material, domain_section(material, domain)) for domain in material.catalogue.domains]
    sections = [
        glance_section(material),
        foreword_section(material),
        answered_section(material),
        *domains,
        with_part(highlight_section(material, "strengths", "strength"), *nearly_all_part(material)),
        highlight_section(material, "development", "development"),
        changes_section(material),
        highlight_section(material, "gaps", "gap"),
        wrote_section(material),
        asking_section(material),
        groups_section(material),
        thanks_section(material),
        method_section(material),
    ]
    return compose(
        material,
        kind=material.say("head.kind"),
        title=material.say("head.title", council=material.facts.council.name),
        sections=[section for section in sections if section],
        contents_at=1,
    )


def _with_key(material: Material, section: Section | None) -> Section | None:
    """The key to the pictures stands in the first domain, before its first picture."""
    if section is None or section.key != WELLBEING:
        return section
    first, *others = section.blocks
    return Section(section.key, section.title, (first, picture_key(material), *others), section.parts)
