"""Words of the pages on copies of a programme folder that are brought in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from heard.base.messages import count_of
from heard.web.jobs.presenters import ProgressView, present_job
from heard.web.programmes.imports import ImportFacts
from heard.web.ui.days import say_day

STANDS_FOR = {
    "areas.csv": "council",
    "cohort.csv": "cohort of a survey",
    "benchmarks.csv": "benchmark",
    "comments.csv": "council’s comments on a wave",
}
SEVERAL = {
    "areas.csv": "councils",
    "cohort.csv": "cohorts of surveys",
    "benchmarks.csv": "benchmarks",
    "comments.csv": "councils’ comments on a wave",
}
NOTHING_NEW = "Everything in this copy is here already. There is nothing to bring in, and the file is wiped."


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A copy in the list."""

    url: str
    purpose: str
    brought: str
    stands: str


@dataclass(frozen=True, slots=True)
class ImportPage:
    """One copy. `says`: why the work stopped; `lead`: how it stands. `new`, `same`: what it would bring, in words.

    asks: it waits for a confirmation; asks_unpublished: and for a word on what was published.
    """

    key: UUID
    row: ImportRow
    lead: str
    says: str
    progress: ProgressView | None
    problems: tuple[tuple[str, str], ...]
    new: tuple[str, ...]
    same: tuple[str, ...]
    asks: bool
    asks_unpublished: bool
    may_look_again: bool
    is_there: bool


def present_imports(found: Sequence[ImportFacts]) -> tuple[ImportRow, ...]:
    """The list."""
    return tuple(_row(each) for each in found)


def present_import(facts: ImportFacts, names: Mapping[str, str], *, address: str) -> ImportPage:
    """The page of one. `names`: of the councils on this site, by code."""
    job, told = facts.job, facts.told
    is_moving = job is not None and job.is_moving
    has_failed = job is not None and job.has_failed
    waits = bool(told) and not is_moving and facts.done_at is None and facts.is_there
    shows = bool(told) and facts.done_at is None and not is_moving
    return ImportPage(
        key=facts.key,
        row=_row(facts),
        lead=_lead(facts),
        says=job.says if job is not None and has_failed else "",
        progress=present_job(job, address=address) if job is not None and is_moving else None,
        problems=_problems(told) if shows else (),
        new=_new(told, names) if shows and told["is_usable"] else (),
        same=_same(told, names) if shows and told["is_usable"] else (),
        asks=waits and told["is_usable"] and not told["brings_nothing"] and not has_failed,
        asks_unpublished=bool(told.get("is_unpublished")),
        may_look_again=facts.is_there and has_failed,
        is_there=facts.is_there and not is_moving,
    )


def _row(facts: ImportFacts) -> ImportRow:
    url = reverse("programmes:import", args=[facts.key])
    return ImportRow(url, facts.purpose, f"{_say(facts.brought_at)}, by {facts.brought_by}", _stands(facts))


def _stands(facts: ImportFacts) -> str:
    if facts.job is not None and facts.job.is_moving:
        return "being worked on"
    if facts.done_at is not None:
        return "brought in"
    if facts.told and not facts.told["is_usable"]:
        return "cannot be brought in"
    if facts.told and facts.told["brings_nothing"]:
        return "brings nothing new"
    return "waits for you" if facts.is_there else "wiped"


def _lead(facts: ImportFacts) -> str:
    if facts.done_at is not None:
        return f"It was brought in on {_say(facts.done_at)}. The file is wiped."
    if not facts.told or (facts.job is not None and facts.job.is_moving):
        return ""
    if not facts.told["is_usable"]:
        return "It cannot be brought in. Nothing was changed, and the file is wiped."
    if facts.told["brings_nothing"]:
        return NOTHING_NEW
    if not facts.is_there:
        return "The file was wiped before it was brought in. Nothing was changed."
    return "Nothing is brought in yet. Nothing that is here is written over."


def _problems(told: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Errors first."""
    return tuple(sorted((severity, sentence) for severity, sentence in told["problems"]))


def _new(told: Mapping[str, Any], names: Mapping[str, str]) -> tuple[str, ...]:
    first = ["The programme’s settings: there is no programme folder here yet."] if told["is_first"] else []
    tables = [_count(file, new) for file, (new, _) in told["tables"].items() if new]
    ledger = []
    if told["entries"]:
        entries = f"{told['entries']:,} {'entry' if told['entries'] == 1 else 'entries'}"
        ledger = [f"{entries} of the ledger, of what was published from the copy and not from here."]
    return (*first, *_answers(told["new"], names), *tables, *ledger)


def _same(told: Mapping[str, Any], names: Mapping[str, str]) -> tuple[str, ...]:
    tables = [_count(file, same) for file, (_, same) in told["tables"].items() if same]
    return (*_answers(told["same"], names), *tables)


def _count(file: str, count: int) -> str:
    return f"{count:,} {STANDS_FOR[file] if count == 1 else SEVERAL[file]}, in {file}"


def _answers(places: Sequence[tuple[str, str, int]], names: Mapping[str, str]) -> list[str]:
    return [
        f"{names.get(area, area)}, wave {wave}: {count_of(count, 'response')}" for wave, area, count in places
    ]


def _say(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{say_day(local.date())}, {local:%H:%M}"
