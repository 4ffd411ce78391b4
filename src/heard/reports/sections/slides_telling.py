"""A slide's parts: a finding in a short line, what is left out, and the notes of who speaks."""

from collections.abc import Iterable

from heard.base.shares import Banded
from heard.charts import Certainty, Direction
from heard.findings import Evidence, Finding
from heard.findings.said import Band, Figures, Told, figures_told, side_to_tell
from heard.reports.blocks import Block, Paragraph
from heard.reports.material import Material
from heard.reports.report import Section
from heard.reports.saying import NOTHING, band_words, number, per_cent
from heard.reports.sections.findings import group_words
from heard.reports.slide_blocks import Line, Notes
from heard.reports.tags import finding_tag


def slide(
    material: Material,
    key: str,
    title: str,
    blocks: Iterable[Block | None],
    said: Iterable[str] = (),
    *,
    name: str = "",
) -> Section:
    """A slide with its notes: what is `said` in full, then what may not be concluded.

    `key` is that of its words; `name` that of the slide where it is another.
    """
    paragraphs = (*said, material.say(f"slides.{key}.caution"))
    notes = Notes(material.say("slides.notes"), paragraphs)
    return Section(f"slide-{name or key}", title, (*(block for block in blocks if block), notes))


def more(material: Material, count: int) -> Paragraph | None:
    """That there are more in the full report; None for none."""
    return Paragraph(material.wording.count("slides.more", count), quiet=True) if count > 0 else None


def finding_line(material: Material, finding: Finding) -> Line:
    """The flag and who, then what they said and what it is compared with."""
    tag = finding_tag(finding, material.wording)
    lead = material.say("slides.line.flagged", tag=tag.words, who=who_words(material, finding))
    sure = tag.direction if tag.certainty is Certainty.CLEAR else Direction.NONE
    return Line(lead, _told_words(material, finding), sure)


def is_settled(finding: Finding) -> bool:
    """Whether chance hardly explains it."""
    return finding.evidence in (Evidence.CLEAR, Evidence.LEVEL)


def who_words(material: Material, finding: Finding) -> str:
    """Of whom a finding is: the ages, the group, and of whom a question was asked."""
    who = material.ages(finding.survey)
    if finding.group != "all":
        group = group_words(material.catalogue.demographics[finding.group], finding.level)
        who = material.say("slides.line.group", group=group, ages=who.lower())
    return of_whom(material, who, material.catalogue.asked(finding.indicator, finding.survey).asked_of)


def of_whom(material: Material, who: str, asked_of: str) -> str:
    """The ages, and whom of them a question was put to where it was not put to all."""
    return material.say("slides.line.of", who=who, asked_of=asked_of) if asked_of else who


def _told_words(material: Material, finding: Finding) -> str:
    case = "" if finding.against else finding.basis["flag"]
    told = side_to_tell(material.catalogue, finding.survey, finding.indicator, finding.cut_point, case)
    figures = figures_told(finding.basis, told)
    if isinstance(figures, Band):
        return _banded(material, figures, told)
    return _beside(material, finding, figures, _counted(material, figures, told))


def _banded(material: Material, band: Band, told: Told) -> str:
    words = band_words(Banded(band.low, band.high), material.wording)
    return material.say("slides.line.banded", band=words, base=number(band.base), phrase=told.phrase)


def _counted(material: Material, figures: Figures, told: Told) -> str:
    words = "not_said" if told.template == "not_said" else "counted"
    return material.say(
        f"slides.line.{words}",
        count=number(figures.count),
        base=number(figures.base),
        share=per_cent(figures.share),
        phrase=told.phrase,
    )


def _beside(material: Material, finding: Finding, figures: Figures, told: str) -> str:
    """With the share it is compared with, where there is one."""
    if figures.reference_share is None:
        return told
    reference = per_cent(figures.reference_share)
    if figures.waves is not None:
        return material.say("slides.line.trend", told=told, waves=figures.waves, reference=reference)
    named = finding.basis["reference"] or NOTHING
    where = material.say(f"slides.where.{finding.against}", reference=named)
    return material.say("slides.line.beside", told=told, where=where, reference=reference)
