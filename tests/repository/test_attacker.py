"""The attacker is independent: it shares no code with what decides what is hidden, so that it can find its faults."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "heard" / "disclosure" / "attack"
MODULES = sorted(PACKAGE.glob("*.py"))
ALLOWED = {"attack", "facts", "protected"}  # itself, what a row means, and the symbols in it


def _imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in names if name.startswith("heard.disclosure")}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_of_the_attacker_imports_nothing_that_decides_what_is_hidden(path: Path) -> None:
    own = {name.split(".")[2] for name in _imported(path)}
    assert own <= ALLOWED


def test_there_is_an_attacker() -> None:
    assert len(MODULES) > 5
