"""The code that made something: what is kept between runs is used again only by the same code."""

import hashlib
from functools import cache
from pathlib import Path

import polars

import heard


@cache
def fingerprint_of_code() -> str:
    """A hash of every file of the package and of the version of the library whose tables it writes."""
    package = Path(heard.__file__).parent
    digest = hashlib.sha256(polars.__version__.encode())
    for path in sorted(package.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()
