"""The reference pages are what the code says they are."""

from pathlib import Path

import heard
from heard.cli.library_reference import render as render_library
from heard.cli.main import COMMANDS
from heard.cli.reference import render

ROOT = Path(__file__).parents[2]


def test_the_page_of_commands_is_fresh() -> None:
    page = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    assert page == render(), "write it again: python -m heard.cli.reference > docs/reference/commands.md"


def test_the_page_of_roles_is_fresh() -> None:
    from heard.web.people.reference import render as render_roles

    page = (ROOT / "docs/reference/roles.md").read_text(encoding="utf-8")
    assert page == render_roles(), "write it again: heard manage roles > docs/reference/roles.md"


def test_the_page_of_the_library_is_fresh() -> None:
    page = (ROOT / "docs/reference/library.md").read_text(encoding="utf-8")
    fresh = render_library()
    assert page == fresh, "write it again: python -m heard.cli.library_reference > docs/reference/library.md"


def test_the_page_of_the_library_tells_every_name() -> None:
    page = render_library()
    for name in set(heard.__all__) - {"__version__"}:
        assert f"## heard.{name}\n" in page
    for module in (heard.methods, heard.vega):
        called = [name for name in module.__all__ if name.islower()]
        assert all(f"{module.__name__.rpartition('.')[2]}.{name}(" in page for name in called)


def test_every_command_shows_an_example() -> None:
    page = render()
    assert page.count("## heard ") == len(COMMANDS)
    assert page.count("example:\n  heard ") == len(COMMANDS)
