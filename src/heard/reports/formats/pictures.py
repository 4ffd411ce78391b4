"""Drawings taken off the page: in the light colours of paper, each a file of its own, as SVG or as PNG.

On the page a drawing takes its colours and its font from around it; in a PDF or an office file there is nothing around.
"""

import atexit
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

INK = "#15233b"
FONT, FONT_FILE = "Atkinson Hyperlegible Next", "fonts/atkinson-hyperlegible-next-latin.woff2"
SVG = "http://www.w3.org/2000/svg"
SHARP = 2  # pixels of a PNG to a pixel of the page: sharp on paper at 192 to the inch, and at 200 %
LETTERS = 18  # of the scale above a column of pictures: 7 pt where the column is 3.5 cm wide
KEPT = 4096  # drawings; eighty councils' reports share most of them

_COLOUR = re.compile(r"var\(--[\w-]+,\s*(#[0-9a-fA-F]{3,8})\)")
_ROOT = re.compile(r"<svg\b")
_OWN_SIZE = re.compile(r'\s(?:width|height)="[^"]*"')


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing that needs no page. `sentence`: what it says to who cannot see it; empty = the words beside it say it.

    `name` is its class on the page; `size` its own width and height, None where it is as wide as its place.
    """

    svg: str
    sentence: str
    name: str
    size: tuple[float, float] | None


@lru_cache(maxsize=KEPT)
def take_off(drawing: str) -> Picture:
    """The drawing, of the kind `heard.charts` makes, with every colour and its font written into it."""
    font = f'xmlns="{SVG}" font-family="{FONT}" color="{INK}"'
    coloured = _COLOUR.sub(r"\1", drawing).replace("currentColor", INK)
    svg = _ROOT.sub(lambda root: f"{root[0]} {font}", coloured, count=1)
    root = ElementTree.fromstring(svg)
    return Picture(svg, _sentence(root), root.get("class", ""), _size(root))


@lru_cache(maxsize=KEPT)
def to_png(picture: Picture, width: float, height: float) -> bytes:
    """The picture at so many pixels of the page, `SHARP` times as many in the file."""
    import resvg_py

    sized = _sized(picture.svg, width, height)
    fonts = [str(_font_file())] if "<text" in sized else []
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=sized,
            zoom=SHARP,
            skip_system_fonts=True,  # the same on every machine, and no font of it is looked for
            font_files=fonts,
            sans_serif_family=FONT,
        )
    )


def stack(*pictures: Picture) -> Picture:
    """Pictures of one width under each other as one; it says what they say."""
    sizes = [picture.size or (0.0, 0.0) for picture in pictures]
    width, height = max(each[0] for each in sizes), sum(each[1] for each in sizes)
    tops = [sum(each[1] for each in sizes[:place]) for place in range(len(sizes))]
    inside = "".join(
        _placed(picture.svg, top, size) for picture, top, size in zip(pictures, tops, sizes, strict=True)
    )
    svg = f'<svg xmlns="{SVG}" viewBox="0 0 {width:g} {height:g}">{inside}</svg>'
    sentence = " ".join(picture.sentence for picture in pictures if picture.sentence)
    return Picture(svg, sentence, pictures[-1].name, (width, height))


def _placed(svg: str, top: float, size: tuple[float, float]) -> str:
    return _ROOT.sub(f'<svg y="{top:g}" width="{size[0]:g}" height="{size[1]:g}"', svg, count=1)


def _sentence(root: ElementTree.Element) -> str:
    """What the drawing says: its label, or its title and description."""
    told = (root.findtext(f"{{{SVG}}}{name}", "") for name in ("title", "desc"))
    return root.get("aria-label") or " ".join(filter(None, told))


def _size(root: ElementTree.Element) -> tuple[float, float] | None:
    view = root.get("viewBox", "").split()
    return (float(view[2]), float(view[3])) if len(view) == 4 else None


def _sized(svg: str, width: float, height: float) -> str:
    """The drawing at this size, written over what it says of its own."""
    end = svg.index(">") + 1
    root = _OWN_SIZE.sub("", svg[:end])
    return _ROOT.sub(f'<svg width="{width:g}" height="{height:g}"', root, count=1) + svg[end:]


@cache
def _font_file() -> Path:
    """The report's font as a file for as long as the process lives: what draws pictures reads no compressed font."""
    from fontTools.ttLib import TTFont

    folder = TemporaryDirectory(prefix="heard-font-")
    atexit.register(folder.cleanup)
    path = Path(folder.name) / "atkinson.ttf"
    font = TTFont(BytesIO((files("heard.reports") / FONT_FILE).read_bytes()))
    font.flavor = None
    font.save(path)
    return path
