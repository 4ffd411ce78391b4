"""Writes the pages of docs/methods from the files of methods/: run it after every change there.

python tests/spec/render.py
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))  # run as a program, the tests' own modules are not found otherwise

from spec.working import command_of, steps_of  # noqa: E402

PAGES = HERE.parents[1] / "docs/methods"
CONTENTS = "README.md"
WORKED = 2  # so many cases of a page are worked out
LONGEST_WORKING = 30  # steps: what takes more is left to the command
HEAD = """# Methods

How Heard gets from answers to numbers, and from numbers to words: a page a method. Each says what it is for, how it is
worked out, where it comes from, and what it gives: sums with the numbers put in, and a table of which every row is a
test that the code passes. "Method" with an item number is the specification the code was written from; comments in the
code name the same items. Shares are 0 to 1, an empty cell is a number that is not there. R is R 4.2.2.

`heard method NAME key=value ...` works a method out on your own numbers.

These pages are written from `tests/spec/methods/` by `python tests/spec/render.py`.

"""
Section = Mapping[str, Any]


def read_sections() -> Sequence[Section]:
    """The methods and their cases, in reading order."""
    files = sorted((HERE / "methods").glob("*.yaml"))  # the number before a name is its place among the pages
    return [yaml.safe_load(file.read_text(encoding="utf-8")) for file in files]


def render(sections: Sequence[Section]) -> Mapping[str, str]:
    """Every page by its file's name, the contents among them."""
    pages = {CONTENTS: HEAD + "".join(map(_line_of_contents, sections))}
    for place, section in enumerate(sections):
        before = sections[place - 1] if place else None
        after = sections[place + 1] if place + 1 < len(sections) else None
        pages[page_of(section)] = _page(section, before, after)
    return pages


def write(pages: Mapping[str, str], folder: Path = PAGES) -> None:
    """Write the pages; a page of a method that is no more goes."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in set(folder.glob("*.md")) - {folder / name for name in pages}:
        old.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def page_of(section: Section) -> str:
    """The name of a method's page."""
    return f"{section['method']}.md"


def in_short(section: Section) -> str:
    """One line on what it is for: its own, or the first sentence of its purpose."""
    purpose = " ".join(str(section.get("in_short", section["purpose"])).split())
    return purpose.partition(". ")[0].removesuffix(".") + "."


def _line_of_contents(section: Section) -> str:
    return f"- [{section['title']}]({page_of(section)}): {in_short(section)}\n"


def _page(section: Section, before: Section | None, after: Section | None) -> str:
    formula = (_plain(step) for step in section["formula"])
    steps = "".join(f"{number}. {step}\n" for number, step in enumerate(formula, start=1))
    parts = [
        f"# {section['title']}\n\n[All methods]({CONTENTS})\n\n{_plain(section['purpose'])}\n",
        f"## How it is worked out\n\n{steps}",
        f"*Source:* {_plain(section['origin'])}\n",
        *_worked_cases(section),
        f"## Every case that is tested\n\n{_table(section['cases'])}",
        _ways_on(before, after),
    ]
    return "\n".join(parts)


def _plain(text: str) -> str:
    """Words as they are read: n* is no emphasis."""
    return text.strip().replace("*", "\\*")


def _ways_on(before: Section | None, after: Section | None) -> str:
    ways = [("Before", before), ("Next", after)]
    links = [f"{word}: [{section['title']}]({page_of(section)})" for word, section in ways if section]
    return " · ".join(links) + "\n" if links else ""


def _worked_cases(section: Section) -> Iterator[str]:
    """The first cases whose sums can be shown, with every number put in."""
    method = command_of(section["method"])
    shown = [(case, steps_of(section["method"], case)) for case in section["cases"]]
    shown = [(case, steps) for case, steps in shown if 0 < len(steps) <= LONGEST_WORKING][:WORKED]
    if shown or method:
        yield "## With numbers\n"
    for case, steps in shown:
        lines = "".join(
            f"{number}. {_plain(step.says)}{f': `{step.sum}`' if step.sum else '.'}\n"
            for number, step in enumerate(steps, start=1)
        )
        yield (
            f"**Given:** {_named(case['given'])}.\n\n{lines}\n**Result:** {_named(case['expect'])}.\n\n"
            f"**Where the number comes from:** {_plain(case['source'])}.\n"
        )
    if method:
        yield f"On your own numbers: `{method.command()}`\n"


def _named(values: Mapping[str, Any]) -> str:
    return "; ".join(f"{_cell(name)} {_cell(value) or 'none'}" for name, value in values.items())


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
    return str(value).replace("_", " ").replace("|", "\\|").replace("*", "\\*")


if __name__ == "__main__":
    write(render(read_sections()))
