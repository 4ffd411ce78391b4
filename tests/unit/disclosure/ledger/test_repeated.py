"""Answers that were published are not published again as those of another wave; true waves are."""

from itertools import combinations
from pathlib import Path

import pytest

from heard.catalogue import load_catalogue
from heard.dataset.synthesis import synthesise
from heard.disclosure.ledger import ReleaseRefused, Snapshot, take_snapshots
from heard.disclosure.ledger.repeated import are_the_same_answers, check_repeated, count_shared
from heard.programme.folder import ensure_stored, open_programme
from ledgers import KEY, Rows, everybody, make_snapshot


def responses(first: int, last: int) -> Rows:
    """Children by number, each with answers of their own."""
    return [("all", "all", f"child {number}") for number in range(first, last + 1)]


def is_refused(before: Rows, now: Rows) -> bool:
    """Whether `now` may not be published as 2028 after `before` was as 2026."""
    return said_of(make_snapshot(before), make_snapshot(now, wave="2028")) != ""


def said_of(before: Snapshot, now: Snapshot) -> str:
    try:
        check_repeated({now.key: now}, [(before.key, before.rows)])
    except ReleaseRefused as error:
        return str(error)
    return ""


# --- The same answers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "what"),
    [
        (responses(1, 74), "the very same"),
        (responses(1, 75), "one more"),
        (responses(1, 73), "one less"),
        (responses(2, 75), "one in the place of another"),
        (responses(1, 74) * 2, "each read in twice"),
        (responses(1, 174), "a hundred more"),
        (responses(1, 20), "some of them alone"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_answers_published_as_one_wave_are_refused_as_another(now: Rows, what: str) -> None:
    assert is_refused(responses(1, 74), now), what


def test_a_coordinator_reads_whose_answers_they_are_and_what_to_do() -> None:
    before, now = make_snapshot(responses(1, 74)), make_snapshot(responses(1, 75), wave="2026b")
    assert said_of(before, now) == (
        "X1, 8-11: the answers given as wave 2026b are the answers of wave 2026; 74 responses are the same in both. "
        "Published under two names, the difference would tell what few children said. Nothing was released. Take the "
        "answers of wave 2026 out of wave 2026b. If wave 2026 is to be corrected, correct its answers and release it "
        "under its own name."
    )


@pytest.mark.parametrize(("shared", "refused"), [(24, False), (25, True), (26, True)])
def test_a_quarter_of_the_smaller_wave_is_the_limit(shared: int, refused: bool) -> None:
    other = responses(101 - shared, 400)  # of 1 to 100 the last ones, and three hundred others
    assert is_refused(responses(1, 100), other) is refused
    assert is_refused(other, responses(1, 100)) is refused


@pytest.mark.parametrize(("shared", "refused"), [(4, False), (5, True)])
def test_of_twelve_five_are_the_limit(shared: int, refused: bool) -> None:
    assert is_refused(responses(1, 12), responses(13 - shared, 24 - shared)) is refused


def test_children_who_skipped_everything_count_once() -> None:
    skipped = everybody("s" * 40)
    assert not is_refused([*responses(1, 12), *skipped], [*responses(13, 24), *skipped])
    assert is_refused([*responses(1, 12), *skipped], [*responses(1, 12), *skipped])


def test_another_council_another_survey_and_the_wave_itself_are_not_looked_at() -> None:
    rows = responses(1, 74)
    before = make_snapshot(rows)
    assert said_of(before, make_snapshot(rows, wave="2028", area="X2")) == ""
    assert said_of(before, make_snapshot(rows, wave="2028", survey="11-17")) == ""
    assert said_of(before, make_snapshot(responses(1, 75))) == ""  # a correction, which has rules of its own


# --- True waves ---------------------------------------------------------------------------------------


def snapshots_of(folder: Path, *, areas: int, waves: int, number: int) -> dict[str, list[Snapshot]]:
    """Of a made-up programme, by "area/survey" a snapshot a wave; surveys that nobody answered are left out."""
    catalogue = load_catalogue()
    synthesise(folder, catalogue=catalogue, areas=areas, waves=waves, responses=number, seed=1)
    programme = open_programme(folder, catalogue)
    stored = ensure_stored(programme, catalogue)
    found: dict[str, list[Snapshot]] = {}
    for wave in programme.waves:
        for each in take_snapshots(stored, wave, stored.codebook.areas, KEY).values():
            if each.rows.height:
                found.setdefault(f"{each.area}/{each.survey}", []).append(each)
    return found


SIZES = [
    pytest.param(2, 2, 400, id="400 in two councils"),
    pytest.param(10, 3, 360, id="twelve in each council and wave"),
    pytest.param(10, 2, 960, id="twelve in each council, wave and survey"),
    pytest.param(4, 2, 30_000, id="30,000 in four councils"),
    pytest.param(80, 2, 30_000, id="30,000 in eighty councils", marks=pytest.mark.slow),
]


@pytest.mark.parametrize(("areas", "waves", "number"), SIZES)
def test_two_made_up_waves_are_never_taken_for_one_and_each_is_for_itself(
    tmp_path: Path, areas: int, waves: int, number: int
) -> None:
    found = snapshots_of(tmp_path / "programme", areas=areas, waves=waves, number=number)
    pairs = [(one.rows, other.rows) for each in found.values() for one, other in combinations(each, 2)]
    assert len(pairs) >= areas
    assert [count_shared(*pair) for pair in pairs if are_the_same_answers(*pair)] == []
    rows = [each.rows for several in found.values() for each in several]
    large = [each for each in rows if each.filter(group="all").n_unique() >= 5]
    assert large
    assert all(are_the_same_answers(each, each) for each in large)
