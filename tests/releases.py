"""Releases for tests, written row by row: what was printed, and nothing else."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from heard.base.policy import Level
from heard.disclosure.attack import Release
from heard.disclosure.facts import SCHEMA
from heard.programme.release_folder import CoverSheet, write_files

WAVE, AREA, SURVEY = "2026", "X1", "11-17"
SNAPSHOT = "a" * 64


def fact(cut_point: str = "positive", **values: object) -> Mapping[str, object]:
    """One row: of everybody, of `good_friend` in survey 11-17 of council X1, where nothing else is said.

    `is_hidden=True` writes the symbol c; `band=(low, high)` the symbol b with its ends.
    """
    row: dict[str, object] = {
        "wave": WAVE, "area": AREA, "survey": SURVEY, "group": "all", "level": "all",
        "indicator": "good_friend", "cut_point": cut_point, "symbol": "",
    }  # fmt: skip
    if values.pop("is_hidden", False):
        row["symbol"] = "c"
    if (band := values.pop("band", None)) is not None:
        assert isinstance(band, tuple)
        row |= {"symbol": "b", "low": band[0], "high": band[1]}
    count, base = values.get("count"), values.get("base")
    if isinstance(count, int) and isinstance(base, int) and base:
        row["share"] = count / base
    return row | values


def took_part(count: int | None, **values: object) -> Mapping[str, object]:
    """How many took part; None is hidden."""
    return fact("all", indicator="respondents", count=count, is_hidden=count is None) | values


def make_facts(*rows: Mapping[str, object]) -> pl.DataFrame:
    """Rows as the facts of a release."""
    return pl.DataFrame([dict.fromkeys(SCHEMA) | dict(row) for row in rows], schema=SCHEMA)


def make_release(
    *rows: Mapping[str, object],
    name: str = "release",
    level: Level = Level.BOARD,
    snapshots: Mapping[str, str] | None = None,
) -> Release:
    """A release of these rows."""
    return Release(name, level, make_facts(*rows), snapshots or {})


def write_release(folder: Path, release: Release) -> Path:
    """The release as `heard release` writes it: tables.csv and its cover sheet."""
    folder.mkdir(parents=True)
    facts = release.facts.select("wave", "area", "survey").unique().iter_rows()
    parts = {f"{wave}/{area}/{part}" for wave, area, survey in facts for part in survey.split(";")}
    cover = CoverSheet(
        programme="A programme for tests",
        made_up=False,
        wave=WAVE,
        level=release.level,
        areas=(AREA,),
        snapshots={part: release.snapshots.get(part, SNAPSHOT) for part in parts},
    )
    for name, content in write_files(cover, release.facts).items():
        (folder / name).write_bytes(content)
    return folder
