"""What a document gathers while it is written: its pictures, and the places that can be gone to."""

from collections.abc import Mapping

from heard.reports.formats.pictures import Picture, to_png
from heard.reports.formats.word.markup import attribute

EMU_TO_A_PIXEL = 9525
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
DECORATION = (
    f'<a:extLst xmlns:a="{DRAWING}/main"><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


class Manuscript:
    """A document in the making. The same picture stands in the file once, however often it is shown."""

    def __init__(self) -> None:
        self._pictures: dict[bytes, str] = {}
        self._bookmarks: dict[str, int] = {}
        self._shown = 0

    @property
    def pictures(self) -> Mapping[str, bytes]:
        """The pictures' files by the names that relations know them by."""
        return {name: content for content, name in self._pictures.items()}

    def show(self, picture: Picture, width: float, height: float) -> str:
        """A run with the picture, so many pixels of the page wide and high; silent where words beside it say it."""
        name = self._named(to_png(picture, width, height))
        self._shown += 1
        about = f'id="{self._shown}" name="{name}" descr={attribute(picture.sentence)}'
        silence = "" if picture.sentence else DECORATION
        return _inline(name, about, silence, f'cx="{_emu(width)}" cy="{_emu(height)}"')

    def mark(self, key: str) -> str:
        """A bookmark at the place of a key."""
        number = self._bookmarks.setdefault(key, len(self._bookmarks) + 1)
        return f'<w:bookmarkStart w:id="{number}" w:name="{place_of(key)}"/><w:bookmarkEnd w:id="{number}"/>'

    def _named(self, content: bytes) -> str:
        return self._pictures.setdefault(content, f"picture{len(self._pictures) + 1}")


def place_of(key: str) -> str:
    """The bookmark of a key: of letters, digits and underscores, at most forty, and no two keys the same."""
    plain = "".join(each if each.isascii() and each.isalnum() else "_" for each in key)
    return f"p_{plain}"[:31] + f"_{_short_hash(key)}"


def height_of(picture: Picture, width: float) -> float:
    """How high a picture is that is so wide."""
    own = picture.size or (1.0, 0.0)
    return width * own[1] / own[0]


def _short_hash(key: str) -> str:
    from hashlib import sha256

    return sha256(key.encode()).hexdigest()[:8]


def _emu(pixels: float) -> int:
    return round(pixels * EMU_TO_A_PIXEL)


def _inline(name: str, about: str, silence: str, size: str) -> str:
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f"<wp:extent {size}/><wp:docPr {about}>{silence}</wp:docPr>"
        f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {about}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{name}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
