"""Findings and what is worth asking: the flag first, the sentence, the picture, what its dot is."""

from collections.abc import Iterator

from heard.charts import Certainty, Direction, draw, draw_axis, draw_flag
from heard.reports.blocks import AskItem, AskList, FindingItem, FindingList, Reading, Tag
from heard.reports.formats.pictures import stack, take_off
from heard.reports.formats.word.manuscript import Manuscript, height_of, place_of
from heard.reports.formats.word.markup import link, paragraph, run, written

FLAG, PICTURE = 10, 300  # pixels of the page
TONES = {Direction.BETTER: "Better", Direction.WORSE: "Worse", Direction.NONE: "Neutral"}
SPACE = run(" ")


def write_flag(tag: Tag, manuscript: Manuscript) -> str:
    """A flag: its shape, then its words."""
    shape = manuscript.show(take_off(draw_flag(tag.certainty, tag.direction)), FLAG, FLAG)
    return shape + run(f" {tag.words}", _tone(tag))


def write_findings(block: FindingList, manuscript: Manuscript) -> str:
    """Every finding, those that are folded on a screen too."""
    write = _compact if block.compact else _whole
    return "".join("".join(write(item, manuscript)) for item in block.items)


def write_asks(block: AskList) -> str:
    """Everything worth asking, with of whom and why."""
    return "".join("".join(_asked(item)) for item in block.items)


def _tone(tag: Tag) -> str:
    weak = tag.direction is Direction.NONE and tag.certainty in (Certainty.CANNOT_TELL, Certainty.IN_LINE)
    return "Weak" if weak else TONES[tag.direction]


def _compact(item: FindingItem, manuscript: Manuscript) -> Iterator[str]:
    flags = [write_flag(tag, manuscript) for tag in item.tags]
    yield paragraph("Flagged", SPACE.join([*flags, _way(item)]), keep=True)
    yield written("Finding", item.first.text)


def _whole(item: FindingItem, manuscript: Manuscript) -> Iterator[str]:
    yield paragraph("Flagged", SPACE.join([write_flag(item.first.tag, manuscript), _way(item)]), keep=True)
    yield written("Finding", item.first.text, keep=item.picture is not None)
    for reading in item.also:
        yield _also(reading, manuscript)
    if item.picture:
        picture = stack(take_off(draw_axis()), take_off(draw(item.picture)))
        shown = manuscript.show(picture, PICTURE, height_of(picture, PICTURE))
        yield paragraph("Pictured", shown, keep=True)
        yield written("Caption", item.caption)


def _also(reading: Reading, manuscript: Manuscript) -> str:
    return paragraph("Finding", write_flag(reading.tag, manuscript), SPACE, run(reading.text))


def _way(item: FindingItem) -> str:
    return _linked(item.link, item.target)


def _linked(words: str, target: str) -> str:
    """A way to a place of this document; the words alone where it has no such place."""
    return link(place_of(target), run(words, "Hyperlink")) if target else run(words, "Strong")


def _asked(item: AskItem) -> Iterator[str]:
    yield paragraph("Ask", _linked(item.link, item.target), keep=True)
    for line in item.lines:
        yield written("AskWhy", line)
