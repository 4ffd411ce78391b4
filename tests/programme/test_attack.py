"""Releases read from their folders: what is whole is attacked, what is not is refused with its file, row and column.

A programme folder stands for everything its ledger holds.
"""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from heard.base.errors import InputProblems, UserError
from heard.base.policy import Level
from heard.catalogue import load_catalogue
from heard.disclosure.attack import Release
from heard.disclosure.ledger import DamagedLedger
from heard.disclosure.protected import MAY_HOLD, Symbol
from heard.programme import attack_releases
from heard.programme.attack import read_release
from ledgers import make_statement, write_ledger
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
    assert said[0] == "Reading spring"
    assert said[1].endswith("X1 2026 as public readers")


ROW = make_release(fact("negative", count=12, base=40), fact("positive", band=(0.6, 0.8), base=40))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("11-17,all,all,good_friend", "12-17,all,all,good_friend", 'row 2, column survey: "12-17"'),
        ("all,all,good_friend", "shoe_size,large,good_friend", 'column group: "shoe_size" is not a group'),
        ("all,all,good_friend", "gender,;;;,good_friend", 'column level: ";;;" cannot stand here'),
        ("all,all,good_friend", "gender,all,good_friend", "column level: group and level are both all"),
        ("good_friend,negative", "good_friend,gloomy", "column cut_point"),
        (",40,,0.3", ",4,,0.3", "column count: it is more than base"),
        (
            'negative,"",12',
            'negative,"x",12',
            'column symbol: "x" cannot stand here. Allowed: empty, b, c, z, u',
        ),
        ('negative,"",12,', "negative,c,12,", "column count: a row with the symbol c holds no count"),
        (
            'negative,"",12,40,,0.3',
            "negative,c,,,,0.3",
            "column share: a row with the symbol c holds no share",
        ),
        ('negative,"",12,40', "negative,c,,40", "column base: a row with the symbol c holds no base"),
        ('negative,"",12,', "negative,z,12,", "the symbol z holds no count. Allowed: nothing"),
        ('negative,"",12,', "negative,u,12,", "the symbol u holds no count. Allowed: base"),
        ("b,,40,,,0.6", "b,4,40,,,0.6", "row 3, column count: a row with the symbol b holds no count"),
        ("0.6,0.8", ",0.8", "row 3, column low: the row says that it is a band, and lacks an end"),
        ("0.6,0.8", "nan,0.8", 'row 3, column low: "nan" cannot stand here. Allowed: a number from 0'),
        ("0.6,0.8", "0.6,inf", 'row 3, column high: "inf" cannot stand here'),
        ("0.6,0.8", "0.6,1.2", 'row 3, column high: "1.2" cannot stand here. Allowed: 0 to 1'),
        ("0.6,0.8", "0.9,0.8", "row 3, column low: it is more than high"),
        (",40,,0.3,", ",40,,inf,", 'row 2, column share: "inf" cannot stand here'),
        (",40,,0.3,", ",40,,nan,", 'row 2, column share: "nan" cannot stand here'),
        ('negative,"",12,40,,0.3', 'negative,"",,40,,', "it is shown, and holds no count and no share"),
        ('negative,"",12,', "negative,,-3,", 'column count: "-3" cannot stand here. Allowed: a whole number'),
        ('negative,"",12,', "negative,,twelve,", 'row 2, column count: "twelve"'),
        ("symbol,count", "symbol,number", "row 1"),
        ("2026,X1,", ",X1,", "column wave: it is empty"),
        ("2026,X1,", "wave; rm,X1,", 'column wave: "wave; rm" cannot stand here'),
        ("2026,X1,", "2026,X\x1b[2J,", 'column area: "X\\x1b[2J" cannot stand here'),
        (",0.6,0.8\n", ",0.6\n", "row 3: it has 13 values, and there are 14 columns"),
        ("2026,X1,11-17", "2026", "row 2: it has 12 values, and there are 14 columns"),
    ],
)
def test_a_row_no_release_has_is_refused_with_its_place(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    folder = write_release(tmp_path / "spring", ROW)
    change(folder, old, new)
    with pytest.raises(InputProblems) as error:
        attack_releases([folder])
    assert words in str(error.value)
    assert "spring/tables.csv" in str(error.value)


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_attacked(tmp_path: Path) -> None:
    folders = [write_release(tmp_path / name, ROW) for name in ("spring", "autumn")]
    change(folders[0], ",40,,0.3,", ",40,,nan,")
    change(folders[0], "0.6,0.8", "inf,0.8")
    change(folders[0], "good_friend,negative", "good_friend,gloomy")
    change(folders[1], "2026,X1", "2026,?")
    said: list[str] = []
    with pytest.raises(InputProblems) as error:
        attack_releases(folders, progress=said.append)
    assert {(each.file, each.column, each.rows) for each in error.value.problems} == {
        ("spring/tables.csv", "share", (2,)),
        ("spring/tables.csv", "low", (3,)),
        ("spring/tables.csv", "cut_point", (2,)),
        ("autumn/tables.csv", "area", (2,)),
    }
    assert all(each.startswith("Reading") for each in said)


def test_a_table_without_a_row_is_not_called_safe(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="there are no rows, so that there is nothing to attack"):
        attack_releases([write_release(tmp_path / "spring", make_release())])


@pytest.mark.parametrize("symbol", [each.value for each in Symbol])
def test_what_each_symbol_may_hold_is_read(tmp_path: Path, symbol: str) -> None:
    value = {"count": 12, "base": 40, "eligible": 50, "share": 0.3, "low": 0.2, "high": 0.4}
    held = {name: value[name] for name in MAY_HOLD[symbol]}
    told = make_release(took_part(40), fact("negative") | {"symbol": symbol, **held})
    folder = write_release(tmp_path / "spring", told)
    assert read_release(folder, load_catalogue()).facts.equals(told.facts)


def test_a_cell_that_stands_twice_is_refused(tmp_path: Path) -> None:
    twice = make_release(*[fact("negative", count=12, base=40)] * 2)
    with pytest.raises(
        UserError, match="rows 2, 3, column cut_point: this cell stands in the table more than once"
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


def _nested(folder: Path) -> None:
    (folder / "ledger.json").write_text("[" * 200_000, encoding="utf-8")


def _set(key: str, value: object) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        says = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))
        (folder / "ledger.json").write_text(json.dumps(says | {key: value}), encoding="utf-8")

    return spoil


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_no_ledger, "ledger.json: cannot be read"),
        (_no_tables, "tables.csv: cannot be read"),
        (_not_json, "is not JSON"),
        (_nested, "is not JSON"),
        (_set("format", 99), "format 1"),
        (_set("level", "working"), "is not a level a release can have. Allowed: board, public"),
        (_set("wave", "wave; rm"), 'wave: "wave; rm" cannot name a wave'),
        (_set("areas", ["X1", "../X2"]), "areas: it is not a list of councils' codes"),
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


# --- A programme folder -------------------------------------------------------------------------------


def make_programme(folder: Path, *releases: Release) -> Path:
    """What tells a programme folder, and a ledger that holds these."""
    folder.mkdir()
    (folder / "programme.toml").touch()
    for release in releases:
        write_ledger(folder / "ledger", make_statement(release.facts, level=release.level))
    return folder


def test_a_programme_folder_stands_for_all_that_its_ledger_holds(tmp_path: Path) -> None:
    hidden = make_release(took_part(40), fact("negative", is_hidden=True))
    alone = attack_releases([make_programme(tmp_path / "alone", hidden)])
    assert alone.safe
    assert set(alone.tallies) == {Level.BOARD}
    both = attack_releases([make_programme(tmp_path / "both", SAFE, hidden)])
    breach = next(each for each in both.breaches if each.what == "negative")
    assert "[entry 1]" in breach.path


def test_a_programme_that_handed_nothing_out_is_not_called_safe(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="so that there is nothing to attack"):
        attack_releases([make_programme(tmp_path / "programme")])


def test_a_programme_whose_ledger_is_not_whole_is_not_attacked(tmp_path: Path) -> None:
    folder = make_programme(tmp_path / "programme", SAFE)
    (folder / "ledger" / "0001.json").write_text("{}", encoding="utf-8")
    with pytest.raises(DamagedLedger, match=r"ledger/0001\.json"):
        attack_releases([folder])
