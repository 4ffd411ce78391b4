"""The cube of a stored dataset, against one counted response by response."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest

from builders import write_rows
from heard.analysis.counting import kernel
from heard.analysis.counts import count_cube
from heard.catalogue import Catalogue
from heard.dataset.storing import StoredDataset, store_responses
from unit.analysis.cubes import KEYS, Response, areas_of, cube_of, say, waves_of


def count(responses: Sequence[Response], folder: Path, catalogue: Catalogue) -> pl.DataFrame:
    """Write, store and count; keys as text, in one order."""
    file = write_rows(folder / "responses.csv", responses)
    areas = areas_of("X1", "X2", "X3")
    store_responses(
        [file], into=folder / "stored", catalogue=catalogue, waves=waves_of("2024", "2026"), areas=areas
    )
    cube = count_cube(StoredDataset.open(folder / "stored"), catalogue)
    return cube.with_columns(pl.col(KEYS).cast(pl.String)).sort(KEYS)


EVERY_KIND = [
    *say(3, "8-11", area="X1", good_friend="yes", gender="girl"),
    *say(2, "8-11", area="X1", good_friend="skipped", gender="prefer_not"),
    *say(1, "8-11", area="X2", good_friend="no"),
    *say(2, "8-11", area="X2"),
    *say(1, "8-11", area="X2", wave="2024", good_friend="unsure", placement="foster"),
    *say(2, "16-25", area="X1", emotional_support="friends;family", parent="no"),
    *say(1, "16-25", area="X3", emotional_support="nobody"),
    *say(1, "16-25", area="X3", emotional_support="prefer_not"),
    *say(1, "16-25", area="X3", in_eet="part_time_work;looking", emotional_support="adviser"),
]


def test_every_kind_of_answer_is_counted(tmp_path: Path, catalogue: Catalogue) -> None:
    """Answers, no-answers, questions not shown, several codes, unknown and missing levels, two waves."""
    expected = cube_of(EVERY_KIND, catalogue).sort(KEYS)
    assert count(EVERY_KIND, tmp_path, catalogue).equals(expected)


def test_groups_counted_side_by_side_are_counted_as_each_alone(
    tmp_path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many rows as are counted two groups at a time; none is ever too few here."""
    monkeypatch.setattr(kernel, "FEWEST_ROWS", 0)
    expected = cube_of(EVERY_KIND, catalogue).sort(KEYS)
    assert count(EVERY_KIND, tmp_path, catalogue).equals(expected)


def test_who_works_and_looks_for_work_counts_as_working(tmp_path: Path, catalogue: Catalogue) -> None:
    """Of several answers a positive one counts before a negative one (method, item 1)."""
    cube = count(EVERY_KIND, tmp_path, catalogue).filter(indicator="in_eet", group="all")
    found = dict(cube.select("answer", "count").iter_rows())
    assert found == {"part_time_work": 1, "looking": 1, "answered": 1, "cut:positive": 1}


def test_the_wellbeing_band_is_counted_as_any_answer(tmp_path: Path, catalogue: Catalogue) -> None:
    """Four scales of 4 add up to 16 of 40: low."""
    scales = dict.fromkeys(("life_satisfaction", "happiness", "worthwhile", "positive_future"), "4")
    cube = count(say(2, "11-17", **scales), tmp_path, catalogue)
    band = cube.filter(indicator="wellbeing_band", group="all")
    assert band.select("answer", "count").rows() == [("low", 2)]


def test_alike_responses_are_each_counted_in_the_survey_they_came_in(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    """Nothing tells a child who answered twice, or a survey meant for others, from two children (no ids are kept)."""
    twice = say(2, "11-17", age="21_25", good_friend="yes") + say(1, "8-11", good_friend="yes")
    found = count(twice, tmp_path, catalogue).filter(indicator="good_friend", group="all")
    assert dict(found.select("survey", "count").iter_rows()) == {"11-17": 2, "8-11": 1}


def test_parts_of_a_partition_add_up(tmp_path: Path, catalogue: Catalogue) -> None:
    whole = count(EVERY_KIND, tmp_path, catalogue)
    [part] = (tmp_path / "stored").glob("wave=2026/survey=8-11/*.parquet")
    rows = pl.read_parquet(part)
    rows.head(3).write_parquet(part)
    rows.tail(-3).write_parquet(part.with_name("part-0001.parquet"))
    cube = count_cube(StoredDataset.open(tmp_path / "stored"), catalogue)
    assert cube.with_columns(pl.col(KEYS).cast(pl.String)).sort(KEYS).equals(whole)


def test_a_dataset_without_responses_has_an_empty_cube(tmp_path: Path, catalogue: Catalogue) -> None:
    cube = count(say(1, "8-11"), tmp_path, catalogue)
    assert cube.height > 0
    for part in (tmp_path / "stored").glob("wave=*/survey=*/*.parquet"):
        part.unlink()
    empty = count_cube(StoredDataset.open(tmp_path / "stored"), catalogue)
    assert empty.columns == [*KEYS, "count"]
    assert empty.height == 0
