"""Lines of TOML, whatever stands in the words."""

import json
from collections.abc import Iterator, Mapping, Sequence

from heard.base.messages import make_visible

NO_NOTES: Mapping[str, str] = {}


def quoted(text: str) -> str:
    """A string of TOML: as JSON writes it, but for the one letter that TOML does not take as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def comment(text: str) -> str:
    """A line that nobody reads but people."""
    return f"# {make_visible(text)}"


def write_pairs(pairs: Mapping[str, str], notes: Mapping[str, str] = NO_NOTES) -> Iterator[str]:
    """A line for each name and value, with a note behind it where there is one."""
    for name, value in pairs.items():
        note = f"  {comment(notes[name])}" if name in notes else ""
        yield f"{quoted(name)} = {quoted(value)}{note}"


def write_list(key: str, values: Sequence[str]) -> list[str]:
    """A list under a key, a line for each value; nothing where there are none."""
    return [f"{key} = [", *(f"    {quoted(value)}," for value in values), "]"] if values else []
