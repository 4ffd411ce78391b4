"""Every setting is documented, and no other."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAME = r"HEARD_[A-Z]+(?:_[A-Z]+)*|(?:OWNER_)?DATABASE_URL|EMAIL_URL|DJANGO_[A-Z_]+"


def read_in_source() -> set[str]:
    """Names of environment variables that stand as whole strings in the code."""
    texts = (path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    return {name for text in texts for name in re.findall(rf'"({NAME})"', text)}


def documented() -> set[str]:
    """Names in the first column of the page's tables."""
    page = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    first_cells = (line.split("|")[1] for line in page.splitlines() if line.startswith("| `"))
    return {name for cell in first_cells for name in re.findall(rf"`({NAME})(?:_…)?`", cell)}


def test_every_variable_that_is_read_is_documented_and_no_other() -> None:
    assert len(read_in_source()) > 10
    assert documented() == read_in_source()
