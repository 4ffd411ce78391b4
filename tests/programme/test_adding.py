"""New response files are added to what was stored and counted; whatever the order, what is kept is the very same."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import make_folder, make_wave, write_rows, write_settings
from heard.base.errors import UserError
from heard.cli.main import main
from heard.dataset import storing
from heard.dataset.responses import ResponseReader
from heard.programme.counted import count_programme
from heard.programme.cube_file import write_cube
from unit.analysis.cubes import Response, say

WAVES = [make_wave("2024"), make_wave("2026")]
AREAS = [{"area": code, "name": f"Made-up council {code}"} for code in ("X1", "X2", "X3")]
PILES: list[list[Response]] = [
    [
        *say(25, "8-11", area="X2", good_friend="yes", gender="girl"),
        *say(4, "8-11", area="X2", good_friend="no"),
    ],
    [
        *say(3, "8-11", area="X1", good_friend="unsure"),
        *say(2, "16-25", area="X3", emotional_support="friends;family"),
    ],
    [*say(6, "4-7", area="X1", wave="2024", knows_worker="yes"), *say(1, "8-11", area="X1", wave="2024")],
    [
        *say(2, "11-17", area="X3", knows_worker="no", contacts_worker="sometimes")
    ],  # left out: not to be asked
    [*say(3, "11-17", area="X2", knows_worker="no", contacts_worker="sometimes")],
]


def analyse(folder: Path, out: Path, *further: str) -> int:
    return main(["analyse", str(folder), "--wave", "2026", "--area", "X2", "--out", str(out), *further])


def put(folder: Path, pile: int) -> None:
    write_rows(folder / f"responses/pile-{pile}.csv", PILES[pile])


def begin(folder: Path, piles: Sequence[int]) -> Path:
    make_folder(folder, responses=[], waves=WAVES, areas=AREAS)
    (folder / "responses/responses.csv").unlink()
    for pile in piles:
        put(folder, pile)
    return folder


def keep(folder: Path, cube: Path, kept: Path | None = None) -> None:
    """Write the folder's cube: counted anew, or what is new added to a kept one."""
    counted = count_programme(folder, kept=kept)
    write_cube(counted.cube, counted.stored.codebook, cube)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*.*")
        if path.is_file()
    }


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(PILES))), together=st.integers(1, 3))
def test_added_in_any_order_all_is_the_very_same(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], together: int
) -> None:
    home = tmp_path_factory.mktemp("added")
    added, cube = begin(home / "added", order[:together]), home / "cube.parquet"
    keep(added, cube)
    for pile in order[together:]:
        put(added, pile)
        keep(added, cube, kept=cube)
    at_once = begin(home / "at once", range(len(PILES)))
    keep(at_once, home / "whole.parquet")
    assert cube.read_bytes() == (home / "whole.parquet").read_bytes()
    assert bytes_of(added / "dataset") == bytes_of(at_once / "dataset")


def test_what_is_analysed_is_the_very_same(tmp_path: Path) -> None:
    added, out = begin(tmp_path / "added", [3]), tmp_path / "out"
    assert analyse(added, out, "--add") == 0
    for pile in (0, 4, 1, 2):
        put(added, pile)
    assert analyse(added, out, "--add") == 0
    assert analyse(begin(tmp_path / "at once", range(5)), tmp_path / "whole") == 0
    assert bytes_of(out) == bytes_of(tmp_path / "whole")


def test_only_new_files_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = begin(tmp_path / "programme", [0, 1])
    assert analyse(folder, tmp_path / "out", "--add") == 0
    put(folder, 2)
    read: list[str] = []
    reads = ResponseReader.read

    def note(self: ResponseReader, files: Sequence[Path]) -> object:
        read.extend(path.name for path in files)
        return reads(self, files)

    monkeypatch.setattr(storing.ResponseReader, "read", note)
    assert analyse(folder, tmp_path / "out", "--add") == 0
    assert read == ["pile-2.csv"] * 2  # once to be stored with the others, once to be counted alone
    read.clear()
    assert analyse(folder, tmp_path / "out", "--add") == 0
    assert read == []


def test_a_new_wave_and_a_new_council_are_added(tmp_path: Path) -> None:
    """The new council stands before the others, so that every stored place changes."""
    folder = make_folder(tmp_path / "programme", responses=[], waves=WAVES[:1], areas=AREAS[1:])
    (folder / "responses/responses.csv").unlink()
    write_rows(folder / "responses/old.csv", say(7, "8-11", area="X2", wave="2024", good_friend="yes"))
    out = tmp_path / "out"
    assert main(["analyse", str(folder), "--wave", "2024", "--area", "X2", "--out", str(out), "--add"]) == 0
    write_settings(folder, WAVES, name="A programme for tests")
    write_rows(folder / "areas.csv", AREAS)
    put(folder, 0)
    put(folder, 1)
    assert analyse(folder, out, "--add") == 0
    assert analyse(folder, tmp_path / "anew") == 0
    assert bytes_of(out) == bytes_of(tmp_path / "anew")
    added = bytes_of(folder / "dataset")
    (folder / "dataset").rename(tmp_path / "gone")
    count_programme(folder)
    assert bytes_of(folder / "dataset") == added


@pytest.mark.parametrize("change", ["gone", "changed"])
def test_what_was_counted_may_not_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: str
) -> None:
    folder, out = begin(tmp_path / "programme", [0, 1]), tmp_path / "out"
    assert analyse(folder, out, "--add") == 0
    before = bytes_of(out)
    if change == "gone":
        (folder / "responses/pile-0.csv").unlink()
    else:
        write_rows(folder / "responses/pile-0.csv", PILES[0][1:])
    put(folder, 2)
    assert analyse(folder, out, "--add") == UserError.exit_code
    assert "have changed or gone since: pile-0.csv. Count anew" in capsys.readouterr().err
    assert bytes_of(out) == before
    assert analyse(folder, out) == 0


def test_a_cube_that_is_damaged_or_of_another_kind_is_not_added_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = begin(tmp_path / "programme", [0]), tmp_path / "out"
    assert analyse(folder, out) == 0
    whole = (out / "cube.parquet").read_bytes()
    for broken in (b"", b"PAR1", whole[: len(whole) // 2], b"wave,area\n"):
        (out / "cube.parquet").write_bytes(broken)
        assert analyse(folder, out, "--add") == UserError.exit_code
        assert "is damaged" in capsys.readouterr().err
    count_programme(folder).cube.write_parquet(out / "cube.parquet")
    assert analyse(folder, out, "--add") == UserError.exit_code
    assert "does not say which files it counted" in capsys.readouterr().err


def test_a_map_that_comes_later_makes_other_responses_of_its_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Their "ja" was refused until a map said what it is; a map that changes is another file, never added to."""
    folder, out = begin(tmp_path / "programme", [0]), tmp_path / "out"
    write_rows(
        folder / "responses/theirs.csv", [{"wave": "2026", "area": "X1", "survey": "8-11", "q": "ja"}] * 3
    )
    column_map = folder / "responses/theirs.map.toml"
    keys = 'wave = "wave"\narea = "area"\nsurvey = "survey"\n'
    column_map.write_text(f'[columns]\n{keys}[columns.good_friend]\nfrom = "q"\nvalues = {{ ja = "yes" }}\n')
    assert analyse(folder, out, "--add") == 0
    column_map.write_text(f'[columns]\n{keys}[columns.good_friend]\nfrom = "q"\nvalues = {{ ja = "no" }}\n')
    assert analyse(folder, out, "--add") == UserError.exit_code
    assert "have changed or gone since: theirs.csv" in capsys.readouterr().err
    counts = count_programme(folder).cube.filter(indicator="good_friend", group="all", area="X1")
    assert dict(counts.select("answer", "count").iter_rows()) == {"no": 3}
