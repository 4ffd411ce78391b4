"""Whatever is killed, and whenever: what a child was told is in is in, once; an opening ends whole, or waits.

Each test prints its seed, which pytest shows where it fails. What a process was doing when it was killed no seed can
repeat.
"""

import hashlib
import os
import random
import secrets
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest

from clusters import Cluster, comes_up_again, running_cluster, why_not
from disks import fill, tiny_disk, why_no_disk
from killing import (
    CLOCK,
    COUNCIL,
    EMPTIED,
    WAVE,
    WEB,
    WORKER,
    KillableSite,
    Killing,
    Office,
    install_wave,
    lay_programme,
)
from sent_rows import row_from, row_of
from sites import wait_until
from surveying import Child, let_answer

pytestmark = pytest.mark.slow

CHILDREN = 300
SURVEYS = 4
AT_ONCE, RUSHES = 12, 4
NOT_SENT = "not sent yet"


@pytest.fixture
def seed() -> int:
    """Another one each time."""
    drawn = secrets.randbelow(1_000_000)
    say(f"seed {drawn}")
    return drawn


@pytest.fixture
def wave_of_300(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[KillableSite]:
    """On the database that was asked for, in a cluster of its own that keeps what it was given."""
    is_postgres = request.config.getoption("--database") == "postgres"
    with running_cluster(durable=True) if is_postgres else nullcontext() as cluster:
        site = install_wave(tmp_path / "site", cards=CHILDREN // SURVEYS, cluster=cluster)
        lay_programme(site.home)
        with running(site):
            yield site


@contextmanager
def running(site: KillableSite, *arguments: str) -> Iterator[None]:
    """The site serves for as long as the block runs; afterwards it is said how it stood."""
    site.start(*arguments)
    try:
        yield
    finally:
        say(site.describe())
        site.end()


def say(line: str) -> None:
    """For whoever reads why a test failed."""
    sys.stdout.write(f"{line}\n")


def press_together(site: KillableSite, children: list[Child], draw: random.Random) -> None:
    """All press the last button in one moment, and in that moment the web server dies."""
    with ThreadPoolExecutor(len(children)) as pool:
        list(pool.map(Child.come_to_send, children))
        pressed = [pool.submit(child.send) for child in children]
        time.sleep(draw.uniform(0, 0.1))
        site.kill_web_server()
        for each in pressed:
            each.result()


def check_acknowledged(site: KillableSite, children: list[Child]) -> None:
    """Every child was told that it is in, and is in once; nobody was told what is not so."""
    told = Counter(child.ended for child in children)
    assert set(told) <= {"done", "already"}, told
    assert all(child.is_unsure for child in children if child.ended == "already")
    assert site.count("codes_seat WHERE is_finished") == len(children)
    sent = Counter(row_of(site, child) for child in children)
    assert Counter(row_from(each.survey, dict(each.answers)) for each in site.open_rows()) == sent


def check_opened(site: KillableSite, children: list[Child], before: set[str]) -> None:
    """The responses are those that were sent; three whole reports; nothing half, temporary or sealed is left."""
    sent = Counter(row_of(site, child) for child in children)
    keys = {"wave", "area", "survey"}
    rows = site.read_responses()
    assert {(row["wave"], row["area"]) for row in rows} == {(WAVE, COUNCIL)}
    found = (row_from(row["survey"], {name: row[name] for name in row.keys() - keys}) for row in rows)
    assert Counter(found) == sent
    check_reports(site)
    new = files_in(site.home / "programme") - before
    assert {name for name in new if not name.startswith("dataset/")} == {f"responses/{WAVE}-{COUNCIL}.csv"}
    assert not [name for name in new if "/." in f"/{name}"]
    check_no_key_stays(site.home / "handover")
    assert {table: site.count(f"codes_{table}") for table in EMPTIED} == dict.fromkeys(EMPTIED, 0)
    assert site.count("results_opening WHERE step = 'reported' AND unreadable = 0") == 1
    assert int(site.installation.ask("SELECT responses FROM results_opening")) == len(children)
    assert site.count("jobs_job WHERE kind = 'open_wave' AND state = 'done'") == 1
    assert site.count("jobs_job WHERE kind = 'open_wave'") == 1


def check_no_key_stays(folder: Path) -> None:
    """A web server that died between laying a key down and saying so left it to the clock, which waits ten minutes."""
    for left in folder.iterdir():
        os.utime(left, (0, 0))
    wait_until(lambda: not list(folder.iterdir()))


def check_reports(site: KillableSite) -> None:
    folder = site.home / "reports"
    names = {f"{COUNCIL}-{WAVE}-full-{level}.html" for level in ("public", "board", "working")}
    assert files_in(folder) == names
    for name in names:
        digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        assert site.count(f"results_writtenreport WHERE file = '{name}' AND digest = '{digest}'") == 1
        assert (folder / name).read_text(encoding="utf-8").rstrip().endswith("</html>")


def check_comments(site: KillableSite, children: list[Child]) -> None:
    """Every word that a child wrote is there to be read, once."""
    written = sum(len(child.written()) for child in children)
    assert site.count("voices_comment") == written
    for child in children:
        wanted = len(child.written())
        assert site.count(f"voices_comment WHERE text LIKE 'child-{child.number}-said %'") == wanted


def check_nothing_said(site: KillableSite, children: list[Child]) -> None:
    """No word, code or message of a child stands in what the site wrote down."""
    said = site.log.read_text()
    assert "Traceback" not in said
    assert "-said" not in said
    assert not [child.code for child in children if child.code in said]


def files_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_300_children_answer_and_the_wave_is_opened_while_everything_is_killed_again_and_again(
    wave_of_300: KillableSite, seed: int
) -> None:
    site, began = wave_of_300, time.monotonic()
    children = site.make_children(seed)
    rush = AT_ONCE * RUSHES
    for first in range(0, rush, AT_ONCE):
        press_together(site, children[first : first + AT_ONCE], random.Random(seed + first))
    storm = {"": 2, WEB: 1, WORKER: 14, CLOCK: 6}
    with Killing(site, seed, storm, 0.5, days_pass=True).going_on() as answering:
        let_answer(children[rush:], at_once=AT_ONCE)
    say(f"answering: {time.monotonic() - began:.0f} s, killed {dict(answering.done)}")
    say(f"told nothing at first: {sum(child.is_unsure for child in children)}")
    assert answering.done.total() >= 12
    assert answering.done["supervisor"] == 1
    check_acknowledged(site, children)

    before = files_in(site.home / "programme")
    office = Office(site)
    office.close_wave()
    began = time.monotonic()
    storm = {"": 1, WEB: 1, WORKER: 10, CLOCK: 1}
    killing = Killing(site, seed + 1, storm, 0.9, most=7, supervisor_at=seed % 2, strike_when=site.is_opening)
    with killing.going_on():
        office.open_answers(seconds=100)
        office.go_home()
    say(f"opening: {time.monotonic() - began:.0f} s, killed {dict(killing.done)}, {office.handed_in} keys")
    assert killing.done["supervisor"] == 1
    check_opened(site, children, before)
    check_comments(site, children)
    check_nothing_said(site, children)


def test_when_web_server_and_supervisor_are_killed_together_nothing_is_left_to_hold_the_port(
    tmp_path: Path,
) -> None:
    site = install_wave(tmp_path / "site", cards=10)
    with running(site):
        site.kill_supervisor(together_with=WEB)


@pytest.mark.skipif(bool(why_not()), reason=why_not())
def test_when_postgresql_itself_is_killed_nothing_acknowledged_is_lost(tmp_path: Path, seed: int) -> None:
    with running_cluster(durable=True) as cluster:
        site = install_wave(tmp_path / "site", cards=15, cluster=cluster)
        with running(site):
            children = site.make_children(seed)
            stopped = threading.Event()
            killing = threading.Thread(target=kill_database, args=(cluster, random.Random(seed), stopped))
            killing.start()
            try:
                let_answer(children)
            finally:
                stopped.set()
                killing.join()
            assert any(child.browser.faults for child in children), (
                "the server was away while children answered"
            )
            check_acknowledged(site, children)
            check_kept(children)
            check_nothing_said(site, children)


def kill_database(cluster: Cluster, draw: random.Random, stopped: threading.Event) -> None:
    """Three times; each time it is started again a moment later."""
    for _ in range(3):
        if stopped.wait(draw.uniform(1.0, 2.5)):
            return
        cluster.kill()
        time.sleep(draw.uniform(0, 1))
        wait_until(lambda: comes_up_again(cluster))


def check_kept(children: list[Child]) -> None:
    """Whoever was not told that it is in was told that the answers are kept."""
    for child in children:
        for page in child.browser.faults:
            if page.path == "/answer/send/":
                assert (page.status, NOT_SENT in page.says) == (503, True), page.says


@pytest.mark.skipif(bool(why_no_disk()), reason=why_no_disk())
def test_where_the_databases_disk_is_full_the_answers_are_kept_and_pressing_again_sends_them(
    tmp_path: Path, seed: int
) -> None:
    with tiny_disk(tmp_path / "disk", size="4m") as disk:
        site = install_wave(tmp_path / "site", cards=10, database=f"sqlite:///{disk / 'heard.sqlite3'}")
        with running(site, "--no-worker"):
            children = site.make_children(seed)[:4]
            for child in children:
                child.come_to_send()
            filling = fill(disk)
            for child in children:
                page = child.press_send_once()
                assert (page.status, NOT_SENT in page.says) == (503, True), page.says
            filling.unlink()
            assert site.count("codes_seat WHERE is_finished") == 0
            for child in children:
                child.send()
                child.browser.close()
                assert child.ended == "done"
            check_acknowledged(site, children)


@pytest.mark.skipif(bool(why_no_disk()), reason=why_no_disk())
def test_a_full_disk_while_the_wave_is_opened_is_said_nothing_is_lost_and_it_goes_on_when_there_is_space(
    tmp_path: Path, seed: int
) -> None:
    home = tmp_path / "site"
    with (
        tiny_disk(home / "programme", size="8m") as programme,
        tiny_disk(home / "reports", size="8m") as reports,
    ):
        site = install_wave(home, cards=10)
        lay_programme(home)
        before = files_in(programme)
        filled = fill(programme), fill(reports)
        with running(site):
            children = site.make_children(seed)
            let_answer(children)
            office = Office(site)
            office.close_wave()
            office.hand_in()
            said = office.wait_until_stopped()
            assert "the disk is full. Nothing is lost: the answers are still sealed" in said
            assert site.count("codes_sealedanswers") == len(children)
            assert files_in(programme) - before == {"filling"}
            filled[0].unlink()
            office.hand_in()
            said = office.wait_until_stopped()
            assert "the disk is full. Nothing is lost: the answers are in the programme folder" in said
            assert files_in(reports) == {"filling"}
            filled[1].unlink()
            office.go_on()
            office.open_on(seconds=30)
            office.go_home()
            check_opened(site, children, before)
            check_nothing_said(site, children)
