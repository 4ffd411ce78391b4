"""The reading of one slice of a .sav in a process of its own (`base.apart`), which a damaged file may crash.

The library that reads such files is written in C, and files with a few wrong bytes end it. On the way in: one line of
JSON (path, first row, number of rows; none = the header alone). On the way out: a line of JSON with what the file says
of its variables, then the columns: numbers as doubles, words as JSON.
"""

import json
import sys
from array import array
from collections.abc import Mapping, Sequence
from math import nan
from typing import IO, TYPE_CHECKING

from heard.base.apart import answer_apart, limit_process
from heard.base.policy import MEMORY_TO_READ_A_SLICE, SECONDS_TO_READ_A_SLICE

if TYPE_CHECKING:
    from pyreadstat import metadata_container
    from pyreadstat.pyclasses import MissingRange

COMMAND = (sys.executable, "-P", "-X", "utf8", "-m", "heard.dataset.sav_process")
NUMBERS, WORDS = "numbers", "words"


def main(given: IO[bytes], answered: IO[bytes]) -> int:
    """Read what is asked, answer, and say nothing else."""

    def read() -> None:
        asked = json.loads(given.readline())
        limit_process(seconds=SECONDS_TO_READ_A_SLICE, memory=MEMORY_TO_READ_A_SLICE)
        answered.write(read_here(**asked))

    return answer_apart(read)


def read_here(path: str, first: int, rows: int) -> bytes:
    """What the process answers; nowhere else but in tests, which bring their own files. A date stays the number it
    is: none is ever used, and some lie beyond every calendar."""
    import pyreadstat

    try:
        columns, told = pyreadstat.read_sav(
            path,
            metadataonly=not rows,
            row_offset=first,
            row_limit=rows,
            user_missing=True,
            disable_datetime_conversion=True,
            output_format="dict",
        )
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, ValueError):
        return _line({"damaged": True})
    packed = {name: _pack(values) for name, values in columns.items()} if rows else {}
    head = {
        "variables": {name: _describe(name, told) for name in told.column_names},
        "columns": [[name, kind, len(content)] for name, (kind, content) in packed.items()],
    }
    return b"".join([_line(head), *(content for _, content in packed.values())])


def _line(told: Mapping[str, object]) -> bytes:
    return json.dumps(told).encode() + b"\n"


def _describe(name: str, told: "metadata_container") -> Mapping[str, object]:
    return {
        "heading": told.column_names_to_labels.get(name) or "",
        "labels": list(told.variable_value_labels.get(name, {}).items()),
        "missing": [_ends(each) for each in told.missing_ranges.get(name, [])],
    }


def _ends(each: "int | float | str | MissingRange") -> list[object]:
    return [each["lo"], each["hi"]] if isinstance(each, dict) else [each, each]


def _pack(values: Sequence[float | str | None]) -> tuple[str, bytes]:
    """Numbers where there are none but numbers."""
    if any(isinstance(value, str) for value in values):
        return WORDS, json.dumps([value if isinstance(value, str) else None for value in values]).encode()
    return NUMBERS, array("d", (nan if value is None else float(value) for value in values)).tobytes()


if __name__ == "__main__":
    sys.exit(main(sys.stdin.buffer, sys.stdout.buffer))
