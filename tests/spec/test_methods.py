"""Answers in, published number out: every case of tests/spec/methods, and the pages written from them."""

import importlib
import pkgutil
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

import spec.calculations
from spec.render import CONTENTS, LONGEST_WORKING, PAGES, in_short, page_of, read_sections, render, write
from spec.working import WORDS, command_of, steps_of
from unit.analysis.worked.sums import values_of

SPEC = read_sections()
LINK = re.compile(r"\]\(([^)#]*)\)")


def find_calculations() -> Mapping[str, Callable[[Mapping[str, Any]], Mapping[str, Any]]]:
    """Every public function of every module of spec.calculations, by the method's name."""
    modules = [
        importlib.import_module(f"spec.calculations.{found.name}")
        for found in pkgutil.iter_modules(spec.calculations.__path__)
    ]
    return {
        name: each
        for module in modules
        for name, each in vars(module).items()
        if callable(each) and getattr(each, "__module__", "") == module.__name__ and not name.startswith("_")
    }


METHODS = find_calculations()
CASES = [
    pytest.param(section["method"], case, id=f"{section['method']}: {case['given']}"[:90])
    for section in SPEC
    for case in section["cases"]
]


@pytest.mark.parametrize(("method", "case"), CASES)
def test_the_published_number(method: str, case: Mapping[str, Any]) -> None:
    found = METHODS[method](case["given"])
    for name, expected in case["expect"].items():
        assert found[name] == _printed(expected), f"{name}: {case['source']}"


@pytest.mark.parametrize(("method", "case"), CASES)
def test_every_sum_that_is_worked_out_comes_out(method: str, case: Mapping[str, Any]) -> None:
    for step in steps_of(method, case):
        values = values_of(step) if step.sum else []
        assert bool(values) == bool(step.sum), step.sentence()
        assert values == [pytest.approx(value, rel=1e-3, abs=1e-4) for value in values[-1:] * len(values)], (
            step.sentence()
        )


def test_every_method_says_what_it_is_for_how_it_goes_and_where_it_comes_from() -> None:
    assert sorted(section["method"] for section in SPEC) == sorted(METHODS)
    needed = ("title", "purpose", "formula", "origin", "cases")
    assert [section["method"] for section in SPEC if not all(section[name] for name in needed)] == []


def test_a_method_of_the_command_has_a_page_that_shows_how_it_is_typed() -> None:
    pages = render(SPEC)
    by_hand = {section["method"]: command_of(section["method"]) for section in SPEC}
    found = {method.name: name for name, method in by_hand.items() if method}
    assert sorted(found.values()) == sorted(WORDS)
    for name in found.values():
        method = by_hand[name]
        assert method is not None
        [page] = [section for section in SPEC if section["method"] == name]
        assert method.title == page["title"]
        assert f"On your own numbers: `{method.command()}`" in pages[f"{name}.md"]


def test_a_page_works_out_its_first_cases() -> None:
    pages = render(SPEC)
    for section in SPEC:
        lengths = [len(steps_of(section["method"], case)) for case in section["cases"]]
        shown = min(2, sum(0 < length <= LONGEST_WORKING for length in lengths))
        assert pages[page_of(section)].count("**Given:**") == shown
        assert shown or section["method"] not in WORDS, section["method"]


def test_the_pages_of_methods_are_fresh() -> None:
    pages = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.md")}
    assert pages == render(SPEC), "write them again: python tests/spec/render.py"


def test_a_page_shows_every_case() -> None:
    pages = render(SPEC)
    for section in SPEC:
        assert pages[page_of(section)].count("\n| ") == len(section["cases"]) + 2


def test_the_contents_lead_to_every_page_in_order_with_a_line_on_each() -> None:
    pages = render(SPEC)
    lines = [line for line in pages[CONTENTS].splitlines() if line.startswith("- [")]
    assert lines == [f"- [{section['title']}]({page_of(section)}): {in_short(section)}" for section in SPEC]
    assert all(line.endswith(".") for line in lines)


def test_every_link_of_every_page_leads_somewhere() -> None:
    pages = render(SPEC)
    led_to = {name: LINK.findall(text) for name, text in pages.items()}
    assert {link for links in led_to.values() for link in links} <= set(pages)
    assert all(led_to[name] for name in pages)


def test_pages_elsewhere_lead_to_pages_that_are_there() -> None:
    root = PAGES.parents[1]
    wrong = [
        f"{page.relative_to(root)}: {link}"
        for page in [*root.glob("*.md"), *(root / "docs").rglob("*.md")]
        for link in re.findall(r"\]\(([^)\s#:]+)[^)]*\)", page.read_text(encoding="utf-8"))
        if "methods" in link and not (page.parent / link).exists()
    ]
    assert wrong == []


def test_the_page_of_a_method_that_is_no_more_goes(tmp_path: Path) -> None:
    (tmp_path / "median.md").write_text("gone", encoding="utf-8")
    write({"mean.md": "here"}, tmp_path)
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [
        ("mean.md", "here")
    ]


def _printed(expected: Any) -> Any:
    """Equal to the digits printed."""
    if isinstance(expected, float):
        digits = len(str(expected).partition(".")[2]) if "e" not in str(expected) else 5
        return pytest.approx(expected, abs=0.6 * 10 ** -max(digits, 4))
    if isinstance(expected, Sequence) and not isinstance(expected, str):
        return pytest.approx(expected, abs=6e-6)
    return expected
