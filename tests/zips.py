"""Zips as nobody honest would make them."""

import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path


def write_zip(
    path: Path, members: Mapping[str, bytes], *, kind: int = 0o100600, top: str = "programme/"
) -> Path:
    """A zip with these members; `kind`: what each says it is, such as a link."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            told = zipfile.ZipInfo(f"{top}{name}")
            told.external_attr = kind << 16
            told.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(told, content)
    return path


def lie_about_size(path: Path, size: int) -> None:
    """Every member says in both places that so many bytes come out of it."""
    content = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = content.find(mark)
        while start >= 0:
            content[start + place : start + place + 4] = struct.pack("<I", size)
            start = content.find(mark, start + 4)
    path.write_bytes(content)


def set_flag(path: Path, flag: int) -> None:
    """Every member has this flag, such as that it is encrypted."""
    content = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(mark)
        while start >= 0:
            content[start + place] |= flag
            start = content.find(mark, start + 4)
    path.write_bytes(content)
