"""The ledger: what is recorded can be read again, and a ledger that is not whole is not read at all."""

import stat
from pathlib import Path

import pytest

from heard.base.errors import UserError
from heard.base.policy import Level
from heard.disclosure.ledger import DamagedLedger, Kind, Ledger, hold_ledger
from heard.disclosure.ledger.entries import hash_of, read_entry, write_entry
from heard.disclosure.ledger.ledger import ensure_key, find_key
from ledgers import everybody, make_facts, make_snapshot, make_statement, write_ledger


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """A ledger of three entries."""
    folder = tmp_path / "ledger"
    write_ledger(folder, *(make_statement(make_facts({"count": count})) for count in (30, 31, 32)))
    return folder


def refused(folder: Path) -> str:
    with pytest.raises(DamagedLedger) as error:
        Ledger.open(folder)
    return str(error.value)


def facts_file(folder: Path, number: int) -> Path:
    entry = read_entry((folder / f"{number:04}.json").read_bytes(), "")
    return folder / entry.facts.file


def test_a_folder_without_a_ledger_is_an_empty_one_and_stays_as_it_is(tmp_path: Path) -> None:
    assert Ledger.open(tmp_path / "ledger").entries == ()
    assert list(tmp_path.iterdir()) == []


def test_an_entry_is_read_as_it_was_recorded(tmp_path: Path) -> None:
    facts, snapshot = make_facts({"count": 30}), make_snapshot(everybody("abc"))
    ledger = write_ledger(tmp_path, make_statement(facts, snapshot=snapshot, definitions={"8-11/pet": "ab"}))
    (entry,) = ledger.entries
    assert (entry.number, entry.previous, entry.kind, entry.level) == (1, "", Kind.RELEASE, Level.PUBLIC)
    assert (entry.by, entry.at.isoformat()) == ("Somebody", "2026-05-01")
    assert entry.snapshots == {"2026/X1/8-11": snapshot.digest}
    assert entry.definitions == {"8-11/pet": "ab"}
    assert ledger.links[0].facts.equals(facts)


def test_each_entry_names_the_bytes_of_the_one_before(three: Path) -> None:
    entries = Ledger.open(three).entries
    first, second = ((three / name).read_bytes() for name in ("0001.json", "0002.json"))
    assert [entry.previous for entry in entries] == ["", hash_of(first), hash_of(second)]
    assert entries[1].hash == hash_of(second)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_changed_name_in_an_entry_is_found(three: Path, number: int) -> None:
    path = three / f"000{number}.json"
    path.write_bytes(path.read_bytes().replace(b"Somebody", b"Somebudy"))
    assert f"000{min(number + 1, 4)}.json" in refused(three)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_an_entry_written_otherwise_is_found_by_its_own_name(three: Path, number: int) -> None:
    path = three / f"000{number}.json"
    path.write_bytes(path.read_bytes().replace(b"\n", b" \n", 1))
    assert refused(three).startswith(f"ledger/000{number}.json was changed")


@pytest.mark.parametrize("number", [1, 2, 3])
def test_an_entry_that_is_gone_is_named(three: Path, number: int) -> None:
    (three / f"000{number}.json").unlink()
    assert refused(three).startswith(f"ledger/000{number}.json is missing")


def test_two_entries_that_changed_places_are_named(three: Path) -> None:
    first, second = three / "0001.json", three / "0002.json"
    one, two = first.read_bytes(), second.read_bytes()
    first.write_bytes(two)
    second.write_bytes(one)
    assert refused(three).startswith("ledger/0001.json holds entry 2")


def test_a_changed_byte_of_facts_is_named(three: Path) -> None:
    path = facts_file(three, 2)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert f"facts/{path.name} was changed: it is not what 0002.json names" in refused(three)


def test_facts_that_are_gone_are_named(three: Path) -> None:
    path = facts_file(three, 3)
    path.unlink()
    assert f"facts/{path.name} is missing" in refused(three)


def test_a_head_that_is_gone_is_named(three: Path) -> None:
    (three / "head").unlink()
    assert refused(three).startswith("ledger/head is missing")


def test_a_damaged_ledger_is_the_users_to_put_right_and_nothing_can_be_added_to_it(three: Path) -> None:
    (three / "0002.json").unlink()
    with pytest.raises(UserError, match=r"Nothing was released\..*back-up"), hold_ledger(three):
        pytest.fail("a damaged ledger was held")


# --- Killed in the middle ----------------------------------------------------------------------------


def test_a_run_killed_between_entry_and_head_recorded_its_entry(three: Path) -> None:
    entries = Ledger.open(three).entries
    (three / "head").write_text(entries[1].hash)
    assert len(Ledger.open(three).entries) == 3
    again = write_ledger(three, make_statement(make_facts({"count": 33})))
    assert (three / "head").read_text() == again.entries[3].hash


def test_a_run_killed_before_its_first_head_recorded_its_entry(tmp_path: Path) -> None:
    write_ledger(tmp_path, make_statement(make_facts({})))
    (tmp_path / "head").write_bytes(b"")
    assert len(write_ledger(tmp_path, make_statement(make_facts({"count": 31}))).entries) == 2


# --- What was said ------------------------------------------------------------------------------------


def test_board_readers_hold_public_facts_too_and_not_the_other_way_round(tmp_path: Path) -> None:
    ledger = write_ledger(
        tmp_path,
        make_statement(make_facts({"symbol": "c", "count": None, "base": None})),
        make_statement(make_facts({"count": 30}), level=Level.BOARD),
    )
    assert ledger.said(Level.PUBLIC, "2026", "X1").select("to", "symbol").rows() == [("public", "c")]
    board = ledger.said(Level.BOARD, "2026", "X1").select("to", "symbol").rows()
    assert board == [("board", ""), ("public", "c")]


def test_of_two_editions_the_newest_is_what_was_said(tmp_path: Path) -> None:
    pet, dog = {"indicator": "pet"}, {"indicator": "dog"}
    ledger = write_ledger(
        tmp_path,
        make_statement(make_facts({**pet, "count": 30}, {**dog, "count": 20})),
        make_statement(make_facts({**pet, "count": 42})),
    )
    said = ledger.said(Level.PUBLIC, "2026", "X1").select("indicator", "count").rows()
    assert said == [("dog", 20), ("pet", 42)]


def test_other_waves_and_councils_are_not_what_was_said_of_this_one(tmp_path: Path) -> None:
    ledger = write_ledger(tmp_path, make_statement(make_facts({}, {"area": "X2"}, {"wave": "2024"})))
    said = ledger.said(Level.PUBLIC, "2026", "X1")
    assert said.select("wave", "area").rows() == [("2026", "X1")]


def test_nothing_was_ever_said_at_level_working(tmp_path: Path) -> None:
    assert write_ledger(tmp_path, make_statement(make_facts({}))).said(Level.WORKING, "2026", "X1").is_empty()


def test_the_same_statement_is_found_and_another_is_not(tmp_path: Path) -> None:
    facts, snapshot = make_facts({"count": 30}), make_snapshot(everybody("abc"))
    ledger = write_ledger(tmp_path, make_statement(facts, snapshot=snapshot))
    assert ledger.find(make_statement(facts, snapshot=snapshot)) == ledger.entries[0]
    others = [
        make_statement(make_facts({"count": 31}), snapshot=snapshot),
        make_statement(facts, snapshot=make_snapshot(everybody("abd"))),
        make_statement(facts, snapshot=snapshot, level=Level.BOARD),
        make_statement(facts, snapshot=snapshot, kind=Kind.REPORT),
    ]
    assert [ledger.find(each) for each in others] == [None] * 4


# --- The key ------------------------------------------------------------------------------------------


def test_the_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    with hold_ledger(tmp_path) as ledger:
        key = ensure_key(ledger)
        assert len(key) == 32
        assert ensure_key(ledger) == key
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


def test_a_key_that_is_lost_after_something_was_recorded_is_not_made_anew(tmp_path: Path) -> None:
    ledger = write_ledger(tmp_path, make_statement(make_facts({})))
    with pytest.raises(DamagedLedger, match="ledger/key is missing"):
        find_key(ledger)


def test_a_key_of_another_length_is_refused(tmp_path: Path) -> None:
    with hold_ledger(tmp_path) as ledger:
        ensure_key(ledger)
    (tmp_path / "key").write_bytes(b"short")
    with pytest.raises(DamagedLedger, match="ledger/key was changed"):
        find_key(Ledger.open(tmp_path))


def test_an_entry_written_and_read_is_the_same(three: Path) -> None:
    for entry in Ledger.open(three).entries:
        assert read_entry(write_entry(entry), entry.file) == entry
