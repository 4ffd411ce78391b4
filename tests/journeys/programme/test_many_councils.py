"""The programme team and a council's coordinator: from an offered wave to one opened with the others."""

import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from age_files import make_age_file
from heard.web.codes.key_files import Holder, KeyFile
from heard.web.codes.sealing import new_private_key
from heard.web.waves.public_keys import write_public_key
from journeys.conftest import CHROMIUM, OpenTown
from journeys.eyes import NARROW
from journeys.steps import COUNCIL, Colleague, Town

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
]

WAVE = "2031-32"
PASSPHRASE = "one long enough passphrase"
OTHERS = {"X7000001": "Ashcombe", "X7000002": "Thornley"}
MILLISECONDS_TO_PLAN = 60_000
TODAY = date.today()


@pytest.fixture(scope="module")
def the_town(open_town: OpenTown) -> Iterator[Town]:
    with open_town() as town:
        for code, name in OTHERS.items():
            town.installation.manage("add_council", code, "--name", name)
        yield town


@pytest.fixture
def town(the_town: Town) -> Iterator[Town]:
    yield the_town
    assert the_town.eyes.take_complaints() == []


def make_keys(folder: Path) -> dict[str, Path]:
    """The public key and both holders' files, quicker to open than real ones."""
    key = new_private_key()
    files = {"public": write_public_key(council=COUNCIL, wave=WAVE, public_key=key.public)}
    for holder in Holder:
        sealed = make_age_file(key.to_bytes(), PASSPHRASE)
        file = KeyFile(council=COUNCIL, wave=WAVE, holder=holder, public_key=key.public, sealed=sealed)
        files[holder.value] = file.to_text()
    for name, text in files.items():
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.json" for name in files}


def press_and_wait(colleague: Colleague, button: str, words: str) -> None:
    """A button that starts work; the page loads itself anew until these words stand there, and is then looked at."""
    with colleague.page.expect_navigation():
        colleague.touch(colleague.find(button))
    expect(colleague.page.locator("main")).to_contain_text(words, timeout=MILLISECONDS_TO_PLAN)
    expect(colleague.page.locator(".job")).to_have_count(0, timeout=MILLISECONDS_TO_PLAN)
    colleague.look()


def rehearse(town: Town, coordinator: Colleague, keys: dict[str, Path]) -> None:
    """The key is registered and both files are tried."""
    coordinator.open_wave_page(WAVE)
    coordinator.press("Register the public key")
    coordinator.choose_file("Public key file, or one of the two key files", keys["public"])
    coordinator.press("Register the public key")
    key_holder = town.colleague("key_holder")
    for holder in ("first", "second"):
        key_holder.open_wave_list()
        key_holder.press("Try your key file")
        key_holder.choose_file("Your key file", keys[holder])
        key_holder.page.get_by_label("Passphrase").fill(PASSPHRASE)
        key_holder.press("Try the key file")


def test_a_wave_is_offered_taken_up_and_opened_with_the_others(town: Town, tmp_path: Path) -> None:
    # given somebody of the programme team, who comes to the page of every council
    team = town.colleague("programme")
    team.is_told("Where every council’s waves stand")
    team.sees("Alderbrook", "Ashcombe", "no wave yet", "open")

    # when they choose lines, on a telephone too
    narrow = town.colleague("programme", width=NARROW, dark=True)
    narrow.page.get_by_label("Stands").select_option(label="Report ready")
    narrow.press("Show these")
    narrow.sees("Alderbrook")
    narrow.page.get_by_label("Council").fill("nowhere")
    narrow.press("Show these")
    narrow.sees("No council’s wave is what you asked for.")
    narrow.press("Show everything")

    # when they set up a wave, a day is missing first
    team.press("Waves of the programme")
    team.press("Set up a wave")
    team.page.get_by_label("Name of the wave").fill(WAVE)
    team.page.get_by_label("Suggested opening day").fill(str(TODAY))
    team.press("Set up and offer the wave")
    team.sees("Choose a day.")
    team.page.get_by_label("Suggested last day for answers").fill(str(TODAY + timedelta(days=30)))
    team.press("Set up and offer the wave")
    # then it is offered to every council
    team.is_told(f"Wave {WAVE}")
    team.sees("Ashcombe", "offered, not taken up", "A questionnaire used in a wave is never edited again.")

    # when the council's coordinator takes it up, the worker plans it
    coordinator = town.colleague("coordinator", width=NARROW)
    coordinator.press("Offered waves")
    coordinator.press(WAVE)
    coordinator.press("Take part in this wave")
    coordinator.sees("Choose a day.")
    coordinator.page.get_by_label("Day of the young people’s panel").fill(str(TODAY + timedelta(days=60)))
    coordinator.page.get_by_label("When and where children hear what came of it").fill("In June.")
    press_and_wait(coordinator, "Take part in this wave", "Open with the other councils")

    # when they let the programme open it before its keys were tried
    coordinator.press("Let the programme open it")
    coordinator.sees("lets the programme open it from")
    team.open(f"/programme/waves/{WAVE}/")
    # then the programme reads what is missing, and has nothing to tick
    team.sees("These cannot be ticked yet", "Still missing: its public key; ")
    expect(team.find("Open these waves")).to_have_count(0)

    # when the keys were tried, its plan is still missing
    rehearse(town, coordinator, make_keys(tmp_path))
    team.open(f"/programme/waves/{WAVE}/")
    team.sees("Still missing: a plan for telling children what came of it", "the sign-off by somebody")

    # when the plan is written and the board has signed it off, it opens
    coordinator.write_plan(WAVE, TODAY)
    board = town.colleague("board")
    board.open(f"/work/{COUNCIL}/waves/{WAVE}/sign-off/")
    board.press("I have read it and sign it off")
    team.open(f"/programme/waves/{WAVE}/")
    press_and_wait(team, "Open these waves", "open for answers")
    coordinator.open(f"/work/{COUNCIL}/log/")
    coordinator.sees("let the programme open the wave", "asked to open the wave with the others")


def test_benchmarks_are_checked_read_and_set(town: Town, tmp_path: Path) -> None:
    # given a file with an error, and one without
    present = (town.home / "programme" / "benchmarks.csv").read_text(encoding="utf-8")
    wrong, right = tmp_path / "wrong.csv", tmp_path / "right.csv"
    wrong.write_text(present.replace("feels_safe", "no_such"), encoding="utf-8")
    right.write_text("\n".join(present.splitlines()[:-1]) + "\n", encoding="utf-8")
    team = town.colleague("programme", width=NARROW)
    team.press("Benchmarks")

    # when they check the first, they read what is wrong
    team.choose_file("benchmarks.csv", wrong)
    team.press("Check the file")
    team.is_told("This file cannot be used")
    team.sees("no_such")

    # when they check the second, they read what would change, and set it
    team.press("Choose another file")
    team.choose_file("benchmarks.csv", right)
    team.press("Check the file")
    team.is_told("What would change")
    team.sees("1 would go.")
    team.press("Set these benchmarks")
    team.sees("The benchmarks are set.")


def test_a_coordinator_has_no_page_of_the_programme(town: Town) -> None:
    coordinator = town.colleague("coordinator")
    coordinator.open("/programme/")
    coordinator.is_told("There is no such page")


def test_a_copy_of_the_programme_folder_is_taken_away_for_a_purpose(town: Town, tmp_path: Path) -> None:
    # given somebody of the programme team, who has not said what a copy is for
    there = set((town.home / "exports").glob("*"))
    team = town.colleague("programme", width=NARROW)
    team.press("Programme folder")
    team.press("Make a copy")
    team.sees("Say what the copy is for.")

    # when they say it, the worker makes the copy
    team.page.get_by_label("What the copy is for").fill("ranks of all councils for the annual report")
    press_and_wait(team, "Make a copy", "The copy is there until")

    # then they take it away, and it is the folder
    with team.page.expect_download() as waiting:
        team.touch(team.find("Take the copy away"))
    waiting.value.save_as(tmp_path / "copy.zip")
    with zipfile.ZipFile(tmp_path / "copy.zip") as file:
        assert file.testzip() is None
        for name in ("areas.csv", "cohort.csv"):
            assert file.read(f"programme/{name}") == (town.home / "programme" / name).read_bytes()

    # and once it is removed nothing lies there, in dark colours on a large screen too
    team.press("Remove it here")
    team.sees("This copy is there no more")
    assert set((town.home / "exports").iterdir()) == there
    wide = town.colleague("programme", dark=True)
    wide.press("Programme folder")
    wide.sees("ranks of all councils for the annual report", "removed")

    # and every council reads who asked, what for, and who took it
    coordinator = town.colleague("coordinator")
    coordinator.open(f"/work/{COUNCIL}/log/")
    coordinator.sees(
        "took away a copy of the programme folder", "ranks of all councils for the annual report"
    )


def test_a_copy_of_the_programme_folder_is_brought_back_in(town: Town, tmp_path: Path) -> None:
    # given a copy that was taken, and a folder that has lost the answers of its first wave since
    programme = town.home / "programme"
    team = town.colleague("programme", width=NARROW)
    team.press("Programme folder")
    team.page.get_by_label("What the copy is for").fill("to keep, should the disk fail")
    press_and_wait(team, "Make a copy", "The copy is there until")
    with team.page.expect_download() as waiting:
        team.touch(team.find("Take the copy away"))
    waiting.value.save_as(tmp_path / "copy.zip")
    lost = sorted((programme / "responses").glob("*.parquet"))[0]
    answers = lost.read_bytes()
    lost.unlink()

    # when they choose nothing, and then a text that is called a zip, they read what is wrong
    team.open("/programme/folder/")
    team.press("Bring a copy in")
    team.press("Check the copy")
    team.sees("Say where it comes from, and why.", "Choose the zip.")
    (tmp_path / "wrong.zip").write_text("area,name\n")
    team.page.get_by_label("Where it comes from").fill("our own copy, after the disk failed")
    team.choose_file("The copy, a zip", tmp_path / "wrong.zip")
    press_and_wait(team, "Check the copy", "It cannot be brought in.")
    team.sees("This is no zip")

    # when they choose the copy, they read what would be added, and let it in
    team.press("Bring a copy in")
    team.page.get_by_label("Where it comes from").fill("our own copy, after the disk failed")
    team.choose_file("The copy, a zip", tmp_path / "copy.zip")
    press_and_wait(team, "Check the copy", "Nothing is brought in yet.")
    team.sees("New: it would be added", "Alderbrook, wave", "Here already, and the same")
    if team.page.get_by_label("Nothing was published from these answers").count():
        team.page.get_by_label("Nothing was published from these answers").check()
    press_and_wait(team, "Bring it in", "It was brought in on")
    # then the answers are there again, as they were, and the file is wiped
    assert lost.read_bytes() == answers
    assert list((town.home / "imports").iterdir()) == []

    # when they bring it again, in dark colours on a large screen, there is nothing to bring
    wide = town.colleague("programme", dark=True)
    wide.open("/programme/import/")
    wide.sees("brought in", "cannot be brought in")
    wide.page.get_by_label("Where it comes from").fill("the same copy once more")
    wide.choose_file("The copy, a zip", tmp_path / "copy.zip")
    press_and_wait(wide, "Check the copy", "Everything in this copy is here already.")

    # and every council reads who brought it and who let it in
    coordinator = town.colleague("coordinator")
    coordinator.open(f"/work/{COUNCIL}/log/")
    coordinator.sees(
        "brought a copy of a programme folder",
        "our own copy, after the disk failed",
        "let a copy be brought in",
    )
