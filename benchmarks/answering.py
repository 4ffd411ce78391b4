"""How many children can answer at once, what each costs, and how long they wait: on the site as it is really run.

python benchmarks/answering.py                        all of it, some twelve minutes
python benchmarks/answering.py --seconds 5 --runs 1   a quick look

The survey is of the shape at which other tools were measured (benchmarks/anchored/questionnaire.py): 20 questions on 4
pages, a page before and one after, cookies, tokens against forged forms, every answer posted, the thanks seen. Two
processes answer, PostgreSQL 15 commits durably (fsync), everything and the children run on this one machine.

Seconds of the processor for each survey are the number to trust: a machine that does other work as well changes how
many surveys a second come through, and those seconds less.
"""

import argparse
import os
import re
import statistics
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from http.client import HTTPException
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from anchored.children import Line, NotAsExpected, answer_by_pages, answer_by_script, begin, fill_in
from anchored.site import AnchoredSite, Used, anchored_site

AT_ONCE = (2, 4, 8)
ANCHORED = "16-25"
CARDS = 30_000  # of each survey; more than ten minutes can use up
TABLETS, SECONDS_OF_THE_PRESS, ROUNDS = 200, 1.0, 3
# Measured on two cores of 2.45 GHz, all on one machine: surveys a second, and seconds of the processor for each.
PEERS = {
    "LimeSurvey 6.4.2, tuned": (3.45, 0.41),
    "ONS eQ runner": (2.95, 0.52),
    "LimeSurvey 6.4.2": (1.20, 1.56),
}
Answer = Callable[[Line, str], None]


@dataclass(frozen=True)
class Run:
    """So many seconds of children one after the other, some at once. `took`: milliseconds of each request, sorted."""

    done: int
    seconds: float
    took: Sequence[float]
    used: Used
    client: float
    load: float

    @property
    def rate(self) -> float:
        """Whole surveys a second."""
        return self.done / self.seconds

    def percentile(self, share: float) -> float:
        """Milliseconds that this share of requests took at most."""
        return self.took[min(len(self.took) - 1, int(len(self.took) * share))]

    def describe(self) -> str:
        """One line of the table."""
        web, database = self.used.web / self.done, self.used.database / self.done
        return (
            f"{self.rate:8.1f} {1000 * web:7.1f} {1000 * database:9.1f} {1000 * self.client / self.done:9.1f}"
            f"{self.percentile(0.5):9.1f} {self.percentile(0.95):6.1f} {self.percentile(0.99):6.1f}"
            f"{len(self.took) / self.done:9.0f} {self.load:8.1f}"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--tablets", type=int, default=TABLETS)
    parser.add_argument("--no-telephone", action="store_true")
    chosen = parser.parse_args()
    with anchored_site(CARDS) as site:
        measure_surveys(site, chosen.seconds, chosen.runs)
        press_together(site, chosen.tablets)
        weigh(site)
        if not chosen.no_telephone:
            from anchored.telephone import measure_telephone

            measure_telephone(site)


def measure_surveys(site: AnchoredSite, seconds: float, runs: int) -> None:
    """The best of several runs, page by page and by the browser's script."""
    ways: dict[str, Answer] = {
        "page by page": answer_by_pages,
        "by script": lambda line, code: answer_by_script(line, code, site.keys),
    }
    print("                    surveys    ms of the processor each        ms a request        requests")
    print(
        "              at once  /second     web  database  children   middle    p95    p99  a survey     load"
    )
    for way, answer in ways.items():
        run_for(site, answer, 4, min(seconds, 3))  # templates, words and questionnaires are made ready
        for at_once in AT_ONCE:
            best = max(
                (run_for(site, answer, at_once, seconds) for _ in range(runs)), key=lambda run: run.rate
            )
            print(f"{way:13}{at_once:8d} {best.describe()}")
            if at_once == 4 and answer is answer_by_pages:
                compare(best)


def compare(run: Run) -> None:
    """Beside what others take for the same survey."""
    used = (run.used.web + run.used.database) / run.done
    print(f"    by that work, two cores with nothing else to do would take {2 / used:.0f} surveys a second")
    for name, (rate, seconds) in PEERS.items():
        print(
            f"    {run.rate / rate:5.1f} times the surveys of {name}, {seconds / used:5.1f} times less work each"
        )


def run_for(site: AnchoredSite, answer: Answer, at_once: int, seconds: float) -> Run:
    """Children who answer one after the other, so many at once, until time is up."""
    took: list[float] = []
    done: list[int] = []
    faults: list[BaseException] = []
    deadline = time.monotonic() + seconds

    def children() -> None:
        try:
            while time.monotonic() < deadline:
                line = Line(site.running.url)
                with closing(line):
                    answer(line, site.codes[ANCHORED].take())
                took.extend(line.took)
                done.append(1)
        except BaseException as fault:  # noqa: BLE001 raised again below, where it ends the benchmark
            faults.append(fault)

    used, client, began = site.used(), time.process_time(), time.monotonic()
    go_together([children] * at_once)
    if faults:
        raise faults[0]
    return Run(
        done=len(done),
        seconds=time.monotonic() - began,
        took=sorted(took),
        used=site.used().since(used),
        client=time.process_time() - client,
        load=os.getloadavg()[0],
    )


def press_together(site: AnchoredSite, tablets: int) -> None:
    """Tablets behind one address, all on their first page of questions, that press Next within the same second."""
    print(f"\n{tablets} tablets behind one address press Next within one second")
    for _ in range(ROUNDS):
        room = [Tablet(Line(site.running.url)) for _ in range(tablets)]
        for tablet in room:
            tablet.page = begin(tablet.line, site.codes[ANCHORED].take())
        starts_at = time.monotonic() + 0.5
        moments = [starts_at + SECONDS_OF_THE_PRESS * number / tablets for number in range(tablets)]
        go_together([partial(tablet.press, at) for tablet, at in zip(room, moments, strict=True)])
        waits = sorted(tablet.waited for tablet in room)
        requests = sorted(each for tablet in room for each in tablet.line.took[-2:])
        print(
            f"  from press to the next page: middle {statistics.median(waits):.0f} ms, p95 "
            f"{waits[int(tablets * 0.95)]:.0f}, slowest {waits[-1]:.0f}; a request alone: p95 "
            f"{requests[int(len(requests) * 0.95)]:.0f}; refused: {sum(tablet.is_refused for tablet in room)}; "
            f"load {os.getloadavg()[0]:.1f}"
        )
        for tablet in room:
            tablet.line.close()


@dataclass
class Tablet:
    """One of many in a room. `waited`: milliseconds from its press until the next page was there."""

    line: Line
    page: str = ""
    waited: float = 0.0
    is_refused: bool = False

    def press(self, at: float) -> None:
        """Next, at this moment."""
        fields = [*fill_in(self.page), ("go", "next")]
        time.sleep(max(0.0, at - time.monotonic()))
        pressed = time.perf_counter()
        try:
            self.line.post("/answer/question/", fields)
        except (NotAsExpected, OSError, HTTPException):
            self.is_refused = True
        self.waited = (time.perf_counter() - pressed) * 1000


def weigh(site: AnchoredSite) -> None:
    """Each survey page by page, as its bytes come; style, pictures and letters are weighed on their own."""
    print("\nA survey page by page, in bytes as they come")
    files = weigh_files(site)
    for survey, codes in site.codes.items():
        with closing(Line(site.running.url)) as line:
            answer_by_pages(line, codes.take())
        pages = sum(line.received)
        shape = "20 questions on 4 pages" if survey == ANCHORED else survey
        print(
            f"  {shape:24} pages {pages:>8,}  with files {pages + files:>8,}"
            f"  with headers {pages + files + sum(line.heads):>8,}  requests {len(line.received)}"
        )


def weigh_files(site: AnchoredSite) -> int:
    """What a browser without scripts fetches beside the pages."""
    with closing(Line(site.running.url)) as line:
        page = line.get("/")
        linked = dict.fromkeys(re.findall(r'<(?:link|use)[^>]* href="(/static/[^"#]+)', page))
        for address in linked:
            content = line.get(address)
            if address.endswith(".css"):
                letters = re.findall(r'url\("?([^")]*basic[^")]*)', content)
                line.get(f"/static/ui/{letters[0]}")
        return sum(line.received[1:])


def go_together(works: Sequence[Callable[[], None]]) -> None:
    """Each in a thread of its own, to their end."""
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
