"""THE way through: children answer, the coordinator closes, the key opens, the young people's panel reads first, and
every answer is counted in the report."""

from collections.abc import Iterator, Mapping
from datetime import date

import pytest

from heard.base.policy import LEVELS, Level
from journeys.conftest import CHROMIUM, OpenTown
from journeys.eyes import NARROW, WIDE
from journeys.steps import AGES, COUNCIL, Town

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
]


@pytest.fixture
def town(open_town: OpenTown) -> Iterator[Town]:
    with open_town() as town:
        yield town
        assert town.eyes.take_complaints() == []


def test_what_four_children_answer_is_counted_in_the_next_report(town: Town) -> None:
    # given a wave that is open, and counts that the coordinator sees by survey
    coordinator = town.colleague("coordinator")
    coordinator.open_wave_page()
    before = {ages: count or 0 for ages, count in coordinator.count_answered().items()}
    assert list(before) == list(AGES)

    # when a child of each age answers, on a telephone or at a desk, by finger or mouse, by day or night
    town.child().answer_everything("4-7")
    town.child(dark=True).answer_everything("8-11")
    town.child(width=WIDE, is_touching=False).answer_everything("11-17")
    town.child(width=WIDE, is_touching=False, dark=True).answer_everything("16-25")
    # then the counts stand still: four are too few to move them
    coordinator.open_wave_page()
    assert coordinator.count_answered() == before

    # when the coordinator closes the wave
    coordinator.close_wave()
    # then a card starts no survey any more
    late = town.child()
    late.type_code(town.take_card("11-17"))
    late.sees("This survey has ended")

    # when a key holder hands in the key file
    key_holder = town.colleague("key_holder", width=NARROW)
    key_holder.press("Hand the key in")
    key_holder.hand_in_key()
    # then the answers are opened while they watch, and they see none of them
    key_holder.wait_until_opened()
    key_holder.open(f"{key_holder.wave_path}report/working/")
    key_holder.is_told("This is not yours to do")

    # then the young people's panel reads at once, and nobody else: they are told until when it is held
    panel = town.colleague("panel")
    panel.open_reports()
    panel.read_report("public")
    assert panel.count_answered() == told_of(before, Level.PUBLIC)
    board = town.colleague("board", width=NARROW, dark=True)
    for waiting in (board, coordinator):
        waiting.open_reports()
        waiting.sees("it opens once they have met, and on")
        for level in ("public", "board", "working"):
            assert waiting.page.get_by_role("link", name=f"Read the {level} report").count() == 0
        waiting.open(f"{waiting.wave_path}report/board/")
        waiting.is_told("The report")

    # when the coordinator records that the panel has met
    coordinator.record_panel(date.today())
    # then board and coordinator read the report, and each answer is counted in it, once
    board.open_reports()
    board.sees("The panel met on")
    board.read_report("board")
    coordinator.read_report("working")
    assert board.count_answered() == told_of(before, Level.BOARD)
    assert coordinator.count_answered() == told_of(before, Level.WORKING)
    coordinator.open_reports()
    coordinator.sees(f"{sum(before.values()) + len(AGES)} responses opened.")
    assert read_rows(town) == sum(before.values()) + len(AGES)


def told_of(before: Mapping[str, int], level: Level) -> dict[str, int | None]:
    """One more of each age has answered; where too few did for that level, it is not said how many."""
    least = LEVELS[level].minimum_base
    return {ages: count + 1 if count + 1 >= least else None for ages, count in before.items()}


def read_rows(town: Town) -> int:
    """How many rows the dataset has got."""
    path = town.home / f"programme/responses/{town.wave}-{COUNCIL}.csv"
    return len(path.read_text(encoding="utf-8").splitlines()) - 1
