"""A real site that is killed while people use it: its processes, what kills them, and the office that opens a wave."""

import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from age_files import make_age_file
from clusters import Cluster
from heard.web.codes.contents import Answers, Content, sealing_purpose
from heard.web.codes.key_files import Holder, KeyFile
from heard.web.codes.sealing import PrivateKey, new_private_key, open_sealed
from shown_pages import Page
from sites import (
    SECONDS_TO_STOP,
    Installation,
    begin_with_static_files,
    command_of,
    descendants,
    free_port,
    install,
    is_alive,
    is_leader,
    wait_until,
)
from surveying import Browser, Child, make_children

COUNCIL, WAVE = "X0000001", "2026"
PASSWORD, PASSPHRASE = "a long enough password", "correct horse battery"
WEB, WORKER, CLOCK = "heard.web.config.web_server", "heard.web work", "heard.web clock"
SECONDS_TO_COME_UP = 180
EMPTIED = ("sealedanswers", "sealedslip", "sealedcomment", "pauseddraft", "code", "seat")


@dataclass
class KillableSite:
    """An installation with an open wave, served on a port of its own. What it says goes into a file."""

    installation: Installation
    wave_key: PrivateKey
    codes: Mapping[str, Sequence[str]]
    port: int
    process: subprocess.Popen[bytes] | None = None
    arguments: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def home(self) -> Path:
        """Its folder."""
        return self.installation.home

    @property
    def log(self) -> Path:
        """All that it ever said."""
        return self.home / "log"

    def start(self, *arguments: str) -> None:
        """`serve`, until it answers; started again, with the same arguments."""
        self.arguments = arguments
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "heard.web", "serve", "--port", str(self.port), *arguments],
                env=dict(self.installation.environment),
                stdin=subprocess.DEVNULL,
                stderr=log,
            )
        with closing(Browser(self.url, patience=SECONDS_TO_COME_UP)) as browser:
            browser.get("/")

    def end(self) -> None:
        """As a service manager does."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=SECONDS_TO_STOP)

    def describe(self) -> str:
        """Which processes there are at this moment, and the last of what they said."""
        there = [f"{pid} {command_of(pid)[-60:]}" for pid in self.list_processes()]
        return "\n".join([*there, *self.log.read_text().splitlines()[-15:]])

    def list_processes(self) -> list[int]:
        """All but the supervisor."""
        return descendants(self.process.pid) if self.process else []

    def kill(self, words: str) -> bool:
        """Kill -9 the process with these words in its command; False where it is just being started again."""
        for pid in self.list_processes():
            with suppress(ProcessLookupError):
                if words in command_of(pid) and is_leader(pid):
                    os.kill(pid, signal.SIGKILL)
                    return True
        return False

    def kill_web_process(self, draw: random.Random) -> bool:
        """Kill -9 one of the processes that answer pages."""
        answering = [pid for pid in self.list_processes() if not is_leader(pid) and is_alive(pid)]
        if not answering:
            return False
        with suppress(ProcessLookupError):
            os.kill(draw.choice(answering), signal.SIGKILL)
        return True

    def kill_web_server(self) -> None:
        """Kill -9 all of it at once."""
        for pid in self.list_processes():
            with suppress(ProcessLookupError):
                if WEB in command_of(pid):
                    os.kill(pid, signal.SIGKILL)

    def kill_supervisor(self, *, together_with: str = "") -> None:
        """Kill -9 what looks after the others: nothing keeps running. Then it is started again."""
        assert self.process is not None
        everything = self.list_processes()
        assert not together_with or self.kill(together_with)
        self.process.kill()
        self.process.wait()
        wait_until(lambda: not [pid for pid in everything if is_alive(pid)])
        self.start(*self.arguments)

    def let_a_day_pass(self) -> None:
        """What is done once a day is due again: counting, stirring, reading in."""
        self.installation.change("UPDATE jobs_round SET last = ''")

    def is_opening(self) -> bool:
        """Whether the worker has the opening in hand at this moment."""
        return self.count("jobs_job WHERE kind = 'open_wave' AND state = 'working'") == 1

    def count(self, of: str) -> int:
        """How many rows: a table, with a condition where one is wanted."""
        return int(self.installation.ask(f"SELECT count(*) FROM {of}"))

    def open_rows(self) -> list[Answers]:
        """Every sealed survey, opened with the wave's key."""
        purpose = sealing_purpose(Content.ANSWERS, COUNCIL, WAVE)
        return [
            Answers.from_bytes(open_sealed(each, key=self.wave_key, purpose=purpose))
            for each in self.sealed_bytes("codes_sealedanswers")
        ]

    def sealed_bytes(self, table: str) -> list[bytes]:
        """What is sealed in the rows of a table."""
        hexes = "encode(sealed, 'hex')" if self.installation.cluster else "hex(sealed)"
        joined = f"string_agg({hexes}, ' ')" if self.installation.cluster else f"group_concat({hexes}, ' ')"
        found = self.installation.ask(f"SELECT coalesce({joined}, '') FROM {table}")
        return [bytes.fromhex(each) for each in found.split()]

    def read_responses(self) -> list[dict[str, str]]:
        """The rows of the responses file."""
        path = self.home / f"programme/responses/{WAVE}-{COUNCIL}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def make_children(self, seed: int) -> list[Child]:
        """One for each card, the surveys mixed."""
        cards = [code for codes in self.codes.values() for code in codes]
        random.Random(seed).shuffle(cards)
        return make_children(self.url, cards, seed=seed)

    def survey_of(self, child: Child) -> str:
        """Which survey its card is for."""
        return next(survey for survey, codes in self.codes.items() if child.code in codes)


def install_wave(
    home: Path, *, cards: int, cluster: Cluster | None = None, database: str = ""
) -> KillableSite:
    """A site with an open wave of one council: so many cards of each survey. Nothing runs yet."""
    handover = home / "handover"
    handover.mkdir(mode=0o700, parents=True)
    made = install(home, cluster=cluster)
    told = {
        **made.environment,
        "HEARD_COUNTING_KEY": new_private_key().to_bytes().hex(),
        f"HEARD_READING_KEY_{COUNCIL}": new_private_key().to_bytes().hex(),
        "HEARD_HANDOVER": str(handover),
        "HEARD_DEMO": "1",  # nobody here has a second factor
    }
    if database:
        told["DATABASE_URL"] = database
    installation = Installation(home, told, cluster)
    wave_key = new_private_key()
    installation.prepare()
    begin_with_static_files(home)
    codes = installation.manage(
        *("open_a_wave", "--council", COUNCIL, "--wave", WAVE, "--cards", cards),
        *("--wave-key", wave_key.public.hex(), "--password", PASSWORD),
    )
    return KillableSite(installation, wave_key, json.loads(codes), free_port())


def lay_programme(home: Path) -> None:
    """Twelve councils with two waves, and of this council nothing in the second: the site brings that."""
    import polars

    from heard.programme import make_programme

    folder = Path(tempfile.mkdtemp(prefix="heard-programme-"))
    make_programme(folder / "programme", areas=12, responses=1500, seed=7, progress=lambda _: None)
    responses = folder / f"programme/responses/{WAVE}.parquet"
    polars.read_parquet(responses).filter(polars.col("area") != COUNCIL).write_parquet(responses)
    shutil.copytree(folder / "programme", home / "programme", dirs_exist_ok=True)
    shutil.rmtree(folder)


@dataclass
class Killing:
    """Kill -9, at random moments, for as long as the block runs. `done`: what was killed, and how often.

    `weights`: how often which, by the words in its command; "" stands for one of the processes that answer pages. The
    supervisor comes in the place given. `pause`: seconds before a kill, on average; `strike_when`: what must be going
    on when the pause begins.
    """

    site: KillableSite
    seed: int
    weights: Mapping[str, int]
    pause: float
    most: int = 10_000
    supervisor_at: int = 10
    days_pass: bool = False
    strike_when: Callable[[], bool] = lambda: True
    done: Counter[str] = field(default_factory=Counter)
    faults: list[BaseException] = field(default_factory=list)
    _stopped: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def going_on(self) -> Iterator["Killing"]:
        """Around what people do meanwhile; raises what went wrong with the killing itself."""
        thread = threading.Thread(target=self._run)
        thread.start()
        try:
            yield self
        finally:
            self._stopped.set()
            thread.join()
        if self.faults:
            raise self.faults[0]

    def _run(self) -> None:
        draw = random.Random(self.seed)
        try:
            while self.done.total() < self.most and not self._stopped.wait(0.05):
                if self.strike_when() and not self._stopped.wait(self._draw_pause(draw)):
                    self._do_one(draw)
        except BaseException as fault:  # noqa: BLE001 it belongs to the test, not to this thread
            self.faults.append(fault)

    def _draw_pause(self, draw: random.Random) -> float:
        """Any moment, the next ones likelier; never so late that what is to be killed is over."""
        return min(draw.expovariate(1 / self.pause), 3 * self.pause)

    def _do_one(self, draw: random.Random) -> None:
        if self.days_pass:
            self.site.let_a_day_pass()
        if self.done.total() == self.supervisor_at:
            self.site.kill_supervisor()
            self.done["supervisor"] += 1
            return
        (words,) = draw.choices(list(self.weights), list(self.weights.values()))
        was_there = self.site.kill(words) if words else self.site.kill_web_process(draw)
        self.done[words.rpartition(".")[2] or "web process"] += was_there


@dataclass
class Office:
    """Staff at their browsers: a coordinator who closes the wave, a key holder who hands the key in."""

    site: KillableSite
    handed_in: int = 0
    went_on: int = 0
    saw: list[str] = field(default_factory=list)
    _holder: Browser | None = None

    def close_wave(self) -> None:
        """By the coordinator's button."""
        path = f"/work/{COUNCIL}/waves/{WAVE}/"
        with closing(self._sign_in("coordinator")) as browser:
            form = browser.get(f"{path}close/").forms[-1]
            browser.press(form)
            assert browser.page.path in (path, f"{path}close/"), (
                browser.page.says
            )  # the second: pressed twice
        assert self.site.count("codes_collection WHERE state = 'closed'") == 1

    def hand_in(self) -> Page:
        """The key file and its passphrase. What it says stands on the page that comes."""
        browser = self._key_holder()
        form = browser.get(f"/work/{COUNCIL}/waves/{WAVE}/opening/").forms[-1]
        self.handed_in += 1
        return browser.press(form, [("passphrase", PASSPHRASE)], {"file": self._key_file()})

    def look(self) -> Page:
        """The progress of the opening; every sentence is remembered once."""
        page = self._key_holder().get(self._progress())
        if page.says not in self.saw:
            self.saw.append(page.says)
        return page

    def open_answers(self, *, seconds: float) -> None:
        """Do what the page asks for, until it says that all is done."""
        self.hand_in()
        self.open_on(seconds=seconds)

    def open_on(self, *, seconds: float) -> None:
        """The same, where the key was handed in already."""
        deadline = time.monotonic() + seconds
        while not is_done(page := self.look()):
            assert time.monotonic() < deadline, page.says
            self._help_on(page)
            time.sleep(0.2)

    def wait_until_stopped(self) -> str:
        """What the page says when the opening has stopped."""
        wait_until(lambda: "The opening has stopped" in self.look().text)
        return self.saw[-1]

    def go_on(self) -> None:
        """Press "Go on with the opening"."""
        browser = self._key_holder()
        form = next(form for form in browser.page.forms if form.action.endswith("/again/"))
        browser.press(form)
        self.went_on += 1

    def go_home(self) -> None:
        """Close the window."""
        if self._holder is not None:
            self._holder.close()

    def _help_on(self, page: Page) -> None:
        if "/again/" in page.text:
            self.go_on()
        elif "Hand the key in again" in page.text:
            self.hand_in()

    def _progress(self) -> str:
        job = self.site.installation.ask("SELECT job FROM results_opening")
        return f"/work/{COUNCIL}/waves/{WAVE}/opening/{_dashed(job)}/"

    def _key_holder(self) -> Browser:
        if self._holder is None:
            self._holder = self._sign_in("key_holder")
        return self._holder

    def _sign_in(self, role: str) -> Browser:
        return sign_in(self.site, role)

    def _key_file(self) -> bytes:
        key = self.site.wave_key
        sealed = make_age_file(key.to_bytes(), PASSPHRASE)
        return (
            KeyFile(council=COUNCIL, wave=WAVE, holder=Holder.FIRST, public_key=key.public, sealed=sealed)
            .to_text()
            .encode()
        )


def sign_in(site: KillableSite, role: str) -> Browser:
    """The browser of somebody who works there, by their password."""
    browser = Browser(site.url)
    form = next(each for each in browser.get("/sign-in/").forms if each.action == "/sign-in/")
    browser.press(form, [("username", f"{role}@example.org"), ("password", PASSWORD)])
    assert browser.page.path.startswith("/work/"), browser.page.says
    return browser


def is_done(page: Page) -> bool:
    """Whether this is the progress page of an opening that has ended well."""
    return "<h1>The answers are opened</h1>" in page.text


def _dashed(key: str) -> str:
    plain = key.replace("-", "")
    return "-".join((plain[:8], plain[8:12], plain[12:16], plain[16:20], plain[20:]))
