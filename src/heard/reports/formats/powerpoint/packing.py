"""The package a deck begins with, and the bytes it ends as: the same for the same report, with no clock in them."""

import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

FIRST = "[Content_Types].xml"  # of every package
WHEN = (1980, 1, 1, 0, 0, 0)  # the first day a zip knows
NESTED = ".xlsx"
STAMPS = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


@cache
def empty_deck() -> bytes:
    """Our theme, master and layouts without a slide."""
    folder = files("heard.reports.formats.powerpoint") / "template"
    written = BytesIO()
    with ZipFile(written, "w", ZIP_STORED) as package:
        for name, content in sorted(_members(folder)):
            package.writestr(ZipInfo(name, WHEN), content)
    return written.getvalue()


def _members(folder: Traversable, above: str = "") -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for each in folder.iterdir():
        name = f"{above}{each.name}"
        found += _members(each, f"{name}/") if each.is_dir() else [(name, each.read_bytes())]
    return found


def timeless(package: bytes) -> bytes:
    """The package without times: not of its members, not in its properties, nor in the workbooks inside it."""
    written = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(written, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda each: (each != FIRST, each)):
            content = old.read(name)
            if name.endswith(NESTED):
                content = timeless(content)
            elif name == "docProps/core.xml":
                content = STAMPS.sub(b"", content)
            info = ZipInfo(name, WHEN)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, content)
    return written.getvalue()
