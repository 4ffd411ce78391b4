"""The demo's two pages: where to start, and the files behind the report."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from heard.base.policy import RESPONSE_RATE_TARGET
from heard.base.shares import percent
from heard.base.surveys import Survey
from heard.charts import Meter, draw
from heard.reports import render_page

KILOBYTE = 1000


@dataclass(frozen=True, slots=True)
class Answered:
    """How many of a council's children answered a survey, of how many who could have."""

    survey: Survey
    respondents: int
    eligible: int

    @property
    def ages(self) -> str:
        """`Ages 4 to 7`."""
        youngest, oldest = self.survey.ages
        return f"Ages {youngest} to {oldest}"

    @property
    def share(self) -> int:
        """In whole per cent; a cohort list may be older than the last child to answer."""
        return min(100, percent(self.respondents / self.eligible))

    @property
    def meter(self) -> Markup:
        """The share as a bar, with the mark of what a programme aims at."""
        target = percent(RESPONSE_RATE_TARGET)
        return Markup(
            draw(Meter(f"The mark is the programme’s target of {target}\u00a0%.", self.share, target))
        )


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


def read_answered(analysis: Path, area: str) -> tuple[Answered, ...]:
    """How many of a council answered each survey whose cohort is known, youngest first, as `heard analyse` found."""
    everybody = pl.read_parquet(analysis / "participation.parquet").filter(
        pl.col("eligible") > 0, area=area, group="all"
    )
    rows = everybody.select("survey", "respondents", "eligible").iter_rows()
    found = {
        survey: Answered(Survey(survey), respondents, eligible) for survey, respondents, eligible in rows
    }
    return tuple(found[survey] for survey in Survey if survey in found)


def start_page(
    *,
    council: str,
    wave: str,
    report: str,
    answered: tuple[Answered, ...],
    councils: int,
    responses: int,
    waves: int,
) -> str:
    """The page the demo opens with; `report` is the report's path from it."""
    return render_page(
        "Heard, with made-up data",
        _template("start.html").render(
            council=council,
            wave=wave,
            report=report,
            answered=answered,
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
