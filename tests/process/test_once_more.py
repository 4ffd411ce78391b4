"""`tests/once_more`: what passes at its second try passes and is named; a fault fails, and so do many at once."""

import subprocess
from pathlib import Path

import pytest

ONCE_MORE = Path(__file__).parents[1] / "once_more"
BY_CHANCE = """
from pathlib import Path
def test_by_chance():
    seen = Path({seen!r})
    assert seen.exists() or seen.touch()
def test_sound():
    pass
"""
pytestmark = pytest.mark.slow


def run(folder: Path, content: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_tried.py").write_text(content, encoding="utf-8")
    return subprocess.run(
        [ONCE_MORE, "-q", "-n", "1", folder / "test_tried.py"], capture_output=True, text=True, check=False
    )


def test_what_failed_by_chance_is_tried_again_and_named(tmp_path: Path) -> None:
    done = run(tmp_path, BY_CHANCE.format(seen=str(tmp_path / "seen")))
    assert done.returncode == 0
    assert "Once more, by themselves:" in done.stdout
    assert "test_tried.py::test_by_chance" in done.stdout
    assert "1 passed, 1 deselected" in done.stdout.splitlines()[-1]


@pytest.mark.parametrize("faults", [1, 4])
def test_a_fault_fails(tmp_path: Path, faults: int) -> None:
    done = run(tmp_path, "".join(f"def test_{number}():\n    assert 0\n" for number in range(faults)))
    assert done.returncode == 1
    assert ("Once more" in done.stdout) == (faults == 1)


def test_what_cannot_be_read_fails_at_once(tmp_path: Path) -> None:
    done = run(tmp_path, "import nothing_of_this_name\n")
    assert done.returncode
    assert "passed" not in done.stdout
