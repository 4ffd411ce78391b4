"""Answers in, published number out: every case of tests/spec/methods."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

import spec.calculations
from spec.render import PAGE, read_sections, render

SPEC = read_sections()


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


def test_every_method_says_what_it_is_for_how_it_goes_and_where_it_comes_from() -> None:
    assert sorted(section["method"] for section in SPEC) == sorted(METHODS)
    needed = ("title", "purpose", "formula", "origin", "cases")
    assert [section["method"] for section in SPEC if not all(section[name] for name in needed)] == []


def test_the_page_of_methods_is_fresh() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == render(SPEC), "write it again: python tests/spec/render.py"


def test_the_page_shows_every_case_and_leads_to_every_method() -> None:
    page = render(SPEC)
    assert page.count("\n| ") == sum(len(section["cases"]) + 2 for section in SPEC)
    assert page.count("](#") == page.count("\n## ") == len(SPEC)
    assert "](#do-two-groups-answer-alike)" in page


def _printed(expected: Any) -> Any:
    """Equal to the digits printed."""
    if isinstance(expected, float):
        digits = len(str(expected).partition(".")[2]) if "e" not in str(expected) else 5
        return pytest.approx(expected, abs=0.6 * 10 ** -max(digits, 4))
    if isinstance(expected, Sequence) and not isinstance(expected, str):
        return pytest.approx(expected, abs=6e-6)
    return expected
