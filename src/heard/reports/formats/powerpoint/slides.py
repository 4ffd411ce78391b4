"""One slide: text in its placeholders, footer and number, notes, language and reading order."""

import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING
from unicodedata import bidirectional

from heard.charts import Direction
from heard.reports.formats.powerpoint.texts import Text

if TYPE_CHECKING:
    from pptx.slide import Slide, SlideLayout
    from pptx.text.text import TextFrame, _Paragraph, _Run

UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what no XML may hold
FROM_RIGHT = ("R", "AL")
FOOTS = ("FOOTER", "SLIDE_NUMBER")


def writable(words: str) -> str:
    """The words without what a file cannot hold."""
    return UNWRITABLE.sub("", words).replace("\r", "")


def write(frame: "TextFrame", texts: Sequence[Text], *, language: str, size: int | None = None) -> None:
    """The paragraphs in a frame; `size` in points where it is not the placeholder's own."""
    for place, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.level = text.level
        for line_place, (line, part) in enumerate(_lines(text)):
            if line_place:
                paragraph.add_line_break()
            run = _run(paragraph, line, language, size)
            if part == "lead":
                _set_off(run, text.direction)
            elif part == "tail" or text.quiet:
                _quieten(run)
        _set_direction(paragraph, text.words)


def _lines(text: Text) -> list[tuple[str, str]]:
    """Each line of a paragraph, and which part of it it is."""
    parts = (("lead", text.lead), ("words", text.words), ("tail", text.tail))
    return [(line, name) for name, part in parts if part for line in writable(part).split("\n")]


def write_notes(slide: "Slide", paragraphs: Iterable[str], *, language: str) -> None:
    """The notes of who speaks; nothing where there are none."""
    said = [Text(paragraph) for paragraph in paragraphs]
    frame = slide.notes_slide.notes_text_frame if said else None
    if frame is not None:
        write(frame, said, language=language)


def add_feet(slide: "Slide", layout: "SlideLayout", running: str, *, language: str) -> None:
    """The running line and the number, last in reading order."""
    for shape in layout.placeholders:
        kind = shape.placeholder_format.type.name
        if kind not in FOOTS:
            continue
        foot = deepcopy(shape._element)
        slide.shapes._spTree.append(foot)
        foot.nvSpPr.cNvPr.set("id", str(max(int(each.shape_id) for each in slide.shapes) + 1))
        for paragraph in foot.txBody.p_lst if kind == "FOOTER" else ():
            foot.txBody.remove(paragraph)
        if kind == "FOOTER":
            write(_last_frame(slide), [Text(running)], language=language)


def _last_frame(slide: "Slide") -> "TextFrame":
    frame = slide.placeholders[11].text_frame
    frame._txBody.add_p()
    return frame


def _run(paragraph: "_Paragraph", words: str, language: str, size: int | None) -> "_Run":
    from pptx.util import Pt

    run = paragraph.add_run()
    run.text = writable(words).replace("\n", " ")
    run._r.get_or_add_rPr().set("lang", language)
    if size:
        run.font.size = Pt(size)
    return run


def _set_off(run: "_Run", direction: Direction) -> None:
    from pptx.enum.dml import MSO_THEME_COLOR as COLOURS

    run.font.bold = True
    if direction is not Direction.NONE:
        better = direction is Direction.BETTER
        run.font.color.theme_color = COLOURS.ACCENT_2 if better else COLOURS.ACCENT_3


def _quieten(run: "_Run") -> None:
    from pptx.enum.dml import MSO_THEME_COLOR

    run.font.color.theme_color = MSO_THEME_COLOR.TEXT_2


def _set_direction(paragraph: "_Paragraph", words: str) -> None:
    """From the right where the first letter that has a direction is of such a script."""
    strong = next((each for each in map(bidirectional, words) if each in ("L", *FROM_RIGHT)), "L")
    if strong in FROM_RIGHT:
        properties = paragraph._p.get_or_add_pPr()
        properties.set("rtl", "1")
        properties.set("algn", "r")
