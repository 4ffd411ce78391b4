"""Who could answer, counted out of a council's return; and a wave closed down to what the council learnt from it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cohort_files import draw_council, write_return
from journeys.conftest import CHROMIUM, OpenTown
from journeys.eyes import NARROW
from journeys.steps import COUNCIL, Town

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
]


@pytest.fixture(scope="module")
def the_town(open_town: OpenTown) -> Iterator[Town]:
    with open_town() as town:
        yield town


@pytest.fixture
def town(the_town: Town) -> Iterator[Town]:
    yield the_town
    assert the_town.eyes.take_complaints() == []


SURE = "I have looked into it: these counts are right"


@pytest.mark.parametrize("width", [NARROW, 1280])
def test_a_coordinator_counts_who_could_answer_and_takes_it_over(
    town: Town, tmp_path: Path, width: int
) -> None:
    # given a council's return of far fewer or far more children than before, and a photograph that lies beside it
    drawn = draw_council(children=120 if width == NARROW else 800, seed=width)
    files = write_return(tmp_path, drawn)
    photograph = tmp_path / "photograph.jpg"
    photograph.write_bytes(b"\xff\xd8\xff\xe0")
    coordinator = town.colleague("coordinator", width=width)

    # when the coordinator chooses the photograph, it is told and the day comes back
    coordinator.open_wave_page()
    coordinator.press("Who could answer")
    coordinator.press("Count from the council's files")
    coordinator.page.get_by_label("First day of the survey").fill(drawn.on.isoformat())
    coordinator.page.get_by_label("Placed for adoption").check()
    coordinator.choose_file("The council's files", photograph)
    coordinator.press("Count")
    coordinator.sees("The files could not be counted", "this kind of file cannot be read")
    assert coordinator.page.get_by_label("First day of the survey").input_value() == drawn.on.isoformat()
    assert coordinator.page.get_by_label("Placed for adoption").is_checked()

    # when the return is chosen, the counts are shown, with everybody who is left out
    coordinator.page.get_by_label("The council's files").set_input_files(files)
    coordinator.press("Count")
    short, adoption = drawn.of_kind("short_break"), drawn.of_kind("adoption")
    coordinator.sees(f"Excluded: short breaks {short}, placed for adoption {adoption}.")

    # when they are far from those before and nobody says that this is right, they are shown again
    coordinator.sees("These counts are far from those before.")
    coordinator.press("Take these counts over")
    coordinator.sees("Tick that these counts are right, or leave everything as it was.")

    # then, with the tick, they take the place of what stood there
    coordinator.page.get_by_label(SURE).check()
    coordinator.press("Take these counts over")
    coordinator.is_told("Who could answer")
    for ages in ("4-7", "8-11", "11-17", "16-25"):
        coordinator.sees(str(drawn.expected(ages, [])["all", "all"]))
    coordinator.sees(f"short breaks {short}, placed for adoption {adoption}")
    coordinator.leave()

    # and nothing of a child lies anywhere in the site's folder: database, journal, programme, logs
    marks = [child.id.encode() for child in drawn.children[:20]]
    for path in town.home.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [mark for mark in marks if mark in content], path


def test_sums_can_be_typed(town: Town) -> None:
    # given a coordinator whose council has counted by itself
    coordinator = town.colleague("coordinator", width=NARROW)
    coordinator.open_wave_page()
    coordinator.press("Who could answer")
    coordinator.press("Type the sums instead")
    # when nothing is typed, it is told
    coordinator.press("Look at the sums")
    coordinator.sees("Type at least one sum")
    # when sums are typed and looked at, they are taken over
    for ages, children in (("Ages 4 to 7", "61"), ("Ages 8 to 11", "58"), ("Ages 11 to 17", "75")):
        coordinator.page.get_by_label(ages).fill(children)
    coordinator.press("Look at the sums")
    coordinator.sees("Ages 16 to 25: nobody was counted")
    coordinator.page.get_by_label(SURE).check()
    coordinator.press("Take these counts over")
    coordinator.sees("61", "58", "75", "typed by hand")
    coordinator.leave()


def test_a_wave_is_closed_down_and_what_was_learnt_is_kept(town: Town) -> None:
    # given a wave that the coordinator closes
    coordinator = town.colleague("coordinator")
    coordinator.close_wave()
    coordinator.press("Closing down")

    # when the devices of a team were opened, that is said, and one can be taken back
    button = coordinator.page.get_by_role("button", name="Every device here was opened").first
    with coordinator.page.expect_navigation():
        button.click()
    coordinator.look()
    coordinator.sees("Every device here was opened: said on")
    with coordinator.page.expect_navigation():
        coordinator.page.get_by_role("button", name="All paper is in").click()
    coordinator.sees("All paper is in: said on")
    with coordinator.page.expect_navigation():
        coordinator.page.get_by_role("button", name="Take that back").last.click()
    coordinator.look()

    # when they write down how it went, and sign it too early, it is told what is missing
    coordinator.press("Write how it went")
    coordinator.page.get_by_label("How were children and young people told of the survey?").fill(
        "Their social workers told them."
    )
    coordinator.press("Save")
    coordinator.is_told("How the wave went")
    coordinator.press("Sign it")
    coordinator.sees("what went well and what to change")
    coordinator.press("Go on writing")
    coordinator.page.get_by_label("What went well?").fill("The young people's own posters.")
    coordinator.page.get_by_label("What should be different next time?").fill("Begin with the post earlier.")
    coordinator.press("Save")
    coordinator.press("Sign it")
    coordinator.sees("Signed on")

    # then the board reads it, on a telephone, and finds it from the list of waves
    board = town.colleague("board", width=NARROW)
    board.open_wave_list()
    board.press("How waves went")
    board.sees("Begin with the post earlier.", "Who could answer and who did")
    board.press(town.wave)
    board.is_told("How the wave went")

    # and a key holder sees the steps, and the way to hand the key in
    key_holder = town.colleague("key_holder", width=NARROW)
    key_holder.open(f"/work/{COUNCIL}/waves/{town.wave}/closing-down/")
    key_holder.sees("Bring in what is still out")
    key_holder.press("Hand the key in")
    key_holder.is_told("Hand the key in")
