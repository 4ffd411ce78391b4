"""`heard attack` as whoever publishes runs it: what it says and what it ends with."""

import json
from pathlib import Path

from heard.base.policy import Level
from ledgers import make_statement, write_ledger
from processes import run_heard
from releases import fact, make_release, took_part, write_release

SAFE = make_release(took_part(40), fact("negative", count=12, base=40), level=Level.PUBLIC)
HIDDEN = make_release(took_part(40), fact("negative", is_hidden=True))


def test_a_safe_release_ends_with_0_and_says_what_was_read(tmp_path: Path) -> None:
    done = run_heard("attack", write_release(tmp_path / "open", SAFE))
    assert done.returncode == 0, done.stderr
    assert "public: 2 cells read: 0 hidden, 0 said as a band, 2 shown." in done.stdout
    assert "Nothing that must stay hidden could be worked out." in done.stdout
    assert "X1 2026 as public readers" in done.stderr


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
    found = "hidden, and can be one number only: board X1 readers, X1 2026, everybody, 12: 11-17, good_friend, negative"
    assert found in done.stdout


def test_a_council_whose_numbers_do_not_fit_together_is_said_not_to_be_judged(tmp_path: Path) -> None:
    other = make_release(took_part(40), fact("negative", count=13, base=40), level=Level.PUBLIC)
    folders = [write_release(tmp_path / "open", SAFE), write_release(tmp_path / "paper", other)]
    done = run_heard("attack", *folders)
    assert done.returncode == 1, done.stderr
    assert "public: 4 cells read" in done.stdout
    assert "Not judged: X1, wave 2026, as public readers know it." in done.stdout
    assert "The printed numbers of 1 cell do not fit together" in done.stdout
    said = json.loads(run_heard("attack", *folders, "--json").stdout)
    assert said["not_judged"] == [{"reader": "public", "area": "X1", "wave": "2026"}]


def test_what_the_attacker_notes_is_printed(tmp_path: Path) -> None:
    girls, boys = ({"group": "gender", "level": level, "eligible": 30} for level in ("girl", "boy"))
    rows = (took_part(None, eligible=20), took_part(22, **girls), took_part(22, **boys))
    folder = write_release(tmp_path / "open", make_release(*rows))
    (note,) = json.loads(run_heard("attack", folder, "--json").stdout)["notes"]
    assert "the cohort is smaller than those who answered" in note
    assert note in run_heard("attack", folder).stdout


def test_a_folder_cannot_command_the_terminal(tmp_path: Path) -> None:
    done = run_heard("attack", write_release(tmp_path / "\x1b[2Jspring", SAFE))
    assert done.returncode == 0, done.stderr
    assert r"Reading \x1b[2Jspring" in done.stderr
    assert "\x1b" not in done.stdout + done.stderr


def test_a_programme_folder_stands_for_what_was_handed_out_of_it(tmp_path: Path) -> None:
    (tmp_path / "programme.toml").touch()
    write_ledger(tmp_path / "ledger", make_statement(SAFE.facts))
    done = run_heard("attack", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "public: 2 cells read" in done.stdout


def test_a_folder_without_a_release_ends_with_2_and_no_traceback(tmp_path: Path) -> None:
    done = run_heard("attack", tmp_path)
    assert done.returncode == 2
    assert "ledger.json: cannot be read" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_was_told_in_words_is_attacked_with_the_tables_and_told_with_its_file_and_sentence(
    tmp_path: Path,
) -> None:
    folder = write_release(tmp_path / "open", SAFE)
    page, letter = tmp_path / "page.html", tmp_path / "letter.txt"
    page.write_text("<main lang='en' data-told='X1/2026'><p>You told us.</p></main>", encoding="utf-8")
    letter.write_text("Thank you. Three of you wrote.", encoding="utf-8")
    done = run_heard("attack", folder, "--page", page)
    assert done.returncode == 0, done.stderr
    assert "1 page read: every figure in words is one that anybody may read." in done.stdout
    done = run_heard("attack", folder, "--page", page, "--page", letter)
    assert done.returncode == 1, done.stderr
    assert "1 sentence with a figure that names no finding" in done.stdout
    assert (
        "letter.txt: “Thank you. Three of you wrote.” A figure that names no finding: Three." in done.stdout
    )
    said = json.loads(run_heard("attack", folder, "--page", letter, "--json").stdout)
    assert not said["safe"]
    assert [each["kind"] for each in said["told"]] == ["unmarked"]
    assert run_heard("attack", folder, "--page", tmp_path / "poster.pdf").returncode == 2
