"""A ledger that lost files is told from one whose run was killed: the first is refused, the second goes on."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from heard.disclosure.ledger import DamagedLedger, Ledger, ReleaseRefused, Statement, hold_ledger
from heard.disclosure.ledger.ledger import ensure_key, find_key
from heard.disclosure.ledger.snapshots import Snapshot, seal_rows
from ledgers import DAY, everybody, make_facts, make_snapshot, make_statement

LETTERS = ("abc", "def", "ghi")


class Killed(BaseException):
    """The process is gone: nothing catches this."""


def keyed(letters: str, key: bytes, survey: str = "8-11") -> Snapshot:
    plain = make_snapshot(everybody(letters), survey=survey)
    return replace(plain, digest=seal_rows(plain.key, plain.rows, key))


def statement(number: int, key: bytes) -> Statement:
    """The release of that number: of two surveys, so that two snapshots are written."""
    snapshots = [keyed(LETTERS[number - 1], key), keyed(LETTERS[number - 1].upper(), key, "11-17")]
    plain = make_statement(make_facts({"count": 29 + number}))
    return replace(plain, snapshots={each.key: each for each in snapshots})


def release(folder: Path, number: int) -> Ledger:
    """As a release does: the ledger held, its key made or found, the entry added."""
    with hold_ledger(folder) as ledger:
        return ledger.append(statement(number, ensure_key(ledger)))


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A ledger of two releases."""
    folder = tmp_path / "ledger"
    release(folder, 1)
    release(folder, 2)
    return folder


def refused(folder: Path) -> str:
    """What is said both when it is read and when something is to be added; nothing is written."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(DamagedLedger) as read:
        find_key(Ledger.open(folder))
    with pytest.raises(DamagedLedger) as added:
        release(folder, 3)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert str(read.value) == str(added.value)
    assert "Nothing was released. Put the folder ledger back from a back-up." in str(read.value)
    return str(read.value)


def remove(folder: Path, *patterns: str) -> None:
    for pattern in patterns:
        for path in folder.glob(pattern):
            path.unlink() if path.is_file() else shutil.rmtree(path)


# --- What was lost ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("also", "shows"),
    [
        ((), "key"),
        (("key",), "facts/"),
        (("key", "facts"), "snapshots/"),
        (("facts", "snapshots"), "key"),
        (("snapshots/*.parquet", "key"), "facts/"),
    ],
)
def test_a_ledger_without_entries_and_head_of_which_anything_is_left_is_no_new_one(
    two: Path, also: tuple[str, ...], shows: str
) -> None:
    remove(two, "*.json", "head", *also)
    said = refused(two)
    assert said.startswith(f"ledger/0001.json is missing, and head too: {shows}")
    assert "shows that there was a ledger" in said


def test_a_ledger_without_entries_whose_head_is_left_is_no_new_one(two: Path) -> None:
    remove(two, "*.json")
    assert refused(two).startswith("ledger/0001.json is missing")


def test_a_ledger_put_back_to_its_beginning_is_betrayed_by_its_facts(two: Path) -> None:
    remove(two, "*.json")
    (two / "head").write_bytes(b"")
    assert refused(two).startswith(
        "ledger/0001.json is missing, or an entry before it is of an older copy: none names"
    )


def test_entries_put_back_from_last_week_beside_the_facts_of_today_are_refused(two: Path) -> None:
    (two / "head").write_text(Ledger.open(two).entries[0].hash)
    (two / "0002.json").unlink()
    assert refused(two).startswith(
        "ledger/0002.json is missing, or an entry before it is of an older copy: none names"
    )


def test_a_head_put_back_from_last_month_is_refused(two: Path) -> None:
    release(two, 3)
    (two / "head").write_text(Ledger.open(two).entries[0].hash)
    assert refused(two).startswith("ledger/head was changed: it does not name 0003.json, which is there.")


def test_a_head_that_was_cut_off_is_refused(two: Path) -> None:
    for content in ("", Ledger.open(two).entries[1].hash[:20]):
        (two / "head").write_text(content)
        assert "head" in refused(two)


def test_a_head_that_is_gone_is_refused_even_after_one_release(two: Path) -> None:
    shutil.rmtree(two)
    release(two, 1)
    (two / "head").unlink()
    assert refused(two).startswith("ledger/head is missing.")


def test_snapshots_that_are_gone_are_missed_at_once(two: Path) -> None:
    remove(two, "snapshots/*")
    assert refused(two).startswith("ledger/snapshots/")
    remove(two, "snapshots")
    assert ".parquet is missing. " in refused(two)


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_any_one_snapshot_that_is_gone_is_named(two: Path, number: int) -> None:
    path = sorted((two / "snapshots").glob("*.parquet"))[number]
    path.unlink()
    assert refused(two).startswith(f"ledger/snapshots/{path.name} is missing.")


@pytest.mark.parametrize("content", [b"", b"{", b"{}\n"])
def test_an_entry_that_was_cut_off_is_named(two: Path, content: bytes) -> None:
    (two / "0002.json").write_bytes(content)
    assert refused(two).startswith("ledger/0002.json is not an entry as Heard writes it.")


# --- What belongs to another --------------------------------------------------------------------------


def test_an_entry_from_another_programme_does_not_follow(two: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    release(other, 2)
    release(other, 1)
    for name in ("facts", "snapshots"):
        shutil.copytree(other / name, two / name, dirs_exist_ok=True)
    (two / "0002.json").write_bytes((other / "0002.json").read_bytes())
    assert refused(two).startswith("ledger/0002.json does not follow ledger/0001.json")


def test_a_key_put_in_the_place_of_another_is_refused(two: Path) -> None:
    (two / "key").write_bytes(bytes(32))
    said = refused(two)
    assert said.startswith("ledger/key was changed, or snapshots/")


def test_a_snapshot_in_the_place_of_another_is_named_before_anything_is_said_of_the_council(
    two: Path,
) -> None:
    ledger = Ledger.open(two)
    key = (two / "key").read_bytes()
    one, other = (ledger.entries[0].snapshots[f"2026/X1/{survey}"] for survey in ("8-11", "11-17"))
    path = two / "snapshots" / f"{one}.parquet"
    path.write_bytes((two / "snapshots" / f"{other}.parquet").read_bytes())
    with pytest.raises(
        DamagedLedger, match=f"{path.name} was changed: it is not the snapshot of 2026/X1/8-11"
    ):
        ledger.read_snapshots(["X1"], key)
    assert ledger.read_snapshots(["X2"], key) == []


def test_every_snapshot_of_a_council_is_read_once_whatever_names_it(tmp_path: Path) -> None:
    release(tmp_path, 1)
    ledger = release(tmp_path, 1)
    found = ledger.read_snapshots(["X1"], (tmp_path / "key").read_bytes())
    assert [(place, rows.height) for place, rows in found] == [("2026/X1/11-17", 3), ("2026/X1/8-11", 3)]


# --- Clocks and others at work ------------------------------------------------------------------------


def test_a_clock_set_back_changes_no_order(two: Path) -> None:
    with hold_ledger(two) as ledger:
        ledger.append(replace(statement(3, ensure_key(ledger)), at=date(2020, 1, 1)))
    ledger = Ledger.open(two)
    assert [entry.at for entry in ledger.entries] == [DAY, DAY, date(2020, 1, 1)]
    newest = ledger.said(statement(3, b"").level, "2026", "X1")
    assert newest["count"].to_list() == [32]


def test_an_entry_is_never_written_over_one_that_another_process_added_meanwhile(two: Path) -> None:
    mine = Ledger.open(two)
    release(two, 3)
    before = (two / "0003.json").read_bytes()
    with pytest.raises(
        ReleaseRefused, match=r"Another release was recorded at the same time\. .*Release again"
    ):
        mine.append(statement(1, (two / "key").read_bytes()))
    assert (two / "0003.json").read_bytes() == before
    assert len(Ledger.open(two).entries) == 3


# --- Killed between any two files -----------------------------------------------------------------------


def killed_after(monkeypatch: pytest.MonkeyPatch, steps: int, work: Callable[[], object]) -> bool:
    """Do the work, killed before the step after so many: a file put in its place, or one taken away."""
    done = 0
    replace_file, unlink = os.replace, Path.unlink

    def step() -> None:
        nonlocal done
        if done == steps:
            raise Killed
        done += 1

    def put(*given: Path) -> None:
        step()
        replace_file(*given)

    def take_away(path: Path, missing_ok: bool = False) -> None:
        if path.exists():
            step()
        unlink(path, missing_ok=missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", put)
        patched.setattr(Path, "unlink", take_away)
        try:
            work()
        except Killed:
            return True
    return False


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


# head, key; head, next, facts, two snapshots, the entry, head; next taken away
STEPS_OF_THE_FIRST = 10
STEPS_OF_ANOTHER = STEPS_OF_THE_FIRST - 2


@pytest.mark.parametrize("steps", range(STEPS_OF_THE_FIRST + 1))
def test_a_first_release_killed_anywhere_goes_on_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    was_killed = killed_after(monkeypatch, steps, lambda: release(tmp_path, 1))
    assert was_killed is (steps < STEPS_OF_THE_FIRST)
    recorded = len(Ledger.open(tmp_path).entries)
    assert recorded == (1 if steps >= 8 else 0)
    if not recorded:
        release(tmp_path, 1)
    release(tmp_path, 2)
    assert len(Ledger.open(tmp_path).entries) == 2
    undisturbed = [*files_of_each(1), *files_of_each(2), "head", "key"]
    assert len(files(tmp_path)) == len(undisturbed)
    assert not (tmp_path / "next").exists()


def files_of_each(number: int) -> list[str]:
    return [f"{number:04}.json", "facts", "snapshot", "snapshot"]


@pytest.mark.parametrize("steps", range(STEPS_OF_ANOTHER + 1))
def test_a_further_release_killed_anywhere_goes_on_though_the_answers_are_others_by_then(
    two: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    was_killed = killed_after(monkeypatch, steps, lambda: release(two, 3))
    assert was_killed is (steps < STEPS_OF_ANOTHER)
    recorded = Ledger.open(two).entries
    assert len(recorded) == (3 if steps >= 6 else 2)
    key = (two / "key").read_bytes()
    other = replace(make_statement(make_facts({"count": 40})), snapshots={"2026/X1/8-11": keyed("xyz", key)})
    again: list[bool] = []
    for more in range(20):  # and killed again, a step later each time, until it is through
        again.append(killed_after(monkeypatch, more, lambda: append(two, other)))
        if not again[-1]:
            break
    assert again[-1] is False
    assert Ledger.open(two).entries[-1].snapshots == {"2026/X1/8-11": keyed("xyz", key).digest}
    assert not (two / "next").exists()


def append(folder: Path, said: Statement) -> None:
    """Record it if it is not recorded yet, as a release does."""
    with hold_ledger(folder) as ledger:
        ensure_key(ledger)
        if ledger.find(said) is None:
            ledger.append(said)


def test_a_run_killed_before_it_wrote_anything_leaves_a_ledger_that_is_still_to_begin(tmp_path: Path) -> None:
    with hold_ledger(tmp_path / "ledger"):
        pass
    assert Ledger.open(tmp_path / "ledger").entries == ()


def test_what_a_killed_run_announced_may_not_reach_outside_the_ledger(tmp_path: Path) -> None:
    folder = tmp_path / "ledger"
    with hold_ledger(folder) as ledger:
        ensure_key(ledger)
    outside = tmp_path / "answers.csv"
    outside.write_text("kept")
    (folder / "next").write_text("../answers.csv\n")
    release(folder, 1)
    assert outside.read_text() == "kept"
