"""Thousands of surveys finish close together, half page by page and half by sealed parcels, while the web server, what
looks after it and PostgreSQL are killed: every page that was acknowledged is there, every survey is there once.

What children see, and what lies in the database before and after the opening, are compared as multisets. Each test
prints its seed and its figures.
"""

import random
import secrets
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from clusters import Cluster, comes_up_again, running_cluster
from heard.web.codes.contents import Comment, Slip, sealing_purpose
from heard.web.codes.sealing import PrivateKey, open_sealed
from killing import COUNCIL, WAVE, WEB, KillableSite, Killing, Office, install_wave, lay_programme
from nearly_done import Sender, bring_close, make_parcels, read_cards
from sent_rows import row_from, row_of
from sites import wait_until
from surveying import Child

pytestmark = pytest.mark.slow

CHILDREN = {"postgres": 5_000, "sqlite": 1_000}  # each a multiple of forty: ten cards of each survey at least
SURVEYS = 4
AT_ONCE = 24
SCREENS_LEFT = 2
SHOWN_AGAIN = ("/answer/question/", "/answer/send/", "/answer/hand-over/")


@dataclass
class Crowd:
    """Children at their last pages, and devices whose surveys are sealed. `lost`: what went wrong for one of them."""

    by_page: list[Child] = field(default_factory=list)
    sealed: list[tuple[Child, Sender]] = field(default_factory=list)

    def finish(self) -> None:
        """All of them, so many at a time; raises the first thing that went wrong."""
        work = [lambda child=child: finish_by_page(child) for child in self.by_page]
        work += [sender.send for _, sender in self.sealed]
        random.Random(len(work)).shuffle(work)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for done in [pool.submit(each) for each in work]:
                done.result()

    def children(self) -> list[Child]:
        """Everybody."""
        return [*self.by_page, *(child for child, _ in self.sealed)]


def finish_by_page(child: Child) -> None:
    """The last screens, the last button, the thanks. What was answered before must stand on the pages shown."""
    with closing(child.browser):
        page = child.browser.get("/answer/")
        assert page.path in SHOWN_AGAIN, page.path
        child.walk_on()
        child.send()


def gather(site: KillableSite, seed: int) -> Crowd:
    """Every second card page by page, every second one sealed."""
    cards, crowd = read_cards(site), Crowd()
    for child in site.make_children(seed):
        card = cards[child.code]
        if child.number % 2:
            crowd.sealed.append((child, Sender(child.browser, make_parcels(site, child, card))))
        else:
            bring_close(site, child, card, screens_left=SCREENS_LEFT)
            crowd.by_page.append(child)
    return crowd


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    return str(request.config.getoption("--database"))


@pytest.fixture
def crowded_site(database: str, tmp_path: Path) -> Iterator[KillableSite]:
    """A card for everybody, on the database that was asked for; without a worker, so that slips lie until read."""
    with running_cluster(durable=True) if database == "postgres" else nullcontext() as cluster:
        site = install_wave(tmp_path / "site", cards=CHILDREN[database] // SURVEYS, cluster=cluster)
        lay_programme(site.home)
        site.start("--no-worker")
        try:
            yield site
        finally:
            say(site.describe())
            site.end()


def say(line: str) -> None:
    """For whoever reads why a test failed, or what it did."""
    sys.stdout.write(f"{line}\n")


@contextmanager
def killed_database(cluster: Cluster | None, *, after: float) -> Iterator[None]:
    """PostgreSQL's own server is killed once while the block runs, and started again."""
    stopped = threading.Event()

    def strike() -> None:
        if cluster is not None and not stopped.wait(after):
            cluster.kill()
            wait_until(lambda: comes_up_again(cluster))
            say("killed PostgreSQL itself")

    thread = threading.Thread(target=strike)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


def check_told(crowd: Crowd) -> None:
    """Nobody was told what is not so: that it was in before, only where an earlier try may have brought it in."""
    ends = Counter(child.ended for child in crowd.by_page)
    outcomes = Counter(outcome for _, sender in crowd.sealed for outcome in sender.outcomes)
    unsure = sum(child.is_unsure for child in crowd.by_page)
    unsure_parcels = sum(sum(sender.is_unsure) for _, sender in crowd.sealed)
    say(f"by page {dict(ends)}, {unsure} unsure; parcels {dict(outcomes)}, {unsure_parcels} unsure")
    assert set(ends) <= {"done", "already"}
    assert all(child.is_unsure for child in crowd.by_page if child.ended == "already")
    for _, sender in crowd.sealed:
        assert len(sender.outcomes) == 2  # of the ticks and of the words
        for outcome, is_unsure in zip(sender.outcomes, sender.is_unsure, strict=True):
            assert outcome == "sent" or (outcome == "already_sent" and is_unsure)


def check_sealed_rows(site: KillableSite, crowd: Crowd) -> None:
    """Seats, rows, slips and words: each as often as it was sent."""
    children = crowd.children()
    assert site.count("codes_seat WHERE is_finished") == len(children)
    assert site.count("codes_seat WHERE has_words") == len(children)
    assert site.count("codes_sealedanswers") == len(children)
    rows = site.open_rows()
    sent = Counter(row_of(site, child) for child in children)
    assert Counter(row_from(each.survey, dict(each.answers)) for each in rows) == sent
    told = site.installation.environment
    slips = [Slip.from_bytes(each) for each in opened(site, "slip", told["HEARD_COUNTING_KEY"])]
    groups = {key for slip in slips for key in slip.groups}
    in_rows = Counter(
        frozenset((k, v) for k, v in each.answers.items() if k in groups and v) for each in rows
    )
    assert Counter(frozenset(slip.groups.items()) for slip in slips) == in_rows
    found = (
        Comment.from_bytes(each).text
        for each in opened(site, "comment", told[f"HEARD_READING_KEY_{COUNCIL}"])
    )
    written = Counter(text for child in children for text in child.written().values())
    assert Counter(text for text in found if text) == written


def opened(site: KillableSite, kind: str, key: str) -> list[bytes]:
    """Everything sealed of a kind, opened with a key of the environment."""
    private, purpose = PrivateKey.from_bytes(bytes.fromhex(key)), sealing_purpose(kind, COUNCIL, WAVE)
    return [
        open_sealed(each, key=private, purpose=purpose) for each in site.sealed_bytes(f"codes_sealed{kind}")
    ]


def check_responses(site: KillableSite, children: Sequence[Child]) -> None:
    """After the opening: the rows that were sent, and nothing sealed."""
    keys = {"wave", "area", "survey"}
    rows = site.read_responses()
    found = (row_from(row["survey"], {name: row[name] for name in row.keys() - keys}) for row in rows)
    assert Counter(found) == Counter(row_of(site, child) for child in children)
    assert site.count("results_opening WHERE unreadable = 0") == 1
    for table in ("sealedanswers", "sealedslip", "sealedcomment", "code", "seat"):
        assert site.count(f"codes_{table}") == 0


def test_thousands_finish_close_together_while_everything_is_killed_and_each_is_there_once(
    crowded_site: KillableSite, database: str
) -> None:
    site, seed = crowded_site, secrets.randbelow(1_000_000)
    began = time.monotonic()
    crowd = gather(site, seed)
    say(f"seed {seed}: {len(crowd.children())} gathered in {time.monotonic() - began:.0f} s")
    began = time.monotonic()
    killing = Killing(site, seed, {"": 3, WEB: 2}, pause=4.0, most=16, supervisor_at=5)
    with killing.going_on(), killed_database(site.installation.cluster, after=15):
        crowd.finish()
    say(f"finished in {time.monotonic() - began:.0f} s, killed {dict(killing.done)}")
    assert killing.done.total() >= 4
    check_told(crowd)
    check_sealed_rows(site, crowd)
    assert "Traceback" not in site.log.read_text()

    began = time.monotonic()
    site.end()
    site.start()
    office = Office(site)
    office.close_wave()
    office.open_answers(seconds=300)
    office.go_home()
    say(f"closed and opened in {time.monotonic() - began:.0f} s")
    check_responses(site, crowd.children())
