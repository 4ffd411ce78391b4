"""Finished surveys that wait on a device: what the page's own script does with them in a real browser, over a line that
breaks all the time and with a clock that is wrong. None is lost, none comes twice, no words come without their ticks.
"""

import random
import secrets
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Worker

from broken_lines import BrokenLine, Fault, broken_line
from clusters import running_cluster
from heard.web.codes.contents import Comment, sealing_purpose
from heard.web.codes.sealing import PrivateKey, open_sealed
from journeys.conftest import CHROMIUM
from killing import COUNCIL, WAVE, WEB, KillableSite, Killing, install_wave
from nearly_done import Parcels, make_parcels, read_cards
from sites import wait_until
from surveying import Child

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
]

QUEUED, SURVEYS = 1_000, 4
CARDS = QUEUED // SURVEYS + 20  # of each survey: the first ten and the last ten are for the smaller tests
AT_ONCE = 20  # put into the browser's storage with one call
SENT_BELOW = "/answer/sealed/"
FAULTS = {
    Fault.NONE: 9,
    Fault.BEFORE: 2,
    Fault.MIDDLE: 2,
    Fault.AFTER: 3,
    Fault.TWICE: 2,
    Fault.OUT_OF_ORDER: 1,
    Fault.NOT_UNDERSTOOD: 1,
    Fault.PORTAL: 1,
}
MOST_ROUNDS, MOST_SCREENS = 60, 60
SENDING = "/static/answering/sending.js"
PUT = """async pairs => {
    for (const [answers, words] of pairs)
        await heard.sending.put({ answers: JSON.parse(answers), words: JSON.parse(words) });
}"""
BEGIN_ROUND = "() => { self.round = heard.sending.send(); }"
END_ROUND = "() => self.round.then(() => undefined)"
# The days that stand beside what waits, oldest parcel first.
DAYS = """() => new Promise(resolve => {
    const request = indexedDB.open('heard');
    request.onsuccess = () => {
        const all = request.result.transaction('waiting').objectStore('waiting').getAll();
        all.onsuccess = () => resolve(all.result.map(parcel => parcel.day));
    };
})"""
SET_DAYS = """([was, day]) => new Promise(resolve => {
    const request = indexedDB.open('heard');
    request.onsuccess = () => {
        const transaction = request.result.transaction('waiting', 'readwrite');
        const store = transaction.objectStore('waiting');
        store.openCursor().onsuccess = ({ target: { result: cursor } }) => {
            if (!cursor) return;
            if (cursor.value.day === was) cursor.update({ ...cursor.value, day });
            cursor.continue();
        };
        transaction.oncomplete = () => resolve();
    };
})"""

TAKEN_OVER = "() => heard.survey.ready.then(() => document.cookie.includes('heard_draft='))"
SURVEY_KEPT = """async () => {
    const cache = await caches.open('heard-surveys');
    return (await cache.keys()).length > 0;
}"""
# Into every box for words of this page.
TYPE_STRANGE = """strange => {
    for (const box of document.querySelectorAll('textarea')) box.value = strange;
}"""
SEND_TWICE = "() => { const send = document.querySelector('main .go .next'); send.click(); send.click(); }"
# The draft's cookie, as it would stand there after so many minutes.
LEAVE_ALONE = """minutes => {
    const [token, key, minute] = document.cookie.match(/heard_draft=([^;]+)/)[1].split('.');
    document.cookie = `heard_draft=${token}.${key}.${Number(minute) - minutes}; path=/answer/; SameSite=Strict`;
}"""


@pytest.fixture(scope="module")
def site(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KillableSite]:
    """On the database that was asked for, with a card for everybody."""
    home: Path = tmp_path_factory.mktemp("waited") / "site"
    if pytestconfig.getoption("--database") == "postgres":
        with running_cluster(durable=True) as cluster:
            yield from served(install_wave(home, cards=CARDS, cluster=cluster))
    else:
        yield from served(install_wave(home, cards=CARDS))


def served(site: KillableSite) -> Iterator[KillableSite]:
    site.start("--no-worker")
    try:
        yield site
    finally:
        say(site.describe())
        site.end()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One device."""
    opened = browser.new_context()
    yield opened
    opened.close()


@pytest.fixture
def line(site: KillableSite) -> Iterator[BrokenLine]:
    """Whole until a test breaks it."""
    with broken_line(site_port=site.port, below=SENT_BELOW, weights={Fault.NONE: 1}, seed=0) as made:
        yield made


def say(line: str) -> None:
    """For whoever reads why a test failed, or what it did."""
    sys.stdout.write(f"{line}\n")


def children_of(site: KillableSite, *, first: int, most: int) -> list[Child]:
    """Those with the cards from one place on; no two tests use one card."""
    cards = [code for codes in zip(*site.codes.values(), strict=True) for code in codes]
    chosen = set(cards[first : first + most])
    return [child for child in site.make_children(first) if child.code in chosen]


def seal_surveys(site: KillableSite, *, first: int, most: int) -> list[Parcels]:
    """What so many devices would have finished without a signal."""
    cards = read_cards(site)
    return [
        make_parcels(site, child, cards[child.code]) for child in children_of(site, first=first, most=most)
    ]


def open_tab(context: BrowserContext, line: BrokenLine) -> Page:
    """The first page, with the script that sends."""
    page = context.new_page()
    page.goto(line.url)
    page.add_script_tag(url=SENDING)
    return page


def queue(page: Page, waiting: Sequence[Parcels]) -> None:
    """Into the browser's storage, by the script's own hand."""
    for first in range(0, len(waiting), AT_ONCE):
        page.evaluate(PUT, [[each.answers, each.words] for each in waiting[first : first + AT_ONCE]])


def send_at_once(senders: Sequence[Page | Worker]) -> None:
    """One round: two tabs and the service worker all send all that waits, none knowing of the others."""
    for sender in senders:
        sender.evaluate(BEGIN_ROUND)
    for sender in senders:
        sender.evaluate(END_ROUND)


def waiting_in(page: Page) -> int:
    """Parcels, of ticks and of words."""
    return len(page.evaluate(DAYS))


def count_wrong(site: KillableSite) -> int:
    """Seats whose words are there without their ticks."""
    return site.count("codes_seat WHERE has_words AND NOT is_finished")


def written_in(site: KillableSite) -> Counter[str]:
    """Every word there is."""
    key = PrivateKey.from_bytes(bytes.fromhex(site.installation.environment[f"HEARD_READING_KEY_{COUNCIL}"]))
    purpose = sealing_purpose("comment", COUNCIL, WAVE)
    opened = (
        Comment.from_bytes(open_sealed(each, key=key, purpose=purpose)).text
        for each in site.sealed_bytes("codes_sealedcomment")
    )
    return Counter(text for text in opened if text)


def rows_in(site: KillableSite) -> Counter[frozenset[tuple[str, str]]]:
    return Counter(told(each.survey, each.answers) for each in site.open_rows())


def told(survey: str, answers: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    return frozenset([("survey", survey), *answers.items()])


def test_a_thousand_surveys_that_waited_come_once_each_over_a_line_that_breaks_while_the_site_is_killed(
    site: KillableSite, context: BrowserContext, line: BrokenLine
) -> None:
    seed, began = secrets.randbelow(1_000_000), time.monotonic()
    queued = seal_surveys(site, first=40, most=QUEUED)
    random.Random(seed).shuffle(queued)
    before_rows, before_words = rows_in(site), written_in(site)
    one, two = open_tab(context, line), open_tab(context, line)
    with context.expect_event("serviceworker") as registered:
        one.evaluate("() => navigator.serviceWorker.register('/answer/offline.js').then(() => undefined)")
    worker: Worker = registered.value
    queue(one, queued)
    assert waiting_in(one) == 2 * QUEUED
    say(f"seed {seed}: {QUEUED} queued in {time.monotonic() - began:.0f} s")

    began, line.seed, line.weights = time.monotonic(), seed, FAULTS
    rounds, left = 0, 2 * QUEUED
    with Killing(site, seed, {"": 2, WEB: 1}, pause=8.0, most=5, supervisor_at=2).going_on() as killing:
        while left and rounds < MOST_ROUNDS:
            send_at_once([one, two, worker])
            rounds, left = rounds + 1, waiting_in(two)
            assert count_wrong(site) == 0
    say(f"sent in {time.monotonic() - began:.0f} s and {rounds} rounds, killed {dict(killing.done)}")
    say(f"what happened on the way: { {str(each): count for each, count in line.done.items()} }")
    assert left == 0
    assert set(line.done) == set(FAULTS)

    assert rows_in(site) - before_rows == Counter(told(each.row.survey, each.row.answers) for each in queued)
    words = Counter(text for each in queued for text in each.written.values())
    assert written_in(site) - before_words == words
    assert words.total() > 0
    assert "Traceback" not in site.log.read_text()


def test_what_something_in_between_says_in_the_sites_place_drops_nothing(
    site: KillableSite, context: BrowserContext, line: BrokenLine
) -> None:
    page = open_tab(context, line)
    queue(page, seal_surveys(site, first=0, most=1))
    for fault in set(Fault) - {Fault.NONE, Fault.TWICE, Fault.AFTER}:
        line.weights = {fault: 1}
        page.evaluate("heard.sending.send()")
        assert waiting_in(page) == 2, fault
    line.mend()
    page.evaluate("heard.sending.send()")
    assert waiting_in(page) == 0


def test_what_nobody_can_ever_take_in_does_not_wait_for_ever(
    site: KillableSite, context: BrowserContext, line: BrokenLine
) -> None:
    page = open_tab(context, line)
    (parcels,) = seal_surveys(site, first=1, most=1)
    forged = (
        parcels.answers.replace(parcels.ticket, "A" * 400),
        parcels.words.replace(parcels.ticket, "A" * 400),
    )
    page.evaluate(PUT, [forged])
    page.evaluate("heard.sending.send()")
    assert waiting_in(page) == 0


@pytest.mark.parametrize(("days", "is_kept"), [(30, True), (31, False), (364, False)])
def test_without_a_signal_it_waits_thirty_days_and_no_longer(
    site: KillableSite, context: BrowserContext, line: BrokenLine, days: int, is_kept: bool
) -> None:
    page = open_tab(context, line)
    queue(page, seal_surveys(site, first=2, most=1))
    (today, _) = page.evaluate(DAYS)
    page.evaluate(SET_DAYS, [today, today - days])
    line.weights = {Fault.BEFORE: 1}
    page.evaluate("heard.sending.send()")
    assert waiting_in(page) == (2 if is_kept else 0)


@pytest.mark.parametrize("put_on", [0, 365, 1_000, 100_000])
def test_a_device_that_did_not_know_the_date_loses_nothing_once_it_does(
    site: KillableSite, context: BrowserContext, line: BrokenLine, put_on: int
) -> None:
    """Put there in 1970, years ago or far in the future: its days begin when the clock is right."""
    page = open_tab(context, line)
    queue(page, seal_surveys(site, first=3, most=1))
    (today, _) = page.evaluate(DAYS)
    page.evaluate(SET_DAYS, [today, put_on])
    line.weights = {Fault.BEFORE: 1}
    page.evaluate("heard.sending.send()")
    ticks, words = page.evaluate(DAYS)
    assert (ticks, words) == (today, put_on)  # the words were not tried: their ticks did not go
    line.mend()
    page.evaluate("heard.sending.send()")
    assert waiting_in(page) == 0


@pytest.mark.parametrize(
    ("place", "typed", "kept"),
    [
        (-2, '"\\ud800".repeat(900) + "half\\udfff and \\u202ehalf\\0"', "half and half"),
        (-3, '"\\u{1F415}".repeat(1000)', "\N{DOG}" * 1_000),
        (-4, '"\\"\\n".repeat(498) + "end"', '"\n' * 498 + "end"),
    ],
    ids=["halves of letters", "the longest letters", "what takes two bytes each"],
)
def test_whatever_is_typed_fits_and_is_sealed_as_the_server_would_keep_it(
    site: KillableSite, context: BrowserContext, place: int, typed: str, kept: str
) -> None:
    """And the last button pressed twice still ends with thanks."""
    before = written_in(site)
    page = begin(context, site, site.codes["11-17"][place])
    boxes = 0
    for _ in range(MOST_SCREENS):
        if page.locator("main .go .next[value=send]").count():
            break
        boxes += page.locator("textarea").count()
        page.evaluate(f"({TYPE_STRANGE})({typed})")
        page.locator("main .go .next").click()
    page.evaluate(SEND_TWICE)
    page.locator("h1", has_text="Thank you").wait_for()
    wait_until(lambda: waiting_in(page) == 0)
    assert boxes > 0
    assert written_in(site) - before == Counter({kept: boxes})


def begin(context: BrowserContext, site: KillableSite, code: str) -> Page:
    """At the first question, with the page's own script."""
    page = context.new_page()
    page.goto(site.url)
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Yes, start").click()
    page.wait_for_function(TAKEN_OVER)
    return page


@pytest.mark.parametrize(
    ("minutes", "is_shown"), [(0, True), (29, True), (-29, True), (31, False), (-31, False)]
)
def test_without_a_signal_a_survey_left_alone_is_shut_whichever_way_the_clock_went_meanwhile(
    site: KillableSite, context: BrowserContext, minutes: int, is_shown: bool
) -> None:
    page = begin(context, site, site.codes["11-17"][-1])
    page.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    page.wait_for_function(SURVEY_KEPT)
    context.set_offline(True)
    page.evaluate(LEAVE_ALONE, minutes)
    page.reload()
    shown = page.locator("legend").first if is_shown else page.locator("#shell.lost")
    shown.wait_for(state="attached")
    assert (page.locator("legend").count() > 0) is is_shown
