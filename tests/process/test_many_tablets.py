"""A real site on a home's busiest afternoon: two hundred tablets behind one address; and what a survey weighs there."""

import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from anchored.children import Line, answer_by_pages, begin, press_next
from clusters import running_cluster, why_not
from killing import KillableSite, install_wave

pytestmark = pytest.mark.slow

SURVEYS = ("4-7", "8-11", "11-17", "16-25")
TABLETS, CARDS = 200, 60  # of each survey
MOST_BYTES = 120_000  # issue 7


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Iterator[KillableSite]:
    home = tmp_path_factory.mktemp("site") / "home"
    if pytestconfig.getoption("--database") == "sqlite" or why_not():
        made = install_wave(home, cards=CARDS)
        yield from started(made)
        return
    with running_cluster() as cluster:
        yield from started(install_wave(home, cards=CARDS, cluster=cluster))


def started(site: KillableSite) -> Iterator[KillableSite]:
    site.start()
    yield site
    site.end()


def test_two_hundred_tablets_behind_one_address_are_all_let_on(site: KillableSite) -> None:
    cards = [code for survey in SURVEYS for code in site.codes[survey][: TABLETS // len(SURVEYS)]]
    lines = [Line(site.url) for _ in cards]
    together = threading.Barrier(TABLETS)
    with ThreadPoolExecutor(TABLETS) as tablets:
        # when all type their codes, whoever refuses one raises here
        pages = list(tablets.map(begin, lines, cards))

        def press(line: Line, page: str) -> str:
            together.wait()
            return press_next(line, page)

        # and all press Next at the same moment
        after = list(tablets.map(press, lines, pages))
    for line in lines:
        line.close()
    screens = [re.findall(r'name="screen" value="([0-9]+)"', page) for page in after]
    assert len(screens) == TABLETS
    assert all(int(screen) > 0 for (screen,) in screens)


@pytest.mark.parametrize("survey", SURVEYS)
def test_a_whole_survey_page_by_page_is_a_small_download(site: KillableSite, survey: str) -> None:
    with closing(Line(site.url)) as line:
        answer_by_pages(line, site.codes[survey][-1])
        walked = len(line.received)
        style = line.get(address_of(line.get("/"), "heard.css"))
        line.get(address_of(line.get("/"), "pictures.svg"))
        line.get("/static/ui/" + re.findall(r'url\("?(fonts/[^")]*basic[^")]*)', style)[0])
    assert walked > 30
    assert sum(line.received) <= MOST_BYTES


def address_of(page: str, name: str) -> str:
    """Of a file that a page names; its name holds a mark of its content."""
    start, _, end = name.rpartition(".")
    (found,) = set(re.findall(rf'"(/static/[^"#]*{start}[^"#]*\.{end})', page))
    return str(found)
