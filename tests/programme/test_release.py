"""A release: attacked before it is handed out, recorded before its files stand, refused where the ledger says so."""

import errno
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from builders import write_rows
from heard.base.errors import UserError
from heard.base.policy import Level
from heard.disclosure.attack.releases import Breach, Release
from heard.disclosure.facts import SCHEMA
from heard.disclosure.ledger import Kind, Ledger, ReleaseRefused
from heard.disclosure.ledger.entries import hash_of
from heard.programme import place
from heard.programme.release import Released, release_tables
from releasing import Stage, answers, breach

DAY = date(2026, 5, 1)


def do(
    folder: Path,
    *,
    level: Level = Level.PUBLIC,
    area: str | None = None,
    out: str = "out",
    by: str = "Somebody",
    dry_run: bool = False,
) -> Released:
    return release_tables(
        folder,
        wave="2026",
        out=folder.parent / out,
        today=DAY,
        level=level,
        area=area,
        by=by,
        dry_run=dry_run,
        workers=1,
    )


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder.parent / "out").glob("*")}


def entries(folder: Path) -> int:
    return len(Ledger.open(folder / "ledger").entries)


def add_answers(folder: Path, number: int) -> None:
    write_rows(folder / "responses" / "late.csv", answers(number, feels_safe="hardly_ever"))


# --- What is handed out -------------------------------------------------------------------------------


def test_a_release_is_its_tables_and_what_the_ledger_says_of_them(stage: Stage, two_councils: Path) -> None:
    done = do(two_councils)
    files = written(two_councils)
    assert sorted(files) == ["ledger.json", "tables.csv"]
    assert pl.read_csv(files["tables.csv"], schema_overrides=SCHEMA).columns == list(SCHEMA)
    says = json.loads(files["ledger.json"])
    assert says["tables"] == {"tables.csv": hash_of(files["tables.csv"])}
    assert (says["format"], says["wave"], says["level"], says["areas"]) == (1, "2026", "public", ["X1", "X2"])
    assert says["policy"] == {"threshold": 10, "minimum_base": 20}
    assert says["made_up"] is False
    assert done.entry is not None
    assert says["snapshots"] == done.entry.snapshots


def test_no_clock_no_name_and_no_machine_is_in_the_files(stage: Stage, two_councils: Path) -> None:
    do(two_councils)
    for content in written(two_councils).values():
        assert not any(word in content for word in (b"Somebody", b"2026-05-01", str(two_councils).encode()))


def test_it_is_recorded_with_who_when_and_of_which_responses(stage: Stage, two_councils: Path) -> None:
    do(two_councils)
    (link,) = Ledger.open(two_councils / "ledger").links
    entry = link.entry
    assert (entry.kind, entry.level, entry.areas) == (Kind.RELEASE, Level.PUBLIC, ("X1", "X2"))
    assert (entry.by, entry.at) == ("Somebody", DAY)
    assert set(entry.snapshots) == {
        f"2026/{area}/{survey}" for area in ("X1", "X2") for survey in ("4-7", "8-11", "11-17", "16-25")
    }
    columns = ("area", "survey", "indicator", "cut_point", "count", "base")
    tables = pl.read_csv(written(two_councils)["tables.csv"], schema_overrides=SCHEMA)
    assert link.facts.select(columns).equals(tables.select(columns))


def test_the_same_release_again_is_the_same_bytes_and_no_second_entry(
    stage: Stage, two_councils: Path
) -> None:
    first, files = do(two_councils), written(two_councils)
    again = do(two_councils)
    assert (first.is_new, again.is_new) == (True, False)
    assert again.entry == first.entry
    assert written(two_councils) == files
    assert entries(two_councils) == 1


def test_what_was_said_before_is_given_to_whoever_protects(stage: Stage, two_councils: Path) -> None:
    do(two_councils, level=Level.PUBLIC)
    stage.asked.clear()
    do(two_councils, level=Level.BOARD, area="X1", out="board")
    (asked,) = stage.asked
    said = asked["said"]
    assert isinstance(said, pl.DataFrame)
    assert set(said["to"]) == {"public"}
    assert set(said["area"]) == {"X1"}


def test_a_dry_run_writes_and_records_nothing(stage: Stage, two_councils: Path) -> None:
    done = do(two_councils, dry_run=True)
    assert done.entry is None
    assert done.facts.height > 0
    assert written(two_councils) == {}
    assert not (two_councils / "ledger").exists()


def test_a_wave_that_nobody_answered_is_not_released(stage: Stage, two_councils: Path) -> None:
    settings = two_councils / "programme.toml"
    late = '\n[[waves]]\nkey = "2028"\nopens_on = 2028-02-02\ncloses_on = 2028-03-27\n'
    settings.write_text(settings.read_text() + late)
    with pytest.raises(UserError, match="Nobody answered in wave 2028"):
        release_tables(two_councils, wave="2028", out=two_councils.parent / "out", today=DAY)
    assert not (two_councils / "ledger").exists()


def test_level_working_is_no_release(stage: Stage, two_councils: Path) -> None:
    with pytest.raises(UserError, match="never leave the analysts"):
        do(two_councils, level=Level.WORKING)


# --- What the attacker breaks -------------------------------------------------------------------------


def tells(indicator: str, *, survey: str = "") -> "Finds":
    return Finds(indicator, survey)


class Finds:
    """Breaks a question of X1 as long as a figure of it is said; in any survey, or in one alone."""

    def __init__(self, indicator: str, survey: str) -> None:
        self._indicator, self._survey = indicator, survey

    def __call__(self, releases: Sequence[Release]) -> list[Breach]:
        facts = releases[-1].facts.filter(area="X1", indicator=self._indicator, symbol="")
        if self._survey:
            facts = facts.filter(survey=self._survey)
        return [breach(self._indicator)] if facts.height else []


def test_a_question_the_attacker_breaks_is_withheld_whole_and_said_so(
    stage: Stage, two_councils: Path
) -> None:
    stage.finds = tells("feels_safe")
    done = do(two_councils)
    assert done.withheld == (("X1", "8-11", "feels_safe"),)
    withheld = done.facts.filter(area="X1", indicator="feels_safe")
    assert set(withheld["symbol"]) == {"c"}
    assert withheld.select("count", "base", "eligible", "share", "low", "high").null_count().row(0) == (
        (withheld.height,) * 6
    )
    others = done.facts.filter((pl.col("area") == "X2") | (pl.col("indicator") != "feels_safe"))
    assert set(others["symbol"]) == {""}


def test_of_a_council_that_no_question_less_makes_safe_nothing_is_told_and_the_others_are(
    stage: Stage, two_councils: Path
) -> None:
    def tell(releases: Sequence[Release]) -> list[Breach]:
        own = releases[-1].facts.filter(pl.col("symbol") == "", area="X1")
        return [breach("feels_safe")] if own.height else []

    stage.finds = tell
    done = do(two_councils)
    assert {area for area, _, _ in done.withheld} == {"X1"}
    assert set(done.facts.filter(area="X1")["symbol"]) == {"c"}
    assert set(done.facts.filter(area="X2")["symbol"]) == {""}


def test_only_the_nation_is_attacked_as_the_sum_of_its_councils(stage: Stage, two_councils: Path) -> None:
    do(two_councils)
    assert stage.wholes == [False, False, True]


def test_what_nothing_helps_against_is_refused_and_neither_written_nor_recorded(
    stage: Stage, two_councils: Path
) -> None:
    stage.finds = lambda _releases: [breach("feels_safe")]
    with pytest.raises(ReleaseRefused, match="X1: together with what was published before, 8-11 feels_safe"):
        do(two_councils)
    assert written(two_councils) == {}
    assert entries(two_councils) == 0


def breaks_all_of_x1(releases: Sequence[Release]) -> list[Breach]:
    """Whatever is left out of what is said of X1."""
    return [breach("feels_safe")] if "X1" in releases[-1].facts["area"] else []


def test_a_council_that_nothing_helps_holds_up_no_other(stage: Stage, two_councils: Path) -> None:
    stage.finds = breaks_all_of_x1
    done = do(two_councils)
    assert [*done.refused] == ["X1"]
    assert done.refused["X1"].startswith("X1: together with what was published before, 8-11 feels_safe")
    assert set(done.facts.filter(area="X1")["symbol"]) == {"c"}
    assert set(done.facts.filter(area="X2")["symbol"]) == {""}
    assert (done.areas, done.withheld) == (("X1", "X2"), ())
    assert entries(two_councils) == 1


def test_asked_for_alone_it_is_refused(stage: Stage, two_councils: Path) -> None:
    stage.finds = breaks_all_of_x1
    with pytest.raises(ReleaseRefused, match=r"X1: together with .* Nothing was released"):
        do(two_councils, area="X1")
    assert entries(two_councils) == 0


def test_of_a_council_that_nothing_helps_stands_what_was_published_before(
    stage: Stage, two_councils: Path
) -> None:
    do(two_councils, level=Level.PUBLIC)
    stage.finds = breaks_all_of_x1
    done = do(two_councils, level=Level.BOARD, out="board")
    assert [*done.refused] == ["X1"]
    public = Ledger.open(two_councils / "ledger").links[0].facts
    same = done.facts.filter(area="X1")
    assert same.equals(public.filter(area="X1"))


def test_that_a_council_was_refused_is_kept_with_it(stage: Stage, two_councils: Path) -> None:
    def stop(releases: Sequence[Release]) -> list[Breach]:
        return stop_at_the_second(releases) or breaks_all_of_x1(releases)

    stage.finds = stop
    with pytest.raises(KeyboardInterrupt):
        do(two_councils)
    stage.finds = lambda _releases: ()
    assert [*do(two_councils).refused] == ["X1"]


def test_the_attacker_is_given_all_that_was_said_of_the_council_before(
    stage: Stage, two_councils: Path
) -> None:
    do(two_councils, level=Level.PUBLIC)
    seen: list[list[tuple[str, Level, set[str]]]] = []

    def watch(releases: Sequence[Release]) -> list[Breach]:
        seen.append([(each.name, each.level, set(each.facts["area"])) for each in releases])
        return []

    stage.finds = watch
    do(two_councils, level=Level.BOARD, area="X1", out="board")
    assert seen == [
        [("entry 1", Level.PUBLIC, {"X1"}), ("this release", Level.BOARD, {"X1"})],
    ]


# --- Interrupted --------------------------------------------------------------------------------------


def stop_at_the_second(releases: Sequence[Release]) -> list[Breach]:
    if "X2" in releases[-1].facts["area"]:
        raise KeyboardInterrupt
    return []


def test_a_run_that_stops_keeps_the_councils_it_finished(stage: Stage, two_councils: Path) -> None:
    stage.finds = stop_at_the_second
    with pytest.raises(KeyboardInterrupt):
        do(two_councils)
    assert [path.name[:2] for path in (two_councils / "ledger" / "work").glob("X*")] == ["X1"]
    stage.finds = lambda _releases: ()
    stage.asked.clear()
    do(two_councils)
    assert [asked["area"] for asked in stage.asked] == ["X2"]
    assert not (two_councils / "ledger" / "work").exists()


def test_what_was_kept_of_other_responses_is_not_used(stage: Stage, two_councils: Path) -> None:
    stage.finds = stop_at_the_second
    with pytest.raises(KeyboardInterrupt):
        do(two_councils)
    stage.finds = lambda _releases: ()
    stage.asked.clear()
    add_answers(two_councils, 20)
    do(two_councils)
    assert [asked["area"] for asked in stage.asked] == ["X1", "X2"]


def test_a_release_that_was_recorded_and_not_written_is_written_by_the_next_run(
    stage: Stage, two_councils: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(place, "write_together", stop)
        with pytest.raises(KeyboardInterrupt):
            do(two_councils)
    assert (entries(two_councils), written(two_councils)) == (1, {})
    assert not (two_councils.parent / "out").exists()
    done = do(two_councils)
    assert done.is_new is False
    assert (entries(two_councils), len(written(two_councils))) == (1, 2)


def test_what_is_recorded_and_cannot_be_put_under_its_name_is_said_plainly(
    stage: Stage, two_councils: Path
) -> None:
    in_the_way = two_councils.parent / "out" / "tables.csv"
    in_the_way.mkdir(parents=True)
    with pytest.raises(UserError, match=r"^Recorded as entry 1, but not written: run it again\."):
        do(two_councils)
    assert entries(two_councils) == 1
    in_the_way.rmdir()
    assert do(two_councils).is_new is False
    assert sorted(written(two_councils)) == ["ledger.json", "tables.csv"]


def test_files_that_cannot_be_written_in_full_are_not_recorded(
    stage: Stage, two_councils: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, write = two_councils.parent / "out", Path.write_bytes

    def fill(path: Path, content: bytes) -> int:
        if out in path.parents:
            raise OSError(errno.ENOSPC, "", str(path))
        return write(path, content)

    with monkeypatch.context() as full:
        full.setattr(Path, "write_bytes", fill)
        with pytest.raises(OSError, match="Errno"):
            do(two_councils)
    assert entries(two_councils) == 0
    assert not out.exists()


# --- Where, and in whose name -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("out", "words"),
    [
        ("file", "file is a file"),
        ("file/below/it", "file is a file. Nothing was written; name a folder"),
        ("programme", "holds the programme's own files"),
        ("programme/responses/out", "holds the programme's own files"),
        ("programme/open-data", "stands in the programme folder"),
    ],
)
def test_where_a_release_cannot_stand_is_found_before_anything_is_counted(
    stage: Stage, two_councils: Path, out: str, words: str
) -> None:
    (two_councils.parent / "file").touch()
    before = sorted(two_councils.rglob("*"))
    with pytest.raises(UserError) as error:
        do(two_councils, out=out)
    assert words in str(error.value)
    assert stage.asked == []
    assert sorted(two_councils.rglob("*")) == before


def test_a_folder_that_can_only_be_read_is_found_before_anything_is_counted(
    stage: Stage, two_councils: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*, dir: Path) -> None:
        raise OSError(errno.EROFS, "", str(dir))

    monkeypatch.setattr(place.tempfile, "TemporaryFile", refuse)
    with pytest.raises(UserError, match=r"that disk can only be read\. Nothing was written or recorded"):
        do(two_councils, out="new/out")
    assert stage.asked == []
    assert not (two_councils / "ledger").exists()


@pytest.mark.parametrize(
    ("level", "area"), [(Level.BOARD, None), (Level.PUBLIC, "X1")], ids=["other readers", "other councils"]
)
def test_another_release_is_not_replaced(
    stage: Stage, two_councils: Path, level: Level, area: str | None
) -> None:
    do(two_councils)
    files = written(two_councils)
    with pytest.raises(UserError, match=r"holds another release \(public, wave 2026, 2 councils\)"):
        do(two_councils, level=level, area=area)
    assert (entries(two_councils), written(two_councils)) == (1, files)


def test_a_release_of_another_wave_is_not_replaced(stage: Stage, two_councils: Path) -> None:
    do(two_councils)
    cover = two_councils.parent / "out" / "ledger.json"
    cover.write_text(cover.read_text().replace('"wave": "2026"', '"wave": "2024"'))
    with pytest.raises(UserError, match=r"holds another release \(public, wave 2024"):
        do(two_councils)


def test_somebody_elses_file_is_not_replaced(stage: Stage, two_councils: Path) -> None:
    (two_councils.parent / "out").mkdir()
    (two_councils.parent / "out" / "ledger.json").write_text("{}")
    with pytest.raises(UserError, match=r"holds a ledger\.json that is not of a release"):
        do(two_councils)
    assert entries(two_councils) == 0


@pytest.mark.parametrize("by", ["Team\nnobody", "\x1b[2J", "=1+1", "x" * 201])
def test_a_name_the_ledger_could_not_be_rid_of_again_is_refused(
    stage: Stage, two_councils: Path, by: str
) -> None:
    with pytest.raises(
        UserError, match=r"In whose name it is recorded \(--by\): .* Nothing was written or recorded"
    ):
        do(two_councils, by=by)
    assert not (two_councils / "ledger").exists()


def test_a_release_recorded_before_keeps_its_name(stage: Stage, two_councils: Path) -> None:
    do(two_councils, by="Team")
    entry = do(two_councils, by="Others").entry
    assert entry is not None
    assert entry.by == "Team"


# --- Corrections --------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 19])
def test_a_few_late_answers_are_refused(stage: Stage, two_councils: Path, number: int) -> None:
    do(two_councils)
    files = written(two_councils)
    add_answers(two_councils, number)
    with pytest.raises(ReleaseRefused, match="fewer than 20 may not change in a group"):
        do(two_councils)
    assert written(two_councils) == files
    assert entries(two_councils) == 1


def test_twenty_late_answers_make_a_new_edition_in_which_what_few_of_them_said_is_hidden(
    stage: Stage, two_councils: Path
) -> None:
    do(two_councils)
    rows = [*answers(17, feels_safe="hardly_ever"), *answers(3, feels_safe="always")]
    write_rows(two_councils / "responses" / "late.csv", rows)
    stage.asked.clear()
    assert do(two_councils).is_new
    asked = {str(each["area"]): each["further"] for each in stage.asked}
    own, others = asked["X1"], asked["X2"]
    assert isinstance(own, pl.DataFrame)
    assert isinstance(others, pl.DataFrame)
    found = own.filter(indicator="feels_safe", survey="8-11", cut_point="positive")
    assert found.select("group", "up", "down").rows() == [("all", 7, 3)]  # three said always: none, or ten
    assert others.is_empty()


def test_the_responses_that_were_published_may_be_published_again_after_a_refusal(
    stage: Stage, two_councils: Path
) -> None:
    do(two_councils)
    files = written(two_councils)
    add_answers(two_councils, 1)
    with pytest.raises(ReleaseRefused):
        do(two_councils)
    (two_councils / "responses" / "late.csv").unlink()
    do(two_councils)
    assert written(two_councils) == files
