"""`heard release` as a process: killed, run twice at once, on a ledger that was changed, after a late answer."""

import hashlib
import json
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import make_folder, make_response, make_wave, write_rows
from heard.disclosure.ledger import Ledger, hold_ledger
from heard.disclosure.ledger.ledger import ensure_key
from processes import ENVIRONMENT, HEARD, Run

FEW, MANY = 2, 20


@pytest.fixture(scope="module")
def councils(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two councils, one survey, three questions; the ledger has its key and no entry."""
    responses = []
    for area, number in (("X1", 60), ("X2", 40)):
        for child in range(number):
            responses.append(
                make_response(
                    area=area,
                    gender="girl" if child % 2 else "boy",
                    feels_safe=("always", "sometimes", "never")[child % 7 % 3],
                    pet=("yes", "no")[child % 3 % 2],
                )
            )
    wave = {**make_wave("2026"), "surveys": ["8-11"]}
    folder = make_folder(
        tmp_path_factory.mktemp("released") / "programme", responses=responses, waves=[wave], made_up=True
    )
    with hold_ledger(folder / "ledger") as ledger:
        ensure_key(ledger)
    return folder


@pytest.fixture
def fresh(councils: Path, tmp_path: Path) -> Path:
    """A copy of it to release from."""
    return shutil.copytree(councils, tmp_path / "programme")


def command(folder: Path, out: Path, *more: str) -> list[str]:
    return ["release", str(folder), "--wave", "2026", "--out", str(out), *more]


def start(folder: Path, out: Path, *more: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [str(HEARD), *command(folder, out, *more)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=ENVIRONMENT,
    )


def contents(folder: Path) -> dict[str, str]:
    """The digest of each file that stands there, temporary ones left out."""
    files = (path for path in folder.glob("*") if path.is_file())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def everything(folder: Path) -> dict[str, str]:
    """The digest of each file, however deep it stands and however its name begins; of a folder, nothing."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in folder.rglob("*")
    }


def entries(folder: Path) -> int:
    return len(Ledger.open(folder / "ledger").entries)


@pytest.mark.parametrize("kills", [FEW, pytest.param(MANY, marks=pytest.mark.slow)])
def test_killed_at_any_moment_the_chain_is_whole_and_the_next_run_gives_the_same_bytes(
    kills: int, councils: Path, tmp_path: Path, heard: Run
) -> None:
    undisturbed = shutil.copytree(councils, tmp_path / "undisturbed")
    began = time.monotonic()
    done = heard(*command(undisturbed, tmp_path / "whole"))
    longest = time.monotonic() - began
    assert done.returncode == 0, done.stderr
    whole = contents(tmp_path / "whole")
    assert sorted(whole) == ["ledger.json", "tables.csv"]
    draw = random.Random(kills)
    for number in range(kills):
        folder = shutil.copytree(councils, tmp_path / f"killed-{number}")
        out = tmp_path / f"out-{number}"
        process = start(folder, out)
        try:
            process.wait(timeout=draw.uniform(0.3, 1.0) * longest)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        assert entries(folder) <= 1
        for name, digest in contents(out).items():
            assert digest == whole[name], f"{name} is not whole"
            assert entries(folder) == 1, "handed out before it was recorded"
        again = heard(*command(folder, out))
        assert again.returncode == 0, again.stderr
        assert contents(out) == whole
        assert entries(folder) == 1


def test_two_at_once_wait_for_each_other_and_both_are_recorded(fresh: Path, tmp_path: Path) -> None:
    levels = ("public", "board")
    both = [start(fresh, tmp_path / level, "--level", level) for level in levels]
    assert [process.wait(timeout=300) for process in both] == [0, 0]
    assert {entry.level.value for entry in Ledger.open(fresh / "ledger").entries} == set(levels)


def test_a_dry_run_writes_and_records_nothing(fresh: Path, tmp_path: Path, heard: Run) -> None:
    before = everything(fresh / "ledger")
    done = heard(*command(fresh, tmp_path / "out", "--dry-run", "--json"))
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["dry_run"] is True
    assert said["entry"] is None
    assert said["shown"] > 0
    assert not (tmp_path / "out").exists()
    assert everything(fresh / "ledger") == before


def test_a_dry_run_tells_what_it_left_and_what_it_may_have_stored(
    fresh: Path, tmp_path: Path, heard: Run
) -> None:
    done = heard(*command(fresh, tmp_path / "out", "--dry-run"))
    assert f"Nothing was recorded, and nothing written to {tmp_path / 'out'} (--dry-run)." in done.stdout
    assert "The responses may have been stored anew in the programme's folder dataset." in done.stdout


@pytest.mark.parametrize("out", ["file/below", "programme/open-data", "board"])
def test_where_a_release_cannot_stand_is_said_and_nothing_is_recorded(
    released: Path, tmp_path: Path, heard: Run, out: str
) -> None:
    folder = shutil.copytree(released, tmp_path / "programme")
    (tmp_path / "file").touch()
    shutil.copytree(released.parent / "X1", tmp_path / "board")
    before = everything(tmp_path / "board"), everything(folder / "ledger")
    done = heard(*command(folder, tmp_path / out, "--area", "X1"))
    assert done.returncode == 2
    assert "Nothing was written" in done.stderr
    assert (everything(tmp_path / "board"), everything(folder / "ledger")) == before


def test_the_same_again_keeps_its_name_and_says_so(released: Path, heard: Run) -> None:
    out = released.parent / "X1"
    again = ("--level", "board", "--area", "X1", "--by", "Team")
    done = heard(*command(released, out, *again))
    assert done.returncode == 0, done.stderr
    assert "The same was recorded before, as entry 1" in done.stdout
    assert "It stays recorded in nobody's name" in done.stdout
    assert entries(released) == 2


def test_what_was_released_is_said_in_a_sentence(released: Path, heard: Run) -> None:
    done = heard(*command(released, released.parent / "X1", "--level", "board", "--area", "X1"))
    cells = [
        row.split(",")[7] for row in (released.parent / "X1" / "tables.csv").read_text().splitlines()[1:]
    ]
    shown, bands = cells.count('""'), cells.count("b")
    assert f"of {len(cells):,} cells {shown:,} are shown, {bands:,} as bands; " in done.stdout


@pytest.fixture(scope="module")
def released(councils: Path, tmp_path_factory: pytest.TempPathFactory, heard: Run) -> Path:
    """A programme with two releases: of X1 to its board, of X2 to its board."""
    folder = shutil.copytree(councils, tmp_path_factory.mktemp("twice") / "programme")
    for area in ("X1", "X2"):
        done = heard(*command(folder, folder.parent / area, "--level", "board", "--area", area, "--json"))
        assert done.returncode == 0, done.stderr
        entry = json.loads(done.stdout)["entry"]
        assert entry["hash"] == Ledger.open(folder / "ledger").entries[-1].hash
    return folder


def change_a_byte(ledger: Path) -> str:
    path = ledger / "0001.json"
    path.write_bytes(path.read_bytes().replace(b"board", b"brand"))
    return "0001.json"


def change_facts(ledger: Path) -> str:
    path = ledger / Ledger.open(ledger).entries[1].facts.file
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    return path.name


def take_one_away(ledger: Path) -> str:
    (ledger / "0002.json").unlink()
    return "0002.json"


def change_the_order(ledger: Path) -> str:
    first, second = ledger / "0001.json", ledger / "0002.json"
    first.rename(ledger / "aside")
    second.rename(first)
    (ledger / "aside").rename(second)
    return "0001.json"


@pytest.mark.parametrize("damage", [change_a_byte, change_facts, take_one_away, change_the_order])
def test_a_ledger_that_was_changed_is_refused_with_the_files_name(
    released: Path, tmp_path: Path, heard: Run, damage: Callable[[Path], str]
) -> None:
    folder = shutil.copytree(released, tmp_path / "programme")
    name = damage(folder / "ledger")
    before = contents(folder / "ledger")
    done = heard(*command(folder, tmp_path / "out"))
    assert done.returncode == 2
    assert f"{name} " in done.stderr
    assert "Nothing was released. Put the folder ledger back from a back-up." in done.stderr
    assert not (tmp_path / "out").exists()
    assert contents(folder / "ledger") == before


def test_after_a_late_answer_a_coordinator_is_told_why_nothing_is_released(
    released: Path, tmp_path: Path, heard: Run
) -> None:
    folder = shutil.copytree(released, tmp_path / "programme")
    late = make_response(area="X1", gender="girl", feels_safe="never")
    write_rows(folder / "responses" / "late.csv", [late])
    done = heard(*command(folder, tmp_path / "out", "--level", "board", "--area", "X1"))
    assert done.returncode == 2
    assert "X1, 8-11, everybody: 1 response added, 0 taken out" in done.stderr
    assert "Nothing was released. What was published stays as it is." in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()
    other = heard(*command(folder, tmp_path / "out", "--level", "board", "--area", "X2"))
    assert other.returncode == 0, other.stderr
