"""`heard report`: which kinds and formats were asked for, and what is said of one council and of all."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from builders import make_folder
from heard.base.errors import UserError
from heard.cli.main import main
from heard.cli.report import _chosen
from heard.programme import report_sets
from heard.programme.counted import count_programme
from heard.programme.report_sets import Asked, Outcome, list_answering
from heard.reports import Format, Kind
from releasing import answers

Ask = Callable[..., int]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    folder = make_folder(tmp_path / "programme", responses=[*answers(30), *answers(30, area="X2")])

    def asked(*more: str, area: str = "X1") -> int:
        where = ["report", str(folder), "--wave", "2026", "--area", area, "--out", str(tmp_path / "out")]
        return main([*where, "--level", "working", *more])

    return asked


def test_kinds_and_formats_stand_in_their_own_order_whatever_was_typed() -> None:
    assert _chosen("summary, full", Kind, "--kind") == (Kind.FULL, Kind.SUMMARY)
    assert _chosen("all", Format, "--format") == tuple(Format)


@pytest.mark.parametrize("given", ["fully", "full,,fully", "", " , "])
def test_a_kind_that_there_is_not_is_named_with_what_is_allowed(given: str) -> None:
    with pytest.raises(UserError, match=r"--kind: .* Allowed: all, or .* full, summary, children, board"):
        _chosen(given, Kind, "--kind")


def test_a_council_s_reports_are_written_and_told_as_json(
    ask: Ask, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask("--kind", "summary,slides", "--format", "html,pptx", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    names = [Path(each["path"]).name for each in told["files"]]
    assert names == [
        "X1-2026-summary-working.html",
        "X1-2026-slides-working.pptx",
        "X1-2026-slides-working.html",
    ]
    assert all((tmp_path / "out" / name).stat().st_size for name in names)
    assert told["entries"] == {"working": None}


def test_the_council_s_words_are_taken_from_a_file(ask: Ask, tmp_path: Path) -> None:
    words = tmp_path / "words.toml"
    words.write_text('[words]\nintroduction = "We asked because it matters."\n')
    assert ask("--kind", "summary", "--words", str(words)) == 0
    assert "We asked because it matters." in (tmp_path / "out/X1-2026-summary-working.html").read_text()


def test_a_file_of_words_that_is_wrong_is_the_user_s_to_mend(
    ask: Ask, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = tmp_path / "words.toml"
    words.write_text('[words]\npreface = "?"\n')
    assert ask("--words", str(words)) == 2
    assert "words.preface" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_of_all_councils_each_is_told_and_one_that_is_refused_ends_in_1(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def write_sets(asked: Asked, areas: list[str]) -> Iterator[Outcome]:
        assert (asked.kinds, asked.formats) == ((Kind.FULL,), (Format.HTML,))
        assert list(areas) == ["X1", "X2"]
        yield Outcome("X2", 0, 1, "its answers were changed")
        yield Outcome("X1", 2, 2)

    monkeypatch.setattr(report_sets, "write_sets", write_sets)
    assert ask(area="all") == 1
    said = capsys.readouterr()
    assert "Not written: X2: its answers were changed" in said.out
    assert "2 of 2: X1, 2 files" in said.err


def test_what_is_one_council_s_alone_cannot_be_asked_of_all(
    ask: Ask, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask("--dry-run", area="all") == 2
    assert "Nothing was written" in capsys.readouterr().err


@pytest.mark.slow
def test_the_sets_of_all_councils_are_written_side_by_side(tmp_path: Path) -> None:
    from datetime import date

    from heard.base.policy import Level

    folder = make_folder(tmp_path / "programme", responses=[*answers(30), *answers(30, area="X2")])
    areas = list_answering(count_programme(folder), "2026")
    asked = Asked(
        folder=folder,
        wave="2026",
        level=Level.WORKING,
        out=tmp_path / "out",
        today=date(2026, 5, 1),
        kinds=(Kind.SUMMARY,),
        formats=(Format.HTML,),
    )
    done = list(report_sets.write_sets(asked, areas, processes=2))
    assert sorted(each.area for each in done) == ["X1", "X2"]
    assert [each.refused for each in done] == ["", ""]
    assert (tmp_path / "out/X2/X2-2026-care-summary-working.html").exists()
