"""Which of the demo's files may be shown, and what each holds. A file that is not listed is not shown."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from heard.base.surveys import Survey

PROGRAMME_FILES = {
    "programme.toml": "the programme's name and its waves",
    "areas.csv": "the councils, and which are most alike",
    "cohort.csv": "how many children could have answered, by council, survey and group",
    "benchmarks.csv": "figures of the general population to compare with",
    "comments.csv": "what children wrote",
}
ANALYSIS_FILES = {
    "nation.html": "how much councils truly differ, in pictures; for the programme's own analysts",
    "findings.json": "every finding of every council, with its sentence and the numbers it rests on",
    "estimates.csv": "every share, with its count, base and interval",
    "comparisons.csv": "every comparison, with its difference, interval and flag",
    "participation.csv": "who answered, against who could have",
    "representativeness.csv": "how like all who could have answered those are who did",
    "bounds.csv": "what those who did not answer could have made of each share",
    "tipping.csv": "what they would have had to say for a difference to vanish",
    "means.csv": "means of the questions answered from 0 to 10",
    "bands.csv": "the same questions in bands, from low to very high",
    "spread.csv": "how much councils truly differ, question by question",
    "places.csv": "where each council stands, as far as that can be known",
    "associations.csv": "what goes with low and with very high well-being",
    "estimates.parquet": "the same for programs",
    "comparisons.parquet": "the same for programs",
    "participation.parquet": "the same for programs",
    "cube.parquet": "how many gave each answer: all that analysis starts from",
}


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file that may be shown, by its path from the demo's folder. `group`: programme, analysis or reports."""

    group: str
    path: str
    says: str


def list_files(
    folder: Path, *, programme: Path, analysis: Path, reports: Iterable[Path]
) -> tuple[ShownFile, ...]:
    """The demo's files as they are now. What children answer on the site is added later, and so never among them."""
    responses = {
        path.name: "one row a response, in words" for path in sorted((programme / "responses").iterdir())
    }
    return (
        *_listed(folder, "programme", programme, PROGRAMME_FILES),
        *_listed(folder, "programme", programme / "responses", responses),
        *_listed(folder, "analysis", analysis, ANALYSIS_FILES),
        *(ShownFile("reports", path.relative_to(folder).as_posix(), "a report") for path in reports),
    )


def read_answered(analysis: Path, area: str) -> Mapping[str, tuple[int, int]]:
    """How many of a council answered, and could have, by survey, youngest first; surveys whose cohort is known."""
    everybody = pl.read_parquet(analysis / "participation.parquet").filter(
        pl.col("eligible") > 0, area=area, group="all"
    )
    rows = everybody.select("survey", "respondents", "eligible").iter_rows()
    found = {survey: (respondents, eligible) for survey, respondents, eligible in rows}
    return {survey.value: found[survey] for survey in Survey if survey in found}


def _listed(root: Path, group: str, folder: Path, said: Mapping[str, str]) -> Iterator[ShownFile]:
    for name, says in said.items():
        path = folder / name
        if path.exists():
            yield ShownFile(group, path.relative_to(root).as_posix(), says)
