"""Writing an office file: a zip of parts that is the same bytes whenever and wherever it is written."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

PACKED = (".png", ".jpeg")  # as small as they get already


def write_package(parts: Mapping[str, bytes], day: date) -> bytes:
    """The file. Its parts stand in the order given, dated midnight of `day`."""
    out = BytesIO()
    with ZipFile(out, "w") as package:
        for name, content in parts.items():
            part = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            part.create_system = 0  # or it would say which system wrote it
            part.compress_type = ZIP_STORED if name.endswith(PACKED) else ZIP_DEFLATED
            package.writestr(part, content)
    return out.getvalue()
