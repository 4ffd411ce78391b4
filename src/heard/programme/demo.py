"""The made-up programme that `make run` opens: made once, then found again. The site on it is made beside it."""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, timedelta
from pathlib import Path

from heard.base.errors import UserError
from heard.base.files import locked, write_text
from heard.base.places import Wave
from heard.base.policy import Level
from heard.programme.analysis_files import analyse
from heard.programme.counted import (
    Counted,
    Progress,
    count_programme,
    count_responses,
    say_nothing,
)
from heard.programme.demo_files import ShownFile, list_files, read_answered
from heard.programme.fingerprint import fingerprint_of_code as _fingerprint_of_code
from heard.programme.folder import LEDGER
from heard.programme.report import Written, write_reports
from heard.programme.synthesise import make_programme

COUNCIL = "X0000001"
WAVES, SEED = 2, 1  # of the finished waves
# What is truly different in the demo's council, so that its report shows what a difference looks like.
DIFFERENCES = Path(__file__).with_name("demo_differences.csv")
STAMP, LOCK = "demo.json", ".lock"
TOLD = "told.json"  # beside the reports: what those of each finished wave tell, for the site
PROGRAMME, ANALYSIS, REPORTS = "programme", "analysis", "reports"
# The site's, made beside the programme by `python -m heard.web prepare_demo`.
SECRETS, KEYS, DATABASE = "secrets", "keys", "heard.sqlite3"
OF_THE_SITE = (SECRETS, KEYS, DATABASE)
EARLIER_LEVELS = (Level.PUBLIC,)  # of the wave before the last: it was published, and its board has moved on
DAYS_OPEN_ALREADY, DAYS_STILL_OPEN = 21, 28  # of the wave under way (chosen; seven weeks in all)
FIRST_MONTH = 4  # the year of children's social care runs from April to March


@dataclass(frozen=True, slots=True)
class Size:
    """How much is made up; tests make less."""

    councils: int = 80
    responses: int = 30_000


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo shows. `reports`: by level, their paths from the demo's folder; `answered`: survey → so many of so
    many; `files`: all that may be shown, and nothing else of the folder may.
    """

    made_with: str
    council: str
    area: str
    wave: str
    closed_on: str
    under_way: str
    last_answer_day: str
    councils: int
    responses: int
    waves: int
    reports: Mapping[str, str]
    answered: Mapping[str, tuple[int, int]]
    files: tuple[ShownFile, ...]


def plan_under_way(today: date) -> Wave:
    """The demo council's new wave, which has been open for some weeks today. `2026-27` is the year from April 2026."""
    year = today.year if today.month >= FIRST_MONTH else today.year - 1
    opened_on = today - timedelta(days=DAYS_OPEN_ALREADY)
    return Wave(f"{year}-{(year + 1) % 100:02}", opened_on, today + timedelta(days=DAYS_STILL_OPEN))


@contextmanager
def hold_demo(folder: Path, *, progress: Progress = say_nothing) -> Iterator[None]:
    """One demo at a time prepares a folder; a second one waits. UserError where other things stand there."""
    _check_ours(folder)
    (folder / LOCK).mkdir(parents=True, exist_ok=True)
    waiting = "Another demo is at work in this folder; waiting until it has finished"
    with locked(folder / LOCK, say_waiting=lambda: progress(waiting)):
        yield


def find_demo(folder: Path, *, size: Size, progress: Progress = say_nothing) -> Demo | None:
    """The demo that was finished there, if it was made with this code and everything is in its place.

    What stands in its files may have changed since: the site adds to the programme. Where it has to be made anew,
    `progress` is told why.
    """
    try:
        demo = _read(folder)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        if (folder / PROGRAMME).exists() or (folder / SECRETS).exists():
            progress(f"The demo in {folder} was never finished: it is made anew")
        return None
    why = _why_anew(folder, demo, size)
    if why:
        progress(f"{why}: the demo is made anew, and the answers given in it are gone")
    return None if why else demo


def _why_anew(folder: Path, demo: Demo, size: Size) -> str:
    """Empty where nothing speaks against it."""
    if demo.made_with != _fingerprint_of_code():
        return "Heard has changed since this demo was made"
    if (demo.councils, demo.responses) != (size.councils, size.responses):
        return "Another size is asked for"
    shown = (file.path for file in demo.files)
    missing = [name for name in (*OF_THE_SITE, *shown) if not (folder / name).exists()]
    return f"{folder / missing[0]} is missing" if missing else ""


def make_demo(folder: Path, *, size: Size, today: date, progress: Progress = say_nothing) -> Demo:
    """Programme, analysis and reports. It counts as finished only after `stamp_demo`."""
    (folder / STAMP).unlink(missing_ok=True)
    made_with = _fingerprint_of_code()
    programme, analysis, reports = (folder / part for part in (PROGRAMME, ANALYSIS, REPORTS))
    progress(f"Making up a programme of {size.councils} councils and {size.responses:,} answers")
    under_way = plan_under_way(today)
    # What an earlier demo said is gone with it: other code makes up other children.
    shutil.rmtree(programme / LEDGER, ignore_errors=True)
    make_programme(
        programme,
        areas=size.councils,
        waves=WAVES,
        responses=size.responses,
        seed=SEED,
        plant=DIFFERENCES,
        under_way=under_way,
        progress=progress,
    )
    counted = count_programme(programme)
    waves = [wave for wave in counted.programme.waves if wave != under_way.key]
    analyse(programme, wave=waves[-1], out=analysis, progress=progress)
    progress("Writing the reports")
    written = {
        wave: write_reports(
            counted,
            wave=wave,
            area=COUNCIL,
            levels=tuple(Level) if wave == waves[-1] else EARLIER_LEVELS,
            out=reports,
            today=today,
        )
        for wave in waves
    }
    write_text(reports / TOLD, json.dumps([_told(counted, folder, *each) for each in written.items()]))
    paths = {level.value: each.path for level, each in written[waves[-1]].items()}
    return Demo(
        made_with=made_with,
        council=counted.programme.areas[COUNCIL].name,
        area=COUNCIL,
        wave=waves[-1],
        closed_on=counted.programme.waves[waves[-1]].closes_on.isoformat(),
        under_way=under_way.key,
        last_answer_day=under_way.closes_on.isoformat(),
        councils=size.councils,
        responses=size.responses,
        waves=len(waves),
        reports={level: path.relative_to(folder).as_posix() for level, path in paths.items()},
        answered=read_answered(analysis, COUNCIL),
        files=list_files(folder, programme=programme, analysis=analysis, reports=paths.values()),
    )


def _told(
    counted: Counted, folder: Path, wave: str, written: Mapping[Level, Written]
) -> Mapping[str, object]:
    """Of one finished wave: when it closed, how many of the council answered, its reports, the findings they tell."""
    return {
        "wave": wave,
        "closed_on": counted.programme.waves[wave].closes_on.isoformat(),
        "responses": count_responses(counted.cube, wave, COUNCIL),
        "reports": {level.value: each.path.relative_to(folder).as_posix() for level, each in written.items()},
        "findings": {level.value: list(map(asdict, each.findings)) for level, each in written.items()},
    }


def stamp_demo(folder: Path, demo: Demo) -> None:
    """All of it is there, the site's part too. Written last, with the code it was made with."""
    write_text(folder / STAMP, json.dumps(asdict(demo), ensure_ascii=False, indent=1) + "\n")


def _read(folder: Path) -> Demo:
    stored = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    demo = Demo(**{each.name: stored[each.name] for each in fields(Demo)})
    return replace(
        demo,
        answered={survey: (answered, of) for survey, (answered, of) in demo.answered.items()},
        files=tuple(ShownFile(**file) for file in stored["files"]),
    )


def _check_ours(folder: Path) -> None:
    """Raise UserError where the folder is somebody else's: what is made there replaces what is there."""
    if folder.exists() and not folder.is_dir():
        raise UserError(f"{folder} is a file. Nothing was written; name a folder.")
    if folder.exists() and any(folder.iterdir()) and not (folder / LOCK).is_dir():
        raise UserError(
            f"{folder} holds something else than a demo. Nothing was written; name another folder."
        )
