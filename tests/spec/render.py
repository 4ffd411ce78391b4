"""Writes docs/methods/README.md from the files of methods/: run it after every change there.

python tests/spec/render.py
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs/methods/README.md"
HEAD = """# Methods

How Heard gets from answers to numbers, and from numbers to words. Each method says what it is for, how it is worked
out, where it comes from, and what it gives: every row of every table is a test that the code passes. "Method" with an
item number is the specification the code was written from; comments in the code name the same items. Shares are 0 to
1, an empty cell is a number that is not there. R is R 4.2.2.

This page is written from `tests/spec/methods/` by `python tests/spec/render.py`.
"""
Section = Mapping[str, Any]


def read_sections() -> Sequence[Section]:
    """The methods and their cases, in reading order."""
    files = sorted((HERE / "methods").glob("*.yaml"))  # the number before a name is its place on the page
    return [yaml.safe_load(file.read_text(encoding="utf-8")) for file in files]


def render(sections: Sequence[Section]) -> str:
    """The whole page."""
    return "\n".join([HEAD, _contents(sections), *map(_section, sections)])


def _contents(sections: Sequence[Section]) -> str:
    return "".join(f"- [{section['title']}](#{_anchor(section['title'])})\n" for section in sections)


def _anchor(title: str) -> str:
    kept = (character for character in title.lower() if character.isalnum() or character in " -")
    return "".join(kept).replace(" ", "-")


def _section(section: Section) -> str:
    formula = (step.strip().replace("*", "\\*") for step in section["formula"])  # n* is no emphasis
    steps = "".join(f"{number}. {step}\n" for number, step in enumerate(formula, start=1))
    return (
        f"## {section['title']}\n\n{section['purpose'].strip()}\n\n{steps}\n"
        f"*Source:* {section['origin'].strip()}\n\n{_table(section['cases'])}"
    )


def _table(cases: Sequence[Section]) -> str:
    given, expected = (_columns(case[side] for case in cases) for side in ("given", "expect"))
    head = [*map(_cell, given), *(f"→ {_cell(name)}" for name in expected), "where the number comes from"]
    rows = [
        [
            *(_cell(case["given"].get(name)) for name in given),
            *(_cell(case["expect"].get(name)) for name in expected),
            _cell(case["source"]),
        ]
        for case in cases
    ]
    return "".join(_line(row) for row in (head, ["---"] * len(head), *rows))


def _columns(sides: Iterable[Mapping[str, Any]]) -> list[str]:
    """Every name that any case has, in the order they come."""
    return list(dict.fromkeys(name for side in sides for name in side))


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{_cell(name)}: {_cell(each)}" for name, each in value.items())
    if isinstance(value, list):
        return ", ".join(map(_cell, value))
    return str(value).replace("_", " ").replace("|", "\\|")


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(render(read_sections()), encoding="utf-8", newline="\n")
