"""The word lists: one item a line, sorted; the first line says where they come from and under which licence."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "lists"


@cache
def read_list(name: str) -> frozenset[str]:
    """The items of `lists/<name>.txt`; empty where a derived list has not been made yet."""
    path = FOLDER / f"{name}.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return frozenset(line for line in lines if line and not line.startswith("#"))
