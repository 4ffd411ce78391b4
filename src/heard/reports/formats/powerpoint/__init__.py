"""PowerPoint: a slide for each section, in a theme and on a master that people can restyle."""

from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING

from heard.reports.formats.powerpoint.charts import place_chart
from heard.reports.formats.powerpoint.fitting import Box, pages, size_for
from heard.reports.formats.powerpoint.packing import empty_deck, timeless
from heard.reports.formats.powerpoint.slides import add_feet, writable, write, write_notes
from heard.reports.formats.powerpoint.texts import Text, texts_of
from heard.reports.report import Report, Section
from heard.reports.slide_blocks import BarChart, Notes

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide

OPENING, WORDS, CHART = range(3)  # the layouts of the template
TITLE = Box(873, 72, 30, (30, 26, 22, 18))
TEXT = Box(873, 356, 20, (28, 24, 20, 18, 16, 14))
BESIDE = Box(279, 352, 16, (18, 16, 14, 13, 12))  # beside a chart
HEAD = Box(828, 126, 44, (44, 36, 28, 22))
MARKS = Box(828, 169, 14, (14, 13, 12, 11))


def render_powerpoint(report: Report) -> bytes:
    """The report as .pptx, its head as the first slide; the same bytes for the same report."""
    import pptx

    deck = pptx.Presentation(BytesIO(empty_deck()))
    properties = deck.core_properties
    properties.title, properties.language = writable(report.title), report.language
    properties.subject, properties.author = writable(report.kind), "Heard"
    _open(deck, report)
    for section in _flat(report.sections):
        _add_section(deck, report, section)
    written = BytesIO()
    deck.save(written)
    return timeless(written.getvalue())


def _flat(sections: tuple[Section, ...]) -> Iterator[Section]:
    """Sections and their parts in the order in which they are read."""
    for section in sections:
        if section.blocks or not section.parts:
            yield section
        yield from _flat(section.parts)


def _open(deck: "Presentation", report: Report) -> None:
    """The head: title, kind and wave, and what must be known before it is read."""
    slide = deck.slides.add_slide(deck.slide_layouts[OPENING])
    title, subtitle, marks = list(slide.placeholders)[:3]
    said = [Text(mark.text, lead=mark.title) for mark in report.marks]
    heading = [Text(report.title)]
    write(title.text_frame, heading, language=report.language, size=_other_size(heading, HEAD))
    write(subtitle.text_frame, [Text(report.kind), Text(report.lead)], language=report.language)
    write(marks.text_frame, said, language=report.language, size=_other_size(said, MARKS))
    if not said:
        marks._element.getparent().remove(marks._element)
    add_feet(slide, slide.slide_layout, report.running, language=report.language)


def _add_section(deck: "Presentation", report: Report, section: Section) -> None:
    """As many slides as its charts and text need: mostly one."""
    charts = [block for block in section.blocks if isinstance(block, BarChart)]
    notes = [block for block in section.blocks if isinstance(block, Notes)]
    others = [block for block in section.blocks if not isinstance(block, BarChart | Notes)]
    texts = list(chain.from_iterable(map(texts_of, others)))
    first = pages(texts, BESIDE if charts else TEXT)
    slides = []
    for place in range(max(len(charts), len(first))):
        chart = charts[place] if place < len(charts) else None
        page = first[place] if place < len(first) else ()
        title = section.title if not place else f"{section.title} ({place + 1})"
        slides.append(_add_slide(deck, report, title, page, chart))
    said = [paragraph for block in notes for paragraph in block.paragraphs]
    write_notes(slides[0], said, language=report.language)


def _add_slide(
    deck: "Presentation", report: Report, title: str, page: tuple[Text, ...], chart: BarChart | None
) -> "Slide":
    slide = deck.slides.add_slide(deck.slide_layouts[CHART if chart else WORDS])
    heading, box = [Text(title)], BESIDE if chart else TEXT
    write(
        slide.shapes.title.text_frame,
        heading,
        language=report.language,
        size=_other_size(heading, TITLE),
    )
    body = list(slide.placeholders)[-1]
    write(body.text_frame, page, language=report.language, size=_other_size(page, box))
    if chart:
        place_chart(slide.placeholders[13], chart.plot)
    if not page:
        body._element.getparent().remove(body._element)
    add_feet(slide, slide.slide_layout, report.running, language=report.language)
    return slide


def _other_size(texts: "list[Text] | tuple[Text, ...]", box: Box) -> int | None:
    """The size at which the text fits; None where it is the placeholder's own."""
    size = size_for(texts, box)
    return None if size == box.usual else size
