"""Releases read from their folders: what is whole is attacked, what is not is refused with its file, row and column."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from heard.base.errors import UserError
from heard.base.policy import Level
from heard.catalogue import load_catalogue
from heard.programme import attack_releases
from heard.programme.attack import read_release
from releases import fact, make_release, took_part, write_release

GIRLS, BOYS = {"group": "gender", "level": "girl"}, {"group": "gender", "level": "boy"}
SAFE = make_release(took_part(40), fact("negative", count=12, base=40), level=Level.PUBLIC)
LEAKY = make_release(
    took_part(40),
    took_part(22, **GIRLS),
    took_part(18, **BOYS),
    fact("negative", count=12, base=40),
    fact("negative", count=8, base=22, **GIRLS),
    fact("negative", is_hidden=True, **BOYS),
)


def change(folder: Path, old: str, new: str) -> None:
    """Change a word of tables.csv, and say in ledger.json that this is the file."""
    text = (folder / "tables.csv").read_text(encoding="utf-8")
    assert old in text
    (folder / "tables.csv").write_text(text.replace(old, new, 1), encoding="utf-8")
    says = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))
    says["tables"]["tables.csv"] = hashlib.sha256((folder / "tables.csv").read_bytes()).hexdigest()
    (folder / "ledger.json").write_text(json.dumps(says), encoding="utf-8")


def test_what_is_written_is_what_is_attacked(tmp_path: Path) -> None:
    folder = write_release(tmp_path / "spring", LEAKY)
    assert read_release(folder, load_catalogue()).facts.equals(LEAKY.facts)


def test_a_safe_release_is_said_to_be_safe(tmp_path: Path) -> None:
    done = attack_releases([write_release(tmp_path / "spring", SAFE)])
    assert done.safe
    assert done.tallies[Level.PUBLIC].shown == 2


def test_releases_are_attacked_together_and_named_by_their_folders(tmp_path: Path) -> None:
    hidden = make_release(took_part(40), fact("negative", is_hidden=True))
    folders = [write_release(tmp_path / "open", SAFE), write_release(tmp_path / "paper", hidden)]
    assert attack_releases(folders[1:]).safe
    breach = next(each for each in attack_releases(folders).breaches if each.what == "negative")
    assert "[open]" in breach.path


def test_progress_names_what_is_being_done(tmp_path: Path) -> None:
    said: list[str] = []
    attack_releases([write_release(tmp_path / "spring", SAFE)], progress=said.append)
    assert said == ["Reading spring", "Attacking X1 2026 as public readers"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("11-17,all,all,good_friend", "12-17,all,all,good_friend", "column survey"),
        ("good_friend,negative", "good_friend,gloomy", "column cut_point"),
        ("40,,0.3", "4,,0.3", "12 is more than the base, 4"),
        ('negative,"",12', 'negative,"x",12', "column symbol"),
        ('negative,"",12', "negative,c,12", "hidden, and holds a count"),
        ('negative,"",12,', "negative,,-3,", "column count"),
        ('negative,"",12,', "negative,,twelve,", 'row 2, column count: "twelve"'),
        ('negative,"",12', "negative,b,", "column low"),
        ("symbol,count", "symbol,number", "row 1"),
        ("2026,X1,11-17,all,all,good_friend", ",X1,11-17,all,all,good_friend", "column wave"),
    ],
)
def test_a_row_no_release_has_is_refused_with_its_place(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    folder = write_release(tmp_path / "spring", make_release(fact("negative", count=12, base=40)))
    change(folder, old, new)
    with pytest.raises(UserError) as error:
        attack_releases([folder])
    assert words in str(error.value)
    assert "tables.csv" in str(error.value)


def test_a_cell_that_stands_twice_is_refused(tmp_path: Path) -> None:
    twice = make_release(*[fact("negative", count=12, base=40)] * 2)
    with pytest.raises(
        UserError, match="row 3, column cut_point: this cell stands in the table more than once"
    ):
        attack_releases([write_release(tmp_path / "spring", twice)])


def test_a_table_changed_after_its_release_is_refused(tmp_path: Path) -> None:
    folder = write_release(tmp_path / "spring", SAFE)
    with (folder / "tables.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    with pytest.raises(UserError, match="was changed"):
        attack_releases([folder])


def _no_ledger(folder: Path) -> None:
    (folder / "ledger.json").unlink()


def _no_tables(folder: Path) -> None:
    (folder / "tables.csv").unlink()


def _not_json(folder: Path) -> None:
    (folder / "ledger.json").write_text("{", encoding="utf-8")


def _set(key: str, value: object) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        says = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))
        (folder / "ledger.json").write_text(json.dumps(says | {key: value}), encoding="utf-8")

    return spoil


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_no_ledger, "ledger.json cannot be read"),
        (_no_tables, "tables.csv cannot be read"),
        (_not_json, "is not JSON"),
        (_set("format", 99), "format 1"),
        (_set("level", "working"), "Allowed: board, public"),
        (_set("tables", {}), "which tables.csv"),
        (_set("snapshots", None), "snapshots"),
    ],
)
def test_a_folder_that_is_no_release_is_refused(
    tmp_path: Path, spoil: Callable[[Path], None], words: str
) -> None:
    folder = write_release(tmp_path / "spring", SAFE)
    spoil(folder)
    with pytest.raises(UserError) as error:
        attack_releases([folder])
    assert words in str(error.value)
