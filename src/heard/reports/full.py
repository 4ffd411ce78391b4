"""The full report of a council: everything that may be shown at a level, in the order in which it is read."""

from collections.abc import Sequence
from dataclasses import replace

from heard.base.errors import HeardError
from heard.base.policy import LEVELS
from heard.catalogue import Catalogue
from heard.disclosure import ProtectedTables
from heard.findings import Finding
from heard.reports.blocks import Contents
from heard.reports.facts import ReportFacts
from heard.reports.material import Material
from heard.reports.report import Mark, Report, Section
from heard.reports.saying import date_words, level_words
from heard.reports.sections.answered import answered_section
from heard.reports.sections.asking import asking_section
from heard.reports.sections.banded import nearly_all_part
from heard.reports.sections.domains import WELLBEING, domain_section
from heard.reports.sections.findings import changes_section, highlight_section
from heard.reports.sections.glance import glance_section
from heard.reports.sections.groups import groups_section
from heard.reports.sections.reading import checked_words, method_section, picture_key
from heard.reports.tables import read_figures
from heard.reports.wording import load_wording


def build_full_report(
    protected: ProtectedTables,
    findings: Sequence[Finding],
    catalogue: Catalogue,
    facts: ReportFacts,
    *,
    language: str = "en",
) -> Report:
    """The full report of `facts.council`; findings keep their order.

    HeardError where the tables were protected for another level or hold another wave than the facts say.
    """
    _check_tables(protected, facts)
    material = Material(
        facts=facts,
        catalogue=catalogue,
        figures=read_figures(protected, facts.council.code),
        findings=tuple(finding for finding in findings if finding.area == facts.council.code),
        wording=load_wording(language),
    )
    wording = material.wording
    sections = _sections(material)
    glance, *rest = sections
    contents = Section("contents", material.say("contents.title"), (_contents(material, rest),))
    return Report(
        language=material.say("language"),
        level=facts.level,
        title=material.say("head.title", council=facts.council.name),
        kind=material.say("head.kind"),
        lead=_lead(material),
        running=material.say(
            "head.running",
            council=facts.council.name,
            wave=facts.wave.key,
            level=level_words(facts.level, wording),
            readers=_readers(material),
        ),
        skip=material.say("head.skip"),
        marks=_marks(material),
        sections=(glance, contents, *rest),
    )


def _check_tables(protected: ProtectedTables, facts: ReportFacts) -> None:
    if (protected.level, protected.wave) != (facts.level, facts.wave.key):
        raise HeardError(
            f"a {facts.level} report of wave {facts.wave.key} cannot be made"
            f" from {protected.level} tables of wave {protected.wave}"
        )


def _sections(material: Material) -> list[Section]:
    domains = [_with_key(material, domain_section(material, domain)) for domain in material.catalogue.domains]
    return [
        glance_section(material),
        answered_section(material),
        *(section for section in domains if section),
        _strengths(material),
        highlight_section(material, "development", "development"),
        changes_section(material),
        highlight_section(material, "gaps", "gap"),
        asking_section(material),
        groups_section(material),
        method_section(material),
    ]


def _strengths(material: Material) -> Section:
    section = highlight_section(material, "strengths", "strength")
    return replace(section, parts=nearly_all_part(material))


def _with_key(material: Material, section: Section | None) -> Section | None:
    """The key to the pictures stands in the first domain, before its first picture."""
    if section is None or section.key != WELLBEING:
        return section
    first, *others = section.blocks
    return Section(section.key, section.title, (first, picture_key(material), *others), section.parts)


def _contents(material: Material, sections: list[Section]) -> Contents:
    entries = tuple((section.key, section.title) for section in sections)
    return Contents(material.say("contents.title"), entries)


def _lead(material: Material) -> str:
    facts, wording = material.facts, material.wording
    return material.say(
        "head.lead",
        programme=facts.programme,
        wave=facts.wave.key,
        opens=date_words(facts.wave.opens_on, wording),
        closes=date_words(facts.wave.closes_on, wording),
    )


def _readers(material: Material) -> str:
    """Who may read it, for the foot of every printed page."""
    if _is_unchecked(material):
        return material.say("checked.not_yet.readers")
    return material.say(f"levels.{material.facts.level}.readers")


def _is_unchecked(material: Material) -> bool:
    """Whether this copy leaves something out, and was not checked against what was said before."""
    return material.leaves_out and material.facts.recorded is None


def _marks(material: Material) -> tuple[Mark, ...]:
    level = material.facts.level
    texts = [material.say(f"levels.{level}.{'unchecked' if _is_unchecked(material) else 'text'}")]
    if material.leaves_out:
        texts += [
            material.say("levels.leaves_out", most=LEVELS[level].threshold - 1),
            checked_words(material),
        ]
    marks = [Mark(material.say(f"levels.{level}.name"), " ".join(texts), strong=True)]
    if material.facts.made_up:
        marks.append(
            Mark(material.say("marks.made_up.title"), material.say("marks.made_up.text"), strong=True)
        )
    if not material.words_tested:
        marks.append(Mark(material.say("marks.untested.title"), material.say("marks.untested.text")))
    return tuple(marks)
