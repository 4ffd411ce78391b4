"""What a block works out of itself."""

from heard.charts import Certainty, Direction
from heard.reports.blocks import FindingItem, Reading, Tag

BRIGHT = Tag("Bright spot", Certainty.CLEAR, Direction.BETTER)
EVERYONE = Tag("Nearly everyone", Certainty.CLEAR, Direction.BETTER)


def test_a_flag_that_two_comparisons_share_is_shown_once() -> None:
    item = FindingItem(
        first=Reading(BRIGHT, "beside the others"),
        also=(Reading(BRIGHT, "beside the neighbours"), Reading(EVERYONE, "by its level")),
        picture=None,
        caption="",
        link="Figures",
        target="pet",
    )
    assert item.tags == (BRIGHT, EVERYONE)
