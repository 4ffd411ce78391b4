"""The made-up programme that `make run` opens: made once, then found again."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import heard
from heard.base.files import write_text
from heard.base.policy import Level
from heard.programme.analyse import Progress, analyse, count_programme, say_nothing
from heard.programme.pages import files_page, start_page
from heard.programme.report import write_report
from heard.programme.synthesise import make_programme

COUNCIL = "X0000001"
RESPONSES = 30_000
STAMP = "demo.json"


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo shows: the council, its report and the wave, the report's path from the demo's folder."""

    council: str
    area: str
    wave: str
    report: str


def prepare_demo(folder: Path, *, progress: Progress = say_nothing) -> Demo:
    """Make what is not there yet: programme, analysis, report, pages. Finished once, it is found at once again.

    A stamp written last names the code it was made with; where that has changed, or where a run was stopped half
    way, all of it is made again.
    """
    made_with = _fingerprint_of_code()
    found = _find(folder / STAMP, made_with)
    if found is not None:
        return found
    programme, analysis = folder / "programme", folder / "analysis"
    progress("Making up a programme of 80 councils and 30,000 answers")
    make_programme(programme, responses=RESPONSES, progress=progress)
    opened = count_programme(programme).programme
    wave = max(opened.waves, key=lambda key: opened.waves[key].opens_on)
    analyse(programme, wave=wave, out=analysis, progress=progress)
    report = write_report(
        programme, wave=wave, area=COUNCIL, level=Level.WORKING, out=folder / "reports", progress=progress
    )
    demo = Demo(opened.areas[COUNCIL].name, COUNCIL, wave, report.relative_to(folder).as_posix())
    start = start_page(
        council=demo.council,
        wave=wave,
        report=demo.report,
        councils=len(opened.areas),
        responses=RESPONSES,
        waves=len(opened.waves),
    )
    write_text(folder / "index.html", start)
    write_text(folder / "files.html", files_page(folder, programme=programme, analysis=analysis))
    write_text(folder / STAMP, json.dumps({"made_with": made_with, **asdict(demo)}, indent=1) + "\n")
    return demo


def _fingerprint_of_code() -> str:
    package = Path(heard.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def _find(stamp: Path, made_with: str) -> Demo | None:
    if not stamp.exists():
        return None
    stored = json.loads(stamp.read_text(encoding="utf-8"))
    if stored.get("made_with") != made_with:
        return None
    return Demo(**{key: stored[key] for key in ("council", "area", "wave", "report")})
