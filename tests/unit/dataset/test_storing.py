"""The stored dataset: whole or as it was, the same bytes for the same responses."""

import random
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from builders import make_response, write_rows
from heard.base.bands import BandRule, Rule
from heard.base.editions import Change, Edition
from heard.base.errors import InputProblems, UserError
from heard.base.places import Area, Wave
from heard.base.problems import Problem
from heard.base.surveys import Survey
from heard.catalogue import load_catalogue
from heard.dataset import piles, storing
from heard.dataset.codebook import FORMAT
from heard.dataset.piles import Pile
from heard.dataset.storing import StoredDataset, find_stored, store_responses

Store = Callable[..., tuple[Problem, ...]]
Stored = Callable[[], StoredDataset]

STORE_FOR_EVER = """
import sys
from datetime import date
from pathlib import Path
from heard.base.places import Area, Wave
from heard.catalogue import load_catalogue
from heard.dataset.storing import store_responses

folder = Path(sys.argv[1])
catalogue = load_catalogue()
waves = {"2026": Wave("2026", date(2026, 2, 2), date(2026, 3, 27))}
areas = {code: Area(code, code) for code in ("X1", "X2")}
print("ready", flush=True)
while True:
    store_responses([folder / "new.csv"], into=folder / "dataset", catalogue=catalogue, waves=waves, areas=areas)
"""


def rows_of(count: int) -> list[dict[str, object]]:
    dice = random.Random(count)
    return [
        make_response(
            dice.choice(["4-7", "8-11"]),
            area=dice.choice(["X1", "X2"]),
            good_friend=dice.choice(["yes", "no", ""]),
        )
        for _ in range(count)
    ]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_folder_holds_a_codebook_and_a_file_for_each_wave_and_survey(
    store: Store, tmp_path: Path
) -> None:
    store(rows_of(50))
    assert list(bytes_of(tmp_path / "dataset")) == [
        "codebook.json",
        "wave=2026/survey=4-7/part-0000.parquet",
        "wave=2026/survey=8-11/part-0000.parquet",
    ]


def test_nothing_else_is_left_beside_it(store: Store, tmp_path: Path) -> None:
    store(rows_of(50))
    store(rows_of(60))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dataset", "responses.csv"]


def test_the_same_responses_give_the_same_bytes(store: Store, tmp_path: Path) -> None:
    store(rows_of(200))
    first = bytes_of(tmp_path / "dataset")
    store(rows_of(200))
    assert bytes_of(tmp_path / "dataset") == first


def test_who_came_first_cannot_be_told_from_what_is_stored(store: Store, tmp_path: Path) -> None:
    rows = rows_of(200)
    store(rows)
    first = bytes_of(tmp_path / "dataset")
    store(rows[::-1])
    again = bytes_of(tmp_path / "dataset")
    assert {name: data for name, data in again.items() if name.endswith(".parquet")} == {
        name: data for name, data in first.items() if name.endswith(".parquet")
    }


def test_an_error_leaves_what_was_stored_before(store: Store, tmp_path: Path) -> None:
    store(rows_of(20))
    before = bytes_of(tmp_path / "dataset")
    with pytest.raises(InputProblems):
        store([make_response(pet="dog")])
    assert bytes_of(tmp_path / "dataset") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dataset", "responses.csv"]


@pytest.mark.parametrize("stage", ["_write_parts", "write_together", "put_in_place"])
def test_a_run_that_breaks_half_way_leaves_what_was_stored_before(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    def break_off(*_: object) -> None:
        raise KeyboardInterrupt

    store(rows_of(20))
    before = bytes_of(tmp_path / "dataset")
    monkeypatch.setattr(storing, stage, break_off)
    with pytest.raises(KeyboardInterrupt):
        store(rows_of(30))
    assert bytes_of(tmp_path / "dataset") == before


@pytest.mark.slow
def test_a_run_killed_at_any_moment_leaves_the_old_dataset_or_the_new(
    store: Store, stored: Stored, tmp_path: Path
) -> None:
    write_rows(tmp_path / "new.csv", rows_of(20_000))
    for moment in range(10):
        store(rows_of(50))
        child = subprocess.Popen([sys.executable, "-c", STORE_FOR_EVER, tmp_path], stdout=subprocess.PIPE)
        child.stdout.readline()
        time.sleep(0.03 * moment)
        child.kill()
        child.communicate()
        assert stored().respondents()["respondents"].sum() in (50, 20_000)
    store(rows_of(50))
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_a_run_killed_between_the_two_renames_is_put_right_by_the_next_reader(
    store: Store, stored: Stored, tmp_path: Path
) -> None:
    store(rows_of(20))
    before = bytes_of(tmp_path / "dataset")
    (tmp_path / "dataset").rename(tmp_path / ".dataset.before")
    assert stored().path == tmp_path / "dataset"
    assert bytes_of(tmp_path / "dataset") == before


def test_what_a_killed_run_left_behind_is_removed_by_the_next(store: Store, tmp_path: Path) -> None:
    (tmp_path / ".dataset-abc" / "waiting").mkdir(parents=True)
    store(rows_of(5))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dataset", "responses.csv"]


def test_a_folder_of_something_else_is_never_replaced(store: Store, tmp_path: Path) -> None:
    (tmp_path / "dataset").mkdir()
    (tmp_path / "dataset" / "thesis.txt").write_text("years of work")
    with pytest.raises(UserError, match="holds something else"):
        store(rows_of(5))
    assert (tmp_path / "dataset" / "thesis.txt").exists()


def test_where_nothing_is_stored_opening_says_so(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds no stored dataset"):
        StoredDataset.open(tmp_path)


@pytest.mark.parametrize("text", ["", "{}", '{"areas": 1}'])
def test_a_damaged_codebook_says_what_to_do(store: Store, stored: Stored, tmp_path: Path, text: str) -> None:
    store(rows_of(5))
    (tmp_path / "dataset" / "codebook.json").write_text(text)
    with pytest.raises(UserError, match="is damaged"):
        stored()


def test_a_dataset_of_another_version_is_not_read(store: Store, stored: Stored, tmp_path: Path) -> None:
    store(rows_of(5))
    codebook = tmp_path / "dataset" / "codebook.json"
    codebook.write_text(codebook.read_text().replace(f'"format": {FORMAT}', f'"format": {FORMAT + 1}'))
    with pytest.raises(UserError, match="another version"):
        stored()


def test_the_codebook_is_read_as_it_was_written_with_the_warnings(store: Store, stored: Stored) -> None:
    warnings = store([make_response(hapiness="7")])
    assert stored().codebook.warnings == warnings
    assert stored().codebook.surveys.keys() == {"4-7", "8-11", "11-17", "16-25"}


def test_respondents_are_counted_by_wave_area_and_survey(store: Store, stored: Stored) -> None:
    store(
        [make_response("4-7"), make_response("8-11"), make_response("8-11"), make_response("8-11", area="X2")]
    )
    assert stored().respondents().rows() == [
        ("2026", "X1", "4-7", 1),
        ("2026", "X1", "8-11", 2),
        ("2026", "X2", "8-11", 1),
    ]


def test_the_fingerprint_follows_the_files(store: Store, stored: Stored) -> None:
    def fingerprint(rows: list[dict[str, object]]) -> str:
        store(rows)
        return stored().codebook.fingerprint

    assert fingerprint(rows_of(5)) == fingerprint(rows_of(5)) != fingerprint(rows_of(6))


def test_rows_that_waited_on_disk_come_back_in_the_same_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(1)
    rows = pl.DataFrame(
        {"area": [dice.randrange(3) for _ in range(100)], "pet": [dice.randrange(2) for _ in range(100)]}
    )
    monkeypatch.setattr(piles, "ROWS_A_PART", 30)
    pile = Pile(tmp_path / "waiting", areas=3)
    for place in range(0, 100, 7):
        pile.add(rows[place : place + 7])
    parts = list(pile.parts())
    assert [part.height for part in parts] == [30, 30, 30, 10]
    assert pl.concat(parts).equals(rows.sort("area", "pet"))
    assert len(list((tmp_path / "waiting").iterdir())) > 3


def test_another_rule_of_the_band_or_another_scale_stores_anew(tmp_path: Path) -> None:
    """What is said of a version is part of what was stored; words alone change nothing that is read."""
    files = [write_rows(tmp_path / "responses.csv", [make_response("11-17", happiness="4")])]
    catalogue, into = load_catalogue(), tmp_path / "dataset"
    areas = {"X1": Area("X1", "A made-up council")}

    def waves(**edition: object) -> dict[str, Wave]:
        described = {Survey.AGES_11_17: Edition(**edition)} if edition else {}
        return {"2026": Wave("2026", date(2026, 2, 2), date(2026, 3, 27), editions=described)}

    def is_stored(given: dict[str, Wave]) -> bool:
        return find_stored(into, files, catalogue=catalogue, waves=given, areas=areas) is not None

    store_responses(files, into=into, catalogue=catalogue, waves=waves(), areas=areas)
    assert is_stored(waves())
    assert is_stored(waves(unlike={"happiness": Change.WORDING}))
    assert not is_stored(waves(unlike={"happiness": Change.SCALE}))
    other = waves(band=BandRule(Rule.SCALES_LOW, 3, 5, 7, 9, scales=2))
    assert not is_stored(other)
    store_responses(files, into=into, catalogue=catalogue, waves=other, areas=areas)
    assert is_stored(other)
    assert not is_stored(waves())
