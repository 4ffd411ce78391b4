"""`heard attack` as whoever publishes runs it: what it says and what it ends with."""

import json
from pathlib import Path

from heard.base.policy import Level
from processes import run_heard
from releases import fact, make_release, took_part, write_release

SAFE = make_release(took_part(40), fact("negative", count=12, base=40), level=Level.PUBLIC)
HIDDEN = make_release(took_part(40), fact("negative", is_hidden=True))


def test_a_safe_release_ends_with_0_and_says_what_was_judged(tmp_path: Path) -> None:
    done = run_heard("attack", write_release(tmp_path / "open", SAFE))
    assert done.returncode == 0, done.stderr
    assert "public: 2 cells judged: 0 hidden, 0 said as a band, 2 shown." in done.stdout
    assert "Attacking X1 2026" in done.stderr


def test_two_releases_that_betray_a_cell_end_with_1_and_tell_how(tmp_path: Path) -> None:
    folders = [write_release(tmp_path / "open", SAFE), write_release(tmp_path / "paper", HIDDEN)]
    done = run_heard("attack", *folders, "--json")
    assert done.returncode == 1, done.stderr
    said = json.loads(done.stdout)
    assert not said["safe"]
    assert {each["what"] for each in said["breaches"]} >= {"negative"}
    assert all(each["path"] for each in said["breaches"])


def test_in_words_the_path_is_told_too(tmp_path: Path) -> None:
    folders = [write_release(tmp_path / "open", SAFE), write_release(tmp_path / "paper", HIDDEN)]
    done = run_heard("attack", *folders)
    assert done.returncode == 1
    assert "recovered, board X1 readers, X1 2026, everybody, 12: 11-17, good_friend, negative" in done.stdout


def test_a_folder_without_a_release_ends_with_2_and_no_traceback(tmp_path: Path) -> None:
    done = run_heard("attack", tmp_path)
    assert done.returncode == 2
    assert "ledger.json cannot be read" in done.stderr
    assert "Traceback" not in done.stderr
