"""Tables on a telephone stand as pairs of name and value, and are still tables to whoever hears them."""

from collections.abc import Iterator

import pytest

from journeys.conftest import CHROMIUM, OpenTown
from journeys.eyes import HEIGHT, NARROW, WIDE
from journeys.steps import COUNCIL, Colleague, Town

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
]

SCROLLS = "each => each.scrollWidth > each.clientWidth"


@pytest.fixture(scope="module")
def the_town(open_town: OpenTown) -> Iterator[Town]:
    with open_town() as town:
        yield town


@pytest.fixture
def town(the_town: Town) -> Iterator[Town]:
    yield the_town
    assert the_town.eyes.take_complaints() == []


def at(colleague: Colleague, width: int) -> None:
    colleague.page.set_viewport_size({"width": width, "height": HEIGHT})


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("coordinator", ""),
        ("coordinator", "watching/"),
        ("programme", "/programme/"),
    ],
)
def test_a_table_is_read_without_scrolling_sideways_and_stays_a_table(
    town: Town, role: str, path: str
) -> None:
    # given somebody with a telephone, in front of a page with a table of many columns
    colleague = town.colleague(role, width=NARROW)
    colleague.open(path if path.startswith("/") else f"/work/{COUNCIL}/waves/{town.wave}/{path}")
    tables = [each for each in colleague.page.locator("table").all() if each.is_visible()]
    assert tables

    # then none of it has to be moved sideways
    boxes = colleague.page.locator(".scroll").all()
    assert [each.evaluate(SCROLLS) for each in boxes if each.is_visible()] == [False] * len(tables)

    for table in tables:
        # and whoever listens is told of rows, heads and cells, word for word as on a wide screen
        at(colleague, NARROW)
        narrow = table.aria_snapshot()
        assert all(part in narrow for part in ("- columnheader", "- rowheader", "- cell", "- row "))
        at(colleague, WIDE)
        assert table.aria_snapshot() == narrow
        at(colleague, NARROW)
    colleague.leave()


def test_each_value_has_its_name_beside_it_on_a_telephone_alone(town: Town) -> None:
    coordinator = town.colleague("coordinator", width=NARROW)
    coordinator.open_wave_page()
    cell = coordinator.page.locator("td[data-name=Answered]").first
    name = "each => getComputedStyle(each, '::before').content"
    assert "Answered" in cell.evaluate(name) or "attr(data-name)" in cell.evaluate(name)
    at(coordinator, WIDE)
    assert cell.evaluate(name) == "none"
