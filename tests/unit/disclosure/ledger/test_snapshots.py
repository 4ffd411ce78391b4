"""Snapshots: the same responses are known again, others are not, and how many changed can be counted."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest

from builders import Row, make_folder, make_response, write_rows
from heard.base.surveys import Survey
from heard.catalogue import load_catalogue
from heard.dataset.storing import StoredDataset
from heard.disclosure.ledger import DamagedLedger, Snapshot, take_snapshots
from heard.disclosure.ledger.corrections import count_changes
from heard.disclosure.ledger.snapshots import mark_added
from heard.programme.folder import ensure_stored, open_programme
from ledgers import KEY, everybody, make_facts, make_snapshot, make_statement, write_ledger

GIRL, BOY = {"gender": "girl"}, {"gender": "boy"}
CHILDREN: Sequence[Row] = (
    make_response(**GIRL, feels_safe="always"),
    make_response(**GIRL, feels_safe="always"),
    make_response(**BOY, feels_safe="never"),
    make_response(feels_safe="sometimes"),
)


def store(folder: Path, responses: Sequence[Row]) -> StoredDataset:
    catalogue = load_catalogue()
    areas = [{"area": code, "name": code} for code in ("X1", "X2")]
    made = make_folder(folder, responses=responses, areas=areas)
    return ensure_stored(open_programme(made, catalogue), catalogue)


def snapshot_of(folder: Path, responses: Sequence[Row], key: bytes = KEY) -> Snapshot:
    return take_snapshots(store(folder, responses), "2026", ["X1"], key)["2026/X1/8-11"]


def counted(snapshot: Snapshot) -> dict[tuple[str, str], int]:
    rows = snapshot.rows.group_by("group", "level").len().iter_rows()
    return {(group, level): number for group, level, number in rows}


@pytest.fixture
def first(tmp_path: Path) -> Snapshot:
    return snapshot_of(tmp_path / "first", CHILDREN)


def test_every_response_is_in_everybody_and_in_its_level_of_each_group(first: Snapshot) -> None:
    found = {key: number for key, number in counted(first).items() if key[0] in ("all", "gender")}
    assert found == {
        ("all", "all"): 4,
        ("gender", "girl"): 2,
        ("gender", "boy"): 1,
        ("gender", "missing"): 1,
    }


def test_the_order_and_the_files_of_responses_make_no_other_snapshot(tmp_path: Path, first: Snapshot) -> None:
    folder = make_folder(
        tmp_path / "other",
        responses=list(reversed(CHILDREN[:2])),
        areas=[{"area": code, "name": code} for code in ("X1", "X2")],
    )
    write_rows(folder / "responses" / "more.csv", CHILDREN[2:])
    catalogue = load_catalogue()
    stored = ensure_stored(open_programme(folder, catalogue), catalogue)
    assert take_snapshots(stored, "2026", ["X1"], KEY)["2026/X1/8-11"].digest == first.digest


@pytest.mark.parametrize(
    "responses",
    [
        CHILDREN[:3],
        [*CHILDREN, make_response(feels_safe="always")],
        [*CHILDREN[:3], make_response(feels_safe="always")],
        [*CHILDREN[:3], make_response(feels_safe="sometimes", gender="boy")],
    ],
    ids=["one less", "one more", "an answer edited", "a group edited"],
)
def test_any_other_responses_make_another_snapshot(
    tmp_path: Path, first: Snapshot, responses: Sequence[Row]
) -> None:
    assert snapshot_of(tmp_path / "other", responses).digest != first.digest


def test_another_councils_responses_change_nothing(tmp_path: Path, first: Snapshot) -> None:
    responses = [*CHILDREN, make_response(area="X2", feels_safe="always")]
    assert snapshot_of(tmp_path / "other", responses).digest == first.digest


def test_another_key_makes_other_digests_of_everything(tmp_path: Path, first: Snapshot) -> None:
    other = snapshot_of(tmp_path / "other", CHILDREN, key=bytes(32))
    assert other.digest != first.digest
    assert not set(other.rows["row"]) & set(first.rows["row"])


def test_the_digests_of_one_child_in_two_groups_have_nothing_in_common(first: Snapshot) -> None:
    groups = first.rows.partition_by("group")
    assert sum(each["row"].n_unique() for each in groups) == first.rows["row"].n_unique()


def test_a_survey_nobody_answered_has_an_empty_snapshot_of_its_own(tmp_path: Path) -> None:
    found = take_snapshots(store(tmp_path / "some", CHILDREN), "2026", ["X1", "X2"], KEY)
    assert set(found) == {f"2026/{area}/{survey.value}" for area in ("X1", "X2") for survey in Survey}
    empty = [each for each in found.values() if each.rows.is_empty()]
    assert len(empty) == len({each.digest for each in empty}) == len(found) - 1


def test_several_answers_to_one_question_are_told_from_others(tmp_path: Path) -> None:
    asked = load_catalogue().asked("emotional_support", "16-25")
    first, second = [code for code in asked.scale.codes if code not in asked.scale.exclusive][:2]
    given = (first, second, f"{first};{second}", asked.scale.no_answer[0], "")
    digests = set()
    for number, answer in enumerate(given):
        stored = store(tmp_path / str(number), [make_response("16-25", emotional_support=answer)])
        digests.add(take_snapshots(stored, "2026", ["X1"], KEY)["2026/X1/16-25"].digest)
    assert len(digests) == len(given)


# --- How many changed --------------------------------------------------------------------------------


def test_changes_are_counted_in_every_group_they_touch(tmp_path: Path, first: Snapshot) -> None:
    edited = make_response(**GIRL, feels_safe="never")
    later = snapshot_of(tmp_path / "later", [CHILDREN[0], edited, *CHILDREN[3:], make_response(**GIRL)])
    changes = count_changes(first.rows, later.rows).filter(pl.col("group").is_in(["all", "gender"]))
    assert changes.rows() == [
        ("all", "all", 2, 2),  # one girl edited, one new; the boy is gone
        ("gender", "boy", 0, 1),
        ("gender", "girl", 2, 1),
        ("gender", "missing", 0, 0),
    ]


def test_of_two_children_who_answered_alike_one_that_is_gone_is_counted(
    tmp_path: Path, first: Snapshot
) -> None:
    later = snapshot_of(tmp_path / "later", CHILDREN[1:])
    assert count_changes(first.rows, later.rows).filter(group="all").rows() == [("all", "all", 0, 1)]


def test_the_responses_that_were_added_are_found_among_the_stored_ones(
    tmp_path: Path, first: Snapshot
) -> None:
    stored = store(tmp_path / "later", [*CHILDREN, CHILDREN[0], make_response(feels_safe="hardly_ever")])
    (partition,) = stored.partitions()
    rows = pl.concat(list(partition.batches()))
    columns = stored.codebook.surveys[Survey.AGES_8_11]
    assert sum(mark_added(rows, columns, first.rows, KEY)) == 2


# --- Kept in the ledger -------------------------------------------------------------------------------


def test_a_snapshot_is_read_from_the_ledger_as_it_was_recorded(tmp_path: Path, first: Snapshot) -> None:
    ledger = write_ledger(tmp_path / "ledger", make_statement(make_facts({}), snapshot=first))
    assert ledger.read_snapshot(first.key, first.digest, KEY).equals(first.rows)


def test_a_snapshot_that_was_changed_or_is_gone_is_named(tmp_path: Path) -> None:
    snapshot, other = make_snapshot(everybody("abc")), make_snapshot(everybody("abd"))
    ledger = write_ledger(tmp_path, make_statement(make_facts({}), snapshot=snapshot))
    path = tmp_path / "snapshots" / f"{snapshot.digest}.parquet"
    for content in (b"", b"PAR1 nothing"):
        path.write_bytes(content)
        with pytest.raises(DamagedLedger, match=f"{path.name} was changed"):
            ledger.read_snapshot(snapshot.key, snapshot.digest, KEY)
    other.rows.write_parquet(path)
    with pytest.raises(DamagedLedger, match="is not the snapshot of 2026/X1/8-11"):
        ledger.read_snapshot(snapshot.key, snapshot.digest, KEY)
    path.unlink()
    with pytest.raises(DamagedLedger, match=f"{path.name} is missing"):
        ledger.read_snapshot(snapshot.key, snapshot.digest, KEY)
