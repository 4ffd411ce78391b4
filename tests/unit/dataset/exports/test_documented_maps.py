"""The maps that the how-to shows are maps that Heard takes, and every setting is documented."""

import re
from datetime import date
from pathlib import Path

import pytest

from heard.base.places import Area, Wave
from heard.catalogue import load_catalogue
from heard.dataset.codebook import build_codebook
from heard.dataset.exports.map_files import OF_TAKEN, OF_TICKED, SETTINGS, read_map
from heard.dataset.exports.ours import ours_of
from heard.dataset.tally import Tally

DOCS = Path(__file__).parents[4] / "docs"
MAPS = re.findall(
    r"```toml\n(.*?)```",
    (DOCS / "how-to/read-another-tools-export.md").read_text(encoding="utf-8"),
    re.DOTALL,
)
OURS = ours_of(
    build_codebook(
        load_catalogue(),
        {"2026": Wave("2026", date(2026, 2, 2), date(2026, 3, 27))},
        {code: Area(code, code) for code in ("X0000001", "X0000002")},
    )
)


def test_there_is_one_for_each_tool() -> None:
    assert len(MAPS) == 3


@pytest.mark.parametrize("text", MAPS)
def test_a_map_of_the_how_to_is_right(text: str, tmp_path: Path) -> None:
    path = tmp_path / "x1.map.toml"
    path.write_text(text, encoding="utf-8")
    tally = Tally()
    assert read_map(path, OURS, tally)
    assert tally.problems() == ()


def test_every_setting_is_in_the_reference() -> None:
    section = (
        (DOCS / "reference/files.md")
        .read_text(encoding="utf-8")
        .partition("## Column maps")[2]
        .partition("\n## ")[0]
    )
    for setting in (*SETTINGS, *OF_TAKEN, *OF_TICKED, "comments", "rows", "column"):
        assert f"`{setting}`" in section or f"[{setting}" in section, setting
