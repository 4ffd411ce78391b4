"""The made-up programme that `make run` opens: made once, then found again."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import heard
from heard.base.errors import UserError
from heard.base.files import TEMPORARY_PREFIX, locked, write_text
from heard.base.policy import Level
from heard.programme.analyse import Progress, analyse, count_programme, say_nothing
from heard.programme.folder import DATASET
from heard.programme.pages import files_page, read_answered, start_page
from heard.programme.report import write_report
from heard.programme.synthesise import make_programme

COUNCIL = "X0000001"
COUNCILS = 80
RESPONSES = 30_000
# What is truly different in the demo's council, so that its report shows what a difference looks like.
DIFFERENCES = Path(__file__).with_name("demo_differences.csv")
STAMP, LOCK = "demo.json", ".lock"
PARTS = ("programme", "analysis", "reports")
PAGES = ("index.html", "files.html")


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo shows: the council, its report and the wave, the report's path from the demo's folder.

    `files`: the size of every file that may be shown, by its path from the demo's folder.
    """

    council: str
    area: str
    wave: str
    report: str
    files: Mapping[str, int]


def prepare_demo(folder: Path, *, progress: Progress = say_nothing) -> Demo:
    """Make what is not there yet: programme, analysis, report, pages. Finished once, it is found at once again.

    A stamp written last names the code it was made with; where that has changed, where a file is missing, or where
    a run was stopped half way, all of it is made again. A second demo on the same folder waits for the first.
    """
    _check_ours(folder)
    made_with = _fingerprint_of_code()
    (folder / LOCK).mkdir(parents=True, exist_ok=True)
    waiting = "Another demo is at work in this folder; waiting until it has finished"
    with locked(folder / LOCK, say_waiting=lambda: progress(waiting)):
        return _find(folder, made_with) or _make(folder, made_with, progress)


def _make(folder: Path, made_with: str, progress: Progress) -> Demo:
    programme, analysis, reports = (folder / part for part in PARTS)
    progress(f"Making up a programme of {COUNCILS} councils and {RESPONSES:,} answers")
    make_programme(programme, areas=COUNCILS, responses=RESPONSES, plant=DIFFERENCES, progress=progress)
    counted = count_programme(programme)
    waves, councils = counted.programme.waves, counted.programme.areas
    wave, council = list(waves)[-1], councils[COUNCIL].name
    analyse(programme, wave=wave, out=analysis, progress=progress)
    path = write_report(
        programme, wave=wave, area=COUNCIL, level=Level.WORKING, out=reports, progress=progress
    )
    report = path.relative_to(folder).as_posix()
    start = start_page(
        council=council,
        wave=wave,
        report=report,
        councils=len(councils),
        responses=RESPONSES,
        waves=len(waves),
        answered=read_answered(analysis, COUNCIL),
    )
    write_text(folder / "index.html", start)
    write_text(folder / "files.html", files_page(folder, programme=programme, analysis=analysis))
    demo = Demo(council, COUNCIL, wave, report, _files_to_show(folder))
    write_text(folder / STAMP, json.dumps({"made_with": made_with, **asdict(demo)}, indent=1) + "\n")
    return demo


def _check_ours(folder: Path) -> None:
    """Raise UserError where other things stand in the folder: what is made there replaces what is there."""
    if folder.exists() and not folder.is_dir():
        raise UserError(f"{folder} is a file. Nothing was written; name a folder.")
    others = [each.name for each in folder.glob("*") if each.name not in (*PARTS, *PAGES, STAMP, LOCK)]
    if any(not name.startswith(TEMPORARY_PREFIX) for name in others):
        raise UserError(
            f"{folder} holds something else than a demo. Nothing was written; name another folder."
        )


def _files_to_show(folder: Path) -> Mapping[str, int]:
    """Pages and files for people; not the stored dataset, which belongs to the programme."""
    below = (path for part in PARTS for path in sorted((folder / part).rglob("*")) if path.is_file())
    paths = [path.relative_to(folder) for path in below] + [Path(page) for page in PAGES]
    return {path.as_posix(): (folder / path).stat().st_size for path in paths if DATASET not in path.parts}


def _fingerprint_of_code() -> str:
    package = Path(heard.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def _find(folder: Path, made_with: str) -> Demo | None:
    """What the stamp tells, where it was made with this code and every file is as long as it was."""
    try:
        stored = json.loads((folder / STAMP).read_text(encoding="utf-8"))
        demo = Demo(**{each.name: stored[each.name] for each in fields(Demo)})
        whole = all((folder / name).stat().st_size == size for name, size in demo.files.items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return demo if whole and stored.get("made_with") == made_with else None
