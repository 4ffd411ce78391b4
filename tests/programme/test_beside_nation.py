"""A national figure and the councils' figures are read together, whichever of them was handed out first."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from heard.base.policy import Level
from heard.disclosure import ProtectedTables
from heard.disclosure.attack.releases import Breach, Release
from heard.disclosure.facts import SCHEMA
from heard.disclosure.ledger import Ledger, ReleaseRefused
from heard.programme import cases, report
from heard.programme.release import Released, release_tables
from heard.programme.report import hand_out_report
from releasing import Stage, breach

DAY = date(2026, 5, 1)
SAID = {"indicator": "feels_safe", "symbol": ""}


@pytest.fixture(autouse=True)
def one_national_figure(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 400 in all councils together, 80 % feel safe; and no page, which takes half a second."""
    row = {"wave": "2026", "area": "all", "survey": "8-11", "group": "all", "level": "all"}
    item = {"cut_point": "positive", "base": 400, "share": 0.8}
    national = pl.DataFrame([{**row, **item, **SAID}], schema=SCHEMA)
    monkeypatch.setattr(cases, "national_facts", lambda *_: national)

    def render(
        _counted: object, protected: ProtectedTables, *_: object, **_more: object
    ) -> tuple[str, tuple[()]]:
        return protected.estimates.write_csv(), ()

    monkeypatch.setattr(report, "_render", render)


def write_report(folder: Path, area: str = "X1") -> pl.DataFrame:
    """What the newest entry says after it."""
    hand_out_report(
        folder, wave="2026", area=area, level=Level.BOARD, out=folder.parent / "reports", today=DAY
    )
    return Ledger.open(folder / "ledger").links[-1].facts


def release(folder: Path, area: str | None = None) -> Released:
    return release_tables(
        folder,
        wave="2026",
        out=folder.parent / f"out-{area}",
        today=DAY,
        level=Level.BOARD,
        area=area,
        workers=1,
    )


def is_said(facts: pl.DataFrame, area: str) -> bool:
    return facts.filter(area=area, **SAID).height > 0


class Together:
    """These areas' figures, known together, give X2 away."""

    def __init__(self, *areas: str) -> None:
        self._areas = areas

    def __call__(self, releases: Sequence[Release]) -> list[Breach]:
        known = pl.concat([each.facts for each in releases])
        return [breach("feels_safe", area="X2")] if all(is_said(known, each) for each in self._areas) else []


def test_what_a_release_hid_of_the_nation_no_report_prints(stage: Stage, two_councils: Path) -> None:
    stage.finds = Together("all", "X1", "X2")
    assert release(two_councils).withheld == (("all", "8-11", "feels_safe"),)
    stage.finds = lambda _releases: ()
    facts = write_report(two_councils)
    assert is_said(facts, "X1")
    assert not is_said(facts, "all")


def test_nor_does_the_next_release(stage: Stage, two_councils: Path) -> None:
    stage.finds = Together("all", "X1", "X2")
    first = release(two_councils)
    stage.finds = lambda _releases: ()
    again = release(two_councils)
    assert again.facts.equals(first.facts)
    assert not again.is_new


def test_a_report_prints_no_national_figure_that_gives_another_council_away(
    stage: Stage, two_councils: Path
) -> None:
    write_report(two_councils, "X2")
    (two_councils / "ledger").rename(two_councils.parent / "set aside")
    stage.finds = Together("all", "X1")
    facts = write_report(two_councils, "X1")
    assert is_said(facts, "X1")
    assert not is_said(facts, "all")


def test_where_the_national_figure_is_out_the_council_is_said_less_of(
    stage: Stage, two_councils: Path
) -> None:
    assert is_said(write_report(two_councils, "X2"), "all")
    stage.finds = Together("all", "X1")
    facts = write_report(two_councils, "X1")
    assert not is_said(facts, "X1")
    assert facts.filter(area="X1", indicator="pet", symbol="").height


@pytest.mark.parametrize("area", ["X1", None])
def test_a_release_after_it_says_less_of_its_councils(
    stage: Stage, two_councils: Path, area: str | None
) -> None:
    write_report(two_councils, "X2")
    stage.finds = Together("all", "X1")
    done = release(two_councils, area)
    assert not is_said(done.facts, "X1")
    assert done.facts.filter(area="X1", indicator="pet", symbol="").height
    assert ("X1", "8-11", "feels_safe") in done.withheld


def test_what_its_readers_hold_already_a_report_is_not_blamed_for(stage: Stage, two_councils: Path) -> None:
    release(two_councils)
    before = len(stage.wholes)
    write_report(two_councils, "X1")
    assert len(stage.wholes) == before + 1  # the council alone; nothing new, so that the nation is not asked


def test_what_was_broken_before_holds_nothing_else_up(stage: Stage, two_councils: Path) -> None:
    write_report(two_councils, "X2")
    stage.finds = Together("all", "X2")
    done = release(two_councils)
    assert not is_said(done.facts, "X1")
    assert done.facts.filter(area="X1", indicator="pet", symbol="").height


def test_what_a_board_can_find_out_holds_another_board_up_only_where_it_reads_that_too(
    stage: Stage, two_councils: Path
) -> None:
    write_report(two_councils, "X2")
    stage.finds = Together("all", "X2")
    assert is_said(release(two_councils, "X1").facts, "X1")  # X2's board reads nothing of it


@pytest.mark.parametrize("place", ["reported", "national_release"])
def test_where_nothing_helps_nothing_is_handed_out(
    stage: Stage, two_councils: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    always = frozenset({("8-11", "feels_safe")})
    monkeypatch.setattr(f"heard.programme.{place}.list_broken", lambda *_: always)
    hand_out = write_report if place == "reported" else release
    with pytest.raises(
        ReleaseRefused, match="Together with national figures that were published before, 8-11"
    ):
        hand_out(two_councils, "X1")
    assert not Ledger.open(two_councils / "ledger").entries
