"""Conventions of the repository that a machine can hold."""

import ast
import os
import re
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = sorted(path for path in (ROOT / "src").rglob("*.py") if path.parent.name != "migrations")
BROWSER = re.compile(r"pytest\.mark\.browser\b")
DECISIONS = sorted((ROOT / "docs/decisions").glob("0*.md"))


@pytest.mark.parametrize("name", ["run", "test"])
def test_a_lock_file_pins_with_hashes_and_names_no_registry(name: str) -> None:
    text = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")
    pins = re.findall(r"^[a-z0-9-]+==", text, re.MULTILINE)
    assert len(pins) > 10
    assert "--hash=sha256:" in text
    assert "://" not in text
    assert "index-url" not in text


def test_what_the_tests_need_is_a_superset_of_what_heard_needs_in_the_same_versions() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")
        return set(re.findall(r"^[a-z0-9-]+==[^ \\]+", text, re.MULTILINE))

    assert pins("run") <= pins("test")


def test_every_dependency_says_why_it_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    for name in chain(project["dependencies"], *project["optional-dependencies"].values()):
        assert re.search(rf'"{re.escape(name)}", +# \w+', text), name


def test_every_decision_is_in_the_index() -> None:
    index = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
    missing = [path.name for path in DECISIONS if f"({path.name})" not in index]
    assert DECISIONS
    assert not missing


def test_every_decision_the_index_names_is_there() -> None:
    index = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\((\d{4}-[a-z-]+\.md)\)", index))
    assert named == {path.name for path in DECISIONS}


def test_every_test_in_a_browser_is_where_make_test_looks_for_them() -> None:
    marked = {path for path in ROOT.glob("tests/**/test_*.py") if BROWSER.search(path.read_text("utf-8"))}
    assert len(marked) > 10
    assert marked <= set(ROOT.glob("tests/journeys/**/*.py"))


@pytest.mark.parametrize("path", SOURCE, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_a_module_says_what_it_is_for_and_stays_a_module(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if text:
        assert ast.get_docstring(ast.parse(text)), "no docstring"
    assert text.count("\n") <= 400, "more than 400 lines"


def test_no_page_or_style_loads_anything_from_another_host() -> None:
    found = []
    for kind in ("*.html", "*.j2", "*.css"):
        for path in (ROOT / "src").rglob(kind):
            text = path.read_text(encoding="utf-8")
            found += re.findall(
                r"""(?:src|href)=["']https?://[^"']+|url\(["']?https?:[^)]+|@import[^;]+""", text
            )
    assert not found


def test_the_readme_names_both_commands_on_its_first_screen() -> None:
    first_screen = "\n".join((ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:40])
    assert "make run" in first_screen
    assert "make test" in first_screen
    assert "![" in first_screen


def test_nothing_names_a_path_of_the_machine_it_was_written_on() -> None:
    # The site's own addresses begin with /work/ too: there a council's code or nothing follows.
    patterns = re.compile(r"/(?:" + "wor" + r"k/(?:main|shared|\.)|far" + r"m/|roo" + r"t/)")
    ours = [path for path in list_files(ROOT) if path.suffix in (".py", ".md", ".yaml", ".toml", ".csv")]
    assert len(ours) > 1000
    found = [str(path) for path in ours if patterns.search(path.read_text(encoding="utf-8"))]
    assert not found


def list_files(folder: Path) -> Iterator[Path]:
    """All but what is made here, and where other tests write and delete at this moment."""
    for each, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in ("var", "__pycache__") and name[0] != "."]
        yield from (Path(each) / name for name in names)
