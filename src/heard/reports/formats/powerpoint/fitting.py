"""Whether text fits its box, and what to do where it does not: smaller letters, then a further slide.

Slides are laid out by whatever program opens them, so this is an estimate, on the safe side for wide fonts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap
from unicodedata import east_asian_width

from heard.reports.formats.powerpoint.texts import Text

LETTER = 0.53  # of the size: the mean width of a letter
LINE = 1.22  # of the size: from one line to the next
SPACE = 8.0  # points between paragraphs


@dataclass(frozen=True, slots=True)
class Box:
    """A place for text, in points, and the sizes its letters may have, the largest first. `usual` is that of its
    placeholder."""

    width: float
    height: float
    usual: int
    sizes: tuple[int, ...]

    def letters(self, size: int) -> int:
        """How many letters stand in a line."""
        return max(1, int(self.width / (size * LETTER)))


def height_of(texts: Sequence[Text], box: Box, size: int) -> float:
    """How high the paragraphs stand at a size, in points."""
    lines = sum(count_lines(text.whole, box.letters(size)) for text in texts)
    return lines * size * LINE + SPACE * len(texts)


def count_lines(words: str, letters: int) -> int:
    """How many lines of so many letters; wide letters count as two."""
    wide = sum(east_asian_width(each) in "WF" or ord(each) > 0x1F000 for each in words)
    narrow = max(1, letters * len(words) // (len(words) + wide)) if wide else letters
    return sum(max(1, len(wrap(line, narrow))) for line in words.splitlines()) or 1


def size_for(texts: Sequence[Text], box: Box) -> int:
    """The largest size at which all of it fits; the smallest where none does."""
    fitting = (size for size in box.sizes if height_of(texts, box, size) <= box.height)
    return next(fitting, box.sizes[-1])


def pages(texts: Sequence[Text], box: Box) -> tuple[tuple[Text, ...], ...]:
    """The paragraphs in as many boxes as they need; one, empty, where there are none."""
    if height_of(texts, box, box.sizes[-1]) <= box.height:
        return (tuple(texts),)
    size = box.sizes[len(box.sizes) // 2]
    found: list[list[Text]] = [[]]
    for text in (part for whole in texts for part in _parts(whole, box, size)):
        if found[-1] and height_of([*found[-1], text], box, size) > box.height:
            found.append([])
        found[-1].append(text)
    return tuple(map(tuple, found))


def _parts(text: Text, box: Box, size: int) -> Iterator[Text]:
    """A paragraph that fills more than a box, in pieces that do not."""
    if height_of([text], box, size) <= box.height:
        yield text
        return
    most = int((box.height - SPACE) / (size * LINE)) - 2
    lines = [part for line in text.words.splitlines() for part in wrap(line, box.letters(size) // 2)]
    pieces = [" ".join(lines[at : at + most]) for at in range(0, len(lines), most)]
    for place, piece in enumerate(pieces):
        last = place == len(pieces) - 1
        yield replace(text, words=piece, lead="" if place else text.lead, tail=text.tail if last else "")
