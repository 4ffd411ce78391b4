"""Blocks for who looks before reading, and of slides, as paragraphs of Word: each picture with its words."""

from collections.abc import Iterator

from heard.charts import Direction, draw
from heard.charts.drawings import Drawing, draw_drawing
from heard.charts.people import draw_ten_people
from heard.reports.formats.pictures import take_off
from heard.reports.formats.word.manuscript import Manuscript, height_of
from heard.reports.formats.word.markup import TAB, paragraph, run, written
from heard.reports.picture_blocks import Cover, PictureCard, PictureCards
from heard.reports.slide_blocks import BarChart, Lines, Notes

DRAWN, COVER, PEOPLE, BARS = 64, 96, 260, 480  # pixels of the page wide
LEADS = {Direction.BETTER: "Better", Direction.WORSE: "Worse", Direction.NONE: "Strong"}


def write_cards(block: PictureCards, manuscript: Manuscript) -> str:
    """Drawing and sentence in a line, how many below, then what is said more quietly."""
    return "".join("".join(_card(card, manuscript)) for card in block.cards)


def write_cover(block: Cover, manuscript: Manuscript) -> str:
    """The drawings in a row, then the sentence."""
    drawings = "".join(_drawing(each, COVER, manuscript) for each in block.drawings)
    return paragraph("Chart", drawings, keep=True) + written("Subtitle", block.text)


def write_lines(block: Lines) -> str:
    """A bullet a line; its lead says what its colour says."""
    return "".join(
        paragraph("ListBullet", run(f"{line.lead} ", LEADS[line.direction]), run(line.text))
        for line in block.items
    )


def write_bars(block: BarChart, heading: str, manuscript: Manuscript) -> str:
    """The picture with its point above and every number of it in words."""
    picture = take_off(draw(block.plot))
    drawn = paragraph("Chart", manuscript.show(picture, BARS, height_of(picture, BARS)), keep=True)
    return heading + drawn + written("Quiet", block.plot.description)


def write_notes(block: Notes, heading: str) -> str:
    """What stands beside a slide, below it."""
    return heading + "".join(written("Quiet", each) for each in block.paragraphs)


def _card(card: PictureCard, manuscript: Manuscript) -> Iterator[str]:
    before, stress, after = card.text.partition(card.stress) if card.stress else (card.text, "", "")
    said = [run(before)] if before else []
    said += [run(stress, "Strong")] if stress else []
    said += [run(after)] if after else []
    yield paragraph("BodyText", _drawing(card.drawing, DRAWN, manuscript), TAB, *said, keep=bool(card.people))
    if card.people:
        picture = take_off(draw_ten_people(card.people))
        yield paragraph("Chart", manuscript.show(picture, PEOPLE, height_of(picture, PEOPLE)))
    if card.note:
        yield written("Quiet", card.note)


def _drawing(drawing: Drawing, width: float, manuscript: Manuscript) -> str:
    picture = take_off(draw_drawing(drawing))
    return manuscript.show(picture, width, height_of(picture, width))
