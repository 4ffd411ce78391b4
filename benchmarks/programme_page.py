"""The programme team's page with 150 councils of six waves each: what the server takes for it, and how much it asks.

python benchmarks/programme_page.py                     both databases, each in a process of its own
python benchmarks/programme_page.py --database sqlite   one of them, in this process

Every request asks for another choice of lines; the target is 200 ms for 95 of 100.
"""

import sys
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from asking_pages import Asked, measure_on_both

COUNCILS, WAVES = 150, 6
SURVEYS = ("4-7", "8-11", "11-17", "16-25")
BATCHES, LEVELS = 5, 30  # a survey: batches of cards, and levels of all groups that are counted
TODAY = date(2026, 11, 20)
TEAM = "team@programme.example"
CHOICES = (
    "",
    "?page=2",
    "?page=18",
    "?wave=2026",
    "?wave=2026&order=rate",
    "?stands=open&order=last_day",
    "?words=council+14",
    "?order=council&page=9",
)


def main() -> None:
    """Measure and print."""
    measure_on_both(
        Asked(
            title=f"The programme's page: {COUNCILS} councils, {WAVES} waves each",
            script=__file__,
            says=__doc__,
            fill=fill,
            email=TEAM,
            addresses=[f"/programme/{choice}" for choice in CHOICES],
        )
    )


def fill(home: Path) -> None:
    """Councils, their waves in every state, their batches and counters, and who could answer."""
    from heard.web.people.actions import add_council, add_to_programme
    from heard.web.programmes.actions import set_up_wave
    from heard.web.ui import clock

    codes = [f"X{number:07}" for number in range(COUNCILS)]
    for number, code in enumerate(codes):
        add_council(code=code, name=f"Council {number}")
    add_to_programme(email=TEAM, password="not used: the browser is signed in")
    keys = [str(2026 - number) for number in range(WAVES)]
    for key in keys:
        opens = date(int(key), 10, 1)
        set_up_wave(
            key=key,
            opens_on=opens,
            last_answer_day=opens + timedelta(days=56),
            surveys=SURVEYS,
            councils=codes,
            by=TEAM,
            at=clock.now(),
        )
    for number, code in enumerate(codes):
        fill_council(code, number, keys)
    write_cohort(home / "programme", codes, keys)


def fill_council(code: str, number: int, keys: list[str]) -> None:
    """Its waves: the latest in preparation, open or closed, those before it reported."""
    from heard.web.codes.models import Batch, Collection, Counter, State
    from heard.web.results.models import Opening, Step
    from heard.web.tenancy import in_council
    from heard.web.waves.models import CouncilWave, KeyCustody

    latest = (State.PREPARING, State.OPEN, State.OPEN, State.CLOSED)[number % 4]
    with in_council(code):
        for key in keys:
            last = date(int(key), 11, 20) + timedelta(days=number % 9)
            state = latest if key == keys[0] else State.OPENED
            box = Collection.objects.create(
                council_id=code,
                wave=key,
                state=state,
                versions=dict.fromkeys(SURVEYS, "2026.1"),
                wave_key=b"\x04" * 65 if state != State.PREPARING else b"",
                counting_key=b"\x04" * 65,
                reading_key=b"\x04" * 65,
                tally=b"\x00" * 4_000,
                last_answer_day=last,
            )
            wave = CouncilWave.objects.create(
                council_id=code,
                collection=box,
                grace_days=7,
                closed_on=last if state in (State.CLOSED, State.OPENED) else None,
                panel_on=last + timedelta(days=28),
            )
            for holder in ("first", "second"):
                KeyCustody.objects.create(
                    council_id=code, council_wave=wave, holder=holder, rehearsed_on=TODAY
                )
            if state is State.OPENED:
                Opening.objects.create(council_id=code, council_wave=wave, step=Step.REPORTED, opened_by=TEAM)
            Batch.objects.bulk_create(
                Batch(council_id=code, collection=box, survey=survey, label=f"Team {each}", size=20)
                for survey in SURVEYS
                for each in range(BATCHES)
            )
            Counter.objects.bulk_create(
                Counter(
                    council_id=code,
                    collection=box,
                    kind=kind,
                    survey=survey,
                    group="all" if not level else "group",
                    level="all" if not level else f"level {level}",
                    shown=5 + number % 40,
                )
                for survey in SURVEYS
                for kind in ("finished", "declined")
                for level in range(LEVELS + 1)
            )


def write_cohort(folder: Path, codes: list[str], keys: list[str]) -> None:
    """Counts by survey and one demographic, as `heard cohort` writes them."""
    folder.mkdir()
    lines = ["wave,area,survey,placement,eligible"]
    lines += [
        f"{key},{code},{survey},{placement},30"
        for key in keys
        for code in codes
        for survey in SURVEYS
        for placement in ("foster_care", "residential", "kinship", "other")
    ]
    (folder / "cohort.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
