"""The demo's two pages: where to start, and the files behind the report."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from heard.reports import render_page

KILOBYTE = 1000


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    path: str
    says: str
    size: str


@dataclass(frozen=True, slots=True)
class _Group:
    title: str
    says: str
    files: tuple[_File, ...]


# Name -> what the file holds. A file that is not listed is not shown.
PROGRAMME_FILES = {
    "programme.toml": "the programme's name and its waves",
    "areas.csv": "the councils, and which are most alike",
    "cohort.csv": "how many children could have answered, by council, survey and group",
    "benchmarks.csv": "figures of the general population to compare with",
    "comments.csv": "what children wrote",
}
ANALYSIS_FILES = {
    "findings.json": "every finding of every council, with its sentence and the numbers it rests on",
    "estimates.csv": "every share, with its count, base and interval",
    "comparisons.csv": "every comparison, with its difference, interval and flag",
    "participation.csv": "who answered, against who could have",
    "estimates.parquet": "the same for programs",
    "comparisons.parquet": "the same for programs",
    "participation.parquet": "the same for programs",
    "cube.parquet": "how many gave each answer: all that analysis starts from",
}


def start_page(*, council: str, wave: str, report: str, councils: int, responses: int, waves: int) -> str:
    """The page the demo opens with; `report` is the report's path from it."""
    return render_page(
        "Heard, with made-up data",
        _template("start.html").render(
            council=council,
            wave=wave,
            report=report,
            councils=councils,
            responses=f"{responses:,}",
            waves=waves,
        ),
    )


def files_page(folder: Path, *, programme: Path, analysis: Path) -> str:
    """A list of the files below `folder`, which the page will lie in."""
    responses = {
        path.name: "one row a response, in words" for path in sorted((programme / "responses").iterdir())
    }
    groups = (
        _Group(
            "The programme folder",
            "What a programme collects; the one thing to bring.",
            (
                *_files(folder, programme, PROGRAMME_FILES),
                *_files(folder, programme / "responses", responses),
            ),
        ),
        _Group(
            "The analysis",
            "Exact figures for the programme's own analysts, written by heard analyse.",
            tuple(_files(folder, analysis, ANALYSIS_FILES)),
        ),
    )
    return render_page("The files behind the report", _template("files.html").render(groups=groups))


def _files(root: Path, folder: Path, said: Mapping[str, str]) -> Iterable[_File]:
    for name, says in said.items():
        path = folder / name
        if path.exists():
            yield _File(name, path.relative_to(root).as_posix(), says, _size(path.stat().st_size))


def _size(size: int) -> str:
    kilobytes = size / KILOBYTE
    return f"{kilobytes / KILOBYTE:,.1f} MB" if kilobytes >= KILOBYTE else f"{max(kilobytes, 0.1):,.1f} kB"


def _template(name: str) -> Template:
    environment = Environment(
        loader=PackageLoader("heard.programme"), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template(name)
