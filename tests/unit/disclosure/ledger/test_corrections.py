"""Late, erased and edited responses: what may follow an edition that was published, and what is hidden in it."""

from pathlib import Path

import polars as pl
import pytest

from heard.analysis.frames import KEYS
from heard.base.policy import Level
from heard.disclosure.ledger import Ledger, ReleaseRefused, Snapshot
from heard.disclosure.ledger.corrections import FURTHER, check_changes, list_changes, list_further
from ledgers import KEY, Rows, everybody, make_facts, make_snapshot, make_statement, write_ledger

GIRLS = {"group": "gender", "level": "girl"}
BOYS = {"group": "gender", "level": "boy"}


def children(number: int, *, girls: int = 0, name: str = "child") -> Rows:
    """So many responses, the first of them girls', the rest boys'."""
    every = [f"{name} {each}" for each in range(number)]
    levels = ["girl"] * girls + ["boy"] * (number - girls)
    return [*everybody_of(every), *(("gender", *each) for each in zip(levels, every, strict=True))]


def everybody_of(names: list[str]) -> Rows:
    return [("all", "all", name) for name in names]


def published(folder: Path, rows: Rows, *facts: dict[str, object], level: Level = Level.PUBLIC) -> Ledger:
    statement = make_statement(make_facts(*(facts or ({},))), snapshot=make_snapshot(rows), level=level)
    return write_ledger(folder, statement)


def changes(ledger: Ledger, rows: Rows, level: Level = Level.PUBLIC) -> pl.DataFrame:
    now = make_snapshot(rows)
    return list_changes(ledger, level, {now.key: now}, KEY)


def is_refused(found: pl.DataFrame) -> bool:
    try:
        check_changes(found)
    except ReleaseRefused:
        return True
    return False


def test_the_same_responses_have_not_changed(tmp_path: Path) -> None:
    rows = children(60)
    assert changes(published(tmp_path, rows), rows).is_empty()


@pytest.mark.parametrize(("late", "refused"), [(1, True), (19, True), (20, False), (21, False)])
def test_what_was_public_may_grow_by_twenty_or_more(tmp_path: Path, late: int, refused: bool) -> None:
    ledger = published(tmp_path, children(60))
    found = changes(ledger, [*children(60), *children(late, name="late")])
    assert found.filter(group="all").select("added", "removed").rows() == [(late, 0)]
    assert is_refused(found) is refused


@pytest.mark.parametrize(("late", "refused"), [(9, True), (10, False)])
@pytest.mark.parametrize(
    ("before", "now"), [(Level.BOARD, Level.BOARD), (Level.BOARD, Level.PUBLIC), (Level.PUBLIC, Level.BOARD)]
)
def test_who_reads_one_of_the_editions_as_a_board_sees_ten_or_more_change(
    tmp_path: Path, before: Level, now: Level, late: int, refused: bool
) -> None:
    ledger = published(tmp_path, children(60), level=before)
    assert is_refused(changes(ledger, [*children(60), *children(late, name="late")], now)) is refused


@pytest.mark.parametrize(("gone", "refused"), [(1, True), (20, False)])
def test_what_was_public_may_shrink_by_twenty_or_more(tmp_path: Path, gone: int, refused: bool) -> None:
    ledger = published(tmp_path, children(60))
    assert is_refused(changes(ledger, children(60 - gone))) is refused


BOTH_WAYS = [
    (25, 1, "too few taken out"),  # one erased while many came: its readers may know whose is missing
    (1, 25, "too few added"),
    (1, 1, "too few added and taken out"),
    (25, 24, "nearly as many, as if edited"),  # 24 coded anew and one come
    (20, 39, "nearly as many, as if edited"),
    (20, 40, ""),
    (20, 20, ""),
    (0, 20, ""),
    (20, 0, ""),
    (0, 0, ""),
]


@pytest.mark.parametrize(("added", "removed", "said"), BOTH_WAYS)
def test_of_everybody_none_or_many_may_be_added_and_none_or_many_taken_out(
    tmp_path: Path, added: int, removed: int, said: str
) -> None:
    ledger = published(tmp_path, children(100))
    now = [*children(100 - removed), *children(added, name="new")]
    assert what_is_wrong(changes(ledger, now)) == ([f"everybody: {said}"] if said else [])


@pytest.mark.parametrize(("added", "removed", "said"), BOTH_WAYS)
def test_and_the_same_of_a_group_where_enough_of_everybody_change(
    tmp_path: Path, added: int, removed: int, said: str
) -> None:
    ledger = published(tmp_path, [*children(100, girls=100), *children(100, name="boy")], {}, GIRLS)
    girls = [*children(100 - removed, girls=100 - removed), *children(added, girls=added, name="new")]
    boys = [*children(100 - 40, name="boy"), *children(140, name="other boy")]  # of everybody many, both ways
    assert what_is_wrong(changes(ledger, [*girls, *boys])) == ([f"gender girl: {said}"] if said else [])


def what_is_wrong(found: pl.DataFrame) -> list[str]:
    """Of each group that is refused, its name and which change is too small."""
    try:
        check_changes(found)
    except ReleaseRefused as error:
        lines = (
            line.removeprefix("  X1, 8-11, ") for line in str(error).splitlines() if line.startswith("  ")
        )
        return [f"{line.partition(':')[0]}: {line.partition('; ')[2]}" for line in lines]
    return []


def test_an_edited_response_is_one_that_changed(tmp_path: Path) -> None:
    ledger = published(tmp_path, everybody("abc"))
    found = changes(ledger, everybody("abd"))
    assert found.select("added", "removed").rows() == [(1, 1)]
    assert is_refused(found)


def test_a_group_that_was_published_may_not_change_by_few_where_everybody_does_by_many(
    tmp_path: Path,
) -> None:
    late = children(21, girls=20, name="late")
    ledger = published(tmp_path, children(60, girls=30), {}, GIRLS, BOYS)
    with pytest.raises(ReleaseRefused) as error:
        check_changes(changes(ledger, [*children(60, girls=30), *late]))
    assert "X1, 8-11, gender boy: 1 response added, 0 taken out" in str(error.value)
    assert "girl" not in str(error.value)


def test_a_group_that_was_hidden_may(tmp_path: Path) -> None:
    hidden = {"symbol": "c", "count": None, "base": None}
    ledger = published(tmp_path, children(60, girls=30), {}, {**GIRLS, **hidden}, {**BOYS, **hidden})
    late = children(21, girls=20, name="late")
    assert not is_refused(changes(ledger, [*children(60, girls=30), *late]))


@pytest.mark.parametrize(("boys", "refused"), [(0, False), (1, True), (19, True), (20, False)])
def test_what_is_left_of_a_group_is_everybody_less_those_published(
    tmp_path: Path, boys: int, refused: bool
) -> None:
    hidden = {"symbol": "c", "count": None, "base": None}
    ledger = published(tmp_path, children(60, girls=50), {}, GIRLS, {**BOYS, **hidden})
    late = children(25 + boys, girls=25, name="late")
    expected = ["gender, all not told of: too few added"] if refused else []
    assert what_is_wrong(changes(ledger, [*children(60, girls=50), *late])) == expected


def test_every_earlier_edition_counts_not_only_the_last(tmp_path: Path) -> None:
    first, second = children(60), [*children(60), *children(20, name="second")]
    ledger = write_ledger(
        tmp_path,
        *(make_statement(make_facts({}), snapshot=make_snapshot(rows)) for rows in (first, second)),
    )
    found = changes(ledger, [*first, *children(1, name="third")])
    assert found.select("entry", "added", "removed").rows() == [(1, 1, 0), (2, 1, 20)]
    assert is_refused(found)


def test_a_coordinator_reads_what_changed_and_what_to_do(tmp_path: Path) -> None:
    ledger = published(tmp_path, children(60))
    with pytest.raises(ReleaseRefused) as error:
        check_changes(changes(ledger, [*children(60), *children(1, name="late")]))
    assert str(error.value).splitlines() == [
        "The responses are not those that were published in entry 1 of the ledger:",
        "  X1, 8-11, everybody: 1 response added, 0 taken out; too few added",
        "Whoever holds both editions could work out what these few children said: fewer than 20 may not change in a "
        "group, neither added nor taken out. Nothing was released. What was published stays as it is. Release again "
        "from the responses of entry 1, or once none or 20 or more were added to every group that was published, "
        "none or 20 or more taken out, and the two are alike or 20 apart.",
    ]


# --- What is hidden in the new edition --------------------------------------------------------------


@pytest.fixture
def grown(tmp_path: Path) -> pl.DataFrame:
    """Twenty late responses after sixty that were published."""
    return changes(published(tmp_path, children(60)), [*children(60), *children(20, name="late")])


def needs(grown: pl.DataFrame, *, late: tuple[int, int], before: tuple[int, int]) -> list[tuple[int, int]]:
    """`up` and `down` of a figure of which `late` and `before` are counts and bases."""
    added, said = (make_facts({"count": count, "base": base}) for count, base in (late, before))
    now = make_facts({"count": late[0] + before[0], "base": late[1] + before[1]})
    found = list_further(grown, added.select(*KEYS, "count", "base"), now, said)
    assert dict(found.schema) == FURTHER
    return found.select("up", "down").rows()


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        ((10, 20), []),  # ten said it and ten did not: both as many as may be shown
        ((0, 20), []),
        ((20, 20), []),
        ((9, 20), [(1, 9)]),  # nine of them: nobody must stay possible, and ten
        ((1, 20), [(9, 1)]),
        ((11, 20), [(9, 1)]),  # nine did not: ten more could have (9 up), or ten fewer than twenty (1 down)
        ((3, 5), [(7, 8)]),  # three did, two did not: the larger of (7, 3) and (2, 8)
        ((0, 5), [(5, 5)]),  # only five of the late answered this question, none of them so
    ],
)
def test_what_few_of_the_late_ones_said_stays_in_doubt(
    grown: pl.DataFrame, late: tuple[int, int], expected: list[tuple[int, int]]
) -> None:
    assert needs(grown, late=late, before=(30, 60)) == expected


def test_what_few_of_those_taken_out_said_stays_in_doubt(tmp_path: Path) -> None:
    shrunk = changes(published(tmp_path, children(60)), children(40))
    now, said = make_facts({"count": 29, "base": 40}), make_facts({"count": 30, "base": 60})
    found = list_further(shrunk, make_facts().select(*KEYS, "count", "base"), now, said)
    assert found.select("up", "down").rows() == [(1, 9)]  # one of twenty had said it: nobody, or ten


def test_of_what_the_old_edition_hid_its_readers_know_no_difference(grown: pl.DataFrame) -> None:
    late = make_facts({"count": 10, "base": 20}).select(*KEYS, "count", "base")
    hidden = make_facts({"symbol": "c", "count": None, "base": None})
    assert list_further(grown, late, make_facts({"count": 12, "base": 80}), hidden).is_empty()


def test_where_nothing_changed_nothing_more_is_hidden(tmp_path: Path) -> None:
    rows = children(60)
    same: dict[str, Snapshot] = {}
    unchanged = list_changes(published(tmp_path, rows), Level.PUBLIC, same, KEY)
    late = make_facts().select(*KEYS, "count", "base")
    assert list_further(unchanged, late, make_facts({}), make_facts({})).is_empty()
